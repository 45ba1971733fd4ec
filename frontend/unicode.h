// UTF-8 and widths on a terminal: what the frontend needs to know of Unicode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kiln {

struct DecodedCharacter {
  char32_t character = 0;
  std::size_t length = 0;  ///< bytes
  bool valid = true;
};

/// The first character of `text`; an invalid byte is U+FFFD of length 1. REQUIRES: !text.empty().
DecodedCharacter decode_utf8(std::string_view text);

/// Writes the UTF-8 of a scalar value to `out` and returns the number of bytes, 1 to 4.
std::size_t encode_utf8(char32_t character, char* out);

/// "'€'", or "U+200B" for what cannot be seen.
std::string describe_character(char32_t character);

/// How a character is shown where it must not move the cursor or turn the line around: control
/// characters as their pictures, marks of direction as U+FFFD. `width` is in terminal columns.
struct Glyph {
  char32_t character = 0;
  int width = 1;
};
Glyph visible_glyph(char32_t character);

}  // namespace kiln
