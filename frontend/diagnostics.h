// What the frontend has to say about a text: errors, warnings, notes, each with its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

enum class Severity : std::uint8_t { Error, Warning, Note };

/// "error", "warning", "note".
std::string_view to_string(Severity severity);

struct Diagnostic {
  Severity severity = Severity::Error;
  Error error;  ///< code, span, message, hint
};

class Diagnostics {
 public:
  Diagnostics() = default;
  /// Keeps at most `limit` errors and as many warnings and notes; what is added beyond is dropped.
  explicit Diagnostics(std::size_t limit) : limit_(limit) {}

  void add(Severity severity, Error error);
  bool has_errors() const { return error_count_ > 0; }
  std::size_t error_count() const { return error_count_; }
  bool empty() const { return items_.empty(); }
  const std::vector<Diagnostic>& items() const { return items_; }
  /// The first error. REQUIRES: has_errors().
  const Error& first_error() const;
  /// Into the order of the text; what starts at one place keeps its order.
  void sort_by_position();

 private:
  std::vector<Diagnostic> items_;
  std::size_t error_count_ = 0;
  std::size_t limit_ = SIZE_MAX;
};

struct RenderOptions {
  bool colour = false;       ///< ANSI escapes
  std::size_t columns = 80;  ///< of the terminal; long lines are cut around the span
};

/// As the README shows it:
///
///   error[K0213]: 'Patient' has no element 'nmae'
///     1 | Patient.nmae.given
///       |         ^~~~ did you mean 'name'?
std::string render(const Diagnostic& diagnostic, std::string_view source,
                   const RenderOptions& options = {});
std::string render(const Diagnostics& diagnostics, std::string_view source,
                   const RenderOptions& options = {});

}  // namespace kiln::core
