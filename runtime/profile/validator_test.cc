#include "runtime/profile/validator.h"

#include <gtest/gtest.h>

#include "runtime/profile/test_profiles.h"

namespace kiln::core::test {
namespace {

TEST(Conformance, CoreTypesAreCheckedByTheirDefinitions) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "active": true, "name": [{"given":
              ["a", "b"]}], "contact": [{"name": {"family": "c"}}], "deceasedDateTime": "2020"})",
                            core_url("Patient")),
            kNone);
  EXPECT_EQ(
      profiles.issues(R"({"resourceType": "Observation", "status": "final", "code": {"text": "c"},
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

TEST(Conformance, AnElementHasAValueOrChildren) {
  const Profiles profiles;
  EXPECT_EQ(profiles.issues(R"({"resourceType": "Patient", "name": [{}, {"family": "f"}],
              "contact": [{}], "active": true})",
                            core_url("Patient")),
            (Strings{"Patient.name[0]: an element has a value or children",
                     "Patient.contact[0]: an element has a value or children"}));
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
  for (int i = 0; i < 300; ++i) {
    json.insert(0, R"({"url": "u", "extension": [)");
    json.append("]}");
  }
  json = R"({"resourceType": "Patient", "extension": [)" + json + "]}";
  EXPECT_EQ(profiles.issues(json, core_url("Patient")),
            (Strings{"K0316 the instance is nested too deeply to be checked"}));
  profiles.options().max_checks = 3;
  EXPECT_EQ(profiles.issues(json, core_url("Patient")),
            (Strings{"K0314 checking the profile takes too many steps"}));
}

TEST(Conformance, EachCheckOfAnElementAndOfAnInvariantIsCharged) {
  Profiles profiles({patient({element("Patient.active", "0..1", "boolean")},
                             R"("constraint": [{"key": "k", "severity": "error", "human": "h",
                             "expression": "true"}], )")});
  constexpr std::string_view kJson = R"({"resourceType": "Patient", "active": true})";
  std::size_t steps = 0;
  std::size_t allowed = 100;
  profiles.host().charge = [&]() -> Expected<void> {
    if (++steps > allowed) return fail(ErrorCode::Cancelled, "no more");
    return {};
  };
  // The root, its invariant, `active`, and that as a boolean; issues() asks twice.
  EXPECT_EQ(profiles.issues(kJson), kNone);
  EXPECT_EQ(steps, 8u);
  steps = 0;
  allowed = 3;
  EXPECT_EQ(profiles.issues(kJson), (Strings{"K0330 no more"}));
}

}  // namespace
}  // namespace kiln::core::test
