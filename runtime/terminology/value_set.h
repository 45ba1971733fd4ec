// ValueSet: a value set's definition, read once from its resource. What it contains is answered by
// composition.h, with the code systems at hand.
//
// Thread-safety: immutable.
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/terminology/element_view.h"
#include "runtime/terminology/filter.h"

namespace kiln::core::terminology {

/// `compose.include` or `compose.exclude`: the codes of `system` that are listed (all, if none is),
/// pass every filter and are in every one of `value_sets`.
struct Include {
  std::string_view system;
  std::string_view version;
  std::vector<ElementView> listed;
  std::unordered_map<std::string_view, std::size_t> position_of;  ///< in `listed`, by code
  std::vector<Filter> filters;
  std::vector<std::string_view> value_sets;  ///< canonical URLs
};

/// A code of an expansion that the resource brings along: `expansion.contains`.
struct Contained {
  std::string_view system;
  std::string_view code;
  ElementView element;
  bool abstract = false;  ///< there to group others
};

class ValueSet {
 public:
  /// REQUIRES: `resource` is a ValueSet of `document`, which outlives this object.
  ValueSet(const Document& document, NodeIndex resource);

  std::string_view url() const { return resource_.text("url"); }
  std::string_view version() const { return resource_.text("version"); }
  ElementView resource() const { return resource_; }

  const std::vector<Include>& includes() const { return includes_; }
  const std::vector<Include>& excludes() const { return excludes_; }

  /// Whether the resource has an expansion that holds all of its codes.
  bool is_expanded() const { return is_expanded_; }
  /// Nested ones too, in document order.
  const std::vector<Contained>& expansion() const { return expansion_; }
  /// nullptr if the expansion does not have the code.
  const Contained* find_in_expansion(std::string_view system, std::string_view code) const;

 private:
  void read_expansion(ElementView expansion);

  ElementView resource_;
  std::vector<Include> includes_;
  std::vector<Include> excludes_;
  std::vector<Contained> expansion_;
  std::unordered_multimap<std::string_view, std::size_t> expansion_by_code_;
  bool is_expanded_ = false;
};

}  // namespace kiln::core::terminology
