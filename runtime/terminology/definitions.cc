#include "runtime/terminology/definitions.h"

#include "runtime/text/ascii.h"

namespace kiln::core::terminology {
namespace {

/// Takes a run of digits without its leading zeros from the front.
std::string_view take_number(std::string_view& text) {
  while (text.size() > 1 && text[0] == '0' && ascii::is_digit(text[1])) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && ascii::is_digit(text[length])) ++length;
  const std::string_view number = text.substr(0, length);
  text.remove_prefix(length);
  return number;
}

}  // namespace

Canonical::Canonical(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const std::size_t bar = text.find('|');
  url = text.substr(0, bar);
  if (bar != std::string_view::npos) version = text.substr(bar + 1);
}

bool version_less(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (ascii::is_digit(a[0]) && ascii::is_digit(b[0])) {
      const std::string_view left = take_number(a);
      const std::string_view right = take_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
    } else {
      if (a[0] != b[0]) return a[0] < b[0];
      a.remove_prefix(1);
      b.remove_prefix(1);
    }
  }
  return a.empty() && !b.empty();
}

}  // namespace kiln::core::terminology
