// §5.1 Existence.

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {
namespace {

/// Whether an item's Boolean is `wanted` for one of the items; an error if one is no Boolean.
/// An item without a value is neither true nor false.
Expected<bool> any_is(Call& call, bool wanted) {
  bool found = false;
  for (const Item& item : call.input) {
    KILN_TRY(const std::optional<Item> system, call.evaluation.value(item));
    if (!system) continue;
    const bool* value = std::get_if<bool>(&*system);
    if (value == nullptr) {
      return fail(ErrorCode::InputType,
                  "'" + std::string(call.signature.name) + "' is a function of Booleans");
    }
    found = found || *value == wanted;
  }
  return found;
}

/// Whether every item of `part` is a member of `whole`.
Expected<Collection> is_subset(Call& call, const Collection& part, const Collection& whole) {
  for (const Item& item : part) {
    KILN_TRY(const bool found, call.evaluation.is_member(item, whole));
    if (!found) return one(false);
  }
  return one(true);
}

}  // namespace

Expected<Collection> Empty(Call& call) {
  return one(call.input.empty());
}

Expected<Collection> Exists(Call& call) {
  if (!call.has(0)) return one(!call.input.empty());
  KILN_TRY(const Collection kept, Where(call));
  return one(!kept.empty());
}

Expected<Collection> All(Call& call) {
  // Every criterion is evaluated, so that an error in a later one is not hidden.
  bool all = true;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    KILN_TRY(const std::optional<bool> holds,
             call.criteria(0, call.scope.of(call.input[i], static_cast<std::int32_t>(i))));
    all = all && holds == std::optional(true);
  }
  return one(all);
}

Expected<Collection> AllTrue(Call& call) {
  KILN_TRY(const bool any_false, any_is(call, false));
  return one(!any_false);
}

Expected<Collection> AnyTrue(Call& call) {
  KILN_TRY(const bool any_true, any_is(call, true));
  return one(any_true);
}

Expected<Collection> AllFalse(Call& call) {
  KILN_TRY(const bool any_true, any_is(call, true));
  return one(!any_true);
}

Expected<Collection> AnyFalse(Call& call) {
  KILN_TRY(const bool any_false, any_is(call, false));
  return one(any_false);
}

Expected<Collection> SubsetOf(Call& call) {
  return is_subset(call, call.input, call.collection(0));
}
Expected<Collection> SupersetOf(Call& call) {
  return is_subset(call, call.collection(0), call.input);
}

Expected<Collection> Count(Call& call) {
  return one(Item(static_cast<std::int32_t>(call.input.size())));
}

Expected<Collection> Distinct(Call& call) {
  return call.evaluation.distinct(call.input);
}

Expected<Collection> IsDistinct(Call& call) {
  KILN_TRY(const Collection kept, call.evaluation.distinct(call.input));
  return one(kept.size() == call.input.size());
}

}  // namespace kiln::core::reference::functions
