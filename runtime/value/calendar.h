// The proleptic Gregorian calendar: days as numbers, lengths of months.
#pragma once

#include <chrono>
#include <cstdint>

namespace kiln::core::calendar {

struct Day {
  int year = 1;
  int month = 1;
  int day = 1;
};

inline constexpr int kFirstYear = 1;
inline constexpr int kLastYear = 9999;

inline constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
inline constexpr std::int64_t kNanosecondsPerDay = 86'400 * kNanosecondsPerSecond;

/// REQUIRES: 1 <= month <= 12.
constexpr int days_in_month(int year, int month) {
  const std::chrono::year_month_day_last last{
      std::chrono::year{year},
      std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

/// Days since 1970-01-01. REQUIRES: a day that exists.
constexpr std::int64_t day_number(const Day& day) {
  const std::chrono::year_month_day date{std::chrono::year{day.year},
                                         std::chrono::month{static_cast<unsigned>(day.month)},
                                         std::chrono::day{static_cast<unsigned>(day.day)}};
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

inline constexpr std::int64_t kFirstDay = day_number({kFirstYear, 1, 1});
inline constexpr std::int64_t kLastDay = day_number({kLastYear, 12, 31});

/// REQUIRES: kFirstDay <= number <= kLastDay.
constexpr Day day_of_number(std::int64_t number) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days{std::chrono::days{static_cast<int>(number)}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

}  // namespace kiln::core::calendar
