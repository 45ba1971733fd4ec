// The conversion functions: §5.5. Against the reference: proptest/properties/function_test.cc.

#include "runtime/function/conversion.h"

#include <gtest/gtest.h>

#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using testing::decimal;
using testing::quantity;
using testing::temporal;
using namespace std::string_view_literals;

template <class T>
std::string text(const std::optional<T>& value) {
  return value ? testing::text(SystemValue(*value)) : "";
}

template <class T>
std::string text(const Expected<std::optional<T>>& value) {
  return value ? text(*value) : to_string(value.error().code);
}

TEST(Conversion, ToBooleanTakesWordsInAnyCase) {
  for (const char* yes : {"true", "T", "yes", "Y", "1", "1.0", "TrUe"}) {
    EXPECT_EQ(conversions::to_boolean(std::string_view(yes)), true) << yes;
  }
  for (const char* no : {"false", "F", "no", "N", "0", "0.0"}) {
    EXPECT_EQ(conversions::to_boolean(std::string_view(no)), false) << no;
  }
  for (const char* other : {"", "hello", "1.00", " 1", "tru"}) {
    EXPECT_EQ(conversions::to_boolean(std::string_view(other)), std::nullopt) << other;
  }
  EXPECT_EQ(conversions::to_boolean(1), true);
  EXPECT_EQ(conversions::to_boolean(decimal("0.00")), false);
  EXPECT_EQ(conversions::to_boolean(2), std::nullopt);
  EXPECT_EQ(conversions::to_boolean(quantity("1")), std::nullopt);
}

TEST(Conversion, ToIntegerAndToLongTakeDigits) {
  EXPECT_EQ(conversions::to_integer("+5"sv), 5);
  EXPECT_EQ(conversions::to_integer("-007"sv), -7);
  EXPECT_EQ(conversions::to_integer("-2147483648"sv), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(conversions::to_integer("2147483648"sv), std::nullopt);
  EXPECT_EQ(conversions::to_integer("00000000000000000000000000000001"sv), 1);
  EXPECT_EQ(conversions::to_integer(std::int64_t{2147483648}), std::nullopt);
  EXPECT_EQ(conversions::to_integer(true), 1);
  EXPECT_EQ(conversions::to_integer(decimal("1.0")), std::nullopt);
  EXPECT_EQ(conversions::to_long("-9223372036854775808"sv),
            std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(conversions::to_long("9223372036854775808"sv), std::nullopt);
  for (const char* other : {"", "+", "-", "+-1", "--1", " 1", "1 ", "1.0", "1e2"}) {
    EXPECT_EQ(conversions::to_long(std::string_view(other)), std::nullopt) << other;
  }
}

TEST(Conversion, ToDecimalKeepsTheScale) {
  EXPECT_EQ(text(conversions::to_decimal("+1.10"sv)), "1.10d");
  EXPECT_EQ(text(conversions::to_decimal(std::int64_t{42})), "42d");
  EXPECT_EQ(text(conversions::to_decimal(true)), "1.0d");
  EXPECT_EQ(text(conversions::to_decimal(false)), "0.0d");
  for (const char* other : {"", "1.", ".5", "1e2", "1E2", "1.0.0"}) {
    EXPECT_EQ(text(conversions::to_decimal(std::string_view(other))), "") << other;
  }
  EXPECT_EQ(text(conversions::to_decimal(quantity("1"))), "");
}

TEST(Conversion, ToQuantityConvertsToAUnit) {
  EXPECT_EQ(text(conversions::to_quantity("4 days"sv)), "4 days");
  EXPECT_EQ(text(conversions::to_quantity(42)), "42 '1'");
  EXPECT_EQ(text(conversions::to_quantity(true)), "1.0 '1'");
  EXPECT_EQ(text(conversions::to_quantity(temporal("2014"))), "");
  EXPECT_EQ(text(conversions::to_quantity(quantity("52 'cm'"), "m")), "0.52 'm'");
  EXPECT_EQ(text(conversions::to_quantity("7 days"sv, "wk")), "1 'wk'");
  EXPECT_EQ(text(conversions::to_quantity(quantity("24 'm'"), "kg")), "");
}

TEST(Conversion, ToStringIsTheTextOfAValue) {
  EXPECT_EQ(conversions::to_string(true), "true");
  EXPECT_EQ(conversions::to_string(std::numeric_limits<std::int64_t>::min()),
            "-9223372036854775808");
  EXPECT_EQ(conversions::to_string(decimal("3.140")), "3.140");
  EXPECT_EQ(conversions::to_string(quantity("53 'km'")), "53 'km'");
  EXPECT_EQ(conversions::to_string(temporal("2025-11-01T")), "2025-11-01");
  EXPECT_EQ(conversions::to_string("abc"sv), "abc");
}

TEST(Conversion, ToDateAndTimeTakeFormats) {
  EXPECT_EQ(text(conversions::to_date(temporal("2024-01-15T23:30:00-05:00"))), "@2024-01-15");
  EXPECT_EQ(text(conversions::to_date("2024-01"sv)), "@2024-01");
  EXPECT_EQ(text(conversions::to_date("15-01-2024"sv, "dd-MM-yyyy")), "@2024-01-15");
  EXPECT_EQ(text(conversions::to_date("15"sv, "z")), "K0317");
  EXPECT_EQ(text(conversions::to_date(temporal("2024"), "z")), "@2024");
  EXPECT_EQ(text(conversions::to_date(temporal("T10"))), "");
  EXPECT_EQ(text(conversions::to_date_time(temporal("2012-01"))), "@2012-01T");
  EXPECT_EQ(text(conversions::to_date_time("2024-01-15T10"sv)), "@2024-01-15T10");
  EXPECT_EQ(text(conversions::to_date_time("2024 10"sv, "yyyy MM")), "@2024-10T");
  EXPECT_EQ(text(conversions::to_date_time(temporal("T10"))), "");
  EXPECT_EQ(text(conversions::to_time("14:34:28"sv)), "@T14:34:28");
  EXPECT_EQ(text(conversions::to_time("T14:34"sv)), "");
  EXPECT_EQ(text(conversions::to_time(temporal("T10"))), "@T10");
  EXPECT_EQ(text(conversions::to_time(temporal("2012"))), "");
}

}  // namespace
}  // namespace kiln::core
