#include "runtime/document/json_lexeme.h"

#include <cstring>

#include "runtime/text/escape.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

/// What the character behind a backslash denotes; 0 if it denotes nothing on its own.
constexpr char simple_escape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '/':
      return '/';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

/// The letter behind the backslash in the short escape of a character, 0 if it has none.
constexpr char short_escape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

}  // namespace

bool is_json_number(std::string_view text) {
  const std::string terminated(text);
  return number_end(terminated.c_str()) == terminated.c_str() + terminated.size();
}

std::optional<Error> decode_json_string(std::string_view text, std::uint32_t offset,
                                        std::string& out) {
  const auto error_at = [offset](ErrorCode code, std::size_t at, std::size_t size,
                                 std::string message) {
    const auto start = static_cast<std::uint32_t>(offset + at);
    return Error{code, {start, static_cast<std::uint32_t>(start + size)}, std::move(message), {}};
  };
  std::size_t done = 0;
  while (done < text.size()) {
    const void* const found = std::memchr(text.data() + done, '\\', text.size() - done);
    if (found == nullptr) break;
    const std::size_t at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    out.append(text, done, at - done);
    if (const char c = simple_escape(text[at + 1])) {
      out.push_back(c);
      done = at + 2;
      continue;
    }
    const auto unit = unicode_escape(text.substr(at));
    if (!unit) return error_at(ErrorCode::JsonSyntax, at, 2, "invalid escape in a string");
    done = at + kUnicodeEscapeSize;
    if (!is_high_surrogate(*unit) && !is_low_surrogate(*unit)) {
      utf8::append(out, *unit);
      continue;
    }
    const auto low = unicode_escape(text.substr(done));
    if (is_low_surrogate(*unit) || !low || !is_low_surrogate(*low))
      return error_at(ErrorCode::LoneSurrogate, at, kUnicodeEscapeSize,
                      "escape of half a surrogate pair, which is no character");
    utf8::append(out, join_surrogates(*unit, *low));
    done += kUnicodeEscapeSize;
  }
  out.append(text, done);
  return std::nullopt;
}

void append_json_string(std::string_view text, std::string& out) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, done, at - done);
    done = at + 1;
    out.push_back('\\');
    if (const char letter = short_escape(c)) {
      out.push_back(letter);
    } else {
      out.append("u00");
      out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out.push_back(kHex[c & 0xF]);
    }
  }
  out.append(text, done);
  out.push_back('"');
}

}  // namespace kiln::core
