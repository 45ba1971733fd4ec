// UTF-8 read and written one Unicode scalar value ("character" in the specification) at a time.
//
// REQUIRES, where nothing else is said: texts are well-formed UTF-8. Documents and string literals
// are checked where they enter; is_utf8() is for bytes from elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiln::utf8 {

/// Whether no byte has its high bit set: then a character is a byte.
bool is_ascii(std::string_view text);

/// Well-formed UTF-8: no surrogate, nothing above U+10FFFF, no overlong form.
bool is_utf8(std::string_view text);

/// Number of characters.
std::size_t length(std::string_view text);

inline bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Bytes of the character that starts with `lead`.
inline std::size_t width(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte < 0xC0) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

/// The byte offset `characters` further on, at most text.size().
std::size_t advance(std::string_view text, std::size_t offset, std::size_t characters);

/// The character at `offset`, which is moved behind it. REQUIRES: offset < text.size(). Bytes that
/// are not UTF-8 read as U+FFFD, one at a time.
char32_t next(std::string_view text, std::size_t& offset);

/// REQUIRES: a scalar value.
void append(std::string& out, char32_t character);

/// Not a surrogate and not above U+10FFFF.
inline bool is_scalar_value(std::uint32_t code) {
  return code < 0xD800 || (code > 0xDFFF && code <= 0x10FFFF);
}

}  // namespace kiln::utf8
