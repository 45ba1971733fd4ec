#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kiln/kiln.h>

#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/host_clock.h"

namespace kiln {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

using Texts = std::vector<std::string>;
using Arguments = std::span<const Items>;

Document json(std::string_view text) {
  return Document::parse_json(text).value();
}

Texts texts(Items items) {
  Texts result;
  for (const Item item : items) result.push_back(item.to_string());
  return result;
}

class HostTest : public testing::Test {
 protected:
  /// The texts of the items, or the error's code and message.
  Texts answer(std::string_view expression) {
    const auto program = engine_.compile(expression, {.host = &host_});
    if (!program) return {to_string(program.error().first_error().code)};
    const auto result = program->evaluate(document_, context_, {.host = &host_});
    if (result) return texts(*result);
    return {to_string(result.error().code), result.error().message};
  }
  Texts pending() {
    Texts result;
    for (const PendingRequest& request : context_.pending()) {
      const auto kind = static_cast<std::size_t>(request.kind);
      result.push_back(std::string(1, "RTF"[kind]) + " " + request.key);
    }
    return result;
  }

  Engine engine_;
  Context context_;
  Host host_;
  Document document_ = json(R"({"resourceType": "Patient", "id": "p",
      "maritalStatus": {"coding": [{"system": "http://s", "code": "M"}]},
      "name": [{"family": "F", "given": ["A", "B"]}],
      "managingOrganization": {"reference": "Organization/o"},
      "generalPractitioner": [{"reference": "Practitioner/1"}, {"reference": "Practitioner/2"}]})");
};

// Variables

TEST_F(HostTest, VariablesAreOfAllTypes) {
  host_.variables["v"] = {
      Value::boolean(true),
      Value::integer(-1),
      Value::long_integer(1L << 40),
      Value::string("text"),
      Value::decimal("1.50").value(),
      Value::date("2015-02").value(),
      Value::date_time("2015-02-04T14:34Z").value(),
      Value::time("10:30").value(),
      Value::quantity("4.5", "mg").value(),
      Value::element(json(R"({"family": "G"})"), Fhir::R4, "HumanName").value()};
  EXPECT_THAT(answer("%v.take(9)"),
              ElementsAre("true", "-1", "1099511627776", "text", "1.50", "2015-02",
                          "2015-02-04T14:34Z", "10:30", "4.5 'mg'"));
  EXPECT_THAT(answer("%v.last().family"), ElementsAre("G"));
  EXPECT_THAT(answer("%v.last() is HumanName"), ElementsAre("true"));
  EXPECT_THAT(answer("%v[4] + 1"), ElementsAre("2.50"));
}

TEST_F(HostTest, AVariableThatChangesIsSeen) {
  host_.variables["v"] = {Value::integer(1)};
  EXPECT_THAT(answer("%v"), ElementsAre("1"));
  host_.variables["v"] = {Value::integer(2)};
  EXPECT_THAT(answer("%v"), ElementsAre("2"));
  host_.variables["v"].push_back(Value::integer(3));
  EXPECT_THAT(answer("%v"), ElementsAre("2", "3"));
  host_.variables = {{"w", {}}};
  EXPECT_THAT(answer("%w"), IsEmpty());
  EXPECT_THAT(answer("%v"), ElementsAre("K0204"));
  host_.variables.clear();
  EXPECT_THAT(answer("%w"), ElementsAre("K0204"));
}

TEST_F(HostTest, AContextServesHostsInTurn) {
  Host other;
  other.variables["v"] = {Value::integer(2)};
  host_.variables["v"] = {Value::integer(1)};
  const Program program = engine_.compile("%v").value();
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(texts(*program.evaluate(context_, {.host = &host_})), ElementsAre("1"));
    EXPECT_THAT(texts(*program.evaluate(context_, {.host = &other})), ElementsAre("2"));
    EXPECT_EQ(program.evaluate(context_).error().code, ErrorCode::UndefinedVariable);
  }
}

TEST_F(HostTest, ACopyOfAVariablesElementOutlivesTheHost) {
  Values values;
  {
    Host host;
    host.variables["v"] = {
        Value::element(json(R"({"family": "G"})"), Fhir::R4, "HumanName").value()};
    values = engine_.compile("%v.family").value().evaluate(context_, {.host = &host})->own();
  }
  context_.release();
  EXPECT_EQ(values[0].item().to_string(), "G");
}

// Functions

TEST_F(HostTest, FunctionsAreGivenInputAndArguments) {
  Texts seen;
  host_.functions["f"] = {0, 2, [&](Items input, Arguments arguments) -> Expected<Values> {
                            for (const Item item : input) seen.push_back(item.path());
                            for (const Items& argument : arguments) {
                              seen.push_back(std::to_string(argument.size()));
                              for (const std::string& text : texts(argument)) seen.push_back(text);
                            }
                            return Values{Value::string("a"), Value::integer(2)};
                          }};
  EXPECT_THAT(answer("name.given.f('x' | 'y', {})"), ElementsAre("a", "2"));
  EXPECT_THAT(seen, ElementsAre("Patient.name[0].given[0]", "Patient.name[0].given[1]", "2", "x",
                                "y", "0"));
  EXPECT_THAT(answer("f(1, 2, 3)")[0], "K0202");
}

TEST_F(HostTest, ItemsOfAFunctionKnowTheirTypes) {
  Texts types;
  host_.functions["f"] = {0, 0, [&](Items input, Arguments) -> Expected<Values> {
                            for (const Item item : input) types.push_back(item.type_name());
                            return input.empty() ? Values{} : Values{input[0].own()};
                          }};
  EXPECT_THAT(answer("(name | 1 | 'a').f().family"), ElementsAre("F"));
  EXPECT_THAT(types, ElementsAre("FHIR.HumanName", "System.Integer", "System.String"));
}

TEST_F(HostTest, DocumentsThatAFunctionGivesLiveAsLongAsTheResult) {
  host_.functions["made"] = {
      0, 0, [](Items, Arguments) -> Expected<Values> {
        return Values{Value::element(json(R"({"family": "G"})"), Fhir::R4, "HumanName").value()};
      }};
  const Program program = engine_.compile("made() | made()").value();
  const auto result = program.evaluate(context_, {.host = &host_});
  ASSERT_TRUE(result);
  EXPECT_EQ((*result)[0].to_json(), R"({"family":"G"})");
  const Values values = result->own();
  context_.release();
  EXPECT_EQ(values[0].item().to_json(), R"({"family":"G"})");
}

TEST_F(HostTest, AFunctionThatChangesIsSeen) {
  host_.functions["f"] = {0, 0, [](Items, Arguments) { return Values{Value::integer(1)}; }};
  EXPECT_THAT(answer("f()"), ElementsAre("1"));
  host_.functions["f"].call = [](Items, Arguments) { return Values{Value::integer(2)}; };
  EXPECT_THAT(answer("f()"), ElementsAre("2"));
  host_.functions["f"].max_arguments = 1;
  EXPECT_THAT(answer("f(1)"), ElementsAre("2"));
  host_.functions.clear();
  EXPECT_THAT(answer("f()"), ElementsAre("K0201"));
}

TEST_F(HostTest, AFunctionsErrorIsItsOwnAndHasThePlaceOfTheCall) {
  host_.functions["f"] = {0, 0, [](Items, Arguments) -> Expected<Values> {
                            return fail(ErrorCode::ArgumentValue, "not today");
                          }};
  const auto result = engine_.compile("1 | f()").value().evaluate(context_, {.host = &host_});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(result.error().message, "not today");
  EXPECT_EQ(result.error().span, (Span{4, 5}));
}

TEST_F(HostTest, AFunctionMayEvaluateInAContextOfItsOwn) {
  const Program inner = engine_.compile("id").value();
  Context other;
  host_.functions["f"] = {0, 0, [&](Items, Arguments) -> Expected<Values> {
                            return inner.evaluate(document_, other)->own();
                          }};
  EXPECT_THAT(answer("f() | f()"), ElementsAre("p"));
}

TEST_F(HostTest, AFunctionCannotEvaluateInTheContextThatWaitsForIt) {
  const Program inner = engine_.compile("id").value();
  host_.functions["f"] = {0, 0, [&](Items, Arguments) -> Expected<Values> {
                            context_.release();
                            const auto result = inner.evaluate(document_, context_);
                            if (!result) return std::unexpected(result.error());
                            return result->own();
                          }};
  EXPECT_THAT(answer("f()"), ElementsAre("K0318", testing::HasSubstr("waits for it")));
  EXPECT_THAT(answer("id"), ElementsAre("p"));
}

// What throws

TEST_F(HostTest, WhatThrowsEndsTheEvaluation) {
  host_.functions["f"] = {
      0, 0, [](Items, Arguments) -> Expected<Values> { throw std::runtime_error("no\nreason"); }};
  host_.functions["g"] = {0, 0, [](Items, Arguments) -> Expected<Values> { throw 42; }};
  host_.functions["h"] = {0, 0, {}};
  host_.resolve = [](std::string_view) -> Expected<std::optional<Document>> {
    throw std::runtime_error("offline");
  };
  host_.trace = [](std::string_view, Items) { throw std::runtime_error("full"); };
  EXPECT_THAT(answer("f()"), ElementsAre("K0318", "'f' of the host has failed: no reason"));
  EXPECT_THAT(answer("g()")[0], "K0318");
  EXPECT_THAT(answer("h()")[0], "K0318");
  EXPECT_THAT(answer("managingOrganization.resolve()"),
              ElementsAre("K0318", "'resolve' of the host has failed: offline"));
  EXPECT_THAT(answer("id.trace('t')"),
              ElementsAre("K0318", "'trace' of the host has failed: full"));
  host_.clock = []() -> std::chrono::system_clock::time_point { throw std::runtime_error("late"); };
  EXPECT_THAT(answer("now()"), ElementsAre("K0318", "'clock' of the host has failed: late"));
  EXPECT_THAT(answer("id"), ElementsAre("p"));
}

TEST_F(HostTest, AFunctionWithoutMemoryIsALimit) {
  host_.functions["f"] = {0, 0,
                          [](Items, Arguments) -> Expected<Values> { throw std::bad_alloc(); }};
  EXPECT_EQ(answer("f()")[0], "K0327");
  EXPECT_THAT(answer("id"), ElementsAre("p"));
}

// Pending

TEST_F(HostTest, WhatIsNotThereYetIsListed) {
  std::map<std::string, Document, std::less<>> fetched;
  host_.resolve = [&](std::string_view reference) -> Expected<std::optional<Document>> {
    const auto found = fetched.find(reference);
    if (found == fetched.end()) return kiln::pending();
    return found->second;
  };
  int rounds = 0;
  const std::string_view expression = "generalPractitioner.resolve().id";
  while (rounds < 5 && answer(expression)[0] == "K0331") {
    EXPECT_THAT(pending(), ElementsAre("R Practitioner/1", "R Practitioner/2"));
    for (const auto& [kind, reference] : context_.pending()) {
      fetched.emplace(reference,
                      json(R"({"resourceType": "Practitioner", "id": ")" + reference + "\"}"));
    }
    ++rounds;
  }
  EXPECT_EQ(rounds, 1);
  EXPECT_THAT(answer(expression), ElementsAre("Practitioner/1", "Practitioner/2"));
  EXPECT_THAT(pending(), IsEmpty());
}

TEST_F(HostTest, APendingFunctionHasItsKeyOrItsName) {
  host_.functions["f"] = {0, 1, [](Items, Arguments arguments) -> Expected<Values> {
                            return kiln::pending(arguments.empty() ? "" : texts(arguments[0])[0]);
                          }};
  EXPECT_EQ(answer("f()")[0], "K0331");
  EXPECT_THAT(pending(), ElementsAre("F f"));
  EXPECT_EQ(answer("f('key')")[0], "K0331");
  EXPECT_THAT(pending(), ElementsAre("F key"));
  EXPECT_THAT(answer("id"), ElementsAre("p"));
  EXPECT_THAT(pending(), IsEmpty());
}

// resolve()

TEST_F(HostTest, ReferencesAreAskedForOutsideOfTheDocument) {
  Texts asked;
  host_.resolve = [&](std::string_view reference) -> Expected<std::optional<Document>> {
    asked.emplace_back(reference);
    if (reference == "Practitioner/2") return std::nullopt;
    return json(R"({"resourceType": "Practitioner", "id": "x"})");
  };
  EXPECT_THAT(answer("generalPractitioner.resolve().id"), ElementsAre("x"));
  EXPECT_THAT(asked, ElementsAre("Practitioner/1", "Practitioner/2"));
  host_.resolve = nullptr;
  EXPECT_THAT(answer("generalPractitioner.resolve().id"), IsEmpty());
}

TEST_F(HostTest, AResolvedDocumentLivesAsLongAsTheResult) {
  host_.resolve = [](std::string_view) -> Expected<std::optional<Document>> {
    return json(R"({"resourceType": "Organization", "name": "resolved"})");
  };
  const Program program = engine_.compile("managingOrganization.resolve().name").value();
  const auto result = program.evaluate(document_, context_, {.host = &host_});
  ASSERT_TRUE(result);
  EXPECT_EQ((*result)[0].to_string(), "resolved");
  const Values values = result->own();
  EXPECT_THAT(answer("id"), ElementsAre("p"));
  EXPECT_EQ(values[0].item().to_string(), "resolved");
}

// trace()

TEST_F(HostTest, TracesComeInTheOrderOfEvaluation) {
  Texts log;
  host_.trace = [&](std::string_view name, Items items) {
    log.push_back(std::string(name) + ":");
    for (const Item item : items) log.push_back(item.path() + item.to_string());
  };
  EXPECT_THAT(answer("name.given.trace('g').first().trace('f', 1).count()"), ElementsAre("1"));
  EXPECT_THAT(
      log, ElementsAre("g:", "Patient.name[0].given[0]A", "Patient.name[0].given[1]B", "f:", "1"));
  host_.trace = nullptr;
  EXPECT_THAT(answer("id.trace('t')"), ElementsAre("p"));
  EXPECT_EQ(log.size(), 5u);
}

// Clock

TEST_F(HostTest, TheClockIsReadOnceForAnEvaluation) {
  int calls = 0;
  host_.clock = [&] {
    ++calls;
    return sys_days(std::chrono::year(2026) / 2 / 28) + minutes(23 * 60 + 30) +
           std::chrono::milliseconds(5);
  };
  EXPECT_THAT(answer("now() | today() | timeOfDay()"),
              ElementsAre("2026-02-28T23:30:00.005Z", "2026-02-28", "23:30:00.005"));
  EXPECT_EQ(calls, 1);
  EXPECT_THAT(answer("id"), ElementsAre("p"));
  EXPECT_EQ(calls, 1);
}

TEST_F(HostTest, TheTimeZoneIsTheHosts) {
  host_.clock = [] { return sys_days(std::chrono::year(2026) / 2 / 28) + minutes(23 * 60 + 30); };
  host_.utc_offset = minutes(45);
  EXPECT_THAT(answer("now() | today() | timeOfDay()"),
              ElementsAre("2026-03-01T00:15:00.000+00:45", "2026-03-01", "00:15:00.000"));
  host_.utc_offset = minutes(-14 * 60);
  EXPECT_THAT(answer("now()"), ElementsAre("2026-02-28T09:30:00.000-14:00"));
  host_.utc_offset = minutes(14 * 60 + 1);
  EXPECT_THAT(answer("now()"),
              ElementsAre("K0318", "the time zone of the host is more than 14 hours from UTC"));
}

TEST_F(HostTest, WithoutAClockItIsTheSystems) {
  const Texts before = {answer("now()")};
  const Program program = engine_.compile("now()").value();
  EXPECT_TRUE(program.evaluate(context_));
  EXPECT_THAT(answer("now() > @2024 and now() >= @" + before[0]), ElementsAre("true"));
}

TEST(HostClock, TimesBeforeTheEpochAreTimes) {
  const auto time = sys_days(std::chrono::year(1969) / 12 / 31) + std::chrono::hours(23) +
                    std::chrono::milliseconds(7);
  EXPECT_EQ(core::date_time_of(time, {}).to_string(), "1969-12-31T23:00:00.007Z");
}

// Terminology

/// Answers what it is told to, and notes what it is asked.
class Terminology final : public TerminologyProvider {
 public:
  Expected<Membership> member_of(std::span<const Coding> codings,
                                 std::string_view value_set) const override {
    if (value_set == "throws") throw std::runtime_error("gone");
    if (value_set == "pending") return kiln::pending("vs");
    if (value_set == "error") return fail(ErrorCode::Terminology, "no such thing");
    asked.push_back(codings[0].system + "|" + codings[0].code);
    return value_set == "yes" ? Membership::Yes : Membership::No;
  }
  Expected<Subsumption> subsumes(const Coding& a, const Coding& b) const override {
    return a.code < b.code ? Subsumption::Subsumes : Subsumption::NotSubsumed;
  }
  Expected<Document> expand(const ResourceArgument& value_set,
                            std::string_view parameters) const override {
    if (const auto* document = std::get_if<Document>(&value_set)) {
      asked.push_back(document->to_json());
    } else if (std::get<std::string_view>(value_set) == "throws") {
      throw std::runtime_error("gone");
    } else {
      asked.emplace_back(std::get<std::string_view>(value_set));
    }
    asked.emplace_back(parameters);
    return json(R"({"resourceType": "ValueSet", "id": "expanded"})");
  }
  Expected<Document> lookup(std::span<const Coding> codings, std::string_view) const override {
    return json(R"({"resourceType": "Parameters", "id": ")" + codings[0].code + "\"}");
  }
  std::shared_ptr<const TerminologyProvider> at(std::string_view url) const override {
    if (url == "throws") throw std::runtime_error("gone");
    return url == "http://other" ? std::make_shared<const Terminology>() : nullptr;
  }

  mutable Texts asked;
};

TEST_F(HostTest, ATerminologyProviderIsAsked) {
  const auto terminology = std::make_shared<Terminology>();
  host_.terminology = terminology;
  EXPECT_THAT(answer("maritalStatus.memberOf('yes')"), ElementsAre("true"));
  EXPECT_THAT(answer("maritalStatus.memberOf('no')"), ElementsAre("false"));
  EXPECT_THAT(terminology->asked, ElementsAre("http://s|M", "http://s|M"));
  EXPECT_THAT(answer("maritalStatus.subsumes(Coding {system: 'http://s', code: 'N'})"),
              ElementsAre("true"));
  EXPECT_THAT(answer("%terminologies.lookup(maritalStatus).id"), ElementsAre("M"));
  host_.terminology = nullptr;
  EXPECT_EQ(answer("maritalStatus.memberOf('yes')")[0], "K0323");
}

TEST_F(HostTest, OperationsAreGivenAResourceOrItsUrl) {
  const auto terminology = std::make_shared<Terminology>();
  host_.terminology = terminology;
  EXPECT_THAT(answer("%terminologies.expand('http://vs', 'count=1').id"), ElementsAre("expanded"));
  EXPECT_THAT(answer("%terminologies.expand(ValueSet {url: 'u'}).id"), ElementsAre("expanded"));
  EXPECT_THAT(terminology->asked,
              ElementsAre("http://vs", "count=1", R"({"resourceType":"ValueSet","url":"u"})", ""));
  EXPECT_THAT(answer("%terminologies.at('http://other').expand('x').id"), ElementsAre("expanded"));
  EXPECT_EQ(answer("%terminologies.at('http://none').expand('x')")[0], "K0323");
}

TEST_F(HostTest, WhatAProviderDoesNotSupportIsNoAnswer) {
  host_.terminology = std::make_shared<Terminology>();
  EXPECT_THAT(answer("%terminologies.validateVS('v', maritalStatus)"), IsEmpty());
  const Expected<Document> answer = host_.terminology->translate("m", Coding(), "");
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, ErrorCode::Terminology);
}

TEST_F(HostTest, ErrorsOfAProviderEndTheEvaluation) {
  host_.terminology = std::make_shared<Terminology>();
  EXPECT_THAT(answer("maritalStatus.memberOf('error')"), ElementsAre("K0323", "no such thing"));
  EXPECT_THAT(answer("maritalStatus.memberOf('throws')"),
              ElementsAre("K0318", "'member_of' of the host has failed: gone"));
  EXPECT_THAT(answer("%terminologies.expand('throws')"),
              ElementsAre("K0318", "'expand' of the host has failed: gone"));
  EXPECT_THAT(answer("%terminologies.at('throws').expand('x')"),
              ElementsAre("K0318", "'at' of the host has failed: gone"));
  EXPECT_EQ(answer("maritalStatus.memberOf('pending')")[0], "K0331");
  EXPECT_THAT(pending(), ElementsAre("T vs"));
}

constexpr std::string_view kCodeSystem = R"({"resourceType": "CodeSystem", "url": "http://s",
    "status": "active", "content": "complete", "concept": [{"code": "P", "display": "Parent",
        "concept": [{"code": "M", "display": "Married"}]}]})";
constexpr std::string_view kValueSet = R"({"resourceType": "ValueSet", "url": "http://v",
    "status": "active", "compose": {"include": [{"system": "http://s"}]}})";

TEST_F(HostTest, MemoryTerminologyAnswersFromWhatItHas) {
  const auto terminology = std::make_shared<MemoryTerminology>(Fhir::R4);
  ASSERT_TRUE(terminology->add(json(kCodeSystem)));
  ASSERT_TRUE(terminology->add(json(kValueSet)));
  host_.terminology = terminology;
  EXPECT_THAT(answer("maritalStatus.memberOf('http://v')"), ElementsAre("true"));
  EXPECT_THAT(answer("maritalStatus.subsumedBy(Coding {system: 'http://s', code: 'P'})"),
              ElementsAre("true"));
  EXPECT_THAT(answer("%terminologies.expand('http://v').expansion.contains.code"),
              ElementsAre("P", "M"));
}

TEST_F(HostTest, MemoryTerminologyAnswersTheHostToo) {
  MemoryTerminology terminology(Fhir::R4);
  ASSERT_TRUE(terminology.add(json(kCodeSystem)));
  const Document value_set = json(kValueSet);
  ASSERT_TRUE(terminology.add(value_set));
  const Coding married{"http://s", "", "M", ""};
  const Coding parent{"http://s", "", "P", ""};
  const Coding codings[] = {married};
  EXPECT_EQ(terminology.member_of(codings, "http://v"), Membership::Yes);
  EXPECT_EQ(terminology.member_of(codings, "http://unknown"), Membership::Unknown);
  EXPECT_EQ(terminology.subsumes(parent, married), Subsumption::Subsumes);
  EXPECT_EQ(terminology.subsumes("http://s", married, parent, ""), Subsumption::SubsumedBy);
  EXPECT_THAT(terminology.lookup(codings, "")->to_json(), testing::HasSubstr("Married"));
  EXPECT_THAT(terminology.expand(value_set, "")->to_json(), testing::HasSubstr("\"M\""));
  EXPECT_THAT(terminology.validate_vs(value_set, codings, "")->to_json(),
              testing::HasSubstr("\"valueBoolean\":true"));
  EXPECT_THAT(terminology.validate_cs("http://s", codings, "")->to_json(),
              testing::HasSubstr("\"valueBoolean\":true"));
  EXPECT_EQ(terminology.translate("http://m", married, "").error().code, ErrorCode::Terminology);
}

TEST_F(HostTest, MemoryTerminologyLoadsFiles) {
  MemoryTerminology terminology(Fhir::R4);
  EXPECT_TRUE(terminology.load(KILN_SOURCE_DIR "/runtime/terminology/testdata/more.ndjson"));
  EXPECT_EQ(terminology.load(KILN_SOURCE_DIR "/runtime/none").error().code,
            ErrorCode::FileUnreadable);
}

// Profiles

/// Of Basic, with an invariant.
Document profile(const std::string& name, const std::string& invariant) {
  return json(
      R"({"resourceType":"StructureDefinition","url":"http://kiln.example/)" + name +
      R"(","type":"Basic","kind":"resource","abstract":false,"derivation":"constraint",)"
      R"("status":"active","name":"B","snapshot":{"element":[{"id":"Basic","path":"Basic",)"
      R"("min":0,"max":"*","constraint":[{"key":"b-1","severity":"error","human":"it holds",)"
      R"("expression":")" +
      invariant +
      R"("}]},{"id":"Basic.id","path":"Basic.id","min":0,"max":"1",)"
      R"("type":[{"code":"http://hl7.org/fhirpath/System.String"}]}]}})");
}

TEST_F(HostTest, ProfilesAreCheckedWithTheirInvariants) {
  const auto profiles = std::make_shared<Profiles>();
  EXPECT_EQ(profiles->add(profile("outer", "conformsTo('http://kiln.example/inner')")), 1u);
  EXPECT_EQ(profiles->add(profile("inner", "%resource.id.trace('id') = %wanted and now() > @2020")),
            1u);
  EXPECT_EQ(profiles->add(document_), 0u);
  EXPECT_EQ(profiles->size(), 2u);
  document_ = json(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(answer("conformsTo('http://kiln.example/outer')")[0], "K0319");
  host_.profiles = profiles;
  host_.variables["wanted"] = {Value::string("b")};
  Texts log;
  host_.trace = [&](std::string_view name, Items items) {
    log.push_back(std::string(name) + items[0].to_string());
  };
  EXPECT_THAT(answer("conformsTo('http://kiln.example/outer')"), ElementsAre("true"));
  host_.variables["wanted"] = {Value::string("c")};
  EXPECT_THAT(answer("conformsTo('http://kiln.example/outer')"), ElementsAre("false"));
  EXPECT_THAT(log, ElementsAre("idb", "idb"));
}

TEST_F(HostTest, ADefinitionThatCannotBeUsedIsNotAdded) {
  Profiles profiles;
  EXPECT_EQ(profiles.add(json(R"({"resourceType": "StructureDefinition"})")).error().code,
            ErrorCode::InvalidDefinition);
  EXPECT_EQ(profiles.size(), 0u);
  EXPECT_EQ(profiles.load(KILN_SOURCE_DIR "/none.ndjson").error().code, ErrorCode::FileUnreadable);
}

TEST_F(HostTest, AnInvariantWaitsForTheHostToo) {
  const auto profiles = std::make_shared<Profiles>();
  ASSERT_TRUE(profiles->add(profile("asks", "asked()")));
  host_.profiles = profiles;
  host_.functions["asked"] = {
      0, 0, [](Items, Arguments) -> Expected<Values> { return kiln::pending("key"); }};
  document_ = json(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(answer("conformsTo('http://kiln.example/asks')")[0], "K0331");
  EXPECT_THAT(pending(), ElementsAre("F key"));
}

}  // namespace
}  // namespace kiln
