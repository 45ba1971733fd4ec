// Definitions: the loaded code systems, value sets and concept maps, found by canonical URL.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/terminology/code_system.h"
#include "runtime/terminology/concept_map.h"
#include "runtime/terminology/value_set.h"

namespace kiln::core::terminology {

/// A canonical URL taken apart: "url|version#fragment", of which the fragment plays no part.
struct Canonical {
  std::string_view url;
  std::string_view version;

  explicit Canonical(std::string_view text);
  Canonical(std::string_view canonical_url, std::string_view with_version)
      : url(canonical_url), version(with_version) {}
};

/// Versions in their natural order: numbers in them compare as numbers ("4.0.10" after "4.0.9").
bool version_less(std::string_view a, std::string_view b);

/// Resources of one kind. A resource replaces an earlier one with the same URL and version.
template <class Resource>
class Registry {
 public:
  void add(std::unique_ptr<const Resource> resource) {
    Versions& versions = by_url_[std::string(resource->url())];
    auto place = versions.begin();
    while (place != versions.end() && version_less((*place)->version(), resource->version())) {
      ++place;
    }
    if (place != versions.end() && (*place)->version() == resource->version()) {
      *place = std::move(resource);
    } else {
      versions.insert(place, std::move(resource));
    }
  }

  /// The latest version, unless one is asked for; nullptr if it is not there.
  const Resource* find(Canonical canonical) const {
    const auto found = by_url_.find(canonical.url);
    if (found == by_url_.end()) return nullptr;
    if (canonical.version.empty()) return found->second.back().get();
    for (const auto& resource : found->second) {
      if (resource->version() == canonical.version) return resource.get();
    }
    return nullptr;
  }

  std::size_t size() const {
    std::size_t count = 0;
    for (const auto& [url, versions] : by_url_) count += versions.size();
    return count;
  }

 private:
  using Versions = std::vector<std::unique_ptr<const Resource>>;  ///< ascending
  std::map<std::string, Versions, std::less<>> by_url_;
};

struct Definitions {
  Registry<CodeSystem> code_systems;
  Registry<ValueSet> value_sets;
  Registry<ConceptMap> concept_maps;
};

}  // namespace kiln::core::terminology
