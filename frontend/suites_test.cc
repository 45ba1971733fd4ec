// Every expression of the official suites and of the real world. Runs where KILN_SUITES names a
// folder with fhir-test-cases/ and real-world-expressions/; is skipped elsewhere.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "frontend/parser.h"
#include "frontend/printer.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

class Suites : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("KILN_SUITES");
    if (folder == nullptr) GTEST_SKIP() << "KILN_SUITES is not set";
    folder_ = folder;
  }
  fs::path folder_;
};

void expect_round_trip(const std::string& expression) {
  const ParseResult result = parse(expression);
  ASSERT_TRUE(result.ok()) << render(result.diagnostics, expression);
  const std::string printed = print(result.ast);
  const ParseResult again = parse(printed);
  ASSERT_TRUE(again.ok()) << printed << "\n" << render(again.diagnostics, printed);
  EXPECT_TRUE(same_structure(result.ast, again.ast)) << expression << "\n" << printed;
  EXPECT_EQ(print(again.ast), printed);
}

/// A Time has no zone in the grammar; the suites expect the error later.
bool has_zone_of_time(std::string_view expression) {
  return expression.starts_with("@T14:34:28Z") || expression.starts_with("@T14:34:28+10:00");
}

TEST_F(Suites, OfficialExpressionsParseUnlessTheirSyntaxIsInvalid) {
  std::size_t expressions = 0;
  for (const char* version : {"r4", "r4b", "r5"}) {
    const fs::path file = folder_ / "fhir-test-cases" / version / "fhirpath" /
                          (std::string("tests-fhir-") + version + ".xml");
    pugi::xml_document document;
    ASSERT_TRUE(document.load_file(file.c_str())) << file;
    for (const pugi::xpath_node& found : document.select_nodes("//expression")) {
      const std::string expression = found.node().text().get();
      const std::string_view invalid = found.node().attribute("invalid").value();
      ++expressions;
      if (invalid == "syntax" || has_zone_of_time(expression)) {
        EXPECT_FALSE(parse(expression).ok()) << expression;
      } else {
        expect_round_trip(expression);
      }
    }
  }
  EXPECT_GT(expressions, 2900u);
}

TEST_F(Suites, RealWorldExpressionsParse) {
  std::size_t expressions = 0;
  for (const auto& entry : fs::directory_iterator(folder_ / "real-world-expressions")) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream stream(entry.path());
    for (const auto& row : nlohmann::json::parse(stream)) {
      expect_round_trip(row.at("expression").get<std::string>());
      ++expressions;
    }
  }
  EXPECT_GT(expressions, 4800u);
}

}  // namespace
}  // namespace kiln::core
