#include "vm/sort.h"

#include <algorithm>
#include <compare>
#include <numeric>

#include "runtime/builtin/comparison.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln::core {

SortMachine::SortMachine(Evaluation& evaluation, Items items, std::uint32_t selectors)
    : evaluation_(evaluation), items_(items), selectors_(selectors) {
  Arena& arena = evaluation.arena();
  const std::uint32_t columns = std::max(selectors, 1U);
  order_ = arena.array<std::uint32_t>(items.size());
  std::iota(order_, order_ + items.size(), 0U);
  merged_ = arena.array<std::uint32_t>(items.size());
  keys_ = arena.array<Item>(std::size_t{columns} * items.size());
  descending_ = arena.array<bool>(columns);
  std::fill_n(descending_, columns, false);
  runs_ = arena.array<Run>(columns);
  push(0, 0, items.size());
}

void SortMachine::push(std::uint32_t selector, std::uint32_t begin, std::uint32_t end) {
  runs_[depth_++] = {selector, begin, end, begin, false};
}

Expected<std::uint32_t> SortMachine::next() {
  while (depth_ > 0) {
    Run& run = runs_[depth_ - 1];
    if (!run.is_sorted) {
      if (run.next < run.end && selectors_ > 0) {
        position_ = order_[run.next++];
        return run.selector;
      }
      for (; run.next < run.end; ++run.next) {
        KILN_TRY(keys_[run.next],
                 system_value(evaluation_.model(), items_[run.next], evaluation_.arena()));
      }
      KILN_CHECK(merge_sort(run));
      run.is_sorted = true;
      run.next = run.begin;
    }
    if (run.selector + 1 >= selectors_ || run.next >= run.end) {
      --depth_;
      continue;
    }
    const std::uint32_t begin = run.next;
    for (++run.next; run.next < run.end; ++run.next) {
      KILN_TRY(const auto same, compare_keys(run, order_[begin], order_[run.next]));
      if (same != 0) break;
    }
    if (run.next - begin > 1) push(run.selector + 1, begin, run.next);
  }
  return selectors_;
}

void SortMachine::key(const Item& value, bool descending) {
  const Run& run = runs_[depth_ - 1];
  keys_of(run)[position_] = value;
  descending_[run.selector] = descending;
}

/// An empty key is lower than all others; equal ones tie.
Expected<std::strong_ordering> SortMachine::compare_keys(const Run& run, std::uint32_t a,
                                                         std::uint32_t b) {
  const Item& left = keys_of(run)[a];
  const Item& right = keys_of(run)[b];
  KILN_CHECK(evaluation_.charge());
  std::strong_ordering order = !left.is_none() <=> !right.is_none();
  if (!left.is_none() && !right.is_none()) {
    KILN_TRY(const PartialOrdering known, compare(evaluation_, left, right));
    if (!known) {
      return fail(ErrorCode::NotComparable, "two of the keys have no order between them");
    }
    order = *known;
  }
  return descending_[run.selector] ? 0 <=> order : order;
}

/// Stable, from runs of one item upwards.
Expected<void> SortMachine::merge_sort(const Run& run) {
  std::uint32_t* const order = order_ + run.begin;
  const std::uint64_t size = run.end - run.begin;
  for (std::uint64_t width = 1; width < size; width *= 2) {
    for (std::uint64_t begin = 0; begin < size; begin += 2 * width) {
      const std::uint64_t middle = std::min(begin + width, size);
      const std::uint64_t end = std::min(begin + 2 * width, size);
      std::uint64_t left = begin;
      std::uint64_t right = middle;
      for (std::uint64_t to = begin; to < end; ++to) {
        bool take_right = left == middle;
        if (left < middle && right < end) {
          KILN_TRY(const auto less, compare_keys(run, order[right], order[left]));
          take_right = less < 0;
        }
        merged_[to] = order[take_right ? right++ : left++];
      }
    }
    std::copy_n(merged_, size, order);
  }
  return {};
}

Items SortMachine::sorted() {
  Item* const result = evaluation_.arena().array<Item>(items_.size());
  for (std::uint32_t i = 0; i < items_.size(); ++i) result[i] = items_[order_[i]];
  return {result, items_.size()};
}

}  // namespace kiln::core
