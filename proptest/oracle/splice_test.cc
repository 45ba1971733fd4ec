// Expressions of the case files put into each other, through every engine: what each answers alone
// is in the case files, that scopes, lambdas, branches and errors fit together is found here.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "proptest/oracle/equivalence.h"
#include "proptest/rig/replay.h"
#include "runtime/document/document.h"

namespace kiln::core::oracle {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(KILN_SOURCE_DIR) / "proptest" / "cases";

/// $1, $2 and $3 are expressions of cases.
constexpr std::string_view kTemplates[] = {
    "($1).select($2)",
    "($1) | ($2)",
    "iif(($1).exists(), $2, $3)",
    "($1).where($2).select($3)",
    "($1).repeat($2)",
    "($1).sort($2, $3 desc)",
    "($1).aggregate($total | ($2), $3)",
    "($1).all($2) or ($3)",
    "($1).trace('t', $2).exists($3)",
    "($1).defineVariable('v', $2).select(%v | $this)",
    "($1).defineVariable('v').select($2 & %v)",
    "coalesce($1, $2, $3)",
    "($1) implies ($2) and ($3)",
    "($1).select($index).where($this in ($2))",
    "($1).iif($2, $this, $3)",
    "($1).select(name.select(given[$index]) | $2)",
    "($1)[$2] = ($3)",
    "($1).select(($2).where($this ~ $3))",
    "($1).defineVariable('a' & 'b', $2).select(%ab).defineVariable('c').select(%c | $3)",
    "Patient.name.select(family | ($1)).repeatAll(iif(length() > 3, '', $2))",
    "($1).exists($2) xor ($3).empty()",
    "Patient {active: $1, name: HumanName {given: $2}}.name.given | $3",
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Those for R4 that parse and are not long.
std::vector<std::string> expressions() {
  constexpr std::size_t kLongest = 90;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".cases") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<std::string> found;
  for (const fs::path& file : files) {
    const auto parsed = cases::parse(read(file));
    EXPECT_TRUE(parsed) << file;
    for (const cases::Case& c : *parsed) {
      const bool fits = c.fhir == Fhir::R4 && c.expression.size() <= kLongest;
      if (fits && parse(c.expression).ok()) found.push_back(c.expression);
    }
  }
  return found;
}

std::string filled(std::string_view pattern, const std::vector<std::string>& from,
                   std::mt19937_64& random) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool is_slot = pattern[i] == '$' && i + 1 < pattern.size() && pattern[i + 1] >= '1' &&
                         pattern[i + 1] <= '3';
    if (!is_slot) {
      text += pattern[i];
      continue;
    }
    text += from[random() % from.size()];
    ++i;
  }
  return text;
}

bool is_limit(const Expected<Answer>& answer) {
  return !answer && (answer.error().code == ErrorCode::StepLimit ||
                     answer.error().code == ErrorCode::ItemLimit);
}

TEST(Splice, EnginesAnswerAlike) {
  constexpr int kExpressions = 6'000;
  const Model* model = &Model::get(Fhir::R4);
  const std::vector<std::string> from = expressions();
  std::vector<Document> documents;
  for (const char* name : {"patient.json", "observation.json", "sparse.json", "bundle.json"}) {
    documents.push_back(*Document::parse_json(read(kFolder / "data" / name)));
  }
  Environment environment;
  environment.model = model;
  environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  environment.limits.max_steps = 200'000;
  environment.limits.max_items = 20'000;

  std::mt19937_64 random(20261121);
  int with_items = 0;
  for (int i = 0; i < kExpressions; ++i) {
    const std::string text = filled(kTemplates[random() % std::size(kTemplates)], from, random);
    environment.strict = random() % 8 == 0;
    environment.as_filters = random() % 2 == 0;
    environment.language = random() % 6 == 0 ? LanguageVersion::V2 : LanguageVersion::V3;
    Focus focus;
    if (random() % 12 != 0) {
      focus.context = root_node(documents[random() % documents.size()], model);
    }
    const ParseResult parsed = parse(text);
    if (!parsed.ok()) continue;
    const auto expected = evaluate(Engine::Reference, parsed.ast, environment, focus);
    if (is_limit(expected)) continue;  // the engines count steps in different ways
    with_items += expected && !expected->items.empty();
    for (const Engine engine : all_engines().subspan(1)) {
      const auto answer = evaluate(engine, parsed.ast, environment, focus);
      if (is_limit(answer)) continue;
      const auto what = difference(expected, answer, model);
      EXPECT_FALSE(what) << to_string(engine) << ": " << text << "\n"
                         << *what << "\n"
                         << rig::keep_difference(fs::path(testing::TempDir()) / "kiln-cases",
                                                 "splice " + std::to_string(i), text, environment,
                                                 focus, engine);
    }
  }
  EXPECT_GT(with_items, kExpressions / 5);
}

}  // namespace
}  // namespace kiln::core::oracle
