// Equality of documents in meaning, for tests: members in any order, texts of scalars equal.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/document/document.h"

namespace kiln::core {

/// A text that is the same for documents that mean the same: members are sorted by name, a
/// Primitive is written "value{members}". REQUIRES: a shallow document (it recurses).
inline std::string canonical(const Document& document, NodeIndex node = 0) {
  switch (document.kind(node)) {
    case NodeKind::String:
      return "'" + std::string(document.text(node)) + "'";
    case NodeKind::Number:
    case NodeKind::True:
    case NodeKind::False:
      return std::string(document.text(node));
    case NodeKind::Null:
      return "null";
    case NodeKind::Array: {
      std::string out = "[";
      for (const NodeIndex item : document.children(node)) out += canonical(document, item) + ",";
      return out + "]";
    }
    case NodeKind::Object:
    case NodeKind::Primitive: {
      std::vector<std::string> members;
      std::string value;
      for (const NodeIndex child : document.children(node)) {
        if (document.key(child) == kValueKey)
          value = canonical(document, child);
        else
          members.push_back(std::string(document.name(document.key(child))) + ":" +
                            canonical(document, child) + ",");
      }
      std::ranges::sort(members);
      for (const std::string& member : members) value += member;
      return (document.kind(node) == NodeKind::Object ? "{" : "value{") + value + "}";
    }
  }
  return {};
}

}  // namespace kiln::core
