#include "runtime/function/string.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "runtime/text/utf8.h"

namespace kiln::core::strings {

namespace {

constexpr std::size_t kNotFound = std::string_view::npos;

/// Byte offset of `part` at or behind `from`. Well-formed UTF-8 is found only at the start of a
/// character. memmem is linear for any pattern, which std::string_view::find is not.
std::size_t find(std::string_view text, std::string_view part, std::size_t from = 0) {
  if (part.empty()) return from;
  if (part.size() > text.size() - from) return kNotFound;
  const void* hit = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  if (hit == nullptr) return kNotFound;
  return static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
}

/// Byte offset of the last occurrence. rfind costs |text| * |part|: longer parts are searched for
/// from the other end.
std::size_t find_last(std::string_view text, std::string_view part) {
  constexpr std::size_t kShort = 32;
  if (part.size() <= kShort || part.size() > text.size()) return text.rfind(part);
  const std::string reversed_text(text.rbegin(), text.rend());
  const std::string reversed_part(part.rbegin(), part.rend());
  const std::size_t hit = find(reversed_text, reversed_part);
  return hit == kNotFound ? kNotFound : text.size() - hit - part.size();
}

std::int32_t position(std::string_view text, std::size_t offset) {
  return offset == kNotFound ? -1 : length(text.substr(0, offset));
}

bool is_trimmed(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The full case folding of a character: up to three of them.
struct Folding {
  std::array<utf8proc_int32_t, 4> characters{};
  std::size_t count = 0;
};

Folding fold(char32_t character) {
  Folding folding;
  if (character < 0x80) {
    const bool upper = character >= U'A' && character <= U'Z';
    folding.characters[0] = static_cast<utf8proc_int32_t>(upper ? character + 32 : character);
    folding.count = 1;
    return folding;
  }
  int last_boundary_class = 0;
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(character), folding.characters.data(),
                              static_cast<utf8proc_ssize_t>(folding.characters.size()),
                              UTF8PROC_CASEFOLD, &last_boundary_class);
  folding.count = static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0));
  return folding;
}

constexpr char32_t kCapitalIWithDot = U'\u0130';
constexpr char32_t kCapitalSharpS = U'\u1E9E';

/// A character has an upper case of several characters (SpecialCasing.txt) if its case folding has
/// several, and that upper case is their upper cases; but for two capitals, which are their own.
void append_upper(std::string& out, char32_t character) {
  if (character != kCapitalIWithDot && character != kCapitalSharpS) {
    const Folding folding = fold(character);
    if (folding.count > 1) {
      for (std::size_t i = 0; i < folding.count; ++i)
        utf8::append(out, static_cast<char32_t>(utf8proc_toupper(folding.characters[i])));
      return;
    }
  }
  utf8::append(out,
               static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(character))));
}

void append_lower(std::string& out, char32_t character) {
  if (character == kCapitalIWithDot) {
    out += "i\u0307";
    return;
  }
  utf8::append(out,
               static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(character))));
}

/// Reads a text as §6.1.2.3 compares it: folded, every white space as one space.
class EquivalenceReader {
 public:
  explicit EquivalenceReader(std::string_view text) : text_(text) {}

  bool next(char32_t& character) {
    if (pending_ == folding_.count) {
      if (offset_ == text_.size()) return false;
      const char32_t raw = utf8::next(text_, offset_);
      folding_ = fold(is_white_space(raw) ? U' ' : raw);
      pending_ = 0;
    }
    character = static_cast<char32_t>(folding_.characters[pending_++]);
    return true;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  Folding folding_;
  std::size_t pending_ = 0;
};

/// REQUIRES: the text is not empty.
std::string_view take_character(std::string_view& text) {
  const std::string_view character =
      text.substr(0, std::min(utf8::width(text.front()), text.size()));
  text.remove_prefix(character.size());
  return character;
}

std::unexpected<Error> too_long(std::size_t max_bytes) {
  return fail(ErrorCode::StringLimit,
              "the resulting string is longer than " + std::to_string(max_bytes) + " bytes");
}

}  // namespace

std::int32_t length(std::string_view text) {
  return static_cast<std::int32_t>(utf8::length(text));
}

std::int32_t index_of(std::string_view text, std::string_view part) {
  return position(text, find(text, part));
}

std::int32_t last_index_of(std::string_view text, std::string_view part) {
  return position(text, find_last(text, part));
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix);
}

bool ends_with(std::string_view text, std::string_view suffix) {
  return text.ends_with(suffix);
}

bool contains(std::string_view text, std::string_view part) {
  return find(text, part) != kNotFound;
}

std::optional<std::string_view> substring(std::string_view text, std::int32_t start,
                                          std::optional<std::int32_t> length) {
  if (start < 0) return std::nullopt;
  const std::size_t first = utf8::advance(text, 0, static_cast<std::size_t>(start));
  if (first == text.size()) return std::nullopt;
  if (!length) return text.substr(first);
  if (*length <= 0) return text.substr(first, 0);
  const std::size_t last = utf8::advance(text, first, static_cast<std::size_t>(*length));
  return text.substr(first, last - first);
}

std::string upper(std::string_view text, std::string buffer) {
  buffer.clear();
  buffer.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const char c = text[offset];
    if (static_cast<unsigned char>(c) < 0x80) {
      buffer += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      ++offset;
    } else {
      append_upper(buffer, utf8::next(text, offset));
    }
  }
  return buffer;
}

std::string lower(std::string_view text, std::string buffer) {
  buffer.clear();
  buffer.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    const char c = text[offset];
    if (static_cast<unsigned char>(c) < 0x80) {
      buffer += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      ++offset;
    } else {
      append_lower(buffer, utf8::next(text, offset));
    }
  }
  return buffer;
}

Expected<std::string> replace(std::string_view text, std::string_view pattern,
                              std::string_view substitution, std::size_t max_bytes,
                              std::string buffer) {
  buffer.clear();
  if (pattern.empty()) {
    const std::size_t size = text.size() + (utf8::length(text) + 1) * substitution.size();
    if (size > max_bytes) return too_long(max_bytes);
    buffer.reserve(size);
    buffer += substitution;
    while (!text.empty()) {
      buffer += take_character(text);
      buffer += substitution;
    }
    return buffer;
  }
  std::size_t from = 0;
  for (std::size_t hit; (hit = find(text, pattern, from)) != kNotFound;) {
    buffer += text.substr(from, hit - from);
    buffer += substitution;
    if (buffer.size() > max_bytes) return too_long(max_bytes);
    from = hit + pattern.size();
  }
  buffer += text.substr(from);
  if (buffer.size() > max_bytes) return too_long(max_bytes);
  return buffer;
}

Parts to_chars(std::string_view text, Parts buffer) {
  buffer.clear();
  buffer.reserve(utf8::length(text));
  while (!text.empty()) buffer.push_back(take_character(text));
  return buffer;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_trimmed(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_trimmed(text.back())) text.remove_suffix(1);
  return text;
}

Parts split(std::string_view text, std::string_view separator, Parts buffer) {
  if (separator.empty() && !text.empty()) return to_chars(text, std::move(buffer));
  buffer.clear();
  std::size_t from = 0;
  for (std::size_t hit; !separator.empty() && (hit = find(text, separator, from)) != kNotFound;) {
    buffer.push_back(text.substr(from, hit - from));
    from = hit + separator.size();
  }
  buffer.push_back(text.substr(from));
  return buffer;
}

Expected<std::string> join(std::span<const std::string_view> parts, std::string_view separator,
                           std::size_t max_bytes, std::string buffer) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    size += parts[i].size() + (i == 0 ? 0 : separator.size());
    if (size > max_bytes) return too_long(max_bytes);
  }
  buffer.clear();
  buffer.reserve(size);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) buffer += separator;
    buffer += parts[i];
  }
  return buffer;
}

bool equivalent(std::string_view a, std::string_view b) {
  if (a == b) return true;
  EquivalenceReader left(a);
  EquivalenceReader right(b);
  for (;;) {
    char32_t x = 0;
    char32_t y = 0;
    const bool more_left = left.next(x);
    const bool more_right = right.next(y);
    if (more_left != more_right || x != y) return false;
    if (!more_left) return true;
  }
}

std::string equivalence_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  EquivalenceReader reader(text);
  for (char32_t character = 0; reader.next(character);) utf8::append(key, character);
  return key;
}

std::strong_ordering compare(std::string_view a, std::string_view b) {
  // The order of UTF-8 by unsigned bytes, which is that of char_traits, is that of code points.
  return a.compare(b) <=> 0;
}

bool is_white_space(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= 0x09 && c <= 0x0D);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace kiln::core::strings
