// StructureDefinition: a type or profile, read from its resource into the tree that validation and
// elementDefinition() walk.
//
// Entry: StructureDefinition::read(). Only the snapshot is read; without one `elements` is empty.
//
// Invariants:
//   1. elements[0] is the root; a parent, and the member that a slice belongs to, stand before it.
//   2. `children` are the members of an element without their slices; those are in the `slices` of
//      the member, slices of a slice in its own.
//   3. Texts are views into `document`.
//
// Thread-safety: immutable once read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"
#include "runtime/document/document.h"
#include "runtime/function/regex.h"

namespace kiln::core {

/// One `ElementDefinition.type`.
struct TypeReference {
  std::string_view code;  ///< "HumanName", or "http://hl7.org/fhirpath/System.String"
  std::vector<std::string_view> profiles;
  std::vector<std::string_view> targets;  ///< of a Reference or canonical
};

struct Discriminator {
  enum class Kind : std::uint8_t { Value, Exists, Pattern, Type, Profile, Position, Unknown };
  Kind kind = Kind::Unknown;
  std::string_view path;
};

struct Slicing {
  enum class Rules : std::uint8_t { Open, Closed, OpenAtEnd };
  std::vector<Discriminator> discriminators;
  Rules rules = Rules::Open;
  bool ordered = false;
};

struct Invariant {
  std::string_view key;
  std::string_view human;
  std::string_view expression;
};

/// Position in StructureDefinition::elements.
using ElementIndex = std::uint32_t;

struct ElementDefinition {
  static constexpr std::uint32_t kUnbounded = 0xFFFFFFFF;

  NodeIndex node = kNoNode;  ///< the ElementDefinition in the document
  std::string_view id;
  std::string_view path;
  std::string_view name;  ///< of the member, without [x]; the type for the root
  std::string_view slice_name;
  bool choice = false;  ///< declared as name[x]
  std::vector<ElementIndex> children;
  std::vector<ElementIndex> slices;

  std::uint32_t min = 0;
  std::uint32_t max = kUnbounded;
  std::vector<TypeReference> types;
  std::string_view content_reference;
  NodeIndex fixed = kNoNode;    ///< the value of fixed[x]
  NodeIndex pattern = kNoNode;  ///< the value of pattern[x]
  NodeIndex min_value = kNoNode;
  NodeIndex max_value = kNoNode;
  std::optional<std::uint32_t> max_length;
  std::shared_ptr<const Regex> regex;   ///< that the lexical form of a primitive's value matches
  std::string_view required_value_set;  ///< of a binding whose strength is `required`
  std::vector<Invariant> invariants;    ///< those whose severity is `error`
  std::optional<Slicing> slicing;
};

struct StructureDefinition {
  std::shared_ptr<const Document> document;
  NodeIndex node = 0;
  std::string_view url;
  std::string_view version;
  std::string_view type;
  bool is_profile = false;  ///< derivation is `constraint`
  std::vector<ElementDefinition> elements;

  /// Errors: InvalidDefinition for one that has no url or type, or whose snapshot is no tree.
  static Expected<std::unique_ptr<const StructureDefinition>> read(
      std::shared_ptr<const Document> document, NodeIndex node);

  bool has_snapshot() const { return !elements.empty(); }

  /// The element with this id ("Patient.contact:home.name"), or nullptr.
  const ElementDefinition* find_id(std::string_view id) const;

  /// The first element with this path, which is no slice; `Observation.value` also finds
  /// `Observation.value[x]`. nullptr if there is none.
  const ElementDefinition* find_path(std::string_view path) const;

  /// REQUIRES: the element is one of `elements`.
  ElementIndex index_of(const ElementDefinition& element) const {
    return static_cast<ElementIndex>(&element - elements.data());
  }
};

}  // namespace kiln::core
