// Quantity: text, and the table of calendar units.

#include "runtime/value/quantity.h"

#include <array>

#include "runtime/value/text_reader.h"

namespace kiln::core {

namespace {

struct CalendarUnit {
  TemporalField field;
  std::string_view singular;
  std::string_view plural;
  std::string_view ucum;
};

// §4.1.8.1, in the order of TemporalField.
constexpr std::array<CalendarUnit, 8> kCalendarUnits{{
    {TemporalField::Year, "year", "years", "a"},
    {TemporalField::Month, "month", "months", "mo"},
    {TemporalField::Week, "week", "weeks", "wk"},
    {TemporalField::Day, "day", "days", "d"},
    {TemporalField::Hour, "hour", "hours", "h"},
    {TemporalField::Minute, "minute", "minutes", "min"},
    {TemporalField::Second, "second", "seconds", "s"},
    {TemporalField::Millisecond, "millisecond", "milliseconds", "ms"},
}};

const CalendarUnit& row_of(TemporalField field) {
  return kCalendarUnits[static_cast<std::size_t>(field)];
}

bool is_white_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

std::optional<TemporalField> calendar_unit(std::string_view keyword) {
  for (const CalendarUnit& unit : kCalendarUnits) {
    if (keyword == unit.singular || keyword == unit.plural) return unit.field;
  }
  return std::nullopt;
}

std::string_view calendar_keyword(TemporalField field) {
  return row_of(field).singular;
}

std::string_view ucum_code_of(TemporalField field) {
  return row_of(field).ucum;
}

std::optional<TemporalField> calendar_of_ucum(std::string_view code) {
  for (const CalendarUnit& unit : kCalendarUnits) {
    if (code == unit.ucum) return unit.field;
  }
  return std::nullopt;
}

Quantity quantity_of(const Decimal& value, std::string_view unit) {
  if (const std::optional<TemporalField> field = calendar_unit(unit)) {
    return {value, std::string(calendar_keyword(*field)), true};
  }
  return {value, std::string(unit), false};
}

std::string Quantity::to_string() const {
  std::string text;
  QuantityView(*this).append_to(text);
  return text;
}

void QuantityView::append_to(std::string& text) const {
  value.append_to(text);
  text += ' ';
  if (!calendar) text += '\'';
  text += unit;
  if (!calendar) {
    text += '\'';
  } else if (value != Decimal(1)) {
    text += 's';
  }
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  TextReader reader(text);
  if (!reader.take('+')) reader.take('-');
  const bool has_digits = !reader.take_digits().empty();
  if (!has_digits || (reader.take('.') && reader.take_digits().empty())) return std::nullopt;
  const std::optional<Decimal> value =
      Decimal::parse(text.substr(0, text.size() - reader.rest().size()));
  if (!value) return std::nullopt;
  while (is_white_space(reader.peek())) reader.take(reader.peek());

  const std::string_view unit = reader.rest();
  if (unit.empty()) return Quantity{*value, "1", false};
  if (unit.front() == '\'') {
    const std::size_t end = unit.find('\'', 1);
    if (end != unit.size() - 1 || end == 1) return std::nullopt;
    return quantity_of(*value, unit.substr(1, end - 1));
  }
  if (!calendar_unit(unit)) return std::nullopt;
  return quantity_of(*value, unit);
}

}  // namespace kiln::core
