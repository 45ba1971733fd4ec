// Items of a result as text: for a reader, for a program, and both ways to and from JSON.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "runtime/host.h"
#include "runtime/item/item_text.h"
#include "runtime/value/value.h"

namespace kiln::core::cli {

using core::Naming;

// As the functions of runtime/item/item_text.h, of what is outside of an evaluation.
std::string type_name(const Value& item, const Model* model);
std::string path_text(const Value& item, const Naming& naming);
std::string plain_text(const Value& item);
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
