#include <gtest/gtest.h>

#include "runtime/ucum/unit.h"

namespace kiln::core::ucum {
namespace {

using Text = std::optional<std::string>;

TEST(UcumProduct, TheSpecificationsExamples) {
  EXPECT_EQ(multiply_units("cm", "cm"), Text("cm2"));
  EXPECT_EQ(multiply_units("cm", "cm2"), Text("cm3"));
  EXPECT_EQ(multiply_units("m/s", "s"), Text("m"));
  EXPECT_EQ(multiply_units("1", "cm"), Text("cm"));
  EXPECT_EQ(multiply_units("cm", "1"), Text("cm"));
  EXPECT_EQ(divide_units("cm2", "cm"), Text("cm"));
  EXPECT_EQ(divide_units("m", "s"), Text("m/s"));
  EXPECT_EQ(divide_units("km", "h"), Text("km/h"));
  EXPECT_EQ(divide_units("1", "s"), Text("/s"));
  EXPECT_EQ(divide_units("s", "1"), Text("s"));
}

TEST(UcumProduct, WhatCancelsLeavesTheUnitOne) {
  EXPECT_EQ(divide_units("cm", "cm"), Text("1"));
  EXPECT_EQ(multiply_units("/s", "s"), Text("1"));
  EXPECT_EQ(divide_units("1", "1"), Text("1"));
  EXPECT_EQ(divide_units("kg.m/s2", "kg.m/s2"), Text("1"));
}

TEST(UcumProduct, SymbolsWithDifferentPrefixesAreKeptApart) {
  EXPECT_EQ(multiply_units("cm", "m"), Text("cm.m"));
  EXPECT_EQ(divide_units("mg", "g"), Text("mg/g"));
}

TEST(UcumProduct, TermsKeepTheirOrderAndQuotientsComeLast) {
  EXPECT_EQ(multiply_units("kg.m/s2", "m"), Text("kg.m2/s2"));
  EXPECT_EQ(divide_units("J", "kg.K"), Text("J/kg/K"));
  EXPECT_EQ(multiply_units("s-1", "m"), Text("m/s"));
  EXPECT_EQ(divide_units("m", "s-1"), Text("m.s"));
  EXPECT_EQ(divide_units("1", "m.s2"), Text("/m/s2"));
  EXPECT_EQ(divide_units("m/(s/(kg.s))", "m"), Text("kg"));
  EXPECT_EQ(divide_units("1", "/s"), Text("s"));
}

TEST(UcumProduct, NumbersAreMultipliedOut) {
  EXPECT_EQ(multiply_units("10*3/uL", "uL"), Text("10*3"));
  EXPECT_EQ(multiply_units("10*3/uL", "10*3"), Text("10*6/uL"));
  EXPECT_EQ(multiply_units("/100", "/6.m"), Text("m/600"));
  EXPECT_EQ(multiply_units("/100", "25.m"), Text("m/4"));
  EXPECT_EQ(multiply_units("100.m", "s"), Text("100.m.s"));
  EXPECT_EQ(divide_units("1", "100"), Text("/100"));
  EXPECT_EQ(multiply_units("9999999999", "9999999999.m"), Text());
}

TEST(UcumProduct, AnnotationsStayWithTheirSymbolAndAloneAreDropped) {
  EXPECT_EQ(multiply_units("mg{creat}/dL", "dL"), Text("mg{creat}"));
  EXPECT_EQ(multiply_units("mg{creat}", "mg{creat}"), Text("mg2{creat}"));
  EXPECT_EQ(divide_units("mg{creat}", "mg{prot}"), Text("mg{creat}/mg{prot}"));
  EXPECT_EQ(multiply_units("{cells}/uL", "uL"), Text("1"));
  EXPECT_EQ(multiply_units("{cells}/uL", "1"), Text("{cells}/uL"));
  EXPECT_EQ(multiply_units("1", "s-1"), Text("s-1"));
}

TEST(UcumProduct, ArbitraryUnitsMultiplyLikeAnyOther) {
  EXPECT_EQ(multiply_units("[iU]/mL", "mL"), Text("[iU]"));
  EXPECT_EQ(divide_units("[iU]", "[iU]"), Text("1"));
}

TEST(UcumProduct, SpecialAndInvalidUnitsHaveNone) {
  EXPECT_EQ(multiply_units("Cel", "1"), Text());
  EXPECT_EQ(multiply_units("1", "[pH]"), Text());
  EXPECT_EQ(divide_units("[degF]", "[degF]"), Text());
  EXPECT_EQ(multiply_units("year", "m"), Text());
  EXPECT_EQ(divide_units("m", ""), Text());
  EXPECT_EQ(multiply_units("m999", "m"), Text());
}

}  // namespace
}  // namespace kiln::core::ucum
