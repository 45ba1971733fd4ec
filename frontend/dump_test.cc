#include "frontend/dump.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "frontend/parser.h"

namespace kiln::core {
namespace {

TEST(Dump, DrawsOneNodeALine) {
  EXPECT_EQ(dump(parse("a.where(b = 'c')").ast),
            "Call where()  0..16\n"
            "├─ Member a  0..1\n"
            "└─ Binary =  8..15\n"
            "   ├─ Member b  8..9\n"
            "   └─ String 'c'  12..15\n");
}

TEST(Dump, DrawsInAsciiToo) {
  EXPECT_EQ(dump(parse("f(a[0], -1L)").ast, {.ascii = true}),
            "Call f()  0..12\n"
            "|- Index  2..6\n"
            "|  |- Member a  2..3\n"
            "|  `- Integer 0  4..5\n"
            "`- Unary -  8..11\n"
            "   `- Long 1L  9..11\n");
}

TEST(Dump, ShowsTypesAndColours) {
  const std::vector<std::string> types{"Patient", "HumanName [0..*]"};
  const ParseResult result = parse("Patient.name");
  EXPECT_EQ(dump(result.ast, {.types = types}),
            "Member name  0..12  : HumanName [0..*]\n"
            "└─ Member Patient  0..7  : Patient\n");
  EXPECT_EQ(dump(parse("a").ast, {.colour = true}),
            "\x1b[1mMember\x1b[0m \x1b[32ma\x1b[0m  \x1b[2m0..1\x1b[0m\n");
}

TEST(Dump, LeavesOutWhatIsTooDeepToRead) {
  EXPECT_EQ(dump(parse("a.b.c.d").ast, {.max_depth = 1}),
            "Member d  0..7\n"
            "└─ Member c  0..5\n"
            "   └─ ... 2 more nodes\n");
  EXPECT_EQ(dump(parse("-a").ast, {.max_depth = 0}), "Unary -  0..2\n└─ ... 1 more node\n");
}

TEST(Dump, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(dump(parse("'\x1b[31m'").ast), "String '\\u001B[31m'  0..7\n");
}

TEST(DumpJson, IsFlatAndComplete) {
  const ParseResult result = parse("f(1 day) is A.B");
  const auto json =
      nlohmann::json::parse(dump_json(result.ast, std::vector<std::string>{"Quantity"}));
  EXPECT_EQ(json, nlohmann::json::parse(R"({
    "source": "f(1 day) is A.B", "root": 2,
    "nodes": [
      {"id": 0, "kind": "Quantity", "span": [2, 7], "name_span": [4, 7], "text": "1", "name": "day",
       "calendar": true, "children": [], "type": "Quantity"},
      {"id": 1, "kind": "Call", "span": [0, 8], "name_span": [0, 1], "name": "f",
       "children": [null, 0]},
      {"id": 2, "kind": "TypeOperation", "span": [0, 15], "name_span": [12, 15], "op": "is",
       "name": "B", "qualifier": "A", "children": [1]}]})"));
}

TEST(DumpJson, ManyNodesNeedNoStack) {
  std::string source = "a";
  for (int i = 0; i < 100'000; ++i) source += ".a";
  EXPECT_GT(dump_json(parse(source).ast).size(), source.size());
}

}  // namespace
}  // namespace kiln::core
