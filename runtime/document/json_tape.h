// The grammar of JSON over a structural index: writes the raw tape. Private to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/document/raw_tape.h"

namespace kiln::core {

/// Writes the values of `text` to the empty `tape`, which may be left half written by an error.
/// REQUIRES: `index` is what JsonIndex::build() gave for the text.
std::optional<Error> write_json_tape(std::string_view text, std::span<std::uint32_t> index,
                                     std::uint32_t max_depth, RawTape& tape);

}  // namespace kiln::core
