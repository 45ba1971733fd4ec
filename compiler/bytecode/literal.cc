#include "compiler/bytecode/literal.h"

#include <algorithm>
#include <charconv>

#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

constexpr std::string_view kWords[] = {"Boolean", "Integer",  "Long", "Decimal",  "String",
                                       "Date",    "DateTime", "Time", "Quantity", "Duration"};

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number{};
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, failure] = std::from_chars(begin, end, number);
  if (failure != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<Item> temporal(std::optional<Temporal> value, Arena& arena) {
  return value ? std::optional(Item::temporal(arena.make(*value))) : std::nullopt;
}

std::optional<Item> quantity(const Literal& literal, Arena& arena) {
  const bool is_calendar = literal.kind == LiteralKind::Duration;
  const auto value = Decimal::parse(literal.text);
  if (!value || !utf8::is_valid(literal.unit)) return std::nullopt;
  const auto field = is_calendar ? calendar_unit(literal.unit) : std::nullopt;
  if (is_calendar && !field) return std::nullopt;
  const std::string_view unit = field ? calendar_keyword(*field) : arena.copy(literal.unit);
  return Item::quantity(arena.make(QuantityView(*value, unit, is_calendar)));
}

std::optional<Item> parse(const Literal& literal, Arena& arena) {
  const std::string_view text = literal.text;
  switch (literal.kind) {
    case LiteralKind::Boolean:
      return Item::boolean(text == "true");
    case LiteralKind::Integer:
      return parse_number<std::int32_t>(text).transform(Item::integer);
    case LiteralKind::Long:
      return parse_number<std::int64_t>(text).transform(Item::long_integer);
    case LiteralKind::Decimal:
      return Decimal::parse(text).transform(
          [&](const Decimal& value) { return Item::decimal(value, arena); });
    case LiteralKind::String:
      if (!utf8::is_valid(text)) return std::nullopt;
      return Item::string(arena.copy(text));
    case LiteralKind::Date:
      return temporal(Temporal::parse_date(text), arena);
    case LiteralKind::DateTime:
      return temporal(Temporal::parse_date_time(text), arena);
    case LiteralKind::Time:
      return temporal(Temporal::parse_time(text), arena);
    case LiteralKind::Quantity:
    case LiteralKind::Duration:
      return quantity(literal, arena);
  }
  return std::nullopt;
}

LiteralKind kind_of(Temporal::Kind kind) {
  return static_cast<LiteralKind>(static_cast<int>(LiteralKind::Date) + static_cast<int>(kind));
}

}  // namespace

std::string_view to_string(LiteralKind kind) {
  return kWords[static_cast<std::size_t>(kind)];
}

std::optional<LiteralKind> parse_literal_kind(std::string_view word) {
  const auto* const found = std::ranges::find(kWords, word);
  if (found == std::end(kWords)) return std::nullopt;
  return static_cast<LiteralKind>(found - std::begin(kWords));
}

std::optional<Literal> literal_of(const Item& item) {
  switch (item.kind()) {
    case ItemKind::Boolean:
      return Literal{LiteralKind::Boolean, item.as_boolean() ? "true" : "false", {}};
    case ItemKind::Integer:
      return Literal{LiteralKind::Integer, std::to_string(item.as_integer()), {}};
    case ItemKind::Long:
      return Literal{LiteralKind::Long, std::to_string(item.as_long()), {}};
    case ItemKind::Decimal:
    case ItemKind::BigDecimal:
      return Literal{LiteralKind::Decimal, item.as_decimal().to_string(), {}};
    case ItemKind::String:
      return Literal{LiteralKind::String, std::string(item.as_string()), {}};
    case ItemKind::Temporal: {
      const Temporal& value = item.as_temporal();
      return Literal{kind_of(value.kind), value.to_string(), {}};
    }
    case ItemKind::Quantity: {
      const QuantityView& value = item.as_quantity();
      return Literal{value.calendar ? LiteralKind::Duration : LiteralKind::Quantity,
                     value.value.to_string(), std::string(value.unit)};
    }
    case ItemKind::None:
    case ItemKind::Node:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Item> item_of(const Literal& literal, Arena& arena) {
  const auto item = parse(literal, arena);
  // One text for each value, so that what is read is what would be written.
  return item && literal_of(*item) == literal ? item : std::nullopt;
}

}  // namespace kiln::core
