// Operations on single items and on the members of one: those of the fused body.

#include "model/names.h"
#include "runtime/builtin/equality.h"
#include "runtime/builtin/navigation.h"
#include "runtime/item/system_value.h"
#include "vm/machine.h"

namespace kiln::core {

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
  return is_primitive ? Truth(kiln::core::has_value(item.as_node())) : Truth();
}

Expected<Truth> Machine::is_item(const Item& item, const ResolvedType& type) {
  if (item.is_none()) return evaluation_.is_v2() ? Truth() : Truth(false);
  return Truth(is_of_type(evaluation_, item, type));
}

}  // namespace kiln::core
