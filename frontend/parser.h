// Text to Ast. Entry: parse(). Tested by frontend/parser_test.cc and the cases in frontend/testdata.
#pragma once

#include "frontend/ast.h"
#include "frontend/diagnostics.h"

namespace kiln {

/// Which language: 2.0.0 has no Long, no instance selector, no sort() with keys.
enum class LanguageVersion : std::uint8_t { V2, V3 };

struct ParseOptions {
  LanguageVersion language = LanguageVersion::V3;
  std::uint32_t max_bytes = 16u << 20;
  /// Parentheses, arguments, unary operators: whatever nests. Left-associative chains do not.
  std::uint32_t max_depth = 2'000;
};

struct ParseResult {
  Ast ast;                 ///< whole if there is no error; else what could be recovered, for tools
  Diagnostics diagnostics;  ///< in the order of the text
  bool ok() const { return !diagnostics.has_errors(); }
};

ParseResult parse(std::string_view text, const ParseOptions& options = {});

}  // namespace kiln
