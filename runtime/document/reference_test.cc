#include "runtime/document/reference.h"

#include <gtest/gtest.h>

#include <string>

#include "model/names.h"

namespace kiln::core {
namespace {

/// Resolves references in a document; resources are told apart by their `language`.
struct Fixture {
  explicit Fixture(std::string_view json, const Model* m = &Model::get(Fhir::R4))
      : document(*Document::parse_json(json)), model(m) {}

  /// The resource with this `language`.
  Node resource(std::string_view language) const {
    for (NodeIndex node = 0; node < document.size(); ++node)
      if (document.kind(node) == NodeKind::Object &&
          document.member_text(node, name::language) == language)
        return {&document, node, type_of(document, model, node)};
    ADD_FAILURE() << language;
    return {};
  }

  /// `language` of what the reference names from that resource, "-" for nothing.
  std::string resolve(std::string_view reference, std::string_view from) const {
    const Node found = resolve_reference(model, reference, resource(from));
    if (found.document == nullptr) return "-";
    EXPECT_EQ(found.type, type_of(document, model, found.index));
    return std::string(document.member_text(found.index, name::language));
  }

  Document document;
  const Model* model;
};

constexpr std::string_view kContained = R"({"resourceType":"Patient","language":"p","contained":[
  {"resourceType":"Organization","id":"a","language":"a"},
  {"resourceType":"Organization","id":"b","language":"b"}],
  "managingOrganization":{"reference":"#a"}})";

TEST(References, ResolvesContainedResources) {
  const Fixture f(kContained);
  EXPECT_EQ(f.resolve("#a", "p"), "a");
  EXPECT_EQ(f.resolve("#b", "a"), "b");
  EXPECT_EQ(f.resolve("#", "p"), "p");
  EXPECT_EQ(f.resolve("#", "a"), "p");
  EXPECT_EQ(f.resolve("#c", "p"), "-");
  EXPECT_EQ(f.resolve("Organization/a", "p"), "-");
  EXPECT_EQ(f.resolve("", "p"), "-");
}

TEST(References, ResolvesFromAnyNodeOfTheResource) {
  const Fixture f(kContained);
  const NodeIndex member = f.document.find(0, name::managingOrganization);
  const Node found = resolve_reference(f.model, "#a", {&f.document, member, kNoType});
  EXPECT_EQ(f.document.member_text(found.index, name::language), "a");
}

constexpr std::string_view kBundle = R"({"resourceType":"Bundle","language":"bundle","entry":[
  {"fullUrl":"http://x/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1",
    "language":"x1","meta":{"versionId":"7"},
    "contained":[{"resourceType":"Organization","id":"o","language":"x1o"}]}},
  {"fullUrl":"http://y/Patient/1","resource":{"resourceType":"Patient","id":"1","language":"y1"}},
  {"fullUrl":"http://y/Patient/2","resource":{"resourceType":"Patient","id":"2","language":"y2"}},
  {"fullUrl":"urn:uuid:3","resource":{"resourceType":"Patient","id":"3","language":"u3"}},
  {"fullUrl":"urn:oid:1.2.4","resource":{"resourceType":"Group","language":"oid"}},
  {"resource":{"resourceType":"Patient","id":"4","language":"n4"}},
  {"fullUrl":"http://x/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1",
    "language":"x1v6","meta":{"versionId":"6"}}},
  {"resource":{"resourceType":"ValueSet","language":"vs2","url":"http://v/s","version":"2"}},
  {"resource":{"resourceType":"ValueSet","language":"vs1","url":"http://v/s","version":"1",
    "contained":[{"resourceType":"CodeSystem","id":"c","language":"vs1c"}]}}]})";

TEST(References, ResolvesFullUrls) {
  const Fixture f(kBundle);
  EXPECT_EQ(f.resolve("http://x/fhir/Patient/1", "y1"), "x1");
  EXPECT_EQ(f.resolve("http://y/Patient/1", "x1"), "y1");
  EXPECT_EQ(f.resolve("urn:uuid:3", "x1"), "u3");
  EXPECT_EQ(f.resolve("urn:oid:1.2.4", "x1"), "oid");
  EXPECT_EQ(f.resolve("urn:uuid:4", "x1"), "-");
  EXPECT_EQ(f.resolve("http://z/Patient/1", "x1"), "-");
}

TEST(References, ResolvesRelativeReferencesAgainstTheEntry) {
  const Fixture f(kBundle);
  EXPECT_EQ(f.resolve("Patient/1", "x1"), "x1");
  EXPECT_EQ(f.resolve("Patient/1", "x1o"), "x1");
  EXPECT_EQ(f.resolve("Patient/1", "y2"), "y1");
  EXPECT_EQ(f.resolve("Patient/2", "y1"), "y2");
  EXPECT_EQ(f.resolve("Patient/2", "x1"), "-") << "it is on another server";
  EXPECT_EQ(f.resolve("Patient/3", "x1"), "u3") << "it is on no server";
  EXPECT_EQ(f.resolve("Patient/4", "x1"), "n4");
  EXPECT_EQ(f.resolve("Patient/2", "u3"), "y2") << "the reference is on no server";
  EXPECT_EQ(f.resolve("Group/1", "x1"), "-");
  EXPECT_EQ(f.resolve("Patient/1", "bundle"), "-") << "it stands in no entry";
  EXPECT_EQ(f.resolve("Patient?identifier=1", "x1"), "-");
  EXPECT_EQ(f.resolve("patient/1", "x1"), "-");
}

TEST(References, ResolvesAbsoluteReferencesFromTheBundleItself) {
  const Fixture f(kBundle);
  EXPECT_EQ(f.resolve("http://x/fhir/Patient/1", "bundle"), "x1");
  EXPECT_EQ(f.resolve("http://v/s|1", "bundle"), "vs1");
  EXPECT_EQ(f.resolve("http://nowhere/fhir/Patient/1", "bundle"), "-");
}

TEST(References, RespectsVersions) {
  const Fixture f(kBundle);
  EXPECT_EQ(f.resolve("http://x/fhir/Patient/1/_history/7", "y1"), "x1");
  EXPECT_EQ(f.resolve("http://x/fhir/Patient/1/_history/6", "y1"), "x1v6");
  EXPECT_EQ(f.resolve("Patient/1/_history/6", "x1"), "x1v6");
  EXPECT_EQ(f.resolve("Patient/1/_history/5", "x1"), "-");
}

TEST(References, ResolvesCanonicals) {
  const Fixture f(kBundle);
  EXPECT_EQ(f.resolve("http://v/s", "x1"), "vs2");
  EXPECT_EQ(f.resolve("http://v/s|1", "x1"), "vs1");
  EXPECT_EQ(f.resolve("http://v/s|3", "x1"), "-");
  EXPECT_EQ(f.resolve("http://v/s|1#c", "x1"), "vs1c");
  EXPECT_EQ(f.resolve("Patient/1#o", "x1"), "x1o");
}

TEST(References, WorksWithoutAModel) {
  const Fixture f(kBundle, nullptr);
  EXPECT_EQ(f.resolve("Patient/1", "x1o"), "x1");
  EXPECT_EQ(f.resolve("#o", "x1"), "x1o");
}

TEST(References, BundlesInBundlesHaveTheirOwnEntries) {
  const Fixture f(R"({"resourceType":"Bundle","language":"outer","entry":[
    {"resource":{"resourceType":"Patient","id":"1","language":"outer1"}},
    {"resource":{"resourceType":"Bundle","language":"inner","entry":[
      {"resource":{"resourceType":"Patient","id":"1","language":"inner1"}}]}}]})");
  EXPECT_EQ(f.resolve("Patient/1", "inner1"), "inner1");
  EXPECT_EQ(f.resolve("Patient/1", "inner"), "outer1");
  EXPECT_EQ(f.resolve("Patient/1", "outer1"), "outer1");
}

}  // namespace
}  // namespace kiln::core
