// Conversion, order, equality and equivalence of quantities: §5.5.7, §6.1.1.1, §6.1.2.1, §6.2.

#include "runtime/function/quantity_conversion.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runtime/function/test_operand.h"
#include "runtime/value/arbitrary.h"

namespace kiln::core {
namespace {

using testing::decimal;
using testing::quantity;
using testing::text;

std::string converted(std::string_view from, std::string_view unit) {
  return text(convert(quantity(from), unit));
}

std::string equality(std::string_view a, std::string_view b,
                     LanguageVersion language = LanguageVersion::V3) {
  const std::string there = text(equal(quantity(a), quantity(b), language));
  EXPECT_EQ(there, text(equal(quantity(b), quantity(a), language))) << a << " = " << b;
  return there;
}

std::string equivalence(std::string_view a, std::string_view b) {
  return text(equivalent(quantity(a), quantity(b)));
}

std::string order(std::string_view a, std::string_view b,
                  LanguageVersion language = LanguageVersion::V3) {
  const PartialOrdering result = compare(quantity(a), quantity(b), language);
  if (!result) return "?";
  return *result < 0 ? "<" : *result > 0 ? ">" : "=";
}

TEST(QuantityConversion, FollowsTheExamplesOfToQuantity) {
  EXPECT_EQ(converted("52 'cm'", "m"), "0.52 'm'");
  EXPECT_EQ(converted("45", "m"), "");
  EXPECT_EQ(converted("24 'm'", "kg"), "");
  EXPECT_EQ(converted("1 'a'", "d"), "365.25 'd'");
  EXPECT_EQ(converted("1 'wk'", "d"), "7 'd'");
  EXPECT_EQ(converted("42", "1"), "42 '1'");
  EXPECT_EQ(converted("7 days", "wk"), "1 'wk'");
  EXPECT_EQ(converted("182.5 days", "a"), "0.5 'a'");
  EXPECT_EQ(converted("182.5 'd'", "a"), "0.4996577686516084873374401095 'a'");
  EXPECT_EQ(converted("2 '[in_i]'", "cm"), "5.08 'cm'");
  EXPECT_EQ(converted("1 year", "month"), "12 months");
  EXPECT_EQ(converted("1 year", "a"), "1 'a'");
}

TEST(QuantityConversion, TakesTheShortestChainBetweenCalendarUnits) {
  EXPECT_EQ(converted("1 year", "days"), "365 days");
  EXPECT_EQ(converted("1 month", "days"), "30 days");
  EXPECT_EQ(converted("360 days", "months"), "12 months");
  EXPECT_EQ(converted("730 days", "years"), "2 years");
  EXPECT_EQ(converted("3 weeks", "hours"), "504 hours");
  EXPECT_EQ(converted("1 year", "hours"), "8760 hours");
  EXPECT_EQ(converted("1500 milliseconds", "second"), "1.5 seconds");
  EXPECT_EQ(converted("1 day", "year"), "0.00273972602739726027397260274 years");
}

TEST(QuantityConversion, ConvertsWithinTheSourcesSystem) {
  EXPECT_EQ(converted("365.25 'd'", "year"), "1 year");
  EXPECT_EQ(converted("365 days", "a"), "1 'a'");
  EXPECT_EQ(converted("2 minutes", "us"), "120000000 'us'");
  EXPECT_EQ(converted("2 'h'", "minutes"), "120 minutes");
}

TEST(QuantityConversion, GivesNothingForInvalidUnits) {
  EXPECT_EQ(converted("1 'nounit'", "nounit"), "");
  EXPECT_EQ(converted("1 'm'", "nounit"), "");
  EXPECT_EQ(converted("1 day", "kg"), "");
  EXPECT_EQ(converted("1 'kg'", "day"), "");
}

TEST(QuantityEquality, ConvertsToACommonUnit) {
  EXPECT_EQ(equality("1 'cm'", "10.0 'mm'"), "true");
  EXPECT_EQ(equality("1 'cm'", "1 'm'"), "false");
  EXPECT_EQ(equality("1 'cm'", "1 's'"), "?");
  EXPECT_EQ(equality("23 'Cel'", "73.4 '[degF]'"), "true");
  EXPECT_EQ(equality("4.0000 'g'", "4000.0 'mg'"), "true");
  EXPECT_EQ(equality("4 'g'", "4040 'mg'"), "false");
  EXPECT_EQ(equality("1 'nounit'", "1 'nounit'"), "?");
  EXPECT_EQ(equality("23", "23 '1'"), "true");
}

TEST(QuantityEquality, IsNotDeceivedByRounding) {
  EXPECT_EQ(equality("1 'm'", "3.280839895013123359580052493 '[ft_i]'"), "false");
  EXPECT_EQ(equality("0.3048 'm'", "1 '[ft_i]'"), "true");
}

TEST(QuantityEquality, OfDurations) {
  EXPECT_EQ(equality("1 'h'", "3600 's'"), "true");
  EXPECT_EQ(equality("1 hour", "3600 's'"), "true");
  EXPECT_EQ(equality("1 year", "1 'a'"), "?");
  EXPECT_EQ(equality("1 year", "12 months"), "true");
  EXPECT_EQ(equality("1 month", "30 days"), "true");
  EXPECT_EQ(equality("1 year", "360 days"), "false");
  EXPECT_EQ(equality("1 year", "365 days"), "true");
  EXPECT_EQ(equality("1 year", "12 'mo'"), "?");
  EXPECT_EQ(equality("1 year", "365 'd'"), "?");
  EXPECT_EQ(equality("1 day", "1 'a'"), "?");
  EXPECT_EQ(equality("1 week", "1 'wk'"), "true");
  EXPECT_EQ(equality("1 second", "1 's'"), "true");
  EXPECT_EQ(equality("7 days", "1 'wk'"), "true");
  EXPECT_EQ(equality("1 week", "7 'd'"), "true");
  EXPECT_EQ(equality("1 second", "1000000 'us'"), "true");
  EXPECT_EQ(equality("1 day", "1 'kg'"), "?");
}

TEST(QuantityEquality, KeepsTheSystemsApartIn2_0) {
  EXPECT_EQ(equality("1 year", "1 'a'", LanguageVersion::V2), "false");
  EXPECT_EQ(equality("1 hour", "1 'h'", LanguageVersion::V2), "false");
  EXPECT_EQ(equality("7 days", "1 'wk'", LanguageVersion::V2), "false");
  EXPECT_EQ(equality("1 second", "1 's'", LanguageVersion::V2), "true");
  EXPECT_EQ(equality("1 day", "1 'kg'", LanguageVersion::V2), "?");
  EXPECT_EQ(order("1 hour", "1 'h'", LanguageVersion::V2), "?");
  EXPECT_EQ(order("1 hour", "60 minutes", LanguageVersion::V2), "=");
}

TEST(QuantityEquivalence, RoundsInTheLeastGranularUnit) {
  EXPECT_EQ(equivalence("2.1 'cm'", "21 'mm'"), "true");
  EXPECT_EQ(equivalence("21 'mm'", "2 'cm'"), "true");
  EXPECT_EQ(equivalence("4 'g'", "4000 'mg'"), "true");
  EXPECT_EQ(equivalence("4 'g'", "4040 'mg'"), "true");
  EXPECT_EQ(equivalence("4040 'mg'", "4 'g'"), "true");
  EXPECT_EQ(equivalence("4 'g'", "4600 'mg'"), "false");
  EXPECT_EQ(equivalence("1 '[in_i]'", "2.5 'cm'"), "true");
  EXPECT_EQ(equivalence("23 'Cel'", "73.4 '[degF]'"), "true");
  EXPECT_EQ(equivalence("1 'cm'", "1 's'"), "?");
  EXPECT_EQ(equivalence("1 'nounit'", "1 'nounit'"), "?");
}

TEST(QuantityEquivalence, OfDurations) {
  EXPECT_EQ(equivalence("1 year", "1 'a'"), "true");
  EXPECT_EQ(equivalence("1 year", "12 'mo'"), "true");
  EXPECT_EQ(equivalence("1 year", "11 months"), "true");
  EXPECT_EQ(equivalence("1 year", "5 months"), "false");
  EXPECT_EQ(equivalence("1 second", "1 's'"), "true");
  EXPECT_EQ(equivalence("1 month", "1 'mo'"), "true");
  EXPECT_EQ(equivalence("1 second", "1000 'us'"), "false");
  EXPECT_EQ(equivalence("1 day", "1 'kg'"), "?");
}

TEST(QuantityOrder, FollowsTheExamplesOfTheSpecification) {
  EXPECT_EQ(order("4 'm'", "4 'cm'"), ">");
  EXPECT_EQ(order("1 year", "1 'a'"), "?");
  EXPECT_EQ(order("10 seconds", "1 's'"), ">");
  EXPECT_EQ(order("6 months", "1 year"), "<");
  EXPECT_EQ(order("1 day", "23 'h'"), ">");
  EXPECT_EQ(order("6 days", "1 week"), "<");
  EXPECT_EQ(order("8 days", "1 week"), ">");
  EXPECT_EQ(order("185 '[lb_av]'", "185 'kg'"), "<");
}

TEST(QuantityOrder, ComparableMeansThatItIsKnown) {
  const auto are_comparable = [](std::string_view a, std::string_view b) {
    return comparable(quantity(a), quantity(b), LanguageVersion::V3);
  };
  EXPECT_TRUE(are_comparable("1 'mg'", "2 'mg'"));
  EXPECT_TRUE(are_comparable("1 'm'", "20 'cm'"));
  EXPECT_TRUE(are_comparable("2 '1'", "3"));
  EXPECT_TRUE(are_comparable("1 '[in_i]'", "1 'cm'"));
  EXPECT_TRUE(are_comparable("1 'Cel'", "1 '[degF]'"));
  EXPECT_FALSE(are_comparable("1 year", "1 'a'"));
  EXPECT_FALSE(are_comparable("1 'm'", "1 'kg'"));
}

RC_GTEST_PROP(QuantityOrder, IsAntisymmetric, (const Decimal& a, const Decimal& b)) {
  const auto unit = rc::gen::element<std::string>("mm", "cm", "m", "[in_i]", "[ft_i]");
  const Quantity left{a, *unit, false};
  const Quantity right{b, *unit, false};
  const PartialOrdering there = compare(left, right, LanguageVersion::V3);
  const PartialOrdering back = compare(right, left, LanguageVersion::V3);
  RC_ASSERT(there.has_value() == back.has_value());
  if (there) RC_ASSERT((*there < 0) == (*back > 0));
}

}  // namespace
}  // namespace kiln::core
