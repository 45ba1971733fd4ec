// Temporal: boundaries (§5.10.5, §5.10.6) and components (§5.10.8).

#include <algorithm>
#include <array>

#include "runtime/value/calendar.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

namespace {

struct PrecisionCode {
  int digits;  ///< of a Date or DateTime
  TemporalField field;
};

// A Time has eight digits less.
constexpr std::array<PrecisionCode, 7> kPrecisionCodes{{
    {4, TemporalField::Year},
    {6, TemporalField::Month},
    {8, TemporalField::Day},
    {10, TemporalField::Hour},
    {12, TemporalField::Minute},
    {14, TemporalField::Second},
    {17, TemporalField::Millisecond},
}};
constexpr int kDateDigits = 8;

std::optional<TemporalField> field_of_digits(Temporal::Kind kind, int digits) {
  const bool is_time = kind == Temporal::Kind::Time;
  if (is_time && digits <= 0) return std::nullopt;
  if (digits > greatest_precision(kind)) return std::nullopt;
  for (const PrecisionCode& code : kPrecisionCodes) {
    if (code.digits == (is_time ? digits + kDateDigits : digits)) return code.field;
  }
  return std::nullopt;
}

/// The value cut off behind `field`; Millisecond: with three digits of fraction.
Temporal cut(Temporal value, TemporalField field) {
  constexpr std::int32_t kNanosecondsPerMillisecond = 1'000'000;
  if (field == TemporalField::Millisecond) {
    value.precision = TemporalField::Second;
    value.fraction_digits = 3;
    value.nanosecond -= value.nanosecond % kNanosecondsPerMillisecond;
    return value;
  }
  value.precision = field;
  value.fraction_digits = 0;
  value.nanosecond = 0;
  if (field < TemporalField::Second) value.second = 0;
  if (field < TemporalField::Minute) value.minute = 0;
  if (field < TemporalField::Hour) {
    value.hour = 0;
    value.has_offset = value.offset_is_z = false;
    value.offset_minutes = 0;
  }
  if (field < TemporalField::Day) value.day = 1;
  if (field < TemporalField::Month) value.month = 1;
  return value;
}

/// The last moment that the value can mean: what is not written is at its greatest.
Temporal filled_up(Temporal value) {
  const TemporalField known = value.precision;
  if (known < TemporalField::Month) value.month = 12;
  if (known < TemporalField::Day) {
    value.day = static_cast<std::int8_t>(calendar::days_in_month(value.year, value.month));
  }
  if (known < TemporalField::Hour) value.hour = 23;
  if (known < TemporalField::Minute) value.minute = 59;
  if (known < TemporalField::Second) value.second = 59;
  std::int32_t unknown = 1'000'000'000;
  for (int i = 0; i < value.fraction_digits; ++i) unknown /= 10;
  value.nanosecond += unknown - 1;
  return value;
}

}  // namespace

int greatest_precision(Temporal::Kind kind) {
  switch (kind) {
    case Temporal::Kind::Date:
      return 8;
    case Temporal::Kind::DateTime:
      return 17;
    case Temporal::Kind::Time:
      return 9;
  }
  return 0;
}

std::optional<Temporal> low_boundary(const Temporal& value, int digits) {
  const std::optional<TemporalField> field = field_of_digits(value.kind, digits);
  if (!field) return std::nullopt;
  return cut(value, *field);  // what is not written is at its least already
}

std::optional<Temporal> high_boundary(const Temporal& value, int digits) {
  const std::optional<TemporalField> field = field_of_digits(value.kind, digits);
  if (!field) return std::nullopt;
  return cut(filled_up(value), *field);
}

std::optional<int> component(const Temporal& value, TemporalField field) {
  const bool is_time = value.kind == Temporal::Kind::Time;
  if (is_time && field <= TemporalField::Day) return std::nullopt;
  if (field == TemporalField::Millisecond) {
    if (value.fraction_digits == 0) return std::nullopt;
    return value.nanosecond / 1'000'000;
  }
  if (value.precision < field) return std::nullopt;
  switch (field) {
    case TemporalField::Year:
      return value.year;
    case TemporalField::Month:
      return value.month;
    case TemporalField::Day:
      return value.day;
    case TemporalField::Hour:
      return value.hour;
    case TemporalField::Minute:
      return value.minute;
    case TemporalField::Second:
      return value.second;
    case TemporalField::Week:
    case TemporalField::Millisecond:
      break;
  }
  return std::nullopt;
}

std::optional<Decimal> offset_hours(const Temporal& value) {
  if (!value.has_offset) return std::nullopt;
  const std::optional<Decimal> hours = divide(Decimal(value.offset_minutes), Decimal(60));
  if (!hours || hours->scale() > 0) return hours;
  return Decimal::from_parts(hours->coefficient() * 10, 1);
}

std::optional<Temporal> date_of(const Temporal& value) {
  if (value.kind == Temporal::Kind::Time) return std::nullopt;
  Temporal date = cut(value, std::min(value.precision, TemporalField::Day));
  date.kind = Temporal::Kind::Date;
  return date;
}

std::optional<Temporal> time_of(const Temporal& value) {
  if (value.kind != Temporal::Kind::DateTime || !value.has_time()) return std::nullopt;
  Temporal time;
  time.kind = Temporal::Kind::Time;
  time.precision = value.precision;
  time.hour = value.hour;
  time.minute = value.minute;
  time.second = value.second;
  time.nanosecond = value.nanosecond;
  time.fraction_digits = value.fraction_digits;
  return time;
}

Temporal as_date_time(const Temporal& value) {
  Temporal result = value;
  if (value.kind == Temporal::Kind::Date) result.kind = Temporal::Kind::DateTime;
  return result;
}

}  // namespace kiln::core
