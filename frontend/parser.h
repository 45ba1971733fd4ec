// Text to Ast. Entry: parse(). Tested by frontend/parser_test.cc and the cases in
// frontend/testdata.
//
// The language is that of the grammar (specification, "Formal Syntax"), with these decisions:
//   - Calendar words (`day`, `years`) are units directly after a number and plain names elsewhere;
//     the grammar reserves them, but no text has two readings.
//   - 2147483648 and 9223372036854775808L are literals only under a unary minus; what is larger is
//     K0109. The minus stays an operator of its own (specification, "Operator precedence").
//   - What 2.0.0 does not have (Long, instance selectors, asc and desc) is K0211 under
//     LanguageVersion::V2, not a syntax error, so that the message can say so.
//   - Two things that the grammar refuses and that published expressions do are warnings, as they
//     have one reading: a keyword where only a name can stand (`text.div`, `Narrative {div: ...}`),
//     and a string in double quotes (R5's invariant eld-11).
//   - After `is` and `as` a dot belongs to the type specifier unless a call follows it:
//     `x as FHIR.Quantity.exists()` is `(x as FHIR.Quantity).exists()`.
// docs/frontend.md has the tokens, the precedence table, and how the parser recovers.
#pragma once

#include <kiln/limits.h>

#include "frontend/ast.h"
#include "frontend/diagnostics.h"
#include "runtime/language.h"

namespace kiln::core {

struct ParseOptions {
  LanguageVersion language = LanguageVersion::V3;
  std::uint32_t max_bytes = kiln::ExpressionLimits{}.max_bytes;
  /// Parentheses, arguments, unary operators: whatever nests. Left-associative chains do not. The
  /// parser itself does not recurse; the limit protects whoever walks the Ast.
  std::uint32_t max_depth = kiln::ExpressionLimits{}.max_depth;
};

struct ParseResult {
  Ast ast;                  ///< whole if there is no error; else what could be recovered, for tools
  Diagnostics diagnostics;  ///< in the order of the text
  bool ok() const { return !diagnostics.has_errors(); }
};

/// After so many errors the rest of the text is not looked at; nor are more warnings kept.
inline constexpr std::size_t kMaxSyntaxErrors = 20;

/// Never fails otherwise than through the diagnostics, takes time linear in the text, and may be
/// called by any number of threads at once.
ParseResult parse(std::string_view text, const ParseOptions& options = {});

}  // namespace kiln::core
