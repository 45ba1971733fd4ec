#include "runtime/diagnostic/error.h"

#include <array>

namespace kiln {

namespace {

// What error_code.def says is what the header says.
#define KILN_ERROR(name, number, title) \
  static_assert(static_cast<int>(ErrorCode::name) == (number));
#include "runtime/diagnostic/error_code.def"
#undef KILN_ERROR

}  // namespace

Phase phase_of(ErrorCode code) {
  switch (static_cast<unsigned>(code) / 100) {
    case 1:
      return Phase::Syntax;
    case 2:
      return Phase::Semantic;
    case 3:
      return Phase::Execution;
    default:
      return Phase::Document;
  }
}

std::string to_string(ErrorCode code) {
  std::string digits = std::to_string(static_cast<unsigned>(code));
  return "K" + std::string(4 - digits.size(), '0') + digits;
}

std::string_view to_string(Phase phase) {
  static constexpr std::array<std::string_view, 4> kNames{"syntax", "semantic", "execution",
                                                          "document"};
  return kNames[static_cast<std::size_t>(phase)];
}

std::string_view title_of(ErrorCode code) {
  switch (code) {
#define KILN_ERROR(name, number, title) \
  case ErrorCode::name:                 \
    return title;
#include "runtime/diagnostic/error_code.def"
#undef KILN_ERROR
  }
  return "unknown error";
}

}  // namespace kiln
