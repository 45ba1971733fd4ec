#include "proptest/reference/temporal.h"

#include <gtest/gtest.h>

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

Temporal t(std::string_view text) {
  const auto parsed = text.starts_with('T') ? kiln::core::Temporal::parse_time(text)
                      : text.contains('T')  ? kiln::core::Temporal::parse_date_time(text)
                                            : kiln::core::Temporal::parse_date(text);
  return from_runtime(*parsed);
}

std::string text(const Temporal& temporal) {
  return to_runtime(temporal).to_literal();
}

std::string text(const std::optional<Temporal>& temporal) {
  return temporal ? text(*temporal) : "nothing";
}

std::string order(std::string_view a, std::string_view b) {
  const PartialOrdering result = compare(t(a), t(b));
  if (!result) return "?";
  return *result < 0 ? "<" : *result > 0 ? ">" : "=";
}

std::string sum(std::string_view date, const Rational& amount, Field unit) {
  const Expected<Temporal> result = plus(t(date), amount, unit);
  return result ? text(*result) : to_string(result.error().code);
}

TEST(ReferenceCalendar, CountsDaysFromTheFirst) {
  EXPECT_EQ(day_number({1, 1, 1}), 0);
  EXPECT_EQ(day_number({1970, 1, 1}), 719'162);
  EXPECT_EQ(day_number({9999, 12, 31}), 3'652'058);
  EXPECT_EQ(civil_date(719'162), (CivilDate{1970, 1, 1}));
  EXPECT_EQ(civil_date(day_number({2000, 2, 29})), (CivilDate{2000, 2, 29}));
  EXPECT_EQ(civil_date(-1), (CivilDate{0, 12, 31}));
  EXPECT_EQ(days_in_month(1900, 2), 28);
  EXPECT_EQ(days_in_month(2000, 2), 29);
}

TEST(ReferenceCalendar, EveryDayHasItsDate) {
  CivilDate date{1, 1, 1};
  for (std::int64_t day = 0; day <= day_number({2001, 1, 1}); ++day) {
    ASSERT_EQ(civil_date(day), date);
    ASSERT_EQ(day_number(date), day);
    if (++date.day > days_in_month(date.year, date.month)) {
      date.day = 1;
      if (++date.month > 12) date = {date.year + 1, 1, 1};
    }
  }
}

TEST(ReferenceTemporal, KeepsItsText) {
  for (const char* literal :
       {"2014", "2014-02", "2014-02-28", "2014T", "2014-01-25T14", "2014-01-25T14:30:14.559",
        "2014-01-25T14:30:14.500+14:00", "2016-12-31T23:59:60Z", "T23:59:59.999999999", "T10"}) {
    EXPECT_EQ(text(t(literal)), "@" + std::string(literal));
  }
}

TEST(ReferenceTemporal, ComparesFieldByField) {
  EXPECT_EQ(order("2012", "2012"), "=");
  EXPECT_EQ(order("2012", "2013"), "<");
  EXPECT_EQ(order("2012-01", "2012"), "?");
  EXPECT_EQ(order("2012-01", "2013"), "<");
  EXPECT_EQ(order("2012-01-01T10:30", "2012-01-01T10:31"), "<");
  EXPECT_EQ(order("2012-01-01T10:30:31", "2012-01-01T10:30"), "?");
  EXPECT_EQ(order("2012-01-01T10:30:31.0", "2012-01-01T10:30:31"), "=");
  EXPECT_EQ(order("2012-01-01T10:30:31.1", "2012-01-01T10:30:31"), ">");
  EXPECT_EQ(order("T10", "T10:30"), "?");
  EXPECT_EQ(order("T10:30:00", "T10:30:00.0"), "=");
}

TEST(ReferenceTemporal, RespectsOffsets) {
  EXPECT_EQ(order("2017-11-05T01:30:00.0-04:00", "2017-11-05T01:15:00.0-05:00"), "<");
  EXPECT_EQ(order("2017-11-05T01:30:00.0-04:00", "2017-11-05T00:30:00.0-05:00"), "=");
  EXPECT_EQ(order("2018-01-01T16:00:00+12:00", "2018-01-01T15:00:00.0+10:00"), "<");
  EXPECT_EQ(order("2012-04-15T15:00:00Z", "2012-04-15T10:00:00"), "?");
  EXPECT_EQ(order("2012-04-15", "2012-04-15T10:00:00"), "?");
  EXPECT_EQ(order("1974-12-25", "2026-02-25T14:31:39.096+11:00"), "<");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T04Z"), "?");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T06Z"), "<");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T10+05:30"), "=");
  EXPECT_EQ(order("2016-12-31T23:59:60Z", "2017-01-01T00:59:60+01:00"), "=");
}

TEST(ReferenceTemporal, AddsByTheCalendar) {
  EXPECT_EQ(sum("1973-12-25", 7, Field::Day), "@1974-01-01");
  EXPECT_EQ(sum("1973-12-25", Rational(79, 10), Field::Day), "@1974-01-01");
  EXPECT_EQ(sum("1973-12-25", 1, Field::Week), "@1974-01-01");
  EXPECT_EQ(sum("2019-03-01", 24, Field::Month), "@2021-03-01");
  EXPECT_EQ(sum("2026-01-31", 1, Field::Month), "@2026-02-28");
  EXPECT_EQ(sum("2024-02-29", 1, Field::Year), "@2025-02-28");
  EXPECT_EQ(sum("2024-02-29", -4, Field::Year), "@2020-02-29");
  EXPECT_EQ(sum("2026-01-01T13:00:00", 30, Field::Minute), "@2026-01-01T13:30:00");
  EXPECT_EQ(sum("1973-12-25T00:00:00.000+10:00", Rational(4253, 100), Field::Second),
            "@1973-12-25T00:00:42.530+10:00");
  EXPECT_EQ(sum("2019-03-01", -24, Field::Month), "@2017-03-01");
}

TEST(ReferenceTemporal, ATimeGoesRound) {
  EXPECT_EQ(sum("T23:30:00", 1, Field::Hour), "@T00:30:00");
  EXPECT_EQ(sum("T01:00:00", 48, Field::Hour), "@T01:00:00");
  EXPECT_EQ(sum("T00:30:00", -1, Field::Hour), "@T23:30:00");
  EXPECT_EQ(sum("T01:00:00", -2, Field::Hour), "@T23:00:00");
  EXPECT_EQ(sum("T23:59:59.999", 1, Field::Millisecond), "@T00:00:00.000");
}

TEST(ReferenceTemporal, PartialValuesConvertWhatIsAdded) {
  EXPECT_EQ(sum("2014", 24, Field::Month), "@2016");
  EXPECT_EQ(sum("2014", 23, Field::Month), "@2015");
  EXPECT_EQ(sum("2016", 365, Field::Day), "@2017");
  EXPECT_EQ(sum("2014", 11, Field::Month), "@2014");
  EXPECT_EQ(sum("2026-02", 5, Field::Week), "@2026-03");
  EXPECT_EQ(sum("2026-02", 4, Field::Week), "@2026-02");
  EXPECT_EQ(sum("2014", -24, Field::Month), "@2012");
  EXPECT_EQ(sum("2014", -1, Field::Month), "@2014");
  EXPECT_EQ(sum("2026-02", -1, Field::Day), "@2026-02");
  EXPECT_EQ(sum("T10", 90, Field::Minute), "@T11");
  EXPECT_EQ(sum("2014T", 8760, Field::Hour), "@2015T");
}

TEST(ReferenceTemporal, FractionsOfASecondCount) {
  EXPECT_EQ(sum("T10:00:00", Rational(1, 2), Field::Second), "@T10:00:00.500");
  EXPECT_EQ(sum("T10:00:00", 1500, Field::Millisecond), "@T10:00:01.500");
  EXPECT_EQ(sum("T10:00:00.5", Rational(1, 4), Field::Second), "@T10:00:00.750");
  EXPECT_EQ(sum("T10:00:00", 1, Field::Second), "@T10:00:01");
}

TEST(ReferenceTemporal, AdditionsThatHaveNoResult) {
  EXPECT_EQ(sum("9999-12-31", 1, Field::Day), "K0310");
  EXPECT_EQ(sum("0001-01-01", -1, Field::Month), "K0310");
  EXPECT_EQ(sum("2014", power_of_ten(37), Field::Year), "K0310");
  EXPECT_EQ(sum("2014-01-01", power_of_ten(37), Field::Day), "K0310");
  EXPECT_EQ(sum("T10:00", 1, Field::Day), "K0311");
  EXPECT_EQ(sum("2014-01-01", 1, Field::Hour), "K0311");
}

TEST(ReferenceTemporal, DurationCountsWholePeriods) {
  EXPECT_EQ(duration(t("2025-01-02"), t("2025-01-07"), Field::Week), 0);
  EXPECT_EQ(duration(t("2025-01-01"), t("2025-09-01"), Field::Year), 0);
  EXPECT_EQ(duration(t("2024-12-01"), t("2025-09-01"), Field::Year), 0);
  EXPECT_EQ(duration(t("2024-12-01"), t("2025-12-01"), Field::Year), 1);
  EXPECT_EQ(duration(t("2025-12-01"), t("2024-12-02"), Field::Year), 0);
  EXPECT_EQ(duration(t("2025-12-02"), t("2024-12-02"), Field::Year), -1);
  EXPECT_EQ(duration(t("2024-02-29"), t("2025-02-28"), Field::Year), 0);
  EXPECT_EQ(duration(t("2024-01-31"), t("2024-02-29"), Field::Month), 0);
  EXPECT_EQ(duration(t("2024-01-01T12:00"), t("2024-01-02T11:59"), Field::Day), 0);
  EXPECT_EQ(duration(t("T10:30"), t("T12:29"), Field::Hour), 1);
  EXPECT_EQ(duration(t("2014"), t("2014-05"), Field::Month), std::nullopt);
}

TEST(ReferenceTemporal, DifferenceCountsBoundaries) {
  EXPECT_EQ(difference(t("2025-01-02"), t("2025-01-07"), Field::Week), 1);
  EXPECT_EQ(difference(t("2025-01-01"), t("2025-09-01"), Field::Year), 0);
  EXPECT_EQ(difference(t("2024-12-01"), t("2025-09-01"), Field::Year), 1);
  EXPECT_EQ(difference(t("2025-01-04"), t("2025-01-05"), Field::Week), 1);
  EXPECT_EQ(difference(t("2025-01-05"), t("2025-01-11"), Field::Week), 0);
  EXPECT_EQ(difference(t("2025-01-05"), t("2025-01-04"), Field::Week), -1);
  EXPECT_EQ(difference(t("T10:59"), t("T11:00"), Field::Hour), 1);
  EXPECT_EQ(difference(t("2016-12-31T23:59:60Z"), t("2017-01-01T00:00:00Z"), Field::Day), 1);
  EXPECT_EQ(difference(t("2025-01-01T23:59Z"), t("2025-01-02T01:59+02:00"), Field::Minute), 0);
  EXPECT_EQ(difference(t("2025-01-01T23:59Z"), t("2025-01-02T01:59+02:00"), Field::Day), 1);
  EXPECT_EQ(difference(t("2025-01-01T23:59Z"), t("2025-01-02T01:59"), Field::Minute), std::nullopt);
}

TEST(ReferenceTemporal, BoundariesFillWhatIsMissing) {
  EXPECT_EQ(text(low_boundary(t("2014"), 6)), "@2014-01");
  EXPECT_EQ(text(high_boundary(t("2014"), 6)), "@2014-12");
  EXPECT_EQ(text(low_boundary(t("2014-01-01T08"), 17)), "@2014-01-01T08:00:00.000");
  EXPECT_EQ(text(high_boundary(t("2014-01-01T08"), 17)), "@2014-01-01T08:59:59.999");
  EXPECT_EQ(text(low_boundary(t("T10:30"), 9)), "@T10:30:00.000");
  EXPECT_EQ(text(high_boundary(t("T10:30"), 9)), "@T10:30:59.999");
  EXPECT_EQ(text(high_boundary(t("2024-02"), 8)), "@2024-02-29");
  EXPECT_EQ(text(high_boundary(t("9999T"), 17)), "@9999-12-31T23:59:59.999");
  EXPECT_EQ(text(high_boundary(t("T10:30:05.5"), 9)), "@T10:30:05.599");
  EXPECT_EQ(text(high_boundary(t("T23:59:60"), 9)), "@T23:59:60.999");
  EXPECT_EQ(text(low_boundary(t("2014-01-01T08:05Z"), 8)), "@2014-01-01T");
  EXPECT_EQ(text(low_boundary(t("2014"), 10)), "nothing");
  EXPECT_EQ(text(low_boundary(t("2014"), 5)), "nothing");
}

}  // namespace
}  // namespace kiln::core::reference
