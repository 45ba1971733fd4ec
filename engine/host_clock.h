// The time of an evaluation, as a value.
#pragma once

#include <chrono>

#include "runtime/value/temporal.h"

namespace kiln::core {

/// A DateTime to the millisecond. `offset` is east of UTC.
///
/// REQUIRES: an offset of at most Temporal::kMaxOffsetMinutes in both directions.
Temporal date_time_of(std::chrono::system_clock::time_point time, std::chrono::minutes offset);

}  // namespace kiln::core
