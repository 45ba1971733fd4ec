// The time and the zone of an evaluation, as options give them.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/value/temporal.h"

namespace kiln::core::cli {

/// Minutes east of UTC: "Z", "+05:45", "-03:30" (at most 14 hours). Nothing for anything else.
std::optional<int> parse_offset(std::string_view text);

/// The system's clock, to the millisecond, in the zone `offset`; without one in the zone of the
/// environment (TZ).
Temporal current_time(std::optional<int> offset);

/// A DateTime with a time of day ("2026-02-11T08:15:00+01:00"). One without an offset is in
/// `offset`, or in UTC. Nothing if it is malformed.
std::optional<Temporal> parse_now(std::string_view text, std::optional<int> offset);

}  // namespace kiln::core::cli
