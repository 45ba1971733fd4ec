// UTF-8 (RFC 3629) checked, read and written one Unicode scalar value ("character" in the
// specification) at a time. Tested by utf8_test.cc.
//
// REQUIRES, where nothing else is said: texts are well-formed UTF-8. Documents and expressions are
// checked where they enter; is_valid() is for bytes from elsewhere.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kiln::core::utf8 {

/// What stands for bytes that are no character.
inline constexpr char32_t kReplacement = 0xFFFD;

/// Offset of the first byte that starts no valid sequence; text.size() if there is none. A
/// surrogate, a code above U+10FFFF and an overlong form are not valid.
std::size_t first_invalid(std::string_view text);

inline bool is_valid(std::string_view text) {
  return first_invalid(text) == text.size();
}

/// Number of characters.
std::size_t length(std::string_view text);

constexpr bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the character that starts with `lead`.
constexpr std::size_t width(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

/// The byte offset `characters` further on, at most text.size().
std::size_t advance(std::string_view text, std::size_t offset, std::size_t characters);

/// The character at `offset`, which is moved behind it. REQUIRES: offset < text.size(). Bytes that
/// are not UTF-8 read as kReplacement, one at a time.
char32_t next(std::string_view text, std::size_t& offset);

/// Not a surrogate and not above U+10FFFF.
constexpr bool is_scalar_value(char32_t code) {
  return code < 0xD800 || (code > 0xDFFF && code <= 0x10FFFF);
}

/// Writes 1 to 4 bytes to `out` and returns how many. REQUIRES: a scalar value.
std::size_t encode(char32_t character, char* out);

/// REQUIRES: a scalar value.
void append(std::string& out, char32_t character);

}  // namespace kiln::core::utf8
