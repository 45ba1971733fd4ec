#include "runtime/profile/validator.h"

#include <utility>

#include "runtime/diagnostic/try.h"
#include "runtime/profile/check.h"

namespace kiln::core {

namespace {

Expected<std::vector<ConformanceIssue>> issues_of(ConformanceCheck run, const Node& node,
                                                  std::string_view profile) {
  if (node.document == nullptr || node.type == kNoType || is_system_type(node.type))
    return fail(ErrorCode::InputType, "only an element of a FHIR type can conform to a profile");
  KILN_TRY(const ElementRef root, run.root_of(profile));
  KILN_CHECK(run.check(node, root));
  return run.take_issues();
}

/// The slice with this id or name, and only one; nullptr if there is none.
const ElementDefinition* find_slice(const StructureDefinition& structure, std::string_view name) {
  const ElementDefinition* found = structure.find_id(name);
  if (found != nullptr) return found->slice_name.empty() ? nullptr : found;
  for (const ElementDefinition& element : structure.elements) {
    if (element.slice_name != name) continue;
    if (found != nullptr) return nullptr;
    found = &element;
  }
  return found;
}

/// The element or slice that has `slice` among its slices.
/// REQUIRES: it is a slice of the structure.
ElementRef sliced_by(const StructureDefinition& structure, ElementIndex slice) {
  ElementIndex index = 0;
  for (const ElementDefinition& element : structure.elements)
    if (std::ranges::find(element.slices, slice) != element.slices.end())
      index = structure.index_of(element);
  return {&structure, index};
}

}  // namespace

ConformanceChecker::ConformanceChecker(const ProfileStore& store, const Model& model,
                                       ConformanceHost host, ConformanceOptions options)
    : store_(store), model_(model), host_(std::move(host)), options_(options) {}

Expected<bool> ConformanceChecker::conforms(const Node& node, std::string_view profile) const {
  ConformanceOptions first = options_;
  first.max_issues = 1;
  KILN_TRY(const auto issues,
           issues_of(ConformanceCheck(store_, model_, host_, first), node, profile));
  return issues.empty();
}

Expected<std::vector<ConformanceIssue>> ConformanceChecker::validate(
    const Node& node, std::string_view profile) const {
  return issues_of(ConformanceCheck(store_, model_, host_, options_), node, profile);
}

Expected<std::vector<Node>> ConformanceChecker::slice(std::span<const Node> nodes,
                                                      std::string_view profile,
                                                      std::string_view name) const {
  std::vector<Node> members;
  const StructureDefinition* structure = store_.find(profile);
  if (structure == nullptr) return members;
  const ElementDefinition* slice = find_slice(*structure, name);
  if (slice == nullptr) return members;

  ConformanceCheck run(store_, model_, host_, options_);
  for (const Node& node : nodes) {
    if (element_name(&model_, node) != slice->name) continue;
    bool belongs = true;
    ElementIndex index = structure->index_of(*slice);
    while (belongs && !structure->elements[index].slice_name.empty()) {
      const ElementRef sliced = sliced_by(*structure, index);
      KILN_TRY(belongs, run.in_slice(node, sliced, {structure, index}));
      index = sliced.index;
    }
    if (belongs) members.push_back(node);
  }
  return members;
}

}  // namespace kiln::core
