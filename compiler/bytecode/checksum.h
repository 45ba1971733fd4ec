// CRC-64 (ECMA-182, reflected): finds what storage and transport damage, no wilful change.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kiln::core {

class Checksum {
 public:
  constexpr void add(std::string_view bytes) {
    for (const char byte : bytes) {
      bits_ = kTable[(bits_ ^ static_cast<unsigned char>(byte)) & 0xFF] ^ bits_ >> 8;
    }
  }
  constexpr std::uint64_t value() const { return ~bits_; }

  static constexpr std::uint64_t of(std::string_view bytes) {
    Checksum checksum;
    checksum.add(bytes);
    return checksum.value();
  }

 private:
  static constexpr auto kTable = [] {
    constexpr std::uint64_t kPolynomial = 0xC96C5795D7870F42;
    std::array<std::uint64_t, 256> table{};
    for (std::uint64_t byte = 0; byte < table.size(); ++byte) {
      std::uint64_t bits = byte;
      for (int i = 0; i < 8; ++i) bits = bits >> 1 ^ ((bits & 1) != 0 ? kPolynomial : 0);
      table[byte] = bits;
    }
    return table;
  }();

  std::uint64_t bits_ = ~std::uint64_t{0};
};

}  // namespace kiln::core
