#include "proptest/rig/replay.h"

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "runtime/document/document.h"

namespace kiln::core::rig {
namespace {

constexpr const char* kPatient =
    R"({"resourceType": "Patient", "name": [{"family": "A"}, {"family": "B", "given": ["C"]}]})";

using Lines = std::vector<std::string>;

std::expected<Lines, std::string> replay_text(const std::string& header,
                                              const std::string& expression,
                                              const std::string& resource) {
  const auto parsed =
      cases::parse_replay("# kiln case 1\n" + header + "---\n" + expression + "\n---\n" + resource);
  return parsed ? replay(*parsed) : std::unexpected(parsed.error());
}

TEST(Replay, FindsNoDifferenceWhereEnginesAnswerAlike) {
  EXPECT_EQ(replay_text("", "Patient.name.given", kPatient), Lines());
  EXPECT_EQ(replay_text("", "Patient.name.family.single()", kPatient), Lines());
  EXPECT_EQ(replay_text("engines: vm0 bytecode\n", "1 + 1", ""), Lines());
}

TEST(Replay, TakesOptionsTypesAndContexts) {
  EXPECT_EQ(
      replay_text("context: Patient.name[1]\nexpect: [\"FHIR.string 'C'\"]\n", "given", kPatient),
      Lines());
  EXPECT_EQ(replay_text("type: HumanName\ncontext: HumanName.given[0]\n"
                        "expect: [\"FHIR.string 'C'\"]\n",
                        "$this", R"({"given": ["C"]})"),
            Lines());
  EXPECT_EQ(replay_text("strict: true\nexpect: error K0213\n", "Patient.nothing", kPatient),
            Lines());
  EXPECT_EQ(replay_text("as_filters: true\nexpect: []\n", "(1 | 2) as String", ""), Lines());
  EXPECT_EQ(
      replay_text("fhir: none\nexpect: [\"'B'\"]\ncontext: Patient.name[1]\n", "family", kPatient),
      Lines());
  EXPECT_EQ(replay_text("language: 2.0\nexpect: error K0211\n", "1L", ""), Lines());
}

TEST(Replay, HoldsEveryEngineAgainstWhatIsExpected) {
  EXPECT_EQ(replay_text("engines: ref vm\nexpect: [\"1\"]\n", "1 + 1", ""),
            (Lines{"ref: 2, expected 1", "vm: 2, expected 1"}));
  EXPECT_EQ(replay_text("engines: vm\nexpect: error K0301 at 0-1\n", "(1 | 2).single()", ""),
            (Lines{"vm: error K0301 at 8-14, expected error K0301 at 0-1"}));
  EXPECT_EQ(replay_text("engines: vm\nexpect: error K0301\n", "{}", ""),
            (Lines{"vm: {}, expected error K0301"}));
  EXPECT_EQ(replay_text("expect: error K0102\n", "1 +", ""), Lines());
}

TEST(Replay, SaysWhatACaseLacks) {
  EXPECT_EQ(replay_text("engines: vm\n", "1", "").error(),
            "one engine and nothing to expect: there is nothing to compare");
  EXPECT_TRUE(replay_text("", "1 +", "").error().starts_with("the expression is wrong: "));
  EXPECT_TRUE(replay_text("", "1", "{").error().starts_with("the resource cannot be read: "));
  EXPECT_EQ(replay_text("context: Patient.name[2]\n", "1", kPatient).error(),
            "the resource has no element 'Patient.name[2]'");
  EXPECT_EQ(replay_text("type: Nothing\n", "1", "{}").error(), "there is no type 'Nothing'");
}

TEST(Replay, IsMadeOfAnElement) {
  const Model& model = Model::get(Fhir::R5);
  Environment environment;
  environment.model = &model;
  environment.strict = true;
  const auto document = Document::parse_json(R"({"given": ["a", "b"]})");
  const TypeId type = model.find_type("HumanName");
  std::vector<Node> given;
  append_all_children(&model, root_node(*document, &model, type), given);
  EXPECT_EQ(make_replay("$this", environment, &given.at(1), type),
            (cases::Replay{.fhir = Fhir::R5,
                           .strict = true,
                           .type = "HumanName",
                           .context = "HumanName.given[1]",
                           .expression = "$this",
                           .resource = R"({"given":["a","b"]})"}));
  EXPECT_EQ(make_replay("1", environment, nullptr),
            (cases::Replay{.fhir = Fhir::R5, .strict = true, .expression = "1"}));
}

TEST(Replay, IsKeptWithTheCommandThatRunsIt) {
  Environment environment;
  environment.model = &Model::get(Fhir::R4);
  const auto document = Document::parse_json(kPatient);
  const Focus focus{root_node(*document, environment.model), {}, {}};
  const auto folder = std::filesystem::path(testing::TempDir()) / "kept";
  EXPECT_EQ(keep_difference(folder, "a b/c", "name", environment, focus, oracle::Engine::Vm0),
            "kiln-rig replay '" + (folder / "a-b-c.case").string() + "'");
  std::ifstream in(folder / "a-b-c.case");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(*cases::parse_replay(text),
            (cases::Replay{.found_by = "a b/c",
                           .engines = {oracle::Engine::Reference, oracle::Engine::Vm0},
                           .expression = "name",
                           .resource = document->to_json()}));
}

struct Finished {
  int code;
  std::string out;
};

Finished run_rig(const std::string& arguments) {
  const std::string line =
      "cd '" + testing::TempDir() + "' && '" KILN_RIG_BINARY "' " + arguments + " 2>&1 </dev/null";
  std::FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return {-1, "the shell cannot be run"};
  std::string text;
  std::array<char, 4096> block{};
  for (std::size_t count; (count = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    text.append(block.data(), count);
  return {WEXITSTATUS(pclose(pipe)), text};
}

void write(const std::string& name, const std::string& text) {
  std::ofstream(std::filesystem::path(testing::TempDir()) / name) << text;
}

TEST(ReplayCommand, SaysByItsCodeWhatItFound) {
  write("good.case", "# kiln case 1\nexpect: [\"2\"]\n---\n1 + 1\n---\n");
  write("bad.case", "# kiln case 1\nengines: ref\nexpect: [\"3\"]\n---\n1 + 1\n---\n");
  write("broken.case", "# kiln case 1\nfhir: r6\n---\n1\n---\n");
  const Finished good = run_rig("replay good.case");
  EXPECT_EQ(good.out, "good.case: no difference\n");
  EXPECT_EQ(good.code, 0);
  const Finished bad = run_rig("replay good.case bad.case");
  EXPECT_EQ(bad.out, "good.case: no difference\nbad.case: DIFFERS\n    ref: 2, expected 3\n");
  EXPECT_EQ(bad.code, 1);
  const Finished broken = run_rig("replay broken.case bad.case");
  EXPECT_TRUE(broken.out.starts_with("kiln-rig: broken.case: line 2: no FHIR version 'r6'\n"))
      << broken.out;
  EXPECT_EQ(broken.code, 2);
  const Finished missing = run_rig("replay nowhere.case");
  EXPECT_EQ(missing.out, "kiln-rig: nowhere.case: it is no file\n");
  EXPECT_EQ(missing.code, 2);
}

}  // namespace
}  // namespace kiln::core::rig
