#include "cli/clock.h"

#include <chrono>
#include <cstdlib>
#include <ctime>

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
  using namespace std::chrono;
  const auto since_epoch = duration_cast<milliseconds>(system_clock::now().time_since_epoch());
  const std::time_t seconds = floor<std::chrono::seconds>(since_epoch).count();
  const auto milliseconds = static_cast<std::int32_t>((since_epoch.count() % 1000 + 1000) % 1000);

  if (!offset) {
    std::tm local{};
    localtime_r(&seconds, &local);
    const auto minutes = static_cast<int>(local.tm_gmtoff / 60);
    // POSIX lets TZ be further from UTC than a DateTime can say.
    offset = std::abs(minutes) <= Temporal::kMaxOffsetMinutes ? minutes : 0;
  }
  const std::time_t shifted = seconds + std::time_t{*offset} * 60;
  std::tm fields{};
  gmtime_r(&shifted, &fields);

  Temporal now;
  now.kind = Temporal::Kind::DateTime;
  now.precision = TemporalField::Second;
  now.year = static_cast<std::int16_t>(fields.tm_year + 1900);
  now.month = static_cast<std::int8_t>(fields.tm_mon + 1);
  now.day = static_cast<std::int8_t>(fields.tm_mday);
  now.hour = static_cast<std::int8_t>(fields.tm_hour);
  now.minute = static_cast<std::int8_t>(fields.tm_min);
  now.second = static_cast<std::int8_t>(fields.tm_sec);
  now.fraction_digits = 3;
  now.nanosecond = milliseconds * 1'000'000;
  set_offset(now, *offset);
  return now;
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
