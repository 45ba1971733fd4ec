#include "cli/clock.h"

#include <chrono>
#include <cstdlib>
#include <ctime>

#include "engine/host_clock.h"
#include "runtime/text/ascii.h"

namespace kiln::core::cli {
namespace {

void set_offset(Temporal& time, int minutes) {
  time.has_offset = true;
  time.offset_is_z = minutes == 0;
  time.offset_minutes = static_cast<std::int16_t>(minutes);
}

}  // namespace

std::optional<int> parse_offset(std::string_view text) {
  if (text == "Z") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return {};
  for (const std::size_t at : {1, 2, 4, 5})
    if (!ascii::is_digit(text[at])) return {};
  const int hours = (text[1] - '0') * 10 + (text[2] - '0');
  const int minutes = (text[4] - '0') * 10 + (text[5] - '0');
  const int offset = hours * 60 + minutes;
  if (minutes > 59 || offset > Temporal::kMaxOffsetMinutes) return {};
  return text[0] == '-' ? -offset : offset;
}

Temporal current_time(std::optional<int> offset) {
  using std::chrono::system_clock;
  const system_clock::time_point now = system_clock::now();
  if (!offset) {
    const std::time_t seconds = system_clock::to_time_t(now);
    std::tm local{};
    localtime_r(&seconds, &local);
    const auto minutes = static_cast<int>(local.tm_gmtoff / 60);
    // POSIX lets TZ be further from UTC than a DateTime can say.
    offset = std::abs(minutes) <= Temporal::kMaxOffsetMinutes ? minutes : 0;
  }
  return date_time_of(now, std::chrono::minutes(*offset));
}

std::optional<Temporal> parse_now(std::string_view text, std::optional<int> offset) {
  auto now = Temporal::parse_date_time(text);
  if (!now || now->precision < TemporalField::Hour) return {};
  now->precision = TemporalField::Second;  // now() has milliseconds, whatever was given
  if (now->fraction_digits == 0) now->fraction_digits = 3;
  if (!now->has_offset) set_offset(*now, offset.value_or(0));
  return now;
}

}  // namespace kiln::core::cli
