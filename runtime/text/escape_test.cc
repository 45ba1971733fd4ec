#include "runtime/text/escape.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

TEST(UnicodeEscape, IsReadAtTheStart) {
  EXPECT_EQ(unicode_escape("\\u20aC"), char32_t{0x20AC});
  EXPECT_EQ(unicode_escape("\\u0000tail"), char32_t{0});
  EXPECT_EQ(unicode_escape("\\uD83D\\uDD25"), char32_t{0xD83D});
}

TEST(UnicodeEscape, NeedsFourHexadecimalDigits) {
  for (const char* text : {"", "\\", "\\u", "\\u20a", "\\u20ag", "\\U20ac", "u20ac", " \\u20ac"})
    EXPECT_EQ(unicode_escape(text), std::nullopt) << text;
}

TEST(Surrogates, ArePairsOfACharacter) {
  EXPECT_FALSE(is_high_surrogate(0xD7FF));
  EXPECT_TRUE(is_high_surrogate(0xD800));
  EXPECT_TRUE(is_high_surrogate(0xDBFF));
  EXPECT_FALSE(is_low_surrogate(0xDBFF));
  EXPECT_TRUE(is_low_surrogate(0xDC00));
  EXPECT_TRUE(is_low_surrogate(0xDFFF));
  EXPECT_FALSE(is_low_surrogate(0xE000));
  EXPECT_EQ(join_surrogates(0xD800, 0xDC00), char32_t{0x10000});
  EXPECT_EQ(join_surrogates(0xD83D, 0xDD25), U'🔥');
  EXPECT_EQ(join_surrogates(0xDBFF, 0xDFFF), char32_t{0x10FFFF});
}

}  // namespace
}  // namespace kiln::core
