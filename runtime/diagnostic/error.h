// Errors as values: what every fallible function of Kiln returns in its std::expected.
//
// An Error names one row of error_code.def and a place. In errors of an expression the place is a
// span of bytes in the expression's text; in errors of a document (K04xx) it is a span of bytes in
// the document's source.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace kiln::core {

/// Half-open range of UTF-8 byte offsets in a text: [start, end).
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// When an error is found. The official suites and `kiln run` distinguish the first three.
enum class Phase : std::uint8_t { Syntax, Semantic, Execution, Document };

enum class ErrorCode : std::uint16_t {
#define KILN_ERROR(name, number, title) name = number,
#include "runtime/diagnostic/error_code.def"
#undef KILN_ERROR
};

/// The phase, from the hundreds of the number: K01xx syntax, K02xx semantic, K03xx execution, K04xx
/// document.
Phase phase_of(ErrorCode code);

/// "K0213".
std::string to_string(ErrorCode code);

/// "syntax", "semantic", "execution", "document".
std::string_view to_string(Phase phase);

/// The row's one-line title, for documentation and for errors without a better message.
std::string_view title_of(ErrorCode code);

struct Error {
  ErrorCode code{};
  Span span{};
  std::string message;  ///< one line, no full stop, names in 'single quotes'
  std::string hint;     ///< what to do about it, or empty: "did you mean 'name'?"
};

template <class T>
using Expected = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string message, Span span = {},
                                   std::string hint = {}) {
  return std::unexpected(Error{code, span, std::move(message), std::move(hint)});
}

}  // namespace kiln::core
