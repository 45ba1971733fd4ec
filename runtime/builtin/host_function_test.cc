#include "runtime/builtin/host_function.h"

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class HostFunctionTest : public test::CallTest {
 protected:
  Expected<Items> run(std::string_view name, std::vector<Items> arguments) {
    return call_by_name(builtins::call_host_function, name, std::move(arguments));
  }
};

TEST_F(HostFunctionTest, ItGetsTheArgumentsAndGivesItems) {
  host_.functions["join"] = {1, 2, [](std::span<const Value> input, std::span<const Values> given) {
                               Values items(input.begin(), input.end());
                               for (const Values& values : given) {
                                 items.insert(items.end(), values.begin(), values.end());
                               }
                               return Expected<Values>(items);
                             }};
  const Item patient = begin(R"({"resourceType": "Patient"})");
  const Items all =
      list({patient, Item::boolean(true), Item::integer(5), Item::long_integer(5'000'000'000),
            evaluation_.decimal(*Decimal::parse("1.50")),
            evaluation_.string("a text that is too long to be kept in place"),
            evaluation_.temporal(*Temporal::parse_date("2020-01")),
            evaluation_.quantity({*Decimal::parse("2"), "mg", false})});
  EXPECT_EQ(print(run("join", {all, text("b")})),
            R"({"resourceType":"Patient"}, true, 5, 5000000000, 1.50, )"
            R"('a text that is too long to be kept in place', @2020-01, 2 'mg', 'b')");
}

TEST_F(HostFunctionTest, WhatItGivesIsLimited) {
  host_.functions["many"] = {0, 0, [](std::span<const Value>, std::span<const Values>) {
                               return Expected<Values>(Values(3, std::int32_t{1}));
                             }};
  const std::uint64_t before = evaluation_.fuel();
  EXPECT_EQ(print(run("many", {})), "1, 1, 1");
  EXPECT_EQ(before - evaluation_.fuel(), 3u);
  environment_.limits.max_items = 2;
  begin();
  EXPECT_EQ(print(run("many", {})), "K0313 at 0: a collection of more than 2 items");
}

TEST_F(HostFunctionTest, ItsErrorsAreThoseOfTheCall) {
  host_.functions["broken"] = {0, 0, [](std::span<const Value>, std::span<const Values>) {
                                 return Expected<Values>(fail(ErrorCode::HostFailure, "no"));
                               }};
  EXPECT_EQ(print(run("broken", {})), "K0318 at 0: no");
  EXPECT_EQ(print(run("broken", {Items{}})), "K0202 at 0: 'broken' does not take 1 arguments");
  EXPECT_EQ(print(run("unknown", {})), "K0201 at 0: there is no function 'unknown'");
}

}  // namespace
}  // namespace kiln::core
