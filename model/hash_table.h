// A table from strings to small numbers that is made while compiling and lies in read-only memory.
//
// Open addressing with linear probing over the positions of a StringPool. At most half of the
// slots are taken, so an absent string costs one or two probes, and most of them end at the length.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kiln::core::model {

/// Strings one after the other; string i is text[offsets[i], offsets[i + 1]).
template <std::size_t kSize>
struct StringPool {
  const char* text;
  const std::array<std::uint16_t, kSize + 1>& offsets;

  constexpr std::string_view operator[](std::size_t i) const {
    return {text + offsets[i], static_cast<std::size_t>(offsets[i + 1] - offsets[i])};
  }
};

/// The bytes as a little-endian number; compilers make one load of it.
template <int kBytes>
constexpr std::uint64_t load(const char* bytes) {
  std::uint64_t word = 0;
  for (int i = 0; i < kBytes; ++i)
    word |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return word;
}

/// Mixes the length with the first and the last bytes, which tells almost all names apart.
constexpr std::uint32_t hash(std::string_view text) {
  const std::size_t size = text.size();
  const char* const data = text.data();
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  if (size >= 8) {
    head = load<8>(data);
    tail = load<8>(data + size - 8);
  } else if (size >= 4) {
    head = load<4>(data);
    tail = load<4>(data + size - 4);
  } else if (size != 0) {
    head = load<1>(data) | load<1>(data + size / 2) << 8 | load<1>(data + size - 1) << 16;
  }
  std::uint64_t mixed = (head ^ size) * 0x9E3779B97F4A7C15u;
  mixed ^= mixed >> 32;
  mixed = (mixed ^ tail) * 0xD6E8FEB86659FD93u;
  return static_cast<std::uint32_t>(mixed >> 32);
}

/// REQUIRES: kSlots is a power of two and at least 2 * kSize.
template <std::size_t kSize, std::size_t kSlots>
struct HashTable {
  static_assert(kSlots >= 2 * kSize && (kSlots & (kSlots - 1)) == 0 && kSize < 0xFFFF);
  static constexpr std::uint16_t kNone = 0xFFFF;

  std::array<std::uint16_t, kSlots> slots{};

  constexpr explicit HashTable(const StringPool<kSize>& pool) {
    slots.fill(kNone);
    for (std::size_t i = 0; i < kSize; ++i) {
      std::size_t slot = hash(pool[i]) % kSlots;
      while (slots[slot] != kNone) slot = (slot + 1) % kSlots;
      slots[slot] = static_cast<std::uint16_t>(i);
    }
  }

  /// Position of the text in the pool, or kNone.
  constexpr std::uint16_t find(const StringPool<kSize>& pool, std::string_view text) const {
    std::size_t slot = hash(text) % kSlots;
    while (slots[slot] != kNone && pool[slots[slot]] != text) slot = (slot + 1) % kSlots;
    return slots[slot];
  }
};

}  // namespace kiln::core::model
