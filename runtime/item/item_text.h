// Items as text: their type, their place, and they themselves, for a reader and as JSON. Where
// there is no memory for a text, std::bad_alloc leaves these functions.
#pragma once

#include <string>

#include "model/model.h"
#include "runtime/item/item.h"

namespace kiln::core {

/// What the names and paths of items depend on.
struct Naming {
  const Model* model = nullptr;        ///< nullptr for Fhir::None
  const Document* document = nullptr;  ///< the one that was asked about
  TypeId root_type = kNoType;          ///< of its root, where that is no resource
};

/// "System.Integer", "FHIR.HumanName", "FHIR.Patient.contact". A node without a FHIR type is what
/// its JSON is: "System.String", "System.Boolean", "System.Integer", "System.Decimal", or "Object".
/// Empty for None.
std::string qualified_type_name(const Item& item, const Model* model);

/// "Patient.name[0].given[1]": an index where the element repeats. Empty for an item that is no
/// node.
std::string path_text(const Item& item, const Naming& naming);

/// For a reader, without quotes: a string its characters, a date its text, a quantity as a literal,
/// an element of several parts its JSON.
std::string plain_text(const Item& item);

/// A JSON value: numbers with their own digits, dates as text without @, a quantity as
/// {"value":..., "unit":...}, a node its JSON.
void append_json(const Item& item, std::string& out);

}  // namespace kiln::core
