// Decimal against exact values: every example of §5.8, §5.10.5-7 and §6.6, and the edges.

#include "runtime/value/decimal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runtime/value/arbitrary.h"

namespace kiln::core {
namespace {

const std::string k38Nines(38, '9');

Decimal d(std::string_view text) {
  const std::optional<Decimal> value = Decimal::parse(text);
  if (!value) throw std::invalid_argument(std::string(text));
  return *value;
}

/// "" where there is no result.
std::string text(const std::optional<Decimal>& value) {
  return value ? value->to_string() : "";
}

TEST(DecimalText, KeepsEveryDigitOfTheScale) {
  for (const char* same :
       {"0", "1", "-1", "1.10", "0.5", "-0.5", "0.00", "100", "1.58700",
        "12345678901234567890123456789.12345678", "0.0000000000000000000000000000000000001"}) {
    EXPECT_EQ(d(same).to_string(), same);
  }
  EXPECT_EQ(d(k38Nines).to_string(), k38Nines);
  EXPECT_EQ(d("-" + k38Nines).to_string(), "-" + k38Nines);
}

TEST(DecimalText, DropsPlusLeadingZerosAndTheSignOfZero) {
  EXPECT_EQ(d("+5").to_string(), "5");
  EXPECT_EQ(d("007.50").to_string(), "7.50");
  EXPECT_EQ(d("-0").to_string(), "0");
  EXPECT_EQ(d("-0.0").to_string(), "0.0");
  EXPECT_EQ(d(std::string(100, '0') + k38Nines).to_string(), k38Nines);
}

TEST(DecimalText, ReadsExponentsOfJson) {
  EXPECT_EQ(d("1e2").to_string(), "100");
  EXPECT_EQ(d("1.50e1").to_string(), "15.0");
  EXPECT_EQ(d("1.0E-7").to_string(), "0.00000010");
  EXPECT_EQ(d("-2.5e+3").to_string(), "-2500");
  EXPECT_EQ(d("1e37").to_string(), "1" + std::string(37, '0'));
  EXPECT_EQ(d("0e999999999999").to_string(), "0");
  EXPECT_EQ(d("1e-37").scale(), 37);
}

TEST(DecimalText, RefusesWhatItCannotHoldExactly) {
  EXPECT_FALSE(Decimal::parse("1" + std::string(38, '0')));
  EXPECT_FALSE(Decimal::parse("0." + std::string(37, '0') + "1"));
  EXPECT_FALSE(Decimal::parse("1." + std::string(38, '0')));
  EXPECT_FALSE(Decimal::parse("1e38"));
  EXPECT_FALSE(Decimal::parse("1e-38"));
  EXPECT_FALSE(Decimal::parse("1e99999999999999999999"));
  EXPECT_FALSE(Decimal::parse("1e-99999999999999999999"));
  EXPECT_FALSE(Decimal::parse("12e37"));
}

TEST(DecimalText, RefusesMalformedText) {
  for (const char* bad :
       {"",    "-",   "+",  ".",  "1.",    ".5",   "1.e2", "1e",   "1e+",   "1e1.5",
        "--1", "+-1", "1 ", " 1", "1_000", "0x10", "NaN",  "1..2", "1.2.3", "1L"}) {
    EXPECT_FALSE(Decimal::parse(bad)) << bad;
  }
}

RC_GTEST_PROP(DecimalText, ParseIsTheInverseOfPrint, (const Decimal& a)) {
  const Decimal again = d(a.to_string());
  RC_ASSERT(again.coefficient() == a.coefficient());
  RC_ASSERT(again.scale() == a.scale());
}

TEST(DecimalOrder, IgnoresTheScale) {
  EXPECT_EQ(d("1.10"), d("1.1"));
  EXPECT_EQ(d("0.0"), d("0"));
  EXPECT_TRUE(compare(d("1.1"), d("1.11")) < 0);
  EXPECT_TRUE(compare(d("-1.11"), d("-1.1")) < 0);
  EXPECT_TRUE(compare(d("-1"), d("0.5")) < 0);
  EXPECT_TRUE(compare(d("0"), d("-0.01")) > 0);
}

TEST(DecimalOrder, AlignsTheLargestAndTheSmallest) {
  EXPECT_TRUE(compare(d(k38Nines), d("0.0000000000000000000000000000000000001")) > 0);
  EXPECT_TRUE(compare(d("-" + k38Nines), d("-0.0000000000000000000000000000000000001")) < 0);
  EXPECT_TRUE(compare(d("1"), d("0.9999999999999999999999999999999999999")) > 0);
}

RC_GTEST_PROP(DecimalOrder, IsAntisymmetric, (const Decimal& a, const Decimal& b)) {
  RC_ASSERT((compare(a, b) == 0) == (compare(b, a) == 0));
  RC_ASSERT((compare(a, b) < 0) == (compare(b, a) > 0));
}

RC_GTEST_PROP(DecimalOrder, AgreesWithTheSignOfTheDifference,
              (const Decimal& a, const Decimal& b)) {
  const std::optional<Decimal> difference = subtract(a, b);
  RC_PRE(difference.has_value());
  // A difference below 10^-37 cannot be: it is exact, or rounded to something else than zero.
  RC_ASSERT((compare(a, b) < 0) == difference->is_negative());
  RC_ASSERT((a == b) == difference->is_zero());
}

TEST(DecimalEquivalence, RoundsToTheFewerSignificantFractionDigits) {
  EXPECT_TRUE(equivalent(d("1.10"), d("1.1")));
  EXPECT_TRUE(equivalent(*divide(d("1.2"), d("1.8")), d("0.67")));
  EXPECT_TRUE(equivalent(d("0.0"), d("0")));
  EXPECT_TRUE(equivalent(d("2.1"), d("2")));
  EXPECT_TRUE(equivalent(d("2.10"), d("2.14")));
  EXPECT_FALSE(equivalent(d("2.10"), d("2.15")));
  EXPECT_TRUE(equivalent(d("2.20"), d("2.15")));  // half away from zero
  EXPECT_TRUE(equivalent(d("-1.5"), d("-2")));
  EXPECT_FALSE(equivalent(d("-1.4"), d("-2")));
  EXPECT_FALSE(equivalent(d("1.5"), d("1.6")));
}

TEST(DecimalSum, KeepsTheLargerScale) {
  EXPECT_EQ(text(add(d("1.2"), d("1.80"))), "3.00");
  EXPECT_EQ(text(subtract(d("1.8"), d("1.2"))), "0.6");
  EXPECT_EQ(text(add(d("5"), d("4.5"))), "9.5");
  EXPECT_EQ(text(subtract(d("1.0"), d("1"))), "0.0");
  EXPECT_EQ(text(add(d("9223372036854775807"), d("0.000000000000000001"))),
            "9223372036854775807.000000000000000001");
}

TEST(DecimalSum, RoundsFractionDigitsAwayBeyond38Digits) {
  // 37 integer digits and 2 fraction digits: one of them goes, half away from zero.
  const std::string big(37, '1');
  EXPECT_EQ(text(add(d(big + ".0"), d("0.04"))), big + ".0");
  EXPECT_EQ(text(add(d(big + ".0"), d("0.05"))), big + ".1");
  EXPECT_EQ(text(add(d("-" + big + ".0"), d("-0.05"))), "-" + big + ".1");
  EXPECT_EQ(text(subtract(d(k38Nines), d("0.4"))), k38Nines);
  EXPECT_EQ(text(subtract(d(k38Nines), d("0.6"))), std::string(37, '9') + "8");
}

TEST(DecimalSum, OverflowsBeyond38IntegerDigits) {
  EXPECT_EQ(text(add(d(k38Nines), d("1"))), "");
  EXPECT_EQ(text(add(d(k38Nines), d("0.5"))), "");
  EXPECT_EQ(text(add(d(k38Nines), d("0.4"))), k38Nines);
  EXPECT_EQ(text(subtract(d("-" + k38Nines), d("1"))), "");
  // One digit more on the left is one digit less on the right.
  EXPECT_EQ(text(add(d("9." + std::string(37, '9')), d("0." + std::string(36, '0') + "1"))),
            "10." + std::string(36, '0'));
}

RC_GTEST_PROP(DecimalSum, Commutes, (const Decimal& a, const Decimal& b)) {
  RC_ASSERT(text(add(a, b)) == text(add(b, a)));
}

RC_GTEST_PROP(DecimalSum, SubtractingAddsTheNegative, (const Decimal& a, const Decimal& b)) {
  RC_ASSERT(text(subtract(a, b)) == text(add(a, b.negated())));
  RC_ASSERT(subtract(a, a)->is_zero());
}

TEST(DecimalProduct, AddsTheScales) {
  EXPECT_EQ(text(multiply(d("1.2"), d("1.8"))), "2.16");
  EXPECT_EQ(text(multiply(d("1.10"), d("1.10"))), "1.2100");
  EXPECT_EQ(text(multiply(d("-2"), d("0.5"))), "-1.0");
  EXPECT_EQ(text(multiply(d("0.00"), d("-5"))), "0.00");
}

TEST(DecimalProduct, RoundsOrOverflows) {
  const std::string tiny = "0." + std::string(36, '0') + "5";  // 5e-37
  EXPECT_EQ(text(multiply(d(tiny), d("0.1"))), "0." + std::string(36, '0') + "1");
  EXPECT_EQ(text(multiply(d(tiny), d("-0.1"))), "-0." + std::string(36, '0') + "1");
  EXPECT_EQ(text(multiply(d(tiny), d("0.09"))), "0." + std::string(37, '0'));
  EXPECT_EQ(text(multiply(d("1e19"), d("1e18"))), "1" + std::string(37, '0'));
  EXPECT_EQ(text(multiply(d("1e19"), d("1e19"))), "");
  EXPECT_EQ(text(multiply(d(k38Nines), d(k38Nines))), "");
  EXPECT_EQ(text(multiply(d("1.2345678901234567890"), d("1.2345678901234567890"))),
            "1.5241578753238836750190519987501905210");
}

RC_GTEST_PROP(DecimalProduct, Commutes, (const Decimal& a, const Decimal& b)) {
  RC_ASSERT(text(multiply(a, b)) == text(multiply(b, a)));
}

TEST(DecimalQuotient, HasTheDigitsItNeeds) {
  EXPECT_EQ(text(divide(d("4"), d("2"))), "2");
  EXPECT_EQ(text(divide(d("2"), d("4"))), "0.5");
  EXPECT_EQ(text(divide(d("5"), d("2"))), "2.5");
  EXPECT_EQ(text(divide(d("4.0"), d("2.0"))), "2");
  EXPECT_EQ(text(divide(d("4.00"), d("2"))), "2.00");
  EXPECT_EQ(text(divide(d("80.0"), d("0.81"))), "98.7654320987654320987654321");
  EXPECT_EQ(text(divide(d("0.00"), d("7"))), "0.00");
  EXPECT_EQ(text(divide(d("12"), d("0"))), "");
  EXPECT_EQ(text(divide(d("0"), d("0.0"))), "");
}

TEST(DecimalQuotient, Keeps28SignificantDigits) {
  EXPECT_EQ(text(divide(d("1"), d("3"))), "0.3333333333333333333333333333");
  EXPECT_EQ(text(divide(d("2"), d("3"))), "0.6666666666666666666666666667");
  EXPECT_EQ(text(divide(d("-2"), d("3"))), "-0.6666666666666666666666666667");
  EXPECT_EQ(text(divide(d("200"), d("3"))), "66.66666666666666666666666667");
  EXPECT_EQ(text(divide(d("1"), d("300"))), "0.003333333333333333333333333333");
  EXPECT_EQ(text(divide(d("1.2"), d("1.8"))), "0.6666666666666666666666666667");
  EXPECT_EQ(text(divide(d("12345678901234567890123456789.5"), d("1"))),
            "12345678901234567890123456790");
  EXPECT_EQ(text(divide(d(k38Nines), d("1"))), "");  // rounds up to 10^38
  EXPECT_EQ(text(divide(d("9.9999999999999999999999999999"), d("1"))),
            "10.000000000000000000000000000");
}

TEST(DecimalQuotient, HasAtMost37FractionDigits) {
  EXPECT_EQ(text(divide(d("1e-30"), d("3"))), "0.0000000000000000000000000000003333333");
  EXPECT_EQ(text(divide(d("1e-37"), d("2"))), "0." + std::string(36, '0') + "1");
  EXPECT_EQ(text(divide(d("1e-37"), d("3"))), "0." + std::string(37, '0'));
  EXPECT_EQ(text(divide(d("1e-37"), d(k38Nines))), "0." + std::string(37, '0'));
  EXPECT_EQ(text(divide(d("1"), d("1e37"))), "0." + std::string(36, '0') + "1");
}

TEST(DecimalQuotient, Overflows) {
  EXPECT_EQ(text(divide(d("1e37"), d("0.1"))), "");
  EXPECT_EQ(text(divide(d("1e36"), d("0.1"))), "1" + std::string(37, '0'));
  EXPECT_EQ(text(divide(d("1"), d("1e-37"))), "1" + std::string(37, '0'));
}

RC_GTEST_PROP(DecimalQuotient, UndoesMultiplication, ()) {
  const Decimal a = *rc::gen::map(rc::gen::arbitrary<std::int64_t>(),
                                  [](std::int64_t n) { return Decimal::from_parts(n, 6); });
  const auto b = *rc::gen::nonZero<std::int32_t>();
  RC_ASSERT(*divide(*multiply(a, Decimal(b)), Decimal(b)) == a);
}

TEST(DecimalDivMod, TruncateTowardsZero) {
  EXPECT_EQ(text(truncated_quotient(d("5.5"), d("0.7"))), "7");
  EXPECT_EQ(text(remainder(d("5.5"), d("0.7"))), "0.6");
  EXPECT_EQ(text(truncated_quotient(d("2.2"), d("1.8"))), "1");
  EXPECT_EQ(text(remainder(d("2.2"), d("1.8"))), "0.4");
  EXPECT_EQ(text(truncated_quotient(d("-5.5"), d("2"))), "-2");
  EXPECT_EQ(text(remainder(d("-5.5"), d("2"))), "-1.5");
  EXPECT_EQ(text(truncated_quotient(d("5.5"), d("-2"))), "-2");
  EXPECT_EQ(text(remainder(d("5.5"), d("-2"))), "1.5");
  EXPECT_EQ(text(remainder(d("-4"), d("2.00"))), "0.00");
  EXPECT_EQ(text(truncated_quotient(d("1"), d("0"))), "");
  EXPECT_EQ(text(remainder(d("1"), d("0.0"))), "");
  EXPECT_EQ(text(truncated_quotient(d(k38Nines), d("0.1"))), "");
  EXPECT_EQ(text(remainder(d(k38Nines), d("1e-37"))), "0." + std::string(37, '0'));
}

RC_GTEST_PROP(DecimalDivMod, PutTogetherGiveTheDividend, ()) {
  const auto small = rc::gen::map(
      rc::gen::pair(rc::gen::arbitrary<std::int32_t>(), rc::gen::inRange(0, 9)),
      [](const std::pair<std::int32_t, int>& p) { return Decimal::from_parts(p.first, p.second); });
  const Decimal a = *small;
  const Decimal b = *small;
  RC_PRE(!b.is_zero());
  const Decimal quotient = *truncated_quotient(a, b);
  const Decimal rest = *remainder(a, b);
  RC_ASSERT(*add(*multiply(quotient, b), rest) == a);
  RC_ASSERT((compare(rest.abs(), b.abs()) < 0));
  RC_ASSERT(rest.is_zero() || rest.is_negative() == a.is_negative());
}

TEST(DecimalRounding, FloorCeilingTruncate) {
  EXPECT_EQ(text(d("2.1").floor()), "2");
  EXPECT_EQ(text(d("-2.1").floor()), "-3");
  EXPECT_EQ(text(d("1").floor()), "1");
  EXPECT_EQ(text(d("-2.0").floor()), "-2");
  EXPECT_EQ(text(d("1.1").ceiling()), "2");
  EXPECT_EQ(text(d("-1.1").ceiling()), "-1");
  EXPECT_EQ(text(d("-0.5").ceiling()), "0");
  EXPECT_EQ(text(d("1.00000001").truncated()), "1");
  EXPECT_EQ(text(d("-1.56").truncated()), "-1");
  EXPECT_EQ(text(d("101").truncated()), "101");
}

TEST(DecimalRounding, RoundsHalfAwayFromZero) {
  EXPECT_EQ(text(d("3.14159").rounded(3)), "3.142");
  EXPECT_EQ(text(d("0.5").rounded(0)), "1");
  EXPECT_EQ(text(d("-0.5").rounded(0)), "-1");
  EXPECT_EQ(text(d("0.49").rounded(0)), "0");
  EXPECT_EQ(text(d("-0.4").rounded(0)), "0");
  EXPECT_EQ(text(d("1.50").rounded(5)), "1.50");
  EXPECT_EQ(text(d("9.995").rounded(2)), "10.00");
}

TEST(DecimalConversion, ToIntegersOnlyWhereNothingIsLost) {
  EXPECT_EQ(d("42.00").to_int32(), 42);
  EXPECT_EQ(d("42.01").to_int32(), std::nullopt);
  EXPECT_EQ(d("-2147483648").to_int32(), -2147483648);
  EXPECT_EQ(d("2147483648").to_int32(), std::nullopt);
  EXPECT_EQ(d("9223372036854775807").to_int64(), 9223372036854775807);
  EXPECT_EQ(d("9223372036854775808").to_int64(), std::nullopt);
  EXPECT_EQ(d("-9223372036854775808").to_int64(), std::numeric_limits<std::int64_t>::min());
}

TEST(DecimalRoot, IsExactWhereItCanBe) {
  EXPECT_EQ(text(d("81").sqrt()), "9");
  EXPECT_EQ(text(d("0").sqrt()), "0");
  EXPECT_EQ(text(d("6.25").sqrt()), "2.5");
  EXPECT_EQ(text(d("0.0001").sqrt()), "0.01");
  EXPECT_EQ(text(d("1e36").sqrt()), "1000000000000000000");
  EXPECT_EQ(text(d("2").sqrt()), "1.414213562373095048801688724");
  EXPECT_EQ(text(d("-1").sqrt()), "");
}

TEST(DecimalExponential, IsRoundedTo28Digits) {
  EXPECT_EQ(text(d("0").exp()), "1");
  EXPECT_EQ(text(d("-0.0").exp()), "1");
  EXPECT_EQ(text(d("1").exp()), "2.718281828459045235360287471");
  EXPECT_EQ(text(d("-1").exp()), "0.3678794411714423215955237702");
  EXPECT_EQ(text(d("88").exp()), "");
  EXPECT_EQ(text(d("87").exp()), "60760302250568721495223289380000000000");
  EXPECT_EQ(text(d(k38Nines).exp()), "");
  EXPECT_EQ(text(d("-" + k38Nines).exp()), "0");
  EXPECT_EQ(text(d("-85").exp()),
            "0.000000000000000000000000000000000000"
            "1");
}

TEST(DecimalLogarithm, IsExactWhereItCanBe) {
  EXPECT_EQ(text(d("1").ln()), "0");
  EXPECT_EQ(text(d("1.0").ln()), "0");
  EXPECT_EQ(text(d("2").ln()), "0.6931471805599453094172321215");
  EXPECT_EQ(text(d("10").ln()), "2.302585092994045684017991455");
  EXPECT_EQ(text(d("1." + std::string(36, '0') + "1").ln()), "0." + std::string(36, '0') + "1");
  EXPECT_EQ(text(d("0").ln()), "");
  EXPECT_EQ(text(d("-1").ln()), "");
  EXPECT_EQ(text(d("16").log(d("2"))), "4");
  EXPECT_EQ(text(d("100.0").log(d("10.0"))), "2");
  EXPECT_EQ(text(d("8").log(d("4"))), "1.5");
  EXPECT_EQ(text(d("0.125").log(d("2"))), "-3");
  EXPECT_EQ(text(d("2").log(d("10"))), "0.3010299956639811952137388947");
  EXPECT_EQ(text(d("5").log(d("1"))), "");
  EXPECT_EQ(text(d("5").log(d("0"))), "");
  EXPECT_EQ(text(d("0").log(d("2"))), "");
}

TEST(DecimalPower, IsExactForIntegerExponents) {
  EXPECT_EQ(text(d("2").power(d("3"))), "8");
  EXPECT_EQ(text(d("2.5").power(d("2"))), "6.25");
  EXPECT_EQ(text(d("2.5").power(d("2.0"))), "6.25");
  EXPECT_EQ(text(d("2").power(d("-1"))), "0.5");
  EXPECT_EQ(text(d("-2").power(d("3"))), "-8");
  EXPECT_EQ(text(d("-2").power(d("-2"))), "0.25");
  EXPECT_EQ(text(d("1.10").power(d("2"))), "1.21");
  EXPECT_EQ(text(d("3").power(d("70"))), "2503155504993241601315571986085849");
  EXPECT_EQ(text(d("2").power(d("126"))), "85070591730234615865843651857942052864");
  EXPECT_EQ(text(d("2").power(d("127"))), "");
  EXPECT_EQ(text(d("-10").power(d("37"))), "-1" + std::string(37, '0'));
  EXPECT_EQ(text(d("0").power(d("0"))), "1");
  EXPECT_EQ(text(d("5.5").power(d("0"))), "1");
  EXPECT_EQ(text(d("0").power(d("3"))), "0");
  EXPECT_EQ(text(d("0").power(d("-1"))), "");
}

TEST(DecimalPower, RoundsOtherResults) {
  EXPECT_EQ(text(d("3").power(d("-1"))), "0.3333333333333333333333333333");
  EXPECT_EQ(text(d("1.1").power(d("40"))), "45.25925556817595180588935603");
  EXPECT_EQ(text(d("0.0000000000000000005").power(d("2"))), "0." + std::string(36, '0') + "3");
  EXPECT_EQ(text(d("4").power(d("0.5"))), "2");
  EXPECT_EQ(text(d("2.25").power(d("1.5"))), "3.375");
  EXPECT_EQ(text(d("2").power(d("0.5"))), "1.414213562373095048801688724");
  EXPECT_EQ(text(d("0").power(d("0.5"))), "0");
  EXPECT_EQ(text(d("0").power(d("-0.5"))), "");
  EXPECT_EQ(text(d("-1").power(d("0.5"))), "");
}

TEST(DecimalPower, AnswersHugeExponentsAtOnce) {
  EXPECT_EQ(text(d("1.0000001").power(d("1000000000"))), "");
  EXPECT_EQ(text(d("1.0000001").power(d("10000000"))), "2.718281692544966271198550226");
  EXPECT_EQ(text(d("0.9999999").power(d("1000000000"))), "0");
  EXPECT_EQ(text(d("2").power(d(k38Nines))), "");
  EXPECT_EQ(text(d("2").power(d("-" + k38Nines))), "0");
  EXPECT_EQ(text(d(k38Nines).power(d(k38Nines))), "");
  EXPECT_EQ(text(d("1e-37").power(d(k38Nines))), "0");
  EXPECT_EQ(text(d("1e-37").power(d("-" + k38Nines))), "");
  EXPECT_EQ(text(d("-1").power(d(k38Nines))), "-1");
  EXPECT_EQ(text(d("1").power(d(k38Nines))), "1");
  EXPECT_EQ(text(d(k38Nines).power(d("9999999.5"))), "");
  EXPECT_EQ(text(d(k38Nines).power(d("-9999999999999999999.5"))), "0");
}

struct BoundaryCase {
  const char* value;
  int precision;
  const char* low;
  const char* high;
};

class DecimalBoundary : public testing::TestWithParam<BoundaryCase> {};

TEST_P(DecimalBoundary, IsHalfAUnitOfTheLastDigitAway) {
  const BoundaryCase& c = GetParam();
  EXPECT_EQ(text(d(c.value).low_boundary(c.precision)), c.low);
  EXPECT_EQ(text(d(c.value).high_boundary(c.precision)), c.high);
}

INSTANTIATE_TEST_SUITE_P(Specification, DecimalBoundary,
                         testing::Values(BoundaryCase{"1.587", 8, "1.58650000", "1.58750000"},
                                         BoundaryCase{"1.587", 6, "1.586500", "1.587500"},
                                         BoundaryCase{"1.587", 2, "1.58", "1.59"},
                                         BoundaryCase{"1.587", 0, "1", "2"},
                                         BoundaryCase{"-1.587", 8, "-1.58750000", "-1.58650000"},
                                         BoundaryCase{"-1.587", 6, "-1.587500", "-1.586500"},
                                         BoundaryCase{"-1.587", 2, "-1.59", "-1.58"},
                                         BoundaryCase{"-1.587", 0, "-2", "-1"}));

INSTANTIATE_TEST_SUITE_P(
    Edges, DecimalBoundary,
    testing::Values(
        BoundaryCase{"1", 8, "0.50000000", "1.50000000"}, BoundaryCase{"1", 0, "0", "2"},
        BoundaryCase{"1", 5, "0.50000", "1.50000"}, BoundaryCase{"12.500", 4, "12.4995", "12.5005"},
        BoundaryCase{"120", 2, "119.50", "120.50"}, BoundaryCase{"-120", 2, "-120.50", "-119.50"},
        BoundaryCase{"0.0034", 1, "0.0", "0.1"}, BoundaryCase{"-0.0034", 1, "-0.1", "0.0"},
        BoundaryCase{"0", 1, "-0.5", "0.5"}, BoundaryCase{"0.0", 0, "-1", "1"},
        BoundaryCase{"1.587", -1, "", ""}, BoundaryCase{"1.587", 29, "", ""},
        BoundaryCase{"1.587", 28, "1.5865000000000000000000000000",
                     "1.5875000000000000000000000000"},
        BoundaryCase{"12345678901", 28, "", ""}));

TEST(DecimalBoundary, IsThereForTheLongestValues) {
  EXPECT_EQ(text(d(k38Nines).low_boundary(0)), std::string(37, '9') + "8");
  EXPECT_EQ(text(d(k38Nines).high_boundary(0)), "");
  EXPECT_EQ(text(d("1e-37").low_boundary(3)), "0.000");
  EXPECT_EQ(text(d("1e-37").high_boundary(3)), "0.001");
  EXPECT_EQ(text(d("1.587").low_boundary()), "1.58650000");
}

RC_GTEST_PROP(DecimalBoundary, SurroundsTheValue, (const Decimal& a)) {
  const int precision = *rc::gen::inRange(0, 29);
  const std::optional<Decimal> low = a.low_boundary(precision);
  const std::optional<Decimal> high = a.high_boundary(precision);
  RC_PRE(low.has_value() && high.has_value());
  RC_ASSERT(low->scale() == precision);
  RC_ASSERT(!(compare(*low, a) > 0));
  RC_ASSERT(!(compare(*high, a) < 0));
}

}  // namespace
}  // namespace kiln::core
