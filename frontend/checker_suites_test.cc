// The checker on every expression of the official suites and of the real world. Runs where
// KILN_SUITES names a folder with fhir-test-cases/ and real-world-expressions/; is skipped
// elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "frontend/checker.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

struct Version {
  Fhir fhir;
  std::string name;
};
const Version kVersions[] = {{Fhir::R4, "r4"}, {Fhir::R4B, "r4b"}, {Fhir::R5, "r5"}};

class CheckerSuites : public testing::Test {
 protected:
  void SetUp() override {
    const char* const folder = std::getenv("KILN_SUITES");
    if (folder == nullptr) GTEST_SKIP() << "KILN_SUITES is not set";
    folder_ = folder;
  }

  /// The resource type of an input of a suite; "" if it is no FHIR resource.
  std::string context_of(const Version& version, const std::string& input) const {
    if (input.empty()) return "";
    const fs::path cases = folder_ / "fhir-test-cases" / version.name;
    pugi::xml_document xml;
    if (xml.load_file((cases / "input" / input).c_str())) {
      const std::string root = xml.document_element().name();
      return Model::get(version.fhir).find_type(root) == kNoType ? "" : root;
    }
    std::ifstream stream(cases / "input-json" / fs::path(input).replace_extension("json"));
    if (!stream) return "";
    return nlohmann::json::parse(stream).at("resourceType").get<std::string>();
  }

  nlohmann::json real_world(const std::string& kind, const Version& version) const {
    std::ifstream stream(folder_ / "real-world-expressions" /
                         (kind + "-" + version.name + ".json"));
    EXPECT_TRUE(stream) << kind << version.name;
    return nlohmann::json::parse(stream);
  }

  fs::path folder_;
};

Diagnostics findings(const std::string& expression, Fhir fhir, const std::string& context,
                     bool strict) {
  const ParseResult parsed = parse(expression);
  if (!parsed.ok()) return {};
  CheckOptions options;
  options.fhir = fhir;
  options.context_type = context;
  options.strict = strict;
  return check(parsed.ast, options).diagnostics;
}

TEST_F(CheckerSuites, RejectWhatIsInvalidAndNothingElse) {
  std::size_t rejected = 0;
  for (const Version& version : kVersions) {
    const fs::path file = folder_ / "fhir-test-cases" / version.name / "fhirpath" /
                          ("tests-fhir-" + version.name + ".xml");
    pugi::xml_document document;
    ASSERT_TRUE(document.load_file(file.c_str())) << file;
    for (const pugi::xpath_node& found : document.select_nodes("//test")) {
      const pugi::xml_node expression = found.node().child("expression");
      const std::string text = expression.text().get();
      const std::string_view invalid = expression.attribute("invalid").value();
      const std::string_view mode = found.node().attribute("mode").value();
      const std::string context = context_of(version, found.node().attribute("inputfile").value());
      if (invalid.empty()) {
        const Diagnostics lenient = findings(text, version.fhir, context, false);
        EXPECT_FALSE(lenient.has_errors()) << render(lenient, text);
      }
      if (invalid == "semantic" || mode == "strict") {
        EXPECT_TRUE(findings(text, version.fhir, context, true).has_errors()) << text;
        ++rejected;
      }
    }
  }
  EXPECT_EQ(rejected, 47u);
}

/// "version key code" of everything that is found in the lenient mode.
using Found = std::set<std::string>;

void add_findings(Found& found, const Version& version, const std::string& key,
                  const std::string& expression, const nlohmann::json& contexts) {
  for (const auto& context : contexts) {
    const Diagnostics diagnostics =
        findings(expression, version.fhir, context.get<std::string>(), false);
    for (const Diagnostic& diagnostic : diagnostics.items())
      found.insert(version.name + " " + key + " " + to_string(diagnostic.error.code) +
                   (diagnostic.severity == Severity::Error ? " error" : ""));
  }
}

TEST_F(CheckerSuites, InvariantsHaveNoFindingsButTrueOnes) {
  Found found;
  for (const Version& version : kVersions)
    for (const auto& row : real_world("invariants", version))
      add_findings(found, version, row.at("key"), row.at("expression"), row.at("contexts"));
  EXPECT_THAT(found, testing::UnorderedElementsAre(
                         // ChargeItemDefinition, Evidence and EvidenceReport have no name.
                         "r4 cid-0 K0213", "r4b cid-0 K0213", "r4b cnl-0 K0213",
                         // Written for an extension's value, stands on the extension.
                         "r4 inv-1 K0213", "r4b inv-1 K0213",
                         // A backbone element or data type is never Parameters.
                         "r4b ele-1 K0209",
                         // $this in an argument is the element definition, not its id.
                         "r4b sdf-24 K0206", "r4b sdf-25 K0206",
                         // Stand on patterns, which are no types of their version.
                         "r4 inv-0 K0203 error", "r4 inv-1 K0203 error", "r4 inv-2 K0203 error",
                         "r4b inv-1 K0203 error", "r4b inv-2 K0203 error", "r5 inv-1 K0203 error",
                         "r5 inv-2 K0203 error"));
}

TEST_F(CheckerSuites, SearchParametersHaveNoFindingsButTrueOnes) {
  Found found;
  for (const Version& version : kVersions) {
    for (const auto& row : real_world("searchparams", version)) {
      const std::string url = row.at("url");
      add_findings(found, version, url.substr(url.rfind('/') + 1), row.at("expression"),
                   row.at("base"));
    }
  }
  EXPECT_THAT(
      found,
      testing::UnorderedElementsAre(
          // A path of DocumentReference for the base Patient.
          "r4 example-extension K0215", "r4b example-extension K0215",
          // There is no function hasExtension().
          "r4 questionnaireresponse-extensions-QuestionnaireResponse-item-subject K0201 error",
          // EvidenceVariable is a base, but has no path.
          "r5 MetadataResource-topic K0215",
          // value[x] of Observation is no canonical.
          "r5 Observation-component-value-canonical K0209", "r5 Observation-value-canonical K0209",
          // `(start | requestedPeriod.start)` has lost its Appointment.
          "r5 clinical-date K0213", "r5 clinical-date K0215"));
}

}  // namespace
}  // namespace kiln::core
