// The lexical grammar of JSON (RFC 8259) for one number, literal or string. Private to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/text/ascii.h"

namespace kiln::core {

constexpr bool is_json_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// The end of the number at `p`, nullptr if there is none. Reads up to the first character that
/// cannot continue it. REQUIRES: such a character comes, at the latest behind the text.
inline const char* number_end(const char* p) {
  if (*p == '-') ++p;
  if (*p == '0') {
    ++p;
  } else {
    if (!ascii::is_digit(*p)) return nullptr;
    while (ascii::is_digit(*p)) ++p;
  }
  if (*p == '.') {
    if (!ascii::is_digit(*++p)) return nullptr;
    while (ascii::is_digit(*p)) ++p;
  }
  if (*p == 'e' || *p == 'E') {
    ++p;
    if (*p == '+' || *p == '-') ++p;
    if (!ascii::is_digit(*p)) return nullptr;
    while (ascii::is_digit(*p)) ++p;
  }
  return p;
}

/// Whether the whole text is one JSON number.
bool is_json_number(std::string_view text);

/// Appends what the text between the quotes denotes. `offset` is that of the text in the source;
/// the span of an error is the escape's. REQUIRES: it has no unescaped quote and does not end
/// within an escape's backslash.
std::optional<Error> decode_json_string(std::string_view text, std::uint32_t offset,
                                        std::string& out);

/// Appends the text in quotes, with the escapes that JSON demands.
void append_json_string(std::string_view text, std::string& out);

}  // namespace kiln::core
