// The aggregate functions: §7.2 to §7.5. Against the reference:
// proptest/properties/function_test.cc.

#include "runtime/function/aggregate.h"

#include <gtest/gtest.h>

#include <vector>

#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using aggregates::Extreme;
using aggregates::Total;
using testing::decimal;
using testing::quantity;
using testing::temporal;
using namespace std::string_view_literals;

using Operands = std::vector<Operand>;

std::string text(const std::optional<SystemValue>& value) {
  return value ? testing::text(*value) : "";
}

std::string total(const Operands& values, Total::Numbers numbers) {
  Total total(numbers);
  for (const Operand& value : values) {
    if (const Expected<void> added = total.add(value); !added) return added.error().message;
  }
  return text(numbers == Total::Numbers::AsTheyAre ? total.sum() : total.average());
}

std::string sum(const Operands& values) {
  return total(values, Total::Numbers::AsTheyAre);
}

std::string average(const Operands& values) {
  return total(values, Total::Numbers::AsDecimals);
}

std::string extreme(const Operands& values, std::strong_ordering beyond) {
  Extreme extreme(beyond, {});
  for (const Operand& value : values) {
    if (const Expected<void> added = extreme.add(value); !added) return added.error().message;
  }
  const std::optional<std::uint32_t> position = extreme.position();
  return position ? std::to_string(*position) : "";
}

std::string least(const Operands& values) {
  return extreme(values, std::strong_ordering::less);
}

std::string greatest(const Operands& values) {
  return extreme(values, std::strong_ordering::greater);
}

TEST(Total, AddsNumbersOfOneType) {
  EXPECT_EQ(sum({1, 2, 3}), "6");
  EXPECT_EQ(sum({std::int64_t{1}, std::int64_t{2}}), "3L");
  EXPECT_EQ(sum({decimal("1.10"), decimal("2")}), "3.10d");
  EXPECT_EQ(sum({}), "");
  EXPECT_EQ(sum({2147483647, 1, -1}), "");
}

TEST(Total, AddsQuantitiesInTheMostGranularUnit) {
  const Quantity metres = quantity("3 'm'");
  const Quantity centimetres = quantity("3 'cm'");
  const Quantity grams = quantity("3 'g'");
  EXPECT_EQ(sum({metres, centimetres}), "303 'cm'");
  EXPECT_EQ(sum({metres, grams, centimetres}), "");
  EXPECT_EQ(average({metres, centimetres}), "151.5 'cm'");
}

TEST(Total, AveragesAreDecimals) {
  EXPECT_EQ(average({1, 2}), "1.5d");
  EXPECT_EQ(average({2147483647, 2147483647}), "2147483647d");
  EXPECT_EQ(average({std::int64_t{1}}), "1d");
}

TEST(Total, RefusesOtherTypes) {
  EXPECT_EQ(sum({1, decimal("1.0")}), "items of different types, 'Integer' and 'Decimal'");
  EXPECT_EQ(average({1, std::int64_t{1}}), "items of different types, 'Integer' and 'Long'");
  EXPECT_EQ(sum({1, "a"sv}), "'String' cannot be aggregated so");
  EXPECT_EQ(sum({true}), "'Boolean' cannot be aggregated so");
}

TEST(Total, IsNothingWithAnUnknownValue) {
  Total total(Total::Numbers::AsTheyAre);
  EXPECT_TRUE(total.add(1));
  total.add_unknown();
  EXPECT_TRUE(total.add(2));
  EXPECT_FALSE(total.sum());
  EXPECT_EQ(total.add("a"sv).error().code, ErrorCode::InputType);
}

TEST(Extreme, IsTheFirstOfItsKind) {
  EXPECT_EQ(least({3, 1, 2, 1}), "1");
  EXPECT_EQ(greatest({3, 1, 2, 3}), "0");
  EXPECT_EQ(greatest({"a"sv, "b"sv}), "1");
  EXPECT_EQ(least({temporal("T11"), temporal("T10")}), "1");
  EXPECT_EQ(least({}), "");
}

TEST(Extreme, IsNothingWithoutAnOrder) {
  const Quantity grams = quantity("3 'g'");
  const Quantity metres = quantity("3 'm'");
  EXPECT_EQ(least({temporal("2012"), temporal("2012-01"), temporal("2011")}), "");
  EXPECT_EQ(least({grams, metres}), "");
}

TEST(Extreme, RefusesOtherTypes) {
  EXPECT_EQ(least({true}), "'Boolean' cannot be aggregated so");
  EXPECT_EQ(least({temporal("2012"), temporal("2012T")}),
            "items of different types, 'Date' and 'DateTime'");
  EXPECT_EQ(least({temporal("2012"), temporal("2012-01"), 1}),
            "items of different types, 'Date' and 'Integer'");
}

}  // namespace
}  // namespace kiln::core
