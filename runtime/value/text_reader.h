// TextReader: takes fixed pieces from the front of a text, or says that they are not there.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/text/ascii.h"

namespace kiln::core {

class TextReader {
 public:
  explicit TextReader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  /// '\0' at the end.
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  /// All digits from here on: perhaps none.
  std::string_view take_digits() {
    std::size_t count = 0;
    while (count < rest_.size() && ascii::is_digit(rest_[count])) ++count;
    const std::string_view digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  /// From `least` to `most` digits, as many as there are. REQUIRES: most <= 9.
  std::optional<int> take_number(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int number = 0;
    while (count < most && count < rest_.size() && ascii::is_digit(rest_[count])) {
      number = number * 10 + (rest_[count] - '0');
      ++count;
    }
    if (count < least) return std::nullopt;
    rest_.remove_prefix(count);
    return number;
  }

 private:
  std::string_view rest_;
};

}  // namespace kiln::core
