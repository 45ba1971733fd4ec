// What a character looks like in a message and on a terminal.
#pragma once

#include <string>

namespace kiln::core {

/// "'€'", or "U+200B" for what cannot be seen.
std::string describe_character(char32_t character);

/// How a character is shown where it must not move the cursor or turn the line around: control
/// characters as their pictures, marks of direction and blanks without a width as U+FFFD. `width`
/// is in terminal columns.
struct Glyph {
  char32_t character = 0;
  int width = 1;
};
Glyph visible_glyph(char32_t character);

}  // namespace kiln::core
