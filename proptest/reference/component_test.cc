#include "proptest/reference/component.h"

#include <gtest/gtest.h>

#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

const Dialect kV3{};

using Function = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);

std::string of(Function function, std::string_view input) {
  return show(function(kV3, literal(input)));
}

TEST(ReferenceComponent, BoundariesKeepTheType) {
  EXPECT_EQ(show(low_boundary(kV3, literal("1.587"))), "1.58650000");
  EXPECT_EQ(show(high_boundary(kV3, literal("1.587"), 2)), "1.59");
  EXPECT_EQ(show(low_boundary(kV3, literal("1"), 0)), "0 (decimal)");
  EXPECT_EQ(show(low_boundary(kV3, literal("@2014"))), "@2014-01-01");
  EXPECT_EQ(show(low_boundary(kV3, literal("@2014"), 6)), "@2014-01");
  EXPECT_EQ(show(high_boundary(kV3, literal("@2014-01-01T08"))), "@2014-01-01T08:59:59.999");
  EXPECT_EQ(show(high_boundary(kV3, literal("@T10:30"), 9)), "@T10:30:59.999");
  EXPECT_EQ(show(low_boundary(kV3, literal("1.587"), 32)), "{}");
  EXPECT_EQ(show(low_boundary(kV3, literal("1.587 'cm'"))), "1.58650000 'cm'");
  EXPECT_EQ(show(high_boundary(kV3, literal("1.5 'cm'"), 1)), "1.6 'cm'");
  EXPECT_EQ(show(low_boundary(kV3, literal("'a'"))), "K0303");
}

TEST(ReferenceComponent, PrecisionCountsDigits) {
  EXPECT_EQ(of(precision, "1.58700"), "5");
  EXPECT_EQ(of(precision, "100"), "0");
  EXPECT_EQ(of(precision, "@2014"), "4");
  EXPECT_EQ(of(precision, "@2014-01-05T10:30:00.000"), "17");
  EXPECT_EQ(of(precision, "@T10:30"), "4");
  EXPECT_EQ(of(precision, "@T10:30:00.000"), "9");
  EXPECT_EQ(of(precision, "'a'"), "K0303");
}

TEST(ReferenceComponent, ReadsWhatIsThere) {
  EXPECT_EQ(of(year_of, "@2014-01-05T10:30:00.000"), "2014");
  EXPECT_EQ(of(month_of, "@2014-01-05T10:30:00.000"), "1");
  EXPECT_EQ(of(month_of, "@2012"), "{}");
  EXPECT_EQ(of(day_of, "@2014-01-05T10:30:00.000"), "5");
  EXPECT_EQ(of(hour_of, "@2012-01-01T16:30:40.002-07:00"), "16");
  EXPECT_EQ(of(minute_of, "@2012-01-01T12:30:40.002-07:00"), "30");
  EXPECT_EQ(of(second_of, "@2012-01-01T12:30:40.002-07:00"), "40");
  EXPECT_EQ(of(millisecond_of, "@2012-01-01T12:30:00.002-07:00"), "2");
  EXPECT_EQ(of(millisecond_of, "@T12:30:00"), "{}");
  EXPECT_EQ(of(timezone_offset_of, "@2012-01-01T12:30:00.000-07:00"), "-7.0");
  EXPECT_EQ(of(timezone_offset_of, "@2012-01-01T12:30:00.000+08:45"), "8.75");
  EXPECT_EQ(of(timezone_offset_of, "@2012-01-01T12:30:00.000"), "{}");
  EXPECT_EQ(of(date_of, "@2012-01-01T12:30:00.000-07:00"), "@2012-01-01");
  EXPECT_EQ(of(time_of, "@2012-01-01T12:30:00.000-07:00"), "@T12:30:00.000");
  EXPECT_EQ(of(time_of, "@T12:30"), "{}");
  EXPECT_EQ(of(year_of, "@T12:30"), "{}");
  EXPECT_EQ(of(hour_of, "@2012-01-01"), "{}");
  EXPECT_EQ(of(year_of, "'2014'"), "{}");
}

TEST(ReferenceInterval, CountsPeriodsAndBoundaries) {
  const auto lasts = [](const char* a, const char* b, const char* unit) {
    return show(duration(kV3, literal(a), literal(b), unit));
  };
  const auto differs = [](const char* a, const char* b, const char* unit) {
    return show(difference(kV3, literal(a), literal(b), unit));
  };
  EXPECT_EQ(lasts("@2025-01-02", "@2025-01-07", "week"), "0");
  EXPECT_EQ(lasts("@2025-01-01", "@2025-09-01", "year"), "0");
  EXPECT_EQ(differs("@2025-01-02", "@2025-01-07", "week"), "1");
  EXPECT_EQ(differs("@2024-12-01", "@2025-09-01", "year"), "1");
  EXPECT_EQ(lasts("@2025", "@2026", "month"), "{}");
  EXPECT_EQ(lasts("@2025-01-01", "@2026-01-01", "hour"), "K0305");
  EXPECT_EQ(lasts("@T10:00", "@T11:00", "day"), "K0305");
  EXPECT_EQ(lasts("@2025-01-01", "@2026-01-01", "years"), "K0305");
  EXPECT_EQ(lasts("@2025-01-01", "@T10:00", "day"), "K0304");
  EXPECT_EQ(lasts("1", "@T10:00", "hour"), "K0303");
  EXPECT_EQ(differs("@0001-01-01T00:00:00.000", "@9999-01-01T00:00:00.000", "millisecond"), "{}");
}

}  // namespace
}  // namespace kiln::core::reference
