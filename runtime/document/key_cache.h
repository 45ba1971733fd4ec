// The ids of the member names that a parser saw last: short names are told apart in two comparisons
// of words. Private to this room.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "model/ids.h"

namespace kiln::core {

/// Direct-mapped, for names of up to kLongest bytes that hold no NUL.
class KeyCache {
  static_assert(std::endian::native == std::endian::little,
                "the masks keep the low bytes of words");

 public:
  static constexpr std::uint32_t kLongest = 16;

  /// A name as two words, padded with NULs.
  struct Key {
    std::uint64_t low;
    std::uint64_t high;
  };

  struct Entry {
    Key key{};
    NameId id = kNoName;  ///< kNoName: free
  };

  /// REQUIRES: size <= kLongest; kLongest bytes can be read from `name`.
  static Key key(const char* name, std::uint32_t size) {
    Key words;
    std::memcpy(&words, name, sizeof words);
    words.low &= kMasks[size].low;
    words.high &= kMasks[size].high;
    return words;
  }

  /// The only place where the key can be.
  Entry& operator[](const Key& key) {
    constexpr int kShift = 64 - std::bit_width(kEntries - 1);
    const std::uint64_t mixed =
        (key.low ^ std::rotl(key.high, 29) * 0xD6E8FEB86659FD93u) * 0x9E3779B97F4A7C15u;
    return entries_[mixed >> kShift];
  }

  static bool holds(const Entry& entry, const Key& key) {
    return ((entry.key.low ^ key.low) | (entry.key.high ^ key.high)) == 0 && entry.id != kNoName;
  }

  void clear() { entries_.fill({}); }

 private:
  static constexpr std::size_t kEntries = 512;

  static constexpr std::array<Key, kLongest + 1> kMasks = [] {
    std::array<Key, kLongest + 1> masks{};
    for (std::uint32_t size = 0; size <= kLongest; ++size) {
      const auto bytes = [](std::uint32_t count) {
        return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
      };
      masks[size] = {bytes(size), size > 8 ? bytes(size - 8) : 0};
    }
    return masks;
  }();

  std::array<Entry, kEntries> entries_{};
};

}  // namespace kiln::core
