// simdjson's first stage: where the structure of a JSON text is. The only file that sees simdjson.
// Private to this room.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// Offsets of all brackets, colons and commas outside strings, and of the first character of each
/// scalar (the opening quote of a string), in order.
class JsonIndex {
 public:
  JsonIndex();
  ~JsonIndex();
  JsonIndex(JsonIndex&&) noexcept;
  JsonIndex& operator=(JsonIndex&&) noexcept;

  /// Checks that the text is UTF-8, not blank, that all strings are closed, and that no string
  /// holds a control character. The span lives until the next call; one more number behind it may
  /// be written. Reads nothing behind the text.
  Expected<std::span<std::uint32_t>> build(std::string_view text);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln::core
