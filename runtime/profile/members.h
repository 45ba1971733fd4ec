// Reading members of resources by name, with arrays flattened. Private to this room.
#pragma once

#include <string_view>
#include <vector>

#include "model/names.h"
#include "runtime/document/document.h"

namespace kiln::core {

/// Text of a scalar, or of a primitive that has a value; "" for everything else.
inline std::string_view text_of(const Document& document, NodeIndex node) {
  const NodeIndex value = node == kNoNode ? kNoNode : document.value_of(node);
  return value == kNoNode ? std::string_view{} : document.text(value);
}

/// The member of an object, kNoNode if it has none or is no object.
inline NodeIndex member(const Document& document, NodeIndex object, NameId name) {
  const bool has_members =
      document.kind(object) == NodeKind::Object || document.kind(object) == NodeKind::Primitive;
  return has_members ? document.find(object, name) : kNoNode;
}

inline std::string_view member_text(const Document& document, NodeIndex object, NameId name) {
  return text_of(document, member(document, object, name));
}

/// The items of an array, the node itself if it is no array, none for kNoNode.
inline std::vector<NodeIndex> items_of(const Document& document, NodeIndex node) {
  std::vector<NodeIndex> items;
  if (node == kNoNode) return items;
  if (document.kind(node) != NodeKind::Array) return {node};
  for (NodeIndex item : document.children(node)) items.push_back(item);
  return items;
}

inline std::vector<NodeIndex> member_items(const Document& document, NodeIndex object,
                                           NameId name) {
  return items_of(document, member(document, object, name));
}

}  // namespace kiln::core
