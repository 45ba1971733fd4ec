#include "frontend/temporal_literal.h"

#include <chrono>

#include "runtime/text/ascii.h"

namespace kiln::core {
namespace {

/// Reads the fixed-width fields of a literal from left to right.
class Reader {
 public:
  Reader(std::string_view text, std::size_t position) : text_(text), position_(position) {}

  std::size_t position() const { return position_; }
  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }

  bool accept(char c) {
    if (peek() != c) return false;
    ++position_;
    return true;
  }

  /// `prefix` (if it is not '\0') and exactly `count` digits, or nothing at all.
  bool accept_digits(char prefix, std::size_t count) {
    const std::size_t start = position_;
    if (prefix != '\0' && !accept(prefix)) return false;
    for (std::size_t i = 0; i < count; ++i, ++position_) {
      if (!ascii::is_digit(peek())) {
        position_ = start;
        return false;
      }
    }
    value_ = 0;
    for (std::size_t i = position_ - count; i < position_; ++i)
      value_ = value_ * 10 + text_[i] - '0';
    return true;
  }

  void accept_fraction() {
    if (peek() != '.' || position_ + 1 >= text_.size() || !ascii::is_digit(text_[position_ + 1]))
      return;
    ++position_;
    while (ascii::is_digit(peek())) ++position_;
  }

  /// Of the last accept_digits().
  int value() const { return value_; }

 private:
  std::string_view text_;
  std::size_t position_;
  int value_ = 0;
};

/// TIMEFORMAT of the grammar.
bool scan_time(Reader& reader) {
  if (!reader.accept_digits('\0', 2)) return false;
  if (reader.accept_digits(':', 2) && reader.accept_digits(':', 2)) reader.accept_fraction();
  return true;
}

void scan_offset(Reader& reader) {
  if (reader.accept('Z')) return;
  const Reader before = reader;
  if (!reader.accept_digits('+', 2) && !reader.accept_digits('-', 2)) return;
  if (!reader.accept_digits(':', 2)) reader = before;
}

/// Checks the field that `reader` has just read against its range.
std::optional<TemporalFault> check_range(const Reader& reader, std::size_t digits, int low,
                                         int high, std::string_view field) {
  if (reader.value() >= low && reader.value() <= high) return std::nullopt;
  const std::string value = std::to_string(reader.value());
  return TemporalFault{
      reader.position() - digits, reader.position(),
      std::string(field) + " " + value + " does not exist",
      std::string(field) + "s are " + std::to_string(low) + " to " + std::to_string(high)};
}

std::optional<TemporalFault> check_time(Reader& reader) {
  reader.accept_digits('\0', 2);
  if (auto fault = check_range(reader, 2, 0, 23, "hour")) return fault;
  if (!reader.accept_digits(':', 2)) return std::nullopt;
  if (auto fault = check_range(reader, 2, 0, 59, "minute")) return fault;
  if (!reader.accept_digits(':', 2)) return std::nullopt;
  if (auto fault = check_range(reader, 2, 0, 59, "second")) return fault;
  reader.accept_fraction();
  return std::nullopt;
}

std::optional<TemporalFault> check_offset(Reader& reader) {
  const std::size_t start = reader.position();
  if (!reader.accept_digits('+', 2) && !reader.accept_digits('-', 2)) return std::nullopt;
  const int hours = reader.value();
  reader.accept_digits(':', 2);
  const int minutes = reader.value();
  if (minutes <= 59 && hours * 60 + minutes <= 14 * 60) return std::nullopt;
  return TemporalFault{start, reader.position(), "time zone offset does not exist",
                       "offsets are -14:00 to +14:00"};
}

std::optional<TemporalFault> check_day(const Reader& reader, int year, int month) {
  const std::chrono::year_month_day_last last{
      std::chrono::year{year},
      std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
  return check_range(reader, 2, 1, static_cast<int>(static_cast<unsigned>(last.day())), "day");
}

}  // namespace

TemporalLiteral scan_temporal(std::string_view text) {
  Reader reader(text, 1);
  if (reader.accept('T')) {
    if (!scan_time(reader)) return {};
    return {TokenKind::Time, reader.position()};
  }
  if (!reader.accept_digits('\0', 4)) return {};
  if (reader.accept_digits('-', 2)) reader.accept_digits('-', 2);
  if (!reader.accept('T')) return {TokenKind::Date, reader.position()};
  if (scan_time(reader)) scan_offset(reader);
  return {TokenKind::DateTime, reader.position()};
}

std::optional<TemporalFault> find_fault(std::string_view literal, TokenKind kind) {
  Reader reader(literal, kind == TokenKind::Time ? 2 : 1);
  if (kind == TokenKind::Time) return check_time(reader);

  reader.accept_digits('\0', 4);
  const int year = reader.value();
  if (auto fault = check_range(reader, 4, 1, 9999, "year")) return fault;
  bool has_day = false;
  if (reader.accept_digits('-', 2)) {
    const int month = reader.value();
    if (auto fault = check_range(reader, 2, 1, 12, "month")) return fault;
    if (reader.accept_digits('-', 2)) {
      has_day = true;
      if (auto fault = check_day(reader, year, month)) return fault;
    }
  }
  if (!reader.accept('T') || reader.position() == literal.size()) return std::nullopt;
  if (!has_day) {
    return TemporalFault{reader.position(), literal.size(),
                         "time of day after a date without a day",
                         "write the whole date, or end the literal with the 'T'"};
  }
  if (auto fault = check_time(reader)) return fault;
  return check_offset(reader);
}

}  // namespace kiln::core
