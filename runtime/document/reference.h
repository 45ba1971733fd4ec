// References inside a document: `#id`, Bundle fullUrl, `Type/id`, urn:uuid, canonical urls, by an
// index.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/document/navigate.h"

namespace kiln {

/// Built once for a document, at its first resolve(): contained ids per resource, Bundle entries by
/// fullUrl, by "Type/id" and by canonical url. Looking up is O(1) in the size of the Bundle.
///
/// The document must outlive it. Thread-safety: immutable, may be shared.
class ReferenceIndex {
 public:
  ReferenceIndex(const Document& document, const Model* model);
  ~ReferenceIndex();
  ReferenceIndex(ReferenceIndex&&) noexcept;
  ReferenceIndex& operator=(ReferenceIndex&&) noexcept;

  /// The resource that `reference` names when it stands in `from`, a resource or any node of it:
  ///   "#"                   the container: `from`'s resource, or the one that contains it
  ///   "#x"                  a resource contained in the container
  ///   "Type/id"             in the Bundle of `from`: the entry whose fullUrl is the root of the
  ///   fullUrl
  ///                         of `from`'s own entry with this behind it; else, of the entries that
  ///                         have no such fullUrl themselves (or of all, if `from`'s has none), the
  ///                         first resource of this type and id
  ///   an absolute URL, urn  the entry with this fullUrl, else the first with this canonical `url`;
  ///                         behind a "|" the `version` of that, behind a "#" a contained id
  /// "/_history/v" behind a RESTful one asks for meta.versionId v. Of several entries that fit, the
  /// first (FHIR, Bundle, "Resolving references in Bundles").
  /// Nothing found: an item with document == nullptr.
  Node resolve(std::string_view reference, const Node& from) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln
