// The math operators on System values: §6.6, §6.8.

#include "runtime/function/arithmetic.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runtime/function/quantity_arithmetic.h"
#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using testing::decimal;
using testing::quantity;
using testing::temporal;
using testing::text;
using namespace std::string_view_literals;

constexpr std::int32_t kLeast = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kGreatest = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kLeastLong = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kGreatestLong = std::numeric_limits<std::int64_t>::max();

TEST(IntegerArithmetic, GivesNothingOnOverflow) {
  EXPECT_EQ(text(operators::add(1, 2)), "3");
  EXPECT_EQ(text(operators::add(kGreatest, 1)), "");
  EXPECT_EQ(text(operators::subtract(kLeast, 1)), "");
  EXPECT_EQ(text(operators::multiply(65536, 32768)), "");
  EXPECT_EQ(text(operators::multiply(-65536, 32768)), "-2147483648");
  EXPECT_EQ(text(operators::negate(kLeast)), "");
  EXPECT_EQ(text(operators::negate(kGreatest)), "-2147483647");
  EXPECT_EQ(text(operators::add(kGreatestLong, std::int64_t{1})), "");
  EXPECT_EQ(text(operators::subtract(kLeastLong, 1)), "");
  EXPECT_EQ(text(operators::multiply(kGreatestLong, 2)), "");
  EXPECT_EQ(text(operators::negate(kLeastLong)), "");
}

TEST(IntegerArithmetic, DividesTowardsZero) {
  EXPECT_EQ(text(operators::div(5, 2)), "2");
  EXPECT_EQ(text(operators::div(-5, 2)), "-2");
  EXPECT_EQ(text(operators::mod(5, 2)), "1");
  EXPECT_EQ(text(operators::mod(-5, 2)), "-1");
  EXPECT_EQ(text(operators::mod(5, -2)), "1");
  EXPECT_EQ(text(operators::div(std::int64_t{5}, 2)), "2L");
  EXPECT_EQ(text(operators::div(5, 0)), "");
  EXPECT_EQ(text(operators::mod(5, 0)), "");
  EXPECT_EQ(text(operators::div(kLeast, -1)), "");
  EXPECT_EQ(text(operators::mod(kLeast, -1)), "0");
  EXPECT_EQ(text(operators::div(kLeastLong, std::int64_t{-1})), "");
  EXPECT_EQ(text(operators::mod(kLeastLong, std::int64_t{-1})), "0L");
  EXPECT_EQ(text(operators::mod(kLeastLong, 0)), "");
}

TEST(IntegerArithmetic, DivisionGivesADecimal) {
  EXPECT_EQ(text(operators::divide(4, 2)), "2d");
  EXPECT_EQ(text(operators::divide(2, 4)), "0.5d");
  EXPECT_EQ(text(operators::divide(12, 0)), "");
  EXPECT_EQ(text(operators::divide(0, 0)), "");
  EXPECT_EQ(text(operators::divide(kLeastLong, -1)), "9223372036854775808d");
}

TEST(MixedArithmetic, ConvertsToTheLargerType) {
  EXPECT_EQ(text(operators::add(1, std::int64_t{5})), "6L");
  EXPECT_EQ(text(operators::add(std::int64_t{5}, decimal("4.5"))), "9.5d");
  EXPECT_EQ(text(operators::add(kGreatest, std::int64_t{1})), "2147483648L");
  EXPECT_EQ(text(operators::multiply(2, decimal("1.50"))), "3.00d");
  EXPECT_EQ(text(operators::div(decimal("5.5"), decimal("0.7"))), "7d");
  EXPECT_EQ(text(operators::mod(decimal("5.5"), decimal("0.7"))), "0.6d");
  EXPECT_EQ(text(operators::mod(5, decimal("0.7"))), "0.1d");
  EXPECT_EQ(text(operators::negate(decimal("0.0"))), "0.0d");
}

RC_GTEST_PROP(IntegerArithmetic, AgreesWithWiderIntegers, (std::int32_t a, std::int32_t b)) {
  const auto narrow = [](std::int64_t wide) -> std::optional<std::int32_t> {
    if (wide < kLeast || wide > kGreatest) return std::nullopt;
    return static_cast<std::int32_t>(wide);
  };
  RC_ASSERT(checked_add(a, b) == narrow(std::int64_t{a} + b));
  RC_ASSERT(checked_subtract(a, b) == narrow(std::int64_t{a} - b));
  RC_ASSERT(checked_multiply(a, b) == narrow(std::int64_t{a} * b));
  if (b != 0) {
    RC_ASSERT(checked_div(a, b) == narrow(std::int64_t{a} / b));
    RC_ASSERT(checked_mod(a, b) == narrow(std::int64_t{a} % b));
  }
}

TEST(StringArithmetic, PlusConcatenates) {
  EXPECT_EQ(text(operators::add("ABC"sv, "DEF"sv)), "'ABCDEF'");
  EXPECT_EQ(text(operators::add(""sv, ""sv)), "''");
  EXPECT_EQ(text(operators::subtract("a"sv, "b"sv)), "K0302");
}

TEST(WrongTypes, AreErrors) {
  const Quantity day = quantity("1 day");
  EXPECT_EQ(text(operators::add(1, "a"sv)), "K0302");
  EXPECT_EQ(text(operators::add(true, true)), "K0302");
  EXPECT_EQ(text(operators::add(temporal("1974-12-25"), 7)), "K0302");
  EXPECT_EQ(text(operators::add(QuantityView(day), temporal("1974-12-25"))), "K0302");
  EXPECT_EQ(text(operators::subtract(temporal("1974"), temporal("1973"))), "K0302");
  EXPECT_EQ(text(operators::multiply("a"sv, 2)), "K0302");
  EXPECT_EQ(text(operators::divide(2, true)), "K0302");
  EXPECT_EQ(text(operators::div(QuantityView(day), 2)), "K0302");
  EXPECT_EQ(text(operators::mod(QuantityView(day), QuantityView(day))), "K0302");
  EXPECT_EQ(text(operators::negate("a"sv)), "K0302");
  EXPECT_EQ(text(operators::negate(temporal("1974"))), "K0302");
}

TEST(TemporalOperands, TakeADurationOnTheRight) {
  const Quantity month = quantity("1 'month'");
  const Quantity centimetre = quantity("1 'cm'");
  EXPECT_EQ(text(operators::add(temporal("1973-12-25"), QuantityView(month))), "@1974-01-25");
  EXPECT_EQ(text(operators::subtract(temporal("1974-12-25"), QuantityView(month))), "@1974-11-25");
  EXPECT_EQ(text(operators::subtract(temporal("1974-12-25"), QuantityView(centimetre))), "K0311");
}

std::string sum(std::string_view a, std::string_view b) {
  return text(add(quantity(a), quantity(b)));
}
std::string difference(std::string_view a, std::string_view b) {
  return text(subtract(quantity(a), quantity(b)));
}
std::string product(std::string_view a, std::string_view b) {
  return text(multiply(quantity(a), quantity(b)));
}
std::string quotient(std::string_view a, std::string_view b) {
  return text(divide(quantity(a), quantity(b)));
}

TEST(QuantitySum, IsInTheMostGranularUnit) {
  EXPECT_EQ(sum("3 'm'", "3 'cm'"), "303 'cm'");
  EXPECT_EQ(sum("3 'cm'", "3 'm'"), "303 'cm'");
  EXPECT_EQ(difference("3 'm'", "3 'cm'"), "297 'cm'");
  EXPECT_EQ(difference("3 'cm'", "3 'm'"), "-297 'cm'");
  EXPECT_EQ(sum("1 '[in_i]'", "1 'cm'"), "3.54 'cm'");
  EXPECT_EQ(sum("1 'L'", "1 'dm3'"), "2 'L'");
  EXPECT_EQ(sum("1 'dm3'", "1 'L'"), "2 'dm3'");
  EXPECT_EQ(sum("2 '1'", "2 '1'"), "4 '1'");
  EXPECT_EQ(sum("2", "2 'cm'"), "");
  EXPECT_EQ(sum("1 'kg'", "1 'cm'"), "");
  EXPECT_EQ(sum("1 'nounit'", "1 'nounit'"), "");
}

TEST(QuantitySum, OfDurations) {
  EXPECT_EQ(sum("2 minutes", "60 seconds"), "180 seconds");
  EXPECT_EQ(sum("60 's'", "2 minutes"), "180 seconds");
  EXPECT_EQ(sum("1 'wk'", "2 days"), "9 days");
  EXPECT_EQ(sum("1 year", "12 months"), "");
  EXPECT_EQ(sum("1 year", "12 'mo'"), "");
  EXPECT_EQ(sum("1 year", "1 'a'"), "");
  EXPECT_EQ(sum("1 month", "1 day"), "");
  EXPECT_EQ(sum("1 day", "1 'a'"), "");
  EXPECT_EQ(sum("12 months", "12 months"), "24 months");
  EXPECT_EQ(sum("1 week", "14 days"), "21 days");
  EXPECT_EQ(sum("3 'd'", "1 'wk'"), "10 'd'");
  EXPECT_EQ(sum("1 'a'", "12 'mo'"), "24 'mo'");
  EXPECT_EQ(difference("1 minute", "30 's'"), "30 seconds");
  EXPECT_EQ(sum("1 second", "500000 'us'"), "1.5 seconds");
  EXPECT_EQ(sum("1 day", "1 'kg'"), "");
}

TEST(QuantitySum, RefusesSpecialUnits) {
  EXPECT_EQ(sum("1 'Cel'", "1 'Cel'"), "");
  EXPECT_EQ(sum("1 'K'", "1 'Cel'"), "");
  EXPECT_EQ(sum("1 'Cel'", "1 'K'"), "");
}

TEST(QuantityProduct, MultipliesUnits) {
  EXPECT_EQ(product("12 'cm'", "3 'cm'"), "36 'cm2'");
  EXPECT_EQ(product("3 'cm'", "12 'cm2'"), "36 'cm3'");
  EXPECT_EQ(product("10 'm/s'", "10 's'"), "100 'm'");
  EXPECT_EQ(product("3", "2 'cm'"), "6 'cm'");
  EXPECT_EQ(product("42", "1 'm'"), "42 'm'");
  EXPECT_EQ(product("12 days", "45 'm'"), "");
  EXPECT_EQ(product("12 days", "2"), "24 days");
  EXPECT_EQ(product("2", "12 days"), "24 days");
  EXPECT_EQ(product("2 days", "2 days"), "");
  EXPECT_EQ(product("2", "10 'Cel'"), "");
  EXPECT_EQ(product("2 'nounit'", "2"), "");
}

TEST(QuantityQuotient, DividesUnits) {
  EXPECT_EQ(quotient("12 'cm2'", "3 'cm'"), "4 'cm'");
  EXPECT_EQ(quotient("120 'm'", "60 's'"), "2 'm/s'");
  EXPECT_EQ(quotient("60", "1 's'"), "60 '/s'");
  EXPECT_EQ(quotient("60 's'", "2"), "30 's'");
  EXPECT_EQ(quotient("1.0 'm'", "1.0 'm'"), "1 '1'");
  EXPECT_EQ(quotient("1 'm'", "0 's'"), "");
  EXPECT_EQ(quotient("10 days", "2"), "5 days");
  EXPECT_EQ(quotient("10 days", "2 days"), "");
  EXPECT_EQ(quotient("10", "2 days"), "");
}

TEST(QuantityOperands, TakeNumbersAsUnitOne) {
  const Quantity length = quantity("2 'cm'");
  EXPECT_EQ(text(operators::multiply(3, QuantityView(length))), "6 'cm'");
  EXPECT_EQ(text(operators::divide(QuantityView(length), decimal("4.0"))), "0.5 'cm'");
  EXPECT_EQ(text(operators::add(2, QuantityView(length))), "");
  EXPECT_EQ(text(operators::negate(QuantityView(length))), "-2 'cm'");
}

}  // namespace
}  // namespace kiln::core
