// Date/Time arithmetic and intervals: §6.7, §5.11.

#include "runtime/function/temporal_arithmetic.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runtime/function/test_operand.h"
#include "runtime/value/arbitrary.h"

namespace kiln::core {
namespace {

using testing::quantity;
using testing::temporal;
using testing::text;

std::string plus(std::string_view value, std::string_view amount,
                 LanguageVersion language = LanguageVersion::V3) {
  return text(add(temporal(value), quantity(amount), language));
}

std::string minus(std::string_view value, std::string_view amount) {
  return text(subtract(temporal(value), quantity(amount)));
}

TEST(TemporalSum, FollowsTheExamplesOfTheSpecification) {
  EXPECT_EQ(plus("1973-12-25", "7 days"), "@1974-01-01");
  EXPECT_EQ(plus("1973-12-25", "7.9 days"), "@1974-01-01");
  EXPECT_EQ(plus("1973-12-25", "1 week"), "@1974-01-01");
  EXPECT_EQ(plus("2019-03-01", "24 months"), "@2021-03-01");
  EXPECT_EQ(plus("2026-01-31", "1 month"), "@2026-02-28");
  EXPECT_EQ(plus("2026-01-01T13:00:00", "30 minutes"), "@2026-01-01T13:30:00");
  EXPECT_EQ(plus("1973-12-25T00:00:00.000+10:00", "42.53 seconds"),
            "@1973-12-25T00:00:42.530+10:00");
  EXPECT_EQ(plus("1973-12-25", "1 'd'"), "@1973-12-26");
  EXPECT_EQ(plus("T23:30:00", "1 hour"), "@T00:30:00");
  EXPECT_EQ(plus("T01:00:00", "48 hours"), "@T01:00:00");
  EXPECT_EQ(minus("T00:30:00", "1 hour"), "@T23:30:00");
  EXPECT_EQ(minus("T01:00:00", "2 hours"), "@T23:00:00");
  EXPECT_EQ(minus("2019-03-01", "24 months"), "@2017-03-01");
}

TEST(TemporalSum, ConvertsFieldsThatAPartialValueDoesNotHave) {
  EXPECT_EQ(plus("2014", "24 months"), "@2016");
  EXPECT_EQ(plus("2014", "23 months"), "@2015");
  EXPECT_EQ(plus("2016", "365 days"), "@2017");
  EXPECT_EQ(plus("2016", "364 days"), "@2016");
  EXPECT_EQ(plus("2014", "11 months"), "@2014");
  EXPECT_EQ(plus("2026-02", "5 weeks"), "@2026-03");
  EXPECT_EQ(plus("2026-02", "4 weeks"), "@2026-02");
  EXPECT_EQ(minus("2014", "24 months"), "@2012");
  EXPECT_EQ(minus("2014", "1 month"), "@2014");
  EXPECT_EQ(minus("2026-02", "1 day"), "@2026-02");
  EXPECT_EQ(minus("2026-02", "30 days"), "@2026-01");
  EXPECT_EQ(plus("2014T", "8760 hours"), "@2015T");
  EXPECT_EQ(plus("2014T", "8759 hours"), "@2014T");
  EXPECT_EQ(plus("2014-01-01T", "47 hours"), "@2014-01-02T");
  EXPECT_EQ(plus("2014-01-01T10", "90 minutes"), "@2014-01-01T11");
  EXPECT_EQ(plus("2014-01-01T10:30", "59.9 seconds"), "@2014-01-01T10:30");
  EXPECT_EQ(plus("2014-01-01T10:30", "60000 milliseconds"), "@2014-01-01T10:31");
  EXPECT_EQ(minus("2014-01-01T00Z", "59 minutes"), "@2014-01-01T00Z");
  EXPECT_EQ(plus("T10", "119 minutes"), "@T11");
  EXPECT_EQ(plus("T10:30", "3600 's'"), "@T11:30");
}

TEST(TemporalSum, ClampsToTheEndOfTheMonth) {
  EXPECT_EQ(plus("2016-02-29", "1 year"), "@2017-02-28");
  EXPECT_EQ(plus("2016-02-29", "4 years"), "@2020-02-29");
  EXPECT_EQ(minus("2024-03-31", "1 month"), "@2024-02-29");
  EXPECT_EQ(plus("2023-12-31", "2 months"), "@2024-02-29");
  EXPECT_EQ(plus("2024-10-31T10:00:00Z", "1 month"), "@2024-11-30T10:00:00Z");
  EXPECT_EQ(minus("2024-01-15", "13 months"), "@2022-12-15");
  EXPECT_EQ(plus("2024-01-15", "1.9 months"), "@2024-02-15");
  EXPECT_EQ(plus("2024-01-15", "-1.9 months"), "@2023-12-15");
}

TEST(TemporalSum, CrossesDaysMonthsAndYears) {
  EXPECT_EQ(plus("2024-02-28T23:59:59.999Z", "1 millisecond"), "@2024-02-29T00:00:00.000Z");
  EXPECT_EQ(minus("2024-01-01T00:00:00", "1 second"), "@2023-12-31T23:59:59");
  EXPECT_EQ(plus("2024-12-31T23:00", "1 'h'"), "@2025-01-01T00:00");
  EXPECT_EQ(plus("1973-12-25T00:00:00.000+10:00", "1 'min'"), "@1973-12-25T00:01:00.000+10:00");
  EXPECT_EQ(plus("T00:00:00", "-1 seconds"), "@T23:59:59");
}

TEST(TemporalSum, WritesFractionsOfSeconds) {
  EXPECT_EQ(plus("1973-12-25T00:00:00.000+10:00", "0.1 's'"), "@1973-12-25T00:00:00.100+10:00");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "0.1 's'"), "@1973-12-25T00:00:00.100");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "500 'ms'"), "@1973-12-25T00:00:00.500");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "0.5 milliseconds"), "@1973-12-25T00:00:00.0005");
  EXPECT_EQ(plus("T00:00:00.5", "0.5 seconds"), "@T00:00:01.0");
  EXPECT_EQ(plus("T00:00:00.5", "0.25 seconds"), "@T00:00:00.750");
  EXPECT_EQ(plus("T00:00:00", "0.0000000019 seconds"), "@T00:00:00.000000001");
  EXPECT_EQ(plus("T00:00:00", "0.9999999999999999999999999999 seconds"), "@T00:00:00.999999999");
  EXPECT_EQ(minus("T00:00:00", "0.0000000009 seconds"), "@T00:00:00");
}

TEST(TemporalSum, CountsALeapSecondAsTheNextMinute) {
  EXPECT_EQ(plus("2016-12-31T23:59:60Z", "0 seconds"), "@2017-01-01T00:00:00Z");
  EXPECT_EQ(plus("2016-12-31T23:59:60Z", "1 day"), "@2017-01-02T00:00:00Z");
}

TEST(TemporalSum, EndsWithTheYear9999AndBeginsWithTheYear1) {
  EXPECT_EQ(plus("9999-12-31", "1 day"), "K0310");
  EXPECT_EQ(minus("0001-01-01", "1 day"), "K0310");
  EXPECT_EQ(plus("9999", "1 year"), "K0310");
  EXPECT_EQ(plus("9999-12", "1 month"), "K0310");
  EXPECT_EQ(minus("0001", "1 year"), "K0310");
  EXPECT_EQ(minus("0001-01-31", "1 month"), "K0310");
  EXPECT_EQ(plus("9999-12-31T23:59:59.999", "1 millisecond"), "K0310");
  EXPECT_EQ(minus("0001-01-01T00:00:00", "1 second"), "K0310");
  EXPECT_EQ(plus("0001-01-01", "9998 years"), "@9999-01-01");
  EXPECT_EQ(plus("0001-01-01", "3652058 days"), "@9999-12-31");
}

TEST(TemporalSum, AnswersHugeDurationsAtOnce) {
  const std::string huge(38, '9');
  EXPECT_EQ(plus("2014-01-01", huge + " days"), "K0310");
  EXPECT_EQ(plus("2014-01-01", huge + " years"), "K0310");
  EXPECT_EQ(plus("2014", "-" + huge + " months"), "K0310");
  EXPECT_EQ(plus("2014", huge + " days"), "K0310");
  EXPECT_EQ(plus("2014-01-01T00:00:00", huge + " milliseconds"), "K0310");
  EXPECT_EQ(plus("2014", "1000000000000000000 weeks"), "K0310");
  EXPECT_EQ(plus("2014", "1000000000000000000 years"), "K0310");
  EXPECT_EQ(plus("T01:00:00", "24000000000000000000000000000001 hours"), "@T02:00:00");
  EXPECT_EQ(plus("T01", huge + " milliseconds"), "@T10");
}

TEST(TemporalSum, RefusesUnitsThatTheTypeDoesNotHave) {
  EXPECT_EQ(plus("1973-12-25", "1 'a'"), "K0311");
  EXPECT_EQ(plus("1973-12-25", "1 'mo'"), "K0311");
  EXPECT_EQ(plus("1973-12-25", "1 'cm'"), "K0311");
  EXPECT_EQ(plus("1973-12-25", "7"), "K0311");
  EXPECT_EQ(plus("1973-12-25", "1 'us'"), "K0311");
  EXPECT_EQ(plus("1973-12-25", "24 hours"), "K0311");
  EXPECT_EQ(plus("1973", "1 'ms'"), "K0311");
  for (const char* unit : {"1 year", "1 month", "1 week", "1 day", "1 'd'", "1 'wk'"}) {
    EXPECT_EQ(plus("T10:00:00", unit), "K0311") << unit;
  }
}

TEST(TemporalSum, In2_0RefusesDefiniteUnitsAndDropsFractions) {
  EXPECT_EQ(plus("1973-12-25", "1 'd'", LanguageVersion::V2), "K0311");
  EXPECT_EQ(plus("1973-12-25", "1 'wk'", LanguageVersion::V2), "K0311");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "1 'h'", LanguageVersion::V2), "K0311");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "1 'min'", LanguageVersion::V2), "K0311");
  EXPECT_EQ(plus("1973-12-25T00:00:00", "1 's'", LanguageVersion::V2), "@1973-12-25T00:00:01");
  EXPECT_EQ(plus("1973-12-25T00:00:00.000", "0.1 's'", LanguageVersion::V2),
            "@1973-12-25T00:00:00.000");
  EXPECT_EQ(plus("1973-12-25T00:00:00.000", "10 'ms'", LanguageVersion::V2),
            "@1973-12-25T00:00:00.010");
  EXPECT_EQ(plus("1973-12-25", "1 day", LanguageVersion::V2), "@1973-12-26");
}

RC_GTEST_PROP(TemporalSum, DaysThereAndBackAreNothing, (std::int16_t days)) {
  Temporal date = *rc::Arbitrary<Temporal>::of(Temporal::Kind::Date);
  date.precision = TemporalField::Day;
  const Quantity amount{Decimal(days), "day", true};
  RC_ASSERT(*subtract(*add(date, amount), amount) == date);
}

RC_GTEST_PROP(TemporalSum, DurationMeasuresWhatWasAdded, (std::int16_t amount)) {
  Temporal moment = *rc::Arbitrary<Temporal>::of(Temporal::Kind::DateTime);
  moment.precision = TemporalField::Second;
  const auto unit = *rc::gen::element<std::string>("week", "day", "hour", "minute", "second");
  const Temporal later = *add(moment, Quantity{Decimal(amount), unit, true});
  RC_ASSERT(*duration(moment, later, unit) == std::optional<std::int32_t>(amount));
}

std::string whole(std::string_view from, std::string_view to, std::string_view unit) {
  const auto there = duration(temporal(from), temporal(to), unit);
  if (!there) return to_string(there.error().code);
  const auto back = duration(temporal(to), temporal(from), unit);
  EXPECT_EQ(there->has_value(), back->has_value());
  if (!*there) return "";
  EXPECT_EQ(**there, -**back) << from << " to " << to;
  return std::to_string(**there);
}

std::string crossed(std::string_view from, std::string_view to, std::string_view unit) {
  const auto there = difference(temporal(from), temporal(to), unit);
  if (!there) return to_string(there.error().code);
  const auto back = difference(temporal(to), temporal(from), unit);
  EXPECT_EQ(there->has_value(), back->has_value());
  if (!*there) return "";
  EXPECT_EQ(**there, -**back) << from << " to " << to;
  return std::to_string(**there);
}

TEST(TemporalInterval, FollowsTheExamplesOfTheSpecification) {
  EXPECT_EQ(whole("2025-01-02", "2025-01-07", "week"), "0");
  EXPECT_EQ(whole("2025-01-01", "2025-09-01", "year"), "0");
  EXPECT_EQ(whole("2024-12-01", "2025-09-01", "year"), "0");
  EXPECT_EQ(crossed("2025-01-02", "2025-01-07", "week"), "1");
  EXPECT_EQ(crossed("2025-01-01", "2025-09-01", "year"), "0");
  EXPECT_EQ(crossed("2024-12-01", "2025-09-01", "year"), "1");
}

TEST(TemporalInterval, CountsWholePeriods) {
  EXPECT_EQ(whole("2024-02-29", "2025-02-28", "year"), "0");
  EXPECT_EQ(whole("2024-02-29", "2025-03-01", "year"), "1");
  EXPECT_EQ(whole("2024-01-31", "2024-02-29", "month"), "0");
  EXPECT_EQ(whole("2024-01-31", "2024-03-31", "month"), "2");
  EXPECT_EQ(whole("2014", "2016", "year"), "2");
  EXPECT_EQ(whole("2014-12", "2016-11", "year"), "1");
  EXPECT_EQ(whole("2024-01-15", "2025-01", "year"), "1");
  EXPECT_EQ(whole("2024-01-01T10:00:00", "2024-01-02T09:59:59", "day"), "0");
  EXPECT_EQ(whole("2024-01-01T10:00:00", "2024-01-15T10:00:00", "week"), "2");
  EXPECT_EQ(whole("2024-01-31T10:00:00", "2024-03-31T09:00:00", "month"), "1");
  EXPECT_EQ(whole("2024-01-01T10:59:59", "2024-01-01T12:00:00", "hour"), "1");
  EXPECT_EQ(whole("T10:00:00.000", "T10:00:01.5", "millisecond"), "1500");
  EXPECT_EQ(whole("T10:00:00.9", "T10:00:02.8", "second"), "1");
  EXPECT_EQ(whole("0001-01-01", "9999-12-31", "day"), "3652058");
}

TEST(TemporalInterval, CountsBoundaries) {
  EXPECT_EQ(crossed("2024-12-31T23:59:59", "2025-01-01T00:00:00", "year"), "1");
  EXPECT_EQ(crossed("2024-01-31", "2024-02-01", "month"), "1");
  EXPECT_EQ(crossed("2024-01-01T23:59:59", "2024-01-02T00:00:00", "day"), "1");
  EXPECT_EQ(crossed("2025-01-04", "2025-01-05", "week"), "1");  // Saturday to Sunday
  EXPECT_EQ(crossed("2025-01-05", "2025-01-11", "week"), "0");
  EXPECT_EQ(crossed("2025-01-05", "2025-01-12", "week"), "1");
  EXPECT_EQ(crossed("1969-12-27", "1969-12-28", "week"), "1");
  EXPECT_EQ(crossed("2024-01-01T10:59:59", "2024-01-01T11:00:00", "hour"), "1");
  EXPECT_EQ(crossed("T10:59:59.999", "T11:00:00.0", "minute"), "1");
  EXPECT_EQ(crossed("T10:00:00.999", "T10:00:01.001", "second"), "1");
  EXPECT_EQ(crossed("T10:00:00.9999", "T10:00:01.0000", "millisecond"), "1");
}

TEST(TemporalInterval, NormalisesOffsetsForHoursAndBelow) {
  EXPECT_EQ(whole("2024-01-01T10:00:00+02:00", "2024-01-01T10:00:00Z", "hour"), "2");
  EXPECT_EQ(crossed("2024-01-01T23:30:00-01:00", "2024-01-02T00:30:00Z", "hour"), "0");
  EXPECT_EQ(crossed("2024-01-01T23:30:00-01:00", "2024-01-02T00:30:00Z", "day"), "1");
  EXPECT_EQ(whole("2024-01-01T10:00:00+02:00", "2024-01-01T10:00:00", "hour"), "");
  EXPECT_EQ(whole("2024-01-01T10:00:00+02:00", "2024-01-02T10:00:00", "day"), "1");
  EXPECT_EQ(crossed("2024-01-01T10:15+05:30", "2024-01-01T11:15+05:30", "hour"), "1");
  const auto with_default =
      duration(temporal("2024-01-01T10:00:00+02:00"), temporal("2024-01-01T10:00:00"), "hour", 0);
  EXPECT_EQ(**with_default, 2);
}

TEST(TemporalInterval, CountsALeapSecondToItsMinute) {
  EXPECT_EQ(crossed("2016-12-31T23:59:00Z", "2016-12-31T23:59:60Z", "minute"), "0");
  EXPECT_EQ(crossed("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "day"), "1");
  EXPECT_EQ(crossed("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "week"), "1");
  EXPECT_EQ(crossed("2016-12-31T23:59:60Z", "2017-01-01T05:30+05:30", "hour"), "1");
  EXPECT_EQ(whole("2016-12-31T23:59:60Z", "2017-01-01T05+05:00", "hour"), "1");
  EXPECT_EQ(crossed("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "second"), "0");
}

TEST(TemporalInterval, GivesNothingForCoarserValuesAndLargeResults) {
  EXPECT_EQ(whole("2014", "2016-01", "month"), "");
  EXPECT_EQ(whole("2014-01", "2016-01", "day"), "");
  EXPECT_EQ(whole("2014-01", "2016-01", "week"), "");
  EXPECT_EQ(whole("2014-01-01", "2016-01-01T10", "hour"), "");
  EXPECT_EQ(whole("T10:00:00", "T10:00:01", "millisecond"), "");
  EXPECT_EQ(whole("1900-01-01T00:00:00.0", "2024-01-01T00:00:00.0", "millisecond"), "");
  EXPECT_EQ(whole("1900-01-01T00:00:00", "2024-01-01T00:00:00", "second"), "");
}

TEST(TemporalInterval, RefusesUnitsThatTheTypesDoNotHave) {
  EXPECT_EQ(whole("2014-01-01", "2016-01-01", "hour"), "K0305");
  EXPECT_EQ(whole("T10:00:00", "T11:00:00", "day"), "K0305");
  EXPECT_EQ(whole("2014-01-01", "2016-01-01", "days"), "K0305");
  EXPECT_EQ(whole("2014-01-01", "2016-01-01", "d"), "K0305");
  EXPECT_EQ(whole("2014-01-01", "2016-01-01", ""), "K0305");
  EXPECT_EQ(crossed("2014-01-01", "T10", "hour"), "K0304");
}

}  // namespace
}  // namespace kiln::core
