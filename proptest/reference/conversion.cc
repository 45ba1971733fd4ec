#include "proptest/reference/conversion.h"

#include <array>

#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"
#include "runtime/value/temporal_format.h"

namespace kiln::core::reference {
namespace {

using Result = Expected<std::optional<Item>>;
using Kind = Temporal::Kind;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The longest beginning of `text` whose characters match, cut off from it.
std::string_view take_while(std::string_view& text, bool (*matches)(char)) {
  std::size_t length = 0;
  while (length < text.size() && matches(text[length])) ++length;
  const std::string_view taken = text.substr(0, length);
  text.remove_prefix(length);
  return taken;
}

/// (\+|-)?\d+
std::optional<BigInteger> integer_of(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !std::ranges::all_of(text, is_digit)) return std::nullopt;
  // More digits than a Long has, leading zeros apart, convert to nothing anyway.
  const std::size_t first = text.find_first_not_of('0');
  if (first == std::string_view::npos) return BigInteger(0);
  if (text.size() - first > 19) return std::nullopt;
  const BigInteger value{std::string(text.substr(first))};
  return negative ? BigInteger(-value) : value;
}

/// (\+|-)?\d+(\.\d+)? at the beginning of `text`, cut off from it.
std::optional<Decimal> take_decimal(std::string_view& text) {
  const std::string_view whole = text;
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (take_while(text, is_digit).empty()) return std::nullopt;
  if (text.size() > 1 && text[0] == '.' && is_digit(text[1])) {
    text.remove_prefix(1);
    take_while(text, is_digit);
  }
  const auto decimal = kiln::core::Decimal::parse(whole.substr(0, whole.size() - text.size()));
  return decimal ? std::optional(from_runtime(*decimal)) : std::nullopt;
}

std::optional<Decimal> decimal_of(std::string_view text) {
  const std::optional<Decimal> decimal = take_decimal(text);
  return text.empty() ? decimal : std::nullopt;
}

/// §5.5.7.1: a decimal, then nothing, a quoted unit, or the name of a calendar duration. What
/// stands in quotes need be no unit that there is; a calendar keyword is the same with quotes and
/// without.
std::optional<Quantity> quantity_of(std::string_view text) {
  const std::optional<Decimal> value = take_decimal(text);
  if (!value) return std::nullopt;
  take_while(text, is_space);
  if (text.empty()) return Quantity{*value, "1", false};
  if (text.front() == '\'') {
    if (text.size() < 3 || text.back() != '\'') return std::nullopt;
    const std::string unit(text.substr(1, text.size() - 2));
    if (unit.contains('\'')) return std::nullopt;
    const std::optional<TemporalField> field = calendar_unit(unit);
    if (!field) return Quantity{*value, unit, false};
    return Quantity{*value, std::string(calendar_keyword(*field)), true};
  }
  const std::optional<TemporalField> field = calendar_unit(text);
  if (!field) return std::nullopt;
  return Quantity{*value, std::string(calendar_keyword(*field)), true};
}

std::optional<bool> boolean_of(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const char* yes : {"true", "t", "yes", "y", "1", "1.0"}) {
    if (lower == yes) return true;
  }
  for (const char* no : {"false", "f", "no", "n", "0", "0.0"}) {
    if (lower == no) return false;
  }
  return std::nullopt;
}

template <class T>
std::optional<Item> optional_item(const std::optional<T>& value) {
  return value ? std::optional(Item(*value)) : std::nullopt;
}

std::optional<Item> temporal_item(const std::optional<kiln::core::Temporal>& temporal) {
  return temporal ? std::optional(Item(from_runtime(*temporal))) : std::nullopt;
}

/// The whole number that an item converts to.
std::optional<BigInteger> whole_number(const Item& item) {
  if (const auto* boolean = std::get_if<bool>(&item)) return BigInteger(*boolean ? 1 : 0);
  if (const auto* integer = std::get_if<std::int32_t>(&item)) return BigInteger(*integer);
  if (const auto* integer = std::get_if<std::int64_t>(&item)) return BigInteger(*integer);
  if (const auto* string = std::get_if<std::string>(&item)) return integer_of(*string);
  return std::nullopt;
}

Decimal decimal_of(bool value) {
  return {Rational(value ? 1 : 0), 1};
}

}  // namespace

Expected<std::optional<Item>> to_boolean(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (std::holds_alternative<bool>(*value)) return value;
  if (const auto* string = std::get_if<std::string>(&*value)) {
    return optional_item(boolean_of(*string));
  }
  const std::optional<Decimal> number = as_decimal(*value);
  if (!number || (number->value != 0 && number->value != 1)) return std::nullopt;
  return Item(number->value == 1);
}

Expected<std::optional<Item>> to_integer(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  const std::optional<BigInteger> number = value ? whole_number(*value) : std::nullopt;
  return number ? optional_item(to_int32(Rational(*number))) : std::nullopt;
}

Expected<std::optional<Item>> to_long(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  const std::optional<BigInteger> number = value ? whole_number(*value) : std::nullopt;
  return number ? optional_item(to_int64(Rational(*number))) : std::nullopt;
}

Expected<std::optional<Item>> to_decimal(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const auto* boolean = std::get_if<bool>(&*value)) return Item(decimal_of(*boolean));
  if (const auto* string = std::get_if<std::string>(&*value)) {
    return optional_item(decimal_of(std::string_view(*string)));
  }
  return optional_item(as_decimal(*value));
}

Expected<std::optional<Item>> to_quantity(const Dialect& dialect, const Item& item,
                                          const std::optional<std::string>& unit) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  std::optional<Quantity> quantity = as_quantity(*value);
  if (const auto* boolean = std::get_if<bool>(&*value)) {
    quantity = Quantity{decimal_of(*boolean), "1", false};
  } else if (const auto* string = std::get_if<std::string>(&*value)) {
    quantity = quantity_of(*string);
  }
  if (quantity && unit) quantity = converted(*quantity, *unit);
  return optional_item(quantity);
}

Expected<std::optional<Item>> to_string(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value || std::holds_alternative<Node>(*value)) return std::nullopt;
  if (const auto* boolean = std::get_if<bool>(&*value)) {
    return Item(std::string(*boolean ? "true" : "false"));
  }
  if (const auto* integer = std::get_if<std::int32_t>(&*value)) {
    return Item(std::to_string(*integer));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) {
    return Item(std::to_string(*integer));
  }
  if (const auto* decimal = std::get_if<Decimal>(&*value)) return Item(to_string(*decimal));
  if (const auto* temporal = std::get_if<Temporal>(&*value)) {
    return Item(to_runtime(*temporal).to_string());
  }
  if (const auto* quantity = std::get_if<Quantity>(&*value)) {
    return Item(to_runtime(*quantity).to_string());
  }
  return value;
}

Expected<std::optional<Item>> to_date(const Dialect& dialect, const Item& item,
                                      const std::optional<std::string>& format) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const auto* string = std::get_if<std::string>(&*value)) {
    if (!format) return temporal_item(kiln::core::Temporal::parse_date(*string));
    KILN_TRY(const auto date, parse_date(*string, *format));
    return temporal_item(date);
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr || temporal->kind == Kind::Time) return std::nullopt;
  Temporal date;
  date.precision = std::min(temporal->precision, TemporalField::Day);
  date.day = temporal->day;
  return Item(date);
}

Expected<std::optional<Item>> to_date_time(const Dialect& dialect, const Item& item,
                                           const std::optional<std::string>& format) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const auto* string = std::get_if<std::string>(&*value)) {
    if (!format) return temporal_item(kiln::core::Temporal::parse_date_time(*string));
    KILN_TRY(const auto date_time, parse_date_time(*string, *format));
    return temporal_item(date_time);
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr || temporal->kind == Kind::Time) return std::nullopt;
  Temporal date_time = *temporal;
  date_time.kind = Kind::DateTime;
  return Item(date_time);
}

Expected<std::optional<Item>> to_time(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const auto* string = std::get_if<std::string>(&*value)) {
    // §5.5.9.1: the T of a literal is no part of the format.
    if (string->starts_with('T')) return std::nullopt;
    return temporal_item(kiln::core::Temporal::parse_time(*string));
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  const bool is_time = temporal != nullptr && temporal->kind == Kind::Time;
  return is_time ? value : std::nullopt;
}

}  // namespace kiln::core::reference
