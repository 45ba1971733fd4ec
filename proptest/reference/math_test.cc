#include "proptest/reference/math.h"

#include <gtest/gtest.h>

#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

const Dialect kV3{};
const Dialect kV2{LanguageVersion::V2, nullptr};

using Function = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);

std::string of(Function function, std::string_view input, const Dialect& dialect = kV3) {
  return show(function(dialect, literal(input)));
}

TEST(ReferenceMath, Abs) {
  EXPECT_EQ(of(abs, "-5"), "5");
  EXPECT_EQ(of(abs, "-5.5"), "5.5");
  EXPECT_EQ(of(abs, "-5.5 'mg'"), "5.5 'mg'");
  EXPECT_EQ(of(abs, "-5L"), "5L");
  EXPECT_EQ(of(abs, "-2147483648"), "{}");
  EXPECT_EQ(of(abs, "'a'"), "K0303");
}

TEST(ReferenceMath, WholeNumbers) {
  EXPECT_EQ(of(ceiling, "1"), "1");
  EXPECT_EQ(of(ceiling, "1.1"), "2");
  EXPECT_EQ(of(ceiling, "-1.1"), "-1");
  EXPECT_EQ(of(floor, "2.1"), "2");
  EXPECT_EQ(of(floor, "-2.1"), "-3");
  EXPECT_EQ(of(truncate, "101"), "101");
  EXPECT_EQ(of(truncate, "1.00000001"), "1");
  EXPECT_EQ(of(truncate, "-1.56"), "-1");
  EXPECT_EQ(of(floor, "2147483648.5"), "{}");
  EXPECT_EQ(of(floor, "-2.1 'mg'"), "-3 'mg'");
  EXPECT_EQ(of(floor, "-2.1 'mg'", kV2), "K0303");
  EXPECT_EQ(of(floor, "true"), "K0303");
}

TEST(ReferenceMath, Decimals) {
  EXPECT_EQ(of(exp, "0"), "1 (decimal)");
  EXPECT_EQ(of(ln, "1"), "0 (decimal)");
  EXPECT_EQ(of(ln, "0"), "{}");
  EXPECT_EQ(of(sqrt, "81"), "9 (decimal)");
  EXPECT_EQ(of(sqrt, "-1"), "{}");
  EXPECT_EQ(of(sqrt, "4 'm'"), "K0303");
}

TEST(ReferenceMath, LogAndPower) {
  const auto log_of = [](const char* number, const char* base) {
    return show(log(kV3, literal(number), literal(base)));
  };
  EXPECT_EQ(log_of("16", "2"), "4 (decimal)");
  EXPECT_EQ(log_of("100.0", "10.0"), "2 (decimal)");
  EXPECT_EQ(log_of("0", "2"), "K0326");
  EXPECT_EQ(log_of("2", "-1"), "K0305");
  EXPECT_EQ(log_of("2", "1"), "{}");
  const auto power_of = [](const char* base, const char* exponent, const Dialect& dialect = kV3) {
    return show(power(dialect, literal(base), literal(exponent)));
  };
  EXPECT_EQ(power_of("2", "3"), "8 (decimal)");
  EXPECT_EQ(power_of("2.5", "2"), "6.25");
  EXPECT_EQ(power_of("2", "-1"), "0.5");
  EXPECT_EQ(power_of("-1", "0.5"), "{}");
  EXPECT_EQ(power_of("2", "3", kV2), "8");
  EXPECT_EQ(power_of("2", "31", kV2), "{}");
  EXPECT_EQ(power_of("2", "'3'"), "K0304");
}

TEST(ReferenceMath, Round) {
  EXPECT_EQ(show(round(kV3, literal("1"))), "1 (decimal)");
  EXPECT_EQ(show(round(kV3, literal("3.14159"), 3)), "3.142");
  EXPECT_EQ(show(round(kV3, literal("0.5"))), "1 (decimal)");
  EXPECT_EQ(show(round(kV3, literal("-0.5"))), "-1 (decimal)");
  EXPECT_EQ(show(round(kV3, literal("1.25 'mg'"), 1)), "1.3 'mg'");
  EXPECT_EQ(show(round(kV3, literal("1.5"), -1)), "K0305");
}

}  // namespace
}  // namespace kiln::core::reference
