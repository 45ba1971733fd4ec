#include "proptest/reference/moment.h"

#include <algorithm>

namespace kiln::core::reference::moment {
namespace {

using Field = TemporalField;

/// Days, more than the calendar has.
constexpr std::int64_t kFarOutside = 10'000'000;

}  // namespace

std::int64_t unit_of_fraction(int digits) {
  std::int64_t unit = kSecond;
  for (int i = 0; i < digits; ++i) unit /= 10;
  return unit;
}

std::int64_t days_before_year(std::int64_t year) {
  const std::int64_t y = year - 1;
  const auto floor_div = [](std::int64_t a, std::int64_t b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
  };
  return 365 * y + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);
}

BigInteger local(const Temporal& t) {
  return BigInteger(t.day) * kDay + BigInteger(t.minute) * kMinute + t.nanosecond;
}

Temporal at_local(Temporal t, const BigInteger& moment) {
  const BigInteger minute = floor(Rational(moment, BigInteger(kMinute)));
  const BigInteger day = floor(Rational(minute, BigInteger(kMinutesOfDay)));
  t.day =
      static_cast<std::int64_t>(std::clamp(day, BigInteger(-kFarOutside), BigInteger(kFarOutside)));
  t.minute = static_cast<int>(BigInteger(minute - day * kMinutesOfDay));
  t.nanosecond = static_cast<std::int64_t>(BigInteger(moment - minute * kMinute));
  return t;
}

Temporal shifted_by_minutes(const Temporal& t, const BigInteger& minutes) {
  Temporal result = t;
  result.nanosecond = 0;
  result = at_local(result, local(result) + minutes * kMinute);
  result.nanosecond = t.nanosecond;
  return result;
}

Temporal in_utc(const Temporal& t) {
  return shifted_by_minutes(t, -BigInteger(t.offset_minutes.value_or(0)));
}

BigInteger local_end(const Temporal& t) {
  const CivilDate date = civil_date(t.day);
  switch (t.precision) {
    case Field::Year:
      return BigInteger(days_before_year(date.year + 1)) * kDay;
    case Field::Month:
      return BigInteger(t.day + days_in_month(date.year, date.month)) * kDay;
    case Field::Day:
      return local(t) + kDay;
    case Field::Hour:
      return local(t) + kHour;
    case Field::Minute:
      return local(t) + kMinute;
    default:
      return local(t) + unit_of_fraction(t.fraction_digits);
  }
}

Temporal cut_off(Temporal t, Field precision) {
  const CivilDate date = civil_date(t.day);
  if (precision == Field::Year) t.day = day_number({date.year, 1, 1});
  if (precision == Field::Month) t.day = day_number({date.year, date.month, 1});
  if (precision <= Field::Day) t.minute = 0;
  if (precision == Field::Hour) t.minute -= t.minute % 60;
  if (precision <= Field::Minute) t.nanosecond = 0;
  if (precision < Field::Hour) {
    t.offset_minutes.reset();
    t.offset_is_z = false;
  }
  if (precision != Field::Second) t.fraction_digits = 0;
  t.precision = precision;
  return t;
}

Rational periods(Field from, Field to) {
  if (from == to) return 1;
  if (from == Field::Year && to == Field::Month) return 12;
  if (from == Field::Month && to == Field::Year) return Rational(1, 12);
  const auto nanoseconds = [](Field field) -> BigInteger {
    switch (field) {
      case Field::Year:
        return BigInteger(365) * kDay;
      case Field::Month:
        return BigInteger(30) * kDay;
      case Field::Week:
        return BigInteger(7) * kDay;
      case Field::Day:
        return kDay;
      case Field::Hour:
        return kHour;
      case Field::Minute:
        return kMinute;
      case Field::Second:
        return kSecond;
      case Field::Millisecond:
        return kSecond / 1000;
    }
    return 1;
  };
  return Rational(nanoseconds(from), nanoseconds(to));
}

}  // namespace kiln::core::reference::moment
