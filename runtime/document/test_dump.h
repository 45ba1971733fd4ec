// A tape as text, for tests: one line for each node, indented by depth.
#pragma once

#include <string>

#include "runtime/document/document.h"

namespace kiln::core {

inline std::string_view to_string(NodeKind kind) {
  switch (kind) {
    case NodeKind::Object:
      return "Object";
    case NodeKind::Array:
      return "Array";
    case NodeKind::Primitive:
      return "Primitive";
    case NodeKind::String:
      return "String";
    case NodeKind::Number:
      return "Number";
    case NodeKind::True:
      return "True";
    case NodeKind::False:
      return "False";
    case NodeKind::Null:
      return "Null";
  }
  return "?";
}

/// "3   Object name -> 8, 1 children" or "5     String given 'Ann'".
inline std::string dump(const Document& document) {
  std::string out;
  for (NodeIndex node = 0; node < document.size(); ++node) {
    out += std::to_string(node) + " ";
    for (NodeIndex up = document.parent(node); up != kNoNode; up = document.parent(up)) out += ' ';
    out += to_string(document.kind(node));
    const NameId key = document.key(node);
    if (key == kValueKey) out += " (value)";
    if (!document.name(key).empty()) out.append(" ").append(document.name(key));
    if (document.is_container(node))
      out += " -> " + std::to_string(document.end(node)) + ", " +
             std::to_string(document.count(node)) + " children";
    else if (document.kind(node) != NodeKind::Null)
      out.append(" '").append(document.text(node)).append("'");
    out += '\n';
  }
  return out;
}

}  // namespace kiln::core
