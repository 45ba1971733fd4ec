// CodeSystem: a code system's concepts and their hierarchy, read once from its resource.
//
// Codes are found in constant time; where the resource does not say that case matters, a code in
// another case is found too, if none is written exactly so. The hierarchy is that of nested
// concepts, and of the properties parent, subsumedBy and child where they hold codes; a concept may
// have several parents.
//
// Thread-safety: immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/terminology/element_view.h"

namespace kiln::core::terminology {

/// What a resource says of how much of the code system it holds.
enum class Content : std::uint8_t {
  Complete,
  Partial,     ///< example, fragment: a code that is not there may exist all the same
  NotPresent,  ///< none of it
};

using ConceptIndex = std::uint32_t;

struct Concept {
  std::string_view code;
  std::string_view display;
  ElementView element;  ///< designations, definition, properties
  std::vector<ConceptIndex> parents;
  std::vector<ConceptIndex> children;
  bool abstract = false;  ///< notSelectable: groups others, is no value itself
  bool inactive = false;
};

class CodeSystem {
 public:
  /// REQUIRES: `resource` is a CodeSystem of `document`, which outlives this object.
  CodeSystem(const Document& document, NodeIndex resource);

  std::string_view url() const { return resource_.text("url"); }
  std::string_view version() const { return resource_.text("version"); }
  ElementView resource() const { return resource_; }
  Content content() const { return content_; }

  /// In document order.
  std::span<const Concept> concepts() const { return concepts_; }

  /// Nothing if the code is not among those that are loaded.
  std::optional<ConceptIndex> find(std::string_view code) const;

  /// Whether `concept` is `ancestor` or below it.
  bool is_a(ConceptIndex concept_index, ConceptIndex ancestor) const;

  /// Display in a language ("de", "de-CH"): that of the resource's own language, or a designation;
  /// with "" the display itself.
  std::string_view display(const Concept& row, std::string_view language) const;

  /// Whether concepts can have this property: declared, or one of FHIR's own.
  bool has_property(std::string_view property) const;

  /// The values of a property as text; several if it repeats. `code`, `concept`, `display`,
  /// `definition`, `parent`, `child`, `inactive` and `notSelectable` are properties of every
  /// system.
  std::vector<std::string_view> property(const Concept& row, std::string_view name) const;

 private:
  void read_concepts();
  void link_by_properties();
  void link(ConceptIndex child, ConceptIndex parent);

  ElementView resource_;
  Content content_;
  bool case_sensitive_;
  bool is_a_hierarchy_;
  std::vector<std::string_view> declared_properties_;
  std::vector<Concept> concepts_;
  std::unordered_map<std::string_view, ConceptIndex> by_code_;
  std::unordered_map<std::string, ConceptIndex> by_folded_code_;
};

}  // namespace kiln::core::terminology
