// Slices of a profile, and slice().
#include "runtime/profile/validator.h"

#include <gtest/gtest.h>

#include "runtime/profile/test_profiles.h"

namespace kiln::core::test {
namespace {

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

TEST(Slicing, EachComparisonWithASliceIsCharged) {
  Profiles profiles{{sliced(kByUse, home_and_work())}};
  std::size_t steps = 0;
  profiles.host().charge = [&] {
    ++steps;
    return Expected<void>();
  };
  EXPECT_EQ(profiles.slice(telecoms({kHome, kOther, kWork}), "work"), (Strings{"2"}));
  EXPECT_EQ(steps, 3u);
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

}  // namespace
}  // namespace kiln::core::test
