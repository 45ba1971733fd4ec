#include "runtime/builtin/terminologies.h"

#include "runtime/builtin/test_calls.h"
#include "runtime/terminology/memory.h"

namespace kiln::core {
namespace {

constexpr std::string_view kCodeSystem = R"({"resourceType": "CodeSystem",
    "url": "http://kiln.example/cs", "status": "active", "content": "complete",
    "property": [{"code": "itemWeight", "type": "decimal"}, {"code": "legs", "type": "integer"}],
    "concept": [{"code": "pet", "concept": [
                  {"code": "cat", "property": [{"code": "legs", "valueInteger": 4},
                                               {"code": "itemWeight", "valueDecimal": 2.50}]},
                  {"code": "dog", "property": [{"code": "legs", "valueInteger": 4}]}]},
                {"code": "car"}]})";

constexpr std::string_view kValueSet = R"({"resourceType": "ValueSet",
    "url": "http://kiln.example/vs", "status": "active", "compose": {"include": [
      {"system": "http://kiln.example/cs",
       "filter": [{"property": "concept", "op": "is-a", "value": "pet"}]}]}})";

constexpr std::string_view kObservation = R"({"resourceType": "Observation", "code": {"coding": [
    {"system": "http://kiln.example/cs", "code": "car"},
    {"system": "http://kiln.example/cs", "code": "dog"}]},
    "valueCodeableConcept": {"coding": [{"system": "http://kiln.example/cs", "code": "cat"}]}})";

class TerminologiesTest : public test::CallTest {
 protected:
  TerminologiesTest() {
    terminology_.add(Document::parse_json(kCodeSystem).value());
    terminology_.add(Document::parse_json(kValueSet).value());
    host_.terminology = &terminology_;
    observation_ = begin(kObservation);
  }

  Items value_set() { return text("http://kiln.example/vs"); }
  Items system() { return text("http://kiln.example/cs"); }
  Items code() { return along(observation_, {"code"}); }
  Items coding(std::uint32_t i) { return along(observation_, {"code", "coding"}).slice(i, 1); }

  Expected<Items> ask(std::string_view name, std::vector<Items> arguments,
                      const std::optional<builtins::TerminologyServer>& server = {}) {
    return call_by_name(builtins::call_terminologies, name, std::move(arguments), server);
  }

  MemoryTerminology terminology_;
  Item observation_;
};

TEST_F(TerminologiesTest, MemberOfAsksForAnyOfTheCodings) {
  const auto member_of = [&](Items input, Items url) {
    return answer(FunctionId::MemberOf, input, {url});
  };
  EXPECT_EQ(member_of(code(), value_set()), "true");
  EXPECT_EQ(member_of(coding(0), value_set()), "false");
  EXPECT_EQ(member_of(text("cat"), value_set()), "true");
  EXPECT_EQ(member_of(code(), text("http://kiln.example/none")), "");
  EXPECT_EQ(member_of(along(observation_, {"code", "coding"}), value_set()), "");
  EXPECT_EQ(member_of({}, value_set()), "");
  EXPECT_EQ(member_of(code(), {}), "");
  EXPECT_EQ(member_of(one(Item::integer(1)), value_set()), "");
  host_.terminology = nullptr;
  EXPECT_EQ(member_of(code(), value_set()), "K0323 at 0: no terminology is loaded");
}

TEST_F(TerminologiesTest, OneCodingIsAboveTheOther) {
  const Items pet = *call_by_name(builtins::call_terminologies, "expand", {value_set()},
                                  std::optional<builtins::TerminologyServer>());
  const Items above = along(pet.front(), {"expansion", "contains"}).slice(0, 1);
  EXPECT_EQ(answer(FunctionId::Subsumes, above, {coding(1)}), "true");
  EXPECT_EQ(answer(FunctionId::Subsumes, coding(1), {above}), "false");
  EXPECT_EQ(answer(FunctionId::SubsumedBy, coding(1), {above}), "true");
  EXPECT_EQ(answer(FunctionId::SubsumedBy, code(), {above}), "true");
  EXPECT_EQ(answer(FunctionId::Subsumes, code(), {Items{}}), "");
  EXPECT_EQ(answer(FunctionId::Subsumes, text("dog"), {text("cat")}), "");
}

TEST_F(TerminologiesTest, TheWeightOfACodeIsAPropertyOfItsCodeSystem) {
  EXPECT_EQ(answer(FunctionId::Weight, along(observation_, {"value"})), "2.50");
  EXPECT_EQ(answer(FunctionId::Weight, one(observation_)), "2.50");
  EXPECT_EQ(answer(FunctionId::Weight, coding(1)), "");
  EXPECT_EQ(answer(FunctionId::Weight, text("cat")), "");
  const Item quantity = begin(R"({"resourceType": "Observation",
      "valueQuantity": {"system": "http://kiln.example/cs", "code": "cat"}})");
  EXPECT_EQ(answer(FunctionId::Weight, along(quantity, {"value"})), "");
}

TEST_F(TerminologiesTest, AWeightInAnExtensionComesFirst) {
  const Item observation = begin(R"({"resourceType": "Observation", "valueCodeableConcept": {
      "extension": [{"url": "http://kiln.example/other", "valueDecimal": 1},
        {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3.0}],
      "coding": [{"system": "http://kiln.example/cs", "code": "cat"}]}})");
  EXPECT_EQ(answer(FunctionId::Weight, one(observation)), "3.0");
  EXPECT_EQ(answer(FunctionId::Weight, list({observation, observation})), "3.0, 3.0");
}

TEST_F(TerminologiesTest, OperationsAnswerWithResources) {
  const auto expanded = ask("expand", {value_set(), text("count=1")});
  ASSERT_TRUE(expanded);
  EXPECT_EQ(print(along(expanded->front(), {"expansion", "contains", "code"})), R"("pet")");
  const auto validated = ask("validateVS", {value_set(), coding(1)});
  ASSERT_TRUE(validated);
  EXPECT_EQ(along(validated->front(), {"parameter", "name"}).front().as_node().document,
            evaluation_.documents().back().get());
  EXPECT_EQ(print(along(validated->front(), {"parameter", "value"}).slice(0, 1)), "true");
  EXPECT_TRUE(ask("lookup", {coding(1)})->size() == 1);
  EXPECT_TRUE(ask("validateCS", {system(), coding(1)})->size() == 1);
  EXPECT_EQ(print(ask("subsumes", {system(), text("pet"), text("cat")})), "'subsumes'");
  EXPECT_EQ(print(ask("subsumes", {system(), text("car"), text("cat")})), "'not-subsumed'");
}

TEST_F(TerminologiesTest, WhatCannotBeAnsweredIsEmpty) {
  EXPECT_EQ(print(ask("expand", {text("http://kiln.example/none")})), "");
  EXPECT_EQ(print(ask("expand", {Items{}})), "");
  EXPECT_EQ(print(ask("expand", {list({observation_, observation_})})), "");
  EXPECT_EQ(print(ask("expand", {one(Item::integer(1))})), "");
  EXPECT_EQ(print(ask("expand", {value_set(), one(Item::integer(1))})), "");
  EXPECT_EQ(print(ask("expand", {value_set(), text("unknown=1")})), "");
  EXPECT_EQ(print(ask("lookup", {text("cat")})), "");
  EXPECT_EQ(print(ask("translate", {text("http://kiln.example/none"), Items{}})), "");
  EXPECT_EQ(print(ask("translate", {text("http://kiln.example/none"), coding(0)})), "");
  EXPECT_EQ(print(ask("subsumes", {one(observation_), text("pet"), text("cat")})), "");
}

TEST_F(TerminologiesTest, CallsAreCheckedBeforeTheirArguments) {
  const auto check = [&](std::string_view name, std::size_t arguments) {
    const auto checked = builtins::check_terminologies(evaluation_, name, arguments, {});
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(check("expand", 2), "");
  EXPECT_EQ(check("expand", 3), "wrong number of arguments for %terminologies.expand()");
  EXPECT_EQ(check("subsumes", 2), "wrong number of arguments for %terminologies.subsumes()");
  EXPECT_EQ(check("at", 1), "%terminologies has no function 'at'");
  EXPECT_EQ(print(ask("at", {Items{}})), "K0201 at 0: %terminologies has no function 'at'");
  host_.terminology = nullptr;
  EXPECT_EQ(check("expand", 1), "no terminology is loaded");
}

/// Knows nothing but another server.
class Elsewhere : public TerminologyProvider {
 public:
  using Codings = std::span<const Coding>;
  using Text = std::string_view;

  explicit Elsewhere(std::shared_ptr<const TerminologyProvider> other) : other_(std::move(other)) {}

  Expected<Membership> member_of(Codings, Text) const override { return Membership::Unknown; }
  Expected<Subsumption> subsumes(const Coding&, const Coding&) const override {
    return Subsumption::Unknown;
  }
  Expected<Subsumption> subsumes(Text, const Coding&, const Coding&, Text) const override {
    return Subsumption::Unknown;
  }
  Expected<Document> expand(const ResourceArgument&, Text) const override { return nothing(); }
  Expected<Document> lookup(Codings, Text) const override { return nothing(); }
  Expected<Document> validate_vs(const ResourceArgument&, Codings, Text) const override {
    return nothing();
  }
  Expected<Document> validate_cs(const ResourceArgument&, Codings, Text) const override {
    return nothing();
  }
  Expected<Document> translate(const ResourceArgument&, const Coding&, Text) const override {
    return nothing();
  }
  std::shared_ptr<const TerminologyProvider> at(Text url) const override {
    return url == "http://elsewhere" ? other_ : nullptr;
  }

 private:
  static std::unexpected<Error> nothing() { return fail(ErrorCode::Terminology, "unknown"); }

  std::shared_ptr<const TerminologyProvider> other_;
};

TEST_F(TerminologiesTest, AnotherServerIsAskedAtItsAddress) {
  auto other = std::make_shared<MemoryTerminology>();
  other->add(Document::parse_json(kCodeSystem).value());
  const Elsewhere standard(other);
  host_.terminology = &standard;
  const auto subsumes_at = [&](std::vector<Items> arguments) {
    return print(ask("subsumes", {system(), text("pet"), text("cat")},
                     builtins::TerminologyServer{arguments, {5, 6}}));
  };
  EXPECT_EQ(print(ask("subsumes", {system(), text("pet"), text("cat")})), "");
  EXPECT_EQ(subsumes_at({text("http://elsewhere")}), "'subsumes'");
  EXPECT_EQ(subsumes_at({text("http://nowhere")}),
            "K0323 at 5: there is no terminology server at this address");
  EXPECT_EQ(subsumes_at({Items{}}), "K0323 at 5: there is no terminology server at this address");
  EXPECT_EQ(subsumes_at({}), "K0202 at 5: at() takes the address of a server");
  EXPECT_EQ(subsumes_at({list({observation_, observation_})}),
            "K0301 at 0: a single item is needed, there are 2");
}

}  // namespace
}  // namespace kiln::core
