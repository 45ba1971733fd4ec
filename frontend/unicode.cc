#include "frontend/unicode.h"

#include <utf8proc.h>

#include <array>

#include "frontend/lexer.h"

namespace kiln {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool changes_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

DecodedCharacter decode_utf8(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return {lead, 1, true};
  utf8proc_int32_t character = 0;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &character);
  if (length <= 0) return {kReplacement, 1, false};
  return {static_cast<char32_t>(character), static_cast<std::size_t>(length), true};
}

std::size_t encode_utf8(char32_t character, char* out) {
  return static_cast<std::size_t>(utf8proc_encode_char(static_cast<utf8proc_int32_t>(character),
                                                       reinterpret_cast<utf8proc_uint8_t*>(out)));
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const DecodedCharacter next = decode_utf8(text.substr(i));
    if (!next.valid) return i;
    i += next.length;
  }
  return std::nullopt;
}

std::string describe_character(char32_t character) {
  const auto code = static_cast<utf8proc_int32_t>(character);
  if (utf8proc_charwidth(code) > 0 && !changes_direction(character) && character > 0x20 &&
      utf8proc_category(code) != UTF8PROC_CATEGORY_ZS) {
    std::array<char, 4> bytes{};
    return "'" + std::string(bytes.data(), encode_utf8(character, bytes.data())) + "'";
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
      character == 0x2028 || character == 0x2029) {
    return {kReplacement, 1};
  }
  return {character, utf8proc_charwidth(code)};
}

}  // namespace kiln
