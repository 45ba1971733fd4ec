#include "engine/host_clock.h"

namespace kiln::core {

using namespace std::chrono;

Temporal date_time_of(system_clock::time_point time, minutes offset) {
  const auto local = floor<milliseconds>(time) + offset;
  const auto day = floor<days>(local);
  const year_month_day date(day);
  const hh_mm_ss clock(local - day);

  Temporal result;
  result.kind = Temporal::Kind::DateTime;
  result.precision = TemporalField::Second;
  result.year = static_cast<std::int16_t>(static_cast<int>(date.year()));
  result.month = static_cast<std::int8_t>(static_cast<unsigned>(date.month()));
  result.day = static_cast<std::int8_t>(static_cast<unsigned>(date.day()));
  result.hour = static_cast<std::int8_t>(clock.hours().count());
  result.minute = static_cast<std::int8_t>(clock.minutes().count());
  result.second = static_cast<std::int8_t>(clock.seconds().count());
  result.fraction_digits = 3;
  result.nanosecond = static_cast<std::int32_t>(nanoseconds(clock.subseconds()).count());
  result.has_offset = true;
  result.offset_is_z = offset == minutes::zero();
  result.offset_minutes = static_cast<std::int16_t>(offset.count());
  return result;
}

}  // namespace kiln::core
