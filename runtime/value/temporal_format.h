// Dates and date-times read with a format, as toDate(format) and toDateTime(format) take it
// (§5.5.4.1).
//
// All format codes of the specification are there but `z`. Names of months and AM/PM are English,
// in any case. What is no code stands for itself. Codes are found from the left, the longest first:
// `yyy` is `yy` and the letter y.
//
//   yyyy  four digits                       H HH  hour of the day, 0..23
//   yy    00-49: 2000-2049, 50-99: 1950-1999  h hh  hour before or after noon, 1..12, with `a`
//   M MM  month, 1..12                      m mm  minute
//   MMM   Jan ... Dec                       s ss  second
//   MMMM  January ... December              S...  as many digits of the second's fraction
//   d dd  day                               a     AM, PM, A or P
//   Z     +0200, +02:00 or Z                z     refused: names of time zones
//
// A single letter takes one digit or two, as many as there are. The result is as partial as the
// format; a field without the one above it (a day without a month), `h` without `a`, and codes that
// contradict each other match nothing.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

/// Nothing if the text does not match or is out of range; Unsupported for a format with `z`. Fields
/// of a time must match, and are dropped.
Expected<std::optional<Temporal>> parse_date(std::string_view text, std::string_view format);
Expected<std::optional<Temporal>> parse_date_time(std::string_view text, std::string_view format);

}  // namespace kiln::core
