// The definitions of HL7 themselves.
#include "runtime/profile/validator.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "runtime/profile/test_profiles.h"

namespace kiln::core::test {
namespace {

/// Real definitions: KILN_FHIR_DEFINITIONS names a folder with
/// r4-structure-definitions.ndjson.gz.
TEST(RealDefinitions, R4PatientsAreCheckedByTheDefinitionOfHl7) {
  const char* folder = std::getenv("KILN_FHIR_DEFINITIONS");
  if (folder == nullptr)
    GTEST_SKIP() << "KILN_FHIR_DEFINITIONS is not set: it should name the folder that has "
                    "r4-structure-definitions.ndjson.gz";
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
}  // namespace kiln::core::test
