#include "proptest/reference/item.h"

#include <gtest/gtest.h>

#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

/// The System value of a JSON number that no model types.
std::string number(std::string_view lexeme) {
  const Document document =
      Document::parse_json(R"({"value": )" + std::string(lexeme) + "}").value();
  Node node = root_node(document, nullptr);
  node.index = document.find(0, find_name("value"));
  return show(system_value(nullptr, node));
}

TEST(ReferenceItem, NumbersAreOfTheFirstTypeThatHoldsThem) {
  EXPECT_EQ(number("2147483647"), "2147483647");
  EXPECT_EQ(number("2147483648"), "2147483648L");
  EXPECT_EQ(number("9223372036854775808"), "9223372036854775808 (decimal)");
  EXPECT_EQ(number("1.50"), "1.50");
}

TEST(ReferenceItem, NumbersOfMoreDigitsThanADecimalHasAreErrors) {
  const std::string nines(38, '9');
  EXPECT_EQ(number(nines), nines + " (decimal)");
  EXPECT_EQ(number(std::string(39, '9')), "K0321");
  EXPECT_EQ(number("0." + std::string(39, '9')), "K0321");
}

}  // namespace
}  // namespace kiln::core::reference
