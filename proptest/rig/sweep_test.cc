#include "proptest/rig/sweep.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "proptest/rig/replay.h"

namespace kiln::core::rig {
namespace {

std::filesystem::path written(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(testing::TempDir()) / name;
  std::ofstream(path) << text;
  return path;
}

TEST(Sweep, AppliesInvariantsToTypesTheirSupertypesAndElements) {
  const auto invariants = load_invariants(written("invariants.json", R"json([
    {"key": "dom", "severity": "error", "expression": "id.exists()", "contexts": ["DomainResource"]},
    {"key": "name", "severity": "error", "expression": "family.exists()", "contexts": ["HumanName"]},
    {"key": "val", "severity": "error", "expression": "value > 1", "contexts": ["Observation.value[x]"]},
    {"key": "use", "severity": "error", "expression": "$this = 'official'", "contexts": ["HumanName.use"]}
  ])json"));
  ASSERT_TRUE(invariants) << invariants.error();
  Sweep sweep(*invariants, Fhir::R4, std::array{oracle::Engine::Reference, oracle::Engine::Vm0});
  const auto patient = Document::parse_json(
      R"({"resourceType": "Patient", "name": [{"family": "A", "use": "official"}, {"use": "old"}]})");
  sweep.run(*patient, "patient");
  const auto observation = Document::parse_json(
      R"({"resourceType": "Observation", "id": "o", "valueQuantity": {"value": 2}})");
  sweep.run(*observation, "observation");

  const auto& tallies = sweep.tallies();
  EXPECT_EQ(tallies.at("dom").held, 1u);
  EXPECT_EQ(tallies.at("dom").failed, 1u);
  EXPECT_EQ(tallies.at("dom").failures, std::vector<std::string>{"patient: Patient"});
  EXPECT_EQ(tallies.at("name").held, 1u);
  EXPECT_EQ(tallies.at("name").failures, std::vector<std::string>{"patient: Patient.name[1]"});
  EXPECT_EQ(tallies.at("val").held, 1u);
  EXPECT_EQ(tallies.at("use").held, 1u);
  EXPECT_EQ(tallies.at("use").failed, 1u);
}

TEST(Sweep, TakesSearchParametersToo) {
  const auto parameters = load_invariants(written("parameters.json", R"json([
    {"url": "http://x/family", "base": ["Patient"], "expression": "Patient.name.family"}])json"));
  ASSERT_TRUE(parameters) << parameters.error();
  Sweep sweep(*parameters, Fhir::R4, oracle::engines());
  const auto document =
      Document::parse_json(R"({"resourceType": "Patient", "name": [{"family": "A"}]})");
  sweep.run(*document, "patient");
  EXPECT_EQ(sweep.tallies().at("http://x/family").held, 1u);
  EXPECT_EQ(sweep.tallies().at("http://x/family").mismatches, 0u);
  EXPECT_EQ(sweep.comparisons(), oracle::engines().size() - 1);
}

TEST(Sweep, WritesACaseForEachExpressionThatDiffers) {
  const auto invariants = load_invariants(written("different.json", R"json([
    {"key": "a/1", "severity": "error", "expression": "use = 'old'", "contexts": ["HumanName"]},
    {"key": "b-1", "severity": "error", "expression": "family", "contexts": ["HumanName"]}])json"));
  ASSERT_TRUE(invariants) << invariants.error();
  const auto only_booleans = [](const Expected<oracle::Answer>& a,
                                const Expected<oracle::Answer>& b, const Model* model) {
    const bool is_boolean = a && !a->items.empty() && std::holds_alternative<bool>(a->items[0]);
    return is_boolean ? std::optional<std::string>("false") : oracle::difference(a, b, model);
  };
  Sweep sweep(*invariants, Fhir::R4B, std::array{oracle::Engine::Reference, oracle::Engine::Vm},
              only_booleans);
  const auto document = Document::parse_json(
      R"({"resourceType": "Patient", "name": [{"family": "A"}, {"use": "old"}, {"use": "usual"}]})");
  sweep.run(*document, "p.json");
  EXPECT_EQ(sweep.tallies().at("a/1").mismatches, 2u);

  const auto folder = std::filesystem::path(testing::TempDir()) / "sweep-cases";
  std::filesystem::remove_all(folder);
  const auto commands = write_cases(sweep.tallies(), folder);
  ASSERT_TRUE(commands) << commands.error();
  const auto file = folder / "1-a-1.case";
  EXPECT_EQ(
      *commands,
      (std::map<std::string, std::string>{{"a/1", "kiln-rig replay '" + file.string() + "'"}}));
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_EQ(text.str(),
            "# kiln case 1\n"
            "# found-by: sweep: a/1 at p.json: Patient.name[1]\n"
            "engines: ref vm\n"
            "fhir: r4b\n"
            "language: 3.0\n"
            "as_filters: true\n"
            "context: Patient.name[1]\n"
            "---\n"
            "use = 'old'\n"
            "---\n" +
                document->to_json() + "\n");
  EXPECT_EQ(replay(*cases::parse_replay(text.str())), std::vector<std::string>());
}

TEST(Sweep, SaysWhereCasesCannotBeWritten) {
  Tally tally;
  tally.replay = cases::Replay{};
  const auto file = written("no-folder", "");
  const auto commands = write_cases({{"a", tally}}, file);
  ASSERT_FALSE(commands);
  EXPECT_EQ(commands.error(), "'" + (file / "1-a.case").string() + "' cannot be written");
}

TEST(Sweep, RefusesInvariantsThatDoNotParse) {
  const auto loaded = load_invariants(
      written("wrong.json",
              R"([{"key": "x-1", "severity": "error", "expression": "a b", "contexts": ["A"]}])"));
  ASSERT_FALSE(loaded);
  EXPECT_TRUE(loaded.error().starts_with("x-1: ")) << loaded.error();
}

}  // namespace
}  // namespace kiln::core::rig
