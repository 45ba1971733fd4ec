// SortMachine: sort() (§5.2.4) as a machine that a program feeds with keys.
//
// Keys are evaluated one selector after the other: the first for all items in the order of the
// input; each further one only for items that tie so far, in the order so far. next() says whose
// key comes next.
#pragma once

#include <cstdint>

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

class SortMachine {
 public:
  /// With no selector the items are their own keys. All memory is the evaluation's arena.
  SortMachine(Evaluation& evaluation, Items items, std::uint32_t selectors);

  /// The selector whose key for item() is wanted, or the number of selectors when all is sorted.
  /// Errors: NotComparable, those of compare() and of system values, StepLimit.
  Expected<std::uint32_t> next();
  Items item() const { return items_.slice(position_, 1); }
  /// A System value, or None.
  void key(const Item& value, bool descending);
  Items sorted();

 private:
  /// Items [begin, end) of the order, which tie on all selectors before this one.
  struct Run {
    std::uint32_t selector, begin, end;
    std::uint32_t next;  ///< whose key comes next; then where the next run of ties begins
    bool is_sorted;
  };

  void push(std::uint32_t selector, std::uint32_t begin, std::uint32_t end);
  Item* keys_of(const Run& run) { return keys_ + std::size_t{run.selector} * items_.size(); }
  Expected<std::strong_ordering> compare_keys(const Run& run, std::uint32_t a, std::uint32_t b);
  Expected<void> merge_sort(const Run& run);

  Evaluation& evaluation_;
  Items items_;
  std::uint32_t selectors_;
  std::uint32_t position_ = 0;  ///< of item()
  std::uint32_t* order_;
  std::uint32_t* merged_;
  Item* keys_;        ///< by selector and position
  bool* descending_;  ///< by selector
  Run* runs_;         ///< a stack, at most one for each selector
  std::uint32_t depth_ = 0;
};

}  // namespace kiln::core
