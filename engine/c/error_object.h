// Errors and lists of diagnostics as C sees them. Private to this folder.
#pragma once

#include <kiln/c.h>
#include <kiln/error.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiln::c {

struct DiagnosticsObject;

/// What a kiln_error is. It looks at texts that stand somewhere else, so that one for missing
/// memory can be a constant.
struct ErrorObject {
  kiln_status status = KILN_INTERNAL;
  kiln_error_code code = 0;
  Span span{};
  std::string_view message{};
  std::string_view hint{};
  const DiagnosticsObject* diagnostics = nullptr;
};

/// What a kiln_diagnostics is.
struct DiagnosticsObject {
  DiagnosticsObject() = default;
  explicit DiagnosticsObject(Diagnostics given) : all(std::move(given)) { look_again(); }
  DiagnosticsObject(const DiagnosticsObject&) = delete;
  DiagnosticsObject& operator=(const DiagnosticsObject&) = delete;

  /// Makes `errors` what `all` is now.
  void look_again();

  Diagnostics all;
  std::vector<ErrorObject> errors;  ///< one for each of `all`, with texts that stand there
};

/// An error that owns its texts.
struct OwnedError : ErrorObject {
  std::string message_text;
  std::string hint_text;
  std::unique_ptr<const DiagnosticsObject> said;
};

/// Frees all but the constants.
struct FreeError {
  void operator()(kiln_error* error) const noexcept { kiln_error_free(error); }
};
using ErrorPointer = std::unique_ptr<kiln_error, FreeError>;

/// What a function of the C interface returns for an error of this number.
kiln_status status_of(ErrorCode code) noexcept;

/// Whether a number is one of ErrorCode.
bool is_code(kiln_error_code code) noexcept;

ErrorPointer make_error(Error error);
ErrorPointer make_error(Diagnostics diagnostics);
/// "argument 'engine' is missing".
ErrorPointer make_refusal(std::string_view argument, std::string_view what);

kiln_error* out_of_memory_error() noexcept;
kiln_error* internal_error() noexcept;

/// What a function of the host has returned, which is freed.
Error take_error(kiln_error* error);

}  // namespace kiln::c
