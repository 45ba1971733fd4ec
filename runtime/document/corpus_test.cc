// Real resources, if there are any on this machine: KILN_EXAMPLES names a folder of FHIR JSON
// files, KILN_SUITES one that holds fhir-test-cases/ with XML inputs and their JSON twins.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <sstream>
#include <string>

#include "model/model.h"
#include "runtime/document/document_equality.h"
#include "runtime/document/json_parser.h"
#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Corpus, ExamplesRoundTrip) {
  const char* const folder = std::getenv("KILN_EXAMPLES");
  if (folder == nullptr) GTEST_SKIP() << "KILN_EXAMPLES is not set";
  constexpr std::size_t kLargestForOracle = 100'000;  // the other parser is slow
  JsonParser parser;
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    SCOPED_TRACE(entry.path().filename().string());
    ++files;
    const std::string text = read(entry.path());
    const auto document = parser.parse(text);
    ASSERT_TRUE(document.has_value()) << document.error().message;
    const std::string printed = document->to_json();
    const auto again = parser.borrow(printed);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(again->to_json(), printed);
    EXPECT_EQ(again->size(), document->size());
    if (text.size() <= kLargestForOracle) {
      EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json::parse(printed));
    }
  }
  EXPECT_GT(files, 0u);
}

/// Narratives in one spelling: the twins differ in space, quotes and empty elements.
std::string with_plain_markup(const std::string& text) {
  nlohmann::json json = nlohmann::json::parse(text);
  if (json.contains("text") && json["text"].contains("div")) {
    pugi::xml_document markup;
    markup.load_string(json["text"]["div"].get<std::string>().c_str());
    std::ostringstream out;
    markup.print(out, "", pugi::format_raw);
    std::string plain = out.str();
    std::erase_if(plain, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    json["text"]["div"] = plain;
  }
  return json.dump();
}

TEST(Corpus, XmlAndJsonTwinsMeanTheSame) {
  const char* const folder = std::getenv("KILN_SUITES");
  if (folder == nullptr) GTEST_SKIP() << "KILN_SUITES is not set";
  // Twins that are different resources.
  const std::set<std::string> unequal = {"r4/codesystem-example",    "r4b/codesystem-example",
                                         "r5/codesystem-example",    "r4/observation-example",
                                         "r4b/observation-example",  "r5/observation-example",
                                         "r5/questionnaire-example", "r5/conceptmap-example"};
  const std::pair<const char*, Fhir> versions[] = {
      {"r4", Fhir::R4}, {"r4b", Fhir::R4B}, {"r5", Fhir::R5}};
  std::size_t twins = 0;
  for (const auto& [name, version] : versions) {
    const fs::path base = fs::path(folder) / "fhir-test-cases" / name;
    for (const fs::directory_entry& entry : fs::directory_iterator(base / "input")) {
      if (entry.path().extension() != ".xml") continue;
      const std::string stem = entry.path().stem().string();
      SCOPED_TRACE(std::string(name) + "/" + stem);
      const bool is_fhir = stem != "ccda";
      const auto xml = Document::parse_xml(read(entry.path()), is_fhir ? version : Fhir::None);
      ASSERT_TRUE(xml.has_value()) << xml.error().message;
      const fs::path twin = base / "input-json" / (stem + ".json");
      if (!fs::exists(twin) || unequal.contains(std::string(name) + "/" + stem)) continue;
      ++twins;
      EXPECT_EQ(canonical(*Document::parse_json(with_plain_markup(xml->to_json()))),
                canonical(*Document::parse_json(with_plain_markup(read(twin)))));
    }
  }
  EXPECT_GT(twins, 0u);
}

}  // namespace
}  // namespace kiln::core
