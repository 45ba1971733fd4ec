#include "runtime/text/utf8.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace kiln::core::utf8 {
namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them.
struct Lead {
  std::size_t size;  ///< of the sequence; 0 if the byte starts none
  unsigned char low;
  unsigned char high;
};

constexpr Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

/// Bytes of the character at `offset`; 0 if none stands there.
inline std::size_t sequence_size(std::string_view text, std::size_t offset) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const Lead first = lead(byte(offset));
  if (first.size <= 1) return first.size;
  if (text.size() - offset < first.size) return 0;
  if (byte(offset + 1) < first.low || byte(offset + 1) > first.high) return 0;
  for (std::size_t i = 2; i < first.size; ++i)
    if (!is_continuation(text[offset + i])) return 0;
  return first.size;
}

/// Behind the ASCII characters at `offset`, eight at a time: fewer than eight may be left.
std::size_t skip_ascii(std::string_view text, std::size_t offset) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  for (std::uint64_t bytes; text.size() - offset >= sizeof bytes; offset += sizeof bytes) {
    std::memcpy(&bytes, text.data() + offset, sizeof bytes);
    if ((bytes & kHighBits) != 0) break;
  }
  return offset;
}

/// Characters that start in the eight bytes at `bytes`.
std::size_t starts_in_word(const char* bytes) {
  constexpr std::uint64_t kLowBits = 0x0101010101010101;
  std::uint64_t word;
  std::memcpy(&word, bytes, sizeof word);
  return sizeof word -
         static_cast<std::size_t>(std::popcount((word >> 7 & ~(word >> 6)) & kLowBits));
}

}  // namespace

std::size_t first_invalid(std::string_view text) {
  std::size_t offset = 0;
  while ((offset = skip_ascii(text, offset)) < text.size()) {
    const std::size_t size = sequence_size(text, offset);
    if (size == 0) break;
    offset += size;
  }
  return offset;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  std::size_t offset = 0;
  for (; text.size() - offset >= 8; offset += 8) count += starts_in_word(text.data() + offset);
  for (; offset < text.size(); ++offset) count += is_continuation(text[offset]) ? 0 : 1;
  return count;
}

std::size_t advance(std::string_view text, std::size_t offset, std::size_t characters) {
  if (offset >= text.size()) return text.size();
  for (; characters >= 8 && text.size() - offset >= 8; offset += 8)
    characters -= starts_in_word(text.data() + offset);
  // The words can end within a character that was counted.
  while (offset < text.size() && is_continuation(text[offset])) ++offset;
  while (characters > 0 && offset < text.size()) {
    offset += width(text[offset]);
    --characters;
  }
  return std::min(offset, text.size());
}

char32_t next(std::string_view text, std::size_t& offset) {
  const auto first = static_cast<unsigned char>(text[offset]);
  if (first < 0x80) {
    ++offset;
    return first;
  }
  const std::size_t size = sequence_size(text, offset);
  if (size == 0) {
    ++offset;
    return kReplacement;
  }
  // A lead byte has one bit less of the character for each byte that follows.
  char32_t character = first & (0x7FU >> size);
  for (const char c : text.substr(offset + 1, size - 1))
    character = character << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  offset += size;
  return character;
}

std::size_t encode(char32_t character, char* out) {
  const auto trail = [character](int shift) {
    return static_cast<char>(0x80 | (character >> shift & 0x3F));
  };
  if (character < 0x80) {
    out[0] = static_cast<char>(character);
    return 1;
  }
  if (character < 0x800) {
    out[0] = static_cast<char>(0xC0 | character >> 6);
    out[1] = trail(0);
    return 2;
  }
  if (character < 0x10000) {
    out[0] = static_cast<char>(0xE0 | character >> 12);
    out[1] = trail(6);
    out[2] = trail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | character >> 18);
  out[1] = trail(12);
  out[2] = trail(6);
  out[3] = trail(0);
  return 4;
}

void append(std::string& out, char32_t character) {
  char bytes[4];
  out.append(bytes, encode(character, bytes));
}

}  // namespace kiln::core::utf8
