#include "runtime/ucum/unit.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace kiln::core::ucum {
namespace {

/// `value` [from] in [to] as text; "" if there is no result.
std::string converted(std::string_view value, std::string_view from, std::string_view to) {
  const auto source = Unit::parse(from);
  const auto target = Unit::parse(to);
  if (!source || !target) return "invalid unit";
  const auto result = source->convert(*Decimal::parse(value), *target);
  return result ? result->to_string() : "";
}

struct Conversion {
  std::string_view value, from, to, result;
};

void expect_conversions(std::initializer_list<Conversion> conversions) {
  for (const auto& [value, from, to, result] : conversions) {
    EXPECT_EQ(converted(value, from, to), result) << value << " " << from << " in " << to;
  }
}

TEST(UcumUnit, ConvertsExactly) {
  expect_conversions({
      {"1", "[lb_av]", "g", "453.59237"},
      {"1", "[in_i]", "cm", "2.54"},
      {"1", "[mi_i]", "km", "1.609344"},
      {"1", "[gal_us]", "L", "3.785411784"},
      {"1", "atm", "Pa", "101325"},
      {"1", "mm[Hg]", "Pa", "133.322"},
      {"1", "cal", "J", "4.184"},
      {"1", "kcal", "kJ", "4.184"},
      {"1", "a", "d", "365.25"},
      {"1", "mo", "d", "30.4375"},
      {"1", "wk", "d", "7"},
      {"12", "mo", "a", "1"},
      {"3", "m", "cm", "300"},
      {"4040", "mg", "g", "4.04"},
      {"1", "mol/L", "mmol/mL", "1"},
      {"1", "mol", "1", "602213670000000000000000"},
      {"1", "eV", "J", "0.000000000000000000160217733"},
      {"1", "u", "g", "0.0000000000000000000000016605402"},
      {"90", "km/h", "m/s", "25"},
      {"5", "%", "1", "0.05"},
      {"1", "g%", "g/L", "10"},
      {"7", "10*3/uL", "/nL", "7"},
      {"1", "U", "umol/min", "1"},
      {"1", "By", "bit", "8"},
      {"1", "KiBy", "By", "1024"},
      {"-2.50", "m", "mm", "-2500"},
      {"0.00", "m", "mm", "0"},
  });
}

TEST(UcumUnit, PowersOfPiCancel) {
  expect_conversions({
      {"1", "circ", "deg", "360"},
      {"180", "deg", "[pi].rad", "1"},
      {"1", "deg", "''", "3600"},
      {"1", "gon", "deg", "0.9"},
      {"1", "sph", "circ.rad", "2"},
  });
}

TEST(UcumUnit, RoundsToTwentyEightDigitsWhatIsNoDecimal) {
  expect_conversions({
      {"1", "cm", "[in_i]", "0.3937007874015748031496062992"},
      {"182.5", "d", "a", "0.4996577686516084873374401095"},
      {"2", "mm", "[Ch]", "6"},
      {"1", "[Ch]", "mm", "0.3333333333333333333333333333"},
      {"-2", "[Ch]", "mm", "-0.6666666666666666666666666667"},
      {"180", "deg", "rad", "3.141592653589793238462643383"},
      {"1", "rad", "deg", "57.29577951308232087679815481"},
  });
}

TEST(UcumUnit, WhatADecimalCannotHoldHasNoResult) {
  expect_conversions({
      {"1", "Ym", "ym", ""},
      {"99999999999999", "Ym", "m", "99999999999999000000000000000000000000"},
      {"100000000000000", "Ym", "m", ""},
      {"0.0000000000000000001", "m", "Em", "0.0000000000000000000000000000000000001"},
      {"0.000000000000000000001", "m", "Em", ""},
  });
  // Fraction digits end at the 37th.
  expect_conversions({{"1", "[h]", "J.s", "0.0000000000000000000000000000000006626"},
                      {"1", "[h]", "nJ.fs", "0.00000000066260755"}});
}

TEST(UcumUnit, TemperaturesConvertExactly) {
  expect_conversions({
      {"37", "Cel", "[degF]", "98.6"},
      {"23", "Cel", "[degF]", "73.4"},
      {"98.6", "[degF]", "Cel", "37"},
      {"-40", "[degF]", "Cel", "-40"},
      {"0", "Cel", "K", "273.15"},
      {"0", "K", "Cel", "-273.15"},
      {"1", "[degF]", "Cel", "-17.22222222222222222222222222"},
      {"80", "[degRe]", "Cel", "100"},
      {"100", "Cel", "[degRe]", "80"},
      {"37000", "mCel", "[degF]", "98.6"},
      {"37", "Cel", "mCel", "37000"},
      {"491.67", "[degR]", "Cel", "0"},
      {"3.7", "10.Cel", "[degF]", "98.6"},
  });
}

TEST(UcumUnit, LogarithmicUnitsConvertThroughTheirFunction) {
  expect_conversions({
      {"7", "[pH]", "mol/L", "0.0000001"},
      {"0.0000001", "mol/L", "[pH]", "7"},
      {"7.4", "[pH]", "nmol/L", "39.81071705534972507702523051"},
      {"1", "Np", "dB", "4.342944819032518276511289189"},
      {"1", "Np", "1", "2.718281828459045235360287471"},
      {"20", "dB", "1", "100"},
      {"33", "dB", "B", "3.3"},
      {"5000", "B", "dB", "50000"},
      {"94", "dB[SPL]", "Pa", "1.002374467254544570003108374"},
      {"120", "dB[SPL]", "Pa", "20"},
      {"60", "dB[uV]", "mV", "1"},
      {"0", "B[10.nV]", "nV", "10"},
      {"3", "B[W]", "B[kW]", "0"},
      {"0", "B[V]", "mV", "1000"},
      {"3", "bit_s", "1", "8"},
      {"1024", "1", "bit_s", "10"},
      {"2", "[hp'_X]", "1", "0.01"},
      {"2", "[hp'_C]", "1", "0.0001"},
      {"2", "[hp'_M]", "1", "0.000001"},
      {"1", "[hp'_Q]", "1", "0.00002"},
      {"0.0001", "1", "[hp'_C]", "2"},
      {"0", "mol/L", "[pH]", ""},
      {"-1", "mol/L", "[pH]", ""},
      {"1000000", "[pH]", "mol/L", ""},
      {"-1000000", "[pH]", "mol/L", ""},
      {"99999999999999999999999999999999999999", "Np", "1", ""},
  });
}

TEST(UcumUnit, SlopesAndAmplitudes) {
  expect_conversions({
      {"100", "%[slope]", "deg", "45"},
      {"100", "[p'diop]", "deg", "45"},
      {"45", "deg", "%[slope]", "100"},
      {"0", "deg", "[p'diop]", "0"},
      {"90", "deg", "%[slope]", ""},
      {"-90", "deg", "%[slope]", ""},
      {"135", "deg", "%[slope]", ""},
      {"3", "[m/s2/Hz^(1/2)]", "m2/s4/Hz", "9"},
      {"9", "m2/s4/Hz", "[m/s2/Hz^(1/2)]", "3"},
      {"2", "m2/s4/Hz", "[m/s2/Hz^(1/2)]", "1.414213562373095048801688724"},
      {"-3", "[m/s2/Hz^(1/2)]", "m2/s4/Hz", ""},
      {"-9", "m2/s4/Hz", "[m/s2/Hz^(1/2)]", ""},
  });
}

TEST(UcumUnit, SpecialUnitsTakeNoPartInAlgebra) {
  EXPECT_TRUE(Unit::parse("Cel")->is_special());
  EXPECT_TRUE(Unit::parse("dB{x}")->is_special());
  EXPECT_FALSE(Unit::parse("K")->is_special());
  for (const char* code : {"Cel2", "Cel-1", "/Cel", "W/Cel", "Cel/s", "Cel.m", "Cel.Cel", "Cel/Cel",
                           "[iU].Cel", "dB/km"}) {
    EXPECT_FALSE(Unit::parse(code)) << code;
  }
}

TEST(UcumUnit, CommensurableMeansTheSameDimension) {
  const auto same = [](const char* a, const char* b) {
    return Unit::parse(a)->commensurable(*Unit::parse(b));
  };
  EXPECT_TRUE(same("J", "N.m"));
  EXPECT_TRUE(same("Cel", "[degF]"));
  EXPECT_TRUE(same("[iU]", "[IU]"));
  EXPECT_TRUE(same("k[IU]/mL", "[iU]/L"));
  EXPECT_TRUE(same("{cells}/uL", "10*3/uL"));
  EXPECT_TRUE(same("m0", "1"));
  EXPECT_TRUE(same("[iU]/[IU]", "1"));
  EXPECT_FALSE(same("[iU]", "1"));
  EXPECT_FALSE(same("[iU]", "[arb'U]"));
  EXPECT_FALSE(same("[iU]", "[iU]2"));
  EXPECT_FALSE(same("m", "m2"));
  EXPECT_FALSE(same("rad", "1"));
  EXPECT_EQ(converted("1", "kg", "m"), "");
}

TEST(UcumUnit, ComparesValuesExactly) {
  const auto compare = [](const char* a, const char* unit_a, const char* b, const char* unit_b) {
    return Unit::parse(unit_a)->compare(*Decimal::parse(a), *Unit::parse(unit_b),
                                        *Decimal::parse(b));
  };
  EXPECT_EQ(compare("1", "m", "100", "cm"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1", "[in_i]", "2.5400000000000000000000000000000001", "cm"),
            std::strong_ordering::less);
  EXPECT_EQ(compare("1", "[ft_us]", "0.3048006096012192024384048768", "m"),
            std::strong_ordering::greater);
  EXPECT_EQ(compare("37", "Cel", "98.6", "[degF]"), std::strong_ordering::equal);
  EXPECT_EQ(compare("7", "[pH]", "0.0000001", "mol/L"), std::strong_ordering::equal);
  // 10^-98.6 mol/L is less than any Decimal above zero.
  EXPECT_EQ(compare("1", "umol/dL", "98.6", "[pH]"), std::strong_ordering::greater);
  EXPECT_EQ(compare("98.6", "[pH]", "1", "umol/dL"), std::strong_ordering::less);
  EXPECT_EQ(compare("3.5", "B[W]", "0.5", "B[kW]"), std::strong_ordering::equal);
  EXPECT_EQ(compare("1", "m", "1", "s"), std::nullopt);
}

TEST(UcumUnit, ConvertsExactlyWhereAFunctionIsNotNeededOrItsValueIsWhole) {
  EXPECT_EQ(converted("1.0", "mol/L", "[pH]"), "0");
  EXPECT_EQ(converted("1.000", "mol/L", "[pH]"), "0");
  EXPECT_EQ(converted("-99999999999999999999999999999999999999", "[p'diop]", "%[slope]"),
            "-99999999999999999999999999999999999999");
}

TEST(UcumUnit, SizesCompare) {
  const auto compare = [](const char* a, const char* b) {
    return Unit::parse(a)->compare_size(*Unit::parse(b));
  };
  EXPECT_EQ(compare("mm", "cm"), std::strong_ordering::less);
  EXPECT_EQ(compare("[in_i]", "cm"), std::strong_ordering::greater);
  EXPECT_EQ(compare("L", "dm3"), std::strong_ordering::equal);
  EXPECT_EQ(compare("[degF]", "Cel"), std::strong_ordering::less);
  EXPECT_EQ(compare("Cel", "K"), std::strong_ordering::equal);
  EXPECT_EQ(compare("mCel", "[degF]"), std::strong_ordering::less);
  EXPECT_EQ(compare("deg", "rad"), std::strong_ordering::less);
  EXPECT_EQ(compare("circ", "rad"), std::strong_ordering::greater);
  EXPECT_EQ(compare("m", "s"), std::nullopt);
}

const std::vector<std::vector<std::string>>& decimal_families() {
  static const std::vector<std::vector<std::string>> kFamilies{
      {"m", "cm", "[in_i]", "[ft_i]", "[mi_i]", "km", "nm"},
      {"g", "kg", "mg", "[lb_av]", "[oz_av]", "[gr]", "t"},
      {"Pa", "kPa", "bar", "atm", "mm[Hg]", "[psi]"},
      {"s", "min", "h", "d", "wk", "mo", "a"},
      {"Cel", "K", "[degF]", "[degRe]", "mCel"},
      {"deg", "rad", "circ", "gon", "'"},
      {"mol/L", "mmol/mL", "umol/dL"},
  };
  return kFamilies;
}

RC_GTEST_PROP(UcumUnit, ThereAndBackIsWhereItStarted, ()) {
  const auto& family = *rc::gen::elementOf(decimal_families());
  const auto from = *Unit::parse(*rc::gen::elementOf(family));
  const auto to = *Unit::parse(*rc::gen::elementOf(family));
  const auto value = Decimal::from_parts(*rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000),
                                         *rc::gen::inRange(0, 4));
  const auto there = from.convert(value, to);
  RC_ASSERT(there.has_value());
  const auto back = to.convert(*there, from);
  RC_ASSERT(back.has_value());
  // Rounding there is worth at most 5 units of the 29th digit, of a value up to 10^4 times larger.
  RC_ASSERT(back->rounded(14) == value);
}

RC_GTEST_PROP(UcumUnit, AnyTextIsAUnitOrNot, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("mscdkgCelPaBH[]{}()./*^10-+'%in_iU ")));
  if (const auto unit = Unit::parse(text)) RC_ASSERT(unit->commensurable(*unit));
}

RC_GTEST_PROP(UcumUnit, AProductMeasuresWhatItsFactorsMeasure, ()) {
  const auto code = rc::gen::elementOf(std::vector<std::string>{
      "m", "cm2", "/s", "kg.m/s2", "mg{x}/dL", "10*3/uL", "[iU]/mL", "1", "{cells}", "[pi].m"});
  const std::string a = *code;
  const std::string b = *code;
  const auto product = multiply_units(a, b);
  RC_ASSERT(product.has_value());
  const auto quotient = divide_units(*product, b);
  RC_ASSERT(quotient.has_value());
  const auto original = *Unit::parse(a);
  RC_ASSERT(Unit::parse(*quotient)->compare_size(original) == std::strong_ordering::equal);
}

}  // namespace
}  // namespace kiln::core::ucum
