// ConformanceChecker: whether an element of an instance conforms to a profile (FHIR's conformsTo()
// and slice()).
//
//   ConformanceChecker checker(store, Model::get(Fhir::R4), host);
//   Expected<bool> conforms = checker.conforms(patient, "http://example.org/my-patient");
//
// What is checked, on the snapshots of the profile, of the profiles that it names for types, and of
// the types themselves: that elements are known, cardinality, types, the lexical form of
// primitives, maxLength, minValue and maxValue, fixed[x] and pattern[x], required bindings,
// invariants of severity `error`, slicing, the profiles of extensions that are loaded, and the
// types (not the contents) of what references name.
//
// What would be needed but cannot be had is an error, never an answer: a profile or type that is
// not loaded (NoSuchProfile) or has no snapshot (Unsupported), a host function that is missing, a
// discriminator of another kind (Unsupported). Not looked at: mustSupport, bindings that are not
// required, the contexts of extensions.
//
// Thread-safety: one checker may be used by many threads if the host's functions may.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"
#include "runtime/profile/store.h"

namespace kiln::core {

/// What checking asks of the rooms above.
struct ConformanceHost {
  /// Whether an invariant holds with the node as its focus. Missing: Unsupported where one is met.
  std::function<Expected<bool>(std::string_view expression, const Node& focus)> invariant;
  /// Is a code, string, uri, Coding, CodeableConcept or Quantity in a value set? Missing:
  /// Terminology where a required binding is met.
  std::function<Expected<bool>(std::string_view value_set, const Node& coded)> member_of;
  /// The targets of a Reference or canonical, which live as long as the check; for discriminators.
  /// Missing: Unsupported where one has resolve().
  std::function<Expected<std::vector<Node>>(const Node& reference)> resolve;
  /// Called before each check that max_checks counts; its error ends checking. May be missing.
  std::function<Expected<void>()> charge;
};

struct ConformanceOptions {
  bool check_invariants = true;
  bool check_bindings = true;
  std::size_t max_issues = 100;   ///< checking ends when so many were found
  std::uint32_t max_depth = 200;  ///< of elements in each other; beyond: DepthLimit
  /// Of an element against a definition, a slice or an invariant; beyond: StepLimit.
  std::uint64_t max_checks = 5'000'000;
};

struct ConformanceIssue {
  enum class Rule : std::uint8_t {
    UnknownElement,
    Cardinality,
    Type,
    Value,  ///< lexical form, length or range of a primitive; an element without any content
    Fixed,
    Pattern,
    Binding,
    Invariant,
    Slicing,
    Reference,
  };
  Rule rule;
  std::string path;        ///< of the element in the instance
  std::string definition;  ///< URL of the profile, '#' and id of its element
  std::string message;

  friend bool operator==(const ConformanceIssue&, const ConformanceIssue&) = default;
};

class ConformanceChecker {
 public:
  /// The store and the model must outlive the checker.
  ConformanceChecker(const ProfileStore& store, const Model& model, ConformanceHost host,
                     ConformanceOptions options = {});

  /// Ends at the first issue. Errors: NoSuchProfile and those above.
  Expected<bool> conforms(const Node& node, std::string_view profile) const;

  /// All issues in the order of the definition; none: the node conforms.
  Expected<std::vector<ConformanceIssue>> validate(const Node& node,
                                                   std::string_view profile) const;

  /// FHIR's slice(): those of `nodes` that belong to the slice `name` of the profile, by the
  /// discriminators of its slicing. `name` is a slice name that is unique in the snapshot, or the
  /// id of an element. Nothing if the profile is not loaded or has no such slice, as the FHIR page
  /// says.
  Expected<std::vector<Node>> slice(std::span<const Node> nodes, std::string_view profile,
                                    std::string_view name) const;

 private:
  const ProfileStore& store_;
  const Model& model_;
  ConformanceHost host_;
  ConformanceOptions options_;
};

}  // namespace kiln::core
