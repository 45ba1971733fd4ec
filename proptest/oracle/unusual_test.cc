// Documents that are not what the model promises, and what else makes a fused body give up: every
// engine answers as the reference does.

#include <gtest/gtest.h>

#include "frontend/parser.h"
#include "proptest/oracle/engines.h"
#include "proptest/oracle/equivalence.h"
#include "proptest/rig/replay.h"

namespace kiln::core::oracle {
namespace {

constexpr std::string_view kDocuments[] = {
    // Several where one is expected, one where several are, arrays in arrays, nulls.
    R"({"resourceType": "Patient", "birthDate": ["1970-01-01", "1980-02-02"],
        "name": {"family": ["A", "B"], "given": "C", "use": "official"}, "active": [true],
        "maritalStatus": [{"text": "x"}, {"text": "y"}]})",
    R"({"resourceType": "Patient", "name": [[{"family": "A"}, null], [{"use": "official"}], null],
        "active": null, "gender": [], "telecom": [null, {"system": "phone", "rank": 1}]})",
    // Other kinds of values than the types have.
    R"({"resourceType": "Patient", "birthDate": 1970, "active": "yes", "gender": true,
        "name": [{"family": 5, "use": 7, "given": [1, true, "x", null, {"a": 1}]}, "text"],
        "telecom": "none", "maritalStatus": 3})",
    // Two of a choice, values with extensions, values without.
    R"({"resourceType": "Patient", "deceasedBoolean": false, "deceasedDateTime": "2001",
        "_birthDate": {"extension": [{"url": "u", "valueString": "v"}]},
        "name": [{"_family": {"id": "f"}, "given": ["a", null], "_given": [null, {"id": "g"}]}],
        "contained": [{"resourceType": "Observation", "valueQuantity": {"value": 1.0}},
                      {"resourceType": "Nothing", "name": "n"}, {"id": "none"}]})",
    // Another type than the program is made for, and no resource at all.
    R"({"resourceType": "Observation", "name": [{"family": "A"}], "valueString": "x",
        "valueInteger": 5, "component": [{"valueQuantity": {"value": 5, "unit": "mg"}}]})",
    R"({"name": [{"family": "A"}], "birthDate": "1970"})",
    R"(["a", 1, null])",
    R"({"birthDate": {"resourceType": "date", "id": "a"}, "contained": [{"resourceType": "date",
        "id": "b", "value": "1970"}, {"resourceType": "Patient", "id": "c"}], "resourceType": "x"})",
    R"("a")",
};

constexpr std::string_view kExpressions[] = {
    "Patient.name.family",
    "name.family",
    "birthDate",
    "birthDate.exists()",
    "birthDate = @1970-01-01",
    "birthDate > @1960",
    "birthDate.count()",
    "birthDate.first()",
    "active",
    "active and true",
    "active.not()",
    "active or name.exists()",
    "gender = 'male'",
    "gender.hasValue()",
    "name.where(use = 'official').given.first()",
    "name.where(use = 'official').exists()",
    "name.exists(family = 'A')",
    "name.exists(family.exists())",
    "name.all(family.exists())",
    "name.all(given.count() > 0)",
    "name.select(family & '!')",
    "name.select($index)",
    "name.where($index > 0).family",
    "name.given.where($this = 'x')",
    "name.given.last()",
    "name.given.count()",
    "name.given.hasValue()",
    "name.family.length()",
    "name.first().family.length()",
    "maritalStatus.text",
    "maritalStatus.text + 'x'",
    "maritalStatus.exists() and maritalStatus.text = 'x'",
    "maritalStatus.coding.code",
    "telecom.where(system = 'phone').rank + 1",
    "telecom.rank",
    "telecom.system.first() = 'phone'",
    "deceased",
    "deceased is boolean",
    "deceased.ofType(boolean)",
    "deceased.ofType(dateTime)",
    "deceased as boolean",
    "deceased.exists() implies birthDate.exists()",
    "contained.ofType(Observation).value",
    "contained.ofType(Observation).value.ofType(Quantity).value",
    "contained.name",
    "contained.where($this is Observation).exists()",
    "value",
    "value.ofType(Quantity).value",
    "value as Quantity",
    "Observation.value.ofType(string)",
    "component.value.ofType(Quantity).value = 5",
    "component.value.ofType(Quantity).unit",
    "children().count()",
    "descendants().where($this is string).count()",
    "name.repeat(period).empty()",
    "name.sort(family).given",
    "name.aggregate($total + family.count(), 0)",
    "iif(active, name.family, birthDate)",
    "coalesce(gender, birthDate, name.family)",
    "defineVariable('n', name).name.where(family in %n.family).count()",
    "name.select(iif(use = 'official', family, given.first()))",
    "(name.family | name.given).count()",
    "name.family.combine(name.given).first()",
    "name[0].family",
    "name[birthDate.count()].family",
    "name.skip(1).given",
    "-telecom.rank",
    "%resource.name.family",
    "%context.birthDate",
    "name.select(%resource.birthDate)",
    "name.where(true).where(false)",
    "name.where(1)",
    "name.where(use)",
    "name.select(given).where($this != 'a')",
    "active = true and birthDate.exists() and name.family.exists()",
    "name.nothing",
    "nothing.exists()",
    "resourceType",
    "name.value",
    "birthDate.value",
    "birthDate.ofType(date).id",
    "contained.ofType(date).id",
    "contained.ofType(Patient).id",
    "(contained as date).id",
    "children().ofType(date).id",
    "descendants().ofType(Patient).id = 'c'",
    "descendants().ofType(string).id",
    "birthDate.extension.value",
    "birthDate.extension.where(url = 'u').value.ofType(string)",
    "name.given.id",
    "name.family.id",
    "1 + 1",
    "1 div 0",
    "'a' + 1",
    "2147483647 + 1",
    "name.unknown()",
};

/// In every setting that changes what a path means.
std::vector<Environment> environments() {
  std::vector<Environment> all(5);
  for (Environment& environment : all) {
    environment.model = &Model::get(Fhir::R4);
    environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  }
  all[1].strict = true;
  all[2].as_filters = true;
  all[3].json_choice_names = true;
  all[4].language = LanguageVersion::V2;
  return all;
}

TEST(Unusual, EveryEngineAnswersAsTheReference) {
  std::vector<Document> documents;
  for (const std::string_view text : kDocuments) {
    documents.push_back(Document::parse_json(text).value());
  }
  std::size_t compared = 0;
  for (const Environment& environment : environments()) {
    ParseOptions parse_options;
    parse_options.language = environment.language;
    for (const std::string_view expression : kExpressions) {
      const ParseResult parsed = parse(expression, parse_options);
      ASSERT_TRUE(parsed.ok()) << expression;
      const auto reference = prepare(Engine::Reference, parsed.ast, environment);
      for (const Engine engine : all_engines()) {
        const auto subject = prepare(engine, parsed.ast, environment);
        for (std::size_t i = 0; i < documents.size(); ++i) {
          Focus focus;
          focus.context = root_node(documents[i], environment.model);
          const auto expected = reference->evaluate(environment, focus);
          const auto got = subject->evaluate(environment, focus);
          EXPECT_EQ(difference(expected, got, environment.model), std::nullopt)
              << expression << " by " << to_string(engine) << " on document " << i << "\n"
              << rig::keep_difference(std::filesystem::path(testing::TempDir()) / "kiln-cases",
                                      "unusual " + std::to_string(compared),
                                      std::string(expression), environment, focus, engine);
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 8'000u);
}

}  // namespace
}  // namespace kiln::core::oracle
