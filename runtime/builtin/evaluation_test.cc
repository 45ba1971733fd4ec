#include "runtime/builtin/evaluation.h"

#include "model/names.h"
#include "model/types.h"
#include "runtime/builtin/test_calls.h"
#include "runtime/builtin/variables.h"

namespace kiln::core {
namespace {

class EvaluationTest : public test::CallTest {
 protected:
  std::string variable(std::string_view name) {
    return print(external_constant(evaluation_, name));
  }
};

constexpr std::string_view kBundle = R"({"resourceType": "Bundle", "entry": [{"resource":
    {"resourceType": "Patient", "id": "p", "contained": [{"resourceType": "Organization",
     "id": "o", "name": "n"}]}}]})";

TEST_F(EvaluationTest, FillsInTheResourcesOfItsContext) {
  const Item bundle = begin(kBundle);
  const Item name = along(bundle, {"entry", "resource", "contained", "name"}).front();
  evaluation_.begin(environment_, Focus{name.as_node(), {}, {}});
  EXPECT_EQ(variable("context"), "\"n\"");
  EXPECT_EQ(variable("resource"), R"({"resourceType":"Organization","id":"o","name":"n"})");
  EXPECT_EQ(evaluation_.root_resource()->type, fhir_type::Patient);
  evaluation_.begin(environment_, Focus{bundle.as_node(), {}, {}});
  EXPECT_EQ(evaluation_.resource(), bundle.as_node());
  EXPECT_EQ(evaluation_.root_resource(), bundle.as_node());
}

TEST_F(EvaluationTest, KeepsTheResourcesThatItIsGiven) {
  const Item bundle = begin(kBundle);
  const Item patient = along(bundle, {"entry", "resource"}).front();
  evaluation_.begin(environment_, Focus{patient.as_node(), bundle.as_node(), {}});
  EXPECT_EQ(evaluation_.resource(), bundle.as_node());
  EXPECT_EQ(evaluation_.root_resource(), bundle.as_node());
  evaluation_.begin(environment_, {});
  EXPECT_EQ(variable("resource"), "");
}

TEST_F(EvaluationTest, HasNothingOfTheRunBefore) {
  environment_.limits.max_steps = 3;
  begin();
  evaluation_.keep(std::make_shared<const Document>(Document::parse_json("{}").value()));
  evaluation_.trace({"name", {}});
  EXPECT_TRUE(evaluation_.charge(3));
  const Error error = evaluation_.charge().error();
  EXPECT_EQ(error.code, ErrorCode::StepLimit);
  EXPECT_EQ(error.message, "the evaluation needs more than 3 steps");
  begin();
  EXPECT_EQ(evaluation_.fuel(), 3u);
  EXPECT_EQ(evaluation_.arena().bytes(), 0u);
  EXPECT_TRUE(evaluation_.documents().empty());
  EXPECT_TRUE(evaluation_.traces().empty());
}

TEST_F(EvaluationTest, ABackEdgeUsesUpAStep) {
  environment_.limits.max_steps = 2;
  begin();
  EXPECT_TRUE(evaluation_.back_edge());
  EXPECT_EQ(evaluation_.fuel(), 1u);
  EXPECT_TRUE(evaluation_.charge_edge());
  EXPECT_FALSE(evaluation_.back_edge());
  EXPECT_EQ(evaluation_.stopped().error().code, ErrorCode::StepLimit);
  EXPECT_EQ(evaluation_.charge_edge().error().message, "the evaluation needs more than 2 steps");
}

TEST_F(EvaluationTest, OperationsOnQuantitiesUseUpMoreSteps) {
  environment_.limits.max_steps = 20;
  begin();
  const QuantityView one{Decimal(1), "mg", false};
  EXPECT_TRUE(evaluation_.charge_quantities(Item::integer(1), Item::integer(1)));
  EXPECT_EQ(evaluation_.fuel(), 20u);
  EXPECT_TRUE(evaluation_.charge_quantities(Item::quantity(&one), Item::integer(1)));
  EXPECT_EQ(evaluation_.fuel(), 20u - Evaluation::kStepsOfAQuantity);
  EXPECT_EQ(evaluation_.charge_quantities(Item::integer(1), Item::quantity(&one)).error().code,
            ErrorCode::StepLimit);
}

TEST_F(EvaluationTest, IsCancelledAtTheNextBackEdge) {
  std::atomic<bool> cancel = false;
  environment_.cancel = &cancel;
  begin();
  EXPECT_TRUE(evaluation_.back_edge());
  cancel = true;
  EXPECT_FALSE(evaluation_.back_edge());
  EXPECT_EQ(evaluation_.charge_edge().error().code, ErrorCode::Cancelled);
}

TEST_F(EvaluationTest, IsCancelledWhileABuiltInCharges) {
  std::atomic<bool> cancel = false;
  environment_.cancel = &cancel;
  const std::uint64_t all = environment_.limits.max_steps;
  begin();
  ASSERT_TRUE(evaluation_.charge(5000));
  cancel = true;
  Expected<void> charged;
  for (int i = 0; i < 2000 && charged; ++i) charged = evaluation_.charge();
  EXPECT_EQ(charged.error().code, ErrorCode::Cancelled);
  EXPECT_GT(evaluation_.fuel(), all - 7000);
  EXPECT_EQ(evaluation_.charge(5000).error().code, ErrorCode::Cancelled);
}

TEST_F(EvaluationTest, LimitsItsMemory) {
  environment_.limits.max_arena = 10'000;
  begin();
  evaluation_.arena().allocate(6000);
  EXPECT_TRUE(evaluation_.charge_edge());
  evaluation_.arena().allocate(6000);
  const Error error = evaluation_.charge_edge().error();
  EXPECT_EQ(error.code, ErrorCode::MemoryLimit);
  EXPECT_EQ(error.message, "the evaluation needs more than 10000 bytes of memory");
  EXPECT_TRUE(evaluation_.charge(1));
  EXPECT_EQ(evaluation_.charge(2000).error().code, ErrorCode::MemoryLimit);
}

TEST_F(EvaluationTest, CountsTheDocumentsThatItMakesAsMemory) {
  const std::string text = '"' + std::string(6000, 'a') + '"';
  const auto made = std::make_shared<const Document>(Document::parse_json(text).value());
  host_.resolve = [&](std::string_view, const Node&) { return Expected<Resolved>({made, 0}); };
  environment_.limits.max_arena = 10'000;
  const Node root = begin("{}").as_node();
  ASSERT_TRUE(evaluation_.resolve("x", root));
  ASSERT_TRUE(evaluation_.resolve("x", root));
  evaluation_.keep(made);
  EXPECT_TRUE(evaluation_.back_edge());
  evaluation_.keep(made);
  EXPECT_EQ(evaluation_.charge_edge().error().code, ErrorCode::MemoryLimit);
}

TEST_F(EvaluationTest, LimitsItemsAndStrings) {
  environment_.limits.max_items = 2;
  environment_.limits.max_string = 3;
  begin();
  EXPECT_TRUE(evaluation_.check_size(2));
  EXPECT_EQ(evaluation_.check_size(3).error().code, ErrorCode::ItemLimit);
  EXPECT_TRUE(evaluation_.check_string(3));
  EXPECT_EQ(evaluation_.check_string(4).error().code, ErrorCode::StringLimit);
}

TEST_F(EvaluationTest, ResolvesInTheDocumentThenThroughTheHost) {
  const auto elsewhere = std::make_shared<const Document>(
      Document::parse_json(R"({"resourceType": "Device", "id": "d"})").value());
  host_.resolve = [&](std::string_view reference, const Node&) -> Expected<Resolved> {
    return reference == "Device/d" ? Resolved{elsewhere, 0} : Resolved{};
  };
  const Item bundle = begin(kBundle);
  const Node patient = along(bundle, {"entry", "resource"}).front().as_node();
  EXPECT_EQ(evaluation_.resolve("#o", patient)->type, fhir_type::Organization);
  EXPECT_EQ(evaluation_.resolve("Device/d", patient)->type, fhir_type::Device);
  EXPECT_EQ(evaluation_.documents().size(), 1u);
  EXPECT_EQ(evaluation_.resolve("Device/e", patient)->document, nullptr);
}

TEST_F(EvaluationTest, ListsWhatTheHostHasNotFetchedYet) {
  host_.resolve = [&](std::string_view reference, const Node&) {
    return Expected<Resolved>(pending(reference == "Device/d" ? "key of d" : ""));
  };
  using Kind = PendingRequest::Kind;
  const Node root = begin(kBundle).as_node();
  const Error error = evaluation_.resolve("Device/d", root).error();
  EXPECT_EQ(error.code, ErrorCode::Pending);
  EXPECT_EQ(error.message, "the host has no answer yet for 'key of d'");
  EXPECT_FALSE(evaluation_.resolve("Device/e", root));
  EXPECT_FALSE(evaluation_.resolve("Device/d", root));
  EXPECT_EQ(
      evaluation_.pending().list(),
      (std::vector<PendingRequest>{{Kind::Reference, "key of d"}, {Kind::Reference, "Device/e"}}));
  begin();
  EXPECT_TRUE(evaluation_.pending().list().empty());
}

TEST_F(EvaluationTest, MakesTheObjectOfATypeOnce) {
  begin();
  const Item patient = evaluation_.type_info(environment_.model, fhir_type::Patient);
  EXPECT_EQ(print(patient),
            R"({"namespace":"FHIR","name":"Patient","baseType":"FHIR.DomainResource"})");
  evaluation_.type_info(environment_.model, fhir_type::Patient);
  EXPECT_EQ(evaluation_.documents().size(), 1u);
  EXPECT_EQ(print(evaluation_.type_info(nullptr, kNoType)),
            R"({"namespace":"System","name":"Any","baseType":"System.Any"})");
  begin();
  EXPECT_TRUE(evaluation_.documents().empty());
  const Item again = evaluation_.type_info(environment_.model, fhir_type::Patient);
  EXPECT_EQ(again.document(), patient.document());
  EXPECT_EQ(evaluation_.documents().front().get(), patient.document());
}

TEST_F(EvaluationTest, ForgetsTheObjectsOfTypesWhenThereAreTooMany) {
  begin();
  TypeInfoCache cache;
  for (std::uint16_t type = 0; type < TypeInfoCache::kCapacity; ++type) {
    cache.get(environment_.model, TypeId{type});
  }
  EXPECT_EQ(cache.size(), TypeInfoCache::kCapacity);
  cache.get(nullptr, system_type::Boolean);
  EXPECT_EQ(cache.size(), 1u);
}

TEST_F(EvaluationTest, KnowsTheVariablesOfHostAndFhir) {
  host_.variables["mine"] = {std::int32_t{1}, std::string("a")};
  environment_.profile = "http://profile";
  begin();
  EXPECT_EQ(variable("mine"), "1, 'a'");
  EXPECT_EQ(variable("ucum"), "'http://unitsofmeasure.org'");
  EXPECT_EQ(variable("vs-languages"), "'http://hl7.org/fhir/ValueSet/languages'");
  EXPECT_EQ(variable("ext-race"), "'http://hl7.org/fhir/StructureDefinition/race'");
  EXPECT_EQ(variable("profile"), "'http://profile'");
  EXPECT_EQ(variable("none"), "K0306 at 0: there is no variable %none");
  EXPECT_EQ(variable("factory"),
            "K0317 at 0: %factory is an object, of use only to call its functions");
}

TEST_F(EvaluationTest, KnowsTheNamesThatAreTaken) {
  host_.variables["mine"] = {};
  begin();
  for (const std::string_view name :
       {"mine", "profile", "context", "rootResource", "server", "sct", "vs-x", "ext-"}) {
    EXPECT_TRUE(is_taken(evaluation_, name)) << name;
  }
  EXPECT_FALSE(is_taken(evaluation_, "other"));
}

}  // namespace
}  // namespace kiln::core
