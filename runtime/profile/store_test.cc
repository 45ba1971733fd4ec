#include "runtime/profile/store.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>

#include "runtime/profile/test_definitions.h"

namespace kiln::core {
namespace {

using test::core_store;
using test::core_url;
using test::definition;
using test::element;

const Model& r4() {
  return Model::get(Fhir::R4);
}

constexpr std::string_view kUrl = "http://example.org/profile";

/// A folder that is there as long as the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "kiln-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::filesystem::path write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string id_of(const Node& node) {
  if (node.document == nullptr) return "none";
  const NodeIndex id = node.document->find(node.index, find_name("id"));
  return std::string(node.document->text(id));
}

/// The id of the definition of the element at the end of a chain of names.
std::string definition_of(const ProfileStore& store, std::string_view json,
                          const std::vector<std::string_view>& names, TypeId root_type = kNoType) {
  const Document document = Document::parse_json(json).value();
  std::vector<Node> nodes{root_node(document, &r4(), root_type)};
  for (std::string_view name : names) {
    std::vector<Node> next;
    append_children(&r4(), nodes.at(0), find_name(name), next);
    nodes = next;
  }
  return id_of(element_definition(store, r4(), nodes.at(0), root_type));
}

TEST(ProfileStore, FindsByUrlVersionAndCoreType) {
  ProfileStore store;
  EXPECT_EQ(store.add_json(definition(core_url("Patient"), "Patient", {})), 1U);
  EXPECT_EQ(store.find_type("Patient"), store.find(core_url("Patient")));
  EXPECT_EQ(store.find_type("Patient"), store.find(core_url("Patient") + "|1"));
  EXPECT_EQ(store.find(core_url("Patient") + "|2"), nullptr);
  EXPECT_EQ(store.find_type("Device"), nullptr);
  EXPECT_EQ(store.find_type("Patient")->type, "Patient");
  EXPECT_EQ(store.size(), 1U);
}

TEST(ProfileStore, WithoutAVersionTheLastOneIsFound) {
  ProfileStore store;
  const auto versioned = [](std::string_view version) {
    return R"({"resourceType": "StructureDefinition", "url": "http://x", "type": "Patient",
               "version": ")" +
           std::string(version) + "\"}";
  };
  store.add_json(versioned("1")).value();
  store.add_json(versioned("2")).value();
  EXPECT_EQ(store.find("http://x")->version, "2");
  EXPECT_EQ(store.find("http://x|1")->version, "1");
}

TEST(ProfileStore, TakesTheEntriesOfABundleAndPassesOverOthers) {
  ProfileStore store;
  const std::string bundle = R"({"resourceType": "Bundle", "entry": [{"fullUrl": "x"},
    {"resource": {"resourceType": "Patient"}}, {"resource": )" +
                             definition(kUrl, "Patient", {}) + "}]}";
  EXPECT_EQ(store.add_json(bundle), 1U);
  EXPECT_NE(store.find(kUrl), nullptr);
  EXPECT_EQ(store.add_json(R"({"resourceType": "Patient"})"), 0U);
}

TEST(ProfileStore, RefusesWhatIsNoDefinition) {
  const auto code_of = [](std::string_view json) {
    ProfileStore store;
    return store.add_json(json).error().code;
  };
  EXPECT_EQ(code_of("{"), ErrorCode::JsonSyntax);
  EXPECT_EQ(code_of(R"({"resourceType": "StructureDefinition", "type": "Patient"})"),
            ErrorCode::InvalidDefinition);
  EXPECT_EQ(code_of(R"({"resourceType": "StructureDefinition", "url": "x"})"),
            ErrorCode::InvalidDefinition);
  EXPECT_EQ(code_of(definition(kUrl, "Patient", {element("Patient.a.b", "0..1")})),
            ErrorCode::InvalidDefinition);
  EXPECT_EQ(code_of(definition(kUrl, "Patient", {element("Patient.a", "0..x")})),
            ErrorCode::InvalidDefinition);
  EXPECT_EQ(code_of(definition(kUrl, "Patient",
                               {element("Patient.a", "0..1"), element("Patient.a", "0..1")})),
            ErrorCode::InvalidDefinition);
}

TEST(ProfileStore, ReadsTheTreeOfElementsAndSlices) {
  ProfileStore store;
  store
      .add_json(definition(kUrl, "Patient",
                           {element("Patient.telecom", "0..*", "ContactPoint"),
                            element("Patient.telecom:home", "0..1", "ContactPoint"),
                            element("Patient.telecom:home.value", "1..1", "string"),
                            element("Patient.telecom:home/fax", "0..1", "ContactPoint"),
                            element("Patient.deceased[x]", "0..1", "boolean")}))
      .value();
  const StructureDefinition& patient = *store.find(kUrl);
  ASSERT_EQ(patient.elements.size(), 6U);
  EXPECT_EQ(patient.elements[0].children, (std::vector<ElementIndex>{1, 5}));
  EXPECT_EQ(patient.elements[1].slices, (std::vector<ElementIndex>{2}));
  EXPECT_EQ(patient.elements[2].children, (std::vector<ElementIndex>{3}));
  EXPECT_EQ(patient.elements[2].slices, (std::vector<ElementIndex>{4}));
  EXPECT_EQ(patient.elements[3].min, 1U);
  EXPECT_EQ(patient.elements[1].max, ElementDefinition::kUnbounded);
  EXPECT_TRUE(patient.elements[5].choice);
  EXPECT_EQ(patient.elements[5].name, "deceased");
  EXPECT_EQ(patient.find_path("Patient.deceased"), &patient.elements[5]);
  EXPECT_EQ(patient.find_id("Patient.telecom:home.value"), &patient.elements[3]);
}

TEST(ProfileStore, LoadsPackagesAndLines) {
  const Folder folder;
  folder.write("package/package.json", R"({"name": "x"})");
  folder.write("package/StructureDefinition-a.json", definition("http://x/a", "Patient", {}));
  folder.write("package/Patient-b.json", R"({"resourceType": "Patient"})");
  folder.write("package/notes.txt", "{");
  ProfileStore store;
  EXPECT_EQ(store.load_package(folder.path()), 1U);
  EXPECT_EQ(store.load_package(folder.path() / "package"), 1U);

  const std::string lines = definition("http://x/c", "Patient", {}) + "\n\n" +
                            R"({"resourceType": "Patient"})" + "\n" +
                            definition("http://x/d", "Patient", {});
  EXPECT_EQ(store.load_ndjson(folder.write("a.ndjson", lines)), 2U);
  const gzFile file = gzopen((folder.path() / "a.ndjson.gz").c_str(), "wb");
  gzwrite(file, lines.data(), static_cast<unsigned>(lines.size()));
  gzclose(file);
  ProfileStore compressed;
  EXPECT_EQ(compressed.load_ndjson(folder.path() / "a.ndjson.gz"), 2U);
  EXPECT_NE(compressed.find("http://x/d"), nullptr);
}

TEST(ProfileStore, ErrorsOfFilesNameTheirPlace) {
  const Folder folder;
  ProfileStore store;
  EXPECT_EQ(store.load_ndjson(folder.path() / "none").error().code, ErrorCode::FileUnreadable);
  EXPECT_EQ(store.load_package(folder.path() / "none").error().code, ErrorCode::FileUnreadable);
  const auto lines = folder.write("a.ndjson", "\n{\"StructureDefinition\": ");
  const auto error = store.load_ndjson(lines).error();
  EXPECT_EQ(error.code, ErrorCode::JsonSyntax);
  EXPECT_EQ(error.message, lines.string() + ":2:25: unexpected end of the document");
  const auto file = folder.write("package/a.json", "{\n  \"StructureDefinition\": nope}");
  EXPECT_EQ(store.load_package(folder.path()).error().message,
            file.string() + ":2:26: expected a value");
  const auto no_url =
      folder.write("b.ndjson", R"({"resourceType": "StructureDefinition", "type": "Patient"})");
  EXPECT_EQ(store.load_ndjson(no_url).error().message,
            no_url.string() + ":1: structure definition '' cannot be used: it has no url");
}

TEST(ElementDefinitionOf, IsFoundInTheDefinitionThatDeclaresTheElement) {
  const ProfileStore store = core_store();
  constexpr std::string_view kPatient = R"({"resourceType": "Patient", "deceasedBoolean": true,
    "name": [{"family": "A", "_family": {"extension": [{"url": "u", "valueString": "x"}]}}],
    "contact": [{"name": {"family": "B"}}]})";
  EXPECT_EQ(definition_of(store, kPatient, {}), "Patient");
  EXPECT_EQ(definition_of(store, kPatient, {"name"}), "Patient.name");
  EXPECT_EQ(definition_of(store, kPatient, {"name", "family"}), "HumanName.family");
  EXPECT_EQ(definition_of(store, kPatient, {"deceased"}), "Patient.deceased[x]");
  EXPECT_EQ(definition_of(store, kPatient, {"contact", "name"}), "Patient.contact.name");
  EXPECT_EQ(definition_of(store, kPatient, {"contact", "name", "family"}), "HumanName.family");
  EXPECT_EQ(definition_of(store, kPatient, {"name", "family", "extension", "value"}),
            "Extension.value[x]");
}

TEST(ElementDefinitionOf, FollowsContentReferencesAndOtherRoots) {
  const ProfileStore store = core_store();
  EXPECT_EQ(definition_of(store,
                          R"({"resourceType": "Observation", "component": [
                              {"valueString": "x", "referenceRange": [{"text": "t"}]}]})",
                          {"component", "referenceRange", "text"}),
            "Observation.referenceRange.text");
  EXPECT_EQ(definition_of(store, R"({"resourceType": "Patient", "contained": [
                              {"resourceType": "Patient", "active": true}]})",
                          {"contained"}),
            "Patient");
  const TypeId name = r4().find_type("HumanName");
  EXPECT_EQ(definition_of(store, R"({"family": "x"})", {}, name), "HumanName");
  EXPECT_EQ(definition_of(store, R"({"family": "x"})", {"family"}, name), "HumanName.family");
}

TEST(ElementDefinitionOf, IsNothingForWhatIsNotLoaded) {
  const ProfileStore store = core_store();
  EXPECT_EQ(definition_of(store, R"({"resourceType": "Device", "id": "x"})", {}), "none");
  EXPECT_EQ(definition_of(store, R"({"resourceType": "Device", "id": "x"})", {"id"}), "none");
}

}  // namespace
}  // namespace kiln::core
