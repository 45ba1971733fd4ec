#include "bench/native.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "frontend/parser.h"
#include "proptest/oracle/engines.h"

namespace kiln::core::bench {
namespace {

namespace fs = std::filesystem;

const Model& model() {
  return Model::get(Fhir::R4);
}

Document json(std::string_view text) {
  Expected<Document> document = Document::parse_json(text);
  EXPECT_TRUE(document) << document.error().message;
  return *std::move(document);
}

Answer answer_of(const Lookup& lookup, const Document& document) {
  Answer answer;
  lookup.find(document, answer);
  return answer;
}

/// What an engine gives, as a look-up would.
Answer answer_of(oracle::Engine engine, std::string_view expression, const Document& document) {
  const ParseResult parsed = parse(expression);
  EXPECT_TRUE(parsed.ok());
  Environment environment;
  environment.model = &model();
  environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  Focus focus;
  focus.context = root_node(document, &model());
  Answer answer;
  const auto result = oracle::evaluate(engine, parsed.ast, environment, focus);
  EXPECT_TRUE(result) << result.error().message;
  if (!result) return answer;
  for (const Value& item : result->items) {
    if (const auto* node = std::get_if<Node>(&item)) answer.nodes.push_back(node->index);
    if (const auto* number = std::get_if<std::int32_t>(&item)) answer.number = *number;
    if (const auto* truth = std::get_if<bool>(&item)) answer.truth = *truth;
  }
  return answer;
}

/// Every look-up for the type of this document is held against every engine.
void expect_same(const Document& document, const std::string& place) {
  const std::string root = std::string(document.resource_type(0)) + ".";
  for (const Lookup& lookup : lookups()) {
    if (!lookup.expression.starts_with(root)) continue;
    const Answer native = answer_of(lookup, document);
    for (const oracle::Engine engine : oracle::engines()) {
      EXPECT_EQ(native, answer_of(engine, lookup.expression, document))
          << to_string(engine) << ": " << lookup.expression << " on " << place;
    }
  }
}

TEST(Native, GivesWhatTheExpressionsGive) {
  for (const char* const folder : {"bench/data", "examples"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(KILN_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".json") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      expect_same(json(std::string(std::istreambuf_iterator<char>(file), {})), entry.path());
    }
  }
}

TEST(Native, FindsSomethingInTheSampleOfEachLookup) {
  for (const Lookup& lookup : lookups()) {
    std::ifstream file(fs::path(KILN_SOURCE_DIR) / "bench" / "data" / lookup.sample,
                       std::ios::binary);
    const Document document = json(std::string(std::istreambuf_iterator<char>(file), {}));
    EXPECT_NE(answer_of(lookup, document), Answer{}) << lookup.expression;
  }
}

TEST(Native, GivesWhatTheExpressionsGiveForNullsAndMissingValues) {
  for (const char* const text : {
           R"({"resourceType": "Patient"})",
           R"({"resourceType": "Patient", "active": null, "name": [null, {"use": null}]})",
           R"({"resourceType": "Patient", "deceasedDateTime": "2026",
               "_deceasedDateTime": {"id": "a"}, "birthDate": null,
               "_birthDate": {"extension": [{"url": "a", "valueDateTime": "2026"}]},
               "name": [{"use": "official", "_use": {"id": "b"}, "given": [null, "A"],
                         "_given": [{"id": "c"}, null]}, {"use": "official", "given": ["B"]}]})",
           R"({"resourceType": "Patient", "_deceasedBoolean": {"id": "a"},
               "telecom": [{"_system": {"id": "b"}, "rank": 2}, {"rank": 1, "value": "c"}],
               "address": [{"line": ["a"]}, {"line": ["b"]}],
               "contact": [{"name": {"_family": {"id": "d"}}}]})",
           R"({"resourceType": "Patient", "telecom": [{"system": "phone"}, {"system": "fax"}]})",
           R"({"resourceType": "Observation", "valueString": "a", "code": {"text": "b"},
               "category": [{"coding": [{"code": "c"}, {"display": "d"}]}, {"text": "e"}]})",
           R"({"resourceType": "Observation", "component": [
               {"code": {"coding": [{"code": "8480-6"}, {"code": "8462-4"}]},
                "valueQuantity": {"value": 1, "unit": "a"}},
               {"code": {"coding": [{"_code": {"id": "b"}}, {"code": "8480-6"}]},
                "valueQuantity": {"value": 2}},
               {"code": {"coding": [{"display": "c"}, {"code": "8480-6"}]},
                "valueQuantity": {"value": 3}},
               {"code": {"coding": [{"code": "8480-6"}]}, "valueInteger": 4}]})",
       }) {
    expect_same(json(text), text);
  }
}

TEST(Native, FindsNothingInWhatHasAnotherShape) {
  for (const char* const text :
       {"null", "1", "\"a\"", "[]", "[{}]", R"([{"name": [{"family": "a"}]}])", R"({"value": 1})",
        R"({"name": 1, "telecom": "a", "identifier": true, "address": [1], "contact": ["a"]})",
        R"({"code": 1, "category": [[]], "component": [1, [1]], "valueQuantity": [1]})"}) {
    const Document document = json(text);
    for (const Lookup& lookup : lookups()) {
      EXPECT_TRUE(answer_of(lookup, document).nodes.empty()) << lookup.expression << ": " << text;
    }
  }
}

}  // namespace
}  // namespace kiln::core::bench
