#include "runtime/document/position.h"

#include "runtime/text/utf8.h"

namespace kiln::core {

Position position_of(std::string_view text, std::uint32_t offset) {
  Position position;
  const std::string_view before = text.substr(0, offset);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const char c = before[i];
    const bool line_ends = c == '\n' || (c == '\r' && !text.substr(i + 1).starts_with('\n'));
    if (line_ends) {
      ++position.line;
      position.column = 1;
    } else if (!utf8::is_continuation(c) && c != '\r') {
      ++position.column;
    }
  }
  return position;
}

std::string place_of(std::string_view file, std::string_view text, std::uint32_t offset,
                     std::uint64_t first_line) {
  const Position position = position_of(text, offset);
  return std::string(file) + ':' + std::to_string(first_line + position.line - 1) + ':' +
         std::to_string(position.column);
}

}  // namespace kiln::core
