#include "runtime/builtin/membership.h"

#include <algorithm>

#include "runtime/builtin/equality.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {

Expected<bool> is_member(Evaluation& evaluation, const Item& item, Items items) {
  for (const Item& other : items) {
    KILN_CHECK(evaluation.charge());
    if (const std::optional<bool> same = equal_scalars(item, other)) {
      if (*same) return true;
      continue;
    }
    KILN_TRY(const std::optional<bool> same, equal(evaluation, item, other));
    if (same == true) return true;
  }
  return false;
}

Expected<Items> distinct(Evaluation& evaluation, Items items) {
  // Nothing is copied up to the first item that falls out.
  std::uint32_t first = 0;
  for (; first < items.size(); ++first) {
    KILN_TRY(const bool seen, is_member(evaluation, items[first], items.slice(0, first)));
    if (seen) break;
  }
  if (first == items.size()) return items;
  ItemList kept(evaluation.arena());
  kept.append(items.slice(0, first));
  for (std::uint32_t i = first + 1; i < items.size(); ++i) {
    KILN_TRY(const bool seen, is_member(evaluation, items[i], kept.items()));
    if (!seen) kept.append(items[i]);
  }
  return kept.items();
}

Items joined(Evaluation& evaluation, Items a, Items b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  const std::uint32_t count = a.size() + b.size();
  Item* const items = evaluation.arena().array<Item>(count);
  std::ranges::copy(b, std::ranges::copy(a, items).out);
  return {items, count};
}

}  // namespace kiln::core
