#include "proptest/cases/replay_file.h"

#include <gtest/gtest.h>

namespace kiln::core::cases {
namespace {

using oracle::Engine;

TEST(ReplayFile, ReadsEveryField) {
  const auto replay = parse_replay(
      "# kiln case 1\n"
      "# found-by: sweep of a.json\n"
      "# a comment\n"
      "engines: ref  vm\n"
      "fhir: r5\n"
      "language: 2.0\n"
      "strict: true\n"
      "as_filters: true\n"
      "json_choice_names: true\n"
      "type: HumanName\n"
      "context: given[1]\n"
      "expect: [\"FHIR.string 'a'\", \"4\"]\n"
      "---\n"
      "given\n"
      "---\n"
      "{\"given\": [\"a\", \"b\"]}\n");
  ASSERT_TRUE(replay) << replay.error();
  EXPECT_EQ(*replay, (Replay{.found_by = "sweep of a.json",
                             .engines = {Engine::Reference, Engine::Vm},
                             .fhir = Fhir::R5,
                             .language = LanguageVersion::V2,
                             .strict = true,
                             .as_filters = true,
                             .json_choice_names = true,
                             .type = "HumanName",
                             .context = "given[1]",
                             .expect = Expectation{{"FHIR.string 'a'", "4"}, ""},
                             .expression = "given",
                             .resource = R"({"given": ["a", "b"]})"}));
}

TEST(ReplayFile, NeedsNoMoreThanAnExpression) {
  const auto replay = parse_replay("# kiln case 1\r\n---\r\n1 + 1\n---");
  ASSERT_TRUE(replay) << replay.error();
  EXPECT_EQ(*replay, (Replay{.expression = "1 + 1"}));
}

TEST(ReplayFile, ReadsTheErrorThatIsExpected) {
  for (const std::string error : {"K0301", "K0301 at 7-22"}) {
    const auto replay = parse_replay("# kiln case 1\nexpect: error " + error + "\n---\n1\n---\n");
    ASSERT_TRUE(replay) << replay.error();
    EXPECT_EQ(replay->expect, (Expectation{{}, error}));
  }
}

TEST(ReplayFile, ReadsWhatItWrites) {
  const Replay replays[] = {
      {.expression = ""},
      {.expression = " 1\n---\n---\n2\n"},
      {.expect = Expectation{}, .expression = "{}", .resource = "[1,\n 2]"},
      {.expect = Expectation{{}, "K0301 at 0-3"}, .expression = "(1 | 2).single()"},
      {.found_by = "a: b",
       .engines = {Engine::Bytecode, Engine::Vm0},
       .fhir = Fhir::None,
       .language = LanguageVersion::V2,
       .strict = true,
       .as_filters = true,
       .json_choice_names = true,
       .type = "Quantity",
       .context = "Quantity.extension[0]",
       .expect = Expectation{{"'\"\\n\u00e4'", "1 'mg'"}, ""},
       .expression = "'---' // x",
       .resource = R"({"value": 1.0, "text": "---"})"},
  };
  for (const Replay& replay : replays) {
    const auto read = parse_replay(print(replay));
    ASSERT_TRUE(read) << read.error() << '\n' << print(replay);
    EXPECT_EQ(*read, replay) << print(replay);
  }
}

TEST(ReplayFile, WritesWhatFoundItInALine) {
  EXPECT_EQ(print(Replay{.found_by = "a\nb", .expression = "1"}),
            "# kiln case 1\n# found-by: a b\nfhir: r4\nlanguage: 3.0\n---\n1\n---\n");
}

struct Malformed {
  const char* header;
  const char* error;
};

TEST(ReplayFile, SaysWhereAFileIsWrong) {
  EXPECT_EQ(parse_replay("").error(), "line 1: not '# kiln case 1'");
  EXPECT_EQ(parse_replay("# kiln case 2\n---\n1\n---\n").error(), "line 1: not '# kiln case 1'");
  EXPECT_EQ(parse_replay("# kiln case 1\nfhir: r4").error(),
            "line 2: no '---' before the expression");
  EXPECT_EQ(parse_replay("# kiln case 1\n---\n1\n").error(),
            "line 4: no '---' behind the expression");
  constexpr Malformed kMalformed[] = {
      {"engines: ref jit", "no engine 'jit'"},
      {"fhir: r6", "no FHIR version 'r6'"},
      {"language: 4.0", "no language version '4.0'"},
      {"strict: yes", "neither true nor false"},
      {"context:", "no value"},
      {"resource: a.json", "no field 'resource'"},
      {"strict", "no ':'"},
      {"strict: true\nstrict: true", "a second 'strict'"},
      {"expect: Peter", "neither a JSON list nor an error"},
      {"expect: [1]", "an item that is no JSON string"},
      {"expect: error 301", "no error such as 'error K0301 at 7-22'"},
      {"expect: error K0301 at 7", "no error such as 'error K0301 at 7-22'"},
      {"expect: error K0301 7-22", "no error such as 'error K0301 at 7-22'"},
  };
  for (const Malformed& malformed : kMalformed) {
    const std::string header = malformed.header;
    const auto read = parse_replay("# kiln case 1\n" + header + "\n---\n1\n---\n");
    ASSERT_FALSE(read) << header;
    const auto line = 2 + std::ranges::count(header, '\n');
    EXPECT_EQ(read.error(), "line " + std::to_string(line) + ": " + malformed.error);
  }
}

}  // namespace
}  // namespace kiln::core::cases
