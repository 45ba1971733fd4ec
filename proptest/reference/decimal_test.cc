#include "proptest/reference/decimal.h"

#include <gtest/gtest.h>

namespace kiln::core::reference {
namespace {

Decimal d(const char* text) {
  return from_runtime(*kiln::core::Decimal::parse(text));
}

std::string text(const std::optional<Decimal>& decimal) {
  return decimal ? to_string(*decimal) : "nothing";
}

TEST(ReferenceDecimal, AddsExactlyAndKeepsTheLargerScale) {
  EXPECT_EQ(text(add(d("1.10"), d("2.2"))), "3.30");
  EXPECT_EQ(text(subtract(d("1"), d("0.05"))), "0.95");
}

TEST(ReferenceDecimal, MultiplyAddsScales) {
  EXPECT_EQ(text(multiply(d("1.5"), d("2.0"))), "3.00");
}

TEST(ReferenceDecimal, RoundsFractionDigitsAwayBeyond38) {
  EXPECT_EQ(text(add(d("12345678901234567890123456789012345678"), d("0.5"))),
            "12345678901234567890123456789012345679");
  EXPECT_EQ(text(multiply(d("0.0000000000000000000000000000000000005"), d("0.1"))),
            "0.0000000000000000000000000000000000001");
}

TEST(ReferenceDecimal, OverflowGivesNothing) {
  EXPECT_EQ(text(add(d("99999999999999999999999999999999999999"), d("1"))), "nothing");
  EXPECT_EQ(text(add(d("99999999999999999999999999999999999999"), d("0.5"))), "nothing");
}

TEST(ReferenceDecimal, DividesTo28SignificantDigits) {
  EXPECT_EQ(text(divide(d("1"), d("3"))), "0.3333333333333333333333333333");
  EXPECT_EQ(text(divide(d("1.2"), d("1.8"))), "0.6666666666666666666666666667");
  EXPECT_EQ(text(divide(d("200"), d("3"))), "66.66666666666666666666666667");
  EXPECT_EQ(text(divide(d("5"), d("2"))), "2.5");
  EXPECT_EQ(text(divide(d("15.00"), d("3"))), "5.00");
  EXPECT_EQ(text(divide(d("1"), d("0"))), "nothing");
}

TEST(ReferenceDecimal, TruncatesQuotientsTowardsZero) {
  EXPECT_EQ(text(truncated_quotient(d("5.5"), d("0.7"))), "7");
  EXPECT_EQ(text(truncated_quotient(d("-5.5"), d("0.7"))), "-7");
  EXPECT_EQ(text(remainder(d("5.5"), d("0.7"))), "0.6");
  EXPECT_EQ(text(remainder(d("-5.5"), d("0.7"))), "-0.6");
}

TEST(ReferenceDecimal, EquivalenceRoundsToTheFewerSignificantFractionDigits) {
  EXPECT_TRUE(equivalent(d("1.10"), d("1.1")));
  EXPECT_TRUE(equivalent(d("0.6666666667"), d("0.67")));
  EXPECT_FALSE(equivalent(d("0.6666666667"), d("0.66")));
  EXPECT_TRUE(equivalent(d("0.5"), d("1")));
  EXPECT_FALSE(equivalent(d("1.04"), d("1.1")));
}

TEST(ReferenceDecimal, RoundsHalfAwayFromZero) {
  EXPECT_EQ(to_string(rounded(d("2.5"), 0)), "3");
  EXPECT_EQ(to_string(rounded(d("-2.5"), 0)), "-3");
  EXPECT_EQ(to_string(rounded(d("3.14159"), 3)), "3.142");
  EXPECT_EQ(to_string(rounded(d("1.5"), 4)), "1.5");
}

TEST(ReferenceDecimal, ElementaryFunctionsAreExactWhereTheResultIs) {
  EXPECT_EQ(text(sqrt(d("81"))), "9");
  EXPECT_EQ(text(exp(d("0"))), "1");
  EXPECT_EQ(text(ln(d("1.0"))), "0");
  EXPECT_EQ(text(log(d("16"), d("2"))), "4");
  EXPECT_EQ(text(log(d("100.0"), d("10.0"))), "2");
  EXPECT_EQ(text(power(d("2"), d("3"))), "8");
  EXPECT_EQ(text(power(d("2.5"), d("2"))), "6.25");
  EXPECT_EQ(text(power(d("2"), d("-1"))), "0.5");
  EXPECT_EQ(text(power(d("4"), d("0.5"))), "2");
  EXPECT_EQ(text(power(d("0.01"), d("1.5"))), "0.001");
}

TEST(ReferenceDecimal, ElementaryFunctionsHave28Digits) {
  EXPECT_EQ(text(sqrt(d("2"))), "1.414213562373095048801688724");
  EXPECT_EQ(text(exp(d("1"))), "2.718281828459045235360287471");
  EXPECT_EQ(text(ln(d("2"))), "0.6931471805599453094172321215");
  EXPECT_EQ(text(ln(d("0.5"))), "-0.6931471805599453094172321215");
  EXPECT_EQ(text(power(d("2"), d("-100"))), "0.0000000000000000000000000000007888609");
  EXPECT_EQ(text(power(d("2"), d("100"))), "1267650600228229401496703205376");
  EXPECT_EQ(text(power(d("1.0000001"), d("10000000"))), "2.718281692544966271198550226");
}

TEST(ReferenceDecimal, ElementaryFunctionsGiveNothingOutsideOfTheirDomain) {
  EXPECT_EQ(text(sqrt(d("-1"))), "nothing");
  EXPECT_EQ(text(ln(d("0"))), "nothing");
  EXPECT_EQ(text(log(d("2"), d("1"))), "nothing");
  EXPECT_EQ(text(power(d("-1"), d("0.5"))), "nothing");
  EXPECT_EQ(text(power(d("0"), d("-1"))), "nothing");
  EXPECT_EQ(text(exp(d("99999999999999999999999999999999999999"))), "nothing");
}

TEST(ReferenceDecimal, HugeExponentsTakeBoundedEffort) {
  EXPECT_EQ(text(power(d("2"), d("99999999999999999999999999999999999999"))), "nothing");
  EXPECT_EQ(text(power(d("0.5"), d("99999999999999999999999999999999999999"))), "0");
  EXPECT_EQ(text(power(d("-1"), d("99999999999999999999999999999999999999"))), "-1");
  EXPECT_EQ(text(exp(d("-99999999999999999999999999999999999999"))), "0");
}

TEST(ReferenceDecimal, BoundariesAreHalfAUnitAway) {
  EXPECT_EQ(text(low_boundary(d("1.587"), 8)), "1.58650000");
  EXPECT_EQ(text(low_boundary(d("1.587"), 6)), "1.586500");
  EXPECT_EQ(text(low_boundary(d("1.587"), 2)), "1.58");
  EXPECT_EQ(text(low_boundary(d("1.587"), 0)), "1");
  EXPECT_EQ(text(low_boundary(d("-1.587"), 8)), "-1.58750000");
  EXPECT_EQ(text(low_boundary(d("-1.587"), 2)), "-1.59");
  EXPECT_EQ(text(low_boundary(d("-1.587"), 0)), "-2");
  EXPECT_EQ(text(low_boundary(d("-0.0034"), 1)), "-0.1");
  EXPECT_EQ(text(high_boundary(d("1.587"), 8)), "1.58750000");
  EXPECT_EQ(text(high_boundary(d("1.587"), 2)), "1.59");
  EXPECT_EQ(text(high_boundary(d("1.587"), 0)), "2");
  EXPECT_EQ(text(high_boundary(d("-1.587"), 2)), "-1.58");
  EXPECT_EQ(text(high_boundary(d("-1.587"), 0)), "-1");
  EXPECT_EQ(text(high_boundary(d("0.0034"), 1)), "0.1");
  EXPECT_EQ(text(high_boundary(d("1"), 29)), "nothing");
  EXPECT_EQ(text(low_boundary(d("1"), -1)), "nothing");
}

}  // namespace
}  // namespace kiln::core::reference
