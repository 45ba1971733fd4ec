#include "proptest/reference/conversion.h"

#include <gtest/gtest.h>

#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

const Dialect kV3{};

using Function = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);

std::string of(Function function, std::string_view input) {
  return show(function(kV3, literal(input)));
}

std::string quantity(std::string_view input, const std::optional<std::string>& unit = {}) {
  return show(to_quantity(kV3, literal(input), unit));
}

TEST(ReferenceConversion, ToBoolean) {
  for (const char* yes : {"'true'", "'T'", "'yes'", "'Y'", "'1'", "'1.0'", "1", "1L", "1.00"}) {
    EXPECT_EQ(of(to_boolean, yes), "true") << yes;
  }
  for (const char* no : {"'false'", "'F'", "'no'", "'N'", "'0'", "'0.0'", "0", "0.0"}) {
    EXPECT_EQ(of(to_boolean, no), "false") << no;
  }
  for (const char* other : {"'hello'", "2", "0.5", "'1.00'", "1 '1'", "@2014"}) {
    EXPECT_EQ(of(to_boolean, other), "{}") << other;
  }
}

TEST(ReferenceConversion, ToIntegerAndLong) {
  EXPECT_EQ(of(to_integer, "'1'"), "1");
  EXPECT_EQ(of(to_integer, "'+5'"), "5");
  EXPECT_EQ(of(to_integer, "'-007'"), "-7");
  EXPECT_EQ(of(to_integer, "'1.0'"), "{}");
  EXPECT_EQ(of(to_integer, "'st'"), "{}");
  EXPECT_EQ(of(to_integer, "1.0"), "{}");
  EXPECT_EQ(of(to_integer, "42L"), "42");
  EXPECT_EQ(of(to_integer, "2147483648L"), "{}");
  EXPECT_EQ(of(to_integer, "true"), "1");
  EXPECT_EQ(of(to_long, "42"), "42L");
  EXPECT_EQ(of(to_long, "'9223372036854775808'"), "{}");
  EXPECT_EQ(of(to_long, "'-9223372036854775808'"), "-9223372036854775808L");
  EXPECT_EQ(of(to_long, "'abc'"), "{}");
}

TEST(ReferenceConversion, ToDecimal) {
  EXPECT_EQ(of(to_decimal, "'1.1'"), "1.1");
  EXPECT_EQ(of(to_decimal, "'42'"), "42 (decimal)");
  EXPECT_EQ(of(to_decimal, "42L"), "42 (decimal)");
  EXPECT_EQ(of(to_decimal, "true"), "1.0");
  EXPECT_EQ(of(to_decimal, "'1.'"), "{}");
  EXPECT_EQ(of(to_decimal, "'1e2'"), "{}");
  EXPECT_EQ(of(to_decimal, "'st'"), "{}");
}

TEST(ReferenceConversion, ToQuantity) {
  EXPECT_EQ(quantity("'4 days'"), "4 days");
  EXPECT_EQ(quantity("'10 'mm[Hg]''"), "10 'mm[Hg]'");
  EXPECT_EQ(quantity("'1 wk'"), "{}");
  EXPECT_EQ(quantity("'1.a'"), "{}");
  EXPECT_EQ(quantity("'1 'month''"), "1 month");
  EXPECT_EQ(quantity("42"), "42 '1'");
  EXPECT_EQ(quantity("true"), "1.0 '1'");
  EXPECT_EQ(quantity("@2014"), "{}");
  EXPECT_EQ(quantity("52 'cm'", "m"), "0.52 'm'");
  EXPECT_EQ(quantity("45", "m"), "{}");
  EXPECT_EQ(quantity("24 'm'", "kg"), "{}");
  EXPECT_EQ(quantity("1 'a'", "d"), "365.25 'd'");
  EXPECT_EQ(quantity("1 'wk'", "d"), "7 'd'");
  EXPECT_EQ(quantity("2 '[in_i]'", "cm"), "5.08 'cm'");
  EXPECT_EQ(quantity("10 'Cel'", "[degF]"), "50 '[degF]'");
  EXPECT_EQ(quantity("7 days", "wk"), "1 'wk'");
  EXPECT_EQ(quantity("182.5 days", "a"), "0.5 'a'");
}

TEST(ReferenceConversion, ToString) {
  EXPECT_EQ(of(to_string, "true"), "'true'");
  EXPECT_EQ(of(to_string, "42L"), "'42'");
  EXPECT_EQ(of(to_string, "3.140"), "'3.140'");
  EXPECT_EQ(of(to_string, "53 'km'"), "'53 'km''");
  EXPECT_EQ(of(to_string, "4 days"), "'4 days'");
  EXPECT_EQ(of(to_string, "@2025-11-01T"), "'2025-11-01'");
  EXPECT_EQ(of(to_string, "@2020-01-01T10:00:00.000+10:00"), "'2020-01-01T10:00:00.000+10:00'");
  EXPECT_EQ(of(to_string, "@T11:45"), "'11:45'");
}

TEST(ReferenceConversion, ToDateAndTime) {
  EXPECT_EQ(of([](const Dialect& d, const Item& i) { return to_date(d, i); },
               "@2024-01-15T23:30:00-05:00"),
            "@2024-01-15");
  EXPECT_EQ(show(to_date(kV3, literal("'2024-01'"))), "@2024-01");
  EXPECT_EQ(show(to_date(kV3, literal("'not-a-date'"))), "{}");
  EXPECT_EQ(show(to_date(kV3, literal("'150124'"), "ddMMyy")), "@2024-01-15");
  EXPECT_EQ(show(to_date(kV3, literal("'15-01-2024'"), "dd-MM-yyyy")), "@2024-01-15");
  EXPECT_EQ(show(to_date(kV3, literal("'12-27'"), "MM-yy")), "@2027-12");
  EXPECT_EQ(show(to_date_time(kV3, literal("'2015-02-04T14:34:28Z'"))), "@2015-02-04T14:34:28Z");
  EXPECT_EQ(show(to_date_time(kV3, literal("'2012-01-01T10:00'"))), "@2012-01-01T10:00");
  EXPECT_EQ(show(to_date_time(kV3, literal("@2012-01"))), "@2012-01T");
  EXPECT_EQ(of(to_time, "'14:34:28'"), "@T14:34:28");
  EXPECT_EQ(of(to_time, "'10:00'"), "@T10:00");
  EXPECT_EQ(of(to_time, "'not a time'"), "{}");
  EXPECT_EQ(of(to_time, "@2012"), "{}");
}

}  // namespace
}  // namespace kiln::core::reference
