// Moments and periods: what the arithmetic of dates shares. Internal to temporal*.cc and
// quantity.cc.
#pragma once

#include "proptest/reference/temporal.h"

namespace kiln::core::reference::moment {

inline constexpr std::int64_t kSecond = 1'000'000'000;
inline constexpr std::int64_t kMinute = 60 * kSecond;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr std::int64_t kDay = 24 * kHour;
inline constexpr int kMinutesOfDay = 24 * 60;

/// Days from 0001-01-01 to 1 January of a year; years below 1 (after a shift to UTC) too.
std::int64_t days_before_year(std::int64_t year);

/// How many nanoseconds the last digit of a fraction of a second stands for.
std::int64_t unit_of_fraction(int digits);

/// Nanoseconds from the midnight of 0001-01-01 on the value's own clock.
BigInteger local(const Temporal& t);
/// `t` at another moment of its clock; a day far outside of the calendar stays far outside.
Temporal at_local(Temporal t, const BigInteger& moment);
/// The moment at which what `t` can mean is over, on its own clock.
BigInteger local_end(const Temporal& t);

/// The same second of another minute; a leap second stays one.
Temporal shifted_by_minutes(const Temporal& t, const BigInteger& minutes);
Temporal in_utc(const Temporal& t);

/// `t` with fields down to `precision` only. REQUIRES: precision is at most that of `t`, or the
/// fields beyond have been filled in.
Temporal cut_off(Temporal t, TemporalField precision);

/// How many of `to` one `from` is, by the conversion factors of §5.5.7.2 ("Time-valued unit
/// conversions"), the shortest chain: a year is 12 months or 365 days, a month 30 days.
Rational periods(TemporalField from, TemporalField to);

}  // namespace kiln::core::reference::moment
