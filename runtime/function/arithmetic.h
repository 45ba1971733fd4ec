// The math operators on System values (§6.6, §6.7, §6.8).
//
// Entry for an engine that knows its types: checked_*() on integers, the operations of Decimal,
// quantity_arithmetic.h, temporal_arithmetic.h. Entry for one that does not: add() and the others
// on Operands, which convert implicitly and dispatch.
//
// Thread-safety: pure. Nothing allocates for numbers.
#pragma once

#include <concepts>
#include <limits>
#include <optional>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core {

// Integer and Long: nothing on overflow and for division by zero.

template <std::signed_integral Int>
std::optional<Int> checked_add(Int a, Int b) {
  Int result;
  if (__builtin_add_overflow(a, b, &result)) return std::nullopt;
  return result;
}

template <std::signed_integral Int>
std::optional<Int> checked_subtract(Int a, Int b) {
  Int result;
  if (__builtin_sub_overflow(a, b, &result)) return std::nullopt;
  return result;
}

template <std::signed_integral Int>
std::optional<Int> checked_multiply(Int a, Int b) {
  Int result;
  if (__builtin_mul_overflow(a, b, &result)) return std::nullopt;
  return result;
}

/// Truncated: 5 div 2 is 2, -5 div 2 is -2.
template <std::signed_integral Int>
std::optional<Int> checked_div(Int a, Int b) {
  if (b == 0 || (b == -1 && a == std::numeric_limits<Int>::min())) return std::nullopt;
  return static_cast<Int>(a / b);
}

/// With the sign of a.
template <std::signed_integral Int>
std::optional<Int> checked_mod(Int a, Int b) {
  if (b == 0) return std::nullopt;
  if (b == -1) return Int{0};  // the least integer by -1 is beyond what the processor divides
  return static_cast<Int>(a % b);
}

template <std::signed_integral Int>
std::optional<Int> checked_negate(Int a) {
  return checked_subtract(Int{0}, a);
}

namespace operators {

/// A value, nothing (overflow, division by zero, units that do not fit), or an error: OperandType
/// for types that the operator does not take, and those of temporal_arithmetic.h.
using ArithmeticResult = Expected<std::optional<SystemValue>>;

/// Numbers, two Strings (StringLimit if the result is too long), or a Date, DateTime or Time and a
/// duration.
ArithmeticResult add(const Operand& a, const Operand& b, const Rules& rules = {});
/// Numbers, or a Date, DateTime or Time and a duration.
ArithmeticResult subtract(const Operand& a, const Operand& b, const Rules& rules = {});
/// Numbers.
ArithmeticResult multiply(const Operand& a, const Operand& b);
/// Numbers; the result is a Decimal or a Quantity.
ArithmeticResult divide(const Operand& a, const Operand& b);
/// Numbers but quantities.
ArithmeticResult div(const Operand& a, const Operand& b);
ArithmeticResult mod(const Operand& a, const Operand& b);
/// Unary minus, of a number.
ArithmeticResult negate(const Operand& a);

}  // namespace operators

}  // namespace kiln::core
