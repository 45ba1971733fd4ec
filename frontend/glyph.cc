#include "frontend/glyph.h"

#include <utf8proc.h>

#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

bool changes_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool is_invisible(char32_t c) {
  return c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

}  // namespace

std::string describe_character(char32_t character) {
  const auto code = static_cast<utf8proc_int32_t>(character);
  if (utf8proc_charwidth(code) > 0 && !changes_direction(character) && character > 0x20 &&
      utf8proc_category(code) != UTF8PROC_CATEGORY_ZS) {
    std::string quoted = "'";
    utf8::append(quoted, character);
    return quoted + "'";
  }
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string result = "U+";
  for (int shift = character > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) {
    result += kDigits[(character >> shift) & 0xF];
  }
  return result;
}

Glyph visible_glyph(char32_t character) {
  if (character < 0x20) return {0x2400 + character, 1};
  if (character < 0x7F) return {character, 1};
  if (character == 0x7F) return {0x2421, 1};
  const auto code = static_cast<utf8proc_int32_t>(character);
  if (utf8proc_category(code) == UTF8PROC_CATEGORY_CC || changes_direction(character) ||
      is_invisible(character) || character == 0x2028 || character == 0x2029) {
    return {utf8::kReplacement, 1};
  }
  return {character, utf8proc_charwidth(code)};
}

}  // namespace kiln::core
