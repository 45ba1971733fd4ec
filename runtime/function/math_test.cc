// The math functions: §5.8. Against the reference: proptest/properties/function_test.cc.

#include "runtime/function/math.h"

#include <gtest/gtest.h>

#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using testing::decimal;
using testing::quantity;
using namespace std::string_view_literals;

constexpr Rules kV2{LanguageVersion::V2, {}};

std::string text(const math::Result& result) {
  if (!result) return to_string(result.error().code);
  return *result ? testing::text(own(**result)) : "";
}

TEST(Math, AbsKeepsTheType) {
  EXPECT_EQ(text(math::abs(-5)), "5");
  EXPECT_EQ(text(math::abs(std::int64_t{-5})), "5L");
  EXPECT_EQ(text(math::abs(decimal("-5.50"))), "5.50d");
  EXPECT_EQ(text(math::abs(quantity("-5.5 'mg'"))), "5.5 'mg'");
  EXPECT_EQ(text(math::abs(std::numeric_limits<std::int32_t>::min())), "");
  EXPECT_EQ(text(math::abs(std::numeric_limits<std::int64_t>::min())), "");
  EXPECT_EQ(text(math::abs(true)), "K0303");
}

TEST(Math, WholeNumbersAreIntegers) {
  EXPECT_EQ(text(math::ceiling(decimal("1.1"))), "2");
  EXPECT_EQ(text(math::floor(decimal("-2.1"))), "-3");
  EXPECT_EQ(text(math::truncate(decimal("-1.56"))), "-1");
  EXPECT_EQ(text(math::floor(std::int64_t{2147483648})), "");
  EXPECT_EQ(text(math::floor(decimal("2147483648.5"))), "");
  EXPECT_EQ(text(math::floor(quantity("-2.1 'mg'"))), "-3 'mg'");
}

TEST(Math, RoundKeepsAtMostTheScale) {
  EXPECT_EQ(text(math::round(1)), "1d");
  EXPECT_EQ(text(math::round(decimal("3.14159"), 3)), "3.142d");
  EXPECT_EQ(text(math::round(decimal("1.5"), 9)), "1.5d");
  EXPECT_EQ(text(math::round(decimal("-0.5"))), "-1d");
  EXPECT_EQ(text(math::round(quantity("1.25 'mg'"), 1)), "1.3 'mg'");
  EXPECT_EQ(text(math::round(decimal("1.5"), -1)), "K0305");
  EXPECT_EQ(text(math::round("a"sv, -1)), "K0303");
}

TEST(Math, OlderLanguageRoundsNoQuantities) {
  EXPECT_EQ(text(math::floor(quantity("-2.1 'mg'"), kV2)), "K0303");
  EXPECT_EQ(text(math::round(quantity("-2.1 'mg'"), 0, kV2)), "K0303");
  EXPECT_EQ(text(math::abs(quantity("-2.1 'mg'"), kV2)), "2.1 'mg'");
}

TEST(Math, DecimalFunctionsTakeNoQuantities) {
  EXPECT_EQ(text(math::sqrt(81)), "9d");
  EXPECT_EQ(text(math::sqrt(-1)), "");
  EXPECT_EQ(text(math::ln(0)), "");
  EXPECT_EQ(text(math::exp(0)), "1d");
  EXPECT_EQ(text(math::sqrt(quantity("4 'm'"))), "K0303");
}

TEST(Math, LogTakesNumbersAboveZero) {
  EXPECT_EQ(text(math::log(16, 2)), "4d");
  EXPECT_EQ(text(math::log(0, -1)), "K0326");
  EXPECT_EQ(text(math::log(2, -1)), "K0305");
  EXPECT_EQ(text(math::log(2, 1)), "");
}

TEST(Math, PowerOfIntegersIsAnIntegerInTheOlderLanguage) {
  EXPECT_EQ(text(math::power(2, 3)), "8d");
  EXPECT_EQ(text(math::power(2, 3, kV2)), "8");
  EXPECT_EQ(text(math::power(2, 31, kV2)), "");
  EXPECT_EQ(text(math::power(2, -1, kV2)), "0.5d");
  EXPECT_EQ(text(math::power(2, std::int64_t{3}, kV2)), "8d");
}

TEST(Math, ErrorsNameTheFunctionAndTheType) {
  EXPECT_EQ(math::floor("a"sv).error().message, "'floor' does not take 'String'");
}

}  // namespace
}  // namespace kiln::core
