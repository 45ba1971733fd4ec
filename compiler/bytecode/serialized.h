// What serializer.cc and deserializer.cc share: the head of a file and its numbers.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiln::core::serialized {

inline constexpr std::string_view kMagic = "KILN";
inline constexpr std::size_t kChecksumOffset = 16;  ///< magic, version, table before it
inline constexpr std::size_t kHeadSize = 24;

/// Bits of the byte of options.
inline constexpr std::uint8_t kStrict = 1;
inline constexpr std::uint8_t kAsFilters = 2;
inline constexpr std::uint8_t kJsonChoiceNames = 4;

/// The digest of opcode.def.
std::uint64_t table();

template <std::unsigned_integral Number>
void put(std::string& out, Number number) {
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    out += static_cast<char>(static_cast<std::uint64_t>(number) >> 8 * i & 0xFF);
  }
}

/// REQUIRES: as many bytes.
template <std::unsigned_integral Number>
Number get(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  }
  return static_cast<Number>(number);
}

}  // namespace kiln::core::serialized
