#include "runtime/builtin/regex_cache.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

TEST(RegexCache, FindsAPatternAgain) {
  RegexCache cache;
  const Regex* const first = cache.get("a+", "", {}).value();
  EXPECT_EQ(cache.get("a+", "", {}).value(), first);
  EXPECT_EQ(cache.size(), 1U);
  EXPECT_EQ(first->matches("baa", cache.scratch()), true);
}

TEST(RegexCache, KeepsFlagsAndLimitsApart) {
  RegexCache cache;
  EXPECT_EQ(cache.get("a", "i", {}).value()->matches("A", cache.scratch()), true);
  EXPECT_EQ(cache.get("a", "", {}).value()->matches("A", cache.scratch()), false);
  Regex::Limits small;
  small.result_bytes = 2;
  const auto replaced = cache.get("a", "", small).value()->replace("a", "bbb", cache.scratch());
  EXPECT_EQ(replaced.error().code, ErrorCode::StringLimit);
  EXPECT_EQ(cache.size(), 3U);
}

TEST(RegexCache, ForgetsWhatWasUsedLongestAgo) {
  RegexCache cache;
  const auto pattern = [](std::size_t number) { return "a{" + std::to_string(number) + "}"; };
  for (std::size_t i = 0; i < RegexCache::kCapacity; ++i) {
    ASSERT_TRUE(cache.get(pattern(i), "", {}));
  }
  const Regex* const first = cache.get(pattern(0), "", {}).value();
  const Regex* const second = cache.get(pattern(1), "", {}).value();
  for (std::size_t i = 1; i < RegexCache::kCapacity - 1; ++i) {
    ASSERT_TRUE(cache.get(pattern(1000 + i), "", {}));
  }
  EXPECT_EQ(cache.size(), RegexCache::kCapacity);
  EXPECT_EQ(cache.get(pattern(0), "", {}).value(), first);
  EXPECT_EQ(cache.get(pattern(1), "", {}).value(), second);
  EXPECT_EQ(second->matches_full("a", cache.scratch()), true);
}

TEST(RegexCache, DoesNotRememberErrors) {
  RegexCache cache;
  EXPECT_EQ(cache.get("(", "", {}).error().code, ErrorCode::InvalidRegex);
  EXPECT_EQ(cache.get("a", "x", {}).error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(cache.size(), 0U);
}

}  // namespace
}  // namespace kiln::core
