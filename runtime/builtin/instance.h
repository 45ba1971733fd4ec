// Instances: new objects of a FHIR type, made by the instance selector (§5.2.3) and by %factory.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// An element of a new object and what it holds; nothing: the element is left out.
struct Field {
  std::string_view name;
  Items items;
  Span span = {};  ///< of its name in the expression, for errors; empty: not written there
};

/// A new object of a type of the model, in a document of its own, which the evaluation keeps. A
/// resource gets its `resourceType`, a choice element its JSON name; values are converted to what
/// their element holds (§5.5), nodes are copied.
///
/// InstanceElement, with the span of the field: an element that the type does not have, an item
/// that its type does not take, several items where one is allowed; without a place: a primitive
/// without a value and extensions.
Expected<Item> make_instance(Evaluation& evaluation, TypeId type, std::span<const Field> fields);

/// What an instance consists of, in its order, so that a changed one can be made from it: of a
/// primitive its `value` first. InstanceElement for what is no node.
Expected<std::vector<Field>> fields_of(Evaluation& evaluation, const Item& instance);

}  // namespace kiln::core
