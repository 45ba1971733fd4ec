// §5.1 Existence.

#include "runtime/builtin/builtins.h"
#include "runtime/builtin/membership.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

/// Whether one of the items is `wanted`; InputType if one is no Boolean. An item without a value is
/// neither true nor false.
Expected<bool> any_is(const BuiltinCall& call, bool wanted) {
  Evaluation& evaluation = call.evaluation;
  KILN_CHECK(evaluation.charge(call.input.size()));
  bool found = false;
  for (const Item& item : call.input) {
    KILN_TRY(const Item value, system_value(evaluation.model(), item, evaluation.arena()));
    if (value.is_none()) continue;
    if (value.kind() != ItemKind::Boolean) {
      return fail(ErrorCode::InputType,
                  "'" + std::string(call.name) + "' is a function of Booleans");
    }
    found = found || value.as_boolean() == wanted;
  }
  return found;
}

/// Whether every item of `part` is a member of `whole`.
Expected<Items> is_subset(const BuiltinCall& call, Items part, Items whole) {
  KILN_CHECK(call.evaluation.charge(part.size()));
  for (const Item& item : part) {
    KILN_TRY(const bool found, is_member(call.evaluation, item, whole));
    if (!found) return call.one(false);
  }
  return call.one(true);
}

}  // namespace

Expected<Items> Empty(const BuiltinCall& call) {
  return call.one(call.input.empty());
}

Expected<Items> Exists(const BuiltinCall& call) {
  return call.one(!call.input.empty());
}

Expected<Items> AllTrue(const BuiltinCall& call) {
  KILN_TRY(const bool any_false, any_is(call, false));
  return call.one(!any_false);
}

Expected<Items> AnyTrue(const BuiltinCall& call) {
  KILN_TRY(const bool any_true, any_is(call, true));
  return call.one(any_true);
}

Expected<Items> AllFalse(const BuiltinCall& call) {
  KILN_TRY(const bool any_true, any_is(call, true));
  return call.one(!any_true);
}

Expected<Items> AnyFalse(const BuiltinCall& call) {
  KILN_TRY(const bool any_false, any_is(call, false));
  return call.one(any_false);
}

Expected<Items> SubsetOf(const BuiltinCall& call) {
  return is_subset(call, call.input, call.arguments[0]);
}
Expected<Items> SupersetOf(const BuiltinCall& call) {
  return is_subset(call, call.arguments[0], call.input);
}

Expected<Items> Count(const BuiltinCall& call) {
  return call.one(Item::integer(static_cast<std::int32_t>(call.input.size())));
}

Expected<Items> Distinct(const BuiltinCall& call) {
  return distinct(call.evaluation, call.input);
}

Expected<Items> IsDistinct(const BuiltinCall& call) {
  KILN_TRY(const Items kept, distinct(call.evaluation, call.input));
  return call.one(kept.size() == call.input.size());
}

}  // namespace kiln::core::builtins
