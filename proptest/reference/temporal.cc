#include "proptest/reference/temporal.h"

#include <vector>

#include "proptest/reference/moment.h"

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

bool is_leap_year(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool has_time(const Temporal& t) {
  return t.precision >= Field::Hour;
}

/// The fields that are there, year or hour first; the second holds its fraction.
std::vector<std::int64_t> fields(const Temporal& t) {
  std::vector<std::int64_t> result;
  if (t.kind != Temporal::Kind::Time) {
    const CivilDate date = civil_date(t.day);
    result = {date.year};
    if (t.precision >= Field::Month) result.push_back(date.month);
    if (t.precision >= Field::Day) result.push_back(date.day);
  }
  if (t.precision >= Field::Hour) result.push_back(t.minute / 60);
  if (t.precision >= Field::Minute) result.push_back(t.minute % 60);
  if (t.precision >= Field::Second) result.push_back(t.nanosecond);
  return result;
}

/// Field by field, until one decides or one is there in one of the two only.
PartialOrdering compare_fields(const Temporal& a, const Temporal& b) {
  const std::vector<std::int64_t> left = fields(a);
  const std::vector<std::int64_t> right = fields(b);
  for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (left[i] != right[i]) return left[i] <=> right[i];
  }
  if (left.size() != right.size()) return std::nullopt;
  return std::strong_ordering::equal;
}

/// Two moments in UTC of which one is an hour that does not begin with an hour of UTC.
PartialOrdering compare_spans(const Temporal& a, const Temporal& b) {
  if (moment::local_end(a) <= moment::local(b)) return std::strong_ordering::less;
  if (moment::local_end(b) <= moment::local(a)) return std::strong_ordering::greater;
  const bool same = a.precision == b.precision && moment::local(a) == moment::local(b);
  return same ? PartialOrdering(std::strong_ordering::equal) : std::nullopt;
}

bool is_broken_hour(const Temporal& t) {
  return t.precision == Field::Hour && t.minute % 60 != 0;
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::int64_t day_number(const CivilDate& date) {
  std::int64_t day = moment::days_before_year(date.year) + date.day - 1;
  for (int month = 1; month < date.month; ++month) day += days_in_month(date.year, month);
  return day;
}

CivilDate civil_date(std::int64_t day_number) {
  int year = static_cast<int>(day_number / 366);
  while (moment::days_before_year(year + 1) <= day_number) ++year;
  while (moment::days_before_year(year) > day_number) --year;
  std::int64_t rest = day_number - moment::days_before_year(year);
  int month = 1;
  for (; rest >= days_in_month(year, month); ++month) rest -= days_in_month(year, month);
  return {year, month, static_cast<int>(rest) + 1};
}

Temporal from_runtime(const kiln::core::Temporal& temporal) {
  Temporal t;
  t.kind = temporal.kind;
  t.precision = temporal.precision;
  if (t.kind != Temporal::Kind::Time) {
    t.day = day_number({temporal.year, temporal.month, temporal.day});
  }
  t.minute = temporal.hour * 60 + temporal.minute;
  t.nanosecond = temporal.second * moment::kSecond + temporal.nanosecond;
  t.fraction_digits = temporal.fraction_digits;
  if (temporal.has_offset) t.offset_minutes = temporal.offset_minutes;
  t.offset_is_z = temporal.offset_is_z;
  return t;
}

kiln::core::Temporal to_runtime(const Temporal& t) {
  kiln::core::Temporal result;
  result.kind = t.kind;
  result.precision = t.precision;
  if (t.kind != Temporal::Kind::Time) {
    const CivilDate date = civil_date(t.day);
    result.year = static_cast<std::int16_t>(date.year);
    result.month = static_cast<std::int8_t>(date.month);
    result.day = static_cast<std::int8_t>(date.day);
  }
  result.hour = static_cast<std::int8_t>(t.minute / 60);
  result.minute = static_cast<std::int8_t>(t.minute % 60);
  result.second = static_cast<std::int8_t>(t.nanosecond / moment::kSecond);
  result.nanosecond = static_cast<std::int32_t>(t.nanosecond % moment::kSecond);
  result.fraction_digits = static_cast<std::int8_t>(t.fraction_digits);
  result.has_offset = t.offset_minutes.has_value();
  result.offset_is_z = t.offset_is_z;
  result.offset_minutes = static_cast<std::int16_t>(t.offset_minutes.value_or(0));
  return result;
}

PartialOrdering compare(const Temporal& a, const Temporal& b) {
  if (!has_time(a) || !has_time(b)) return compare_fields(a, b);
  if (a.offset_minutes.has_value() != b.offset_minutes.has_value()) return std::nullopt;
  if (a.offset_minutes == b.offset_minutes) return compare_fields(a, b);
  const Temporal left = moment::in_utc(a);
  const Temporal right = moment::in_utc(b);
  if (is_broken_hour(left) || is_broken_hour(right)) return compare_spans(left, right);
  return compare_fields(left, right);
}

bool equivalent(const Temporal& a, const Temporal& b) {
  return compare(a, b) == std::strong_ordering::equal;
}

}  // namespace kiln::core::reference
