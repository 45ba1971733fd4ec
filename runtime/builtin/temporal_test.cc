// Boundaries, components, intervals and the clock on items (§5.10, §5.11).

#include <gtest/gtest.h>

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class TemporalFunctions : public test::CallTest {
 protected:
  Items date(std::string_view text) {
    return one(evaluation_.temporal(*Temporal::parse_date(text)));
  }
  Items date_time(std::string_view text) {
    return one(evaluation_.temporal(*Temporal::parse_date_time(text)));
  }
};

TEST_F(TemporalFunctions, TheClockIsThatOfTheEnvironment) {
  EXPECT_EQ(answer(FunctionId::Now, {}), "@2026-02-25T14:31:39.096+11:00");
  EXPECT_EQ(answer(FunctionId::Today, {}), "@2026-02-25");
  EXPECT_EQ(answer(FunctionId::TimeOfDay, {}), "@T14:31:39.096");
}

TEST_F(TemporalFunctions, BoundariesTakeAPrecision) {
  EXPECT_EQ(answer(FunctionId::LowBoundary, date("2014")), "@2014-01-01");
  EXPECT_EQ(answer(FunctionId::HighBoundary, date("2014"), {one(Item::integer(6))}), "@2014-12");
  EXPECT_EQ(answer(FunctionId::HighBoundary, date("2014"), {Items()}), "");
  EXPECT_EQ(answer(FunctionId::LowBoundary, {}, {text("a")}),
            "K0304 at 10: the argument must be an Integer");
  EXPECT_EQ(answer(FunctionId::LowBoundary, text("a")),
            "K0303 at 0: 'lowBoundary' does not take 'String'");
}

TEST_F(TemporalFunctions, BoundariesOfElements) {
  const Item root = begin(R"({"resourceType": "Observation", "valueDateTime": "2014-01-01T08:00",
      "referenceRange": [{"low": {"value": 1.5, "unit": "feet"},
      "high": {"value": 1.5, "system": "http://unitsofmeasure.org", "code": "m"}}]})");
  const Items value = along(root, {"value"});
  EXPECT_EQ(answer(FunctionId::LowBoundary, value), "@2014-01-01T08:00:00.000+14:00");
  EXPECT_EQ(answer(FunctionId::HighBoundary, value), "@2014-01-01T08:00:59.999-12:00");
  EXPECT_EQ(answer(FunctionId::LowBoundary, along(root, {"referenceRange", "low"})), "");
  EXPECT_EQ(answer(FunctionId::LowBoundary, along(root, {"referenceRange", "high"})),
            "1.45000000 'm'");
  EXPECT_EQ(answer(FunctionId::LowBoundary, along(root, {"referenceRange"})),
            "K0303 at 0: 'lowBoundary' does not take 'element'");
  EXPECT_EQ(answer(FunctionId::Precision, along(root, {"referenceRange"})),
            "K0303 at 0: 'precision' does not take 'element'");
}

TEST_F(TemporalFunctions, PrecisionCountsDigits) {
  EXPECT_EQ(answer(FunctionId::Precision, date("2014-01")), "6");
  EXPECT_EQ(answer(FunctionId::Precision, one(Item::integer(7))), "0");
  EXPECT_EQ(answer(FunctionId::Precision, {}), "");
}

TEST_F(TemporalFunctions, ComponentsAreWhatIsWritten) {
  const Items moment = date_time("2012-01-02T16:30:40.002-07:00");
  EXPECT_EQ(answer(FunctionId::YearOf, moment), "2012");
  EXPECT_EQ(answer(FunctionId::MonthOf, moment), "1");
  EXPECT_EQ(answer(FunctionId::DayOf, moment), "2");
  EXPECT_EQ(answer(FunctionId::HourOf, moment), "16");
  EXPECT_EQ(answer(FunctionId::MinuteOf, moment), "30");
  EXPECT_EQ(answer(FunctionId::SecondOf, moment), "40");
  EXPECT_EQ(answer(FunctionId::MillisecondOf, moment), "2");
  EXPECT_EQ(answer(FunctionId::TimezoneOffsetOf, moment), "-7.0");
  EXPECT_EQ(answer(FunctionId::DateOf, moment), "@2012-01-02");
  EXPECT_EQ(answer(FunctionId::TimeOf, moment), "@T16:30:40.002");
  EXPECT_EQ(answer(FunctionId::MonthOf, date("2012")), "");
  EXPECT_EQ(answer(FunctionId::YearOf, text("2012")), "");
  EXPECT_EQ(answer(FunctionId::TimezoneOffsetOf, text("2012")), "");
}

TEST_F(TemporalFunctions, IntervalsTakeTwoDates) {
  const Items from = date("2024-12-01");
  const Items to = date("2025-09-01");
  EXPECT_EQ(answer(FunctionId::Duration, from, {to, text("year")}), "0");
  EXPECT_EQ(answer(FunctionId::Difference, from, {to, text("year")}), "1");
  EXPECT_EQ(answer(FunctionId::Duration, from, {to, Items()}), "");
  EXPECT_EQ(answer(FunctionId::Duration, one(Item::integer(1)), {to, text("year")}),
            "K0303 at 0: 'duration' does not take 'Integer'");
  EXPECT_EQ(answer(FunctionId::Duration, from, {one(Item::integer(1)), text("year")}),
            "K0304 at 0: 'duration' on 'Date' does not take 'Integer'");
  EXPECT_EQ(answer(FunctionId::Difference, from, {to, text("years")}),
            "K0305 at 0: 'years' is no period of 'Date' for 'difference'");
}

}  // namespace
}  // namespace kiln::core
