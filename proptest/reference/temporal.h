// Temporal of the reference: a day count and a time of day, cut off at a precision.
//
// Fields beyond the precision are at their least value (1 January, midnight), so that `day`,
// `minute` and `nanosecond` are the first moment that the value can mean, on its own clock. The
// agreed rules are those of runtime/value/temporal.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "proptest/reference/decimal.h"
#include "runtime/diagnostic/error.h"
#include "runtime/value/temporal.h"

namespace kiln::core::reference {

struct Temporal {
  using Kind = kiln::core::Temporal::Kind;

  Kind kind = Kind::Date;
  TemporalField precision = TemporalField::Year;  ///< never Week or Millisecond
  std::int64_t day = 0;                           ///< days since 0001-01-01; 0 for a Time
  int minute = 0;                                 ///< since midnight
  std::int64_t nanosecond = 0;                    ///< of the minute; 60 s and more in a leap second
  int fraction_digits = 0;                        ///< of the second, 0..9
  std::optional<int> offset_minutes;
  bool offset_is_z = false;

  friend bool operator==(const Temporal&, const Temporal&) = default;
};

/// A day of the proleptic Gregorian calendar.
struct CivilDate {
  int year = 1, month = 1, day = 1;

  friend bool operator==(const CivilDate&, const CivilDate&) = default;
};
std::int64_t day_number(const CivilDate& date);
CivilDate civil_date(std::int64_t day_number);
int days_in_month(int year, int month);

Temporal from_runtime(const kiln::core::Temporal& temporal);
kiln::core::Temporal to_runtime(const Temporal& temporal);

/// §6.1.1, §6.2: how a stands to b; nothing if that depends on fields that one of the two does not
/// have, or if both have a time and only one an offset. REQUIRES: both are Time or neither is.
PartialOrdering compare(const Temporal& a, const Temporal& b);
/// §6.1.2: equal, and known to be.
bool equivalent(const Temporal& a, const Temporal& b);

/// §6.7: `value` plus `amount` periods (`amount` may be negative); the fraction of the amount
/// counts for seconds and milliseconds only. An error if the year leaves 1..9999 or if a Time is
/// asked for days, a Date for hours (unless it lacks its finer fields: §6.7 converts then).
Expected<Temporal> plus(const Temporal& value, const Rational& amount, TemporalField unit);

/// §5.11: whole periods from a to b; boundaries crossed from a to b. Nothing if one of the two is
/// coarser than the unit, or if only one has an offset.
/// REQUIRES: both are Time or neither is, and `unit` is one that their types have.
std::optional<std::int64_t> duration(const Temporal& a, const Temporal& b, TemporalField unit);
std::optional<std::int64_t> difference(const Temporal& a, const Temporal& b, TemporalField unit);

/// §5.10.5, §5.10.6: the first and the last moment that `value` can mean, cut off at `digits` of
/// precision (4, 6, 8, 10, 12, 14, 17; a Time 2, 4, 6, 9); nothing for any other number.
std::optional<Temporal> low_boundary(const Temporal& value, int digits);
std::optional<Temporal> high_boundary(const Temporal& value, int digits);

}  // namespace kiln::core::reference
