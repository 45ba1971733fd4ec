#include "compiler/bytecode/literal.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

bool is_value(LiteralKind kind, std::string text, std::string unit = {}) {
  Arena arena;
  return item_of({kind, std::move(text), std::move(unit)}, arena).has_value();
}

TEST(Literal, TheSameTextComesBack) {
  Arena arena;
  const Literal literals[] = {
      {LiteralKind::Boolean, "false", ""},
      {LiteralKind::Integer, "-2147483648", ""},
      {LiteralKind::Long, "9223372036854775807", ""},
      {LiteralKind::Decimal, "1.500", ""},
      {LiteralKind::Decimal, "-12345678901234567890123456789012345678", ""},
      {LiteralKind::String, "a\n\"b", ""},
      {LiteralKind::Date, "2015-02", ""},
      {LiteralKind::DateTime, "2015", ""},
      {LiteralKind::DateTime, "2015-02-04T14:34:28.123+10:00", ""},
      {LiteralKind::DateTime, "2015-02-04T14:34:28Z", ""},
      {LiteralKind::Time, "14:34", ""},
      {LiteralKind::Quantity, "4.50", "mg"},
      {LiteralKind::Duration, "4", "day"},
  };
  for (const Literal& literal : literals) {
    const auto item = item_of(literal, arena);
    ASSERT_TRUE(item) << literal.text;
    EXPECT_EQ(literal_of(*item), literal) << literal.text;
  }
}

TEST(Literal, AnotherTextOfTheSameValueIsNone) {
  EXPECT_FALSE(is_value(LiteralKind::Boolean, "yes"));
  EXPECT_FALSE(is_value(LiteralKind::Integer, "05"));
  EXPECT_FALSE(is_value(LiteralKind::Integer, "2147483648"));
  EXPECT_FALSE(is_value(LiteralKind::Decimal, "1e2"));
  EXPECT_FALSE(is_value(LiteralKind::DateTime, "2015T"));
  EXPECT_FALSE(is_value(LiteralKind::Date, "2015-02-30"));
  EXPECT_FALSE(is_value(LiteralKind::String, "\xFF"));
  EXPECT_FALSE(is_value(LiteralKind::Duration, "4", "days"));
  EXPECT_FALSE(is_value(LiteralKind::Duration, "4", "mg"));
  EXPECT_FALSE(is_value(LiteralKind::Quantity, "four", "mg"));
}

TEST(Literal, ANodeHasNone) {
  EXPECT_FALSE(literal_of(Item()));
  EXPECT_FALSE(literal_of(Item::node({})));
}

}  // namespace
}  // namespace kiln::core
