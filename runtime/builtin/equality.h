// Equality and equivalence (§6.1) of items and collections.
//
// FHIR primitives are compared by their System value, their id and extensions take no part; complex
// nodes child by child, element name and order included (docs/semantics.md).
//
// What is compared is converted in the arena and given back at once. Charged are the children of
// elements; one comparison is one step of the caller's.
#pragma once

#include <optional>

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// `a = b` for two single items; nothing if it is not known. TypeOfValue for a primitive whose text
/// is not of its type, DepthLimit for elements nested too deeply.
/// Children whose names are the same, and stand as often, are compared in the order of `a`.
Expected<std::optional<bool>> equal(Evaluation& evaluation, const Item& a, const Item& b);
/// `a ~ b` for two single items; nothing only for quantities without a common unit.
Expected<std::optional<bool>> equivalent(Evaluation& evaluation, const Item& a, const Item& b);

/// `a = b` for any operands: nothing if one is empty.
Expected<std::optional<bool>> equal(Evaluation& evaluation, Items a, Items b);
/// `a ~ b` for any operands, whatever their order.
Expected<std::optional<bool>> equivalent(Evaluation& evaluation, Items a, Items b);

/// `a = b` for two System values of the same kind that needs no conversion; nothing for others,
/// which equal() takes.
inline std::optional<bool> equal_scalars(const Item& a, const Item& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ItemKind::Boolean:
      return a.as_boolean() == b.as_boolean();
    case ItemKind::Integer:
    case ItemKind::Long:
      return a.as_long() == b.as_long();
    case ItemKind::Decimal:
      return a.as_decimal() == b.as_decimal();
    case ItemKind::String:
      return a.as_string() == b.as_string();
    default:
      return std::nullopt;
  }
}

}  // namespace kiln::core
