// §5.3 Subsetting and §5.4 Combining. What is a part of the input is a view of it.

#include <algorithm>

#include "runtime/builtin/builtins.h"
#include "runtime/builtin/membership.h"

namespace kiln::core::builtins {
namespace {

constexpr std::int64_t kAll = INT32_MAX;

/// The items from `first` on, `count` of them at most; bounds beyond the collection are cut.
Items slice_of(Items items, std::int64_t first, std::int64_t count) {
  const auto size = static_cast<std::int64_t>(items.size());
  const std::int64_t begin = std::clamp<std::int64_t>(first, 0, size);
  const std::int64_t end = std::clamp<std::int64_t>(begin + count, begin, size);
  return items.slice(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin));
}

/// The items that are (`wanted`) or are not members of the argument.
Expected<Items> filter_by(const BuiltinCall& call, bool wanted) {
  KILN_CHECK(call.evaluation.charge(call.input.size()));
  ItemList kept(call.evaluation.arena());
  for (const Item& item : call.input) {
    KILN_TRY(const bool found, is_member(call.evaluation, item, call.arguments[0]));
    if (found == wanted) kept.append(item);
  }
  return kept.items();
}

}  // namespace

Expected<Items> Single(const BuiltinCall& call) {
  KILN_CHECK(call.single());
  return call.input;
}

Expected<Items> First(const BuiltinCall& call) {
  return slice_of(call.input, 0, 1);
}
Expected<Items> Last(const BuiltinCall& call) {
  return slice_of(call.input, std::int64_t{call.input.size()} - 1, 1);
}
Expected<Items> Tail(const BuiltinCall& call) {
  return slice_of(call.input, 1, kAll);
}

Expected<Items> Skip(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::int32_t> number, call.integer_argument(0));
  return number ? slice_of(call.input, *number, kAll) : call.none();
}

Expected<Items> Take(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::int32_t> number, call.integer_argument(0));
  return number ? slice_of(call.input, 0, *number) : call.none();
}

Expected<Items> Intersect(const BuiltinCall& call) {
  KILN_TRY(const Items common, filter_by(call, true));
  return distinct(call.evaluation, common);
}

Expected<Items> Exclude(const BuiltinCall& call) {
  return filter_by(call, false);
}

Expected<Items> Union(const BuiltinCall& call) {
  return distinct(call.evaluation, joined(call.evaluation, call.input, call.arguments[0]));
}

Expected<Items> Combine(const BuiltinCall& call) {
  // Order is kept in any case; the argument is looked at all the same.
  KILN_CHECK(call.boolean_argument(1));
  const std::uint64_t count = std::uint64_t{call.input.size()} + call.arguments[0].size();
  KILN_CHECK(call.evaluation.charge(count));
  KILN_CHECK(call.evaluation.check_size(count));
  KILN_CHECK(call.evaluation.check_memory(count * sizeof(Item)));
  return joined(call.evaluation, call.input, call.arguments[0]);
}

}  // namespace kiln::core::builtins
