// The errors that there are, by their numbers, for programs that come from elsewhere.
#pragma once

#include <optional>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// Nothing if no row of error_code.def has this number.
inline std::optional<ErrorCode> find_error_code(std::uint32_t number) {
  static constexpr ErrorCode kCodes[] = {
#define KILN_ERROR(name, number, title) ErrorCode::name,
#include "runtime/diagnostic/error_code.def"
#undef KILN_ERROR
  };
  for (const ErrorCode code : kCodes) {
    if (static_cast<std::uint32_t>(code) == number) return code;
  }
  return std::nullopt;
}

}  // namespace kiln::core
