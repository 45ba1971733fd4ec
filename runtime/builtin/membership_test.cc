// Functions on sets and on parts of a collection: membership.h, §5.1, §5.3, §5.4.

#include "runtime/builtin/membership.h"

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using enum FunctionId;

class SetTest : public test::CallTest {
 protected:
  Items numbers(std::initializer_list<std::int32_t> values) {
    ItemList items(evaluation_.arena());
    for (const std::int32_t value : values) items.append(Item::integer(value));
    return items.items();
  }
  Items dates(std::initializer_list<std::string_view> texts) {
    ItemList items(evaluation_.arena());
    for (const std::string_view text : texts) {
      items.append(evaluation_.temporal(*Temporal::parse_date(text)));
    }
    return items.items();
  }
};

TEST_F(SetTest, DistinctKeepsTheFirstOfEqualItems) {
  EXPECT_EQ(answer(Distinct, numbers({3, 1, 3, 2, 1})), "3, 1, 2");
  EXPECT_EQ(answer(Distinct, dates({"2020", "2020-01", "2020"})), "@2020, @2020-01");
  EXPECT_EQ(answer(IsDistinct, numbers({1, 2})), "true");
  EXPECT_EQ(answer(IsDistinct, numbers({1, 1})), "false");
  const Items input = numbers({1, 2, 3});
  EXPECT_EQ(distinct(evaluation_, input)->data, input.data);
}

TEST_F(SetTest, AComparisonIsAStep) {
  environment_.limits.max_steps = 45;
  begin();
  const Items ten = numbers({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  EXPECT_TRUE(distinct(evaluation_, ten));
  EXPECT_EQ(evaluation_.fuel(), 0u);
  EXPECT_EQ(answer(IsDistinct, ten), "K0314 at 0: the evaluation needs more than 45 steps");
  EXPECT_EQ(answer(IsDistinct, {}), "true");
}

TEST_F(SetTest, ComparisonsLeaveTheArenaAsItIs) {
  const Item root = begin(R"({"resourceType": "Patient", "name": [{"period": {"start": "2019"}},
      {"period": {"start": "2020"}}, {"period": {"start": "2021"}}, {"period": {"start": "2022"}}]})");
  const Items names = along(root, {"name"});
  const std::size_t before = evaluation_.arena().bytes();
  EXPECT_EQ(distinct(evaluation_, names)->data, names.data);
  EXPECT_EQ(evaluation_.arena().bytes(), before);
}

TEST_F(SetTest, SetsAreComparedAndCombined) {
  EXPECT_EQ(answer(SubsetOf, numbers({1, 1}), {numbers({2, 1})}), "true");
  EXPECT_EQ(answer(SubsetOf, numbers({3}), {numbers({2, 1})}), "false");
  EXPECT_EQ(answer(SubsetOf, {}, {{}}), "true");
  EXPECT_EQ(answer(SupersetOf, numbers({1, 2}), {numbers({2})}), "true");
  EXPECT_EQ(answer(Intersect, numbers({1, 2, 2, 3}), {numbers({2, 3, 4})}), "2, 3");
  EXPECT_EQ(answer(Exclude, numbers({1, 2, 1, 3}), {numbers({3})}), "1, 2, 1");
  EXPECT_EQ(answer(Union, numbers({1, 1}), {numbers({2, 1})}), "1, 2");
  EXPECT_EQ(answer(Combine, numbers({1, 1}), {numbers({2, 1})}), "1, 1, 2, 1");
  EXPECT_EQ(answer(Combine, {}, {numbers({2}), numbers({1, 2})}),
            "K0301 at 20: a single item is needed, there are 2");
}

TEST_F(SetTest, PartsAreViewsOfTheInput) {
  const Items input = numbers({1, 2, 3});
  EXPECT_EQ(call(Tail, input)->data, input.data + 1);
  EXPECT_EQ(answer(First, input), "1");
  EXPECT_EQ(answer(Last, input), "3");
  EXPECT_EQ(answer(Tail, input), "2, 3");
  EXPECT_EQ(answer(Skip, input, {numbers({-1})}), "1, 2, 3");
  EXPECT_EQ(answer(Skip, input, {numbers({2})}), "3");
  EXPECT_EQ(answer(Skip, input, {numbers({INT32_MAX})}), "");
  EXPECT_EQ(answer(Skip, input, {{}}), "");
  EXPECT_EQ(answer(Take, input, {numbers({2})}), "1, 2");
  EXPECT_EQ(answer(Take, input, {numbers({-1})}), "");
  EXPECT_EQ(answer(Take, input, {text("1")}), "K0304 at 10: the argument must be an Integer");
  EXPECT_EQ(answer(Single, numbers({1})), "1");
  EXPECT_EQ(answer(Single, input), "K0301 at 0: a single item is needed, there are 3");
  for (const FunctionId function : {Single, First, Last, Tail}) EXPECT_EQ(answer(function, {}), "");
}

TEST_F(SetTest, BooleansAreCounted) {
  const Items mixed = list({Item::boolean(true), Item::boolean(false)});
  EXPECT_EQ(answer(AllTrue, mixed), "false");
  EXPECT_EQ(answer(AnyTrue, mixed), "true");
  EXPECT_EQ(answer(AllFalse, mixed), "false");
  EXPECT_EQ(answer(AnyFalse, mixed), "true");
  EXPECT_EQ(answer(AllTrue, {}), "true");
  EXPECT_EQ(answer(AnyTrue, {}), "false");
  EXPECT_EQ(answer(AnyTrue, list({Item::boolean(true), Item::integer(1)})),
            "K0303 at 0: 'anyTrue' is a function of Booleans");
  EXPECT_EQ(answer(Count, mixed), "2");
  EXPECT_EQ(answer(Empty, mixed), "false");
  EXPECT_EQ(answer(Exists, mixed), "true");
}

TEST_F(SetTest, APrimitiveWithoutAValueIsNeitherTrueNorFalse) {
  const Item root = begin(R"({"resourceType": "Patient", "_active": {"id": "a"}})");
  const Items active = along(root, {"active"});
  EXPECT_EQ(answer(AllTrue, active), "true");
  EXPECT_EQ(answer(AnyFalse, active), "false");
}

TEST_F(SetTest, WhatIsCompiledHasNoBuiltin) {
  for (const FunctionId function : {Where, Select, All, Sort, Repeat, RepeatAll, Coalesce, Iif,
                                    Trace, DefineVariable, Aggregate, OfType, Is, As}) {
    EXPECT_EQ(builtin_of(function), nullptr) << signature_of(function).name;
  }
  EXPECT_NE(builtin_of(Exists), nullptr);
}

}  // namespace
}  // namespace kiln::core
