#include "proptest/reference/units.h"

#include <gtest/gtest.h>

#include "proptest/reference/quantity.h"

namespace kiln::core::reference {
namespace {

std::string converted(std::string_view value, std::string_view from, std::string_view to) {
  const std::optional<Unit> source = parse_unit(from);
  const std::optional<Unit> target = parse_unit(to);
  if (!source || !target) return "invalid";
  const auto number = from_runtime(*kiln::core::Decimal::parse(value)).value;
  const std::optional<Rational> result = convert(number, *source, *target);
  if (!result) return "nothing";
  const std::optional<Decimal> decimal = converted_decimal(*result);
  return decimal ? to_string(*decimal) : "no decimal";
}

TEST(ReferenceUnits, ConvertExactly) {
  EXPECT_EQ(converted("52", "cm", "m"), "0.52");
  EXPECT_EQ(converted("1", "a", "d"), "365.25");
  EXPECT_EQ(converted("1", "mo", "d"), "30.4375");
  EXPECT_EQ(converted("1", "wk", "d"), "7");
  EXPECT_EQ(converted("1", "[lb_av]", "g"), "453.59237");
  EXPECT_EQ(converted("1", "[mi_i]", "km"), "1.609344");
  EXPECT_EQ(converted("1", "N", "g.m/s2"), "1000");
  EXPECT_EQ(converted("90", "km/h", "m/s"), "25");
  EXPECT_EQ(converted("1", "KiBy", "bit"), "8192");
  EXPECT_EQ(converted("5", "%", "1"), "0.05");
  EXPECT_EQ(converted("360", "deg", "circ"), "1");
  EXPECT_EQ(converted("182.5", "d", "a"), "0.4996577686516084873374401095");
  EXPECT_EQ(converted("180", "deg", "rad"), "3.141592653589793238462643383");
  EXPECT_EQ(converted("1", "m", "s"), "nothing");
}

TEST(ReferenceUnits, ConvertThroughTheFunctionsOfSpecialUnits) {
  EXPECT_EQ(converted("23", "Cel", "[degF]"), "73.4");
  EXPECT_EQ(converted("73.4", "[degF]", "Cel"), "23");
  EXPECT_EQ(converted("37000", "mCel", "K"), "310.15");
  EXPECT_EQ(converted("100", "Cel", "[degRe]"), "80");
  EXPECT_EQ(converted("7", "[pH]", "mol/L"), "0.0000001");
  EXPECT_EQ(converted("7.4", "[pH]", "nmol/L"), "39.81071705534972507702523051");
  EXPECT_EQ(converted("1", "Np", "dB"), "4.342944819032518276511289189");
  EXPECT_EQ(converted("120", "dB[SPL]", "Pa"), "20");
  EXPECT_EQ(converted("3", "B[W]", "B[kW]"), "0");
  EXPECT_EQ(converted("5000", "B", "dB"), "50000");
  EXPECT_EQ(converted("1024", "1", "bit_s"), "10");
  EXPECT_EQ(converted("0.0001", "1", "[hp'_C]"), "2");
  EXPECT_EQ(converted("100", "%[slope]", "deg"), "45");
  EXPECT_EQ(converted("45", "deg", "[p'diop]"), "100");
  EXPECT_EQ(converted("90", "deg", "[p'diop]"), "nothing");
  EXPECT_EQ(converted("9", "m2/s4/Hz", "[m/s2/Hz^(1/2)]"), "3");
  EXPECT_EQ(converted("-3", "[m/s2/Hz^(1/2)]", "m2/s4/Hz"), "nothing");
  EXPECT_EQ(converted("0", "mol/L", "[pH]"), "nothing");
  EXPECT_EQ(converted("99999999999999999999999999999999999999", "Np", "1"), "nothing");
}

TEST(ReferenceUnits, WhatADecimalCannotHoldIsNone) {
  EXPECT_EQ(converted("1", "Ym", "ym"), "no decimal");
  EXPECT_EQ(converted("0.000000000000000000001", "m", "Em"), "no decimal");
}

TEST(ReferenceUnits, ReadTheGrammar) {
  for (const char* valid :
       {"1",     "m",          "cm2",           "s-1",    "/s",       "kg.m/s2",         "/(m.s)",
        "((m))", "10*3/uL",    "10^-7",         "m[H2O]", "B[10.nV]", "[m/s2/Hz^(1/2)]", "%",
        "''",    "{cells}/uL", "mg2{creat}/dL", "10.Cel", "dam",      "cal_[15]"}) {
    EXPECT_TRUE(parse_unit(valid)) << valid;
  }
  for (const char* invalid :
       {"",      " m",    "m ",   "m/",   ".m",    "//m",   "(m",
        "m)",    "(m)2",  "()",   "2m",   "0",     "-1",    "m--2",
        "10**3", "100*3", "KG",   "Cm",   "in_i",  "{}",    "{a",
        "m{a}2", "{a b}", "Cel2", "/Cel", "Cel/s", "m1000", "18446744073709551616",
        "year"}) {
    EXPECT_FALSE(parse_unit(invalid)) << invalid;
  }
}

TEST(ReferenceUnits, ProductsAndQuotientsAreText) {
  const auto product = [](const char* a, const char* b) {
    return multiply_units(a, b).value_or("nothing");
  };
  const auto quotient = [](const char* a, const char* b) {
    return divide_units(a, b).value_or("nothing");
  };
  EXPECT_EQ(product("cm", "cm"), "cm2");
  EXPECT_EQ(product("cm", "cm2"), "cm3");
  EXPECT_EQ(product("m/s", "s"), "m");
  EXPECT_EQ(product("1", "cm"), "cm");
  EXPECT_EQ(product("cm", "m"), "cm.m");
  EXPECT_EQ(product("10*3/uL", "10*3"), "10*6/uL");
  EXPECT_EQ(product("/100", "/6.m"), "m/600");
  EXPECT_EQ(product("{cells}/uL", "uL"), "1");
  EXPECT_EQ(product("Cel", "1"), "nothing");
  EXPECT_EQ(quotient("cm2", "cm"), "cm");
  EXPECT_EQ(quotient("m", "s"), "m/s");
  EXPECT_EQ(quotient("1", "s"), "/s");
  EXPECT_EQ(quotient("s", "1"), "s");
  EXPECT_EQ(quotient("J", "kg.K"), "J/kg/K");
  EXPECT_EQ(quotient("mg{creat}", "mg{prot}"), "mg{creat}/mg{prot}");
  EXPECT_EQ(quotient("m", ""), "nothing");
}

TEST(ReferenceUnits, TheSmallerIsTheMoreGranular) {
  const auto compare = [](const char* a, const char* b) {
    return compare_size(*parse_unit(a), *parse_unit(b));
  };
  EXPECT_EQ(compare("mm", "cm"), std::strong_ordering::less);
  EXPECT_EQ(compare("[in_i]", "cm"), std::strong_ordering::greater);
  EXPECT_EQ(compare("L", "dm3"), std::strong_ordering::equal);
  EXPECT_EQ(compare("[degF]", "Cel"), std::strong_ordering::less);
  EXPECT_EQ(compare("circ", "rad"), std::strong_ordering::greater);
}

TEST(ReferenceUnits, ConversionBetweenTheCalendarAndUcumKeepsTheSystemOfTheSource) {
  const auto convert_quantity = [](const char* quantity, const char* unit) -> std::string {
    const auto result = converted(from_runtime(*kiln::core::parse_quantity(quantity)), unit);
    return result ? to_runtime(*result).to_string() : "nothing";
  };
  EXPECT_EQ(convert_quantity("7 days", "wk"), "1 'wk'");
  EXPECT_EQ(convert_quantity("182.5 days", "a"), "0.5 'a'");
  EXPECT_EQ(convert_quantity("182.5 'd'", "a"), "0.4996577686516084873374401095 'a'");
  EXPECT_EQ(convert_quantity("1 year", "month"), "12 months");
  EXPECT_EQ(convert_quantity("1 year", "days"), "365 days");
  EXPECT_EQ(convert_quantity("1 'a'", "day"), "365.25 days");
  EXPECT_EQ(convert_quantity("2 months", "days"), "60 days");
  EXPECT_EQ(convert_quantity("1 hour", "us"), "3600000000 'us'");
  EXPECT_EQ(convert_quantity("1 hour", "m"), "nothing");
  EXPECT_EQ(convert_quantity("5 'mg'", "nonsense"), "nothing");
}

}  // namespace
}  // namespace kiln::core::reference
