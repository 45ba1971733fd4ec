// Equality, equivalence and order of System values: §6.1, §6.2.

#include "runtime/function/equality.h"

#include <gtest/gtest.h>

#include "runtime/function/comparison.h"
#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using testing::decimal;
using testing::quantity;
using testing::temporal;
using testing::text;
using namespace std::string_view_literals;

std::string same(const Operand& a, const Operand& b) {
  return text(operators::equal(a, b));
}
std::string alike(const Operand& a, const Operand& b) {
  return text(operators::equivalent(a, b));
}

std::string order(const Operand& a, const Operand& b) {
  const Expected<PartialOrdering> result = operators::compare(a, b);
  if (!result) return to_string(result.error().code);
  if (!*result) return "?";
  return **result < 0 ? "<" : **result > 0 ? ">" : "=";
}

TEST(Equality, ConvertsNumbersToTheLargerType) {
  const Quantity one = quantity("1 '1'");
  EXPECT_EQ(same(1, 1), "true");
  EXPECT_EQ(same(1, std::int64_t{1}), "true");
  EXPECT_EQ(same(1, decimal("1.00")), "true");
  EXPECT_EQ(same(std::int64_t{1}, decimal("1.01")), "false");
  EXPECT_EQ(same(decimal("1.10"), decimal("1.1")), "true");
  EXPECT_EQ(same(1, QuantityView(one)), "true");
  EXPECT_EQ(same(decimal("1.0"), QuantityView(one)), "true");
  EXPECT_EQ(same(std::int64_t{2}, QuantityView(one)), "false");
  EXPECT_EQ(same(std::numeric_limits<std::int64_t>::max(), decimal("9223372036854775807.0")),
            "true");
}

TEST(Equality, OfStringsAndBooleans) {
  EXPECT_EQ(same("a"sv, "a"sv), "true");
  EXPECT_EQ(same("a"sv, "A"sv), "false");
  EXPECT_EQ(same(true, true), "true");
  EXPECT_EQ(same(true, false), "false");
}

TEST(Equality, OfDatesAndTimes) {
  EXPECT_EQ(same(temporal("2012"), temporal("2012T")), "true");
  EXPECT_EQ(same(temporal("2012-04-15"), temporal("2012-04-15T10:00:00")), "?");
  EXPECT_EQ(same(temporal("T10"), temporal("T10:30")), "?");
  EXPECT_EQ(same(temporal("2012"), temporal("T10")), "false");
  const Rules eastern{.language = LanguageVersion::V3, .default_offset_minutes = -300};
  EXPECT_EQ(
      text(operators::equal(temporal("2012-04-15T15:00:00Z"), temporal("2012-04-15T10:00:00"))),
      "?");
  EXPECT_EQ(text(operators::equal(temporal("2012-04-15T15:00:00Z"), temporal("2012-04-15T10:00:00"),
                                  eastern)),
            "true");
}

TEST(Equality, OfUnlikeTypesIsFalse) {
  const Quantity day = quantity("1 day");
  EXPECT_EQ(same(1, "1"sv), "false");
  EXPECT_EQ(same(1, true), "false");
  EXPECT_EQ(same(temporal("2012"), "2012"sv), "false");
  EXPECT_EQ(same(QuantityView(day), temporal("2012")), "false");
  EXPECT_EQ(alike(1, "1"sv), "false");
}

TEST(Equivalence, RoundsDecimalsAndIgnoresCase) {
  EXPECT_EQ(alike(decimal("0.6666666666666666666666666667"), decimal("0.67")), "true");
  EXPECT_EQ(alike(2, decimal("2.1")), "true");
  EXPECT_EQ(alike(2, std::int64_t{2}), "true");
  EXPECT_EQ(alike("a b"sv, "A\tB"sv), "true");
  EXPECT_EQ(alike("a  b"sv, "a b"sv), "false");
  EXPECT_EQ(alike(true, true), "true");
  EXPECT_EQ(alike(temporal("2012-01"), temporal("2012")), "false");
  EXPECT_EQ(alike(temporal("2012"), temporal("T10")), "false");
}

TEST(Order, FollowsTheTypes) {
  EXPECT_EQ(order(10, 5), ">");
  EXPECT_EQ(order(10, decimal("5.0")), ">");
  EXPECT_EQ(order(std::int64_t{5}, 10), "<");
  EXPECT_EQ(order("abc"sv, "ABC"sv), ">");
  EXPECT_EQ(order("\U0001F525"sv, "\uFFFD"sv), ">");
  EXPECT_EQ(order(temporal("2018-03"), temporal("2018-03-01")), "?");
  EXPECT_EQ(order(temporal("2018-03"), temporal("2019-03-01T10")), "<");
  EXPECT_EQ(order(temporal("T10:30:00"), temporal("T10:30:00.0")), "=");
  const Quantity metres = quantity("4 'm'");
  EXPECT_EQ(order(QuantityView(metres), 4), "?");
}

TEST(Order, RefusesTypesWithoutOne) {
  EXPECT_EQ(order(true, false), "K0302");
  EXPECT_EQ(order(1, "1"sv), "K0302");
  EXPECT_EQ(order(temporal("2012"), temporal("T10")), "K0302");
  EXPECT_EQ(order(temporal("2012"), 2012), "K0302");
}

}  // namespace
}  // namespace kiln::core
