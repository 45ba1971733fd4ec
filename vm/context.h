// Context: what one thread runs programs with: registers, an Evaluation with its arena. Reused from
// run to run; in steady state a run allocates nothing.
//
// Thread-safety: one thread.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/builtin/evaluation.h"
#include "vm/sort.h"

namespace kiln {

/// A variable whose name was computed, and those that were there before it.
struct ScopeEntry {
  std::string_view name;
  Items items;
  const ScopeEntry* outer;
};

/// A register: 16 bytes of one class; the program's verifier knows which.
union Slot {
  struct Collection {
    const Item* data;
    std::uint32_t count;
  } collection;
  struct Cursor {
    const void* source;   ///< the Items, or an ItemList that may grow
    std::uint32_t next;   ///< position behind the current item
    std::uint32_t count;  ///< of Items; kGrowing for an ItemList
  } cursor;
  ItemList* list;
  SortMachine* sort;
  const ScopeEntry* scope;
  std::uint8_t truth;  ///< 0 false, 1 true, 2 unknown

  static constexpr std::uint32_t kGrowing = UINT32_MAX;
};
static_assert(sizeof(Slot) == 16);

class Context {
 public:
  Evaluation& evaluation() { return evaluation_; }
  /// Uninitialised: a program writes a register before it reads it.
  Slot* registers(std::uint32_t count) {
    if (registers_.size() < count) registers_.resize(count);
    return registers_.data();
  }

 private:
  Evaluation evaluation_;
  std::vector<Slot> registers_;
};

}  // namespace kiln
