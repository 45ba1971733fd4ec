// Date, DateTime and Time literals: where one ends by the grammar, and whether its fields exist.
// Used by the lexer; tested by frontend/lexer_test.cc.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "frontend/token.h"

namespace kiln::core {

struct TemporalLiteral {
  TokenKind kind = TokenKind::Invalid;  ///< Invalid: the text starts no such literal
  std::size_t length = 0;               ///< bytes, with the @
};

/// The longest literal at the start of `text`. REQUIRES: text starts with @.
TemporalLiteral scan_temporal(std::string_view text);

/// A field that no calendar or clock has.
struct TemporalFault {
  std::size_t start = 0;  ///< of the field, in the literal
  std::size_t end = 0;
  std::string message;
  std::string hint;
};

/// The first fault of a literal as scan_temporal() delimits it, @ included: month 13, 31 April,
/// hour 24, an offset beyond 14 hours, a time after a date without a day.
std::optional<TemporalFault> find_fault(std::string_view literal, TokenKind kind);

}  // namespace kiln::core
