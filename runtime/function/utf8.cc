#include "runtime/function/utf8.h"

#include <utf8proc.h>

#include <algorithm>

namespace kiln::utf8 {

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text,
                              [](char c) { return (static_cast<unsigned char>(c) >> 7) != 0; });
}

namespace {

/// The character at the start of `text` and its width, or a negative width if it is malformed.
utf8proc_ssize_t read(std::string_view text, utf8proc_int32_t& code) {
  return utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                          static_cast<utf8proc_ssize_t>(text.size()), &code);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t bytes = read(text, code);
    if (bytes <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::size_t advance(std::string_view text, std::size_t offset, std::size_t characters) {
  while (characters > 0 && offset < text.size()) {
    offset += width(text[offset]);
    --characters;
  }
  return std::min(offset, text.size());
}

char32_t next(std::string_view text, std::size_t& offset) {
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x80) {
    ++offset;
    return byte;
  }
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t bytes = read(text.substr(offset), code);
  if (bytes <= 0) {
    ++offset;
    return U'\uFFFD';
  }
  offset += static_cast<std::size_t>(bytes);
  return static_cast<char32_t>(code);
}

void append(std::string& out, char32_t character) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t count =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

}  // namespace kiln::utf8
