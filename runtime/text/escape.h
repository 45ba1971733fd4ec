// Escapes like `\u20ac` and the UTF-16 code units in them, as JSON and the language's own strings
// have them. Tested by escape_test.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace kiln::core {

/// Bytes of an escape.
inline constexpr std::size_t kUnicodeEscapeSize = 6;

/// The code unit of the escape at the start of `text`; nothing if there is none.
std::optional<char32_t> unicode_escape(std::string_view text);

constexpr bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

constexpr bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// The character of a surrogate pair.
constexpr char32_t join_surrogates(char32_t high, char32_t low) {
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

}  // namespace kiln::core
