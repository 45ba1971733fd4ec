#include "compiler/bytecode/listing.h"

#include <charconv>

#include "runtime/text/ascii.h"

namespace kiln::core::listing {
namespace {

struct Escape {
  char letter;
  char stands_for;
};
constexpr Escape kEscapes[] = {{'"', '"'}, {'\\', '\\'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}};

constexpr bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

constexpr bool is_of_word(char c) {
  return ascii::is_letter(c) || ascii::is_digit(c) || std::string_view("_.-+:").contains(c);
}

}  // namespace

std::string escape(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const Escape* found = nullptr;
    for (const Escape& escape : kEscapes) {
      if (escape.stands_for == c) found = &escape;
    }
    if (found != nullptr) {
      out.append({'\\', found->letter});
    } else if (is_control(c)) {
      out.append({'\\', 'x', kDigits[c >> 4 & 0xF], kDigits[c & 0xF]});
    } else {
      out += c;
    }
  }
  return out;
}

std::string quote(std::string_view text) {
  return '"' + escape(text) + '"';
}

void Line::skip_blanks() {
  while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
}

bool Line::take(char symbol) {
  skip_blanks();
  if (!rest_.starts_with(symbol)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool Line::take(std::string_view word) {
  const std::string_view before = rest_;
  if (this->word() == word) return true;
  rest_ = before;
  return false;
}

bool Line::at_end() {
  skip_blanks();
  return rest_.empty() || rest_.starts_with(';');
}

std::string_view Line::word() {
  skip_blanks();
  std::size_t size = 0;
  while (size < rest_.size() && is_of_word(rest_[size])) ++size;
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::optional<std::uint32_t> Line::number() {
  skip_blanks();
  std::uint32_t number = 0;
  const auto [stop, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
  if (failure != std::errc()) return std::nullopt;
  rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
  return number;
}

std::optional<Span> Line::span() {
  const auto start = number();
  if (!start || !rest_.starts_with("..")) return std::nullopt;
  rest_.remove_prefix(2);
  const auto end = number();
  return end ? std::optional(Span{*start, *end}) : std::nullopt;
}

std::optional<std::string> Line::quoted() {
  if (!take('"')) return std::nullopt;
  std::string text;
  while (!rest_.empty()) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '"') return text;
    if (c != '\\') {
      text += c;
      continue;
    }
    if (rest_.size() > 2 && rest_[0] == 'x') {
      const int high = ascii::hex_value(rest_[1]);
      const int low = ascii::hex_value(rest_[2]);
      if (high < 0 || low < 0) return std::nullopt;
      text += static_cast<char>(high << 4 | low);
      rest_.remove_prefix(3);
      continue;
    }
    const Escape* found = nullptr;
    for (const Escape& escape : kEscapes) {
      if (rest_.starts_with(escape.letter)) found = &escape;
    }
    if (found == nullptr) return std::nullopt;
    text += found->stands_for;
    rest_.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Line::numbered(char letter) {
  skip_blanks();
  if (rest_.size() < 2 || rest_[0] != letter || !ascii::is_digit(rest_[1])) return std::nullopt;
  rest_.remove_prefix(1);
  return number();
}

}  // namespace kiln::core::listing
