#include <atomic>

#include "model/names.h"
#include "runtime/builtin/invariants.h"
#include "runtime/builtin/test_calls.h"
#include "runtime/profile/store.h"

namespace kiln::core {
namespace {

constexpr std::string_view kProfile = R"({"resourceType": "StructureDefinition",
    "url": "http://kiln.example/basic", "type": "Basic", "kind": "resource", "abstract": false,
    "derivation": "constraint", "status": "active", "name": "B",
    "snapshot": {"element": [
      {"id": "Basic", "path": "Basic", "min": 0, "max": "*", "constraint": [
        {"key": "b-1", "severity": "error", "human": "the id", "expression": "id = 'b'"}]},
      {"id": "Basic.id", "path": "Basic.id", "min": 0, "max": "1",
       "type": [{"code": "http://hl7.org/fhirpath/System.String"}]}]}})";

/// Knows one invariant, and keeps what it was asked with.
class OneInvariant : public InvariantEvaluator {
 public:
  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests&) const override {
    asked = std::string(expression) + " in " + environment.profile;
    depth = environment.limits.max_depth;
    as_filters = environment.as_filters;
    if (environment.host->trace) environment.host->trace({"invariant", {}});
    if (cancel != nullptr) *cancel = true;
    if (fails) return fail(ErrorCode::MultipleItems, "several", Span{3, 5});
    return focus.document->member_text(focus.index, name::id) == "b";
  }
  std::atomic<bool>* cancel = nullptr;  ///< is set when an invariant runs
  bool fails = false;
  mutable std::string asked;
  mutable std::uint32_t depth = 0;
  mutable bool as_filters = false;
};

class ProfilesTest : public test::CallTest {
 protected:
  std::string conforms(Items input, std::string_view profile = "http://kiln.example/basic") {
    return answer(FunctionId::ConformsTo, input, {text(profile)});
  }

  OneInvariant invariants_;
  ProfileStore store_;
};

TEST_F(ProfilesTest, InvariantsAreAskedOfTheEngine) {
  ASSERT_TRUE(store_.add_json(kProfile));
  host_.profiles = &store_;
  Item basic = begin(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(conforms(one(basic)), "K0317 at 0: invariants cannot be evaluated here");
  evaluation_.set_invariants(&invariants_);
  EXPECT_EQ(conforms(one(basic)), "true");
  EXPECT_EQ(invariants_.asked, "id = 'b' in http://kiln.example/basic");
  EXPECT_EQ(invariants_.depth, environment_.limits.max_depth / 2);
  EXPECT_TRUE(invariants_.as_filters);
  EXPECT_FALSE(evaluation_.environment().as_filters);
  basic = begin(R"({"resourceType": "Basic", "id": "c"})");
  EXPECT_EQ(conforms(one(basic)), "false");
}

TEST_F(ProfilesTest, TheHostHasEarlierTracesBeforeAnInvariantRuns) {
  ASSERT_TRUE(store_.add_json(kProfile));
  std::vector<std::string> traced;
  host_.profiles = &store_;
  host_.trace = [&](const TraceEntry& entry) { traced.push_back(entry.name); };
  evaluation_.set_invariants(&invariants_);
  const Item basic = begin(R"({"resourceType": "Basic", "id": "b"})");
  evaluation_.trace({"first", {}});
  EXPECT_EQ(conforms(one(basic)), "true");
  evaluation_.trace({"last", {}});
  evaluation_.report_traces();
  evaluation_.report_traces();
  EXPECT_EQ(traced, (std::vector<std::string>{"first", "invariant", "last"}));
}

TEST_F(ProfilesTest, AnErrorOfAnInvariantHasNoPlaceInTheExpression) {
  ASSERT_TRUE(store_.add_json(kProfile));
  host_.profiles = &store_;
  evaluation_.set_invariants(&invariants_);
  invariants_.fails = true;
  const Item basic = begin(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(conforms(one(basic)), "K0301 at 0: several");
}

TEST_F(ProfilesTest, ChecksAreSteps) {
  ASSERT_TRUE(store_.add_json(kProfile));
  host_.profiles = &store_;
  evaluation_.set_invariants(&invariants_);
  constexpr std::string_view kBasic = R"({"resourceType": "Basic", "id": "b"})";
  Item basic = begin(kBasic);
  const std::uint64_t before = evaluation_.fuel();
  EXPECT_EQ(conforms(one(basic)), "true");
  EXPECT_EQ(before - evaluation_.fuel(), 3u);  // the root, its invariant, the id
  environment_.limits.max_steps = 2;
  basic = begin(kBasic);
  EXPECT_EQ(conforms(one(basic)), "K0314 at 0: the evaluation needs more than 2 steps");
}

TEST_F(ProfilesTest, CheckingCanBeCancelled) {
  ASSERT_TRUE(store_.add_json(kProfile));
  std::atomic<bool> cancel = false;
  environment_.cancel = &cancel;
  host_.profiles = &store_;
  evaluation_.set_invariants(&invariants_);
  invariants_.cancel = &cancel;
  const Item basic = begin(R"({"resourceType": "Basic", "id": "b"})");
  EXPECT_EQ(conforms(one(basic)), "K0330 at 0: the evaluation was cancelled");
  EXPECT_EQ(invariants_.asked, "id = 'b' in http://kiln.example/basic");
}

TEST_F(ProfilesTest, OnlyOneElementConforms) {
  host_.profiles = &store_;
  const Item basic = begin(R"({"resourceType": "Basic"})");
  EXPECT_EQ(conforms({}), "");
  EXPECT_EQ(conforms(list({basic, basic})), "");
  EXPECT_EQ(answer(FunctionId::ConformsTo, one(basic), {Items{}}), "");
  EXPECT_EQ(conforms(text("a")), "K0303 at 0: only an element can conform to a profile");
  EXPECT_EQ(conforms(one(basic)).substr(0, 5), "K0319");
  host_.profiles = nullptr;
  EXPECT_EQ(conforms(one(basic)), "K0319 at 0: no structure definitions are loaded");
}

TEST_F(ProfilesTest, DefinitionsAreFoundForElements) {
  const Item patient = begin(R"({"resourceType": "Patient", "active": true})");
  EXPECT_EQ(answer(FunctionId::ElementDefinition, one(patient)),
            "K0319 at 0: no structure definitions are loaded");
  EXPECT_EQ(answer(FunctionId::ElementDefinition, {}), "");
  ASSERT_TRUE(store_.add_json(R"({"resourceType": "StructureDefinition",
      "url": "http://hl7.org/fhir/StructureDefinition/Patient", "type": "Patient",
      "kind": "resource", "abstract": false, "derivation": "specialization", "status": "active",
      "name": "P", "snapshot": {"element": [{"id": "Patient", "path": "Patient"},
        {"id": "Patient.active", "path": "Patient.active", "min": 0, "max": "1",
         "type": [{"code": "boolean"}]}]}})"));
  host_.profiles = &store_;
  const auto found = call(FunctionId::ElementDefinition,
                          list({along(patient, {"active"}).front(), Item::integer(1)}));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(print(along(found->front(), {"path"})), R"("Patient.active")");
}

TEST_F(ProfilesTest, ASliceHasTheItemsThatItsDiscriminatorsTell) {
  ASSERT_TRUE(store_.add_json(R"({"resourceType": "StructureDefinition",
      "url": "http://kiln.example/patient", "type": "Patient", "kind": "resource",
      "abstract": false, "derivation": "constraint", "status": "active", "name": "P",
      "snapshot": {"element": [{"id": "Patient", "path": "Patient"},
        {"id": "Patient.telecom", "path": "Patient.telecom", "min": 0, "max": "*",
         "type": [{"code": "ContactPoint"}],
         "slicing": {"discriminator": [{"type": "value", "path": "system"}], "rules": "open"}},
        {"id": "Patient.telecom:phone", "path": "Patient.telecom", "sliceName": "phone",
         "min": 0, "max": "*", "type": [{"code": "ContactPoint"}]},
        {"id": "Patient.telecom:phone.system", "path": "Patient.telecom.system", "min": 1,
         "max": "1", "type": [{"code": "code"}], "patternCode": "phone"}]}})"));
  host_.profiles = &store_;
  const Item patient = begin(R"({"resourceType": "Patient", "telecom": [
      {"system": "phone", "value": "1"}, {"system": "email", "value": "2"}]})");
  const auto slice = [&](std::string_view structure, std::string_view name) {
    return answer(FunctionId::Slice, along(patient, {"telecom"}), {text(structure), text(name)});
  };
  EXPECT_EQ(slice("http://kiln.example/patient", "phone"), R"({"system":"phone","value":"1"})");
  EXPECT_EQ(slice("http://kiln.example/patient", "fax"), "");
  EXPECT_EQ(slice("http://kiln.example/other", "phone"), "");
  EXPECT_EQ(answer(FunctionId::Slice, along(patient, {"telecom"}), {Items{}, text("phone")}), "");
}

}  // namespace
}  // namespace kiln::core
