#include "proptest/reference/arithmetic.h"

#include <gtest/gtest.h>

#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

const Dialect kV3{};
const Dialect kV2{LanguageVersion::V2, nullptr};

using Operator = Expected<std::optional<Item>> (*)(const Dialect&, const Item&, const Item&);

std::string of(Operator function, std::string_view a, std::string_view b,
               const Dialect& dialect = kV3) {
  return show(function(dialect, literal(a), literal(b)));
}

Collection items(std::initializer_list<const char*> literals) {
  Collection result;
  for (const char* text : literals) result.push_back(literal(text));
  return result;
}

TEST(ReferenceArithmetic, OfNumbers) {
  EXPECT_EQ(of(add, "1", "2"), "3");
  EXPECT_EQ(of(add, "1", "5L"), "6L");
  EXPECT_EQ(of(add, "5L", "4.5"), "9.5");
  EXPECT_EQ(of(subtract, "1.8", "1.2"), "0.6");
  EXPECT_EQ(of(multiply, "3", "4"), "12");
  EXPECT_EQ(of(divide, "4", "2"), "2 (decimal)");
  EXPECT_EQ(of(divide, "2", "4"), "0.5");
  EXPECT_EQ(of(divide, "12", "0"), "{}");
  EXPECT_EQ(of(divide, "0", "0"), "{}");
  EXPECT_EQ(of(div, "5", "2"), "2");
  EXPECT_EQ(of(div, "-5", "2"), "-2");
  EXPECT_EQ(of(div, "5.5", "0.7"), "7 (decimal)");
  EXPECT_EQ(of(div, "5", "0"), "{}");
  EXPECT_EQ(of(div, "5L", "2"), "2L");
  EXPECT_EQ(of(mod, "5", "2"), "1");
  EXPECT_EQ(of(mod, "-5", "2"), "-1");
  EXPECT_EQ(of(mod, "5.5", "0.7"), "0.6");
  EXPECT_EQ(of(mod, "5", "0"), "{}");
}

TEST(ReferenceArithmetic, OverflowIsEmpty) {
  EXPECT_EQ(of(add, "2147483647", "1"), "{}");
  EXPECT_EQ(of(subtract, "-2147483648", "1"), "{}");
  EXPECT_EQ(of(multiply, "9223372036854775807L", "2"), "{}");
  EXPECT_EQ(of(div, "-2147483648", "-1"), "{}");
  EXPECT_EQ(of(mod, "-2147483648", "-1"), "0");
  EXPECT_EQ(show(minus(kV3, literal("-2147483648"))), "{}");
}

TEST(ReferenceArithmetic, OfStrings) {
  EXPECT_EQ(of(add, "'ABC'", "'DEF'"), "'ABCDEF'");
  EXPECT_EQ(show(concatenate(kV3, literal("'ABC'"), literal("'DEF'"))), "'ABCDEF'");
  EXPECT_EQ(show(concatenate(kV3, literal("'ABC'"), std::nullopt)), "'ABC'");
  EXPECT_EQ(show(concatenate(kV3, std::nullopt, std::nullopt)), "''");
  EXPECT_EQ(show(concatenate(kV3, literal("'a'"), literal("1"))), "K0302");
}

TEST(ReferenceArithmetic, OfQuantities) {
  EXPECT_EQ(of(multiply, "12 'cm'", "3 'cm'"), "36 'cm2'");
  EXPECT_EQ(of(multiply, "3 'cm'", "12 'cm2'"), "36 'cm3'");
  EXPECT_EQ(of(multiply, "10 'm/s'", "10 's'"), "100 'm'");
  EXPECT_EQ(of(multiply, "3", "2 'cm'"), "6 'cm'");
  EXPECT_EQ(of(multiply, "12 days", "45 'm'"), "{}");
  EXPECT_EQ(of(multiply, "2", "3 days"), "6 days");
  EXPECT_EQ(of(multiply, "2", "3 'Cel'"), "{}");
  EXPECT_EQ(of(divide, "12 'cm2'", "3 'cm'"), "4 'cm'");
  EXPECT_EQ(of(divide, "120 'm'", "60 's'"), "2 'm/s'");
  EXPECT_EQ(of(divide, "60", "1 's'"), "60 '/s'");
  EXPECT_EQ(of(divide, "60 's'", "2"), "30 's'");
  EXPECT_EQ(of(divide, "4 days", "2 days"), "{}");
  EXPECT_EQ(of(divide, "1.0 'm'", "1.0 'm'"), "1 '1'");
  EXPECT_EQ(of(add, "3 'm'", "3 'cm'"), "303 'cm'");
  EXPECT_EQ(of(add, "3 'cm'", "3 'm'"), "303 'cm'");
  EXPECT_EQ(of(add, "2", "2 'cm'"), "{}");
  EXPECT_EQ(of(add, "2", "2 '1'"), "4 '1'");
  EXPECT_EQ(of(add, "1 'Cel'", "1 'Cel'"), "{}");
  EXPECT_EQ(of(subtract, "3 'm'", "3 'cm'"), "297 'cm'");
  EXPECT_EQ(of(subtract, "3 'cm'", "3 'm'"), "-297 'cm'");
  EXPECT_EQ(of(div, "4 'm'", "2 'm'"), "K0302");
}

TEST(ReferenceArithmetic, OfDurations) {
  EXPECT_EQ(of(add, "2 minutes", "60 seconds"), "180 seconds");
  EXPECT_EQ(of(add, "60 's'", "2 minutes"), "180 seconds");
  EXPECT_EQ(of(add, "1 'wk'", "2 days"), "9 days");
  EXPECT_EQ(of(add, "1 year", "12 months"), "{}");
  EXPECT_EQ(of(add, "1 year", "12 'mo'"), "{}");
  EXPECT_EQ(of(add, "12 months", "12 months"), "24 months");
  EXPECT_EQ(of(add, "1 week", "14 days"), "21 days");
  EXPECT_EQ(of(add, "3 'd'", "1 'wk'"), "10 'd'");
  EXPECT_EQ(of(subtract, "1 minute", "30 's'"), "30 seconds");
}

TEST(ReferenceArithmetic, OfDatesAndTimes) {
  EXPECT_EQ(of(add, "@1973-12-25", "7 days"), "@1974-01-01");
  EXPECT_EQ(of(add, "@1973-12-25", "1 'd'"), "@1973-12-26");
  EXPECT_EQ(of(add, "@1973-12-25", "1 'mo'"), "K0311");
  EXPECT_EQ(of(add, "@1973-12-25", "1 'a'"), "K0311");
  EXPECT_EQ(of(subtract, "@1974-12-25", "1 'cm'"), "K0311");
  EXPECT_EQ(of(add, "@1974-12-25", "7"), "K0302");
  EXPECT_EQ(of(add, "7 days", "@1974-12-25"), "K0302");
  EXPECT_EQ(of(add, "@T23:30:00", "1 hour"), "@T00:30:00");
  EXPECT_EQ(of(add, "@1973-12-25T00:00:00.000+10:00", "0.1 's'"), "@1973-12-25T00:00:00.100+10:00");
}

TEST(ReferenceArithmetic, OfDatesIn200TakesNoUcumUnitAboveSecondsAndNoFractions) {
  EXPECT_EQ(of(add, "@1973-12-25", "1 'd'", kV2), "K0311");
  EXPECT_EQ(of(add, "@1973-12-25T00:00:00.000+10:00", "1 'h'", kV2), "K0311");
  EXPECT_EQ(of(add, "@1973-12-25T00:00:00.000+10:00", "1 's'", kV2),
            "@1973-12-25T00:00:01.000+10:00");
  EXPECT_EQ(of(add, "@1973-12-25T00:00:00.000+10:00", "0.1 's'", kV2),
            "@1973-12-25T00:00:00.000+10:00");
}

TEST(ReferenceArithmetic, WrongTypesAreErrors) {
  EXPECT_EQ(of(add, "1", "'1'"), "K0302");
  EXPECT_EQ(of(add, "true", "true"), "K0302");
  EXPECT_EQ(of(subtract, "'a'", "'b'"), "K0302");
  EXPECT_EQ(show(minus(kV3, literal("'a'"))), "K0302");
  EXPECT_EQ(show(plus(kV3, literal("true"))), "K0302");
  EXPECT_EQ(show(minus(kV3, literal("2.50 'mg'"))), "-2.50 'mg'");
}

TEST(ReferenceAggregates, OfItemsOfOneType) {
  EXPECT_EQ(show(sum(kV3, items({"1.0", "2.0", "3.0", "4.0", "5.0"}))), "15.0");
  EXPECT_EQ(show(sum(kV3, items({"1.0 'mg'", "2.0 'mg'", "3.0 'mg'"}))), "6.0 'mg'");
  EXPECT_EQ(show(min(kV3, items({"2", "4", "8", "6"}))), "2");
  EXPECT_EQ(show(max(kV3, items({"2L", "4L", "8L", "6L"}))), "8L");
  EXPECT_EQ(show(min(kV3, items({"@2012-12-31", "@2013-01-01", "@2012-01-01"}))), "@2012-01-01");
  EXPECT_EQ(show(avg(kV3, items({"5.5", "4.7", "4.8"}))), "5.0");
  EXPECT_EQ(show(avg(kV3, items({"5.5 'cm'", "4.7 'cm'", "4.8 'cm'"}))), "5.0 'cm'");
  EXPECT_EQ(show(avg(kV3, items({"1", "2"}))), "1.5");
  EXPECT_EQ(show(avg(kV3, items({"2147483647", "2147483647"}))), "2147483647 (decimal)");
}

TEST(ReferenceAggregates, WithoutAnAnswer) {
  EXPECT_EQ(show(sum(kV3, {})), "{}");
  EXPECT_EQ(show(sum(kV3, items({"2147483647", "1"}))), "{}");
  EXPECT_EQ(show(max(kV3, items({"@2012", "@2012-01"}))), "{}");
  EXPECT_EQ(show(sum(kV3, items({"1", "1.0"}))), "K0303");
  EXPECT_EQ(show(min(kV3, items({"1", "'a'"}))), "K0303");
  EXPECT_EQ(show(max(kV3, items({"true"}))), "K0303");
  EXPECT_EQ(show(sum(kV3, items({"'a'"}))), "K0303");
}

}  // namespace
}  // namespace kiln::core::reference
