// toX() and convertsToX() on items (§5.5).

#include <gtest/gtest.h>

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using Conversions = test::CallTest;

TEST_F(Conversions, ConvertsToAsksForAResult) {
  EXPECT_EQ(answer(FunctionId::ToInteger, text("12")), "12");
  EXPECT_EQ(answer(FunctionId::ConvertsToInteger, text("12")), "true");
  EXPECT_EQ(answer(FunctionId::ToInteger, text("1.0")), "");
  EXPECT_EQ(answer(FunctionId::ConvertsToInteger, text("1.0")), "false");
  EXPECT_EQ(answer(FunctionId::ConvertsToInteger, {}), "");
}

TEST_F(Conversions, GiveEachType) {
  EXPECT_EQ(answer(FunctionId::ToBoolean, text("T")), "true");
  EXPECT_EQ(answer(FunctionId::ToLong, text("5000000000")), "5000000000");
  EXPECT_EQ(answer(FunctionId::ToDecimal, text("1.10")), "1.10");
  EXPECT_EQ(answer(FunctionId::ToString, one(Item::boolean(true))), "'true'");
  EXPECT_EQ(answer(FunctionId::ToString, one(Item::integer(-12))), "'-12'");
  EXPECT_EQ(answer(FunctionId::ToTime, text("10:30")), "@T10:30");
  EXPECT_EQ(answer(FunctionId::ToDate, text("2014-01")), "@2014-01");
  EXPECT_EQ(answer(FunctionId::ToDateTime, text("2014-01-05T10:30Z")), "@2014-01-05T10:30Z");
  EXPECT_EQ(answer(FunctionId::ToQuantity, text("4 days")), "4 days");
}

TEST_F(Conversions, WhatIsOfTheTypeStays) {
  const Items string = text("abc");
  EXPECT_EQ(call(FunctionId::ToString, string).value()[0].as_string().data(),
            string[0].as_string().data());
  const Items date = call(FunctionId::ToDate, text("2014")).value();
  EXPECT_EQ(&call(FunctionId::ToDate, date).value()[0].as_temporal(), &date[0].as_temporal());
}

TEST_F(Conversions, AnEmptyFormatIsNoResultForTexts) {
  EXPECT_EQ(answer(FunctionId::ToDate, text("05.01.2014"), {text("dd.MM.yyyy")}), "@2014-01-05");
  EXPECT_EQ(answer(FunctionId::ToDate, text("2014"), {Items()}), "");
  EXPECT_EQ(answer(FunctionId::ConvertsToDate, text("2014"), {Items()}), "");
  const Items date = call(FunctionId::ToDate, text("2014")).value();
  EXPECT_EQ(answer(FunctionId::ToDate, date, {Items()}), "@2014");
  EXPECT_EQ(answer(FunctionId::ConvertsToDate, date, {Items()}), "true");
}

TEST_F(Conversions, AnEmptyUnitIsNoResultForAnything) {
  const Items number = one(Item::integer(4));
  EXPECT_EQ(answer(FunctionId::ToQuantity, number), "4 '1'");
  EXPECT_EQ(answer(FunctionId::ToQuantity, number, {Items()}), "");
  EXPECT_EQ(answer(FunctionId::ConvertsToQuantity, number, {Items()}), "");
  const Items length = call(FunctionId::ToQuantity, text("5 'a.long.unit.of.cm/[in_i]'")).value();
  EXPECT_EQ(print(length), "5 'a.long.unit.of.cm/[in_i]'");
  EXPECT_EQ(answer(FunctionId::ToQuantity, text("52 'cm'"), {text("m")}), "0.52 'm'");
}

TEST_F(Conversions, ElementsConvertByTheirValue) {
  const Item patient = begin(R"({"resourceType": "Patient", "active": true,
      "birthDate": "2014-01-05", "_gender": {"id": "x"}, "name": [{"family": "A"}]})");
  EXPECT_EQ(answer(FunctionId::ToInteger, along(patient, {"active"})), "1");
  EXPECT_EQ(answer(FunctionId::ToDateTime, along(patient, {"birthDate"})), "@2014-01-05T");
  EXPECT_EQ(answer(FunctionId::ToString, along(patient, {"name"})), "");
  EXPECT_EQ(answer(FunctionId::ConvertsToString, along(patient, {"name"})), "false");
  EXPECT_EQ(answer(FunctionId::ToString, along(patient, {"gender"})), "");
  EXPECT_EQ(answer(FunctionId::ConvertsToString, along(patient, {"gender"})), "false");
}

}  // namespace
}  // namespace kiln::core
