#include "runtime/text/escape.h"

#include "runtime/text/ascii.h"

namespace kiln::core {

std::optional<char32_t> unicode_escape(std::string_view text) {
  if (text.size() < kUnicodeEscapeSize || !text.starts_with("\\u")) return std::nullopt;
  char32_t unit = 0;
  for (const char c : text.substr(2, 4)) {
    const int digit = ascii::hex_value(c);
    if (digit < 0) return std::nullopt;
    unit = unit << 4 | static_cast<char32_t>(digit);
  }
  return unit;
}

}  // namespace kiln::core
