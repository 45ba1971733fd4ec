// §5.3 Subsetting and §5.4 Combining.

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {
namespace {

/// The items from `first` on, `count` of them at most; bounds beyond the collection are cut.
Collection slice_of(const Collection& items, std::int64_t first, std::int64_t count) {
  const auto size = static_cast<std::int64_t>(items.size());
  const std::int64_t begin = std::clamp<std::int64_t>(first, 0, size);
  const std::int64_t end = std::clamp<std::int64_t>(begin + count, begin, size);
  return Collection(items.begin() + begin, items.begin() + end);
}

constexpr std::int64_t kAll = INT32_MAX;

Collection joined(const Collection& a, const Collection& b) {
  Collection both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

/// The items that are (`wanted`) or are not members of the argument.
Expected<Collection> filter_by(Call& call, bool wanted) {
  Collection kept;
  for (const Item& item : call.input) {
    KILN_TRY(const bool found, call.evaluation.is_member(item, call.collection(0)));
    if (found == wanted) kept.push_back(item);
  }
  return kept;
}

}  // namespace

Expected<Collection> Single(Call& call) {
  KILN_TRY(const std::optional<Item> item, call.single());
  return one(item);
}

Expected<Collection> First(Call& call) {
  return slice_of(call.input, 0, 1);
}
Expected<Collection> Last(Call& call) {
  return slice_of(call.input, static_cast<std::int64_t>(call.input.size()) - 1, 1);
}
Expected<Collection> Tail(Call& call) {
  return slice_of(call.input, 1, kAll);
}

Expected<Collection> Skip(Call& call) {
  KILN_TRY(const std::optional<std::int32_t> number, call.integer_argument(0));
  return number ? slice_of(call.input, *number, kAll) : none();
}

Expected<Collection> Take(Call& call) {
  KILN_TRY(const std::optional<std::int32_t> number, call.integer_argument(0));
  return number ? slice_of(call.input, 0, *number) : none();
}

Expected<Collection> Intersect(Call& call) {
  KILN_TRY(const Collection common, filter_by(call, true));
  return call.evaluation.distinct(common);
}

Expected<Collection> Exclude(Call& call) {
  return filter_by(call, false);
}

Expected<Collection> Union(Call& call) {
  return call.evaluation.distinct(joined(call.input, call.collection(0)));
}

Expected<Collection> Combine(Call& call) {
  // Order is kept in any case; the argument is looked at all the same.
  KILN_CHECK(call.boolean_argument(1));
  return joined(call.input, call.collection(0));
}

}  // namespace kiln::core::reference::functions
