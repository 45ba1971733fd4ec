// Dispatch of the math operators: numbers meet at their common rank.

#include "runtime/function/arithmetic.h"

#include "runtime/function/quantity_arithmetic.h"
#include "runtime/function/string.h"
#include "runtime/function/temporal_arithmetic.h"

namespace kiln::core::operators {

namespace {

/// An optional of some type as a result.
template <class T>
ArithmeticResult result_of(std::optional<T> value) {
  if (!value) return std::nullopt;
  return SystemValue(*std::move(value));
}

ArithmeticResult result_of(Expected<Temporal> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return SystemValue(*value);
}

ArithmeticResult wrong_types(std::string_view symbol, const Operand& a, const Operand& b) {
  return fail(ErrorCode::OperandType, '\'' + std::string(symbol) + "' does not take " +
                                          std::string(type_name(a)) + " and " +
                                          std::string(type_name(b)));
}

/// Calls `operation` with both operands as the type they meet at. REQUIRES: both are numbers.
template <class Operation>
ArithmeticResult at_common_rank(const Operand& a, const Operand& b, Operation operation) {
  switch (*common_rank(a, b)) {
    case NumberRank::Integer:
      return result_of(operation(*std::get_if<std::int32_t>(&a), *std::get_if<std::int32_t>(&b)));
    case NumberRank::Long:
      return result_of(operation(as_long(a), as_long(b)));
    case NumberRank::Decimal:
      return result_of(operation(as_decimal(a), as_decimal(b)));
    case NumberRank::Quantity:
      return result_of(operation(as_quantity(a), as_quantity(b)));
  }
  return std::nullopt;
}

/// Whether both are numbers and neither is a Quantity.
bool are_plain_numbers(const Operand& a, const Operand& b) {
  const std::optional<NumberRank> rank = common_rank(a, b);
  return rank && *rank != NumberRank::Quantity;
}

// One set for each operation: an Integer or a Long, a Decimal, a Quantity.

struct Add {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return checked_add(a, b);
  }
  auto operator()(const auto& a, const auto& b) const { return add(a, b); }
};

struct Subtract {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return checked_subtract(a, b);
  }
  auto operator()(const auto& a, const auto& b) const { return subtract(a, b); }
};

struct Multiply {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return checked_multiply(a, b);
  }
  auto operator()(const auto& a, const auto& b) const { return multiply(a, b); }
};

struct Divide {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return divide(Decimal(a), Decimal(b));
  }
  auto operator()(const auto& a, const auto& b) const { return divide(a, b); }
};

struct Div {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return checked_div(a, b);
  }
  auto operator()(const Decimal& a, const Decimal& b) const { return truncated_quotient(a, b); }
  std::optional<Quantity> operator()(const QuantityView&, const QuantityView&) const { return {}; }
};

struct Mod {
  template <std::signed_integral Int>
  auto operator()(Int a, Int b) const {
    return checked_mod(a, b);
  }
  auto operator()(const Decimal& a, const Decimal& b) const { return remainder(a, b); }
  std::optional<Quantity> operator()(const QuantityView&, const QuantityView&) const { return {}; }
};

}  // namespace

ArithmeticResult add(const Operand& a, const Operand& b, const Rules& rules) {
  if (common_rank(a, b)) return at_common_rank(a, b, Add{});
  if (const auto *text_a = std::get_if<std::string_view>(&a),
      *text_b = std::get_if<std::string_view>(&b);
      text_a != nullptr && text_b != nullptr) {
    if (text_a->size() + text_b->size() > strings::kMaxBytes) {
      return fail(ErrorCode::StringLimit, "the result of '+' is too long");
    }
    std::string text(*text_a);
    text += *text_b;
    return SystemValue(std::move(text));
  }
  if (const auto* value = std::get_if<Temporal>(&a)) {
    if (const auto* duration = std::get_if<QuantityView>(&b)) {
      return result_of(add(*value, *duration, rules.language));
    }
  }
  return wrong_types("+", a, b);
}

ArithmeticResult subtract(const Operand& a, const Operand& b, const Rules& rules) {
  if (common_rank(a, b)) return at_common_rank(a, b, Subtract{});
  if (const auto* value = std::get_if<Temporal>(&a)) {
    if (const auto* duration = std::get_if<QuantityView>(&b)) {
      return result_of(subtract(*value, *duration, rules.language));
    }
  }
  return wrong_types("-", a, b);
}

ArithmeticResult multiply(const Operand& a, const Operand& b) {
  if (!common_rank(a, b)) return wrong_types("*", a, b);
  return at_common_rank(a, b, Multiply{});
}

ArithmeticResult divide(const Operand& a, const Operand& b) {
  if (!common_rank(a, b)) return wrong_types("/", a, b);
  return at_common_rank(a, b, Divide{});
}

ArithmeticResult div(const Operand& a, const Operand& b) {
  if (!are_plain_numbers(a, b)) return wrong_types("div", a, b);
  return at_common_rank(a, b, Div{});
}

ArithmeticResult mod(const Operand& a, const Operand& b) {
  if (!are_plain_numbers(a, b)) return wrong_types("mod", a, b);
  return at_common_rank(a, b, Mod{});
}

ArithmeticResult negate(const Operand& a) {
  if (const auto* integer = std::get_if<std::int32_t>(&a)) {
    return result_of(checked_negate(*integer));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&a)) {
    return result_of(checked_negate(*integer));
  }
  if (const auto* decimal = std::get_if<Decimal>(&a)) return SystemValue(decimal->negated());
  if (const auto* quantity = std::get_if<QuantityView>(&a)) {
    Quantity result = quantity->own();
    result.value = result.value.negated();
    return SystemValue(std::move(result));
  }
  return fail(ErrorCode::OperandType, "unary '-' does not take " + std::string(type_name(a)));
}

}  // namespace kiln::core::operators
