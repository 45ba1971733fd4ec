#include "runtime/builtin/navigation.h"

#include "model/names.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/visit_children.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

/// A System.Quantity has two parts (§4.1.8).
Item quantity_part(Evaluation& evaluation, const QuantityView& quantity, NameId name) {
  if (name == name::value) return evaluation.decimal(quantity.value);
  if (name == name::unit) return Item::string(quantity.unit);
  return {};
}

bool is_primitive(const Model* model, const Item& node) {
  return model != nullptr && node.type() != kNoType &&
         model->kind(node.type()) == TypeKind::Primitive;
}

/// The member with the JSON name of a choice: `valueQuantity`.
void append_choice(const Model* model, const Node& node, NameId json, ItemList& out) {
  if (model == nullptr || node.type == kNoType) return;
  if (node.document->kind(node.index) != NodeKind::Object) return;
  const Element* const element = model->element_by_json(node.type, json);
  if (element == nullptr || !element->choice) return;
  const NodeIndex child = node.document->find(node.index, json);
  if (child != kNoNode) out.append(Item::node({node.document, child, element->type}));
}

/// Strict evaluation: a name that the item's type does not have is an error, not empty.
Expected<void> check_element(const Model* model, const Item& item, const PathName& name) {
  if (model == nullptr || item.type() == kNoType || name.id == name::resourceType) return {};
  if (name.id != kNoName && !model->elements(item.type(), name.id).empty()) return {};
  return fail(ErrorCode::UnknownElement, "'" + std::string(model->name(item.type())) +
                                             "' has no element '" + std::string(name.text) + "'");
}

bool is_named(const Model* model, const Item& item, const PathName& name) {
  if (!item.is_node()) return false;
  if (model == nullptr) return item.document()->resource_type(item.index()) == name.text;
  return name.type != kNoType && model->is_a(item.type(), name.type);
}

/// With `strict`, an item without such a member is checked to be of a type that can have it.
Expected<void> append_members_of(Evaluation& evaluation, const Item& item, NameId name,
                                 ItemList& out, const PathName* strict) {
  KILN_CHECK(evaluation.charge());
  if (item.kind() == ItemKind::Quantity) {
    const Item part = quantity_part(evaluation, item.as_quantity(), name);
    if (!part.is_none()) out.append(part);
    return {};
  }
  if (!item.is_node()) return {};
  const Model* const model = evaluation.model();
  // FHIR page, hasValue(): a primitive has its System value as a child.
  if (name == name::value && is_primitive(model, item)) {
    KILN_TRY(const Item system, system_value(model, item, evaluation.arena()));
    if (!system.is_none()) out.append(system);
    return {};
  }
  const Node node = item.as_node();
  const std::uint32_t before = out.size();
  visit_children(model, node, name, [&](const Node& child) {
    // `resourceType` is no element: what it names is a System.String.
    out.append(is_system_type(child.type) ? Item::string(child.document->text(child.index))
                                          : Item::node(child));
  });
  if (out.size() == before) [[unlikely]] {
    if (evaluation.environment().json_choice_names) append_choice(model, node, name, out);
    if (out.size() == before && strict != nullptr) return check_element(model, item, *strict);
  }
  return evaluation.check_size(out.size());
}

}  // namespace

PathName path_name(const Model* model, std::string_view text) {
  return {text, find_name(text), model == nullptr ? kNoType : model->find_type(text)};
}

Expected<Items> path_members(Evaluation& evaluation, Items focus, const PathName& name) {
  const PathName* const strict = evaluation.environment().strict ? &name : nullptr;
  ItemList found(evaluation.arena());
  for (const Item& item : focus) {
    const NameId id =
        name.id == kNoName && item.is_node() ? item.document()->find_name(name.text) : name.id;
    KILN_CHECK(append_members_of(evaluation, item, id, found, strict));
  }
  return found.items();
}

Expected<Items> root_member(Evaluation& evaluation, Items focus, const PathName& name) {
  const Model* const model = evaluation.model();
  if (focus.size() > 1) KILN_CHECK(evaluation.charge(focus.size()));
  std::uint32_t first = 0;
  while (first < focus.size() && !is_named(model, focus[first], name)) ++first;
  if (first == focus.size()) return path_members(evaluation, focus, name);
  if (focus.size() == 1) return focus;
  ItemList named(evaluation.arena());
  for (const Item& item : focus.slice(first, focus.size() - first)) {
    if (is_named(model, item, name)) named.append(item);
  }
  return named.items();
}

Expected<void> append_children(Evaluation& evaluation, Items items, ItemList& out) {
  const Model* const model = evaluation.model();
  const std::uint32_t before = out.size();
  for (const Item& item : items) {
    if (!item.is_node()) continue;
    if (is_primitive(model, item)) {
      const Expected<Item> value = system_value(model, item, evaluation.arena());
      if (value && !value->is_none()) out.append(*value);
    }
    std::vector<Node>& nodes = evaluation.scratch_nodes();
    append_all_children(model, item.as_node(), nodes);
    KILN_CHECK(evaluation.charge(1 + nodes.size()));
    for (const Node& node : nodes) out.append(Item::node(node));
    KILN_CHECK(evaluation.check_size(out.size() - before));
  }
  return {};
}

Expected<void> append_members(Evaluation& evaluation, const Item& item, NameId name,
                              ItemList& out) {
  return append_members_of(evaluation, item, name, out, nullptr);
}

Expected<Items> members(Evaluation& evaluation, const Item& item, NameId name) {
  ItemList found(evaluation.arena());
  KILN_CHECK(append_members(evaluation, item, name, found));
  return found.items();
}

Expected<std::optional<std::string_view>> string_value(Evaluation& evaluation, const Item& item) {
  if (item.is_none()) return std::nullopt;
  KILN_TRY(const Item value, system_value(evaluation.model(), item, evaluation.arena()));
  return value.kind() == ItemKind::String ? std::optional(value.as_string()) : std::nullopt;
}

Expected<std::optional<std::string_view>> string_member(Evaluation& evaluation, const Item& item,
                                                        NameId name) {
  KILN_TRY(const Items found, members(evaluation, item, name));
  if (found.size() != 1) return std::nullopt;
  return string_value(evaluation, found.front());
}

}  // namespace kiln::core
