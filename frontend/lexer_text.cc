// Escapes of strings and delimited identifiers (specification, "String").
#include "frontend/lexer.h"
#include "runtime/text/escape.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

/// What a backslash and `c` stand for, or nothing if the backslash is to be ignored.
std::optional<char> simple_escape(char c) {
  switch (c) {
    case '\'':
    case '"':
    case '`':
    case '\\':
    case '/':
      return c;
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string_view Lexer::decode(std::size_t start, std::size_t end) {
  char* const out = text_.reserve();
  std::size_t size = 0;
  const std::string_view source = source_.substr(0, end);
  for (std::size_t i = start; i < end;) {
    if (source_[i] != '\\') {
      out[size++] = source_[i++];
      continue;
    }
    if (const auto unit = unicode_escape(source.substr(i))) {
      char32_t character = *unit;
      std::size_t length = kUnicodeEscapeSize;
      if (is_high_surrogate(*unit)) {
        const auto low = unicode_escape(source.substr(i + length));
        if (low && is_low_surrogate(*low)) {
          character = join_surrogates(*unit, *low);
          length += kUnicodeEscapeSize;
        }
      }
      if (!utf8::is_scalar_value(character)) {
        report(ErrorCode::InvalidEscape, i, i + length, "half of a surrogate pair is no character",
               is_high_surrogate(character) ? "a unit from \\uDC00 to \\uDFFF must follow"
                                            : "a unit from \\uD800 to \\uDBFF must stand before");
        character = utf8::kReplacement;
      }
      size += utf8::encode(character, out + size);
      i += length;
    } else if (const auto escaped = i + 1 < end ? simple_escape(source_[i + 1]) : std::nullopt) {
      out[size++] = *escaped;
      i += 2;
    } else {
      ++i;
    }
  }
  return text_.commit(size);
}

}  // namespace kiln::core
