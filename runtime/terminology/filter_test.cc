#include "runtime/terminology/filter.h"

#include <gtest/gtest.h>

#include "runtime/terminology/definitions.h"
#include "runtime/terminology/query.h"

namespace kiln::core::terminology {
namespace {

class FilterTest : public testing::Test {
 protected:
  FilterTest()
      : document_(*Document::parse_json(R"({
          "resourceType": "CodeSystem", "url": "s", "content": "complete", "caseSensitive": true,
          "property": [{ "code": "size" }],
          "concept": [
            { "code": "a", "display": "Alpha", "concept": [
              { "code": "b", "concept": [{ "code": "c", "property": [
                { "code": "size", "valueInteger": 3 }, { "code": "size", "valueInteger": 30 }] }] },
              { "code": "d", "definition": "fourth" }] },
            { "code": "x", "property": [{ "code": "parent", "valueCode": "y" }] },
            { "code": "y", "property": [{ "code": "parent", "valueCode": "x" }] }]})")),
        system_(document_, 0) {}

  /// The codes that pass, or the error's message.
  std::string passing(std::string_view property, std::string_view op, std::string_view value) {
    std::string codes;
    for (ConceptIndex i = 0; i < system_.concepts().size(); ++i) {
      const auto passed = passes(system_, i, {property, op, value});
      if (!passed) return passed.error().message;
      if (*passed) codes += system_.concepts()[i].code;
    }
    return codes;
  }

  Document document_;
  CodeSystem system_;
};

TEST_F(FilterTest, HierarchyOperators) {
  EXPECT_EQ(passing("concept", "is-a", "a"), "abcd");
  EXPECT_EQ(passing("concept", "descendent-of", "a"), "bcd");
  EXPECT_EQ(passing("concept", "is-not-a", "a"), "xy");
  EXPECT_EQ(passing("code", "generalizes", "c"), "abc");
  EXPECT_EQ(passing("concept", "child-of", "a"), "bd");
  EXPECT_EQ(passing("concept", "descendent-leaf", "a"), "cd");
}

TEST_F(FilterTest, ACycleInTheHierarchyEnds) {
  EXPECT_EQ(passing("concept", "is-a", "x"), "xy");
  EXPECT_EQ(passing("concept", "descendent-of", "x"), "y");
}

TEST_F(FilterTest, PropertyOperators) {
  EXPECT_EQ(passing("size", "=", "3"), "c");
  EXPECT_EQ(passing("size", "in", "1, 30"), "c");
  EXPECT_EQ(passing("size", "not-in", "3,4"), "abdxy");
  EXPECT_EQ(passing("size", "exists", "true"), "c");
  EXPECT_EQ(passing("size", "exists", "false"), "abdxy");
  EXPECT_EQ(passing("code", "regex", "[a-c]"), "abc");
  EXPECT_EQ(passing("display", "regex", "Alph"), "");
  EXPECT_EQ(passing("display", "=", "Alpha"), "a");
  EXPECT_EQ(passing("definition", "exists", "true"), "d");
  EXPECT_EQ(passing("parent", "=", "a"), "bd");
  EXPECT_EQ(passing("child", "=", "c"), "b");
  EXPECT_EQ(passing("concept", "in", "a,x"), "ax");
}

TEST_F(FilterTest, WhatIsNotSupportedSaysSo) {
  EXPECT_EQ(passing("concept", "like", "a"), "filter operator 'like' is not supported");
  EXPECT_EQ(passing("size", "is-a", "a"), "filter 'is-a' on property 'size' is not supported");
  EXPECT_EQ(passing("colour", "=", "a"), "code system 's' has no property 'colour'");
  EXPECT_EQ(passing("concept", "is-a", "z"), "filter names the concept 'z' that 's' does not have");
  EXPECT_TRUE(passing("code", "regex", "(").starts_with("filter with a bad pattern: "));
}

TEST(Canonical, IsTakenApart) {
  EXPECT_EQ(Canonical("http://a|1.0#x").url, "http://a");
  EXPECT_EQ(Canonical("http://a|1.0#x").version, "1.0");
  EXPECT_EQ(Canonical("http://a").version, "");
}

TEST(Version, ComparesNumbersAsNumbers) {
  EXPECT_TRUE(version_less("4.0.9", "4.0.10"));
  EXPECT_FALSE(version_less("4.0.10", "4.0.9"));
  EXPECT_TRUE(version_less("", "1"));
  EXPECT_TRUE(version_less("1.0", "1.0.1"));
  EXPECT_TRUE(version_less("1.0-a", "1.0-b"));
  EXPECT_FALSE(version_less("1.0", "1.0"));
  EXPECT_FALSE(version_less("01", "1"));
}

TEST(Query, DecodesWhatIsSupported) {
  constexpr std::string_view kSupported[] = {"a", "b"};
  const auto query = Query::parse("a=x%20y%2B+z&b=12&&", kSupported);
  ASSERT_TRUE(query);
  EXPECT_EQ(query->text("a"), "x y+ z");
  EXPECT_EQ(query->number("b").value(), std::optional<std::size_t>(12));
  EXPECT_EQ(query->number("c").value(), std::nullopt);
  EXPECT_FALSE(query->number("a"));
  EXPECT_EQ(Query::parse("c=1", kSupported).error().message, "parameter 'c' is not supported");
  EXPECT_FALSE(Query::parse("a=%4", kSupported));
  EXPECT_FALSE(Query::parse("a=%+1", kSupported));
  EXPECT_FALSE(Query::parse("a=%zz", kSupported));
}

}  // namespace
}  // namespace kiln::core::terminology
