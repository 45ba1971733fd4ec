// §5.11 Date and Time Interval Functions
#include <tuple>

#include "proptest/reference/moment.h"
#include "proptest/reference/temporal.h"

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

bool has_precision(const Temporal& t, Field unit) {
  if (unit == Field::Week) return t.precision >= Field::Day;
  if (unit == Field::Millisecond) return t.precision == Field::Second && t.fraction_digits > 0;
  return t.precision >= unit;
}

/// Two values on one clock, with the fields that both have.
struct Interval {
  Temporal from, to;
};

/// Offsets are looked at for units of time only; nothing if only one value has one then.
std::optional<Interval> interval(const Temporal& a, const Temporal& b, Field unit) {
  if (!has_precision(a, unit) || !has_precision(b, unit)) return std::nullopt;
  const Field precision = std::min(a.precision, b.precision);
  const bool of_time = unit >= Field::Hour;
  if (of_time && a.offset_minutes.has_value() != b.offset_minutes.has_value()) return std::nullopt;
  const bool shift = of_time && a.offset_minutes != b.offset_minutes;
  return Interval{moment::cut_off(shift ? moment::in_utc(a) : a, precision),
                  moment::cut_off(shift ? moment::in_utc(b) : b, precision)};
}

std::int64_t month_number(const Temporal& t) {
  const CivilDate date = civil_date(t.day);
  return date.year * 12 + date.month - 1;
}

/// REQUIRES: from <= to.
std::int64_t whole_months(const Temporal& from, const Temporal& to) {
  const std::int64_t months = month_number(to) - month_number(from);
  const auto within_month = [](const Temporal& t) {
    return std::tuple(civil_date(t.day).day, t.minute, t.nanosecond);
  };
  return within_month(to) < within_month(from) ? months - 1 : months;
}

std::int64_t whole_periods(const Temporal& from, const Temporal& to, Field unit) {
  if (moment::local(to) < moment::local(from)) return -whole_periods(to, from, unit);
  if (unit == Field::Year) return whole_months(from, to) / 12;
  if (unit == Field::Month) return whole_months(from, to);
  const Rational nanoseconds(moment::local(to) - moment::local(from));
  return static_cast<std::int64_t>(
      truncate(nanoseconds / Rational(moment::kSecond) * moment::periods(Field::Second, unit)));
}

/// Number of the period that `t` lies in; a week begins on Sunday, and 0001-01-01 is a Monday. A
/// leap second lies in the minute that it ends.
BigInteger period_number(Temporal t, Field unit) {
  if (unit < Field::Second) t.nanosecond = 0;
  switch (unit) {
    case Field::Year:
      return civil_date(t.day).year;
    case Field::Month:
      return month_number(t);
    case Field::Week:
      return floor(Rational(t.day + 1, 7));
    default:
      return floor(Rational(moment::local(t)) / Rational(moment::kSecond) *
                   moment::periods(Field::Second, unit));
  }
}

}  // namespace

std::optional<std::int64_t> duration(const Temporal& a, const Temporal& b, TemporalField unit) {
  const std::optional<Interval> both = interval(a, b, unit);
  if (!both) return std::nullopt;
  return whole_periods(both->from, both->to, unit);
}

std::optional<std::int64_t> difference(const Temporal& a, const Temporal& b, TemporalField unit) {
  const std::optional<Interval> both = interval(a, b, unit);
  if (!both) return std::nullopt;
  return static_cast<std::int64_t>(
      BigInteger(period_number(both->to, unit) - period_number(both->from, unit)));
}

}  // namespace kiln::core::reference
