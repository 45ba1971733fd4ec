#include "runtime/function/encoding.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>

#include "runtime/text/ascii.h"
#include "runtime/text/escape.h"
#include "runtime/text/utf8.h"

namespace kiln::core::strings {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void encode_hex(std::string& out, std::string_view text) {
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHexDigits[byte >> 4];
    out += kHexDigits[byte & 0xF];
  }
}

bool decode_hex(std::string& out, std::string_view text) {
  if (text.size() % 2 != 0) return false;
  out.reserve(out.size() + text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = ascii::hex_value(text[i]);
    const int low = ascii::hex_value(text[i + 1]);
    if (high < 0 || low < 0) return false;
    out += static_cast<char>(high * 16 + low);
  }
  return true;
}

using Alphabet = std::string_view;
constexpr Alphabet kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr Alphabet kUrlBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void encode_base64(std::string& out, std::string_view text, Alphabet alphabet) {
  out.reserve(out.size() + (text.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const std::size_t bytes = std::min<std::size_t>(3, text.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < bytes ? static_cast<unsigned char>(text[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= bytes ? alphabet[group >> (18 - 6 * k) & 0x3F] : '=';
  }
}

constexpr std::int8_t kNoDigit = -1;

constexpr std::array<std::int8_t, 256> digits_of(Alphabet alphabet) {
  std::array<std::int8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    digits[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
  return digits;
}

bool decode_base64(std::string& out, std::string_view text,
                   const std::array<std::int8_t, 256>& digits) {
  out.reserve(out.size() + text.size() / 4 * 3);
  std::uint32_t bits = 0;  // those of the last, incomplete group of four digits
  std::size_t count = 0;   // digits
  std::size_t padding = 0;
  for (char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    if (c == '=') {
      ++padding;
      continue;
    }
    const std::int8_t digit = digits[static_cast<unsigned char>(c)];
    if (digit == kNoDigit || padding > 0) return false;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if (++count % 4 == 0) {
      for (int shift = 16; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 0xFF);
      bits = 0;
    }
  }
  const std::size_t rest = count % 4;
  if (rest == 1 || (padding != 0 && (rest == 0 || rest + padding != 4))) return false;
  if (rest == 2) {
    if ((bits & 0xF) != 0) return false;
    out += static_cast<char>(bits >> 4);
  } else if (rest == 3) {
    if ((bits & 0x3) != 0) return false;
    out += static_cast<char>(bits >> 10 & 0xFF);
    out += static_cast<char>(bits >> 2 & 0xFF);
  }
  return true;
}

void encode_ascii(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size());
  for (char c : text) {
    if (static_cast<unsigned char>(c) < 0x80)
      out += c;
    else if (!utf8::is_continuation(c))
      out += '?';
  }
}

/// Appends what it makes of a text.
using Coder = void (*)(std::string& out, std::string_view text);
/// The same; whether it could.
using Decoder = bool (*)(std::string& out, std::string_view text);

struct Format {
  std::string_view name;
  Coder encode;
  Decoder decode;  ///< nullptr: cannot be decoded
};

constexpr Format kFormats[] = {
    {"hex", encode_hex, decode_hex},
    {"base64", [](std::string& out, std::string_view text) { encode_base64(out, text, kBase64); },
     [](std::string& out, std::string_view text) {
       static constexpr auto kDigits = digits_of(kBase64);
       return decode_base64(out, text, kDigits);
     }},
    {"urlbase64",
     [](std::string& out, std::string_view text) { encode_base64(out, text, kUrlBase64); },
     [](std::string& out, std::string_view text) {
       static constexpr auto kDigits = digits_of(kUrlBase64);
       return decode_base64(out, text, kDigits);
     }},
    {"ascii", encode_ascii, nullptr},
};

void escape_html(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t character = utf8::next(text, offset);
    switch (character) {
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'&':
        out += "&amp;";
        break;
      case U'"':
        out += "&quot;";
        break;
      case U'\'':
        out += "&#39;";
        break;
      default:
        if (character < 0x80)
          out += static_cast<char>(character);
        else
          out += "&#" + std::to_string(static_cast<std::uint32_t>(character)) + ";";
    }
  }
}

struct HtmlEntity {
  std::string_view name;
  char32_t character;
};

constexpr HtmlEntity kHtmlEntities[] = {
#define KILN_HTML_ENTITY(name, character) {name, character},
#include "runtime/function/html_entity.def"
#undef KILN_HTML_ENTITY
};
static_assert(std::ranges::is_sorted(kHtmlEntities, {}, &HtmlEntity::name));

void unescape_html(std::string& out, std::string_view text) {
  constexpr std::size_t kLongestReference = 16;  // leading zeros of a numeric one included
  out.reserve(out.size() + text.size());
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (text[offset] == '&') {
      const std::string_view rest = text.substr(offset + 1, kLongestReference + 1);
      const std::size_t end = rest.find(';');
      if (end != std::string_view::npos) {
        if (const auto character = html_character(rest.substr(0, end))) {
          utf8::append(out, *character);
          offset += end + 1;
          continue;
        }
      }
    }
    out += text[offset];
  }
}

struct JsonEscape {
  char letter;
  char character;
  bool written;  ///< by escape(); the others are only read
};

constexpr JsonEscape kJsonEscapes[] = {
    {'"', '"', true},    {'\\', '\\', true}, {'n', '\n', true}, {'r', '\r', true},
    {'t', '\t', true},   {'f', '\f', true},  {'b', '\b', true}, {'/', '/', false},
    {'\'', '\'', false}, {'`', '`', false},
};

void escape_json(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size());
  for (char c : text) {
    const auto* row = std::ranges::find_if(
        kJsonEscapes, [c](const JsonEscape& e) { return e.written && e.character == c; });
    if (row != std::end(kJsonEscapes)) {
      out += '\\';
      out += row->letter;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      encode_hex(out, {&c, 1});
    } else {
      out += c;
    }
  }
}

/// Appends the character of the escape at the start of `text`; its length, or 0 if there is none.
std::size_t append_json_escape(std::string& out, std::string_view text) {
  if (text.size() < 2) return 0;
  const auto* row = std::ranges::find(kJsonEscapes, text[1], &JsonEscape::letter);
  if (row != std::end(kJsonEscapes)) {
    out += row->character;
    return 2;
  }
  const auto unit = unicode_escape(text);
  if (!unit) return 0;
  if (utf8::is_scalar_value(*unit)) {
    utf8::append(out, *unit);
    return kUnicodeEscapeSize;
  }
  const auto second = unicode_escape(text.substr(kUnicodeEscapeSize));
  if (!is_high_surrogate(*unit) || !second || !is_low_surrogate(*second)) return 0;
  utf8::append(out, join_surrogates(*unit, *second));
  return 2 * kUnicodeEscapeSize;
}

void unescape_json(std::string& out, std::string_view text) {
  out.reserve(out.size() + text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t read =
        text[offset] == '\\' ? append_json_escape(out, text.substr(offset)) : 0;
    if (read == 0) out += text[offset];
    offset += std::max<std::size_t>(read, 1);
  }
}

struct Target {
  std::string_view name;
  Coder escape;
  Coder unescape;
};

constexpr Target kTargets[] = {
    {"html", escape_html, unescape_html},
    {"json", escape_json, unescape_json},
};

template <class Row>
const Row* find_row(std::span<const Row> rows, std::string_view name) {
  const auto row = std::ranges::find(rows, name, &Row::name);
  return row == rows.end() ? nullptr : &*row;
}

std::unexpected<Error> unknown(std::string_view what, std::string_view name,
                               std::string_view known) {
  return fail(ErrorCode::ArgumentValue,
              "unknown " + std::string(what) + " '" + std::string(name) + "'", {},
              "known are " + std::string(known));
}

std::string coded(Coder coder, std::string_view text, std::string buffer) {
  buffer.clear();
  coder(buffer, text);
  return buffer;
}

constexpr std::string_view kEncodeFormats = "'hex', 'base64', 'urlbase64' and 'ascii'";
constexpr std::string_view kDecodeFormats = "'hex', 'base64' and 'urlbase64'";
constexpr std::string_view kTargetNames = "'html' and 'json'";

}  // namespace

std::optional<char32_t> html_character(std::string_view reference) {
  if (!reference.starts_with('#')) {
    const auto* row = std::ranges::lower_bound(kHtmlEntities, reference, {}, &HtmlEntity::name);
    if (row == std::end(kHtmlEntities) || row->name != reference) return std::nullopt;
    return row->character;
  }
  reference.remove_prefix(1);
  const bool hexadecimal = reference.starts_with('x') || reference.starts_with('X');
  if (hexadecimal) reference.remove_prefix(1);
  std::uint32_t code = 0;
  const char* end = reference.data() + reference.size();
  const auto [stop, error] = std::from_chars(reference.data(), end, code, hexadecimal ? 16 : 10);
  if (error != std::errc{} || stop != end || code == 0 || !utf8::is_scalar_value(code))
    return std::nullopt;
  return code;
}

Expected<std::string> encode(std::string_view text, std::string_view format, std::string buffer) {
  const Format* row = find_row<Format>(kFormats, format);
  if (row == nullptr) return unknown("encoding", format, kEncodeFormats);
  return coded(row->encode, text, std::move(buffer));
}

Expected<std::optional<std::string>> decode(std::string_view text, std::string_view format,
                                            std::string buffer) {
  const Format* row = find_row<Format>(kFormats, format);
  if (row == nullptr || row->decode == nullptr) return unknown("encoding", format, kDecodeFormats);
  buffer.clear();
  if (!row->decode(buffer, text) || !utf8::is_valid(buffer)) return std::nullopt;
  return buffer;
}

Expected<std::string> escape(std::string_view text, std::string_view target, std::string buffer) {
  const Target* row = find_row<Target>(kTargets, target);
  if (row == nullptr) return unknown("escape target", target, kTargetNames);
  return coded(row->escape, text, std::move(buffer));
}

Expected<std::string> unescape(std::string_view text, std::string_view target, std::string buffer) {
  const Target* row = find_row<Target>(kTargets, target);
  if (row == nullptr) return unknown("escape target", target, kTargetNames);
  return coded(row->unescape, text, std::move(buffer));
}

}  // namespace kiln::core::strings
