// The errors of this room: ErrorCode::Terminology with a message that names what is missing.
#pragma once

#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"

namespace kiln::core::terminology {

inline std::unexpected<Error> unanswered(std::string message) {
  return fail(ErrorCode::Terminology, std::move(message));
}

inline std::string quoted(std::string_view name) {
  return "'" + std::string(name) + "'";
}

}  // namespace kiln::core::terminology
