#include "runtime/function/math.h"

#include "runtime/function/arithmetic.h"

namespace kiln::core::math {

namespace {

template <class T>
Result result_of(const std::optional<T>& value) {
  if (!value) return std::nullopt;
  return Operand(*value);
}

bool is_plain_number(const Operand& value) {
  const std::optional<NumberRank> rank = number_rank(value);
  return rank && *rank != NumberRank::Quantity;
}

/// The Quantity that a function rounds, which it does since 3.0.0.
const QuantityView* rounded_quantity(const Operand& value, const Rules& rules) {
  return rules.language == LanguageVersion::V2 ? nullptr : std::get_if<QuantityView>(&value);
}

Result with_value(const QuantityView& quantity, const Decimal& value) {
  return Operand(QuantityView(value, quantity.unit, quantity.calendar));
}

Result whole_number(std::string_view function, const Operand& value, const Rules& rules,
                    Decimal (Decimal::*rounding)() const) {
  if (is_plain_number(value)) return result_of((as_decimal(value).*rounding)().to_int32());
  const QuantityView* const quantity = rounded_quantity(value, rules);
  if (quantity == nullptr) return wrong_input(function, type_name(value));
  return with_value(*quantity, (quantity->value.*rounding)());
}

Result decimal_function(std::string_view function, const Operand& value,
                        std::optional<Decimal> (Decimal::*compute)() const) {
  if (!is_plain_number(value)) return wrong_input(function, type_name(value));
  return result_of((as_decimal(value).*compute)());
}

template <std::signed_integral Int>
std::optional<Int> magnitude(Int value) {
  return value < 0 ? checked_negate(value) : value;
}

bool is_positive(const Decimal& value) {
  return !value.is_negative() && !value.is_zero();
}

}  // namespace

Result abs(const Operand& value, const Rules&) {
  if (const auto* integer = std::get_if<std::int32_t>(&value)) {
    return result_of(magnitude(*integer));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return result_of(magnitude(*integer));
  }
  if (const auto* decimal = std::get_if<Decimal>(&value)) return Operand(decimal->abs());
  if (const auto* quantity = std::get_if<QuantityView>(&value)) {
    return with_value(*quantity, quantity->value.abs());
  }
  return wrong_input("abs", type_name(value));
}

Result ceiling(const Operand& value, const Rules& rules) {
  return whole_number("ceiling", value, rules, &Decimal::ceiling);
}

Result floor(const Operand& value, const Rules& rules) {
  return whole_number("floor", value, rules, &Decimal::floor);
}

Result truncate(const Operand& value, const Rules& rules) {
  return whole_number("truncate", value, rules, &Decimal::truncated);
}

Result round(const Operand& value, std::int32_t digits, const Rules& rules) {
  const QuantityView* const quantity = rounded_quantity(value, rules);
  if (quantity == nullptr && !is_plain_number(value)) {
    return wrong_input("round", type_name(value));
  }
  if (digits < 0) {
    return fail(ErrorCode::ArgumentValue, "the precision of 'round' is 0 or more");
  }
  if (quantity == nullptr) return Operand(as_decimal(value).rounded(digits));
  return with_value(*quantity, quantity->value.rounded(digits));
}

Result exp(const Operand& value, const Rules&) {
  return decimal_function("exp", value, &Decimal::exp);
}

Result ln(const Operand& value, const Rules&) {
  return decimal_function("ln", value, &Decimal::ln);
}

Result sqrt(const Operand& value, const Rules&) {
  return decimal_function("sqrt", value, &Decimal::sqrt);
}

Result log(const Operand& value, const Operand& base, const Rules&) {
  const Decimal number = as_decimal(value);
  const Decimal base_number = as_decimal(base);
  if (!is_positive(number)) return fail(ErrorCode::InputValue, "'log' takes numbers above 0");
  if (!is_positive(base_number)) {
    return fail(ErrorCode::ArgumentValue, "the base of 'log' is above 0");
  }
  return result_of(number.log(base_number));
}

Result power(const Operand& value, const Operand& exponent, const Rules& rules) {
  const Decimal exponent_number = as_decimal(exponent);
  const std::optional<Decimal> result = as_decimal(value).power(exponent_number);
  const bool of_integers =
      std::holds_alternative<std::int32_t>(value) && std::holds_alternative<std::int32_t>(exponent);
  if (rules.language == LanguageVersion::V2 && of_integers && !exponent_number.is_negative()) {
    return result_of(result ? result->to_int32() : std::nullopt);
  }
  return result_of(result);
}

}  // namespace kiln::core::math
