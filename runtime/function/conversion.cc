#include "runtime/function/conversion.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "runtime/function/quantity_conversion.h"
#include "runtime/value/temporal_format.h"

namespace kiln::core::conversions {

namespace {

constexpr std::array<std::string_view, 6> kTrue{"true", "t", "yes", "y", "1", "1.0"};
constexpr std::array<std::string_view, 6> kFalse{"false", "f", "no", "n", "0", "0.0"};

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
  return std::ranges::equal(text, lower, [](char c, char expected) {
    return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == expected;
  });
}

std::optional<bool> boolean_of(std::string_view text) {
  const auto is_text = [text](std::string_view word) { return equal_ignoring_case(text, word); };
  if (std::ranges::any_of(kTrue, is_text)) return true;
  if (std::ranges::any_of(kFalse, is_text)) return false;
  return std::nullopt;
}

/// (+|-)?digits
std::optional<std::int64_t> whole_number_of(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

/// (+|-)?digits(.digits)?
std::optional<Decimal> decimal_of(std::string_view text) {
  const bool has_exponent = text.find_first_of("eE") != std::string_view::npos;
  return has_exponent ? std::nullopt : Decimal::parse(text);
}

Decimal decimal_of(bool value) {
  return Decimal::from_parts(value ? 10 : 0, 1);
}

/// The number of an Integer, a Long or a Decimal.
std::optional<Decimal> number_of(const Operand& value) {
  const std::optional<NumberRank> rank = number_rank(value);
  if (!rank || *rank == NumberRank::Quantity) return std::nullopt;
  return as_decimal(value);
}

std::optional<Quantity> quantity_of(const Operand& value) {
  if (number_rank(value)) return as_quantity(value).own();
  if (const auto* boolean = std::get_if<bool>(&value)) {
    return QuantityView(decimal_of(*boolean)).own();
  }
  const auto* text = std::get_if<std::string_view>(&value);
  return text == nullptr ? std::nullopt : parse_quantity(*text);
}

struct AppendText {
  std::string& text;

  void operator()(bool boolean) const { text += boolean ? "true" : "false"; }
  void operator()(std::int32_t number) const { (*this)(std::int64_t{number}); }
  void operator()(std::int64_t number) const {
    char digits[20];
    text.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr);
  }
  void operator()(std::string_view other) const { text += other; }
  void operator()(const auto& other) const { other.append_to(text); }
};

}  // namespace

std::optional<bool> to_boolean(const Operand& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean;
  if (const auto* text = std::get_if<std::string_view>(&value)) return boolean_of(*text);
  const std::optional<Decimal> number = number_of(value);
  if (number == Decimal(1)) return true;
  if (number == Decimal(0)) return false;
  return std::nullopt;
}

std::optional<std::int64_t> to_long(const Operand& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? 1 : 0;
  if (const auto* text = std::get_if<std::string_view>(&value)) return whole_number_of(*text);
  const std::optional<NumberRank> rank = number_rank(value);
  if (!rank || *rank > NumberRank::Long) return std::nullopt;
  return as_long(value);
}

std::optional<std::int32_t> to_integer(const Operand& value) {
  using Range = std::numeric_limits<std::int32_t>;
  const std::optional<std::int64_t> number = to_long(value);
  if (!number || *number < Range::min() || *number > Range::max()) return std::nullopt;
  return static_cast<std::int32_t>(*number);
}

std::optional<Decimal> to_decimal(const Operand& value) {
  if (const auto* boolean = std::get_if<bool>(&value)) return decimal_of(*boolean);
  if (const auto* text = std::get_if<std::string_view>(&value)) return decimal_of(*text);
  return number_of(value);
}

std::optional<Quantity> to_quantity(const Operand& value, std::optional<std::string_view> unit) {
  std::optional<Quantity> quantity = quantity_of(value);
  if (!quantity || !unit) return quantity;
  return convert(*quantity, *unit);
}

std::string to_string(const Operand& value, std::string buffer) {
  buffer.clear();
  std::visit(AppendText{buffer}, value);
  return buffer;
}

std::optional<Temporal> to_time(const Operand& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    // The T of a literal is no part of the format.
    return text->starts_with('T') ? std::nullopt : Temporal::parse_time(*text);
  }
  const auto* temporal = std::get_if<Temporal>(&value);
  if (temporal == nullptr || temporal->kind != Temporal::Kind::Time) return std::nullopt;
  return *temporal;
}

Expected<std::optional<Temporal>> to_date(const Operand& value,
                                          std::optional<std::string_view> format) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return format ? parse_date(*text, *format) : Temporal::parse_date(*text);
  }
  const auto* temporal = std::get_if<Temporal>(&value);
  return temporal == nullptr ? std::nullopt : date_of(*temporal);
}

Expected<std::optional<Temporal>> to_date_time(const Operand& value,
                                               std::optional<std::string_view> format) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    return format ? parse_date_time(*text, *format) : Temporal::parse_date_time(*text);
  }
  const auto* temporal = std::get_if<Temporal>(&value);
  if (temporal == nullptr || temporal->kind == Temporal::Kind::Time) return std::nullopt;
  return as_date_time(*temporal);
}

}  // namespace kiln::core::conversions
