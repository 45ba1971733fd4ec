// Format codes: one row of kCodes each, one pass over format and text.

#include "runtime/value/temporal_format.h"

#include <algorithm>
#include <array>
#include <string>

#include "runtime/text/ascii.h"
#include "runtime/value/calendar.h"
#include "runtime/value/text_reader.h"

namespace kiln::core {

namespace {

enum class Slot : std::uint8_t {
  Year,
  TwoDigitYear,
  Month,
  MonthName,
  MonthShortName,
  Day,
  HourOfDay,
  HourOfHalf,
  Minute,
  Second,
  Fraction,
  Half,
  Offset,
};

struct Code {
  std::string_view text;
  Slot slot;
  std::size_t least_digits = 0;
  std::size_t most_digits = 0;
};

// Of the codes of one letter the longest stands first.
constexpr std::array<Code, 19> kCodes{{
    {"yyyy", Slot::Year, 4, 4},
    {"yy", Slot::TwoDigitYear, 2, 2},
    {"MMMM", Slot::MonthName},
    {"MMM", Slot::MonthShortName},
    {"MM", Slot::Month, 2, 2},
    {"M", Slot::Month, 1, 2},
    {"dd", Slot::Day, 2, 2},
    {"d", Slot::Day, 1, 2},
    {"HH", Slot::HourOfDay, 2, 2},
    {"H", Slot::HourOfDay, 1, 2},
    {"hh", Slot::HourOfHalf, 2, 2},
    {"h", Slot::HourOfHalf, 1, 2},
    {"mm", Slot::Minute, 2, 2},
    {"m", Slot::Minute, 1, 2},
    {"ss", Slot::Second, 2, 2},
    {"s", Slot::Second, 1, 2},
    {"S", Slot::Fraction},
    {"a", Slot::Half},
    {"Z", Slot::Offset},
}};

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::size_t kShortNameLength = 3;

/// What the codes have read so far.
struct Fields {
  std::optional<int> year, month, day, hour, hour_of_half, minute, second, offset;
  std::optional<bool> afternoon;
  std::optional<std::string_view> fraction;
  bool offset_is_z = false;
};

/// False if the slot holds another value already.
template <class T>
bool set(std::optional<T>& slot, const T& value) {
  if (slot && *slot != value) return false;
  slot = value;
  return true;
}

bool take_ignoring_case(TextReader& text, std::string_view lower) {
  const std::string_view head = text.rest().substr(0, lower.size());
  const bool same = std::ranges::equal(head, lower, [](char c, char expected) {
    return (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == expected;
  });
  return same && text.take(head);
}

bool read_month_name(TextReader& text, bool is_short, Fields& fields) {
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::string_view name = is_short ? kMonths[i].substr(0, kShortNameLength) : kMonths[i];
    if (take_ignoring_case(text, name)) return set(fields.month, static_cast<int>(i) + 1);
  }
  return false;
}

bool read_half(TextReader& text, Fields& fields) {
  for (const std::string_view name : {"am", "pm", "a", "p"}) {
    if (take_ignoring_case(text, name)) return set(fields.afternoon, name.front() == 'p');
  }
  return false;
}

/// Z, +hhmm, +hh:mm
bool read_offset(TextReader& text, Fields& fields) {
  if (text.take('Z')) {
    fields.offset_is_z = true;
    return set(fields.offset, 0);
  }
  const bool negative = text.peek() == '-';
  if (!text.take('+') && !text.take('-')) return false;
  const std::optional<int> hours = text.take_number(2, 2);
  text.take(':');
  const std::optional<int> minutes = text.take_number(2, 2);
  if (!hours || !minutes || *minutes > 59) return false;
  const int offset = *hours * 60 + *minutes;
  return offset <= Temporal::kMaxOffsetMinutes && set(fields.offset, negative ? -offset : offset);
}

/// Exactly `count` digits.
bool read_fraction(TextReader& text, std::size_t count, Fields& fields) {
  const std::string_view digits = text.rest().substr(0, count);
  if (digits.size() < count || !std::ranges::all_of(digits, ascii::is_digit)) return false;
  return text.take(digits) && set(fields.fraction, digits);
}

bool read_number(TextReader& text, const Code& code, Fields& fields) {
  const std::optional<int> number = text.take_number(code.least_digits, code.most_digits);
  if (!number) return false;
  switch (code.slot) {
    case Slot::Year:
      return set(fields.year, *number);
    case Slot::TwoDigitYear:
      return set(fields.year, *number < 50 ? 2000 + *number : 1900 + *number);
    case Slot::Month:
      return set(fields.month, *number);
    case Slot::Day:
      return set(fields.day, *number);
    case Slot::HourOfDay:
      return set(fields.hour, *number);
    case Slot::HourOfHalf:
      return *number >= 1 && *number <= 12 && set(fields.hour_of_half, *number);
    case Slot::Minute:
      return set(fields.minute, *number);
    case Slot::Second:
      return set(fields.second, *number);
    case Slot::MonthName:
    case Slot::MonthShortName:
    case Slot::Fraction:
    case Slot::Half:
    case Slot::Offset:
      break;
  }
  return false;
}

/// The longest code at the front of a format; null before a literal character.
const Code* take_code(TextReader& format) {
  for (const Code& code : kCodes) {
    if (format.take(code.text)) return &code;
  }
  return nullptr;
}

/// Reads all of a text by all of a format.
Expected<std::optional<Fields>> read(std::string_view text_to_read, std::string_view format_text) {
  if (format_text.contains('z')) {
    return fail(ErrorCode::Unsupported, "format code 'z' (names of time zones) is not supported",
                {}, "'Z' reads offsets such as +0200");
  }
  TextReader text(text_to_read);
  TextReader format(format_text);
  Fields fields;
  while (!format.at_end()) {
    const Code* const code = take_code(format);
    bool matches = false;
    if (code == nullptr) {
      const char literal = format.peek();
      matches = format.take(literal) && text.take(literal);
    } else if (code->slot == Slot::Fraction) {
      std::size_t count = 1;
      while (format.take('S')) ++count;
      matches = read_fraction(text, count, fields);
    } else if (code->slot == Slot::MonthName || code->slot == Slot::MonthShortName) {
      matches = read_month_name(text, code->slot == Slot::MonthShortName, fields);
    } else if (code->slot == Slot::Half) {
      matches = read_half(text, fields);
    } else if (code->slot == Slot::Offset) {
      matches = read_offset(text, fields);
    } else {
      matches = read_number(text, *code, fields);
    }
    if (!matches) return std::nullopt;
  }
  if (!text.at_end()) return std::nullopt;
  return fields;
}

/// Joins the two ways to give an hour. False if they contradict each other or leave it open.
bool settle_hour(Fields& fields) {
  if (fields.hour_of_half) {
    if (!fields.afternoon) return false;
    return set(fields.hour, *fields.hour_of_half % 12 + (*fields.afternoon ? 12 : 0));
  }
  if (!fields.afternoon) return true;
  return fields.hour && (*fields.hour >= 12) == *fields.afternoon;
}

struct Step {
  std::optional<int> Fields::* from;
  std::int8_t Temporal::* to;
  TemporalField field;
  int least;
  int most;
};

constexpr std::array<Step, 5> kSteps{{
    {&Fields::month, &Temporal::month, TemporalField::Month, 1, 12},
    {&Fields::day, &Temporal::day, TemporalField::Day, 1, 31},
    {&Fields::hour, &Temporal::hour, TemporalField::Hour, 0, 23},
    {&Fields::minute, &Temporal::minute, TemporalField::Minute, 0, 59},
    {&Fields::second, &Temporal::second, TemporalField::Second, 0, 60},
}};

std::optional<Temporal> temporal_of(Fields fields) {
  if (!settle_hour(fields)) return std::nullopt;
  if (!fields.year || *fields.year < calendar::kFirstYear) return std::nullopt;
  Temporal value;
  value.kind = Temporal::Kind::DateTime;
  value.year = static_cast<std::int16_t>(*fields.year);
  bool ended = false;
  for (const Step& step : kSteps) {
    const std::optional<int>& number = fields.*step.from;
    if (!number) {
      ended = true;
      continue;
    }
    if (ended || *number < step.least || *number > step.most) return std::nullopt;
    value.*step.to = static_cast<std::int8_t>(*number);
    value.precision = step.field;
  }
  if (value.day > calendar::days_in_month(value.year, value.month)) return std::nullopt;
  if (fields.fraction) {
    if (!fields.second) return std::nullopt;
    value.set_fraction(*fields.fraction);
  }
  if (fields.offset) {
    if (!value.has_time()) return std::nullopt;
    value.has_offset = true;
    value.offset_is_z = fields.offset_is_z;
    value.offset_minutes = static_cast<std::int16_t>(*fields.offset);
  }
  return value;
}

}  // namespace

Expected<std::optional<Temporal>> parse_date_time(std::string_view text, std::string_view format) {
  const Expected<std::optional<Fields>> fields = read(text, format);
  if (!fields) return std::unexpected(fields.error());
  if (!*fields) return std::nullopt;
  return temporal_of(**fields);
}

Expected<std::optional<Temporal>> parse_date(std::string_view text, std::string_view format) {
  const Expected<std::optional<Temporal>> value = parse_date_time(text, format);
  if (!value || !*value) return value;
  return date_of(**value);
}

}  // namespace kiln::core
