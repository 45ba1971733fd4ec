#include "runtime/document/navigate.h"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <span>

#include "model/names.h"
#include "runtime/document/visit_children.h"

namespace kiln::core {
namespace {

/// The row of a member, nullptr where the model has none (or there is no model or no type).
const Element* element_of(const Model* model, TypeId parent, NameId key) {
  return model == nullptr || parent == kNoType ? nullptr : model->element_by_json(parent, key);
}

/// From the root to the node: the node and what owns it.
using Chain = boost::container::small_vector<NodeIndex, 64>;

Chain chain_to(const Document& document, NodeIndex index) {
  Chain chain;
  for (NodeIndex node = index; node != kNoNode; node = document.owner(node)) chain.push_back(node);
  std::ranges::reverse(chain);
  return chain;
}

std::span<const NodeIndex> behind_first(const Chain& chain) {
  return {chain.data() + 1, chain.size() - 1};
}

/// The first of a chain as an item. Items of a root array begin there.
Node first_of(const Document& document, const Model* model, NodeIndex index, TypeId root_type) {
  return {&document, index, type_of_member(document, model, root_type, index)};
}

/// The next one of a chain, which `above` owns.
Node below(const Model* model, const Node& above, NodeIndex index) {
  const Document& document = *above.document;
  const NameId key = document.key(index);
  if (key == kValueKey) {
    return {&document, index, model == nullptr ? kNoType : model->system_type_of(above.type)};
  }
  const Element* const element = element_of(model, above.type, key);
  const TypeId declared = element == nullptr ? kNoType : element->type;
  return {&document, index, type_of_member(document, model, declared, index)};
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

NodeIndex resource_type_member(const Model* model, const Node& node) {
  if (node.document->kind(node.index) != NodeKind::Object) return kNoNode;
  if (element_of(model, node.type, name::resourceType) != nullptr) return kNoNode;
  return node.document->find(node.index, name::resourceType);
}

void append_children(const Model* model, const Node& node, NameId name, std::vector<Node>& out) {
  visit_children(model, node, name, [&](const Node& child) { out.push_back(child); });
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
    visit_items(document, model, typed ? element->type : kNoType, member,
                [&](const Node& child) { out.push_back(child); });
  }
}

std::string_view element_name(const Model* model, const Node& node, TypeId root_type) {
  const Document& document = *node.document;
  const NodeIndex owner = document.owner(node.index);
  if (owner == kNoNode) return {};
  const NameId key = document.key(node.index);
  return name_in(document, element_of(model, type_of(document, model, owner, root_type), key), key);
}

std::string path_of(const Model* model, const Node& node, bool short_form, TypeId root_type,
                    std::string buffer) {
  const Document& document = *node.document;
  if (node.index == 0 && root_type == kNoType) root_type = node.type;
  const Chain chain = chain_to(document, node.index);
  Node above = first_of(document, model, chain.front(), root_type);
  std::string& path = buffer;
  path = document.resource_type(above.index);
  if (path.empty() && model != nullptr) path = model->name(above.type);
  for (const NodeIndex index : behind_first(chain)) {
    const NameId key = document.key(index);
    if (key == kValueKey) break;
    const Element* const element = element_of(model, above.type, key);
    if (!path.empty()) path.push_back('.');
    append_name(path, name_in(document, element, key));
    const bool in_array = document.kind(document.parent(index)) == NodeKind::Array;
    if (!short_form || in_array || (element != nullptr && element->many))
      path.append("[").append(std::to_string(position_of_item(document, index))).append("]");
    above = below(model, above, index);
  }
  return buffer;
}

TypeId type_of(const Document& document, const Model* model, NodeIndex index, TypeId root_type) {
  const Chain chain = chain_to(document, index);
  Node node = first_of(document, model, chain.front(), root_type);
  for (const NodeIndex next : behind_first(chain)) node = below(model, node, next);
  return node.type;
}

Node containing_resource(const Model* model, const Node& node) {
  const Document& document = *node.document;
  const Chain chain = chain_to(document, node.index);
  Node at = first_of(document, model, chain.front(), kNoType);
  Node resource = at;
  for (const NodeIndex next : behind_first(chain)) {
    at = below(model, at, next);
    if (is_resource(model, at)) resource = at;
  }
  return resource;
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

}  // namespace kiln::core
