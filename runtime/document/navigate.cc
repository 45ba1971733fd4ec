#include "runtime/document/navigate.h"

#include <algorithm>

#include "model/names.h"

namespace kiln {
namespace {

/// The row of a member, nullptr where the model has none (or there is no model or no type).
const Element* element_of(const Model* model, TypeId parent, NameId key) {
  return model == nullptr || parent == kNoType ? nullptr : model->element_by_json(parent, key);
}

/// Appends a member as items: the items of an array, of nested ones too, without their nulls.
void append_items(const Document& document, const Model* model, TypeId declared, NodeIndex member,
                  std::vector<Node>& out) {
  const NodeIndex stop = document.end(member);
  for (NodeIndex node = member; node < stop;) {
    const NodeKind kind = document.kind(node);
    if (kind == NodeKind::Array) {
      ++node;
      continue;
    }
    if (kind != NodeKind::Null)
      out.push_back({&document, node, type_of_member(document, model, declared, node)});
    node = document.end(node);
  }
}

bool has_members(const Document& document, NodeIndex node) {
  const NodeKind kind = document.kind(node);
  return kind == NodeKind::Object || kind == NodeKind::Primitive;
}

/// The member `resourceType` of a resource, which is no element; else kNoNode.
NodeIndex resource_type_member(const Model* model, const Node& node) {
  if (node.document->kind(node.index) != NodeKind::Object) return kNoNode;
  if (element_of(model, node.type, name::resourceType) != nullptr) return kNoNode;
  return node.document->find(node.index, name::resourceType);
}

/// From the root to the node: the node and what owns it, typed. Items of a root array begin there.
std::vector<Node> typed_chain(const Document& document, const Model* model, NodeIndex index,
                              TypeId root_type) {
  std::vector<Node> chain;
  for (NodeIndex node = index; node != kNoNode; node = document.owner(node))
    chain.push_back({&document, node, kNoType});
  std::ranges::reverse(chain);
  chain.front().type = type_of_member(document, model, root_type, chain.front().index);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const NameId key = document.key(chain[i].index);
    const TypeId parent = chain[i - 1].type;
    if (key == kValueKey) {
      if (model != nullptr) chain[i].type = model->system_type_of(parent);
      continue;
    }
    const Element* const element = element_of(model, parent, key);
    chain[i].type = type_of_member(document, model, element == nullptr ? kNoType : element->type,
                                  chain[i].index);
  }
  return chain;
}

bool is_resource(const Model* model, const Node& node) {
  if (model != nullptr && node.type != kNoType) return model->kind(node.type) == TypeKind::Resource;
  return !node.document->resource_type(node.index).empty();
}

std::string_view name_in(const Document& document, const Element* element, NameId key) {
  return element == nullptr ? document.name(key) : name_of(element->name);
}

/// Position among the items that FHIRPath sees: nulls do not count, nested arrays are one.
std::uint32_t position_of_item(const Document& document, NodeIndex node) {
  NodeIndex array = kNoNode;
  for (NodeIndex above = document.parent(node);
       above != kNoNode && document.kind(above) == NodeKind::Array; above = document.parent(above))
    array = above;
  std::uint32_t position = 0;
  if (array == kNoNode) return position;
  for (NodeIndex item = array + 1; item < node;) {
    const NodeKind kind = document.kind(item);
    if (kind != NodeKind::Array && kind != NodeKind::Null) ++position;
    item = kind == NodeKind::Array ? item + 1 : document.end(item);
  }
  return position;
}

/// Whether a path can name a member without backticks.
bool is_identifier(std::string_view name) {
  constexpr std::string_view kKeywords[] = {"and", "div", "false", "implies",
                                            "mod", "or",  "true",  "xor"};
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto is_part = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && is_letter(name[0]) && std::ranges::all_of(name, is_part) &&
         std::ranges::find(kKeywords, name) == std::end(kKeywords);
}

void append_name(std::string& path, std::string_view name) {
  if (is_identifier(name)) {
    path += name;
    return;
  }
  path += '`';
  for (const char c : name) {
    if (c == '`' || c == '\\') path += '\\';
    path += c;
  }
  path += '`';
}

}  // namespace

Node root_node(const Document& document, const Model* model, TypeId type) {
  return {&document, 0, type_of_member(document, model, type, 0)};
}

void append_children(const Model* model, const Node& node, NameId name, std::vector<Node>& out) {
  const Document& document = *node.document;
  if (name == kNoName || !has_members(document, node.index)) return;
  if (model == nullptr || node.type == kNoType) {
    const NodeIndex member = document.find(node.index, name);
    if (member != kNoNode) append_items(document, model, kNoType, member, out);
    return;
  }
  const std::span<const Element> rows = model->elements(node.type, name);
  if (rows.size() == 1) {
    const NodeIndex member = document.find(node.index, rows[0].json);
    if (member != kNoNode) append_items(document, model, rows[0].type, member, out);
  } else if (!rows.empty()) {
    for (const NodeIndex member : document.children(node.index)) {
      const NameId key = document.key(member);
      const auto row = std::ranges::find(rows, key, &Element::json);
      if (row != rows.end()) append_items(document, model, row->type, member, out);
    }
  } else if (name == name::resourceType) {
    const NodeIndex member = resource_type_member(model, node);
    if (member != kNoNode && document.kind(member) == NodeKind::String)
      out.push_back({&document, member, system_type::String});
  }
}

void append_all_children(const Model* model, const Node& node, std::vector<Node>& out) {
  const Document& document = *node.document;
  if (!has_members(document, node.index)) return;
  const bool typed = model != nullptr && node.type != kNoType;
  const NodeIndex resource_type = resource_type_member(model, node);
  for (const NodeIndex member : document.children(node.index)) {
    const NameId key = document.key(member);
    if (key == kValueKey || member == resource_type) continue;
    const Element* const element = element_of(model, node.type, key);
    if (typed && element == nullptr) continue;
    append_items(document, model, typed ? element->type : kNoType, member, out);
  }
}

std::string_view element_name(const Model* model, const Node& node, TypeId root_type) {
  const Document& document = *node.document;
  const NodeIndex owner = document.owner(node.index);
  if (owner == kNoNode) return {};
  const NameId key = document.key(node.index);
  return name_in(document, element_of(model, type_of(document, model, owner, root_type), key), key);
}

std::string path_of(const Model* model, const Node& node, bool short_form, TypeId root_type) {
  const Document& document = *node.document;
  if (node.index == 0 && root_type == kNoType) root_type = node.type;
  const std::vector<Node> chain = typed_chain(document, model, node.index, root_type);
  std::string path(document.resource_type(chain.front().index));
  if (path.empty() && model != nullptr) path = model->name(chain.front().type);
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const NodeIndex index = chain[i].index;
    const NameId key = document.key(index);
    if (key == kValueKey) break;
    const Element* const element = element_of(model, chain[i - 1].type, key);
    if (!path.empty()) path.push_back('.');
    append_name(path, name_in(document, element, key));
    const bool in_array = document.kind(document.parent(index)) == NodeKind::Array;
    if (!short_form || in_array || (element != nullptr && element->many))
      path.append("[").append(std::to_string(position_of_item(document, index))).append("]");
  }
  return path;
}

TypeId type_of(const Document& document, const Model* model, NodeIndex index, TypeId root_type) {
  return typed_chain(document, model, index, root_type).back().type;
}

Node containing_resource(const Model* model, const Node& node) {
  const std::vector<Node> chain = typed_chain(*node.document, model, node.index, kNoType);
  for (auto link = chain.rbegin(); link != chain.rend(); ++link)
    if (is_resource(model, *link)) return *link;
  return chain.front();
}

TypeId type_of_member(const Document& document, const Model* model, TypeId declared,
                     NodeIndex member) {
  if (model == nullptr) return kNoType;
  if (declared != kNoType && model->kind(declared) != TypeKind::Resource) return declared;
  const std::string_view name = document.resource_type(member);
  if (name.empty()) return declared;
  const TypeId type = model->find_type(name);
  return type != kNoType && model->kind(type) == TypeKind::Resource ? type : kNoType;
}

bool has_value(const Node& node) {
  return node.document->value_of(node.index) != kNoNode;
}

}  // namespace kiln
