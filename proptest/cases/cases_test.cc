// Every case of cases/*.cases through every engine; on the XML of its resource too, if there is one
// beside the JSON.
//
// KILN_UPDATE_GOLDENS=1 writes what was answered instead of comparing: read the diff.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "proptest/oracle/engines.h"
#include "runtime/document/document.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(KILN_SOURCE_DIR) / "proptest" / "cases";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The file of a case's resource in a format, "" if there is none.
fs::path resource_file(const cases::Case& c, const char* extension) {
  if (c.resource.empty()) return {};
  const fs::path file = (kFolder / "data" / c.resource).replace_extension(extension);
  return fs::exists(file) ? file : fs::path();
}

Expected<Document> load(const fs::path& file, const Model* model) {
  if (file.extension() == ".json") return Document::parse_json(read(file));
  return Document::parse_xml(read(file), model == nullptr ? Fhir::None : model->version());
}

/// What an engine answers on a resource, printed as a case expects it.
std::string answer(const cases::Case& c, const fs::path& resource,
                   oracle::Engine engine = oracle::Engine::Reference) {
  const Model* model = c.fhir == Fhir::None ? nullptr : &Model::get(c.fhir);
  Environment environment;
  environment.model = model;
  environment.language = c.language;
  environment.strict = c.strict;
  environment.as_filters = c.as_filters;
  environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  environment.limits.max_steps = 2'000'000;
  environment.limits.max_items = 100'000;

  std::optional<Document> document;
  Focus focus;
  if (!resource.empty()) {
    auto loaded = load(resource, model);
    if (!loaded) return resource.string() + ": " + loaded.error().message;
    document = std::move(*loaded);
    focus.context = root_node(*document, model);
  }
  ParseOptions options;
  options.language = environment.language;
  const ParseResult parsed = parse(c.expression, options);
  if (!parsed.ok()) return cases::print(parsed.diagnostics.first_error());
  const auto result = oracle::evaluate(engine, parsed.ast, environment, focus);
  return result ? cases::print(result->items, model) : cases::print(result.error());
}

class CaseFile : public testing::TestWithParam<std::string> {};

TEST_P(CaseFile, AnswersAsItSays) {
  const fs::path path = kFolder / GetParam();
  const auto parsed = cases::parse(read(path));
  ASSERT_TRUE(parsed) << GetParam() << ": " << parsed.error();
  ASSERT_FALSE(parsed->empty()) << GetParam();

  const bool update = std::getenv("KILN_UPDATE_GOLDENS") != nullptr;
  std::vector<std::string> lines;
  std::istringstream text(read(path));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  for (const cases::Case& c : *parsed) {
    const std::string actual = answer(c, resource_file(c, ".json"));
    if (update) {
      lines[static_cast<std::size_t>(c.line) - 1] = c.expression + " => " + actual;
    } else {
      EXPECT_EQ(actual, c.expected) << GetParam() << ":" << c.line << ": " << c.expression;
      for (const oracle::Engine engine : oracle::all_engines()) {
        EXPECT_EQ(answer(c, resource_file(c, ".json"), engine), c.expected)
            << to_string(engine) << ", " << GetParam() << ":" << c.line << ": " << c.expression;
      }
      const fs::path xml = resource_file(c, ".xml");
      if (xml.empty() || c.fhir == Fhir::None) continue;
      EXPECT_EQ(answer(c, xml), c.expected) << "XML, " << c.line << ": " << c.expression;
    }
  }
  if (!update) return;
  std::ofstream out(path);
  for (const std::string& line : lines) out << line << '\n';
}

std::vector<std::string> case_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".cases") names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Language, CaseFile, testing::ValuesIn(case_files()), [](const auto& file) {
  std::string name = fs::path(file.param).stem();
  std::ranges::replace_if(
      name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace kiln::core
