// The string functions on items: empty arguments, limits, and results that are views (§5.6, §5.7).

#include <gtest/gtest.h>

#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

using Strings = test::CallTest;

TEST_F(Strings, AnEmptyInputOrArgumentIsNoResult) {
  EXPECT_EQ(answer(FunctionId::IndexOf, text("abcd"), {text("c")}), "2");
  EXPECT_EQ(answer(FunctionId::IndexOf, {}, {text("c")}), "");
  EXPECT_EQ(answer(FunctionId::IndexOf, text("abcd"), {Items()}), "");
  EXPECT_EQ(answer(FunctionId::Replace, text("abc"), {text("b"), Items()}), "");
  EXPECT_EQ(answer(FunctionId::Length, {}), "");
}

TEST_F(Strings, ArgumentsAreLookedAtWithoutAnInput) {
  EXPECT_EQ(answer(FunctionId::StartsWith, {}, {one(Item::integer(1))}),
            "K0304 at 10: the argument must be a String");
  EXPECT_EQ(answer(FunctionId::Matches, {}, {text("a"), one(Item::boolean(true))}),
            "K0304 at 20: the argument must be a String");
}

TEST_F(Strings, AnotherInputIsAnError) {
  EXPECT_EQ(answer(FunctionId::Upper, one(Item::integer(1))),
            "K0303 at 0: 'upper' is a function of a String");
  EXPECT_EQ(answer(FunctionId::Upper, list({Item(text("a")[0]), Item(text("b")[0])})),
            "K0301 at 0: a single item is needed, there are 2");
}

TEST_F(Strings, SubstringTakesAnEmptyLengthForNone) {
  const auto integer = [this](std::int32_t value) { return one(Item::integer(value)); };
  EXPECT_EQ(answer(FunctionId::Substring, text("abcdef"), {integer(1), integer(2)}), "'bc'");
  EXPECT_EQ(answer(FunctionId::Substring, text("abc"), {integer(1), Items()}), "'bc'");
  EXPECT_EQ(answer(FunctionId::Substring, text("abc"), {Items()}), "");
  EXPECT_EQ(answer(FunctionId::Substring, text("abc"), {integer(9)}), "");
}

TEST_F(Strings, PartsAreViewsOfTheInput) {
  const Items input = text(" a,bc ");
  const std::string_view whole = input[0].as_string();
  EXPECT_EQ(call(FunctionId::Trim, input).value()[0].as_string().data(), whole.data() + 1);
  const Items parts = call(FunctionId::Split, input, {text(",")}).value();
  EXPECT_EQ(print(parts), "' a', 'bc '");
  EXPECT_EQ(parts[1].as_string().data(), whole.data() + 3);
  EXPECT_EQ(answer(FunctionId::ToChars, text("a\xC3\x9F")), "'a', '\xC3\x9F'");
  EXPECT_EQ(answer(FunctionId::ToChars, text("")), "");
}

TEST_F(Strings, TextsAreChargedByTheirLength) {
  const auto steps = [this](FunctionId function, Items input, std::vector<Items> arguments = {}) {
    const std::uint64_t before = evaluation_.fuel();
    EXPECT_TRUE(call(function, input, std::move(arguments)));
    return before - evaluation_.fuel();
  };
  const Items large = text(std::string(2560, 'a'));
  EXPECT_EQ(steps(FunctionId::Length, large), 80u);
  EXPECT_EQ(steps(FunctionId::Length, text("a")), 0u);
  EXPECT_EQ(steps(FunctionId::Join, list({large[0], large[0]}), {text("")}), 162u);
}

TEST_F(Strings, TheArenaMustHaveRoomForTheResult) {
  environment_.limits.max_arena = 10'000;
  begin();
  const Items part = text(std::string(3000, 'a'));
  EXPECT_EQ(call(FunctionId::Upper, part)->front().as_string().size(), 3000u);
  EXPECT_EQ(answer(FunctionId::Replace, part, {text("a"), text("aa")}),
            "K0327 at 0: the evaluation needs more than 10000 bytes of memory");
}

TEST_F(Strings, ResultsOutliveWhatMadeThem) {
  const Items upper = call(FunctionId::Upper, text("a longer text than fits inside")).value();
  const Items replaced = call(FunctionId::Replace, text("a longer text than fits inside"),
                              {text("longer"), text("shorter")})
                             .value();
  EXPECT_EQ(print(upper), "'A LONGER TEXT THAN FITS INSIDE'");
  EXPECT_EQ(print(replaced), "'a shorter text than fits inside'");
}

TEST_F(Strings, RegularExpressionsAreCompiledOnce) {
  EXPECT_EQ(answer(FunctionId::Matches, text("abc"), {text("B")}), "false");
  EXPECT_EQ(answer(FunctionId::Matches, text("abc"), {text("B"), text("i")}), "true");
  EXPECT_EQ(answer(FunctionId::MatchesFull, text("abc"), {text("B")}), "false");
  EXPECT_EQ(answer(FunctionId::ReplaceMatches, text("aBc"), {text("B"), text("$0$0")}), "'aBBc'");
  EXPECT_EQ(evaluation_.regexes().size(), 2U);
  EXPECT_EQ(answer(FunctionId::Matches, text("abc"), {text("a"), Items()}), "");
  EXPECT_EQ(answer(FunctionId::Matches, {}, {text("(")}), "");
  EXPECT_EQ(evaluation_.regexes().size(), 2U);
}

TEST_F(Strings, JoinLeavesOutItemsWithoutAValue) {
  const Item patient = begin(R"({"resourceType": "Patient", "name": [{"given": ["A", null, "B"],
      "_given": [null, {"id": "x"}, null]}]})");
  const Items given = along(patient, {"name", "given"});
  ASSERT_EQ(given.size(), 3U);
  EXPECT_EQ(answer(FunctionId::Join, given, {text(", ")}), "'A, B'");
  EXPECT_EQ(answer(FunctionId::Join, given), "'AB'");
  EXPECT_EQ(answer(FunctionId::Join, given, {Items()}), "");
  EXPECT_EQ(answer(FunctionId::Join, {}, {text(",")}), "");
  EXPECT_EQ(answer(FunctionId::Join, along(patient, {"name"})),
            "K0303 at 0: 'join' is a function of Strings");
}

TEST_F(Strings, ResultsAreBounded) {
  environment_.limits.max_string = 4;
  environment_.limits.max_items = 3;
  begin();
  EXPECT_EQ(answer(FunctionId::Encode, text("abc"), {text("hex")}).substr(0, 5), "K0315");
  EXPECT_EQ(answer(FunctionId::Replace, text("aaa"), {text("a"), text("bb")}).substr(0, 5),
            "K0315");
  EXPECT_EQ(answer(FunctionId::ReplaceMatches, text("aaa"), {text("a"), text("bb")}).substr(0, 5),
            "K0315");
  EXPECT_EQ(answer(FunctionId::Join, list({text("abc")[0], text("de")[0]})).substr(0, 5), "K0315");
  EXPECT_EQ(answer(FunctionId::ToChars, text("abcd")).substr(0, 5), "K0313");
  EXPECT_EQ(answer(FunctionId::Split, text("a,b,c,d"), {text(",")}).substr(0, 5), "K0313");
}

}  // namespace
}  // namespace kiln::core
