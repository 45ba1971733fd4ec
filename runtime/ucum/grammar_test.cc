#include "runtime/ucum/grammar.h"

#include <gtest/gtest.h>

#include <string>

#include "runtime/ucum/unit.h"

namespace kiln::core::ucum {
namespace {

bool valid(std::string_view code) {
  return Unit::parse(code).has_value();
}

TEST(UcumGrammar, TermsOfAllShapesAreValid) {
  for (const char* code : {"1",
                           "m",
                           "cm2",
                           "s-1",
                           "m+2",
                           "m0",
                           "/s",
                           "m/s",
                           "kg.m/s2",
                           "m/s/s",
                           "m.s-2",
                           "(m/s)/s",
                           "/(m.s)",
                           "((m))",
                           "m2.5",
                           "10*3/uL",
                           "10^3",
                           "10*-7",
                           "10*",
                           "10",
                           "100.m",
                           "/100{WBC}",
                           "%",
                           "'",
                           "''",
                           "[in_i]",
                           "m[H2O]",
                           "mm[Hg]",
                           "B[10.nV]",
                           "dB[10.nV]",
                           "[m/s2/Hz^(1/2)]",
                           "[in_i'H2O]",
                           "cal_[15]",
                           "kcal_[15]",
                           "g%",
                           "mg%",
                           "{cells}",
                           "{cells}/uL",
                           "mg{creat}",
                           "mg2{creat}/dL",
                           "{a.b/c(d)[e]}",
                           "KiBy",
                           "dam",
                           "10.Cel",
                           "Cel{oral}"}) {
    EXPECT_TRUE(valid(code)) << code;
  }
}

TEST(UcumGrammar, EverythingElseIsInvalid) {
  for (const char* code :
       {"",   " ",    " m",      "m ",      "m / s", "mg/ dL", ".",        "/",     "m/",
        "m.", ".m",   "//m",     "m//s",    "m..s",  "(",      ")",        "()",    "(m",
        "m)", "(m)2", "(/m)",    "m(s)",    "m-",    "m+",     "m--2",     "2m",    "-1",
        "0",  "00",   "1e3",     "10+3/ul", "100*3", "2*3",    "10**3",    "meter", "KG",
        "Cm", "cmin", "c[in_i]", "k%",      "in_i",  "[in_i",  "in_i]",    "[]",    "{",
        "}",  "{}",   "{a",      "m{a}{b}", "m{a}2", "(m){a}", "{a b}",    "{{a}}", "m{a",
        "µg", "µm",   "\tm",     "m\n",     "m,s",   "m^2",    "10*3 /uL", "deg F"}) {
    EXPECT_FALSE(valid(code)) << code;
  }
}

TEST(UcumGrammar, AnAtomGoesBeforeAPrefixedAtom) {
  EXPECT_TRUE(Unit::parse("cd")->commensurable(*Unit::parse("lm/sr")));
  EXPECT_TRUE(Unit::parse("min")->commensurable(*Unit::parse("s")));
  EXPECT_TRUE(Unit::parse("Pa")->commensurable(*Unit::parse("N/m2")));
  EXPECT_TRUE(Unit::parse("Gy")->commensurable(*Unit::parse("J/kg")));
  EXPECT_TRUE(Unit::parse("pH")->commensurable(*Unit::parse("H")));
  EXPECT_TRUE(Unit::parse("ft")->commensurable(*Unit::parse("kg")));
}

TEST(UcumGrammar, ParenthesesAndQuotientsBecomeSigns) {
  const auto components = *parse_components("a/(b/(C.s2))/m3");
  ASSERT_EQ(components.size(), 5u);
  EXPECT_EQ(components[0].exponent, 1);
  EXPECT_EQ(components[1].exponent, -1);
  EXPECT_EQ(components[2].exponent, 1);
  EXPECT_EQ(components[3].exponent, 2);
  EXPECT_EQ(components[4].exponent, -3);
}

TEST(UcumGrammar, ComponentsKeepTheirText) {
  const auto components = *parse_components("/mg-2{creat}.100{WBC}.{x}");
  ASSERT_EQ(components.size(), 3u);
  EXPECT_EQ(components[0].symbol, "mg");
  EXPECT_EQ(components[0].annotation, "{creat}");
  EXPECT_EQ(components[0].exponent, 2);
  EXPECT_EQ(components[1].number, 100u);
  EXPECT_EQ(components[1].annotation, "{WBC}");
  EXPECT_EQ(components[2].number, 1u);
  EXPECT_EQ(components[2].annotation, "{x}");
}

std::string in_parentheses(std::size_t depth) {
  std::string text(depth, '(');
  text += 'm';
  return text.append(depth, ')');
}

std::string annotation_of(std::size_t length) {
  std::string text(length, 'x');
  text.front() = '{';
  text.back() = '}';
  return text;
}

TEST(UcumGrammar, BoundsAreKept) {
  EXPECT_TRUE(valid("m999"));
  EXPECT_FALSE(valid("m1000"));
  EXPECT_FALSE(valid("m99999999999999999999"));
  EXPECT_TRUE(valid("18446744073709551615"));
  EXPECT_FALSE(valid("18446744073709551616"));
  EXPECT_TRUE(valid(in_parentheses(32)));
  EXPECT_FALSE(valid(in_parentheses(33)));
  EXPECT_TRUE(valid(annotation_of(512)));
  EXPECT_FALSE(valid(annotation_of(513)));
  EXPECT_TRUE(valid("10*999"));
  EXPECT_FALSE(valid("Ym999"));
  EXPECT_FALSE(valid("[mi_i]999"));
  EXPECT_FALSE(valid("[pi]65"));
  EXPECT_FALSE(valid("[mi_i]150.[mi_i]150"));
}

}  // namespace
}  // namespace kiln::core::ucum
