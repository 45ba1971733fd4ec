// Escapes of strings and delimited identifiers (specification, "String").
#include "frontend/lexer.h"
#include "frontend/unicode.h"

namespace kiln {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The code unit of the \uXXXX at `position`, if there is one before `end`.
std::optional<char32_t> code_unit(std::string_view source, std::size_t position, std::size_t end) {
  constexpr std::size_t kLength = sizeof("\\uXXXX") - 1;
  if (end - position < kLength || source[position] != '\\' || source[position + 1] != 'u') {
    return std::nullopt;
  }
  char32_t unit = 0;
  for (std::size_t i = position + 2; i < position + kLength; ++i) {
    const int digit = hex_value(source[i]);
    if (digit < 0) return std::nullopt;
    unit = unit * 16 + static_cast<char32_t>(digit);
  }
  return unit;
}

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

bool is_high_surrogate(char32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

}  // namespace

std::string_view Lexer::decode(std::size_t start, std::size_t end) {
  constexpr std::size_t kUnitLength = 6;
  char* const out = text_.reserve();
  std::size_t size = 0;
  for (std::size_t i = start; i < end;) {
    if (source_[i] != '\\') {
      out[size++] = source_[i++];
      continue;
    }
    if (const auto unit = code_unit(source_, i, end)) {
      char32_t character = *unit;
      std::size_t length = kUnitLength;
      if (is_high_surrogate(*unit)) {
        const auto low = code_unit(source_, i + length, end);
        if (low && is_low_surrogate(*low)) {
          character = 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
          length += kUnitLength;
        }
      }
      if (character >= 0xD800 && character <= 0xDFFF) {
        report(ErrorCode::InvalidEscape, i, i + length, "half of a surrogate pair is no character",
               is_high_surrogate(character) ? "a unit from \\uDC00 to \\uDFFF must follow"
                                            : "a unit from \\uD800 to \\uDBFF must stand before");
        character = 0xFFFD;
      }
      size += encode_utf8(character, out + size);
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

}  // namespace kiln
