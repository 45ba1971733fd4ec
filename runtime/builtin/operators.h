// The operators of the language on collections (§6), but for those on types (types.h).
//
// Numbers, strings and Booleans of the same kind are worked on where they stand; the rest goes
// through the operators of runtime/function.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

enum class BinaryOperator : std::uint8_t {
  Equal,
  NotEqual,
  Equivalent,
  NotEquivalent,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual,
  Add,
  Subtract,
  Multiply,
  Divide,
  Div,
  Mod,
  Concatenate,
  Union,
  In,
  Contains,
};

enum class UnaryOperator : std::uint8_t { Plus, Minus };

/// Charges a step for each item of both sides. Errors have no place: MultipleItems where single
/// items are asked for, OperandType, TypeOfValue, and those of the operations.
Expected<Items> apply(Evaluation& evaluation, BinaryOperator op, Items left, Items right);

/// MultipleItems, OperandType.
Expected<Items> apply(Evaluation& evaluation, UnaryOperator op, Items operand);

/// §6.5, three-valued logic: nothing is what is not known, the empty collection.
using Truth = std::optional<bool>;

constexpr Truth negated(Truth a) {
  return a ? Truth(!*a) : Truth();
}
constexpr Truth conjunction(Truth a, Truth b) {
  if (a == Truth(false) || b == Truth(false)) return false;
  return a && b ? Truth(true) : Truth();
}
constexpr Truth disjunction(Truth a, Truth b) {
  return negated(conjunction(negated(a), negated(b)));
}
constexpr Truth exclusive(Truth a, Truth b) {
  return a && b ? Truth(*a != *b) : Truth();
}
constexpr Truth implication(Truth a, Truth b) {
  return disjunction(negated(a), b);
}

/// A Boolean, or no items. They stand in static memory.
Items items_of(Truth truth);

}  // namespace kiln::core
