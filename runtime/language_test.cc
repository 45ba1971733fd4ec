#include "runtime/language.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

TEST(LanguageVersion, IsReadWithTwoNumbersOrThree) {
  EXPECT_EQ(parse_language_version("2.0"), LanguageVersion::V2);
  EXPECT_EQ(parse_language_version("2.0.0"), LanguageVersion::V2);
  EXPECT_EQ(parse_language_version("3.0"), LanguageVersion::V3);
  EXPECT_EQ(parse_language_version("3.0.0"), LanguageVersion::V3);
}

TEST(LanguageVersion, NothingElseIsOne) {
  for (const char* text : {"", "2", "2.0.", "2.0.1", "3.1", "v3.0", " 3.0"})
    EXPECT_EQ(parse_language_version(text), std::nullopt) << text;
}

TEST(LanguageVersion, PrintsAsItIsRead) {
  EXPECT_EQ(to_string(LanguageVersion::V2), "2.0");
  EXPECT_EQ(to_string(LanguageVersion::V3), "3.0");
}

}  // namespace
}  // namespace kiln::core
