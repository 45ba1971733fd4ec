// Instances: new objects of a FHIR type, made by the instance selector (§5.2.3) and by %factory.
#pragma once

#include <string>
#include <vector>

#include "proptest/reference/evaluation.h"

namespace kiln::core::reference {

/// An element of a new object and what it holds; nothing: the element is left out.
struct Field {
  std::string name;
  Collection items;
  Span span = {};  ///< of its name in the expression, for errors; empty: not written there
};

/// A new object of a type of the model. InstanceElement: an element that the type does not have, an
/// item that its type does not take, several items where one is allowed.
Expected<Item> make_instance(Evaluation& evaluation, TypeId type, const std::vector<Field>& fields);

/// What an instance consists of, in its order, so that a changed one can be made from it.
Expected<std::vector<Field>> fields_of(Evaluation& evaluation, const Item& instance);

}  // namespace kiln::core::reference
