// Math (§5.8) and aggregates (§7.2 to §7.5) on items.

#include <gtest/gtest.h>

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using Numbers = test::CallTest;

class Observation : public test::CallTest {
 protected:
  Observation() {
    root_ = begin(R"({"resourceType": "Observation", "component": [
        {"valueQuantity": {"value": 3, "unit": "m", "system": "http://unitsofmeasure.org",
            "code": "m"}},
        {"valueQuantity": {"value": 3, "unit": "cm", "system": "http://unitsofmeasure.org",
            "code": "cm"}},
        {"valueQuantity": {"value": 3, "unit": "feet"}},
        {"_valueInteger": {"id": "x"}}]})");
    values_ = along(root_, {"component", "value"});
  }

  Item root_;
  Items values_;
};

TEST_F(Numbers, MathTakesNumbers) {
  EXPECT_EQ(answer(FunctionId::Abs, one(Item::integer(-5))), "5");
  EXPECT_EQ(answer(FunctionId::Sqrt, one(Item::long_integer(81))), "9");
  EXPECT_EQ(answer(FunctionId::Floor, {}), "");
  EXPECT_EQ(answer(FunctionId::Floor, text("a")), "K0303 at 0: 'floor' does not take 'String'");
  EXPECT_EQ(answer(FunctionId::Ln, one(Item::integer(0))), "");
}

TEST_F(Numbers, RoundWithoutDigitsIsToWholeNumbers) {
  const Items number = one(evaluation_.decimal(Decimal::from_parts(3149, 3)));
  EXPECT_EQ(answer(FunctionId::Round, number), "3");
  EXPECT_EQ(answer(FunctionId::Round, number, {one(Item::integer(2))}), "3.15");
  EXPECT_EQ(answer(FunctionId::Round, number, {Items()}), "");
  EXPECT_EQ(answer(FunctionId::Round, number, {one(Item::integer(-1))}),
            "K0305 at 0: the precision of 'round' is 0 or more");
}

TEST_F(Numbers, TheInputIsLookedAtBeforeTheArgument) {
  const Items number = one(Item::integer(16));
  EXPECT_EQ(answer(FunctionId::Log, number, {one(Item::integer(2))}), "4");
  EXPECT_EQ(answer(FunctionId::Log, number, {Items()}), "");
  EXPECT_EQ(answer(FunctionId::Log, text("a"), {text("b")}),
            "K0303 at 0: 'log' does not take 'String'");
  EXPECT_EQ(answer(FunctionId::Log, number, {text("b")}),
            "K0304 at 0: the base of 'log' is not 'String'");
  EXPECT_EQ(answer(FunctionId::Power, number, {text("b")}),
            "K0304 at 0: the exponent of 'power' is not 'String'");
}

TEST_F(Numbers, AggregatesTakeOneType) {
  const Items numbers = list({Item::integer(3), Item::integer(1), Item::integer(2)});
  EXPECT_EQ(answer(FunctionId::Sum, numbers), "6");
  EXPECT_EQ(answer(FunctionId::Avg, numbers), "2");
  EXPECT_EQ(answer(FunctionId::Min, numbers), "1");
  EXPECT_EQ(answer(FunctionId::Max, numbers), "3");
  EXPECT_EQ(answer(FunctionId::Sum, {}), "");
  EXPECT_EQ(answer(FunctionId::Sum, list({Item::integer(1), Item::long_integer(1)})),
            "K0303 at 0: items of different types, 'Integer' and 'Long'");
}

TEST_F(Numbers, AggregatesChargeForTheirInput) {
  environment_.limits.max_steps = 2;
  begin();
  const Items numbers = list({Item::integer(3), Item::integer(1), Item::integer(2)});
  EXPECT_EQ(answer(FunctionId::Sum, numbers).substr(0, 5), "K0314");
}

TEST_F(Observation, QuantitiesAreAddedInOneUnit) {
  EXPECT_EQ(answer(FunctionId::Sum, values_.slice(0, 2)), "303 'cm'");
  EXPECT_EQ(answer(FunctionId::Avg, values_.slice(0, 2)), "151.5 'cm'");
  EXPECT_EQ(answer(FunctionId::Floor, values_.slice(0, 1)), "3 'm'");
}

TEST_F(Observation, AnExtremeIsTheElementItself) {
  const Items least = call(FunctionId::Min, values_.slice(0, 2)).value();
  ASSERT_EQ(least.size(), 1U);
  EXPECT_EQ(least[0].index(), values_[1].index());
}

TEST_F(Observation, AQuantityWithoutACodeIsNone) {
  EXPECT_EQ(answer(FunctionId::Sum, values_.slice(0, 3)),
            "K0303 at 0: 'element' cannot be aggregated so");
  EXPECT_EQ(answer(FunctionId::Abs, values_.slice(2, 1)),
            "K0303 at 0: 'abs' does not take 'element'");
  EXPECT_EQ(answer(FunctionId::Log, one(Item::integer(2)), {values_.slice(2, 1)}),
            "K0304 at 0: the base of 'log' is not 'element'");
}

TEST_F(Observation, APrimitiveWithoutAValueIsNotKnown) {
  ASSERT_EQ(values_.size(), 4U);
  EXPECT_EQ(answer(FunctionId::Sum, list({Item::integer(1), values_[3]})), "");
  EXPECT_EQ(answer(FunctionId::Max, list({values_[3], Item::integer(1)})), "");
  EXPECT_EQ(answer(FunctionId::Max, list({values_[3], Item::boolean(true)})),
            "K0303 at 0: 'Boolean' cannot be aggregated so");
}

}  // namespace
}  // namespace kiln::core
