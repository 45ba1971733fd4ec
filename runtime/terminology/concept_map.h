// ConceptMap: translations of codes, in the shape of R4 (equivalence) or of R5 (relationship).
//
// Thread-safety: immutable.
#pragma once

#include <string_view>
#include <vector>

#include "model/ids.h"
#include "runtime/terminology/element_view.h"

namespace kiln::core::terminology {

/// What a map says of one code: a row of an element's targets, or what it does with codes that it
/// does not map.
struct Translation {
  std::string_view system;
  std::string_view version;
  std::string_view code;
  std::string_view display;
  std::string_view relationship;  ///< as the map has it: R4's "wider", R5's "source-is-..."
};

/// A code that a map leaves to another one.
struct Delegation {
  std::string_view concept_map;
};

class ConceptMap {
 public:
  /// REQUIRES: `resource` is a ConceptMap of `document`, which outlives this object.
  ConceptMap(const Document& document, NodeIndex resource) : resource_(document, resource) {}

  std::string_view url() const { return resource_.text("url"); }
  std::string_view version() const { return resource_.text("version"); }

  /// What the map says of a code, in its order. With `system` empty, groups of any source count;
  /// with `target_system` empty, those of any target. `delegations` receives the maps to ask next.
  std::vector<Translation> translate(std::string_view system, std::string_view code,
                                     std::string_view target_system,
                                     std::vector<Delegation>& delegations) const;

 private:
  ElementView resource_;
};

/// The relationship in the words of a version: R4's equivalences for R4 and R4B, R5's
/// relationships for R5; as it is for Fhir::None or where it is unknown.
std::string_view relationship_in(Fhir version, std::string_view relationship);

/// Whether a relationship says that there is no such target ("unmatched", "disjoint",
/// "not-related-to").
bool is_unrelated(std::string_view relationship);

}  // namespace kiln::core::terminology
