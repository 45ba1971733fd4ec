/// @file
/// What an expression, a document and an evaluation may use up. Each limit has a default that a
/// server can live with which takes expressions and documents from strangers, and an error of its
/// own when it is reached (docs/limits.md).
#pragma once

#include <cstdint>

namespace kiln {

/// Of the text of an expression.
struct ExpressionLimits {
  /// Bytes of UTF-8. ErrorCode::ExpressionTooLong.
  std::uint32_t max_bytes = 1u << 20;
  /// Parentheses, arguments and signs in each other; not chains as `a.b.c` and `1 + 2 + 3`.
  /// ErrorCode::NestingTooDeep.
  std::uint32_t max_depth = 2'000;
};

/// Of a document.
struct DocumentLimits {
  /// Objects, arrays and elements in each other. ErrorCode::DocumentTooDeep.
  std::uint32_t max_depth = 10'000;
  /// Bytes of source text, and of nodes (16 each) beyond 1 MiB; at most 4 GiB - 2.
  /// ErrorCode::DocumentTooLarge.
  std::uint64_t max_bytes = 64u << 20;
};

/// Of one evaluation.
struct EvaluationLimits {
  /// Turns of loops, calls, items compared, parts of texts read: docs/limits.md says how
  /// long they take. ErrorCode::StepLimit.
  std::uint64_t max_steps = 10'000'000;
  /// Items of one collection. ErrorCode::ItemLimit.
  std::uint64_t max_items = 2'000'000;
  /// Bytes of one string. ErrorCode::StringLimit.
  std::uint64_t max_string = 16u << 20;
  /// Nesting of the expression, chains not counted. ErrorCode::DepthLimit.
  std::uint32_t max_depth = 2'500;
  /// Bytes of the items, texts and documents that the evaluation makes, as far as it has counted
  /// them: a text or a list that is being made may go beyond. ErrorCode::MemoryLimit.
  std::uint64_t max_arena = 256u << 20;
  /// Of one call of matches(), matchesFull() or replaceMatches() on one string: a unit for each try
  /// of a part of the pattern and for each byte that it moves over. ErrorCode::RegexEffort.
  std::uint64_t max_regex_effort = 5'000'000;
};

/// All of them.
struct Limits {
  ExpressionLimits expression{};
  DocumentLimits document{};
  EvaluationLimits evaluation{};
};

}  // namespace kiln
