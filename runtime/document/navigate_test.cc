#include "runtime/document/navigate.h"

#include <gtest/gtest.h>

#include <string>

#include "model/names.h"

namespace kiln::core {
namespace {

const Model& r4() {
  return Model::get(Fhir::R4);
}

/// A document and a model, and what navigation gives, as text.
struct Fixture {
  explicit Fixture(std::string_view json, const Model* m = &r4(), TypeId type = kNoType)
      : document(*Document::parse_json(json)), model(m), root(root_node(document, m, type)) {}

  /// The items behind a path of plain names.
  std::vector<Node> at(std::initializer_list<std::string_view> names) const {
    std::vector<Node> nodes{root};
    for (const std::string_view name : names) {
      std::vector<Node> next;
      for (const Node& node : nodes) append_children(model, node, document.find_name(name), next);
      nodes = next;
    }
    return nodes;
  }

  std::string show(const std::vector<Node>& nodes) const {
    std::string out;
    for (const Node& node : nodes) {
      if (!out.empty()) out += ' ';
      if (node.type != kNoType) out += std::string(Model::get(Fhir::R4).name(node.type)) + ":";
      out += document.to_json(node.index);
    }
    return out;
  }

  std::string items(std::initializer_list<std::string_view> names) const { return show(at(names)); }

  Document document;
  const Model* model;
  Node root;
};

TEST(Navigate, FollowsNamesWithTheirTypes) {
  const Fixture f(
      R"({"resourceType":"Patient","name":[{"given":["a","b"]},{"given":["c"]}],"active":true})");
  EXPECT_EQ(f.root.type, r4().find_type("Patient"));
  EXPECT_EQ(f.items({"name", "given"}), R"(string:"a" string:"b" string:"c")");
  EXPECT_EQ(f.items({"active"}), "boolean:true");
  EXPECT_EQ(f.items({"birthDate"}), "");
  EXPECT_EQ(f.items({"name", "given", "given"}), "");
}

TEST(Navigate, ChoiceElementsHaveTheirBaseName) {
  const Fixture f(R"({"resourceType":"Observation","valueQuantity":{"value":1.0,"unit":"g"}})");
  EXPECT_EQ(f.items({"value", "value"}), "decimal:1.0");
  EXPECT_EQ(f.items({"value"}), R"(Quantity:{"value":1.0,"unit":"g"})");
  EXPECT_EQ(f.items({"valueQuantity"}), "");
  EXPECT_EQ(element_name(f.model, f.at({"value"})[0]), "value");
}

TEST(Navigate, WithoutAModelNamesAreThoseOfJson) {
  const Fixture f(
      R"({"resourceType":"Observation","valueQuantity":{"value":1.0},"x":[1,[2,null]]})", nullptr);
  EXPECT_EQ(f.root.type, kNoType);
  EXPECT_EQ(f.items({"valueQuantity", "value"}), "1.0");
  EXPECT_EQ(f.items({"value"}), "");
  EXPECT_EQ(f.items({"x"}), "1 2");
  EXPECT_EQ(element_name(nullptr, f.at({"valueQuantity"})[0]), "valueQuantity");
}

TEST(Navigate, ResourcesHaveTheTypeThatTheyName) {
  const Fixture f(
      R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","contained":)"
      R"([{"resourceType":"Organization","name":"o"}]}},{"resource":{"resourceType":"Nonsense",)"
      R"("x":1}},{"resource":{"id":"i"}}]})");
  EXPECT_EQ(f.items({"entry", "resource", "contained", "name"}), R"(string:"o")");
  const auto resources = f.at({"entry", "resource"});
  EXPECT_EQ(resources[1].type, kNoType);
  EXPECT_EQ(resources[2].type, r4().find_type("Resource"));
  EXPECT_EQ(f.items({"entry", "resource", "x"}), "1");
  EXPECT_EQ(f.items({"entry", "resource", "id"}), R"(id:"i")");
}

TEST(Navigate, ResourceTypeIsNamedButNoChild) {
  const Fixture f(R"({"resourceType":"Patient","id":"p"})");
  EXPECT_EQ(f.items({"resourceType"}), R"(String:"Patient")");
  std::vector<Node> children;
  append_all_children(f.model, f.root, children);
  EXPECT_EQ(f.show(children), R"(id:"p")");
  // Here it is an element.
  const Fixture scenario(
      R"({"resourceType":"ExampleScenario","instance":[{"resourceType":"Patient"}]})");
  EXPECT_EQ(scenario.items({"instance", "resourceType"}), R"(code:"Patient")");
  EXPECT_EQ(scenario.at({"instance"})[0].type, r4().find_type("ExampleScenario.instance"));
}

TEST(Navigate, MembersUnknownToTheModelAreNotReached) {
  const Fixture f(R"({"resourceType":"Patient","nonsense":1,"name":[{"nonsense":2,"text":"t"}]})");
  EXPECT_EQ(f.items({"nonsense"}), "");
  EXPECT_EQ(f.items({"name", "nonsense"}), "");
  std::vector<Node> children;
  append_all_children(f.model, f.root, children);
  EXPECT_EQ(f.show(children), R"(HumanName:{"nonsense":2,"text":"t"})");
}

TEST(Navigate, PrimitivesKeepIdAndExtensions) {
  const Fixture f(
      R"({"resourceType":"Patient","birthDate":"1974","_birthDate":{"id":"b","extension":)"
      R"([{"url":"u","valueCode":"c"}]},"name":[{"given":[null,"x"],"_given":[{"id":"g"}]},)"
      R"({"given":[null]}]})");
  EXPECT_EQ(f.items({"birthDate"}), R"(date:"1974")");
  EXPECT_EQ(f.items({"birthDate", "extension", "value"}), R"(code:"c")");
  EXPECT_EQ(f.items({"birthDate", "id"}), R"(string:"b")");
  EXPECT_EQ(f.items({"birthDate", "value"}), "");
  const auto given = f.at({"name", "given"});
  ASSERT_EQ(given.size(), 2u);
  EXPECT_FALSE(has_value(given[0]));
  EXPECT_TRUE(has_value(given[1]));
  std::vector<Node> children;
  append_all_children(f.model, f.at({"birthDate"})[0], children);
  EXPECT_EQ(children.size(), 2u);
}

TEST(Navigate, ContentReferencesAndXhtmlHaveTypes) {
  const Fixture f(
      R"({"resourceType":"Questionnaire","text":{"div":"<div/>"},"item":[{"item":[{"item":)"
      R"([{"linkId":"x"}]}]}]})");
  EXPECT_EQ(f.items({"item", "item", "item", "linkId"}), R"(string:"x")");
  EXPECT_EQ(f.items({"text", "div"}), R"(xhtml:"<div/>")");
}

TEST(Navigate, RootsThatAreNoResourceTakeTheGivenType) {
  const Fixture f(R"({"given":["a"]})", &r4(), r4().find_type("HumanName"));
  EXPECT_EQ(f.items({"given"}), R"(string:"a")");
  EXPECT_EQ(path_of(f.model, f.root), "HumanName");
  EXPECT_EQ(path_of(f.model, f.at({"given"})[0], false, f.root.type), "HumanName.given[0]");
  const Fixture untyped(R"({"given":["a"]})");
  EXPECT_EQ(untyped.items({"given"}), R"("a")");
  EXPECT_EQ(path_of(untyped.model, untyped.at({"given"})[0]), "given[0]");
}

TEST(Navigate, PathsHaveAnIndexAtEachStep) {
  const Fixture f(R"({"resourceType":"Patient","name":[{"text":"x"},{"given":[null,"a","b"]}],)"
                  R"("deceasedBoolean":true,"birthDate":"1974"})");
  const Node given = f.at({"name", "given"})[1];
  EXPECT_EQ(path_of(f.model, given), "Patient.name[1].given[1]");
  EXPECT_EQ(path_of(f.model, given, true), "Patient.name[1].given[1]");
  const Node deceased = f.at({"deceased"})[0];
  EXPECT_EQ(path_of(f.model, deceased), "Patient.deceased[0]");
  EXPECT_EQ(path_of(f.model, deceased, true), "Patient.deceased");
  EXPECT_EQ(path_of(nullptr, deceased), "Patient.deceasedBoolean[0]");
  EXPECT_EQ(path_of(f.model, f.root), "Patient");
}

TEST(Navigate, PathsGoThroughContainedResources) {
  const Fixture f(R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient",)"
                  R"("contained":[{"resourceType":"Organization","name":"o"}]}}]})");
  const Node name = f.at({"entry", "resource", "contained", "name"})[0];
  EXPECT_EQ(path_of(f.model, name), "Bundle.entry[0].resource[0].contained[0].name[0]");
  EXPECT_EQ(path_of(f.model, name, true), "Bundle.entry[0].resource.contained[0].name");
  EXPECT_EQ(type_of(f.document, f.model, name.index), r4().find_type("string"));
}

TEST(Navigate, FindsTheResourceAroundANode) {
  const Fixture f(R"({"resourceType":"Bundle","entry":[{"fullUrl":"u","resource":{"resourceType":)"
                  R"("Patient","contained":[{"resourceType":"Organization","name":"o"}],)"
                  R"("active":true}}]})");
  const auto around = [&f](std::initializer_list<std::string_view> names) {
    return f.document.resource_type(containing_resource(f.model, f.at(names)[0]).index);
  };
  EXPECT_EQ(around({"entry", "fullUrl"}), "Bundle");
  EXPECT_EQ(around({"entry", "resource"}), "Patient");
  EXPECT_EQ(around({"entry", "resource", "active"}), "Patient");
  EXPECT_EQ(around({"entry", "resource", "contained", "name"}), "Organization");
  const Fixture plain(R"({"a":{"b":1}})", nullptr);
  EXPECT_EQ(containing_resource(nullptr, plain.at({"a", "b"})[0]).index, 0u);
}

TEST(Navigate, TypesOfAllNodesAgreeWithNavigation) {
  const Fixture f(
      R"({"resourceType":"Observation","valueQuantity":{"value":1,"_value":{"id":"x"}},)"
      R"("component":[{"valueString":"s"}]})");
  std::vector<Node> nodes{f.root};
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    EXPECT_EQ(type_of(f.document, f.model, nodes[i].index), nodes[i].type);
    append_all_children(f.model, Node(nodes[i]), nodes);
  }
  EXPECT_EQ(nodes.size(), 6u);
  const NodeIndex hidden = f.document.value_of(f.at({"value", "value"})[0].index);
  EXPECT_EQ(type_of(f.document, f.model, hidden), system_type::Decimal);
}

}  // namespace
}  // namespace kiln::core
