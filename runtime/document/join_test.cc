// Primitives and their `_name` siblings (invariants 3 and 5 of document.h).
#include <gtest/gtest.h>

#include <string>

#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

Document parse(std::string_view text) {
  return *Document::parse_json(text);
}

void expect_json(std::string_view text, std::string_view expected) {
  EXPECT_EQ(parse(text).to_json(), expected) << text;
}

TEST(Join, PrimitiveStandsWhereTheFirstOfTheTwoStood) {
  EXPECT_EQ(dump(parse(R"({"_birthDate":{"id":"a"},"id":"x","birthDate":"1974"})")),
            "0 Object -> 5, 2 children\n"
            "1  Primitive birthDate -> 4, 2 children\n"
            "2   String (value) '1974'\n"
            "3   String id 'a'\n"
            "4  String id 'x'\n");
  EXPECT_EQ(dump(parse(R"({"birthDate":"1974","id":"x","_birthDate":{"id":"a"}})")),
            "0 Object -> 5, 2 children\n"
            "1  Primitive birthDate -> 4, 2 children\n"
            "2   String (value) '1974'\n"
            "3   String id 'a'\n"
            "4  String id 'x'\n");
}

TEST(Join, PrimitiveWithoutValue) {
  const Document document =
      parse(R"({"_gender":{"extension":[]},"birthDate":null,"_birthDate":{}})");
  EXPECT_EQ(dump(document),
            "0 Object -> 4, 2 children\n"
            "1  Primitive gender -> 3, 1 children\n"
            "2   Array extension -> 3, 0 children\n"
            "3  Primitive birthDate -> 4, 0 children\n");
  EXPECT_FALSE(document.has_value(1));
  EXPECT_EQ(document.value_of(1), kNoNode);
  EXPECT_EQ(document.to_json(1), "null");
  EXPECT_EQ(document.to_json(), R"({"_gender":{"extension":[]},"_birthDate":{}})");
}

TEST(Join, ArraysOfDifferentLengths) {
  EXPECT_EQ(dump(parse(R"({"given":["a",null,"c"],"_given":[null,{"id":"b"},null,{"id":"d"}]})")),
            "0 Object -> 8, 1 children\n"
            "1  Array given -> 8, 4 children\n"
            "2   String given 'a'\n"
            "3   Primitive given -> 5, 1 children\n"
            "4    String id 'b'\n"
            "5   String given 'c'\n"
            "6   Primitive given -> 8, 1 children\n"
            "7    String id 'd'\n");
  expect_json(R"({"given":["a",null,"c"],"_given":[null,{"id":"b"}]})",
              R"({"given":["a",null,"c"],"_given":[null,{"id":"b"},null]})");
  expect_json(R"({"_given":[null,{"id":"b"}]})", R"({"_given":[null,{"id":"b"}]})");
  expect_json(R"({"given":[null,null],"_given":[null]})", R"({"given":[null,null]})");
}

TEST(Join, WorksAtEveryDepth) {
  expect_json(
      R"({"_a":{"extension":[{"url":"u","_url":{"extension":[{"_b":{"id":"x"},"b":1.0}]}}]},)"
      R"("a":2})",
      R"({"a":2,"_a":{"extension":[{"url":"u","_url":{"extension":[{"b":1.0,)"
      R"("_b":{"id":"x"}}]}}]}})");
}

TEST(Join, MembersThatAreNoPrimitiveStayAsTheyAre) {
  for (const std::string_view text :
       {R"({"_a":"x"})", R"({"a":1,"_a":2})", R"({"a":{},"_a":{}})", R"({"a":[{}],"_a":[{}]})",
        R"({"a":[1],"_a":{}})", R"({"a":1,"_a":[{}]})", R"({"a":[1],"_a":[2]})",
        R"({"a":[[]],"_a":[{}]})", R"({"_a":[[]]})", R"({"_":{}})", R"({"__a":{}})"})
    expect_json(text, text);
}

TEST(Join, NullMembersGo) {
  expect_json(R"({"a":null,"_a":null,"b":[null],"c":{"d":null}})", R"({"b":[null],"c":{}})");
  expect_json(R"({"a":null,"_a":[{"id":"x"}]})", R"({"_a":[{"id":"x"}]})");
}

TEST(Join, HiddenValueIsNotFoundByName) {
  const Document document = parse(R"({"a":1,"_a":{"value":2}})");
  EXPECT_EQ(document.text(document.find(1, document.find_name("value"))), "2");
  EXPECT_EQ(document.find(1, kNoName), kNoNode);
  EXPECT_EQ(document.text(document.value_of(1)), "1");
}

TEST(Join, DeepDocumentsNeedNoStack) {
  std::string text;
  for (int i = 0; i < 4'000; ++i) text += R"({"_a":{"b":)";
  text += "null";
  for (int i = 0; i < 4'000; ++i) text += "}}";
  EXPECT_EQ(parse(text).size(), 2 * 4'000u);
}

}  // namespace
}  // namespace kiln::core
