// Context: what one thread runs programs with: registers, position hints, an Evaluation with its
// arena. Reused from run to run; in steady state a run allocates nothing.
//
// Thread-safety: one thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "compiler/bytecode/program.h"
#include "runtime/builtin/evaluation.h"
#include "vm/sort.h"

namespace kiln::core {

/// A variable whose name was computed, and those that were there before it.
struct ScopeEntry {
  std::string_view name;
  Items items;
  const ScopeEntry* outer;
};

/// A register: one value of one class; the program's verifier knows which.
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
  struct Members {
    const Document* document;
    NodeIndex next;  ///< where to look for the next item
    NodeIndex stop;
    TypeId type;
    bool is_resource;  ///< ProgramField
  } members;
  Item item;
  ItemList* list;
  SortMachine* sort;
  const ScopeEntry* scope;
  std::uint8_t truth;  ///< 0 false, 1 true

  Slot() : truth(0) {}

  static constexpr std::uint32_t kGrowing = UINT32_MAX;
  static constexpr std::uint8_t kUnknown = 2;
};
static_assert(sizeof(Slot) == 24);

class Context {
 public:
  Evaluation& evaluation() { return evaluation_; }
  /// Of the last run that failed.
  Error& error() { return error_; }

  /// What they hold is that of the run before: a program writes a register before it reads it.
  Slot* registers(std::uint32_t count) {
    if (registers_.size() < count) registers_.resize(count);
    return registers_.data();
  }

  /// How far behind their owners the members were that a program's fields have found last. A guess,
  /// whose user checks it: programs may share hints.
  class Hints {
   public:
    Hints(std::uint32_t* table, std::size_t first) : table_(table), first_(first) {}
    std::uint32_t& operator[](std::uint16_t field) const {
      return table_[(first_ + field) % kSize];
    }

   private:
    std::uint32_t* table_;
    std::size_t first_;
  };
  Hints hints(const Program& program) {
    return {hints_.data(), reinterpret_cast<std::uintptr_t>(&program) / alignof(Program) * 7};
  }

  /// The collections in `count` registers from `first` on, until the next call.
  std::span<const Items> arguments(std::uint16_t first, std::uint16_t count) {
    arguments_.clear();
    for (std::uint16_t n = 0; n < count; ++n) {
      const Slot::Collection& collection = registers_[std::size_t{first} + n].collection;
      arguments_.push_back({collection.data, collection.count});
    }
    return arguments_;
  }

 private:
  static constexpr std::size_t kSize = 1024;

  Evaluation evaluation_;
  Error error_;
  std::vector<Slot> registers_;
  std::vector<Items> arguments_;
  std::array<std::uint32_t, kSize> hints_{};
};

}  // namespace kiln::core
