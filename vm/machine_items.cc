// Operations on single items and on the members of one: those of the fused body.

#include "model/names.h"
#include "runtime/builtin/equality.h"
#include "runtime/builtin/navigation.h"
#include "runtime/item/system_value.h"
#include "vm/machine.h"

namespace kiln {

/// The member of an item, by its hint if that holds; kNoNode also for what has no members.
NodeIndex Machine::find(const Item& owner, std::uint16_t field) {
  if (!owner.is_node()) return kNoNode;
  const Document& document = *owner.document();
  const NodeKind kind = document.kind(owner.index());
  if (kind != NodeKind::Object && kind != NodeKind::Primitive) return kNoNode;
  const NameId key = program_.fields[field].key;
  std::uint32_t& hint = hints_[field];
  const NodeIndex guess = owner.index() + hint;
  if (guess < document.size() && document.link_of(guess) == Document::link(key, owner.index()))
      [[likely]] {
    return guess;
  }
  const NodeIndex found = document.find(owner.index(), key);
  if (found != kNoNode) hint = found - owner.index();
  return found;
}

bool Machine::member(const Instruction& i) {
  const Item& owner = item(i.b);
  const NodeIndex node = find(owner, i.c);
  if (node == kNoNode) {
    set(i.a, Item());
    return true;
  }
  const Document& document = *owner.document();
  const NodeKind kind = document.kind(node);
  if (kind == NodeKind::Array) return unusual();
  if (kind == NodeKind::Null) {
    set(i.a, Item());
    return true;
  }
  const ProgramField& field = program_.fields[i.c];
  const TypeId type = field.is_resource
                          ? type_of_member(document, evaluation_.model(), field.type, node)
                          : field.type;
  set(i.a, Item::node({&document, node, type}));
  return true;
}

bool Machine::choice(const Instruction& i) {
  const Item& owner = item(i.b);
  if (owner.is_none()) {
    set(i.a, Item());
    return true;
  }
  const auto found = path_members(evaluation_, Items::one(owner), program_.names[i.c]);
  if (!found) return failed(found.error());
  if (found->size() > 1) return unusual();
  set(i.a, found->empty() ? Item() : found->front());
  return true;
}

void Machine::enter(const Instruction& i) {
  const Item& owner = item(i.b);
  const NodeIndex node = find(owner, i.c);
  Slot::Members& members = registers_[i.a].members;
  if (node == kNoNode) {
    members = {nullptr, 0, 0, kNoType, false};
    return;
  }
  const Document* const document = owner.document();
  const ProgramField& field = program_.fields[i.c];
  members = {document, node, document->end(node), field.type, field.is_resource};
}

/// Nested arrays are one, their nulls are not there.
bool Machine::next_member(const Instruction& i) {
  Slot::Members& members = registers_[i.b].members;
  while (members.next < members.stop) {
    const Document& document = *members.document;
    const NodeIndex node = members.next;
    const NodeKind kind = document.kind(node);
    if (kind == NodeKind::Array) {
      ++members.next;
      continue;
    }
    members.next = document.end(node);
    if (kind == NodeKind::Null) continue;
    const TypeId type = members.is_resource
                            ? type_of_member(document, evaluation_.model(), members.type, node)
                            : members.type;
    set(i.a, Item::node({&document, node, type}));
    return true;
  }
  set(i.a, Item());
  return false;
}

/// Whether an item whose type is one of texts has this one.
Expected<Truth> Machine::equal_text(const Item& item, const Item& text) {
  if (item.is_none()) return Truth();
  if (item.is_node()) {
    const Document& document = *item.document();
    const NodeIndex scalar = document.value_of(item.index());
    if (scalar != kNoNode && document.kind(scalar) == NodeKind::String) {
      return Truth(document.text(scalar) == text.as_string());
    }
  }
  return equal(evaluation_, item, text);
}

Expected<Truth> Machine::compare(BinaryOperator op, const Item& left, const Item& right) {
  KILN_TRY(const Items result, apply(evaluation_, op, Items::of(left), Items::of(right)));
  return result.empty() ? Truth() : Truth(result.front().as_boolean());
}

Expected<Item> Machine::compute(BinaryOperator op, const Item& left, const Item& right) {
  KILN_TRY(const Items result, apply(evaluation_, op, Items::of(left), Items::of(right)));
  return result.empty() ? Item() : result.front();
}

Truth Machine::has_value(const Item& item) const {
  const Model* const model = evaluation_.model();
  const bool is_primitive = item.is_node() && model != nullptr && item.type() != kNoType &&
                            model->kind(item.type()) == TypeKind::Primitive;
  return is_primitive ? Truth(kiln::has_value(item.as_node())) : Truth();
}

Expected<Truth> Machine::is_item(const Item& item, const ResolvedType& type) {
  if (item.is_none()) return evaluation_.is_v2() ? Truth() : Truth(false);
  return Truth(is_of_type(evaluation_, item, type));
}

}  // namespace kiln
