// Temporal: text, order, boundaries and components; every example of §5.10.5-8, §6.1.1 and §6.2.

#include "runtime/value/temporal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

#include "runtime/value/arbitrary.h"

namespace kiln::core {
namespace {

/// A literal without its `@`: "T10:30" is a Time, "2015T" a DateTime, "2015" a Date.
Temporal t(std::string_view text) {
  const bool is_time = text.starts_with('T');
  const std::optional<Temporal> value = is_time              ? Temporal::parse_time(text)
                                        : text.contains('T') ? Temporal::parse_date_time(text)
                                                             : Temporal::parse_date(text);
  if (!value) throw std::invalid_argument(std::string(text));
  return *value;
}

std::string text(const std::optional<Temporal>& value) {
  return value ? value->to_literal() : "";
}

/// "<", "=", ">" or "?" where it is not known.
std::string order(std::string_view a, std::string_view b, std::optional<int> offset = {}) {
  const PartialOrdering result = compare(t(a), t(b), offset);
  if (!result) return "?";
  return *result < 0 ? "<" : *result > 0 ? ">" : "=";
}

TEST(TemporalText, KeepsWhatIsWritten) {
  for (const char* date : {"2015", "2015-02", "2015-02-04", "0001-01-01", "9999-12-31"}) {
    ASSERT_TRUE(Temporal::parse_date(date)) << date;
    EXPECT_EQ(Temporal::parse_date(date)->to_string(), date);
    EXPECT_EQ(Temporal::parse_date_time(date)->to_string(), date);
  }
  for (const char* moment :
       {"2015-02-04T14", "2015-02-04T14:34", "2015-02-04T14:34:28", "2015-02-04T14:34:28.1",
        "2015-02-04T14:34:28.120", "2015-02-04T14:34:28.123456789", "2015-02-04T14:34:28Z",
        "2015-02-04T14Z", "2015-02-04T14:34+05:30", "2015-02-04T14:34:28.000-14:00",
        "2016-12-31T23:59:60Z"}) {
    ASSERT_TRUE(Temporal::parse_date_time(moment)) << moment;
    EXPECT_EQ(Temporal::parse_date_time(moment)->to_string(), moment);
  }
  for (const char* time : {"00", "14:34", "14:34:28", "23:59:59.999"}) {
    EXPECT_EQ(Temporal::parse_time(time)->to_string(), time);
    EXPECT_EQ(*Temporal::parse_time(std::string("T") + time), *Temporal::parse_time(time));
  }
}

TEST(TemporalText, WritesLiterals) {
  EXPECT_EQ(t("2015").to_literal(), "@2015");
  EXPECT_EQ(t("2015T").to_literal(), "@2015T");
  EXPECT_EQ(t("2015-02-04T").to_literal(), "@2015-02-04T");
  EXPECT_EQ(t("2015-02-04T14Z").to_literal(), "@2015-02-04T14Z");
  EXPECT_EQ(t("T10:30").to_literal(), "@T10:30");
}

TEST(TemporalText, CutsFractionsOffBehindNineDigits) {
  EXPECT_EQ(t("T10:30:00.1234567899").to_string(), "10:30:00.123456789");
}

TEST(TemporalText, ReadsMinusZeroAsPlusZero) {
  EXPECT_EQ(t("2015-02-04T14:00-00:00").to_string(), "2015-02-04T14:00+00:00");
}

TEST(TemporalText, RefusesDatesThatAreNone) {
  for (const char* bad :
       {"",           "0000",        "15",         "201",        "20155",      "2015-",
        "2015-1",     "2015-00",     "2015-13",    "2015-02-",   "2015-02-29", "2015-02-30",
        "2015-04-31", "2015-01-00",  "2015-01-32", "1900-02-29", "2015-1-1",   "2015/01/01",
        "20150101",   "2015-01-01Z", " 2015",      "2015 ",      "-2015",      "2015T"}) {
    EXPECT_FALSE(Temporal::parse_date(bad)) << bad;
  }
  EXPECT_TRUE(Temporal::parse_date("2000-02-29"));
  EXPECT_TRUE(Temporal::parse_date("2016-02-29"));
}

TEST(TemporalText, RefusesMomentsThatAreNone) {
  for (const char* bad : {"",
                          "T",
                          "T10",
                          "2015T10",
                          "2015-02T10",
                          "2015-02-04T24",
                          "2015-02-04T24:00",
                          "2015-02-04T1",
                          "2015-02-04T10:60",
                          "2015-02-04T10:5",
                          "2015-02-04T10:00:61",
                          "2015-02-04T10:00:00.",
                          "2015-02-04T10:00:",
                          "2015-02-04TZ",
                          "2015-02-04Z",
                          "2015-02-04T10:00+14:01",
                          "2015-02-04T10:00-15:00",
                          "2015-02-04T10:00+02",
                          "2015-02-04T10:00+0200",
                          "2015-02-04T10:00+02:60",
                          "2015-02-04T10:00z",
                          "2015-02-04T10:00Z ",
                          "2015-02-04 10:00",
                          "2015-02-29T10:00",
                          "2015-02-04T10:00:00,5"}) {
    EXPECT_FALSE(Temporal::parse_date_time(bad)) << bad;
  }
}

TEST(TemporalText, RefusesTimesThatAreNone) {
  for (const char* bad : {"", "T", "1", "24", "24:00", "10:60", "10:00Z", "10:00+02:00", "TT10",
                          "10:00:00.", "10:0", "-10"}) {
    EXPECT_FALSE(Temporal::parse_time(bad)) << bad;
  }
}

RC_GTEST_PROP(TemporalText, ParseIsTheInverseOfPrint, (const Temporal& value)) {
  const std::string literal = value.to_literal();
  RC_ASSERT(t(std::string_view(literal).substr(1)) == value);
}

TEST(TemporalOrder, ComparesFieldByField) {
  EXPECT_EQ(order("2012", "2012"), "=");
  EXPECT_EQ(order("2012", "2013"), "<");
  EXPECT_EQ(order("2012-01", "2012"), "?");
  EXPECT_EQ(order("2012-01", "2013"), "<");
  EXPECT_EQ(order("2018-03", "2019"), "<");
  EXPECT_EQ(order("2018-03-01", "2018-01-01"), ">");
  EXPECT_EQ(order("2018-03", "2018-03-01"), "?");
  EXPECT_EQ(order("2012-01-01T10:30", "2012-01-01T10:30"), "=");
  EXPECT_EQ(order("2012-01-01T10:30", "2012-01-01T10:31"), "<");
  EXPECT_EQ(order("2012-01-01T10:30:31", "2012-01-01T10:30"), "?");
  EXPECT_EQ(order("2018-03-01T10:30:00", "2018-03-01T10:00:00"), ">");
  EXPECT_EQ(order("2018-03-01T10", "2018-03-01T10:30"), "?");
  EXPECT_EQ(order("T10:30:00", "T10:00:00"), ">");
  EXPECT_EQ(order("T10", "T10:30"), "?");
  EXPECT_EQ(order("T10", "T11:30"), "<");
}

TEST(TemporalOrder, TakesSecondsAndFractionAsOneField) {
  EXPECT_EQ(order("2012-01-01T10:30:31.0", "2012-01-01T10:30:31"), "=");
  EXPECT_EQ(order("2012-01-01T10:30:31.1", "2012-01-01T10:30:31"), ">");
  EXPECT_EQ(order("2012-01-01T10:30:31.10", "2012-01-01T10:30:31.1"), "=");
  EXPECT_EQ(order("2018-03-01T10:30:00", "2018-03-01T10:30:00.0"), "=");
  EXPECT_EQ(order("T10:30:00", "T10:30:00.0"), "=");
  EXPECT_EQ(order("T10:30:00.9", "T10:30:01"), "<");
}

TEST(TemporalOrder, RespectsOffsets) {
  EXPECT_EQ(order("2017-11-05T01:30:00.0-04:00", "2017-11-05T01:15:00.0-05:00"), "<");
  EXPECT_EQ(order("2017-11-05T01:30:00.0-04:00", "2017-11-05T00:30:00.0-05:00"), "=");
  EXPECT_EQ(order("2018-01-01T16:00:00+11:00", "2018-01-01T15:00:00.0+10:00"), "=");
  EXPECT_EQ(order("2018-01-01T16:00:00+12:00", "2018-01-01T15:00:00.0+10:00"), "<");
  EXPECT_EQ(order("2018-01-01T00:00Z", "2018-01-01T00:00+00:00"), "=");
  EXPECT_EQ(order("2018-01-01T00:30+01:00", "2017-12-31T23:30Z"), "=");
  EXPECT_EQ(order("2018-01-01T00:30+01:00", "2017-12-31T23:30:00Z"), "?");
  EXPECT_EQ(order("2018-01-01T00:30:00.5+01:00", "2017-12-31T23:30:00.25Z"), ">");
  EXPECT_EQ(order("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"), "<");
  EXPECT_EQ(order("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z"), ">");
}

TEST(TemporalOrder, ComparesHoursWithoutMinutesAsSpans) {
  EXPECT_EQ(order("2018-01-01T10+02:00", "2018-01-01T08Z"), "=");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T04Z"), "?");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T05Z"), "?");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T06Z"), "<");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T03Z"), ">");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T10+05:30"), "=");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T04:30Z"), "?");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T05:30Z"), "<");
  EXPECT_EQ(order("2018-01-01T10+05:30", "2018-01-01T04:29Z"), ">");
}

TEST(TemporalOrder, OneOffsetAloneLeavesTheOrderOpen) {
  EXPECT_EQ(order("2012-04-15T15:00:00Z", "2012-04-15T10:00:00"), "?");
  EXPECT_EQ(order("2012-04-15T15:00:00Z", "2015-04-15T10:00:00"), "?");
  EXPECT_EQ(order("2012-04-15T15:00:00Z", "2012-04-15T10:00:00", -300), "=");
  EXPECT_EQ(order("2012-04-15T15:00:00", "2012-04-15T10:00:00", -300), ">");
  EXPECT_EQ(order("2012-04-15T15:00:00Z", "2012-04-15T15:00:00", 0), "=");
}

TEST(TemporalOrder, ADateComparesWithADateTime) {
  EXPECT_EQ(order("2012-04-15", "2012-04-15T10:00:00"), "?");
  EXPECT_EQ(order("2012-04-15", "2012-04-15T"), "=");
  EXPECT_EQ(order("1974-12-25", "2026-02-25T14:31:39.096+11:00"), "<");
  EXPECT_EQ(order("1974-12-25", "1974-12-25T12:34:00-10:00"), "?");
  EXPECT_EQ(order("2012", "2012-04-15T10:00:00Z"), "?");
}

TEST(TemporalOrder, EquivalenceIsKnownEquality) {
  EXPECT_TRUE(equivalent(t("2012"), t("2012")));
  EXPECT_FALSE(equivalent(t("2012-01"), t("2012")));
  EXPECT_FALSE(equivalent(t("2012-01-01T10:30:31"), t("2012-01-01T10:30")));
  EXPECT_TRUE(equivalent(t("2012-01-01T10:30:31.0"), t("2012-01-01T10:30:31")));
  EXPECT_FALSE(equivalent(t("2012-01-01T10:30:31.1"), t("2012-01-01T10:30:31")));
}

RC_GTEST_PROP(TemporalOrder, IsAntisymmetric, ()) {
  const auto moments = rc::Arbitrary<Temporal>::of(Temporal::Kind::DateTime);
  const Temporal a = *moments;
  const Temporal b = *moments;
  const PartialOrdering there = compare(a, b);
  const PartialOrdering back = compare(b, a);
  RC_ASSERT(there.has_value() == back.has_value());
  if (there) {
    RC_ASSERT((*there < 0) == (*back > 0));
    RC_ASSERT((*there == 0) == (*back == 0));
  }
  RC_ASSERT(*equal(a, a));
}

RC_GTEST_PROP(TemporalOrder, IsTransitiveWhereItIsKnown, ()) {
  const auto moments = rc::Arbitrary<Temporal>::of(Temporal::Kind::DateTime);
  const Temporal a = *moments;
  const Temporal b = *moments;
  const Temporal c = *moments;
  const PartialOrdering ab = compare(a, b);
  const PartialOrdering bc = compare(b, c);
  // A date between two moments does not say how these stand to each other in UTC.
  const bool alike = a.has_time() == b.has_time() && b.has_time() == c.has_time();
  if (!alike || !ab || !bc || !(*ab < 0) || !(*bc < 0)) return;
  const PartialOrdering ac = compare(a, c);
  RC_ASSERT(!ac || *ac < 0);
}

TEST(TemporalPrecision, CountsTheDigitsThatAreWritten) {
  EXPECT_EQ(t("2014").precision_digits(), 4);
  EXPECT_EQ(t("2014-01").precision_digits(), 6);
  EXPECT_EQ(t("2014-01-05").precision_digits(), 8);
  EXPECT_EQ(t("2014T").precision_digits(), 4);
  EXPECT_EQ(t("2014-01-05T10").precision_digits(), 10);
  EXPECT_EQ(t("2014-01-05T10:30Z").precision_digits(), 12);
  EXPECT_EQ(t("2014-01-05T10:30:00").precision_digits(), 14);
  EXPECT_EQ(t("2014-01-05T10:30:00.0").precision_digits(), 15);
  EXPECT_EQ(t("2014-01-05T10:30:00.000").precision_digits(), 17);
  EXPECT_EQ(t("T10").precision_digits(), 2);
  EXPECT_EQ(t("T10:30").precision_digits(), 4);
  EXPECT_EQ(t("T10:30:00").precision_digits(), 6);
  EXPECT_EQ(t("T10:30:00.000").precision_digits(), 9);
}

struct BoundaryCase {
  const char* value;
  int digits;
  const char* low;
  const char* high;
};

class TemporalBoundary : public testing::TestWithParam<BoundaryCase> {};

TEST_P(TemporalBoundary, IsTheFirstAndTheLastMoment) {
  const BoundaryCase& c = GetParam();
  EXPECT_EQ(text(low_boundary(t(c.value), c.digits)), c.low);
  EXPECT_EQ(text(high_boundary(t(c.value), c.digits)), c.high);
}

INSTANTIATE_TEST_SUITE_P(
    Specification, TemporalBoundary,
    testing::Values(BoundaryCase{"2014", 6, "@2014-01", "@2014-12"},
                    BoundaryCase{"2014-01-01T08", 17, "@2014-01-01T08:00:00.000",
                                 "@2014-01-01T08:59:59.999"},
                    BoundaryCase{"T10:30", 9, "@T10:30:00.000", "@T10:30:59.999"}));

INSTANTIATE_TEST_SUITE_P(Dates, TemporalBoundary,
                         testing::Values(BoundaryCase{"2014", 4, "@2014", "@2014"},
                                         BoundaryCase{"2014", 8, "@2014-01-01", "@2014-12-31"},
                                         BoundaryCase{"2014-02", 8, "@2014-02-01", "@2014-02-28"},
                                         BoundaryCase{"2016-02", 8, "@2016-02-01", "@2016-02-29"},
                                         BoundaryCase{"2014-05-06", 6, "@2014-05", "@2014-05"},
                                         BoundaryCase{"2014", 10, "", ""},
                                         BoundaryCase{"2014", 17, "", ""},
                                         BoundaryCase{"2014", 5, "", ""},
                                         BoundaryCase{"2014", 0, "", ""},
                                         BoundaryCase{"2014", -4, "", ""}));

INSTANTIATE_TEST_SUITE_P(
    DateTimes, TemporalBoundary,
    testing::Values(
        BoundaryCase{"2014T", 17, "@2014-01-01T00:00:00.000", "@2014-12-31T23:59:59.999"},
        BoundaryCase{"2014-01-01T08:05+08:00", 17, "@2014-01-01T08:05:00.000+08:00",
                     "@2014-01-01T08:05:59.999+08:00"},
        BoundaryCase{"2014-01-01T08", 8, "@2014-01-01T", "@2014-01-01T"},
        BoundaryCase{"2014-01-01T08:05Z", 8, "@2014-01-01T", "@2014-01-01T"},
        BoundaryCase{"2014-01-01T08:05Z", 10, "@2014-01-01T08Z", "@2014-01-01T08Z"},
        BoundaryCase{"2014-01-01T08", 12, "@2014-01-01T08:00", "@2014-01-01T08:59"},
        BoundaryCase{"2014-01-01T08", 14, "@2014-01-01T08:00:00", "@2014-01-01T08:59:59"},
        BoundaryCase{"2014-01-01T08:05:30", 17, "@2014-01-01T08:05:30.000",
                     "@2014-01-01T08:05:30.999"},
        BoundaryCase{"2014-01-01T08:05:30.1", 17, "@2014-01-01T08:05:30.100",
                     "@2014-01-01T08:05:30.199"},
        BoundaryCase{"2014-01-01T08:05:30.123456", 17, "@2014-01-01T08:05:30.123",
                     "@2014-01-01T08:05:30.123"},
        BoundaryCase{"2014T", 15, "", ""}, BoundaryCase{"2014T", 18, "", ""}));

INSTANTIATE_TEST_SUITE_P(
    Times, TemporalBoundary,
    testing::Values(BoundaryCase{"T10", 2, "@T10", "@T10"},
                    BoundaryCase{"T10", 4, "@T10:00", "@T10:59"},
                    BoundaryCase{"T10", 6, "@T10:00:00", "@T10:59:59"},
                    BoundaryCase{"T10:30:05.5", 9, "@T10:30:05.500", "@T10:30:05.599"},
                    BoundaryCase{"T10", 0, "", ""}, BoundaryCase{"T10", 8, "", ""},
                    BoundaryCase{"T10", 17, "", ""}, BoundaryCase{"T10", -2, "", ""}));

RC_GTEST_PROP(TemporalBoundary, LowIsNotAfterHigh, (const Temporal& value)) {
  const int digits = greatest_precision(value.kind);
  const PartialOrdering order =
      compare(*low_boundary(value, digits), *high_boundary(value, digits));
  RC_ASSERT(order.has_value());
  RC_ASSERT(!(*order > 0));
}

TEST(TemporalComponent, IsWhatIsWritten) {
  const Temporal value = t("2014-03-05T16:30:40.002-07:00");
  EXPECT_EQ(component(value, TemporalField::Year), 2014);
  EXPECT_EQ(component(value, TemporalField::Month), 3);
  EXPECT_EQ(component(value, TemporalField::Day), 5);
  EXPECT_EQ(component(value, TemporalField::Hour), 16);
  EXPECT_EQ(component(value, TemporalField::Minute), 30);
  EXPECT_EQ(component(value, TemporalField::Second), 40);
  EXPECT_EQ(component(value, TemporalField::Millisecond), 2);
  EXPECT_EQ(component(value, TemporalField::Week), std::nullopt);
  EXPECT_EQ(component(t("T10:00:00.5"), TemporalField::Millisecond), 500);
  EXPECT_EQ(component(t("T10:00:00.0009"), TemporalField::Millisecond), 0);
}

TEST(TemporalComponent, IsNothingWhereItIsNotWritten) {
  EXPECT_EQ(component(t("2012"), TemporalField::Month), std::nullopt);
  EXPECT_EQ(component(t("2012-01"), TemporalField::Day), std::nullopt);
  EXPECT_EQ(component(t("2012-01-01"), TemporalField::Hour), std::nullopt);
  EXPECT_EQ(component(t("T10"), TemporalField::Minute), std::nullopt);
  EXPECT_EQ(component(t("T10:30"), TemporalField::Second), std::nullopt);
  EXPECT_EQ(component(t("T10:30:00"), TemporalField::Millisecond), std::nullopt);
  EXPECT_EQ(component(t("T10:30:00"), TemporalField::Year), std::nullopt);
  EXPECT_EQ(component(t("T10:30:00"), TemporalField::Day), std::nullopt);
}

TEST(TemporalComponent, OffsetIsInHours) {
  EXPECT_EQ(offset_hours(t("2012-01-01T12:30:00.000-07:00"))->to_string(), "-7.0");
  EXPECT_EQ(offset_hours(t("2012-01-01T12:30:00.000+08:45"))->to_string(), "8.75");
  EXPECT_EQ(offset_hours(t("2012-01-01T12:30:00.000-07:30"))->to_string(), "-7.5");
  EXPECT_EQ(offset_hours(t("2012-01-01T12:30:00Z"))->to_string(), "0.0");
  EXPECT_FALSE(offset_hours(t("2012-01-01T12:30:00")));
  EXPECT_FALSE(offset_hours(t("2012-01-01")));
}

TEST(TemporalComponent, DateAndTimeOfADateTime) {
  EXPECT_EQ(text(date_of(t("2012-01-01T12:30:00.000-07:00"))), "@2012-01-01");
  EXPECT_EQ(text(date_of(t("2012-01T"))), "@2012-01");
  EXPECT_EQ(text(date_of(t("2012"))), "@2012");
  EXPECT_EQ(text(date_of(t("T12:30"))), "");
  EXPECT_EQ(text(time_of(t("2012-01-01T12:30:00.000-07:00"))), "@T12:30:00.000");
  EXPECT_EQ(text(time_of(t("2012-01-01T12"))), "@T12");
  EXPECT_EQ(text(time_of(t("2012-01-01T"))), "");
  EXPECT_EQ(text(time_of(t("2012-01-01"))), "");
  EXPECT_EQ(text(time_of(t("T12:30"))), "");
  EXPECT_EQ(text(as_date_time(t("2012-01"))), "@2012-01T");
}

}  // namespace
}  // namespace kiln::core
