// One run of conformance checking. Private to this room; the entry is validator.h.
//
// check.cc walks instance and definition together, rules.cc has the rules for a single element,
// slicing.cc those for slices.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "runtime/profile/discriminator_path.h"
#include "runtime/profile/validator.h"

namespace kiln::core {

/// An element of a definition.
struct ElementRef {
  const StructureDefinition* structure;
  ElementIndex index;

  const ElementDefinition& element() const { return structure->elements[index]; }
  ElementRef at(ElementIndex other) const { return {structure, other}; }

  friend bool operator==(const ElementRef&, const ElementRef&) = default;
};

/// Names in messages.
inline std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

class ConformanceCheck {
 public:
  ConformanceCheck(const ProfileStore& store, const Model& model, const ConformanceHost& host,
                   const ConformanceOptions& options)
      : store_(store), model_(model), host_(host), options_(options) {}

  /// The root of a definition. Errors: NoSuchProfile, Unsupported without a snapshot.
  Expected<ElementRef> root_of(std::string_view canonical) const;

  /// The node against an element and everything that this implies.
  Expected<void> check(const Node& node, ElementRef ref);

  /// Does the node belong to the slice, by the discriminators of its element (and to the slice that
  /// this is a slice of)?
  Expected<bool> in_slice(const Node& node, ElementRef sliced, ElementRef slice);

  std::vector<ConformanceIssue> take_issues() { return std::move(issues_); }

 private:
  using Rule = ConformanceIssue::Rule;

  // check.cc
  Expected<void> charge();
  Expected<void> check_children(const Node& node, ElementRef ref);
  Expected<void> check_content(const Node& node, ElementRef ref);
  Expected<void> check_profiles(const Node& node, const std::vector<std::string_view>& profiles);
  Expected<void> check_extension(const Node& node);
  Expected<bool> conforms_to(const Node& node, ElementRef ref);
  Expected<ElementRef> type_of_node(TypeId type) const;
  Expected<ElementRef> referenced_content(ElementRef ref) const;
  const TypeReference* matching_type(const Node& node, const ElementDefinition& element) const;
  void report(Rule rule, const std::string& path, ElementRef ref, std::string message);
  void report(Rule rule, const Node& node, ElementRef ref, std::string message);
  void report_unknown(const Node& node, ElementRef ref, std::string_view name);
  bool is_done() const { return issues_.size() >= max_issues_; }

  // rules.cc
  void check_presence(const Node& node, ElementRef ref);
  Expected<void> check_value(const Node& node, ElementRef ref);
  Expected<void> check_range(const Node& node, ElementRef ref);
  Expected<void> check_binding(const Node& node, ElementRef ref);
  Expected<void> check_invariants(const Node& node, ElementRef ref);
  void check_constants(const Node& node, ElementRef ref);
  void check_reference(const Node& node, ElementRef ref, const TypeReference& type);

  // slicing.cc
  Expected<void> check_slices(const Node& owner, const std::vector<Node>& items, ElementRef ref);
  Expected<bool> matches(const Node& node, ElementRef slice, const Discriminator& discriminator);
  Expected<bool> matches_value(const std::vector<Node>& nodes,
                               const std::vector<ElementRef>& definitions, std::string_view path);
  Expected<std::vector<Node>> nodes_at(const Node& node, std::span<const PathStep> path) const;
  std::vector<ElementRef> definitions_at(ElementRef ref, std::span<const PathStep> path) const;
  std::vector<ElementRef> owners_of_children(ElementRef ref) const;
  void append_extension(ElementRef owner, std::string_view url, std::vector<ElementRef>& out) const;

  const ProfileStore& store_;
  const Model& model_;
  const ConformanceHost& host_;
  const ConformanceOptions& options_;
  std::vector<ConformanceIssue> issues_;
  std::size_t max_issues_ = options_.max_issues;
  std::uint32_t depth_ = 0;
  std::uint64_t checks_ = 0;
  /// The same invariants stand in an element, its type and its slices.
  std::map<std::tuple<const Document*, NodeIndex, std::string_view>, bool> invariants_;
  RegexScratch scratch_;
};

}  // namespace kiln::core
