// UTF-8 of single characters and of whole texts. Private to this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kiln {

/// REQUIRES: a Unicode scalar value.
void append_utf8(std::uint32_t code_point, std::string& out);

/// Offset of the first byte that starts no valid sequence; text.size() if there is none.
std::size_t first_invalid_utf8(std::string_view text);

}  // namespace kiln
