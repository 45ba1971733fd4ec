// Documents are UTF-8, whatever their format.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// InvalidUtf8 at the first byte that is none; nothing if the document is UTF-8.
std::optional<Error> find_encoding_error(std::string_view document);

}  // namespace kiln::core
