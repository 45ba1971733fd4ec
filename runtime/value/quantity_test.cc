// Quantity: text (§5.5.7.1, §5.5.8.1) and the calendar units (§4.1.8.1).

#include "runtime/value/quantity.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

/// The literal of the quantity that a text says, "" for none.
std::string read(std::string_view text) {
  const std::optional<Quantity> quantity = parse_quantity(text);
  return quantity ? quantity->to_string() : "";
}

TEST(QuantityText, ReadsTheFormatOfToQuantity) {
  EXPECT_EQ(read("4 days"), "4 days");
  EXPECT_EQ(read("10 'mm[Hg]'"), "10 'mm[Hg]'");
  EXPECT_EQ(read("5"), "5 '1'");
  EXPECT_EQ(read("+5.50"), "5.50 '1'");
  EXPECT_EQ(read("-5'mg'"), "-5 'mg'");
  EXPECT_EQ(read("1.0\t\n 'kg'"), "1.0 'kg'");
  EXPECT_EQ(read("2week"), "2 weeks");
  EXPECT_EQ(read("5 "), "5 '1'");
  EXPECT_EQ(read("1 'no unit at all'"), "1 'no unit at all'");
}

TEST(QuantityText, ReadsQuotedKeywordsAsCalendarUnits) {
  EXPECT_EQ(read("1 'month'"), "1 month");
  EXPECT_EQ(read("3 'years'"), "3 years");
  EXPECT_EQ(read("1 'wk'"), "1 'wk'");
  EXPECT_EQ(read("1 'Year'"), "1 'Year'");
}

TEST(QuantityText, RefusesWhatIsNone) {
  for (const char* bad :
       {"",        " 5",         "mg",
        "'mg'",    "5 mg",       "1 wk",
        "1 Year",  "5 '",        "5 ''",
        "5 'mg",   "5 'mg' ",    "5 'm'g'",
        "5 days ", "5.",         ".5",
        "5. 'mg'", "1e2 'mg'",   "1 2 'mg'",
        "- 5",     "5 days 'd'", "1234567890123456789012345678901234567890 'mg'"}) {
    EXPECT_EQ(read(bad), "") << bad;
  }
}

TEST(QuantityText, WritesThePluralUnlessTheValueIsOne) {
  EXPECT_EQ((Quantity{Decimal(1), "week", true}.to_string()), "1 week");
  EXPECT_EQ((Quantity{Decimal(4), "day", true}.to_string()), "4 days");
  EXPECT_EQ((Quantity{Decimal::from_parts(10, 1), "year", true}.to_string()), "1.0 year");
  EXPECT_EQ((Quantity{Decimal(-1), "year", true}.to_string()), "-1 years");
  EXPECT_EQ((Quantity{Decimal(0), "hour", true}.to_string()), "0 hours");
  EXPECT_EQ((Quantity{Decimal(53), "km", false}.to_string()), "53 'km'");
}

TEST(CalendarUnits, HaveKeywordsAndUcumCodes) {
  for (int i = 0; i < 8; ++i) {
    const auto field = static_cast<TemporalField>(i);
    EXPECT_EQ(calendar_unit(calendar_keyword(field)), field);
    EXPECT_EQ(calendar_unit(std::string(calendar_keyword(field)) + "s"), field);
    EXPECT_EQ(calendar_of_ucum(ucum_code_of(field)), field);
  }
  EXPECT_EQ(calendar_keyword(TemporalField::Week), "week");
  EXPECT_EQ(ucum_code_of(TemporalField::Month), "mo");
  EXPECT_EQ(calendar_unit("a"), std::nullopt);
  EXPECT_EQ(calendar_unit("Years"), std::nullopt);
  EXPECT_EQ(calendar_of_ucum("year"), std::nullopt);
}

}  // namespace
}  // namespace kiln::core
