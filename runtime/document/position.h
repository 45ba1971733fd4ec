// Line and column of a place in a text, for messages.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kiln::core {

struct Position {
  std::uint32_t line = 1;    ///< from 1; "\n", "\r\n" and a lone "\r" end a line
  std::uint32_t column = 1;  ///< from 1; in Unicode characters

  friend bool operator==(const Position&, const Position&) = default;
};

/// Position of the byte offset; one behind the text if the offset is not in it. Linear in it.
Position position_of(std::string_view text, std::uint32_t offset);

/// "FILE:LINE:COLUMN" of it. `first_line` is the number that the text's first line has in the file.
std::string place_of(std::string_view file, std::string_view text, std::uint32_t offset,
                     std::uint64_t first_line = 1);

}  // namespace kiln::core
