// References inside a document: `#id`, Bundle fullUrl, `Type/id`, urn:uuid, by an index.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/document/navigate.h"

namespace kiln {

/// Built once for a document, at its first resolve(): contained ids per resource, Bundle entries by
/// fullUrl and by "Type/id". Looking up is O(1) in the size of the Bundle.
class ReferenceIndex {
 public:
  ReferenceIndex(const Document& document, const Model* model);
  ~ReferenceIndex();

  /// The resource that `reference` names when it stands in the resource `from`: "#" is the
  /// container itself, "#x" a contained resource, a relative reference is resolved against the
  /// entry's fullUrl as FHIR says ("Resolving references in Bundles"), a version is respected.
  /// Nothing found: an item with document == nullptr.
  Node resolve(std::string_view reference, const Node& from) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln
