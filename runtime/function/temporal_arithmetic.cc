// Arithmetic works on months where the calendar has to be asked, and on nanoseconds elsewhere: no
// duration below 10^18 units leaves 128 bits.

#include "runtime/function/temporal_arithmetic.h"

#include <algorithm>
#include <array>

#include "runtime/diagnostic/try.h"
#include "runtime/function/quantity_conversion.h"
#include "runtime/value/calendar.h"

namespace kiln::core {

namespace {

using calendar::kNanosecondsPerDay;
using calendar::kNanosecondsPerSecond;
using Nanoseconds = __int128;

constexpr std::int64_t kMonthsPerYear = 12;

// In the order of TemporalField; a year is 365 days, a month 30 (§5.5.7.2).
constexpr std::array<std::int64_t, 8> kUnitNanoseconds{
    365 * kNanosecondsPerDay,      30 * kNanosecondsPerDay,
    7 * kNanosecondsPerDay,        kNanosecondsPerDay,
    3'600 * kNanosecondsPerSecond, 60 * kNanosecondsPerSecond,
    kNanosecondsPerSecond,         1'000'000};

std::int64_t unit_nanoseconds(TemporalField unit) {
  return kUnitNanoseconds[static_cast<std::size_t>(unit)];
}

bool is_time(const Temporal& value) {
  return value.kind == Temporal::Kind::Time;
}

Nanoseconds floor_divide(Nanoseconds dividend, Nanoseconds divisor) {
  const Nanoseconds quotient = dividend / divisor;
  return quotient * divisor > dividend ? quotient - 1 : quotient;
}

std::int64_t nanosecond_of_day(const Temporal& value) {
  const std::int64_t seconds = (value.hour * 60 + value.minute) * 60 + value.second;
  return seconds * kNanosecondsPerSecond + value.nanosecond;
}

/// On the value's own clock; of a Time since midnight.
Nanoseconds nanoseconds_of(const Temporal& value) {
  const Nanoseconds day =
      is_time(value) ? 0 : calendar::day_number({value.year, value.month, value.day});
  return day * kNanosecondsPerDay + nanosecond_of_day(value);
}

std::string describe(const QuantityView& duration) {
  const std::string unit(duration.unit);
  return duration.calendar ? unit : '\'' + unit + '\'';
}

/// The calendar field that a duration counts, if it may be added to a value of this type.
Expected<TemporalField> duration_unit(const Temporal& value, const QuantityView& duration,
                                      LanguageVersion language) {
  const std::optional<TemporalField> field = duration_field(duration);
  if (!field) {
    return fail(ErrorCode::InvalidUnit, describe(duration) + " is no unit of a duration");
  }
  if (!duration.calendar && *field <= TemporalField::Month) {
    return fail(ErrorCode::InvalidUnit,
                describe(duration) + " is a definite duration, which dates are not counted in", {},
                "use " + std::string(calendar_keyword(*field)));
  }
  if (!duration.calendar && language == LanguageVersion::V2 && *field < TemporalField::Second) {
    return fail(ErrorCode::InvalidUnit,
                describe(duration) + " is a definite duration above seconds", {},
                "use " + std::string(calendar_keyword(*field)));
  }
  if (is_time(value) && *field <= TemporalField::Day) {
    return fail(ErrorCode::InvalidUnit, "a Time has no field " + describe(duration));
  }
  if (value.kind == Temporal::Kind::Date && *field >= TemporalField::Hour) {
    return fail(ErrorCode::InvalidUnit, "a Date has no field " + describe(duration));
  }
  return *field;
}

std::unexpected<Error> out_of_range() {
  return fail(ErrorCode::DateOutOfRange, "the result is not in the years 1 to 9999");
}

/// REQUIRES: |months| < 2^63.
Expected<Temporal> add_months(Temporal value, std::int64_t months) {
  if (value.precision == TemporalField::Year) months -= months % kMonthsPerYear;
  const Nanoseconds total =
      static_cast<Nanoseconds>(value.year) * kMonthsPerYear + (value.month - 1) + months;
  const Nanoseconds year = floor_divide(total, kMonthsPerYear);
  if (year < calendar::kFirstYear || year > calendar::kLastYear) return out_of_range();
  value.year = static_cast<std::int16_t>(year);
  value.month = static_cast<std::int8_t>(total - year * kMonthsPerYear + 1);
  const int last = calendar::days_in_month(value.year, value.month);
  value.day = static_cast<std::int8_t>(std::min<int>(value.day, last));
  return value;
}

/// Digits that a fraction of a second needs: none for 0.
int needed_digits(std::int32_t nanosecond) {
  int digits = Temporal::kMaxFractionDigits;
  for (; digits > 0 && nanosecond % 10 == 0; nanosecond /= 10) --digits;
  return digits;
}

Expected<Temporal> add_nanoseconds(Temporal value, Nanoseconds amount) {
  const Nanoseconds total = nanoseconds_of(value) + amount;
  const Nanoseconds day = floor_divide(total, kNanosecondsPerDay);
  if (!is_time(value)) {
    if (day < calendar::kFirstDay || day > calendar::kLastDay) return out_of_range();
    const calendar::Day date = calendar::day_of_number(static_cast<std::int64_t>(day));
    value.year = static_cast<std::int16_t>(date.year);
    value.month = static_cast<std::int8_t>(date.month);
    value.day = static_cast<std::int8_t>(date.day);
  }
  const auto time = static_cast<std::int64_t>(total - day * kNanosecondsPerDay);
  const std::int64_t seconds = time / kNanosecondsPerSecond;
  value.hour = static_cast<std::int8_t>(seconds / 3'600);
  value.minute = static_cast<std::int8_t>(seconds / 60 % 60);
  value.second = static_cast<std::int8_t>(seconds % 60);
  value.nanosecond = static_cast<std::int32_t>(time % kNanosecondsPerSecond);
  const int digits = needed_digits(value.nanosecond);
  if (digits > value.fraction_digits) {
    value.fraction_digits = static_cast<std::int8_t>(std::max(digits, 3));
  }
  return value;
}

/// amount [unit], cut to whole nanoseconds. REQUIRES: |amount| <= 10^18, and a fraction only of
/// seconds and milliseconds.
Nanoseconds nanoseconds_of(const Decimal& amount, TemporalField unit) {
  if (amount.is_integer()) return amount.truncated().coefficient() * unit_nanoseconds(unit);
  // Exact: a power of ten appends zeros, and these are what a product of 38 digits drops.
  return multiply(amount, Decimal(unit_nanoseconds(unit)))->truncated().coefficient();
}

// Above this number of even the smallest unit every date is out of range.
constexpr std::int64_t kLargestAmount = 1'000'000'000'000'000'000;

std::optional<std::int32_t> as_integer(Nanoseconds count) {
  if (count < INT32_MIN || count > INT32_MAX) return std::nullopt;
  return static_cast<std::int32_t>(count);
}

/// The unit of an interval, if both values' types have it.
Expected<TemporalField> interval_unit(std::string_view function, const Temporal& from,
                                      const Temporal& to, std::string_view unit) {
  if (is_time(from) != is_time(to)) {
    return fail(ErrorCode::ArgumentType, '\'' + std::string(function) + "' on '" +
                                             std::string(type_name(from)) + "' does not take '" +
                                             std::string(type_name(to)) + '\'');
  }
  const std::optional<TemporalField> field = calendar_unit(unit);
  const bool only_dates = from.kind == Temporal::Kind::Date && to.kind == Temporal::Kind::Date;
  if (!field || unit != calendar_keyword(*field) ||
      (is_time(from) && *field <= TemporalField::Day) ||
      (only_dates && *field >= TemporalField::Hour)) {
    return fail(ErrorCode::ArgumentValue, '\'' + std::string(unit) + "' is no period of '" +
                                              std::string(type_name(from)) + "' for '" +
                                              std::string(function) + '\'');
  }
  return *field;
}

bool reaches(const Temporal& value, TemporalField unit) {
  if (unit == TemporalField::Millisecond) return value.fraction_digits > 0;
  return value.precision >= (unit == TemporalField::Week ? TemporalField::Day : unit);
}

/// In UTC.
Nanoseconds nanoseconds_of(const Temporal& value, int offset_minutes) {
  return nanoseconds_of(value) -
         Nanoseconds{offset_minutes} * unit_nanoseconds(TemporalField::Minute);
}

/// A moment without what lies behind `last`, which is Hour, Minute or Second.
Nanoseconds cut(Nanoseconds moment, TemporalField last) {
  if (last == TemporalField::Second) return moment;
  return floor_divide(moment, unit_nanoseconds(last)) * unit_nanoseconds(last);
}

/// The value without the fields behind `last`.
Temporal cut(Temporal value, TemporalField last) {
  if (last < TemporalField::Month) value.month = 1;
  if (last < TemporalField::Day) value.day = 1;
  if (last < TemporalField::Hour) value.hour = 0;
  if (last < TemporalField::Minute) value.minute = 0;
  if (last < TemporalField::Second) {
    value.second = 0;
    value.nanosecond = 0;
  }
  return value;
}

/// Without what is below a minute if `unit` is not: a leap second lies in the minute that it ends,
/// though its moment is that of the next one's start.
Temporal within_minute(const Temporal& value, TemporalField unit) {
  return unit < TemporalField::Second ? cut(value, TemporalField::Minute) : value;
}

/// Two values cut to the fields that both have, and as moments on one clock.
struct Interval {
  Temporal from;
  Temporal to;
  Nanoseconds start = 0;
  Nanoseconds end = 0;
};

/// Nothing if the unit cannot be counted between the two.
std::optional<Interval> interval(const Temporal& from, const Temporal& to, TemporalField unit,
                                 std::optional<int> default_offset_minutes) {
  if (!reaches(from, unit) || !reaches(to, unit)) return std::nullopt;
  const TemporalField shared = std::min(from.precision, to.precision);
  Interval result{cut(from, shared), cut(to, shared)};
  if (unit >= TemporalField::Hour && !is_time(from)) {
    if (from.has_offset != to.has_offset && !default_offset_minutes) return std::nullopt;
    const int other = default_offset_minutes.value_or(0);
    const int from_offset = from.has_offset ? from.offset_minutes : other;
    const int to_offset = to.has_offset ? to.offset_minutes : other;
    if (from_offset != to_offset) {  // in UTC first, so that the cut is at its hours
      result.start = cut(nanoseconds_of(within_minute(from, shared), from_offset), shared);
      result.end = cut(nanoseconds_of(within_minute(to, shared), to_offset), shared);
      return result;
    }
  }
  result.start = nanoseconds_of(result.from);
  result.end = nanoseconds_of(result.to);
  return result;
}

std::int64_t month_number(const Temporal& value) {
  return value.year * kMonthsPerYear + value.month;
}

/// Whole months, rounded towards zero.
std::int64_t whole_months(const Temporal& from, const Temporal& to) {
  const std::int64_t months = month_number(to) - month_number(from);
  const std::pair rest_from(from.day, nanosecond_of_day(from));
  const std::pair rest_to(to.day, nanosecond_of_day(to));
  if (months > 0 && rest_to < rest_from) return months - 1;
  if (months < 0 && rest_to > rest_from) return months + 1;
  return months;
}

/// Weeks that start on Sunday; 1970-01-01 was a Thursday.
Nanoseconds week_number(Nanoseconds day) {
  return floor_divide(day + 4, 7);
}

}  // namespace

Expected<Temporal> add(const Temporal& value, const QuantityView& duration,
                       LanguageVersion language) {
  KILN_TRY(const TemporalField unit, duration_unit(value, duration, language));
  const bool counts_fraction = unit >= TemporalField::Second && language != LanguageVersion::V2;
  Decimal amount = counts_fraction ? duration.value : duration.value.truncated();
  if (is_time(value)) {
    amount = *remainder(amount, Decimal(kNanosecondsPerDay / unit_nanoseconds(unit)));
  } else if (compare(amount.abs(), Decimal(kLargestAmount)) > 0) {
    return out_of_range();
  }

  if (unit <= TemporalField::Month) {
    const auto count = static_cast<std::int64_t>(amount.coefficient());
    if (count > kLargestAmount / kMonthsPerYear || count < -kLargestAmount / kMonthsPerYear) {
      return out_of_range();
    }
    return add_months(value, unit == TemporalField::Year ? count * kMonthsPerYear : count);
  }
  const Nanoseconds nanoseconds = nanoseconds_of(amount, unit);
  if (value.precision == TemporalField::Second) return add_nanoseconds(value, nanoseconds);
  // What is less than the value's last field is dropped, towards zero.
  const Nanoseconds whole = nanoseconds / unit_nanoseconds(value.precision);
  if (value.precision <= TemporalField::Month) {
    const std::int64_t months = value.precision == TemporalField::Year ? kMonthsPerYear : 1;
    return add_months(value, static_cast<std::int64_t>(whole) * months);
  }
  return add_nanoseconds(value, whole * unit_nanoseconds(value.precision));
}

Expected<Temporal> subtract(const Temporal& value, const QuantityView& duration,
                            LanguageVersion language) {
  return add(value, {duration.value.negated(), duration.unit, duration.calendar}, language);
}

Expected<std::optional<std::int32_t>> duration(const Temporal& from, const Temporal& to,
                                               std::string_view unit,
                                               std::optional<int> default_offset_minutes) {
  KILN_TRY(const TemporalField field, interval_unit("duration", from, to, unit));
  const std::optional<Interval> between = interval(from, to, field, default_offset_minutes);
  if (!between) return std::nullopt;
  if (field <= TemporalField::Month) {
    const std::int64_t months = whole_months(between->from, between->to);
    return as_integer(field == TemporalField::Year ? months / kMonthsPerYear : months);
  }
  return as_integer((between->end - between->start) / unit_nanoseconds(field));
}

Expected<std::optional<std::int32_t>> difference(const Temporal& from, const Temporal& to,
                                                 std::string_view unit,
                                                 std::optional<int> default_offset_minutes) {
  KILN_TRY(const TemporalField field, interval_unit("difference", from, to, unit));
  const std::optional<Interval> between =
      interval(within_minute(from, field), within_minute(to, field), field, default_offset_minutes);
  if (!between) return std::nullopt;
  if (field == TemporalField::Year) return as_integer(between->to.year - between->from.year);
  if (field == TemporalField::Month) {
    return as_integer(month_number(between->to) - month_number(between->from));
  }
  const TemporalField counted = field == TemporalField::Week ? TemporalField::Day : field;
  const Nanoseconds first = floor_divide(between->start, unit_nanoseconds(counted));
  const Nanoseconds last = floor_divide(between->end, unit_nanoseconds(counted));
  if (field == TemporalField::Week) return as_integer(week_number(last) - week_number(first));
  return as_integer(last - first);
}

}  // namespace kiln::core
