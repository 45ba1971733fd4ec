// Items of a result as text: for a reader, for a program, and both ways to and from JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "runtime/host.h"
#include "runtime/value/value.h"

namespace kiln::core::cli {

/// What the names and paths of an answer's items depend on.
struct Naming {
  const Model* model = nullptr;        ///< nullptr for Fhir::None
  const Document* document = nullptr;  ///< the one that was asked about
  TypeId root_type = kNoType;          ///< of its root, where that is no resource
};

/// "System.Integer", "FHIR.HumanName", "FHIR.Patient.contact". A node without a FHIR type is what
/// its JSON is: "System.String", "System.Boolean", "System.Integer", "System.Decimal", or "Object".
std::string type_name(const Value& item, const Model* model);

/// "Patient.name[0].given[1]": an index where the element repeats. Empty for an item that is no
/// node.
std::string path_text(const Value& item, const Naming& naming);

/// For a reader, without quotes: a string its characters, a date its text, a quantity as a literal,
/// an element of several parts its JSON.
std::string plain_text(const Value& item);

/// A JSON value: numbers with their own digits, dates as text without @, a quantity as
/// {"value":..., "unit":...}, a node its JSON.
void append_json(const Value& item, std::string& out);

/// {"type":..., "value":..., "path":...}; the path only for a node.
void append_typed_json(const Value& item, const Naming& naming, std::string& out);

/// [item, ...] of append_typed_json().
void append_typed_json(const Values& items, const Naming& naming, std::string& out);

/// [{"name":..., "items":[...]}, ...]
void append_json(const std::vector<TraceEntry>& traces, const Naming& naming, std::string& out);

/// What a variable given as JSON is: an array a collection; a number an Integer, a Long or a
/// Decimal by its lexeme; {"type": "System.Date", "value": "2026-02-11"} (as results are written)
/// that System value; {"value": 4.5, "unit": "mg"} without further members a Quantity; any other
/// object an element of a document of its own, appended to `documents`.
Expected<Values> values_from_json(const Document& document, NodeIndex node, const Model* model,
                                  std::vector<std::shared_ptr<const Document>>& documents);

/// A copy of the object and what is in it, as a document of its own.
Expected<std::shared_ptr<const Document>> detach(const Document& document, NodeIndex object);

}  // namespace kiln::core::cli
