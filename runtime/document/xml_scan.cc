#include "runtime/document/xml_scan.h"

#include <algorithm>
#include <array>
#include <string>

#include "runtime/document/text_encoding.h"

namespace kiln::core {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kNone = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Char of the XML grammar.
bool is_xml_character(std::uint32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
}

/// "#10" and "#xA" without the & and the ; around them.
bool is_character_reference(std::string_view name) {
  if (!name.starts_with('#')) return false;
  const bool hexadecimal = name.starts_with("#x");
  const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
  std::uint32_t code_point = 0;
  for (const char c : digits) {
    const char lower = static_cast<char>(c | 0x20);
    const int digit = c >= '0' && c <= '9'                          ? c - '0'
                      : hexadecimal && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                                    : -1;
    if (digit < 0) return false;
    code_point = code_point * (hexadecimal ? 16 : 10) + static_cast<std::uint32_t>(digit);
    if (code_point > 0x10FFFF) return false;
  }
  return !digits.empty() && is_xml_character(code_point);
}

bool is_reference(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kPredefined{"amp", "apos", "gt", "lt", "quot"};
  return std::ranges::find(kPredefined, name) != kPredefined.end() || is_character_reference(name);
}

class Scanner {
 public:
  Scanner(std::string_view text, std::size_t start) : text_(text), at_(start) {}

  std::optional<Error> scan_document(std::uint32_t max_depth, std::uint64_t max_nodes) {
    max_depth_ = max_depth;
    max_nodes_ = max_nodes;
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    bool has_root = false;
    while (!error_) {
      while (at_ < text_.size() && is_space(text_[at_])) ++at_;
      if (at_ == text_.size()) break;
      if (text_[at_] != '<') {
        fail(at_, 1, "text outside of the root element");
      } else if (is_tag_start(at_ + 1)) {
        if (has_root) {
          fail(at_, 1, "second root element");
        } else {
          has_root = true;
          scan_element();
        }
      } else {
        scan_markup();
      }
    }
    if (!error_ && !has_root) fail(text_.size(), 0, "no root element");
    return std::move(error_);
  }

  /// Steps over an element that starts here.
  std::size_t scan_element() {
    std::uint32_t depth = 0;
    do {
      if (at_ >= text_.size()) {
        fail(at_, 0, "unexpected end of the document");
      } else if (text_[at_] != '<') {
        const std::size_t end = std::min(text_.find('<', at_), text_.size());
        check_references(at_, end);
        if (!is_blank(text_.substr(at_, end - at_))) count_node();
        at_ = end;
      } else if (text_.substr(at_).starts_with("</")) {
        step_behind(">", 2, "closing tag without its '>'");
        --depth;
      } else if (is_tag_start(at_ + 1)) {
        if (depth == max_depth_) {
          fail(at_, 1, "document nested deeper than " + std::to_string(max_depth_) + " levels",
               ErrorCode::DocumentTooDeep);
        } else if (!scan_tag()) {
          ++depth;
        }
      } else {
        scan_markup();
      }
    } while (depth != 0 && !error_);
    return at_;
  }

 private:
  static bool is_blank(std::string_view text) { return std::ranges::all_of(text, is_space); }

  bool count_node() {
    return ++nodes_ <= max_nodes_ ||
           fail(at_, 1, "document of more than " + std::to_string(max_nodes_) + " nodes",
                ErrorCode::DocumentTooLarge);
  }

  bool is_tag_start(std::size_t at) const { return at < text_.size() && is_name_start(text_[at]); }

  /// A start tag; true if it is closed at once.
  bool scan_tag() {
    const std::size_t start = at_;
    if (!count_node()) return false;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '>') {
        at_ = i + 1;
        return text_[i - 1] == '/';
      }
      if (c == '<') return fail(i, 1, "'<' within a tag");
      if (c != '"' && c != '\'') continue;
      const std::size_t close = text_.find(c, i + 1);
      if (close == kNone) return fail(i, 1, "attribute without its closing quote");
      if (const std::size_t less = text_.substr(i, close - i).find('<'); less != kNone)
        return fail(i + less, 1, "'<' in the value of an attribute: write '&lt;'");
      if (!check_references(i + 1, close) || !count_node()) return false;
      i = close;
    }
    return fail(start, 1, "tag without its '>'");
  }

  /// A comment, CDATA section or processing instruction.
  bool scan_markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return step_behind("-->", 4, "comment without its '-->'");
    if (rest.starts_with("<![CDATA[")) return step_behind("]]>", 9, "CDATA without its ']]>'");
    if (rest.starts_with("<?"))
      return check_declaration() && step_behind("?>", 2, "'<?' without '?>'");
    if (rest.starts_with("<!DOCTYPE"))
      return fail(at_, 9, "a DOCTYPE is refused: it could define entities",
                  ErrorCode::DoctypeRefused);
    return fail(at_, 1, "'<' that starts no tag");
  }

  /// The text is UTF-8, so a declaration of something else is wrong about it.
  bool check_declaration() {
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with("<?xml") || rest.size() < 6 || !is_space(rest[5])) return true;
    const std::string_view declaration = rest.substr(0, rest.find("?>"));
    const std::size_t name = declaration.find("encoding");
    if (name == kNone) return true;
    const std::size_t open = declaration.find_first_of("\"'", name);
    if (open == kNone) return true;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    std::string encoding(declaration.substr(open + 1, close - open - 1));
    std::ranges::transform(encoding, encoding.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
    if (encoding == "utf-8" || encoding == "us-ascii") return true;
    return fail(at_ + open + 1, encoding.size(), "XML in another encoding than UTF-8");
  }

  bool step_behind(std::string_view end, std::size_t from, std::string_view message) {
    const std::size_t found = text_.find(end, at_ + from);
    if (found == kNone) return fail(at_, from, std::string(message));
    at_ = found + end.size();
    return true;
  }

  bool check_references(std::size_t start, std::size_t end) {
    constexpr std::size_t kLongest = 12;  // "&#x10FFFF;", with some zeros before it
    for (;;) {
      const std::size_t found = text_.substr(start, end - start).find('&');
      if (found == kNone) return true;
      start += found;
      const std::string_view rest = text_.substr(start + 1, std::min(kLongest, end - start - 1));
      const std::size_t size = rest.find(';');
      if (size == kNone || !is_reference(rest.substr(0, size)))
        return fail(start, 1, "'&' that starts no reference to a character: write '&amp;'");
      start += size + 2;
    }
  }

  bool fail(std::size_t start, std::size_t size, std::string message,
            ErrorCode code = ErrorCode::XmlSyntax) {
    const std::size_t end = std::min(start + size, text_.size());
    error_ = Error{code,
                   {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)},
                   std::move(message),
                   {}};
    return false;
  }

  std::string_view text_;
  std::size_t at_;
  std::uint32_t max_depth_ = 0xFFFFFFFF;
  std::uint64_t nodes_ = 0;
  std::uint64_t max_nodes_ = UINT64_MAX;
  std::optional<Error> error_;
};

/// The first character that XML does not allow, or the size.
std::size_t first_bad_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0x20 && !is_space(text[i])) return i;
    const bool noncharacter = text[i] == '\xEF' && (text.substr(i).starts_with("\xEF\xBF\xBE") ||
                                                    text.substr(i).starts_with("\xEF\xBF\xBF"));
    if (noncharacter) return i;
  }
  return text.size();
}

}  // namespace

std::optional<Error> scan_xml(std::string_view text, std::uint32_t max_depth,
                              std::uint64_t max_nodes) {
  if (auto error = find_encoding_error(text)) return error;
  if (const std::size_t bad = first_bad_character(text); bad != text.size()) {
    const auto start = static_cast<std::uint32_t>(bad);
    return Error{ErrorCode::XmlSyntax, {start, start + 1}, "character that XML does not allow", {}};
  }
  return Scanner(text, 0).scan_document(max_depth, max_nodes);
}

std::size_t end_of_xml_element(std::string_view text, std::size_t start) {
  return Scanner(text, start).scan_element();
}

}  // namespace kiln::core
