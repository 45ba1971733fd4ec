// The members of a node by name, given one after the other to a function: what append_children()
// (navigate.h) appends, for code that wants them in another form.
#pragma once

#include <algorithm>
#include <span>

#include "model/names.h"
#include "runtime/document/navigate.h"

namespace kiln::core {

/// The member `resourceType` of a resource, which is no element; else kNoNode.
NodeIndex resource_type_member(const Model* model, const Node& node);

/// Whether a node has members that can be looked for.
inline bool has_members(const Document& document, NodeIndex node) {
  const NodeKind kind = document.kind(node);
  return kind == NodeKind::Object || kind == NodeKind::Primitive;
}

/// Gives `visit(const Node&)` the items of a member that the model declares with a type: those of
/// an array, of nested ones too, without their nulls.
template <class Visit>
void visit_items(const Document& document, const Model* model, TypeId declared, NodeIndex member,
                 const Visit& visit) {
  const bool is_plain =
      model != nullptr && declared != kNoType && model->kind(declared) != TypeKind::Resource;
  const NodeIndex stop = document.end(member);
  for (NodeIndex node = member; node < stop;) {
    const NodeKind kind = document.kind(node);
    if (kind == NodeKind::Array) {
      ++node;
      continue;
    }
    if (kind != NodeKind::Null) {
      const TypeId type = is_plain ? declared : type_of_member(document, model, declared, node);
      visit(Node{&document, node, type});
    }
    node = document.end(node);
  }
}

/// As append_children().
template <class Visit>
void visit_children(const Model* model, const Node& node, NameId name, const Visit& visit) {
  const Document& document = *node.document;
  if (name == kNoName || !has_members(document, node.index)) return;
  if (model == nullptr || node.type == kNoType) {
    const NodeIndex member = document.find(node.index, name);
    if (member != kNoNode) visit_items(document, model, kNoType, member, visit);
    return;
  }
  const std::span<const Element> rows = model->elements(node.type, name);
  if (rows.size() == 1) {
    const NodeIndex member = document.find(node.index, rows[0].json);
    if (member != kNoNode) visit_items(document, model, rows[0].type, member, visit);
  } else if (!rows.empty()) {
    for (const NodeIndex member : document.children(node.index)) {
      const auto row = std::ranges::find(rows, document.key(member), &Element::json);
      if (row != rows.end()) visit_items(document, model, row->type, member, visit);
    }
  } else if (name == name::resourceType) {
    const NodeIndex member = resource_type_member(model, node);
    if (member != kNoNode && document.kind(member) == NodeKind::String) {
      visit(Node{&document, member, system_type::String});
    }
  }
}

}  // namespace kiln::core
