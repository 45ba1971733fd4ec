// Temporal: text and order. Boundaries and components: temporal_parts.cc; format codes:
// temporal_format.cc.

#include "runtime/value/temporal.h"

#include <algorithm>
#include <string>

#include "runtime/value/calendar.h"
#include "runtime/value/text_reader.h"

namespace kiln::core {

namespace {

/// yyyy[-MM[-dd]]
bool read_date(TextReader& text, Temporal& value) {
  const std::optional<int> year = text.take_number(4, 4);
  if (!year || *year < calendar::kFirstYear) return false;
  value.year = static_cast<std::int16_t>(*year);
  value.precision = TemporalField::Year;
  if (!text.take('-')) return true;

  const std::optional<int> month = text.take_number(2, 2);
  if (!month || *month < 1 || *month > 12) return false;
  value.month = static_cast<std::int8_t>(*month);
  value.precision = TemporalField::Month;
  if (!text.take('-')) return true;

  const std::optional<int> day = text.take_number(2, 2);
  if (!day || *day < 1 || *day > calendar::days_in_month(*year, *month)) return false;
  value.day = static_cast<std::int8_t>(*day);
  value.precision = TemporalField::Day;
  return true;
}

/// hh[:mm[:ss[.f...]]]
bool read_time(TextReader& text, Temporal& value) {
  const std::optional<int> hour = text.take_number(2, 2);
  if (!hour || *hour > 23) return false;
  value.hour = static_cast<std::int8_t>(*hour);
  value.precision = TemporalField::Hour;
  if (!text.take(':')) return true;

  const std::optional<int> minute = text.take_number(2, 2);
  if (!minute || *minute > 59) return false;
  value.minute = static_cast<std::int8_t>(*minute);
  value.precision = TemporalField::Minute;
  if (!text.take(':')) return true;

  const std::optional<int> second = text.take_number(2, 2);
  if (!second || *second > 60) return false;
  value.second = static_cast<std::int8_t>(*second);
  value.precision = TemporalField::Second;
  if (!text.take('.')) return true;

  const std::string_view digits = text.take_digits();
  if (digits.empty()) return false;
  value.set_fraction(digits);
  return true;
}

/// Z, +hh:mm, -hh:mm
bool read_offset(TextReader& text, Temporal& value) {
  value.has_offset = true;
  if (text.take('Z')) {
    value.offset_is_z = true;
    return true;
  }
  const bool negative = text.peek() == '-';
  if (!text.take('+') && !text.take('-')) return false;
  const std::optional<int> hours = text.take_number(2, 2);
  if (!hours || !text.take(':')) return false;
  const std::optional<int> minutes = text.take_number(2, 2);
  if (!minutes || *minutes > 59) return false;
  const int offset = *hours * 60 + *minutes;
  if (offset > Temporal::kMaxOffsetMinutes) return false;
  value.offset_minutes = static_cast<std::int16_t>(negative ? -offset : offset);
  return true;
}

void append_padded(std::string& out, int number, std::size_t width) {
  const std::string digits = std::to_string(number);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_time(std::string& out, const Temporal& value) {
  append_padded(out, value.hour, 2);
  if (value.precision == TemporalField::Hour) return;
  out += ':';
  append_padded(out, value.minute, 2);
  if (value.precision == TemporalField::Minute) return;
  out += ':';
  append_padded(out, value.second, 2);
  if (value.fraction_digits == 0) return;
  out += '.';
  append_padded(out, value.nanosecond, Temporal::kMaxFractionDigits);
  out.resize(out.size() -
             static_cast<std::size_t>(Temporal::kMaxFractionDigits - value.fraction_digits));
}

void append_offset(std::string& out, const Temporal& value) {
  if (!value.has_offset) return;
  if (value.offset_is_z) {
    out += 'Z';
    return;
  }
  out += value.offset_minutes < 0 ? '-' : '+';
  const int minutes = value.offset_minutes < 0 ? -value.offset_minutes : value.offset_minutes;
  append_padded(out, minutes / 60, 2);
  out += ':';
  append_padded(out, minutes % 60, 2);
}

/// A moment as minutes in UTC; what lies below the minute takes no part in offsets.
std::int64_t utc_minutes(const Temporal& value, int offset_minutes) {
  const std::int64_t day = calendar::day_number({value.year, value.month, value.day});
  return day * 1440 + value.hour * 60 + value.minute - offset_minutes;
}

std::strong_ordering compare_seconds(const Temporal& a, const Temporal& b) {
  if (a.second != b.second) return a.second <=> b.second;
  return a.nanosecond <=> b.nanosecond;
}

/// Two values with a time on clocks that differ: as the spans of time that they mean.
PartialOrdering compare_moments(const Temporal& a, int offset_a, const Temporal& b, int offset_b) {
  const auto span_minutes = [](const Temporal& value) {
    return value.precision == TemporalField::Hour ? 60 : 1;
  };
  const std::int64_t start_a = utc_minutes(a, offset_a);
  const std::int64_t start_b = utc_minutes(b, offset_b);
  if (start_a + span_minutes(a) <= start_b) return std::strong_ordering::less;
  if (start_b + span_minutes(b) <= start_a) return std::strong_ordering::greater;
  if (a.precision != b.precision || start_a != start_b) return std::nullopt;
  return compare_seconds(a, b);
}

/// Two values on the same clock: field by field, as far as both go.
PartialOrdering compare_fields(const Temporal& a, const Temporal& b) {
  // Fields beyond a precision hold the same in all values, so that only the shared ones differ.
  const TemporalField shared = std::min(a.precision, b.precision);
  if (a.year != b.year) return a.year <=> b.year;
  if (shared >= TemporalField::Month && a.month != b.month) return a.month <=> b.month;
  if (shared >= TemporalField::Day && a.day != b.day) return a.day <=> b.day;
  if (shared >= TemporalField::Hour && a.hour != b.hour) return a.hour <=> b.hour;
  if (shared >= TemporalField::Minute && a.minute != b.minute) return a.minute <=> b.minute;
  if (a.precision != b.precision) return std::nullopt;
  return compare_seconds(a, b);
}

}  // namespace

void Temporal::set_fraction(std::string_view digits) {
  digits = digits.substr(0, kMaxFractionDigits);
  nanosecond = 0;
  for (std::size_t i = 0; i < kMaxFractionDigits; ++i) {
    nanosecond = nanosecond * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  }
  fraction_digits = static_cast<std::int8_t>(digits.size());
}

std::optional<Temporal> Temporal::parse_date(std::string_view text) {
  TextReader reader(text);
  Temporal value;
  if (!read_date(reader, value) || !reader.at_end()) return std::nullopt;
  return value;
}

std::optional<Temporal> Temporal::parse_date_time(std::string_view text) {
  TextReader reader(text);
  Temporal value;
  value.kind = Kind::DateTime;
  if (!read_date(reader, value)) return std::nullopt;
  if (reader.take('T') && !reader.at_end()) {
    if (value.precision != TemporalField::Day || !read_time(reader, value)) return std::nullopt;
    if (!reader.at_end() && !read_offset(reader, value)) return std::nullopt;
  }
  if (!reader.at_end()) return std::nullopt;
  return value;
}

std::optional<Temporal> Temporal::parse_time(std::string_view text) {
  TextReader reader(text);
  Temporal value;
  value.kind = Kind::Time;
  reader.take('T');
  if (!read_time(reader, value) || !reader.at_end()) return std::nullopt;
  return value;
}

void Temporal::append_to(std::string& out) const {
  if (kind == Kind::Time) return append_time(out, *this);
  append_padded(out, year, 4);
  if (precision >= TemporalField::Month) {
    out += '-';
    append_padded(out, month, 2);
  }
  if (precision >= TemporalField::Day) {
    out += '-';
    append_padded(out, day, 2);
  }
  if (has_time()) {
    out += 'T';
    append_time(out, *this);
    append_offset(out, *this);
  }
}

std::string Temporal::to_literal() const {
  switch (kind) {
    case Kind::Date:
      return '@' + to_string();
    case Kind::DateTime:
      return '@' + to_string() + (has_time() ? "" : "T");
    case Kind::Time:
      return "@T" + to_string();
  }
  return {};
}

int Temporal::precision_digits() const {
  int digits = 0;
  switch (precision) {
    case TemporalField::Year:
      digits = 4;
      break;
    case TemporalField::Month:
      digits = 6;
      break;
    case TemporalField::Week:
    case TemporalField::Day:
      digits = 8;
      break;
    case TemporalField::Hour:
      digits = 10;
      break;
    case TemporalField::Minute:
      digits = 12;
      break;
    case TemporalField::Second:
    case TemporalField::Millisecond:
      digits = 14 + fraction_digits;
      break;
  }
  return kind == Kind::Time ? digits - 8 : digits;
}

PartialOrdering compare(const Temporal& a, const Temporal& b,
                        std::optional<int> default_offset_minutes) {
  if (a.kind != Temporal::Kind::Time && a.has_time() && b.has_time()) {
    if (!default_offset_minutes && a.has_offset != b.has_offset) return std::nullopt;
    const int other = default_offset_minutes.value_or(0);
    const int offset_a = a.has_offset ? a.offset_minutes : other;
    const int offset_b = b.has_offset ? b.offset_minutes : other;
    if (offset_a != offset_b) return compare_moments(a, offset_a, b, offset_b);
  }
  return compare_fields(a, b);
}

std::optional<bool> equal(const Temporal& a, const Temporal& b,
                          std::optional<int> default_offset_minutes) {
  const PartialOrdering order = compare(a, b, default_offset_minutes);
  if (!order) return std::nullopt;
  return *order == 0;
}

bool equivalent(const Temporal& a, const Temporal& b, std::optional<int> default_offset_minutes) {
  return equal(a, b, default_offset_minutes).value_or(false);
}

}  // namespace kiln::core
