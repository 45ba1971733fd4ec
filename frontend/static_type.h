// StaticType: what is known of an expression's value before there is data.
#pragma once

#include <boost/container/small_vector.hpp>
#include <string>

#include "model/model.h"

namespace kiln::core {

/// Most nodes have one type, the value of an Observation has eleven.
using TypeList = boost::container::small_vector<TypeId, 12>;

/// What a node can evaluate to: the types of its items, how many there can be, their order.
///
/// Cardinalities and types of elements are those of valid data: an element that the model does not
/// know is always_empty. Invariants: not (always_empty and
/// !may_be_empty), not (always_many and (may_be_empty or !may_be_many)).
struct StaticType {
  TypeList types;             ///< of the items, no type twice; empty: anything (unknown)
  bool may_be_empty = true;   ///< least number of items is 0
  bool may_be_many = true;    ///< greatest number of items is above 1
  bool ordered = true;        ///< false after children(), descendants(), repeat(), repeatAll()
  bool always_empty = false;  ///< greatest number of items is 0
  bool always_many = false;   ///< least number of items is above 1

  friend bool operator==(const StaticType&, const StaticType&) = default;
};

/// "FHIR.HumanName 0..*", "System.Integer 1..1", "FHIR.Quantity | FHIR.string 0..1", "anything
/// 0..*", with " unordered" behind it. `model` may be nullptr (Fhir::None).
std::string to_string(const Model* model, const StaticType& type);

}  // namespace kiln::core
