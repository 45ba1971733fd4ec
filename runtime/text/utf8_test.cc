#include "runtime/text/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace kiln::core::utf8 {
namespace {

TEST(Utf8, WhatIsNotWellFormedIsFoundWhereItStands) {
  const struct {
    std::string_view text;
    std::size_t offset;
  } cases[] = {
      {"\x80", 0},                // a continuation without a lead
      {"ab\xFF", 2},              // no byte of UTF-8
      {"a\xC3", 1},               // cut off
      {"a\xE2\x82", 1},           //
      {"\xE2\x82z", 0},           //
      {"\xC3z", 0},               //
      {"\xF0\x9F\x94z", 0},       //
      {"\xC0\x80", 0},            // overlong
      {"\xC1\xBF", 0},            //
      {"\xE0\x9F\xBF", 0},        //
      {"\xF0\x8F\xBF\xBF", 0},    //
      {"é\xED\xA0\x80", 2},       // a surrogate
      {"🔥\xF4\x90\x80\x80", 4},  // above U+10FFFF
      {"\xF5\x80\x80\x80", 0},    //
  };
  for (const auto& [text, offset] : cases) {
    EXPECT_EQ(first_invalid(text), offset) << text;
    EXPECT_FALSE(is_valid(text)) << text;
  }
}

TEST(Utf8, WhatIsNotWellFormedIsFoundBehindAnyNumberOfCharacters) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string text = std::string(before, 'a') + "\x80" + std::string(20 - before, 'b');
    EXPECT_EQ(first_invalid(text), before);
  }
}

TEST(Utf8, WhatIsWellFormedIsValid) {
  for (const std::string_view text :
       {"", "aé€🔥", "\xED\x9F\xBF\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_valid(text)) << text;
    EXPECT_EQ(first_invalid(text), text.size()) << text;
  }
}

TEST(Utf8, WritesEveryScalarValueAsItReadsIt) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (!is_scalar_value(code)) continue;
    std::string text;
    append(text, code);
    std::size_t offset = 0;
    ASSERT_EQ(next(text, offset), code);
    ASSERT_EQ(offset, text.size());
    ASSERT_EQ(width(text.front()), text.size());
    ASSERT_TRUE(is_valid(text));
  }
}

TEST(Utf8, WritesTheBytesOfEachLength) {
  std::string text;
  for (const char32_t code : {U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFF', U'\U00010000'})
    append(text, code);
  EXPECT_EQ(text, "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80");
}

TEST(Utf8, BytesThatAreNoCharacterAreReadOneByOne) {
  constexpr std::string_view kText = "\xE2\x82z\xED\xA0\x80";
  std::vector<char32_t> characters;
  for (std::size_t offset = 0; offset < kText.size();) characters.push_back(next(kText, offset));
  EXPECT_EQ(characters, std::vector({kReplacement, kReplacement, U'z', kReplacement, kReplacement,
                                     kReplacement}));
}

TEST(Utf8, ScalarValuesAreAllCodesButSurrogates) {
  EXPECT_TRUE(is_scalar_value(0));
  EXPECT_TRUE(is_scalar_value(0xD7FF));
  EXPECT_FALSE(is_scalar_value(0xD800));
  EXPECT_FALSE(is_scalar_value(0xDFFF));
  EXPECT_TRUE(is_scalar_value(0xE000));
  EXPECT_TRUE(is_scalar_value(0x10FFFF));
  EXPECT_FALSE(is_scalar_value(0x110000));
}

TEST(Utf8, CountsAndStepsByCharacters) {
  constexpr std::string_view kText = "aé€🔥b";
  EXPECT_EQ(length(""), 0u);
  EXPECT_EQ(length(kText), 5u);
  EXPECT_EQ(advance(kText, 0, 0), 0u);
  EXPECT_EQ(advance(kText, 0, 3), 6u);
  EXPECT_EQ(advance(kText, 6, 1), 10u);
  EXPECT_EQ(advance(kText, 0, 99), kText.size());
}

TEST(Utf8, CountsAndStepsAlikeFromEveryCharacterOfALongText) {
  std::string text;
  std::vector<std::size_t> starts;
  for (const char32_t code :
       U"abcdefghijkl\u00E9\u20AC\U0001F525mnopqrs\u20AC\u20AC\u20AC\u20ACtuvwxyz\u00E9")
    if (code != 0) {
      starts.push_back(text.size());
      append(text, code);
    }
  starts.push_back(text.size());
  for (std::size_t from = 0; from < starts.size(); ++from) {
    EXPECT_EQ(length(text.substr(starts[from])), starts.size() - 1 - from);
    for (std::size_t to = from; to < starts.size(); ++to)
      EXPECT_EQ(advance(text, starts[from], to - from), starts[to]) << from << ' ' << to;
  }
}

}  // namespace
}  // namespace kiln::core::utf8
