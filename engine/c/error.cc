// Errors, and what the compiler has to say.

#include <kiln/c.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "engine/c/call.h"
#include "engine/c/error_object.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"

namespace kiln::c {
namespace {

// Never changed, and never freed: kiln_error_free() knows them.
constinit ErrorObject out_of_memory_object{
    .status = KILN_OUT_OF_MEMORY, .code = KILN_ERROR_MEMORY_LIMIT, .message = "out of memory"};
constinit ErrorObject internal_object{.status = KILN_INTERNAL,
                                      .message = "an error of Kiln itself"};

/// "error: argument 'engine' is NULL": for an error that has no number.
std::string render_call_error(const ErrorObject& error) {
  return "error: " + std::string(error.message) + '\n';
}

void set_texts(OwnedError& owned, std::string message, std::string hint) {
  owned.message_text = std::move(message);
  owned.hint_text = std::move(hint);
  owned.message = owned.message_text;
  owned.hint = owned.hint_text;
}

ErrorPointer handed_on(std::unique_ptr<OwnedError> owned) {
  return ErrorPointer(handle_of<kiln_error>(static_cast<ErrorObject*>(owned.release())));
}

}  // namespace

void DiagnosticsObject::look_again() {
  errors.clear();
  errors.reserve(all.items().size());
  for (const Diagnostic& diagnostic : all.items()) {
    const Error& error = diagnostic.error;
    errors.push_back({.status = status_of(error.code),
                      .code = static_cast<kiln_error_code>(error.code),
                      .span = error.span,
                      .message = error.message,
                      .hint = error.hint,
                      .diagnostics = nullptr});
  }
}

kiln_status status_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::MemoryLimit:
      return KILN_OUT_OF_MEMORY;
    case ErrorCode::Pending:
      return KILN_PENDING;
    case ErrorCode::Cancelled:
      return KILN_CANCELLED;
    default:
      break;
  }
  switch (phase_of(code)) {
    case Phase::Syntax:
      return KILN_SYNTAX_ERROR;
    case Phase::Semantic:
      return KILN_SEMANTIC_ERROR;
    case Phase::Execution:
      return KILN_EXECUTION_ERROR;
    case Phase::Document:
      break;
  }
  return KILN_DOCUMENT_ERROR;
}

bool is_code(kiln_error_code code) noexcept {
  return code > 0 && code < 1000 && title_of(static_cast<ErrorCode>(code)) != title_of(ErrorCode{});
}

ErrorPointer make_error(Error error) {
  auto owned = std::make_unique<OwnedError>();
  owned->status = status_of(error.code);
  owned->code = static_cast<kiln_error_code>(error.code);
  owned->span = error.span;
  set_texts(*owned, std::move(error.message), std::move(error.hint));
  return handed_on(std::move(owned));
}

ErrorPointer make_error(Diagnostics diagnostics) {
  auto owned = std::make_unique<OwnedError>();
  const Error& first = diagnostics.first_error();
  owned->status = status_of(first.code);
  owned->code = static_cast<kiln_error_code>(first.code);
  owned->span = first.span;
  set_texts(*owned, first.message, first.hint);
  owned->said = std::make_unique<const DiagnosticsObject>(std::move(diagnostics));
  owned->diagnostics = owned->said.get();
  return handed_on(std::move(owned));
}

ErrorPointer make_refusal(std::string_view argument, std::string_view what) {
  auto owned = std::make_unique<OwnedError>();
  owned->status = KILN_INVALID_ARGUMENT;
  std::string message = "argument '";
  message += argument;
  message += "' ";
  message += what;
  set_texts(*owned, std::move(message), {});
  return handed_on(std::move(owned));
}

kiln_error* out_of_memory_error() noexcept {
  return handle_of<kiln_error>(&out_of_memory_object);
}

kiln_error* internal_error() noexcept {
  return handle_of<kiln_error>(&internal_object);
}

Error take_error(kiln_error* error) {
  const ErrorPointer taken(error);
  const ErrorObject& object = *object_of(error);
  return {is_code(object.code) ? static_cast<ErrorCode>(object.code) : ErrorCode::HostFailure,
          object.span, std::string(object.message), std::string(object.hint)};
}

}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

void kiln_string_free(kiln_string* string) {
  if (string == nullptr) return;
  std::free(string->data);
  *string = {};
}

kiln_phase kiln_error_code_phase(kiln_error_code code) {
  if (!is_code(code)) return -1;
  return static_cast<kiln_phase>(kiln::phase_of(static_cast<kiln::ErrorCode>(code)));
}

kiln_text kiln_error_code_title(kiln_error_code code) {
  if (!is_code(code)) return {};
  return as_text(kiln::title_of(static_cast<kiln::ErrorCode>(code)));
}

kiln_status kiln_error_code_text(kiln_error_code code, kiln_string* text) {
  clear(text);
  return call([&] {
    needed(text, "text");
    if (!is_code(code)) throw Refusal{"code", "is none"};
    give_text(text, kiln::to_string(static_cast<kiln::ErrorCode>(code)));
  });
}

kiln_text kiln_phase_text(kiln_phase phase) {
  if (phase < KILN_PHASE_SYNTAX || phase > KILN_PHASE_DOCUMENT) return {};
  return as_text(kiln::to_string(static_cast<kiln::Phase>(phase)));
}

kiln_text kiln_severity_text(kiln_severity severity) {
  if (severity < KILN_SEVERITY_ERROR || severity > KILN_SEVERITY_NOTE) return {};
  return as_text(kiln::to_string(static_cast<kiln::Severity>(severity)));
}

kiln_text kiln_status_text(kiln_status status) {
  static constexpr std::array<std::string_view, 11> kNames{
      "KILN_OK",
      "KILN_SYNTAX_ERROR",
      "KILN_SEMANTIC_ERROR",
      "KILN_EXECUTION_ERROR",
      "KILN_DOCUMENT_ERROR",
      "KILN_PENDING",
      "KILN_CANCELLED",
      "KILN_NO_VALUE",
      "KILN_INVALID_ARGUMENT",
      "KILN_OUT_OF_MEMORY",
      "KILN_INTERNAL",
  };
  static_assert(kNames.size() == KILN_INTERNAL + 1);
  if (status < 0 || status > KILN_INTERNAL) return {};
  return as_text(kNames[static_cast<std::size_t>(status)]);
}

kiln_error* kiln_error_new(kiln_error_code code, const char* message, size_t message_size,
                           const char* hint, size_t hint_size) {
  kiln_error* made = nullptr;
  const kiln_status status = call(&made, [&]() -> Outcome {
    if (!is_code(code)) throw Refusal{"code", "is none"};
    return failed(kiln::Error{static_cast<kiln::ErrorCode>(code),
                              {},
                              std::string(text(message, message_size, "message")),
                              std::string(text(hint, hint_size, "hint"))});
  });
  return status == KILN_OK ? internal_error() : made;
}

kiln_error* kiln_error_pending(const char* key, size_t size) {
  kiln_error* made = nullptr;
  const kiln_status status = call(&made, [&]() -> Outcome {
    return failed(kiln::pending(std::string(text(key, size, "key"))).error());
  });
  return status == KILN_OK ? internal_error() : made;
}

kiln_status kiln_error_status(const kiln_error* error) {
  return error == nullptr ? KILN_OK : object_of(error)->status;
}

kiln_error_code kiln_error_number(const kiln_error* error) {
  return error == nullptr ? 0 : object_of(error)->code;
}

kiln_span kiln_error_span(const kiln_error* error) {
  if (error == nullptr) return {};
  return {object_of(error)->span.start, object_of(error)->span.end};
}

kiln_text kiln_error_message(const kiln_error* error) {
  return error == nullptr ? kiln_text{} : as_text(object_of(error)->message);
}

kiln_text kiln_error_hint(const kiln_error* error) {
  return error == nullptr ? kiln_text{} : as_text(object_of(error)->hint);
}

const kiln_diagnostics* kiln_error_diagnostics(const kiln_error* error) {
  if (error == nullptr) return nullptr;
  return handle_of<kiln_diagnostics>(object_of(error)->diagnostics);
}

kiln_status kiln_error_render(const kiln_error* error, const char* source, size_t source_size,
                              const kiln_render_options* options, kiln_string* text_out) {
  clear(text_out);
  return call([&] {
    needed(text_out, "text");
    const ErrorObject& shown = object(error, "error");
    const std::string_view from = text(source, source_size, "source");
    const kiln::RenderOptions how = render_options_of(options);
    if (shown.diagnostics != nullptr) {
      give_text(text_out, kiln::render(shown.diagnostics->all, from, how));
    } else if (!is_code(shown.code)) {
      give_text(text_out, render_call_error(shown));
    } else {
      const kiln::Error copy{static_cast<kiln::ErrorCode>(shown.code), shown.span,
                             std::string(shown.message), std::string(shown.hint)};
      give_text(text_out, kiln::render({kiln::Severity::Error, copy}, from, how));
    }
  });
}

void kiln_error_free(kiln_error* error) {
  ErrorObject* const object = object_of(error);
  if (object == nullptr || object == &out_of_memory_object || object == &internal_object) return;
  delete static_cast<OwnedError*>(object);
}

kiln_status kiln_diagnostics_new(size_t limit, kiln_diagnostics** diagnostics) {
  clear(diagnostics);
  return call([&] {
    give(needed(diagnostics, "diagnostics"), kiln::Diagnostics(limit == 0 ? SIZE_MAX : limit));
  });
}

kiln_status kiln_diagnostics_add(kiln_diagnostics* diagnostics, kiln_severity severity,
                                 kiln_error_code code, kiln_span span, const char* message,
                                 size_t message_size, const char* hint, size_t hint_size) {
  return call([&] {
    DiagnosticsObject& list = object(diagnostics, "diagnostics");
    if (kiln_severity_text(severity).size == 0) throw Refusal{"severity", "is none"};
    if (!is_code(code)) throw Refusal{"code", "is none"};
    if (span.start > span.end) throw Refusal{"span", "ends before it starts"};
    list.all.add(static_cast<kiln::Severity>(severity),
                 {static_cast<kiln::ErrorCode>(code),
                  {span.start, span.end},
                  std::string(text(message, message_size, "message")),
                  std::string(text(hint, hint_size, "hint"))});
    list.look_again();
  });
}

kiln_status kiln_diagnostics_sort(kiln_diagnostics* diagnostics) {
  return call([&] {
    DiagnosticsObject& list = object(diagnostics, "diagnostics");
    list.all.sort_by_position();
    list.look_again();
  });
}

size_t kiln_diagnostics_size(const kiln_diagnostics* diagnostics) {
  return diagnostics == nullptr ? 0 : object_of(diagnostics)->errors.size();
}

size_t kiln_diagnostics_error_count(const kiln_diagnostics* diagnostics) {
  return diagnostics == nullptr ? 0 : object_of(diagnostics)->all.error_count();
}

kiln_severity kiln_diagnostics_severity(const kiln_diagnostics* diagnostics, size_t index) {
  if (index >= kiln_diagnostics_size(diagnostics)) return -1;
  return static_cast<kiln_severity>(object_of(diagnostics)->all.items()[index].severity);
}

const kiln_error* kiln_diagnostics_error(const kiln_diagnostics* diagnostics, size_t index) {
  if (index >= kiln_diagnostics_size(diagnostics)) return nullptr;
  return handle_of<kiln_error>(&object_of(diagnostics)->errors[index]);
}

kiln_status kiln_diagnostics_render(const kiln_diagnostics* diagnostics, const char* source,
                                    size_t source_size, const kiln_render_options* options,
                                    kiln_string* text_out) {
  clear(text_out);
  return call([&] {
    needed(text_out, "text");
    give_text(text_out,
              kiln::render(object(diagnostics, "diagnostics").all,
                           text(source, source_size, "source"), render_options_of(options)));
  });
}

void kiln_diagnostics_free(kiln_diagnostics* diagnostics) {
  release(diagnostics);
}

}  // extern "C"
