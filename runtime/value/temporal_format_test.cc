// Format codes of §5.5.4.1.

#include "runtime/value/temporal_format.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

std::string text(const Expected<std::optional<Temporal>>& value) {
  if (!value) return to_string(value.error().code);
  return *value ? (*value)->to_literal() : "";
}

std::string date(std::string_view input, std::string_view format) {
  return text(parse_date(input, format));
}

std::string moment(std::string_view input, std::string_view format) {
  return text(parse_date_time(input, format));
}

TEST(TemporalFormat, ReadsTheExamplesOfTheSpecification) {
  EXPECT_EQ(date("150124", "ddMMyy"), "@2024-01-15");
  EXPECT_EQ(date("15-01-2024", "dd-MM-yyyy"), "@2024-01-15");
  EXPECT_EQ(date("12-27", "MM-yy"), "@2027-12");
}

TEST(TemporalFormat, ReadsYears) {
  EXPECT_EQ(date("1980", "yyyy"), "@1980");
  EXPECT_EQ(date("49", "yy"), "@2049");
  EXPECT_EQ(date("50", "yy"), "@1950");
  EXPECT_EQ(date("00", "yy"), "@2000");
  EXPECT_EQ(date("0000", "yyyy"), "");
  EXPECT_EQ(date("98", "yyyy"), "");
}

TEST(TemporalFormat, ReadsMonthsByNumberAndName) {
  EXPECT_EQ(date("5/2014", "M/yyyy"), "@2014-05");
  EXPECT_EQ(date("12/2014", "M/yyyy"), "@2014-12");
  EXPECT_EQ(date("5/2014", "MM/yyyy"), "");
  EXPECT_EQ(date("13/2014", "M/yyyy"), "");
  EXPECT_EQ(date("0/2014", "M/yyyy"), "");
  EXPECT_EQ(date("4 Jul 1976", "d MMM yyyy"), "@1976-07-04");
  EXPECT_EQ(date("JUNE 2014", "MMMM yyyy"), "@2014-06");
  EXPECT_EQ(date("Jun 2014", "MMMM yyyy"), "");
  EXPECT_EQ(date("June 2014", "MMM yyyy"), "");
  EXPECT_EQ(date("May 2014", "MMMM yyyy"), "@2014-05");
}

TEST(TemporalFormat, ReadsTimes) {
  EXPECT_EQ(moment("2014-01-25 14:30:14.559", "yyyy-MM-dd HH:mm:ss.SSS"),
            "@2014-01-25T14:30:14.559");
  EXPECT_EQ(moment("20140125T1430", "yyyyMMddTHHmm"), "@2014-01-25T14:30");
  EXPECT_EQ(moment("2014-01-25 9", "yyyy-MM-dd H"), "@2014-01-25T09");
  EXPECT_EQ(moment("2014-01-25 9:5:7", "yyyy-MM-dd H:m:s"), "@2014-01-25T09:05:07");
  EXPECT_EQ(moment("2014-01-25 24:00", "yyyy-MM-dd HH:mm"), "");
  EXPECT_EQ(moment("2014-01-25 10:60", "yyyy-MM-dd HH:mm"), "");
  EXPECT_EQ(moment("2014-01-25 10:00:00.5", "yyyy-MM-dd HH:mm:ss.SSS"), "");
  EXPECT_EQ(moment("2014-01-25 10:00:00.1234567891", "yyyy-MM-dd HH:mm:ss.SSSSSSSSSS"),
            "@2014-01-25T10:00:00.123456789");
}

TEST(TemporalFormat, ReadsHoursBeforeAndAfterNoon) {
  EXPECT_EQ(moment("2014-01-25 12:05 AM", "yyyy-MM-dd hh:mm a"), "@2014-01-25T00:05");
  EXPECT_EQ(moment("2014-01-25 12:05 pm", "yyyy-MM-dd hh:mm a"), "@2014-01-25T12:05");
  EXPECT_EQ(moment("2014-01-25 1:05P", "yyyy-MM-dd h:mma"), "@2014-01-25T13:05");
  EXPECT_EQ(moment("2014-01-25 11:05A", "yyyy-MM-dd h:mma"), "@2014-01-25T11:05");
  EXPECT_EQ(moment("2014-01-25 13:05 PM", "yyyy-MM-dd hh:mm a"), "");
  EXPECT_EQ(moment("2014-01-25 00:05 AM", "yyyy-MM-dd hh:mm a"), "");
  EXPECT_EQ(moment("2014-01-25 10:05 XM", "yyyy-MM-dd hh:mm a"), "");
  EXPECT_EQ(moment("2014-01-25 10:05", "yyyy-MM-dd hh:mm"), "");
  EXPECT_EQ(moment("2014-01-25 13:05 PM", "yyyy-MM-dd HH:mm a"), "@2014-01-25T13:05");
  EXPECT_EQ(moment("2014-01-25 13:05 AM", "yyyy-MM-dd HH:mm a"), "");
}

TEST(TemporalFormat, ReadsOffsets) {
  EXPECT_EQ(moment("2014-01-25 10:05+0200", "yyyy-MM-dd HH:mmZ"), "@2014-01-25T10:05+02:00");
  EXPECT_EQ(moment("2014-01-25 10:05 -05:30", "yyyy-MM-dd HH:mm Z"), "@2014-01-25T10:05-05:30");
  EXPECT_EQ(moment("2014-01-25 10:05Z", "yyyy-MM-dd HH:mmZ"), "@2014-01-25T10:05Z");
  EXPECT_EQ(moment("2014-01-25 10:05+1500", "yyyy-MM-dd HH:mmZ"), "");
  EXPECT_EQ(moment("2014-01-25 10:05+02", "yyyy-MM-dd HH:mmZ"), "");
  EXPECT_EQ(moment("2014-01-25+0200", "yyyy-MM-ddZ"), "");
}

TEST(TemporalFormat, RefusesNamesOfTimeZones) {
  EXPECT_EQ(moment("2014-01-25 10:05 PST", "yyyy-MM-dd HH:mm z"), "K0317");
}

TEST(TemporalFormat, MatchesLiteralsExactly) {
  EXPECT_EQ(date("2014.01", "yyyy-MM"), "");
  EXPECT_EQ(date("on 2014", "on yyyy"), "@2014");
  EXPECT_EQ(date("2014 ", "yyyy"), "");
  EXPECT_EQ(date("2014", "yyyy "), "");
  EXPECT_EQ(date("14y", "yyy"), "@2014");
  EXPECT_EQ(date("", ""), "");
  EXPECT_EQ(date("2014é", "yyyyé"), "@2014");
}

TEST(TemporalFormat, NeedsEveryFieldAboveTheLastOne) {
  EXPECT_EQ(date("01-25", "MM-dd"), "");
  EXPECT_EQ(date("2014 25", "yyyy dd"), "");
  EXPECT_EQ(moment("2014-01 10", "yyyy-MM HH"), "");
  EXPECT_EQ(moment("2014-01-25 10 30", "yyyy-MM-dd HH ss"), "");
  EXPECT_EQ(moment("2014-01-25 10.5", "yyyy-MM-dd HH.S"), "");
  EXPECT_EQ(moment("2014", "yyyy"), "@2014T");
}

TEST(TemporalFormat, ChecksTheCalendar) {
  EXPECT_EQ(date("29-02-2015", "dd-MM-yyyy"), "");
  EXPECT_EQ(date("29-02-2016", "dd-MM-yyyy"), "@2016-02-29");
  EXPECT_EQ(date("31-04-2016", "dd-MM-yyyy"), "");
}

TEST(TemporalFormat, TakesAFieldTwiceIfItSaysTheSame) {
  EXPECT_EQ(date("2014-05 (May)", "yyyy-MM (MMM)"), "@2014-05");
  EXPECT_EQ(date("2014-05 (Jun)", "yyyy-MM (MMM)"), "");
}

TEST(TemporalFormat, DropsTheTimeOfADate) {
  EXPECT_EQ(date("2014-01-25 10:05", "yyyy-MM-dd HH:mm"), "@2014-01-25");
  EXPECT_EQ(date("2014-01-25 10:65", "yyyy-MM-dd HH:mm"), "");
}

}  // namespace
}  // namespace kiln::core
