#include "model/names.h"
#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class FhirTest : public test::CallTest {};

TEST_F(FhirTest, ExtensionsAreFoundByTheirUrl) {
  const Item patient = begin(R"({"resourceType": "Patient", "extension": [
      {"url": "a", "valueInteger": 1}, {"url": "b", "valueInteger": 2},
      {"url": "a", "valueInteger": 3}, {"valueInteger": 4}],
      "birthDate": "2020", "_birthDate": {"extension": [{"url": "a", "valueInteger": 5}]}})");
  const auto values = [&](Items input, Items url) {
    ItemList found(evaluation_.arena());
    const Items extensions = *call(FunctionId::Extension, input, {url});
    for (const Item& item : extensions) {
      found.append(*members(evaluation_, item, name::value));
    }
    return print(found.items());
  };
  EXPECT_EQ(values(one(patient), text("a")), "1, 3");
  EXPECT_EQ(values(along(patient, {"birthDate"}), text("a")), "5");
  EXPECT_EQ(values(list({patient, along(patient, {"birthDate"}).front()}), text("a")), "1, 3, 5");
  EXPECT_EQ(values(one(patient), text("")), "");
  EXPECT_EQ(answer(FunctionId::Extension, one(patient), {Items{}}), "");
  EXPECT_EQ(answer(FunctionId::Extension, text("a"), {text("a")}), "");
  EXPECT_EQ(answer(FunctionId::Extension, one(patient), {one(Item::integer(1))}),
            "K0304 at 10: the argument must be a String");
}

TEST_F(FhirTest, OnlyAPrimitiveHasAValue) {
  const Item patient = begin(R"({"resourceType": "Patient", "name": [{"given": ["A", "B"]}],
      "_active": {"id": "a"}, "birthDate": "2020-01-02"})");
  const auto both = [&](Items input) {
    return answer(FunctionId::HasValue, input) + "; " + answer(FunctionId::GetValue, input);
  };
  EXPECT_EQ(both(along(patient, {"birthDate"})), "true; @2020-01-02");
  EXPECT_EQ(both(along(patient, {"active"})), "false; ");
  EXPECT_EQ(both(along(patient, {"name"})), "; ");
  EXPECT_EQ(both(along(patient, {"name", "given"})), "; ");
  EXPECT_EQ(both(text("a")), "; ");
  EXPECT_EQ(both({}), "; ");
}

TEST_F(FhirTest, WithoutAModelAScalarIsAPrimitive) {
  environment_.model = nullptr;
  const Item root = begin(R"({"id": "a", "name": {}})");
  EXPECT_EQ(answer(FunctionId::HasValue, along(root, {"id"})), "true");
  EXPECT_EQ(answer(FunctionId::GetValue, along(root, {"id"})), "'a'");
  EXPECT_EQ(answer(FunctionId::HasValue, along(root, {"name"})), "");
}

TEST_F(FhirTest, AValueThatIsNotOfItsTypeIsAnError) {
  const Item patient = begin(R"({"resourceType": "Patient", "birthDate": "soon"})");
  EXPECT_EQ(answer(FunctionId::HasValue, along(patient, {"birthDate"})), "true");
  EXPECT_EQ(answer(FunctionId::GetValue, along(patient, {"birthDate"})),
            "K0324 at 0: 'soon' is not a value of type 'date'");
}

TEST_F(FhirTest, ReferencesAreResolvedOrLeftOut) {
  host_.resolve = [](std::string_view reference, const Node&) -> Expected<Resolved> {
    if (reference != "Patient/1") return Resolved{};
    auto found = Document::parse_json(R"({"resourceType": "Patient", "id": "1"})");
    return Resolved{std::make_shared<const Document>(*std::move(found)), 0};
  };
  const Item root = begin(R"({"resourceType": "Observation",
      "performer": [{"reference": "#in"}, {"reference": "#out"}, {"display": "x"},
                    {"reference": "Patient/1"}],
      "contained": [{"resourceType": "Practitioner", "id": "in"}]})");
  EXPECT_EQ(answer(FunctionId::Resolve, along(root, {"performer"})),
            R"({"resourceType":"Practitioner","id":"in"}, {"resourceType":"Patient","id":"1"})");
  EXPECT_EQ(answer(FunctionId::Resolve, text("#in")),
            R"({"resourceType":"Practitioner","id":"in"})");
  EXPECT_EQ(call(FunctionId::Resolve, text("Patient/1"))->front().type(), fhir_type::Patient);
  EXPECT_EQ(evaluation_.documents().size(), 2u);
  begin();
  EXPECT_EQ(answer(FunctionId::Resolve, text("#in")), "");
}

TEST_F(FhirTest, AModifierExtensionMustBeAllowed) {
  const Item patient = begin(R"({"resourceType": "Patient", "id": "p",
      "modifierExtension": [{"url": "a b"}, {"url": "c"}]})");
  const auto check = [&](std::vector<Items> allowed) {
    return print(call(FunctionId::CheckModifiers, along(patient, {"id"}), allowed)) + "; " +
           answer(FunctionId::CheckModifiers, one(patient), allowed).substr(0, 5);
  };
  EXPECT_EQ(check({text("x,  a b ,c")}), R"("p"; {"res)");
  EXPECT_EQ(check({text("c"), text("a b")}), R"("p"; {"res)");
  EXPECT_EQ(check({text("a b")}), R"("p"; K0320)");
  EXPECT_EQ(answer(FunctionId::CheckModifiers, one(patient), {text("a b,")}),
            "K0320 at 0: the modifier extension 'c' is not allowed here");
  EXPECT_EQ(answer(FunctionId::CheckModifiers, one(patient), {text("a b"), Items{}}),
            "K0305 at 0: checkModifiers() needs the allowed urls");
}

TEST_F(FhirTest, ANarrativeIsCheckedMoreStrictlyThanAText) {
  const Item patient = begin(R"({"resourceType": "Patient",
      "text": {"status": "generated", "div": "<p>a</p>"}})");
  EXPECT_EQ(answer(FunctionId::HtmlChecks, along(patient, {"text", "div"})), "false");
  EXPECT_EQ(answer(FunctionId::HtmlChecks, text("<p>a</p>")), "true");
  EXPECT_EQ(answer(FunctionId::HtmlChecks, one(Item::boolean(true))), "");
  EXPECT_EQ(answer(FunctionId::HtmlChecks, list({patient, patient})), "");
}

TEST_F(FhirTest, CdaIsNotSupported) {
  EXPECT_EQ(answer(FunctionId::HasTemplateIdOf, {}, {text("x")}),
            "K0317 at 0: hasTemplateIdOf() needs the CDA model, which Kiln has not");
}

}  // namespace
}  // namespace kiln::core
