// Every expression that is known, on every resource that is known, through every engine: the case
// files on the resources of this tree, and, where KILN_SUITES names a folder with fhir-test-cases/
// and real-world-expressions/, the official suites, the invariants and the search parameters of
// FHIR with the suites' inputs. So an expression meets what it is for, and much else.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "proptest/cases/suite.h"
#include "proptest/oracle/equivalence.h"
#include "proptest/rig/replay.h"
#include "proptest/rig/sweep.h"
#include "runtime/document/document.h"

namespace kiln::core::oracle {
namespace {

namespace fs = std::filesystem;

const fs::path kTree = KILN_SOURCE_DIR;

struct Resource {
  std::string name;  ///< file name
  Document document;
};

struct Question {
  std::string name;
  std::string expression;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
  bool as_filters = false;
  bool json_choice_names = false;
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Files of a folder with one of the extensions, in the order of their names; none without it.
std::vector<fs::path> files_in(const fs::path& folder,
                               std::initializer_list<std::string_view> extensions) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (std::ranges::find(extensions, entry.path().extension()) != extensions.end()) {
      files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::optional<fs::path> suites() {
  const char* const folder = std::getenv("KILN_SUITES");
  return folder == nullptr ? std::nullopt : std::optional<fs::path>(folder);
}

fs::path suite_folder(Fhir version) {
  return suites().value_or("") / "fhir-test-cases" / core::to_string(version);
}

std::vector<Resource> resources(Fhir version) {
  std::vector<fs::path> files = files_in(kTree / "proptest" / "cases" / "data", {".json"});
  const auto add = [&files](const std::vector<fs::path>& more) {
    files.insert(files.end(), more.begin(), more.end());
  };
  add(files_in(kTree / "examples", {".json"}));
  if (suites() && version != Fhir::None) {
    add(files_in(suite_folder(version) / "input", {".json", ".xml"}));
    add(files_in(suite_folder(version) / "input-json", {".json"}));
  }
  std::vector<Resource> found;
  for (const fs::path& file : files) {
    if (file.filename() == "ccda.xml") continue;  // no FHIR
    auto document = file.extension() == ".xml" ? Document::parse_xml(read(file), version)
                                               : Document::parse_json(read(file));
    EXPECT_TRUE(document) << file;
    if (document) found.push_back({file.filename().string(), std::move(*document)});
  }
  return found;
}

bool is_limit(const Expected<Answer>& answer) {
  return !answer && (answer.error().code == ErrorCode::StepLimit ||
                     answer.error().code == ErrorCode::ItemLimit);
}

/// Questions of one FHIR version, asked of every engine.
class Comparison {
 public:
  explicit Comparison(Fhir version) : version_(version), resources_(resources(version)) {
    const Model* const model = environment_of({}).model;
    for (const Resource& resource : resources_) {
      std::vector<Node> stack{root_node(resource.document, model)};
      while (!stack.empty()) {
        const Node node = stack.back();
        stack.pop_back();
        if (node.index != 0) elements_.push_back({node, resource.name});
        append_all_children(model, node, stack);
      }
    }
  }

  /// On nothing, on every resource, and on some of their elements, other ones for each question.
  void ask(const Question& question) {
    ParseOptions options;
    options.language = question.language;
    const ParseResult parsed = parse(question.expression, options);
    if (!parsed.ok()) return;
    ++asked_;
    Environment environment = environment_of(question);
    std::vector<std::unique_ptr<Subject>> subjects;
    for (const Engine engine : all_engines()) {
      subjects.push_back(prepare(engine, parsed.ast, environment));
    }
    bool is_enough = !compare(question, environment, subjects, "nothing", Focus{});
    for (std::size_t i = 0; i < resources_.size() && !is_enough; ++i) {
      const Node root = root_node(resources_[i].document, environment.model);
      is_enough =
          !compare(question, environment, subjects, resources_[i].name, Focus{root, {}, {}});
    }
    constexpr std::size_t kElements = 16;
    constexpr std::size_t kStride = 379;
    for (std::size_t i = 0; i < kElements && !is_enough; ++i) {
      const auto& [node, name] = elements_[(asked_ * kElements + i) * kStride % elements_.size()];
      is_enough = !compare(question, environment, subjects, name, Focus{node, {}, {}});
    }
  }

  std::uint64_t asked() const { return asked_; }
  std::uint64_t comparisons() const { return comparisons_; }
  const std::vector<Resource>& documents() const { return resources_; }

 private:
  Environment environment_of(const Question& question) const {
    Environment environment;
    environment.model = version_ == Fhir::None ? nullptr : &Model::get(version_);
    environment.language = question.language;
    environment.strict = question.strict;
    environment.as_filters = question.as_filters;
    environment.json_choice_names = question.json_choice_names;
    environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
    environment.limits.max_steps = 100'000;
    environment.limits.max_items = 20'000;
    return environment;
  }

  /// Whether the question is worth asking again: no engine differs, and no regular expression gave
  /// up, which takes long. The second evaluation finds what the first has left in the subject.
  bool compare(const Question& question, const Environment& environment,
               const std::vector<std::unique_ptr<Subject>>& subjects, const std::string& on,
               const Focus& focus) {
    const Expected<Answer> truth = subjects[0]->evaluate(environment, focus);
    if (is_limit(truth)) return true;  // the engines count steps in different ways
    for (std::size_t i = 1; i < subjects.size(); ++i) {
      const Engine engine = all_engines()[i];
      for (const char* time : {"", " the second time"}) {
        const auto answer = subjects[i]->evaluate(environment, focus);
        if (is_limit(answer)) break;
        ++comparisons_;
        const auto what = difference(truth, answer, environment.model);
        if (!what) continue;
        std::string title = question.name + " on " + on;
        if (focus.context) title += " at " + path_of(environment.model, *focus.context);
        ADD_FAILURE() << to_string(engine) << time << ": " << title << ": " << question.expression
                      << "\n  " << *what << "\n  "
                      << replay_command(title, question, environment, focus, engine);
        return false;
      }
    }
    return truth || truth.error().code != ErrorCode::RegexEffort;
  }

  std::string replay_command(const std::string& title, const Question& question,
                             const Environment& environment, const Focus& focus, Engine engine) {
    constexpr int kMostCases = 20;
    if (++cases_ > kMostCases) return "(no more cases are written)";
    return rig::keep_difference(fs::path(testing::TempDir()) / "kiln-cases",
                                std::string(core::to_string(version_)) + " " + title,
                                question.expression, environment, focus, engine);
  }

  const Fhir version_;
  const std::vector<Resource> resources_;
  std::vector<std::pair<Node, std::string>> elements_;  ///< below the roots, and their files
  std::uint64_t asked_ = 0;
  std::uint64_t comparisons_ = 0;
  int cases_ = 0;
};

class Everything : public testing::TestWithParam<Fhir> {
 protected:
  /// What was asked and compared stands in the report of the test, and is no less than that.
  static void expect_floor(std::uint64_t asked, std::uint64_t least_asked,
                           std::uint64_t comparisons, std::uint64_t least_comparisons) {
    RecordProperty("expressions", std::to_string(asked));
    RecordProperty("comparisons", std::to_string(comparisons));
    std::cout << asked << " expressions, " << comparisons << " comparisons\n";
    EXPECT_GE(asked, least_asked);
    EXPECT_GE(comparisons, least_comparisons);
  }
};

class EverythingPublished : public Everything {};

TEST_P(Everything, OfCaseFiles) {
  Comparison comparison(GetParam());
  for (const fs::path& file : files_in(kTree / "proptest" / "cases", {".cases"})) {
    const auto parsed = cases::parse(read(file));
    ASSERT_TRUE(parsed) << file;
    for (const cases::Case& c : *parsed) {
      const std::string name = file.filename().string() + ":" + std::to_string(c.line);
      comparison.ask({name, c.expression, c.language, c.strict, c.as_filters, false});
    }
  }
  expect_floor(comparison.asked(), 2'400, comparison.comparisons(), 400'000);
}

TEST_P(EverythingPublished, OfOfficialSuites) {
  if (!suites()) GTEST_SKIP() << "skipped: KILN_SUITES is not set";
  Comparison comparison(GetParam());
  for (const fs::path& file : files_in(suite_folder(GetParam()) / "fhirpath", {".xml"})) {
    const auto suite = cases::parse_suite(file.string(), read(file));
    ASSERT_TRUE(suite) << suite.error();
    for (const cases::Test& test : suite->tests) {
      Question question{test.id, test.expression};
      question.strict = test.mode == "strict" || test.invalid == "semantic";
      question.json_choice_names = test.mode == "lenient/polymorphics";
      comparison.ask(question);
    }
  }
  expect_floor(comparison.asked(), 900, comparison.comparisons(), 200'000);
}

/// The expressions of a file on every element that they are for, and then as all others.
void compare_published(Fhir version, const std::string& kind, Comparison& comparison,
                       std::uint64_t& comparisons) {
  const std::string name = kind + "-" + std::string(core::to_string(version)) + ".json";
  const auto list = rig::load_invariants(*suites() / "real-world-expressions" / name);
  ASSERT_TRUE(list) << list.error();
  rig::Sweep sweep(*list, version, all_engines());
  for (const Resource& resource : comparison.documents()) {
    sweep.run(resource.document, resource.name);
  }
  comparisons += sweep.comparisons();
  const auto commands =
      rig::write_cases(sweep.tallies(), fs::path(testing::TempDir()) / ("kiln-cases-" + name));
  ASSERT_TRUE(commands) << commands.error();
  for (const auto& [key, tally] : sweep.tallies()) {
    const auto command = commands->find(key);
    EXPECT_EQ(tally.mismatches, 0u)
        << key << ": " << tally.differences.front() << "\n  "
        << (command == commands->end() ? "(no more cases are written)" : command->second);
  }
  for (const rig::Invariant& invariant : *list) {
    Question question{invariant.key, invariant.expression};
    question.as_filters = version != Fhir::R5;
    comparison.ask(question);
  }
}

TEST_P(EverythingPublished, OfInvariantsAndSearchParameters) {
  if (!suites()) GTEST_SKIP() << "skipped: KILN_SUITES is not set";
  Comparison comparison(GetParam());
  std::uint64_t on_elements = 0;
  compare_published(GetParam(), "invariants", comparison, on_elements);
  compare_published(GetParam(), "searchparams", comparison, on_elements);
  expect_floor(comparison.asked(), 1'500, on_elements + comparison.comparisons(), 400'000);
}

constexpr auto kName = [](const auto& version) {
  return std::string(core::to_string(version.param));
};

INSTANTIATE_TEST_SUITE_P(Fhir, Everything,
                         testing::Values(Fhir::None, Fhir::R4, Fhir::R4B, Fhir::R5), kName);
INSTANTIATE_TEST_SUITE_P(Fhir, EverythingPublished, testing::Values(Fhir::R4, Fhir::R4B, Fhir::R5),
                         kName);

}  // namespace
}  // namespace kiln::core::oracle
