// Token: what the lexer makes of a text.
#pragma once

#include <cstdint>
#include <string_view>

#include "frontend/ast.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

enum class TokenKind : std::uint8_t {
  End,
  Invalid,              ///< characters that start no token; already reported
  Identifier,           ///< text: the name; calendar words (`day`), `asc`, `desc`, `sort` too
  DelimitedIdentifier,  ///< text: decoded, without backticks
  String,               ///< text: decoded, without quotes
  Integer,              ///< text: digits
  Long,                 ///< text: digits without L
  Decimal,              ///< text: lexeme
  Date,                 ///< text without @
  DateTime,             ///< text without @
  Time,                 ///< text without @T
  Boolean,              ///< true, false
  Operator,             ///< op; `is as in contains and or xor implies div mod` are words
  This,
  IndexVariable,
  Total,
  Percent,
  Dot,
  Comma,
  Colon,
  LeftParenthesis,
  RightParenthesis,
  LeftBracket,
  RightBracket,
  LeftBrace,
  RightBrace,
};

struct Token {
  TokenKind kind = TokenKind::End;
  Operator op = Operator::None;
  Span span;
  std::string_view text;
};

}  // namespace kiln::core
