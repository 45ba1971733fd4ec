// References inside a document: `#id`, Bundle fullUrl, `Type/id`, urn:uuid, canonical urls.
#pragma once

#include <string_view>

#include "runtime/document/navigate.h"

namespace kiln::core {

/// The resource of the same document that `reference` names when it stands in `from`, a resource or
/// any node of it:
///   "#"                   the container: `from`'s resource, or the one that contains it
///   "#x"                  a resource contained in the container
///   "Type/id"             in the Bundle of `from`: the entry whose fullUrl is the root of the
///                         fullUrl of `from`'s own entry with this behind it; else, of the entries
///                         that have no such fullUrl themselves (or of all, if `from`'s has none),
///                         the first resource of this type and id
///   an absolute URL, urn  the entry with this fullUrl, else the first with this canonical `url`;
///                         behind a "|" the `version` of that, behind a "#" a contained id
/// "/_history/v" behind a RESTful one asks for meta.versionId v. Of several entries that fit, the
/// first (FHIR, Bundle, "Resolving references in Bundles").
/// Nothing found: document == nullptr.
///
/// The first call for a document makes its index (Document::references()), in time and space linear
/// in the document; then a look-up does not depend on its size and does not allocate.
Node resolve_reference(const Model* model, std::string_view reference, const Node& from);

}  // namespace kiln::core
