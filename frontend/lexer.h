// Text to tokens, one at a time, by the lexical rules of the grammar (specification, "Formal
// Syntax"). Entry: Lexer::next(). Tested by frontend/lexer_test.cc.
//
// The lexer never stops: what is no token is reported and becomes Invalid, or the token that was
// probably meant. Comments and white space separate tokens and make none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "frontend/diagnostics.h"
#include "frontend/text_store.h"
#include "frontend/token.h"

namespace kiln::core {

class Lexer {
 public:
  /// Tokens of text.source(), which must be valid UTF-8 of less than 4 GiB. Decoded texts are put
  /// into `text`, errors and warnings into `diagnostics`; both must outlive the lexer.
  Lexer(TextStore& text, Diagnostics& diagnostics)
      : text_(text), source_(text.source()), diagnostics_(diagnostics) {}

  /// The next token; from the end of the text on, End.
  Token next();

  /// Makes End of all that is left.
  void skip_to_end() { position_ = source_.size(); }

 private:
  void skip_blank();
  Token word();
  Token number();
  Token temporal();
  Token quoted(TokenKind kind);
  Token variable();
  Token symbol();
  Token foreign();

  Token token(TokenKind kind, std::size_t start, Operator op = Operator::None) const;
  char at(std::size_t position) const {
    return position < source_.size() ? source_[position] : '\0';
  }
  std::string_view decode(std::size_t start, std::size_t end);
  void report(ErrorCode code, std::size_t start, std::size_t end, std::string message,
              std::string hint = {}, Severity severity = Severity::Error);

  TextStore& text_;
  std::string_view source_;
  Diagnostics& diagnostics_;
  std::size_t position_ = 0;
};

/// True for the calendar keywords, singular and plural, that make a quantity of the number before
/// them: `4 days`.
bool is_calendar_unit(std::string_view word);

/// True if `name` need not be delimited where the grammar wants an identifier.
bool is_plain_identifier(std::string_view name);

}  // namespace kiln::core
