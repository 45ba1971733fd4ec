#include "runtime/profile/compare.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace kiln::core {
namespace {

bool fixed(std::string_view definition, std::string_view instance) {
  const Document a = Document::parse_json(definition).value();
  const Document b = Document::parse_json(instance).value();
  return equals_fixed({&a, 0}, {&b, 0});
}

bool pattern(std::string_view definition, std::string_view instance) {
  const Document a = Document::parse_json(definition).value();
  const Document b = Document::parse_json(instance).value();
  return matches_pattern({&a, 0}, {&b, 0});
}

TEST(Fixed, NeedsTheSameMembersInAnyOrder) {
  EXPECT_TRUE(fixed(R"({"system": "s", "code": "c"})", R"({"code": "c", "system": "s"})"));
  EXPECT_FALSE(fixed(R"({"code": "c"})", R"({"code": "c", "system": "s"})"));
  EXPECT_FALSE(fixed(R"({"code": "c", "system": "s"})", R"({"code": "c"})"));
  EXPECT_FALSE(fixed(R"({"code": "c"})", R"({"code": "C"})"));
}

TEST(Fixed, NeedsTheSameItemsInOrder) {
  EXPECT_TRUE(fixed(R"({"given": ["a", "b"]})", R"({"given": ["a", "b"]})"));
  EXPECT_FALSE(fixed(R"({"given": ["a", "b"]})", R"({"given": ["b", "a"]})"));
  EXPECT_FALSE(fixed(R"({"given": ["a"]})", R"({"given": ["a", "a"]})"));
}

TEST(Fixed, ComparesNumbersByValueAndKindsExactly) {
  EXPECT_TRUE(fixed(R"({"value": 1.0})", R"({"value": 1.00})"));
  EXPECT_FALSE(fixed(R"({"value": 1.0})", R"({"value": 1.01})"));
  EXPECT_FALSE(fixed(R"({"value": 1})", R"({"value": "1"})"));
  EXPECT_FALSE(fixed(R"({"active": true})", R"({"active": false})"));
}

TEST(Fixed, TakesExtensionsOfPrimitivesIntoAccount) {
  EXPECT_FALSE(fixed(R"({"use": "a"})", R"({"use": "a", "_use": {"id": "1"}})"));
  EXPECT_TRUE(
      fixed(R"({"use": "a", "_use": {"id": "1"}})", R"({"_use": {"id": "1"}, "use": "a"})"));
}

TEST(Fixed, ComparesMembersThatNoModelHas) {
  EXPECT_TRUE(fixed(R"({"zz1": 1, "zz2": 2})", R"({"zz2": 2, "zz1": 1})"));
  EXPECT_FALSE(fixed(R"({"zz1": 1})", R"({"zz2": 1})"));
}

TEST(Pattern, NeedsOnlyWhatItHas) {
  EXPECT_TRUE(pattern(R"({"code": "c"})", R"({"code": "c", "system": "s"})"));
  EXPECT_FALSE(pattern(R"({"code": "c", "system": "s"})", R"({"code": "c"})"));
  EXPECT_TRUE(pattern(R"({"use": "a"})", R"({"use": "a", "_use": {"id": "1"}})"));
  EXPECT_FALSE(pattern(R"({"use": "a"})", R"({"_use": {"id": "1"}})"));
}

TEST(Pattern, FindsItsItemsAmongOthers) {
  constexpr std::string_view kPattern = R"({"coding": [{"system": "s", "code": "c"}]})";
  EXPECT_TRUE(pattern(kPattern, R"({"coding": [{"code": "x"}, {"system": "s", "code": "c",
                                    "display": "d"}], "text": "t"})"));
  EXPECT_FALSE(pattern(kPattern, R"({"coding": [{"system": "s"}, {"code": "c"}]})"));
  EXPECT_FALSE(pattern(kPattern, R"({"text": "t"})"));
}

TEST(Compare, DeepNestingEnds) {
  const std::string deep = std::string(1'000, '[') + std::string(1'000, ']');
  EXPECT_FALSE(fixed(deep, deep));
  EXPECT_FALSE(pattern("[" + deep + "]", deep + ""));
}

}  // namespace
}  // namespace kiln::core
