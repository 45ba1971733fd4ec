// Operands from literals and results as text, for the tests of the operators.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "runtime/function/arithmetic.h"
#include "runtime/function/operand.h"

namespace kiln::core::testing {

inline Decimal decimal(std::string_view text) {
  const std::optional<Decimal> value = Decimal::parse(text);
  if (!value) throw std::invalid_argument(std::string(text));
  return *value;
}

/// "4 days", "10 'mm'".
inline Quantity quantity(std::string_view text) {
  const std::optional<Quantity> value = parse_quantity(text);
  if (!value) throw std::invalid_argument(std::string(text));
  return *value;
}

/// A literal without its `@`: "T10:30" is a Time, "2015T" a DateTime, "2015" a Date.
inline Temporal temporal(std::string_view text) {
  const std::optional<Temporal> value = text.starts_with('T') ? Temporal::parse_time(text)
                                        : text.contains('T')  ? Temporal::parse_date_time(text)
                                                              : Temporal::parse_date(text);
  if (!value) throw std::invalid_argument(std::string(text));
  return *value;
}

/// As a literal: "@2015", "4 days", "5L", "'abc'".
inline std::string text(const SystemValue& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (const auto* integer = std::get_if<std::int32_t>(&value)) return std::to_string(*integer);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*integer) + 'L';
  }
  if (const auto* number = std::get_if<Decimal>(&value)) return number->to_string() + 'd';
  if (const auto* string = std::get_if<std::string>(&value)) return '\'' + *string + '\'';
  if (const auto* time = std::get_if<Temporal>(&value)) return time->to_literal();
  return std::get_if<Quantity>(&value)->to_string();
}

/// "" for nothing, "K0302" for an error.
inline std::string text(const operators::ArithmeticResult& result) {
  if (!result) return to_string(result.error().code);
  return *result ? text(**result) : "";
}

inline std::string text(const std::optional<Quantity>& value) {
  return value ? value->to_string() : "";
}

inline std::string text(const Expected<Temporal>& value) {
  return value ? value->to_literal() : to_string(value.error().code);
}

/// "?" where it is not known.
inline std::string text(std::optional<bool> value) {
  if (!value) return "?";
  return *value ? "true" : "false";
}

}  // namespace kiln::core::testing
