#include "runtime/builtin/operators.h"

#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using enum BinaryOperator;

class OperatorTest : public test::CallTest {
 protected:
  std::string binary(Items left, BinaryOperator op, Items right) {
    return print(apply(evaluation_, op, left, right));
  }
  std::string binary(const Item& left, BinaryOperator op, const Item& right) {
    return binary(one(left), op, one(right));
  }
  std::string minus(const Item& item) {
    return print(apply(evaluation_, UnaryOperator::Minus, one(item)));
  }
  Item decimal(std::string_view text) { return evaluation_.decimal(*Decimal::parse(text)); }
  Item quantity(std::string_view number, std::string_view unit) {
    return evaluation_.quantity(QuantityView(*Decimal::parse(number), unit, false));
  }
  Item date(std::string_view text) { return evaluation_.temporal(*Temporal::parse_date(text)); }
};

Item i(std::int32_t value) {
  return Item::integer(value);
}
Item l(std::int64_t value) {
  return Item::long_integer(value);
}
Item s(std::string_view value) {
  return Item::string(value);
}

TEST_F(OperatorTest, IntegersStayIntegersAndOverflowIsNothing) {
  EXPECT_EQ(binary(i(2), Add, i(3)), "5");
  EXPECT_EQ(binary(i(2), Subtract, i(3)), "-1");
  EXPECT_EQ(binary(i(2), Multiply, i(3)), "6");
  EXPECT_EQ(binary(i(-5), Div, i(2)), "-2");
  EXPECT_EQ(binary(i(-5), Mod, i(2)), "-1");
  EXPECT_EQ(binary(i(5), Divide, i(2)), "2.5");
  EXPECT_EQ(binary(i(INT32_MAX), Add, i(1)), "");
  EXPECT_EQ(binary(i(INT32_MAX), Add, l(1)), "2147483648");
  EXPECT_EQ(binary(l(INT64_MAX), Add, l(1)), "");
  EXPECT_EQ(binary(i(1), Div, i(0)), "");
  EXPECT_EQ(binary(i(1), Divide, i(0)), "");
  EXPECT_EQ(apply(evaluation_, Add, one(i(1)), one(l(1)))->front().kind(), ItemKind::Long);
}

TEST_F(OperatorTest, DecimalsKeepTheirScale) {
  EXPECT_EQ(binary(decimal("1.10"), Add, i(1)), "2.10");
  EXPECT_EQ(binary(l(2), Multiply, decimal("0.5")), "1.0");
  EXPECT_EQ(binary(decimal("5.5"), Div, i(2)), "2");
  EXPECT_EQ(binary(decimal("5.5"), Mod, i(2)), "1.5");
  EXPECT_EQ(binary(decimal("12345678901234567890.5"), Add, decimal("0.5")),
            "12345678901234567891.0");
}

TEST_F(OperatorTest, MinusTurnsTheSign) {
  EXPECT_EQ(minus(i(5)), "-5");
  EXPECT_EQ(minus(i(INT32_MIN)), "");
  EXPECT_EQ(minus(l(INT64_MIN)), "");
  EXPECT_EQ(minus(decimal("1.50")), "-1.50");
  EXPECT_EQ(minus(quantity("4", "mg")), "-4 'mg'");
  EXPECT_EQ(minus(s("a")), "K0302 at 0: unary '-' does not take 'String'");
  EXPECT_EQ(print(apply(evaluation_, UnaryOperator::Plus, one(decimal("1.50")))), "1.50");
  EXPECT_EQ(print(apply(evaluation_, UnaryOperator::Plus, Items())), "");
  EXPECT_EQ(print(apply(evaluation_, UnaryOperator::Plus, list({i(1), i(2)}))),
            "K0301 at 0: a single item is needed, there are 2");
}

TEST_F(OperatorTest, QuantitiesAndDatesGoThroughTheirOperators) {
  EXPECT_EQ(binary(quantity("4", "g"), Add, quantity("1", "g")), "5 'g'");
  EXPECT_EQ(binary(quantity("4", "g"), Multiply, i(2)), "8 'g'");
  EXPECT_EQ(binary(quantity("4", "g"), Div, i(2)),
            "K0302 at 0: 'div' does not take 'Quantity' and 'Integer'");
  const Item days = evaluation_.quantity(QuantityView(Decimal(2), "day", true));
  EXPECT_EQ(binary(date("2020-02-28"), Add, days), "@2020-03-01");
  EXPECT_EQ(binary(date("2020-03-01"), Subtract, days), "@2020-02-28");
  EXPECT_EQ(binary(date("2020"), Add, i(1)), "K0302 at 0: '+' does not take 'Date' and 'Integer'");
}

TEST_F(OperatorTest, StringsAreJoined) {
  EXPECT_EQ(binary(s("a"), Add, s("b")), "'ab'");
  EXPECT_EQ(binary(one(s("a")), Add, {}), "");
  EXPECT_EQ(binary(one(s("a")), Concatenate, {}), "'a'");
  EXPECT_EQ(binary(Items(), Concatenate, Items()), "''");
  EXPECT_EQ(binary(s("a"), Concatenate, i(1)), "K0302 at 0: '&' does not take 'Integer'");
  environment_.limits.max_string = 3;
  begin();
  EXPECT_EQ(binary(s("ab"), Concatenate, s("c")), "'abc'");
  EXPECT_EQ(binary(s("ab"), Add, s("cd")), "K0315 at 0: a string of more than 3 bytes");
}

TEST_F(OperatorTest, OrderIsKnownOrNot) {
  EXPECT_EQ(binary(i(1), Less, decimal("1.5")), "true");
  EXPECT_EQ(binary(i(2), LessOrEqual, l(2)), "true");
  EXPECT_EQ(binary(s("b"), Greater, s("a")), "true");
  EXPECT_EQ(binary(decimal("1.0"), GreaterOrEqual, decimal("1.00")), "true");
  EXPECT_EQ(binary(date("2020"), Less, date("2020-01")), "");
  EXPECT_EQ(binary(one(i(1)), Less, {}), "");
  EXPECT_EQ(binary(Item::boolean(true), Less, i(1)), "K0302 at 0: 'Boolean' has no order");
  EXPECT_EQ(binary(s("a"), Less, i(1)), "K0302 at 0: 'String' does not compare with 'Integer'");
}

TEST_F(OperatorTest, AQuantityWithoutACodeHasNoNumberToComputeWith) {
  const Item bare = begin(R"({"value": 4, "unit": "mg"})", fhir_type::Quantity);
  EXPECT_EQ(binary(bare, Add, i(1)), "");
  EXPECT_EQ(binary(s("a"), Multiply, bare), "");
  EXPECT_EQ(binary(bare, Less, Item::boolean(true)), "");
  EXPECT_EQ(minus(bare), "K0302 at 0: unary '-' does not take 'element'");
}

TEST_F(OperatorTest, CollectionsAreComparedAndUnited) {
  EXPECT_EQ(binary(list({i(1), i(2)}), Equal, list({l(1), decimal("2.0")})), "true");
  EXPECT_EQ(binary(list({i(1), i(2)}), Equal, list({i(2), i(1)})), "false");
  EXPECT_EQ(binary(list({i(1), i(2)}), NotEqual, one(i(1))), "true");
  EXPECT_EQ(binary({}, Equal, one(i(1))), "");
  EXPECT_EQ(binary(Items(), NotEqual, Items()), "");
  EXPECT_EQ(binary(list({i(1), i(2)}), Equivalent, list({i(2), i(1)})), "true");
  EXPECT_EQ(binary(Items(), NotEquivalent, Items()), "false");
  EXPECT_EQ(binary(list({i(1), i(2), i(1)}), Union, list({l(2), i(3)})), "1, 2, 3");
  EXPECT_EQ(binary(i(2), In, i(2)), "true");
  EXPECT_EQ(binary(one(i(2)), In, {}), "false");
  EXPECT_EQ(binary({}, In, one(i(2))), "");
  EXPECT_EQ(binary(list({i(1), i(2)}), Contains, one(l(2))), "true");
  EXPECT_EQ(binary(list({i(1), i(2)}), In, one(i(2))),
            "K0301 at 0: a single item is needed, there are 2");
}

TEST_F(OperatorTest, ChargesTheItemsOfBothSides) {
  environment_.limits.max_steps = 100;
  begin();
  binary(list({i(1), i(2)}), Equal, one(i(1)));
  EXPECT_EQ(evaluation_.fuel(), 97u);
  binary(list({i(1), i(2)}), Union, one(i(2)));  // 3 items, then 1 + 2 comparisons
  EXPECT_EQ(evaluation_.fuel(), 91u);
}

TEST(Truth, FollowsTheTables) {
  const Truth truths[] = {true, false, Truth()};
  const auto table = [&](auto operation) {
    std::string text;
    for (const Truth a : truths) {
      for (const Truth b : truths) {
        const Truth result = operation(a, b);
        text += !result ? '?' : *result ? 't' : 'f';
      }
      text += ' ';
    }
    return text;
  };
  EXPECT_EQ(table(conjunction), "tf? fff ?f? ");
  EXPECT_EQ(table(disjunction), "ttt tf? t?? ");
  EXPECT_EQ(table(exclusive), "ft? tf? ??? ");
  EXPECT_EQ(table(implication), "tf? ttt t?? ");
  EXPECT_TRUE(items_of(true).front().as_boolean());
  EXPECT_TRUE(items_of(Truth()).empty());
}

}  // namespace
}  // namespace kiln::core
