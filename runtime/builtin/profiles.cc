// Functions that ask the host's StructureDefinitions: conformsTo(), slice(), elementDefinition()
// (FHIR page, "Additional functions").

#include "model/names.h"
#include "runtime/builtin/builtins.h"
#include "runtime/builtin/invariants.h"
#include "runtime/builtin/navigation.h"
#include "runtime/diagnostic/try.h"
#include "runtime/profile/store.h"
#include "runtime/profile/validator.h"
#include "runtime/terminology/provider.h"

namespace kiln::core::builtins {
namespace {

Expected<const ProfileStore*> store(const Evaluation& evaluation) {
  const ProfileStore* const profiles = evaluation.host().profiles;
  if (profiles == nullptr || evaluation.model() == nullptr) {
    return fail(ErrorCode::NoSuchProfile, "no structure definitions are loaded");
  }
  return profiles;
}

/// The environment of a profile's invariants. Each evaluation inside of another has half of its
/// depth.
Environment environment_of(const Evaluation& evaluation, std::string_view profile) {
  Environment environment = evaluation.environment();
  environment.profile = profile;
  environment.as_filters = evaluation.model()->version() != Fhir::R5;
  environment.limits.max_depth /= 2;
  return environment;
}

Expected<bool> holds(Evaluation& evaluation, std::string_view expression, const Node& focus,
                     const Environment& environment) {
  const InvariantEvaluator* const invariants = evaluation.invariants();
  if (invariants == nullptr) {
    return fail(ErrorCode::Unsupported, "invariants cannot be evaluated here");
  }
  evaluation.report_traces();
  Expected<bool> answer = invariants->holds(expression, focus, environment, evaluation.pending());
  if (!answer) answer.error().span = {};  // a place in the invariant's text
  return answer;
}

Expected<bool> is_member(Evaluation& evaluation, std::string_view value_set, const Node& coded) {
  const TerminologyProvider* const terminology = evaluation.host().terminology;
  if (terminology == nullptr) return fail(ErrorCode::Terminology, "no terminology is loaded");
  KILN_TRY(const Membership membership,
           evaluation.pending().noted(PendingRequest::Kind::Terminology, "memberOf",
                                      terminology->member_of(codings_of(coded), value_set)));
  if (membership == Membership::Unknown) {
    return fail(ErrorCode::Terminology, "the value set '" + std::string(value_set) +
                                            "' of a required binding is not loaded");
  }
  return membership == Membership::Yes;
}

Expected<std::vector<Node>> targets(Evaluation& evaluation, const Node& reference) {
  const Item item = Item::node(reference);
  KILN_TRY(const Items texts, members(evaluation, item, name::reference));
  KILN_TRY(const Item named, single(texts));
  KILN_TRY(const std::optional<std::string_view> text,
           string_value(evaluation, named.is_none() ? item : named));
  if (!text) return std::vector<Node>();
  KILN_TRY(const Node target, evaluation.resolve(*text, reference));
  return target.document == nullptr ? std::vector<Node>() : std::vector<Node>{target};
}

ConformanceChecker checker(Evaluation& evaluation, const ProfileStore& profiles,
                           std::string_view profile) {
  ConformanceHost host;
  host.invariant = [&evaluation, environment = environment_of(evaluation, profile)](
                       std::string_view expression, const Node& focus) {
    return holds(evaluation, expression, focus, environment);
  };
  host.member_of = [&evaluation](std::string_view value_set, const Node& coded) {
    return is_member(evaluation, value_set, coded);
  };
  host.resolve = [&evaluation](const Node& reference) { return targets(evaluation, reference); };
  host.charge = [&evaluation] { return evaluation.charge_edge(); };
  return {profiles, *evaluation.model(), std::move(host)};
}

}  // namespace

/// An unknown profile is an error, as R4 and R5 have it (docs/semantics.md).
Expected<Items> ConformsTo(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::string_view> profile, call.string_argument(0));
  if (call.input.size() != 1 || !profile) return call.none();
  KILN_TRY(const ProfileStore* const profiles, store(call.evaluation));
  const Item& item = call.input.front();
  if (!item.is_node()) {
    return fail(ErrorCode::InputType, "only an element can conform to a profile");
  }
  KILN_TRY(const bool conforms,
           checker(call.evaluation, *profiles, *profile).conforms(item.as_node(), *profile));
  return call.one(conforms);
}

Expected<Items> Slice(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::string_view> structure, call.string_argument(0));
  KILN_TRY(const std::optional<std::string_view> name, call.string_argument(1));
  if (call.input.empty() || !structure || !name) return call.none();
  KILN_TRY(const ProfileStore* const profiles, store(call.evaluation));
  std::vector<Node> nodes;
  for (const Item& item : call.input) {
    if (item.is_node()) nodes.push_back(item.as_node());
  }
  KILN_TRY(const std::vector<Node> kept,
           checker(call.evaluation, *profiles, *structure).slice(nodes, *structure, *name));
  ItemList found(call.evaluation.arena());
  for (const Node& node : kept) found.append(Item::node(node));
  return found.items();
}

Expected<Items> ElementDefinition(const BuiltinCall& call) {
  if (call.input.empty()) return call.none();
  KILN_TRY(const ProfileStore* const profiles, store(call.evaluation));
  ItemList definitions(call.evaluation.arena());
  for (const Item& item : call.input) {
    if (!item.is_node()) continue;
    const Node found = element_definition(*profiles, *call.evaluation.model(), item.as_node());
    if (found.document != nullptr) definitions.append(Item::node(found));
  }
  return definitions.items();
}

}  // namespace kiln::core::builtins
