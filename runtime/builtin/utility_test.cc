// pathname(), comparable() and not() on items.

#include <gtest/gtest.h>

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using Utility = test::CallTest;

TEST_F(Utility, PathnameIsOfNodesOfTheContext) {
  const Item patient =
      begin(R"({"resourceType": "Patient", "name": [{"given": ["A", "B"]}], "active": true})");
  const Items given = along(patient, {"name", "given"});
  EXPECT_EQ(answer(FunctionId::Pathname, given),
            "'Patient.name[0].given[0]', 'Patient.name[0].given[1]'");
  EXPECT_EQ(answer(FunctionId::Pathname, along(patient, {"active"}), {one(Item::boolean(true))}),
            "'Patient.active'");
  EXPECT_EQ(answer(FunctionId::Pathname, list({given[0], Item::integer(1)})),
            "'Patient.name[0].given[0]'");
  const Document other = Document::parse_json(R"({"resourceType": "Patient"})").value();
  EXPECT_EQ(answer(FunctionId::Pathname, one(Item::node(root_node(other, environment_.model)))),
            "");
}

TEST_F(Utility, ComparableIsAskedOfQuantities) {
  const auto quantity = [this](std::int64_t value, std::string_view unit) {
    return one(evaluation_.quantity({Decimal(value), unit, false}));
  };
  EXPECT_EQ(answer(FunctionId::Comparable, quantity(1, "cm"), {quantity(1, "m")}), "true");
  EXPECT_EQ(answer(FunctionId::Comparable, quantity(1, "cm"), {quantity(1, "s")}), "false");
  EXPECT_EQ(answer(FunctionId::Comparable, one(Item::integer(1)), {quantity(1, "1")}), "true");
  EXPECT_EQ(answer(FunctionId::Comparable, text("a"), {quantity(1, "1")}), "");
  EXPECT_EQ(answer(FunctionId::Comparable, quantity(1, "cm"), {Items()}), "");
}

TEST_F(Utility, NotTakesAnySingleItem) {
  EXPECT_EQ(answer(FunctionId::Not, one(Item::boolean(true))), "false");
  EXPECT_EQ(answer(FunctionId::Not, one(Item::integer(0))), "false");
  EXPECT_EQ(answer(FunctionId::Not, {}), "");
  EXPECT_EQ(answer(FunctionId::Not, list({Item::boolean(true), Item::boolean(true)})),
            "K0301 at 0: a single item is needed, there are 2");
}

}  // namespace
}  // namespace kiln::core
