#include "bench/samples.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <vector>

namespace kiln::core::bench {
namespace {

namespace fs = std::filesystem;

/// dom-r4b asks that what R4B has and R4 has not is contained only in each other.
std::string longest_invariant() {
  constexpr std::string_view kTypes[] = {
      "Citation",
      "Evidence",
      "EvidenceReport",
      "EvidenceVariable",
      "MedicinalProductDefinition",
      "PackagedProductDefinition",
      "AdministrableProductDefinition",
      "Ingredient",
      "ClinicalUseDefinition",
      "RegulatedAuthorization",
      "SubstanceDefinition",
      "SubscriptionStatus",
      "SubscriptionTopic",
  };
  const auto is_any = [&](std::string_view operand) {
    std::string text;
    for (const std::string_view type : kTypes) {
      text += (text.empty() ? "" : " or ") + std::string(operand) + " is " + std::string(type);
    }
    return '(' + text + ')';
  };
  return is_any("$this") + " implies " + is_any("%resource");
}

/// HL7's example of the kind of each of our files, as the FHIR specification names it.
constexpr std::pair<std::string_view, std::string_view> kPublished[] = {
    {"patient.json", "patient-example.json"},
    {"body-weight.json", "observation-example.json"},
    {"blood-pressure.json", "observation-example-bloodpressure.json"},
};

fs::path path_of(std::string_view file) {
  if (const char* const folder = std::getenv("KILN_BENCH_CORPUS")) {
    for (const auto& [ours, published] : kPublished) {
      if (ours == file && fs::exists(fs::path(folder) / published)) {
        return fs::path(folder) / published;
      }
    }
  }
  return fs::path(KILN_SOURCE_DIR) / "bench" / "data" / file;
}

Document load(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  auto document = Document::parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
  if (!document) {
    std::cerr << path.string() << ": " << document.error().message << '\n';
    std::exit(1);
  }
  return *std::move(document);
}

}  // namespace

std::span<const SampleExpression> sample_expressions() {
  static const std::vector<SampleExpression> expressions{
      {"path", "Patient.name.family", "Patient", "Patient"},
      {"filter",
       "Observation.component.where(code.coding.exists(system = 'http://loinc.org' and "
       "code = '8480-6')).value.ofType(Quantity).where(unit = 'mmHg').value > 140",
       "Observation", "Observation"},
      {"invariant", longest_invariant(), "Resource", "Patient"},
  };
  return expressions;
}

const Document& sample_document(std::string_view file) {
  static std::map<std::string_view, Document> documents;
  const auto found = documents.find(file);
  if (found != documents.end()) return found->second;
  return documents.emplace(file, load(path_of(file))).first->second;
}

}  // namespace kiln::core::bench
