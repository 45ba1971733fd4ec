#include "proptest/rig/soak.h"

#include <gtest/gtest.h>

namespace kiln::core::rig {
namespace {

std::vector<kiln::Document> documents() {
  std::vector<kiln::Document> all;
  for (const char* text : {
           R"({"resourceType": "Patient", "id": "a", "active": true, "birthDate": "1974-12-25",
               "name": [{"use": "official", "family": "F", "given": ["A", "B"]}]})",
           R"({"resourceType": "Observation", "id": "o", "valueQuantity": {"value": 72.5,
               "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}})",
           R"({"resourceType": "Patient", "id": "b", "contained": [{"resourceType": "Basic",
               "id": "c"}], "name": [{"given": ["C"]}, {"use": "usual"}]})"}) {
    all.push_back(*kiln::Document::parse_json(text));
  }
  return all;
}

const std::vector<std::string> kExpressions = {
    "name.given",
    "name.where(use = 'official').family",
    "descendants().count()",
    "now()",
    "birthDate + 1 month",
    "value > 70 'kg'",
    "(value as Quantity).value * 2",
    "contained.id",
    "name.given.matches('[A-B]+')",
    "name.sort(use).given",
    "active.single()",
    "name.given.single()",
    "nope(",
    "%undefined",
    "id.upper() & '!'",
    "name.select(given.count())",
    "1 / 3",
};

TEST(Soak, ThreadsAnswerAsOneDoes) {
  SoakOptions options;
  options.threads = 10;
  options.rounds = 500;
  options.pairs = 200;
  options.cache_entries = 8;
  const SoakReport report = soak(kExpressions, documents(), options);
  EXPECT_EQ(report.evaluations, 5'000u);
  EXPECT_EQ(report.different, 0u) << report.differences.front();
  EXPECT_EQ(report.cache.hits + report.cache.misses, 5'000u);
  EXPECT_GT(report.cache.evictions, 0u);
  EXPECT_LE(report.cache.entries, 8u);
}

}  // namespace
}  // namespace kiln::core::rig
