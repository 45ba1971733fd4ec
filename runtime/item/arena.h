// Arena: the memory of one evaluation, given back all at once.
//
// After a few evaluations it holds one block of the greatest size that was ever needed (its
// high-water mark), and allocates nothing any more.
//
// There is no limit here: who evaluates compares bytes() with its limit wherever it charges fuel,
// and what is allocated between two such places is bounded by the limits on strings and items.
// std::bad_alloc is caught at the doors of vm/ and of engine/.
//
// AddressSanitizer is told what is allocated: it finds who uses what was given back, and who reads
// beyond an allocation.
//
// Thread-safety: one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "runtime/item/poison.h"

namespace kiln::core {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Memory aligned to 16 bytes, valid until reset().
  void* allocate(std::size_t bytes) {
    const std::size_t size = aligned(bytes);
    if (size > static_cast<std::size_t>(end_ - next_)) return allocate_in_new_block(bytes);
    std::byte* const result = next_;
    next_ += size;
    unpoison(result, bytes);
    return result;
  }

  /// Uninitialised. T must be trivial to destroy and need no more than 16 bytes of alignment.
  template <class T>
  T* array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
    return static_cast<T*>(allocate(count * sizeof(T)));
  }

  template <class T>
  const T* make(const T& value) {
    return new (array<T>(1)) T(value);
  }

  /// Never a null pointer, which some libraries do not take for an empty text.
  std::string_view copy(std::string_view text) {
    if (text.empty()) return "";
    char* const bytes = array<char>(text.size());
    std::memcpy(bytes, text.data(), text.size());
    return {bytes, text.size()};
  }

  /// Bytes that are in use since the last reset().
  std::size_t bytes() const { return used_before_ + static_cast<std::size_t>(next_ - begin_); }

  /// Forgets everything; what was one block stays, several become one.
  void reset();

  /// A place to go back to: what was allocated since is given back, but for what has needed a new
  /// block, which stays until reset(). REQUIRES of rewind(): none of it is in use any more.
  struct Mark {
    std::byte* block;
    std::byte* next;
  };
  Mark mark() const { return {begin_, next_}; }
  void rewind(const Mark& mark) {
    if (mark.block != begin_) return;
    poison(mark.next, static_cast<std::size_t>(next_ - mark.next));
    next_ = mark.next;
  }

 private:
  static constexpr std::size_t kAlignment = 16;
  static constexpr std::size_t kFirstBlock = 4096;

  struct Block {
    std::unique_ptr<std::byte[]> memory;
    std::size_t size;
  };

  static constexpr std::size_t aligned(std::size_t bytes) {
    return (bytes + kAlignment - 1) & ~(kAlignment - 1);
  }
  void* allocate_in_new_block(std::size_t bytes);
  void add_block(std::size_t size);

  std::byte* begin_ = nullptr;  ///< of the last block
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t used_before_ = 0;  ///< in the blocks before the last one
  std::vector<Block> blocks_;
};

/// Gives back what is allocated while it lives.
class ArenaScope {
 public:
  explicit ArenaScope(Arena& arena) : arena_(arena), mark_(arena.mark()) {}
  ~ArenaScope() { arena_.rewind(mark_); }
  ArenaScope(const ArenaScope&) = delete;
  ArenaScope& operator=(const ArenaScope&) = delete;

 private:
  Arena& arena_;
  Arena::Mark mark_;
};

}  // namespace kiln::core
