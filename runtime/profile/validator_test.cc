#include "runtime/profile/validator.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "runtime/profile/test_definitions.h"

namespace kiln {
namespace {

using test::core_store;
using test::core_url;
using test::definition;
using test::element;
using Strings = std::vector<std::string>;

const Model& r4() {
  return Model::get(Fhir::R4);
}

constexpr std::string_view kUrl = "http://example.org/profile";

/// Core types and one profile, checked with a host whose answers stand in the expressions and URLs.
class Profiles {
 public:
  explicit Profiles(const Strings& definitions = {}) : store_(core_store()) {
    for (const std::string& json : definitions) store_.add_json(json).value();
    host_.invariant = [](std::string_view expression, const Node&) -> Expected<bool> {
      if (expression == "error") return fail(ErrorCode::MultipleItems, "several");
      return expression == "true";
    };
    host_.member_of = [](std::string_view value_set, const Node&) -> Expected<bool> {
      return value_set == "http://yes";
    };
  }

  /// "path: message" for each issue, or the code of the error.
  Strings issues(std::string_view json, std::string_view profile = kUrl,
                 TypeId root_type = kNoType) const {
    const Document document = Document::parse_json(json).value();
    const ConformanceChecker checker(store_, r4(), host_, options_);
    const Node root = root_node(document, &r4(), root_type);
    const auto found = checker.validate(root, profile);
    const auto conforms = checker.conforms(root, profile);
    if (!found) return {to_string(found.error().code) + " " + found.error().message};
    EXPECT_EQ(conforms, found->empty());
    Strings texts;
    for (const ConformanceIssue& issue : *found) texts.push_back(issue.path + ": " + issue.message);
    return texts;
  }

  /// The texts of the `value` members of those telecoms that are in the slice.
  Strings slice(std::string_view json, std::string_view name,
                std::string_view profile = kUrl) const {
    const Document document = Document::parse_json(json).value();
    std::vector<Node> telecoms;
    append_children(&r4(), root_node(document, &r4()), find_name("telecom"), telecoms);
    const auto found = ConformanceChecker(store_, r4(), host_).slice(telecoms, profile, name);
    if (!found) return {to_string(found.error().code)};
    Strings values;
    for (const Node& node : *found)
      values.emplace_back(document.text(document.find(node.index, find_name("value"))));
    return values;
  }

  ConformanceHost& host() { return host_; }
  ConformanceOptions& options() { return options_; }

 private:
  ProfileStore store_;
  ConformanceHost host_;
  ConformanceOptions options_;
};

/// A Patient profile whose elements are replaced by these.
std::string patient(const Strings& elements, std::string_view root_more = {}) {
  return definition(kUrl, "Patient", elements, root_more);
}

const Strings kNone{};

TEST(Conformance, CoreTypesAreCheckedByTheirDefinitions) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "active": true, "name": [{"given":
              ["a", "b"]}], "contact": [{"name": {"family": "c"}}], "deceasedDateTime": "2020"})",
                            core_url("Patient")),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "status": "final", "code": {},
              "component": [{"code": {"text": "x"}, "referenceRange": [{"text": "t"}]}]})",
                            core_url("Observation")),
            kNone);
}

TEST(Conformance, CardinalityAndUnknownElements) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "status": "final", "zz": 1,
              "component": [{"valueString": "x"}]})",
                            core_url("Observation")),
            (Strings{"Observation.code: there are 0 elements, allowed are 1..1",
                     "Observation.component[0].code: there are 0 elements, allowed are 1..1",
                     "Observation.zz: 'Observation' has no element 'zz'"}));
  EXPECT_EQ(
      profiles.issues(R"({"resourceType": "Patient", "gender": ["a", "b"]})", core_url("Patient")),
      (Strings{"Patient.gender: there are 2 elements, allowed are 0..1"}));
}

TEST(Conformance, AnotherTypeDoesNotConform) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Device"})", core_url("Patient")),
            (Strings{"Device: the type is not 'Patient', of which the profile is"}));
}

TEST(Conformance, ASupertypeAllowsElementsOfTheTypesBelowIt) {
  const Profiles profiles{{definition(core_url("DomainResource"), "DomainResource", {})}};
  EXPECT_EQ(
      profiles.issues(R"({"resourceType": "Patient", "active": true})", core_url("DomainResource")),
      kNone);
}

TEST(Conformance, WhatIsNotLoadedIsAnError) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient"})", "http://none"),
            (Strings{"K0319 structure definition 'http://none' is not loaded"}));
  const Profiles without{{R"({"resourceType": "StructureDefinition", "url": "http://d",
                              "type": "Patient"})"}};
  EXPECT_EQ(without.issues(R"({"resourceType": "Patient"})", "http://d"),
            (Strings{"K0317 structure definition 'http://d' has no snapshot"}));
  const Profiles untyped{{patient({element("Patient.text", "0..1", "Narrative")})}};
  EXPECT_EQ(untyped.issues(R"({"resourceType": "Patient", "text": {"status": "x"}})"),
            (Strings{"K0319 the definition of the type 'Narrative' is not loaded"}));
}

TEST(Conformance, TypesOfChoicesAreThoseThatAreListed) {
  const Profiles profiles{{patient({element("Patient.deceased[x]", "0..1", "boolean")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "deceasedBoolean": true})"), kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "deceasedDateTime": "2020"})"),
            (Strings{"Patient.deceased: the type 'dateTime' is not allowed here"}));
}

TEST(Conformance, ValuesHaveTheKindAndFormOfTheirType) {
  const Profiles profiles;
  EXPECT_EQ(
      profiles.issues(R"({"resourceType": "Patient", "active": "true"})", core_url("Patient")),
      (Strings{"Patient.active: the value is not of the kind that 'boolean' has"}));
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "birthDate": "20-01-01"})",
                            core_url("Patient")),
            (Strings{"Patient.birthDate: the value is no 'date' by its lexical form"}));
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "_birthDate": {"extension":
              [{"url": "u", "valueString": "x"}]}})",
                            core_url("Patient")),
            kNone);
}

TEST(Conformance, LengthAndRangeOfValues) {
  const Profiles profiles{
      {patient({element("Patient.gender", "0..1", "code", R"("maxLength": 3, )"),
                element("Patient.birthDate", "0..1", "date",
                        R"("minValueDate": "2000-01-01", "maxValueDate": "2020-12-31", )")}),
       definition("http://rank", "ContactPoint",
                  {element("ContactPoint.rank", "0..1", "positiveInt",
                           R"("minValuePositiveInt": 2, )")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "gender": "🔥🔥🔥",
                               "birthDate": "2000-01-01"})"),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "gender": "abcd",
                               "birthDate": "1999-12-31"})"),
            (Strings{"Patient.gender: the value has more than 3 characters",
                     "Patient.birthDate: the value is less than 2000-01-01"}));
  const TypeId contact_point = r4().find_type("ContactPoint");
  EXPECT_EQ(profiles.issues(R"({"rank": 10})", "http://rank", contact_point), kNone);
  EXPECT_EQ(profiles.issues(R"({"rank": 1})", "http://rank", contact_point).size(), 1U);
}

TEST(Conformance, FixedValuesAndPatterns) {
  const Profiles profiles{
      {definition(kUrl, "Observation",
                  {element("Observation.status", "1..1", "code", R"("fixedCode": "final", )"),
                   element("Observation.code", "1..1", "CodeableConcept",
                           R"("patternCodeableConcept": {"coding": [{"code": "c"}]}, )")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "status": "final",
              "code": {"coding": [{"code": "x"}, {"code": "c", "display": "d"}]}})"),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "status": "amended",
              "code": {"text": "c"}})"),
            (Strings{"Observation.status: it is not \"final\"",
                     "Observation.code: it does not have all of {\"coding\":[{\"code\":\"c\"}]}"}));
}

TEST(Conformance, RequiredBindingsAskTheHost) {
  constexpr std::string_view kYes =
      R"("binding": {"strength": "required", "valueSet": "http://yes"}, )";
  constexpr std::string_view kNo =
      R"("binding": {"strength": "required", "valueSet": "http://no"}, )";
  constexpr std::string_view kLoose =
      R"("binding": {"strength": "extensible", "valueSet": "http://no"}, )";
  constexpr std::string_view kPatient = R"({"resourceType": "Patient", "gender": "x"})";
  const auto with = [](std::string_view binding) {
    return Profiles{{patient({element("Patient.gender", "0..1", "code", binding)})}};
  };
  EXPECT_EQ(with(kYes).issues(kPatient), kNone);
  EXPECT_EQ(with(kLoose).issues(kPatient), kNone);
  EXPECT_EQ(with(kNo).issues(kPatient),
            (Strings{"Patient.gender: the code is not in the value set 'http://no'"}));
  Profiles alone = with(kYes);
  alone.host().member_of = nullptr;
  EXPECT_EQ(alone.issues(kPatient),
            (Strings{"K0323 the binding to 'http://yes' needs a terminology provider"}));
  alone.options().check_bindings = false;
  EXPECT_EQ(alone.issues(kPatient), kNone);
}

TEST(Conformance, InvariantsAreEvaluatedOnceANode) {
  const auto constraint = [](std::string_view severity, std::string_view expression) {
    return R"("constraint": [{"key": "k-1", "severity": ")" + std::string(severity) +
           R"(", "human": "rule", "expression": ")" + std::string(expression) + R"("}], )";
  };
  const auto with = [&](std::string_view severity, std::string_view expression) {
    return Profiles{{patient({}, constraint(severity, expression))}};
  };
  constexpr std::string_view kPatient = R"({"resourceType": "Patient"})";
  EXPECT_EQ(with("error", "true").issues(kPatient), kNone);
  EXPECT_EQ(with("error", "false").issues(kPatient), (Strings{"Patient: k-1: rule"}));
  EXPECT_EQ(with("warning", "false").issues(kPatient), kNone);
  EXPECT_EQ(with("error", "error").issues(kPatient), (Strings{"K0301 several"}));
  Profiles alone = with("error", "true");
  alone.host().invariant = nullptr;
  EXPECT_EQ(alone.issues(kPatient), (Strings{"K0317 the invariant 'k-1' needs an evaluator"}));
  alone.options().check_invariants = false;
  EXPECT_EQ(alone.issues(kPatient), kNone);

  int evaluations = 0;
  const std::string rule = constraint("error", "true");
  Profiles twice{{patient({element("Patient.name", "0..*", "HumanName", rule)}),
                  definition(core_url("HumanName"), "HumanName",
                             {element("HumanName.family", "0..1", "string")}, rule)}};
  twice.host().invariant = [&evaluations](std::string_view, const Node&) -> Expected<bool> {
    return ++evaluations > 0;
  };
  EXPECT_EQ(twice.issues(R"({"resourceType": "Patient", "name": [{"family": "x"}]})"), kNone);
  EXPECT_EQ(evaluations, 2);  // one in validate(), one in conforms()
}

TEST(Conformance, ReferencesAreToAllowedTypes) {
  const Profiles profiles{{definition(kUrl, "Observation",
                                      {element("Observation.status", "1..1", "code"),
                                       element("Observation.subject", "0..1", "",
                                               R"("type": [{"code": "Reference", "targetProfile":
                              ["http://hl7.org/fhir/StructureDefinition/Patient"]}], )")})}};
  const auto issues = [&](std::string_view subject) {
    return profiles.issues(R"({"resourceType": "Observation", "status": "x", "subject": )" +
                           std::string(subject) + "}");
  };
  for (const char* subject :
       {R"({"reference": "Patient/1"})", R"({"reference": "http://x.org/Patient/1/_history/2"})",
        R"({"reference": "#a"})", R"({"reference": "urn:uuid:1"})", R"({"type": "Patient"})"})
    EXPECT_EQ(issues(subject), kNone) << subject;
  EXPECT_EQ(issues(R"({"reference": "Device/1"})"),
            (Strings{"Observation.subject: a reference to 'Device' is not allowed here"}));
  EXPECT_EQ(issues(R"({"reference": "#a", "type": "Device"})").size(), 1U);
}

TEST(Conformance, ProfilesOfTypesAreChecked) {
  const std::string named = definition("http://named", "HumanName",
                                       {element("HumanName.family", "1..1", "string"),
                                        element("HumanName.given", "0..0", "string")});
  const std::string given =
      definition("http://given", "HumanName", {element("HumanName.given", "1..*", "string")});
  const auto name = [](std::string_view profiles) {
    return patient({element(
        "Patient.name", "0..*", "",
        R"("type": [{"code": "HumanName", "profile": [)" + std::string(profiles) + "]}], ")});
  };
  const Profiles one{{named, name(R"("http://named")")}};
  EXPECT_EQ(one.issues(R"({"resourceType": "Patient", "name": [{"family": "x"}]})"), kNone);
  EXPECT_EQ(one.issues(R"({"resourceType": "Patient", "name": [{"given": ["x"]}]})"),
            (Strings{"Patient.name[0].family: there are 0 elements, allowed are 1..1",
                     "Patient.name[0].given: there are 1 elements, allowed are 0..0"}));
  const Profiles either{{named, given, name(R"("http://named", "http://given")")}};
  EXPECT_EQ(either.issues(R"({"resourceType": "Patient", "name": [{"given": ["x"]}]})"), kNone);
  EXPECT_EQ(
      either.issues(R"({"resourceType": "Patient", "name": [{"use": "x"}]})"),
      (Strings{"Patient.name[0]: it conforms to none of the profiles that are allowed here"}));
  EXPECT_EQ(Profiles({name(R"("http://gone")")})
                .issues(R"({"resourceType": "Patient", "name": [{"use": "x"}]})"),
            (Strings{"K0319 structure definition 'http://gone' is not loaded"}));
}

TEST(Conformance, ExtensionsAreCheckedByTheProfileOfTheirUrl) {
  const Profiles profiles{
      {definition("http://ext", "Extension",
                  {element("Extension.url", "1..1", "http://hl7.org/fhirpath/System.String",
                           R"("fixedUri": "http://ext", )"),
                   element("Extension.value[x]", "1..1", "boolean")})}};
  const auto issues = [&](std::string_view extension) {
    return profiles.issues(
        R"({"resourceType": "Patient", "extension": [)" + std::string(extension) + "]}",
        core_url("Patient"));
  };
  EXPECT_EQ(issues(R"({"url": "http://ext", "valueBoolean": true})"), kNone);
  EXPECT_EQ(issues(R"({"url": "http://other", "valueString": "x"})"), kNone);
  EXPECT_EQ(issues(R"({"url": "http://ext", "valueString": "x"})"),
            (Strings{"Patient.extension[0].value: the type 'string' is not allowed here"}));
}

TEST(Conformance, IssuesNameTheirDefinitionAndEndAtTheLimit) {
  Profiles profiles;
  const Document document =
      Document::parse_json(R"({"resourceType": "Patient", "z1": 1, "z2": 2, "z3": 3})").value();
  ProfileStore store = core_store();
  const ConformanceChecker checker(store, r4(), profiles.host(), {.max_issues = 2});
  const auto issues = checker.validate(root_node(document, &r4()), core_url("Patient")).value();
  ASSERT_EQ(issues.size(), 2U);
  EXPECT_EQ(issues[0].rule, ConformanceIssue::Rule::UnknownElement);
  EXPECT_EQ(issues[0].definition, core_url("Patient") + "#Patient");
}

TEST(Conformance, DepthAndEffortAreBounded) {
  Profiles profiles;
  std::string json = R"({"url": "u", "valueString": "x"})";
  for (int i = 0; i < 300; ++i) json = R"({"url": "u", "extension": [)" + json + R"(]})";
  json = R"({"resourceType": "Patient", "extension": [)" + json + "]}";
  EXPECT_EQ(profiles.issues(json, core_url("Patient")),
            (Strings{"K0316 the instance is nested too deeply to be checked"}));
  profiles.options().max_checks = 3;
  EXPECT_EQ(profiles.issues(json, core_url("Patient")),
            (Strings{"K0314 checking the profile takes too many steps"}));
}

/// A Patient profile with slices of telecom.
std::string sliced(std::string_view slicing, const Strings& slices) {
  Strings elements{element("Patient.telecom", "0..*", "ContactPoint",
                           R"("slicing": )" + std::string(slicing) + ", ")};
  elements.insert(elements.end(), slices.begin(), slices.end());
  return patient(elements);
}

constexpr std::string_view kByUse =
    R"({"discriminator": [{"type": "value", "path": "use"}], "rules": "open"})";
constexpr std::string_view kHome = R"({"value": "1", "use": "home"})";
constexpr std::string_view kWork = R"({"value": "2", "use": "work"})";
constexpr std::string_view kOther = R"({"value": "3"})";

std::string telecoms(const std::vector<std::string_view>& items) {
  std::string json = R"({"resourceType": "Patient", "telecom": [)";
  for (std::size_t i = 0; i < items.size(); ++i)
    json += (i == 0 ? "" : ", ") + std::string(items[i]);
  return json + "]}";
}

Strings home_slice(std::string_view cardinality = "0..1") {
  return {element("Patient.telecom:home", cardinality, "ContactPoint"),
          element("Patient.telecom:home.use", "1..1", "code", R"("fixedCode": "home", )"),
          element("Patient.telecom:home.value", "1..1", "string")};
}

Strings home_and_work() {
  Strings slices = home_slice();
  slices.push_back(element("Patient.telecom:work", "0..*", "ContactPoint"));
  slices.push_back(
      element("Patient.telecom:work.use", "1..1", "code", R"("patternCode": "work", )"));
  slices.push_back(element("Patient.telecom:work.value", "0..1", "string"));
  return slices;
}

TEST(Slicing, SlicesHaveTheirOwnCardinalityAndElements) {
  const Profiles profiles{{sliced(kByUse, home_slice("1..1"))}};
  EXPECT_EQ(profiles.issues(telecoms({kHome, kOther})), kNone);
  EXPECT_EQ(profiles.issues(telecoms({kOther})),
            (Strings{"Patient.telecom: there are 0 elements in the slice 'home'"}));
  EXPECT_EQ(profiles.issues(telecoms({kHome, kHome})),
            (Strings{"Patient.telecom: there are 2 elements in the slice 'home'"}));
  EXPECT_EQ(profiles.issues(telecoms({R"({"use": "home"})"})),
            (Strings{"Patient.telecom[0].value: there are 0 elements, allowed are 1..1"}));
}

TEST(Slicing, ClosedOrderedAndOpenAtEnd) {
  const auto rules = [](std::string_view more) {
    return R"({"discriminator": [{"type": "value", "path": "use"}], )" + std::string(more) + "}";
  };
  const Profiles closed{{sliced(rules(R"("rules": "closed")"), home_and_work())}};
  EXPECT_EQ(closed.issues(telecoms({kWork, kHome})), kNone);
  EXPECT_EQ(closed.issues(telecoms({kWork, kOther})),
            (Strings{"Patient.telecom[1]: it is in none of the slices, which are closed"}));
  const Profiles ordered{{sliced(rules(R"("ordered": true, "rules": "open")"), home_and_work())}};
  EXPECT_EQ(ordered.issues(telecoms({kHome, kOther, kWork})), kNone);
  EXPECT_EQ(ordered.issues(telecoms({kWork, kHome})).size(), 1U);
  const Profiles at_end{{sliced(rules(R"("rules": "openAtEnd")"), home_and_work())}};
  EXPECT_EQ(at_end.issues(telecoms({kWork, kHome, kOther})), kNone);
  EXPECT_EQ(at_end.issues(telecoms({kOther, kHome})).size(), 1U);
}

TEST(Slicing, ExistsAndPatternAndBindingDiscriminate) {
  const auto by = [](std::string_view kind, std::string_view path) {
    return R"({"discriminator": [{"type": ")" + std::string(kind) + R"(", "path": ")" +
           std::string(path) + R"("}], "rules": "closed"})";
  };
  const Profiles exists{
      {sliced(by("exists", "use"), {element("Patient.telecom:with", "0..1", "ContactPoint"),
                                    element("Patient.telecom:with.use", "1..1", "code"),
                                    element("Patient.telecom:with.value", "0..1", "string"),
                                    element("Patient.telecom:without", "0..1", "ContactPoint"),
                                    element("Patient.telecom:without.use", "0..0", "code"),
                                    element("Patient.telecom:without.value", "0..1", "string")})}};
  EXPECT_EQ(exists.slice(telecoms({kHome, kOther}), "with"), (Strings{"1"}));
  EXPECT_EQ(exists.slice(telecoms({kHome, kOther}), "without"), (Strings{"3"}));
  EXPECT_EQ(exists.issues(telecoms({kHome, kOther})), kNone);

  const Profiles pattern{
      {sliced(by("pattern", "$this"), {element("Patient.telecom:home", "0..1", "ContactPoint",
                                               R"("patternContactPoint": {"use": "home"}, )")})}};
  EXPECT_EQ(pattern.slice(telecoms({kWork, kHome}), "home"), (Strings{"1"}));

  const Profiles binding{
      {sliced(by("value", "use"),
              {element("Patient.telecom:any", "0..*", "ContactPoint"),
               element("Patient.telecom:any.use", "0..1", "code",
                       R"("binding": {"strength": "required", "valueSet": "http://yes"}, )")})}};
  EXPECT_EQ(binding.slice(telecoms({kHome, kOther}), "any"), (Strings{"1"}));
}

TEST(Slicing, TypesOfAChoiceDiscriminate) {
  const Profiles profiles{
      {definition(kUrl, "Observation",
                  {element("Observation.status", "0..1", "code"),
                   element("Observation.value[x]", "0..1", "Quantity string",
                           R"("slicing": {"discriminator": [{"type": "type", "path": "$this"}],
                  "rules": "closed"}, )"),
                   element("Observation.value[x]:valueQuantity", "0..1", "Quantity"),
                   element("Observation.value[x]:valueQuantity.value", "1..1", "decimal")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "valueQuantity": {"value": 1}})"),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "valueQuantity": {"unit": "x"}})"),
            (Strings{"Observation.value.value: there are 0 elements, allowed are 1..1",
                     "Observation.value.unit: 'Observation.value[x]' has no element 'unit'"}));
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "valueString": "x"})"),
            (Strings{"Observation.value: it is in none of the slices, which are closed"}));
}

TEST(Slicing, ExtensionsAreSlicedByTheUrlOfTheirProfile) {
  const Profiles profiles{
      {patient({element("Patient.extension", "0..*", "Extension",
                        R"("slicing": {"discriminator": [{"type": "value", "path": "url"}],
                  "rules": "open"}, )"),
                element("Patient.extension:race", "1..1", "",
                        R"("type": [{"code": "Extension", "profile": ["http://race|1.0"]}], )")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "extension": [
              {"url": "http://race", "valueString": "x"}, {"url": "u", "valueString": "y"}]})"),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "extension": [
              {"url": "u", "valueString": "y"}]})"),
            (Strings{"Patient.extension: there are 0 elements in the slice 'race'"}));
}

TEST(Slicing, PathsGoThroughTypesAndInnerSlices) {
  const Profiles profiles{{definition(
      kUrl, "Observation",
      {element("Observation.component", "0..*", "BackboneElement",
               R"("slicing": {"discriminator": [{"type": "value", "path": "code.coding.code"}],
                  "rules": "open"}, )"),
       element("Observation.component.code", "0..1", "CodeableConcept"),
       element("Observation.component.value[x]", "0..1", "Quantity string"),
       element("Observation.component:sys", "1..1", "BackboneElement"),
       element("Observation.component:sys.code", "1..1", "CodeableConcept"),
       element("Observation.component:sys.code.coding", "1..*", "Coding",
               R"("slicing": {"discriminator": [{"type": "value", "path": "code"}],
                  "rules": "open"}, )"),
       element("Observation.component:sys.code.coding:c", "1..1", "Coding"),
       element("Observation.component:sys.code.coding:c.code", "1..1", "code",
               R"("fixedCode": "8480-6", )"),
       element("Observation.component:sys.value[x]", "1..1", "Quantity")})}};
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "component": [
              {"code": {"coding": [{"code": "x"}]}},
              {"code": {"coding": [{"code": "8480-6"}]}, "valueQuantity": {"value": 1}}]})"),
            kNone);
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Observation", "component": [
              {"code": {"coding": [{"code": "8480-6"}]}, "valueString": "1"}]})"),
            (Strings{"Observation.component[0].value: the type 'string' is not allowed here"}));
}

TEST(Slicing, ReferencesAreResolvedByTheHost) {
  const Profiles unresolved{{sliced(
      R"json({"discriminator": [{"type": "type", "path": "resolve()"}], "rules": "open"})json",
      {element("Patient.telecom:home", "0..1", "ContactPoint")})}};
  EXPECT_EQ(unresolved.issues(telecoms({kHome})),
            (Strings{"K0317 a discriminator needs a resolver"}));

  const Document device = Document::parse_json(R"({"resourceType": "Device"})").value();
  Profiles profiles{{definition(
      kUrl, "Observation",
      {element("Observation.subject", "0..*", "Reference",
               R"json("slicing": {"discriminator": [{"type": "type", "path": "resolve()"}],
                  "rules": "closed"}, )json"),
       element("Observation.subject:patient", "0..1", "",
               R"("type": [{"code": "Reference", "targetProfile":
                  ["http://hl7.org/fhir/StructureDefinition/Patient"]}], )")})}};
  const Document patient_document = Document::parse_json(R"({"resourceType": "Patient"})").value();
  profiles.host().resolve = [&](const Node&) -> Expected<std::vector<Node>> {
    return std::vector{root_node(patient_document, &r4())};
  };
  constexpr std::string_view kObservation =
      R"({"resourceType": "Observation", "subject": {"reference": "#a"}})";
  EXPECT_EQ(profiles.issues(kObservation), kNone);
  profiles.host().resolve = [&](const Node&) -> Expected<std::vector<Node>> {
    return std::vector{root_node(device, &r4())};
  };
  EXPECT_EQ(profiles.issues(kObservation),
            (Strings{"Observation.subject: it is in none of the slices, which are closed"}));
}

TEST(Slicing, WhatCannotBeDecidedIsAnError) {
  const auto by = [](std::string_view kind, std::string_view path) {
    return Profiles{{sliced(R"({"discriminator": [{"type": ")" + std::string(kind) +
                                R"(", "path": ")" + std::string(path) + R"("}], "rules": "open"})",
                            {element("Patient.telecom:home", "0..1", "ContactPoint"),
                             element("Patient.telecom:home.use", "0..1", "code")})}}
        .issues(telecoms({kHome}));
  };
  EXPECT_EQ(by("value", "use"),
            (Strings{"K0317 slice 'Patient.telecom:home': it has no fixed value, pattern or "
                     "required binding at the discriminator 'use'"}));
  EXPECT_EQ(by("exists", "use"),
            (Strings{"K0317 slice 'Patient.telecom:home': it neither requires nor forbids what its "
                     "discriminator 'use' names"}));
  EXPECT_EQ(by("position", "$this"),
            (Strings{"K0317 slice 'Patient.telecom:home': discriminators of its kind are not "
                     "supported"}));
  EXPECT_EQ(by("value", "nothing"),
            (Strings{"K0317 slice 'Patient.telecom:home': no definition is found at the "
                     "discriminator 'nothing'"}));
  EXPECT_EQ(by("value", "a or b"), (Strings{"K0317 discriminator path 'a or b' is not supported"}));
}

TEST(Slice, FindsByNameAndById) {
  const Profiles profiles{{sliced(kByUse, home_and_work())}};
  const std::string json = telecoms({kHome, kWork, kOther});
  EXPECT_EQ(profiles.slice(json, "home"), (Strings{"1"}));
  EXPECT_EQ(profiles.slice(json, "Patient.telecom:work"), (Strings{"2"}));
}

TEST(Slice, IsEmptyForWhatIsNotThere) {
  const Profiles profiles{{sliced(kByUse, home_and_work())}};
  const std::string json = telecoms({kHome});
  EXPECT_EQ(profiles.slice(json, "none"), kNone);
  EXPECT_EQ(profiles.slice(json, "Patient.telecom"), kNone);
  EXPECT_EQ(profiles.slice(json, "home", "http://none"), kNone);
  EXPECT_EQ(profiles.slice(telecoms({kOther}), "home"), kNone);
}

TEST(Slice, ASliceOfASliceNeedsBoth) {
  Strings slices{
      element("Patient.telecom:home", "0..*", "ContactPoint",
              R"("slicing": {"discriminator": [{"type": "value", "path": "system"}],
                            "rules": "open"}, )"),
      element("Patient.telecom:home.system", "0..1", "code"),
      element("Patient.telecom:home.use", "1..1", "code", R"("fixedCode": "home", )"),
      element("Patient.telecom:home.value", "0..1", "string"),
      element("Patient.telecom:home/fax", "0..1", "ContactPoint"),
      element("Patient.telecom:home/fax.system", "1..1", "code", R"("fixedCode": "fax", )"),
      element("Patient.telecom:home/fax.use", "1..1", "code"),
      element("Patient.telecom:home/fax.value", "0..1", "string")};
  const Profiles profiles{{sliced(kByUse, slices)}};
  const std::string json = telecoms({R"({"value": "1", "use": "home", "system": "fax"})",
                                     R"({"value": "2", "use": "work", "system": "fax"})",
                                     R"({"value": "3", "use": "home", "system": "phone"})"});
  EXPECT_EQ(profiles.slice(json, "home/fax"), (Strings{"1"}));
  EXPECT_EQ(profiles.slice(json, "home"), (Strings{"1", "3"}));
}

/// Real definitions: KILN_FHIR_DEFINITIONS names a folder with
/// r4-structure-definitions.ndjson.gz.
TEST(RealDefinitions, R4PatientsAreCheckedByTheDefinitionOfHl7) {
  const char* folder = std::getenv("KILN_FHIR_DEFINITIONS");
  if (folder == nullptr) GTEST_SKIP() << "KILN_FHIR_DEFINITIONS is not set";
  ProfileStore store;
  const auto loaded =
      store.load_ndjson(std::filesystem::path(folder) / "r4-structure-definitions.ndjson.gz");
  ASSERT_TRUE(loaded.has_value()) << loaded.error().message;
  ConformanceHost host;
  host.invariant = [](std::string_view, const Node&) -> Expected<bool> { return true; };
  host.member_of = [](std::string_view, const Node&) -> Expected<bool> { return true; };
  const ConformanceChecker checker(store, r4(), host);
  const auto conforms = [&](std::string_view json, std::string_view type) {
    const Document document = Document::parse_json(json).value();
    return checker.conforms(root_node(document, &r4()), core_url(type)).value();
  };
  constexpr std::string_view kPatient = R"({"resourceType": "Patient", "id": "example",
    "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},
    "identifier": [{"use": "usual", "system": "urn:oid:1.2", "value": "1",
                    "period": {"start": "2001-05-06"}}],
    "active": true, "name": [{"family": "Chalmers", "given": ["Peter", "James"]}],
    "birthDate": "1974-12-25", "_birthDate": {"extension": [
      {"url": "http://hl7.org/fhir/StructureDefinition/patient-birthTime",
       "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
    "deceasedBoolean": false, "multipleBirthInteger": 2,
    "contact": [{"relationship": [{"coding": [{"code": "N"}]}],
                 "name": {"family": "du Marché"}}],
    "managingOrganization": {"reference": "Organization/1"},
    "contained": [{"resourceType": "Organization", "id": "o", "name": "x"}]})";
  EXPECT_TRUE(conforms(kPatient, "Patient"));
  EXPECT_FALSE(conforms(kPatient, "Person"));
  EXPECT_TRUE(conforms(kPatient, "DomainResource"));
  for (const char* wrong :
       {R"({"resourceType": "Patient", "birthDate": "1974-13-25"})",
        R"({"resourceType": "Patient", "active": 1})", R"({"resourceType": "Patient", "nam": []})",
        R"({"resourceType": "Patient", "name": [{"surname": "x"}]})",
        R"({"resourceType": "Patient", "link": [{"type": "seealso"}]})",
        R"({"resourceType": "Patient", "managingOrganization": {"reference": "Patient/1"}})",
        R"({"resourceType": "Patient", "extension": [{"valueString": "x"}]})"})
    EXPECT_FALSE(conforms(wrong, "Patient")) << wrong;
}

}  // namespace
}  // namespace kiln
