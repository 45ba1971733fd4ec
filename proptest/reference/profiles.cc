// Functions that ask the host's StructureDefinitions: conformsTo(), slice(), elementDefinition()
// (FHIR page, "Additional functions").

#include "frontend/parser.h"
#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"
#include "runtime/profile/store.h"
#include "runtime/profile/validator.h"
#include "runtime/terminology/provider.h"

namespace kiln::core::reference {
namespace {

Expected<const ProfileStore*> store(const Call& call) {
  const ProfileStore* profiles = call.evaluation.host().profiles;
  if (profiles == nullptr || call.evaluation.model() == nullptr) {
    return fail(ErrorCode::NoSuchProfile, "no structure definitions are loaded");
  }
  return profiles;
}

/// An invariant of a profile, on an element of an instance. It is violated by what is false, not by
/// what is empty: FHIR's own (per-1) are empty on valid data (docs/semantics.md). It may call
/// conformsTo() itself: each evaluation inside of another has half of its depth, so that this ends.
/// The place of an error is one in the invariant.
Expected<bool> invariant_holds(Evaluation& outer, std::string_view expression, const Node& focus,
                               const std::string& profile) {
  ParseOptions options;
  options.language = outer.environment().language;
  const ParseResult parsed = parse(expression, options);
  if (!parsed.ok()) return std::unexpected(parsed.diagnostics.first_error());
  Environment environment = outer.environment();
  environment.profile = profile;
  environment.as_filters = outer.model()->version() != Fhir::R5;
  environment.limits.max_depth /= 2;
  KILN_TRY(const Result result,
           evaluate(parsed.ast, environment, Focus{focus, {}, {}}, outer.pending()));
  Collection items;
  for (const Value& value : result.items) items.push_back(from_value(value));
  KILN_TRY(const std::optional<bool> truth, outer.boolean(items));
  return truth != std::optional(false);
}

Expected<bool> holds(Evaluation& outer, std::string_view expression, const Node& focus,
                     const std::string& profile) {
  Expected<bool> answer = invariant_holds(outer, expression, focus, profile);
  if (!answer) answer.error().span = {};
  return answer;
}

Expected<bool> is_member(Evaluation& evaluation, std::string_view value_set, const Node& coded) {
  const TerminologyProvider* terminology = evaluation.host().terminology;
  if (terminology == nullptr) return fail(ErrorCode::Terminology, "no terminology is loaded");
  const std::vector<Coding> codings = codings_of(coded);
  KILN_TRY(const Membership membership,
           evaluation.pending().noted(PendingRequest::Kind::Terminology, "memberOf",
                                      terminology->member_of(codings, value_set)));
  if (membership == Membership::Unknown) {
    return fail(ErrorCode::Terminology,
                "the value set " + in_quotes(value_set) + " of a required binding is not loaded");
  }
  return membership == Membership::Yes;
}

Expected<std::vector<Node>> targets(Evaluation& evaluation, const Node& reference) {
  KILN_TRY(Collection texts, evaluation.members(Collection{Item(reference)}, "reference"));
  if (texts.empty()) texts.emplace_back(reference);
  KILN_TRY(const std::optional<Item> value, evaluation.single_value(texts));
  const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
  if (text == nullptr) return std::vector<Node>();
  KILN_TRY(const Node target, evaluation.resolve(*text, reference));
  return target.document == nullptr ? std::vector<Node>() : std::vector<Node>{target};
}

ConformanceChecker checker(Evaluation& evaluation, const ProfileStore& profiles,
                           const std::string& profile) {
  ConformanceHost host;
  host.invariant = [&evaluation, profile](std::string_view expression, const Node& focus) {
    return holds(evaluation, expression, focus, profile);
  };
  host.member_of = [&evaluation](std::string_view value_set, const Node& coded) {
    return is_member(evaluation, value_set, coded);
  };
  host.resolve = [&evaluation](const Node& reference) { return targets(evaluation, reference); };
  host.charge = [&evaluation] { return evaluation.charge(); };
  return ConformanceChecker(profiles, *evaluation.model(), std::move(host));
}

}  // namespace

namespace functions {

/// An unknown profile is an error, as R4 and R5 have it (docs/semantics.md).
Expected<Collection> ConformsTo(Call& call) {
  KILN_TRY(const std::optional<std::string> profile, call.string_argument(0));
  if (call.input.size() != 1 || !profile) return none();
  KILN_TRY(const ProfileStore* profiles, store(call));
  const Node* node = std::get_if<Node>(&call.input.front());
  if (node == nullptr)
    return fail(ErrorCode::InputType, "only an element can conform to a profile");
  KILN_TRY(const bool conforms,
           checker(call.evaluation, *profiles, *profile).conforms(*node, *profile));
  return one(conforms);
}

Expected<Collection> Slice(Call& call) {
  KILN_TRY(const std::optional<std::string> structure, call.string_argument(0));
  KILN_TRY(const std::optional<std::string> name, call.string_argument(1));
  if (call.input.empty() || !structure || !name) return none();
  KILN_TRY(const ProfileStore* profiles, store(call));
  std::vector<Node> nodes;
  for (const Item& item : call.input) {
    if (const Node* node = std::get_if<Node>(&item)) nodes.push_back(*node);
  }
  KILN_TRY(const std::vector<Node> kept,
           checker(call.evaluation, *profiles, *structure).slice(nodes, *structure, *name));
  return Collection(kept.begin(), kept.end());
}

Expected<Collection> ElementDefinition(Call& call) {
  if (call.input.empty()) return none();
  KILN_TRY(const ProfileStore* profiles, store(call));
  Collection definitions;
  for (const Item& item : call.input) {
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr) continue;
    const Node found = element_definition(*profiles, *call.evaluation.model(), *node);
    if (found.document != nullptr) definitions.emplace_back(found);
  }
  return definitions;
}

}  // namespace functions
}  // namespace kiln::core::reference
