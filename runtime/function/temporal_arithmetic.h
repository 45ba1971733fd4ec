// Date/Time arithmetic (§6.7) and intervals (§5.11). Decisions: docs/dates.md.
//
// Thread-safety: pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"
#include "runtime/value/quantity.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

/// `value` plus a duration. Its fraction counts for seconds and milliseconds only (2.0.0: not at
/// all). A field that the value does not have is converted to the last one that it has, rounding
/// towards zero. A Time wraps at midnight; a year outside of 1..9999 is DateOutOfRange.
///
/// A fraction that comes about is written with the digits of `value`, or with three, or with as
/// many as it needs, at most nine; smaller parts are cut off the duration.
///
/// InvalidUnit: 'a' and 'mo', what is no duration, fields of a date for a Time, hours and less for
/// a Date; in 2.0.0 UCUM's units above seconds.
Expected<Temporal> add(const Temporal& value, const QuantityView& duration,
                       LanguageVersion language = LanguageVersion::V3);
Expected<Temporal> subtract(const Temporal& value, const QuantityView& duration,
                            LanguageVersion language = LanguageVersion::V3);

/// duration() of §5.11.1: whole periods from `from` to `to`, negative if `to` is earlier. What only
/// one of them has below its last field takes no part.
///
/// `unit` is "year", "month", "week", "day", "hour", "minute", "second" or "millisecond". Nothing
/// if one is less precise than the unit, if the result is no Integer, and for hours and below if
/// only one has an offset (see compare()). ArgumentType for a Time with another type, ArgumentValue
/// for a unit that the types do not have.
Expected<std::optional<std::int32_t>> duration(const Temporal& from, const Temporal& to,
                                               std::string_view unit,
                                               std::optional<int> default_offset_minutes = {});

/// difference() of §5.11.2: boundaries crossed; weeks start on Sunday. Otherwise as duration().
Expected<std::optional<std::int32_t>> difference(const Temporal& from, const Temporal& to,
                                                 std::string_view unit,
                                                 std::optional<int> default_offset_minutes = {});

}  // namespace kiln::core
