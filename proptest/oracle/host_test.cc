// What an evaluation asks of its host, through every engine: variables, functions, resolver,
// terminology, profiles, trace, limits.

#include <gtest/gtest.h>

#include <set>

#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "proptest/oracle/engines.h"
#include "runtime/profile/store.h"
#include "runtime/terminology/memory.h"

namespace kiln::core::oracle {
namespace {

class HostTest : public testing::TestWithParam<Engine> {
 protected:
  static Document json(std::string_view text) {
    Expected<Document> document = Document::parse_json(text);
    EXPECT_TRUE(document) << document.error().message;
    return *std::move(document);
  }

  Environment environment() const {
    Environment environment;
    environment.model = &Model::get(Fhir::R4);
    environment.now = *kiln::core::Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
    environment.host = &host_;
    environment.limits = limits_;
    environment.cancel = &cancel_;
    environment.json_choice_names = json_choice_names_;
    return environment;
  }

  Focus focus() const {
    Focus focus;
    if (document_) focus.context = root_node(*document_, &Model::get(Fhir::R4));
    return focus;
  }

  Expected<Answer> run(std::string_view expression) const {
    const ParseResult parsed = parse(expression);
    EXPECT_TRUE(parsed.ok()) << expression;
    return evaluate(GetParam(), parsed.ast, environment(), focus());
  }

  /// What the expression waits for, until there is an answer: "R key, T key; F key => 5".
  std::string rounds(std::string_view expression) {
    const ParseResult parsed = parse(expression);
    EXPECT_TRUE(parsed.ok()) << expression;
    const auto subject = prepare(GetParam(), parsed.ast, environment());
    std::string log;
    for (int round = 0; round < 10; ++round) {
      const Expected<Answer> result = subject->evaluate(environment(), focus());
      if (result) return log + "=> " + cases::print(result->items, &Model::get(Fhir::R4));
      if (result.error().code != ErrorCode::Pending) {
        return log + "=> " + cases::print(result.error());
      }
      std::string keys;
      for (const PendingRequest& request : subject->pending()) {
        keys += keys.empty() ? "" : ", ";
        keys += "RTF"[static_cast<int>(request.kind)];
        keys += " " + request.key;
        fetched_.insert(request.key);
      }
      log += keys + "; ";
    }
    return log;
  }

  /// Whether the host has what a key stands for at hand.
  bool has(std::string_view key) const { return fetched_.contains(key); }

  /// The answer as case files write it.
  std::string answer(std::string_view expression) const {
    const Expected<Answer> result = run(expression);
    return result ? cases::print(result->items, &Model::get(Fhir::R4))
                  : cases::print(result.error());
  }

  std::optional<Document> document_;
  std::set<std::string, std::less<>> fetched_;  ///< keys
  Host host_;
  Limits limits_;
  std::atomic<bool> cancel_ = false;
  bool json_choice_names_ = false;
};

TEST_P(HostTest, VariablesAreCollections) {
  host_.variables["limit"] = {std::int32_t{5}, std::int32_t{7}};
  host_.variables["us-zip"] = {std::string("[0-9]{5}")};
  host_.variables["nothing"] = {};
  EXPECT_EQ(answer("%limit"), "5, 7");
  EXPECT_EQ(answer("%`us-zip`"), "'[0-9]{5}'");
  EXPECT_EQ(answer("%'us-zip'"), "'[0-9]{5}'");
  EXPECT_EQ(answer("%nothing"), "{}");
  EXPECT_EQ(answer("%other"), "error K0306");
  EXPECT_EQ(answer("defineVariable('limit', 1)"), "error K0307");
}

TEST_P(HostTest, FunctionsGetTheInputAndTheArguments) {
  host_.functions["twice"] = {1, 1,
                              [](std::span<const Value> input, std::span<const Values> given) {
                                Values items(input.begin(), input.end());
                                items.insert(items.end(), given[0].begin(), given[0].end());
                                return Expected<Values>(items);
                              }};
  host_.functions["broken"] = {0, 0, [](std::span<const Value>, std::span<const Values>) {
                                 return Expected<Values>(fail(ErrorCode::HostFailure, "no"));
                               }};
  EXPECT_EQ(answer("(1 | 2).twice('a' | 'b')"), "1, 2, 'a', 'b'");
  EXPECT_EQ(answer("1.twice()"), "error K0202");
  EXPECT_EQ(answer("1.broken()"), "error K0318");
  EXPECT_EQ(answer("1.unknown()"), "error K0201");
}

TEST_P(HostTest, TheResolverIsAskedForWhatTheDocumentDoesNotHold) {
  document_ = json(R"({"resourceType": "Observation", "subject": {"reference": "Patient/1"},
      "performer": [{"reference": "Practitioner/9"}, {"reference": "#in"}],
      "contained": [{"resourceType": "Practitioner", "id": "in"}]})");
  int asked = 0;
  host_.resolve = [&](std::string_view reference, const Node&) -> Expected<Resolved> {
    ++asked;
    if (reference != "Patient/1") return Resolved{};
    return Resolved{std::make_shared<const Document>(
                        json(R"({"resourceType": "Patient", "id": "1", "active": true})")),
                    0};
  };
  EXPECT_EQ(answer("subject.resolve().active"), "FHIR.boolean true");
  EXPECT_EQ(answer("subject.resolve() is Patient"), "true");
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(answer("performer.resolve().id"), "FHIR.id 'in'");
  EXPECT_EQ(asked, 3);
  EXPECT_EQ(answer("subject.resolve().active.pathname()"), "{}");
}

TEST_P(HostTest, AResolverThatHasToFetchIsAskedAgain) {
  document_ = json(R"({"resourceType": "Observation", "subject": {"reference": "Patient/1"},
      "performer": [{"reference": "Practitioner/1"}, {"reference": "#in"},
                    {"reference": "Practitioner/2"}, {"reference": "Practitioner/1"}],
      "contained": [{"resourceType": "Practitioner", "id": "in"}]})");
  host_.resolve = [&](std::string_view reference, const Node&) -> Expected<Resolved> {
    if (!has("key of " + std::string(reference))) {
      return pending("key of " + std::string(reference));
    }
    const std::string type(reference.substr(0, reference.find('/')));
    return Resolved{std::make_shared<const Document>(json(
                        R"({"resourceType": ")" + type + R"(", "id": ")" + std::string(reference) +
                        R"(", "generalPractitioner": {"reference": "Practitioner/3"}})")),
                    0};
  };
  EXPECT_EQ(rounds("performer.resolve().id"),
            "R key of Practitioner/1, R key of Practitioner/2; => FHIR.id 'Practitioner/1', "
            "FHIR.id 'in', FHIR.id 'Practitioner/2', FHIR.id 'Practitioner/1'");
  EXPECT_EQ(rounds("subject.resolve().generalPractitioner.resolve().id"),
            "R key of Patient/1; R key of Practitioner/3; => FHIR.id 'Practitioner/3'");
  EXPECT_EQ(rounds("performer.resolve().id.count()"), "=> 4");
}

TEST_P(HostTest, WhatIsPendingStandsBeforeTheErrorsBehindIt) {
  document_ = json(R"({"resourceType": "Observation", "performer": [{"reference": "A/1"},
      {"reference": "bad"}, {"reference": "A/2"}], "subject": {"reference": "A/3"}})");
  host_.resolve = [&](std::string_view reference, const Node&) -> Expected<Resolved> {
    if (reference == "bad") return fail(ErrorCode::HostFailure, "no");
    return has(reference) ? Expected<Resolved>(Resolved{}) : pending();
  };
  EXPECT_EQ(rounds("performer.resolve()"), "R A/1; => error K0318");
  EXPECT_EQ(rounds("1 = (subject.resolve() | 'x'.toQuantity(5))"), "R A/3; => error K0304");
  EXPECT_EQ(run("performer.resolve()").error().span, (Span{10, 17}));
}

TEST_P(HostTest, HostFunctionsMayBePending) {
  host_.functions["far"] = {0, 1, [&](std::span<const Value>, std::span<const Values> given) {
                              const bool named = !given.empty();
                              if (has(named ? "named" : "far")) {
                                return Expected<Values>(Values{std::int32_t{7}});
                              }
                              return Expected<Values>(pending(named ? "named" : ""));
                            }};
  EXPECT_EQ(rounds("1.far() + 1.far('x')"), "F far; F named; => 14");
}

/// Gives its answers only once they were fetched.
class FarTerminology final : public TerminologyProvider {
 public:
  FarTerminology(const TerminologyProvider& near, const std::set<std::string, std::less<>>& fetched)
      : near_(near), fetched_(fetched) {}

  Expected<Membership> member_of(std::span<const Coding> codings,
                                 std::string_view value_set) const override {
    if (!fetched_.contains(value_set)) return kiln::core::pending(std::string(value_set));
    return near_.member_of(codings, value_set);
  }
  Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const override {
    if (!fetched_.contains("subsumes") && !fetched_.contains("subsumedBy"))
      return kiln::core::pending();
    return near_.subsumes(a, b);
  }
  Expected<Document> expand(const ResourceArgument& value_set,
                            std::string_view parameters) const override {
    if (!fetched_.contains("expand")) return kiln::core::pending();
    return near_.expand(value_set, parameters);
  }
  Expected<Document> lookup(std::span<const Coding> codings,
                            std::string_view parameters) const override {
    if (!fetched_.contains("code " + codings[0].code)) {
      return kiln::core::pending("code " + codings[0].code);
    }
    return near_.lookup(codings, parameters);
  }
  Expected<Document> validate_vs(const ResourceArgument& value_set, std::span<const Coding> codings,
                                 std::string_view parameters) const override {
    if (!fetched_.contains("validateVS")) return kiln::core::pending();
    return near_.validate_vs(value_set, codings, parameters);
  }
  Expected<Document> validate_cs(const ResourceArgument&, std::span<const Coding>,
                                 std::string_view) const override {
    return fail(ErrorCode::Terminology, "never");
  }
  Expected<Subsumption> subsumes(std::string_view system, const Coding& a, const Coding& b,
                                 std::string_view parameters) const override {
    if (!fetched_.contains("both")) return kiln::core::pending("both");
    return near_.subsumes(system, a, b, parameters);
  }
  Expected<Document> translate(const ResourceArgument&, const Coding&,
                               std::string_view) const override {
    return fail(ErrorCode::Terminology, "never");
  }

 private:
  const TerminologyProvider& near_;
  const std::set<std::string, std::less<>>& fetched_;
};

TEST_P(HostTest, ATerminologyMayBePending) {
  MemoryTerminology near;
  near.add(json(R"({"resourceType": "CodeSystem",
      "url": "http://kiln.example/cs", "status": "active", "content": "complete",
      "property": [{"code": "itemWeight", "type": "decimal"}],
      "concept": [{"code": "pet", "concept": [{"code": "cat",
          "property": [{"code": "itemWeight", "valueDecimal": 2}]}, {"code": "dog"}]}]})"));
  near.add(json(R"({"resourceType": "ValueSet", "url": "http://kiln.example/vs",
      "status": "active", "compose": {"include": [{"system": "http://kiln.example/cs"}]}})"));
  const FarTerminology far(near, fetched_);
  host_.terminology = &far;
  EXPECT_EQ(rounds("'cat'.memberOf('http://kiln.example/vs')"),
            "T http://kiln.example/vs; => true");
  const std::string cat = "Coding {system: 'http://kiln.example/cs', code: 'cat'}";
  EXPECT_EQ(rounds(cat + ".subsumedBy(Coding {system: 'http://kiln.example/cs', code: 'pet'})"),
            "T subsumedBy; => true");
  EXPECT_EQ(rounds(cat + ".weight()"), "T code cat; => 2.");
  EXPECT_EQ(
      rounds("%terminologies.expand('http://kiln.example/vs').expansion.contains.code.count()"),
      "T expand; => 3");
  EXPECT_EQ(rounds("%terminologies.validateVS('http://kiln.example/vs', " + cat +
                   ").parameter.where(name = 'result').value"),
            "T validateVS; => FHIR.boolean true");
  EXPECT_EQ(rounds("%terminologies.subsumes('http://kiln.example/cs', 'pet', 'cat')"),
            "T both; => 'subsumes'");
  EXPECT_EQ(rounds("%terminologies.validateCS('http://kiln.example/cs', 'pet')"), "=> {}");
}

TEST_P(HostTest, InvariantsMayBePending) {
  document_ = json(R"({"resourceType": "Basic", "id": "b", "subject": {"reference": "Patient/1"},
      "author": {"reference": "Patient/2"}})");
  ProfileStore store;
  const auto added = store.add_json(R"({"resourceType": "StructureDefinition",
      "url": "http://kiln.example/basic", "type": "Basic", "kind": "resource", "abstract": false,
      "derivation": "constraint", "status": "active", "name": "B",
      "snapshot": {"element": [
        {"id": "Basic", "path": "Basic", "min": 0, "max": "*", "constraint": [
          {"key": "b-1", "severity": "error", "human": "both",
           "expression": "(subject | author).resolve().count() = 2"}]}]}})");
  ASSERT_TRUE(added) << added.error().message;
  host_.profiles = &store;
  host_.resolve = [&](std::string_view reference, const Node&) -> Expected<Resolved> {
    if (!has(reference)) return pending();
    return Resolved{std::make_shared<const Document>(json(R"({"resourceType": "Patient"})")), 0};
  };
  EXPECT_EQ(rounds("conformsTo('http://kiln.example/basic')"), "R Patient/1, R Patient/2; => true");
}

TEST_P(HostTest, TraceIsReportedOnceInOrder) {
  std::vector<std::string> names;
  host_.trace = [&](const TraceEntry& entry) { names.push_back(entry.name); };
  const auto result = run("(1 | 2).trace('a').trace('b', $this + 1).count()");
  ASSERT_TRUE(result);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(result->traces.size(), 2u);
  EXPECT_EQ(cases::print(result->traces[0].items, nullptr), "1, 2");
  EXPECT_EQ(cases::print(result->traces[1].items, nullptr), "2, 3");
}

TEST_P(HostTest, CodesAreAskedOfTheTerminology) {
  EXPECT_EQ(answer("'male'.memberOf('http://kiln.example/vs')"), "error K0323");
  MemoryTerminology terminology;
  terminology.add(json(R"({"resourceType": "CodeSystem",
      "url": "http://kiln.example/cs", "status": "active", "content": "complete",
      "concept": [{"code": "pet", "concept": [{"code": "cat"}, {"code": "dog"}]}, {"code": "car"}]})"));
  terminology.add(json(R"({"resourceType": "ValueSet", "url": "http://kiln.example/vs",
      "status": "active", "compose": {"include": [{"system": "http://kiln.example/cs",
      "filter": [{"property": "concept", "op": "is-a", "value": "pet"}]}]}})"));
  host_.terminology = &terminology;
  document_ = json(R"({"resourceType": "Observation", "code": {"coding": [
      {"system": "http://kiln.example/cs", "code": "car"},
      {"system": "http://kiln.example/cs", "code": "dog"}]}})");
  EXPECT_EQ(answer("code.memberOf('http://kiln.example/vs')"), "true");
  EXPECT_EQ(answer("code.coding[0].memberOf('http://kiln.example/vs')"), "false");
  EXPECT_EQ(answer("'cat'.memberOf('http://kiln.example/vs')"), "true");
  EXPECT_EQ(answer("code.memberOf('http://kiln.example/none')"), "{}");
  EXPECT_EQ(answer("code.coding.memberOf('http://kiln.example/vs')"), "{}");
  EXPECT_EQ(answer("{}.memberOf('http://kiln.example/vs')"), "{}");

  const std::string pet = "Coding{system: 'http://kiln.example/cs', code: 'pet'}";
  EXPECT_EQ(answer(pet + ".subsumes(code.coding[1])"), "true");
  EXPECT_EQ(answer("code.coding[1].subsumes(" + pet + ")"), "false");
  EXPECT_EQ(answer("code.coding[1].subsumedBy(" + pet + ")"), "true");
  EXPECT_EQ(answer("code.subsumedBy(" + pet + ")"), "true");
  EXPECT_EQ(answer("code.coding.subsumes(" + pet + ")"), "{}");

  EXPECT_EQ(answer("%terminologies.expand('http://kiln.example/vs').expansion.contains.code"),
            "FHIR.code 'pet', FHIR.code 'cat', FHIR.code 'dog'");
  EXPECT_EQ(answer("%terminologies.validateVS('http://kiln.example/vs', code.coding[1])"
                   ".parameter.where(name = 'result').value"),
            "FHIR.boolean true");
  EXPECT_EQ(answer("%terminologies.subsumes('http://kiln.example/cs', 'pet', 'cat')"),
            "'subsumes'");
  EXPECT_EQ(answer("%terminologies.expand({})"), "{}");
  EXPECT_EQ(answer("%terminologies.at('http://elsewhere').expand('x')"), "error K0323");
  EXPECT_EQ(answer("%terminologies.unknown('x')"), "error K0201");
  EXPECT_EQ(answer("%terminologies"), "error K0317");
  EXPECT_EQ(answer("%server.read('Patient', '1')"), "error K0317");
}

TEST_P(HostTest, TheWeightOfACodeIsAPropertyOfItsCodeSystem) {
  MemoryTerminology terminology;
  terminology.add(json(R"({"resourceType": "CodeSystem", "url": "http://kiln.example/cs",
      "status": "active", "content": "complete",
      "property": [{"code": "itemWeight", "type": "decimal"}, {"code": "legs", "type": "integer"}],
      "concept": [{"code": "often", "property": [{"code": "legs", "valueInteger": 4},
                                                 {"code": "itemWeight", "valueDecimal": 2.5}]},
                  {"code": "never", "property": [{"code": "legs", "valueInteger": 4}]}]})"));
  host_.terminology = &terminology;
  const auto coding = [](const std::string& code) {
    return "Coding {system: 'http://kiln.example/cs', code: '" + code + "'}";
  };
  EXPECT_EQ(answer(coding("often") + ".weight()"), "2.5");
  EXPECT_EQ(
      answer("Observation {value: CodeableConcept {coding: " + coding("often") + "}}.weight()"),
      "2.5");
  EXPECT_EQ(answer(coding("never") + ".weight()"), "{}");
  EXPECT_EQ(answer(coding("unknown") + ".weight()"), "error K0323");
  EXPECT_EQ(answer("Observation {value: 5 'mg'}.value.weight()"), "{}");
}

TEST_P(HostTest, ProfilesAreCheckedWithTheirInvariants) {
  document_ = json(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(answer("conformsTo('http://kiln.example/basic')"), "error K0319");
  ProfileStore store;
  const auto added = store.add_json(R"({"resourceType": "StructureDefinition",
      "url": "http://kiln.example/basic", "type": "Basic", "kind": "resource", "abstract": false,
      "derivation": "constraint", "status": "active", "name": "B",
      "snapshot": {"element": [
        {"id": "Basic", "path": "Basic", "min": 0, "max": "*", "constraint": [
          {"key": "b-1", "severity": "error", "human": "id",
           "expression": "id = 'b' and %resource.id = 'b'"},
          {"key": "b-2", "severity": "error", "human": "empty, so that nothing is violated",
           "expression": "created.hasValue() = false"}]},
        {"id": "Basic.id", "path": "Basic.id", "min": 1, "max": "1",
         "type": [{"code": "http://hl7.org/fhirpath/System.String"}]}]}})");
  ASSERT_TRUE(added) << added.error().message;
  host_.profiles = &store;
  EXPECT_EQ(answer("conformsTo('http://kiln.example/basic')"), "true");
  EXPECT_EQ(answer("conformsTo('http://kiln.example/other')"), "error K0319");
  EXPECT_EQ(answer("Basic.id.elementDefinition().path"), "{}");
  document_ = json(R"({"resourceType": "Basic", "id": "c"})");
  EXPECT_EQ(answer("conformsTo('http://kiln.example/basic')"), "false");
}

TEST_P(HostTest, JsonNamesOfChoicesAreFoundOnRequest) {
  document_ = json(R"({"resourceType": "Basic", "extension": ["x", {"url": "u",
      "valueString": "y"}]})");
  EXPECT_EQ(answer("extension.valueString"), "{}");
  json_choice_names_ = true;
  EXPECT_EQ(answer("extension.valueString"), "FHIR.string 'y'");
}

TEST_P(HostTest, ErrorsOfAnInstancePointAtTheElement) {
  const auto place = [&](std::string_view expression) {
    const Expected<Answer> result = run(expression);
    EXPECT_FALSE(result) << expression;
    return result ? ""
                  : expression.substr(result.error().span.start,
                                      result.error().span.end - result.error().span.start);
  };
  EXPECT_EQ(place("Coding {system: 's', sytem: 't'}"), "sytem");
  EXPECT_EQ(place("Coding {system: 's', code: 'a' | 'b'}"), "code");
  EXPECT_EQ(place("Patient {name: 'x'}"), "name");
  EXPECT_EQ(place("Nonsense {name: 'x'}"), "Nonsense");
  EXPECT_EQ(place("DomainResource {id: 'x'}"), "DomainResource");
  EXPECT_EQ(place("Patient {active: true, birthDate: 'x'}"), "birthDate");
  EXPECT_EQ(place("integer {value: 'x'}"), "value");
  EXPECT_EQ(place("Patient {name: HumanName {given: 'a', famly: 'b'}}"), "famly");
}

TEST_P(HostTest, AnEvaluationCanBeCancelled) {
  EXPECT_EQ(answer("(1 | 2).select($this + 1)"), "2, 3");
  cancel_ = true;
  EXPECT_EQ(answer("'a'.repeatAll('b')"), "error K0330");
}

TEST_P(HostTest, LimitsAreErrors) {
  limits_.max_steps = 100;
  EXPECT_EQ(answer("(1 | 2 | 3).select($this + 1)"), "2, 3, 4");
  EXPECT_EQ(answer("'a'.repeatAll('b')"), "error K0314");
  limits_ = {};
  limits_.max_items = 10;
  EXPECT_EQ(answer("'a'.repeatAll('b')"), "error K0313");
  EXPECT_EQ(answer("'0123456789'.toChars().count()"), "10");
  EXPECT_EQ(answer("'0123456789a'.toChars().count()"), "error K0313");
  limits_ = {};
  limits_.max_string = 4;
  EXPECT_EQ(answer("'ab' + 'cd'"), "'abcd'");
  EXPECT_EQ(answer("'abc' & 'de'"), "error K0315");
  limits_ = {};
  limits_.max_depth = 3;
  EXPECT_EQ(answer("iif(true, iif(true, 1))"), "1");
  EXPECT_EQ(answer("iif(true, iif(true, iif(true, 1)))"), "error K0316");
  EXPECT_EQ(answer("1 + 1 + 1 + 1 + 1 + 1"), "6");
}

INSTANTIATE_TEST_SUITE_P(Engines, HostTest, testing::ValuesIn(engines()),
                         [](const auto& engine) { return std::string(to_string(engine.param)); });

}  // namespace
}  // namespace kiln::core::oracle
