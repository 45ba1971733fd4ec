// The operations of Machine that the loop over the instructions has in itself: those on members.
#pragma once

#include "vm/machine.h"

namespace kiln::core {

/// The member of an item, by its hint if that holds; kNoNode also for what has no members.
inline NodeIndex Machine::find(const Item& owner, std::uint16_t field) {
  if (!owner.is_node()) return kNoNode;
  const Document& document = *owner.document();
  const NameId key = program_.fields[field].key;
  std::uint32_t& hint = hints_[field];
  const NodeIndex guess = owner.index() + hint;
  if (guess < document.size() && document.link_of(guess) == Document::link(key, owner.index()))
      [[likely]] {
    return guess;
  }
  const NodeKind kind = document.kind(owner.index());
  if (kind != NodeKind::Object && kind != NodeKind::Primitive) return kNoNode;
  const NodeIndex found = document.find(owner.index(), key);
  if (found != kNoNode) hint = found - owner.index();
  return found;
}

/// A member that is one item, or none; whether it is no array. `member` may be `owner`.
inline bool Machine::only_member(const Item& owner, std::uint16_t field_index, Item& member) {
  const NodeIndex node = find(owner, field_index);
  if (node == kNoNode) {
    member = Item();
    return true;
  }
  const Document& document = *owner.document();
  const NodeKind kind = document.kind(node);
  if (kind == NodeKind::Array) return unusual();
  if (kind == NodeKind::Null) {
    member = Item();
    return true;
  }
  const ProgramField& field = program_.fields[field_index];
  const TypeId type = field.is_resource
                          ? type_of_member(document, evaluation_.model(), field.type, node)
                          : field.type;
  member = Item::node({&document, node, type});
  return true;
}

inline void Machine::enter(const Instruction& i) {
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
inline bool Machine::next_member(const Instruction& i) {
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
inline bool Machine::equal_text(const Instruction& i) {
  const Item& left = item(i.b);
  if (left.is_none()) {
    set(i.a, Truth());
    return true;
  }
  const Item& text = program_.constants[i.c].front();
  if (left.is_node()) {
    const Document& document = *left.document();
    const bool is_scalar = document.kind(left.index()) == NodeKind::String;
    const NodeIndex scalar = is_scalar ? left.index() : document.value_of(left.index());
    if (is_scalar || (scalar != kNoNode && document.kind(scalar) == NodeKind::String)) {
      set(i.a, Truth(document.text(scalar) == text.as_string()));
      return true;
    }
  }
  return set(i.a, compare(BinaryOperator::Equal, left, text));
}

inline bool Machine::append_item(const Instruction& i) {
  if (item(i.b).is_none()) return true;
  ItemList& list = *registers_[i.a].list;
  if (list.size() >= evaluation_.environment().limits.max_items) [[unlikely]] {
    return check(evaluation_.check_size(list.size() + 1ULL));
  }
  list.append(Item::copy(item(i.b)));
  return true;
}

}  // namespace kiln::core
