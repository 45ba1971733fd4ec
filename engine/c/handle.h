// The handles of C and the objects behind them. Private to this folder.
//
// A handle is the address of its object; the structs that the headers declare are never defined.
#pragma once

#include <kiln/c.h>
#include <kiln/compiler.h>
#include <kiln/kiln.h>

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/c/error_object.h"

namespace kiln::c {

/// Survives its context's next evaluation, and is empty then.
struct ResultObject {
  std::optional<kiln::Result> result;
};

struct ContextObject {
  kiln::Context context;
  ResultObject last;
};

struct CallObject {
  kiln::Items input;
  std::span<const kiln::Items> arguments;
};

struct BuilderObject {
  std::optional<kiln::DocumentBuilder> builder;  ///< nothing when it has finished
};

struct EngineObject {
  kiln::Engine engine;
  kiln_expression_limits expression_limits;
  kiln_document_limits document_limits;
  kiln_evaluation_limits evaluation_limits;
};

struct TerminologyObject {
  std::shared_ptr<const kiln::TerminologyProvider> provider;
  std::shared_ptr<kiln::MemoryTerminology> memory;  ///< the provider, if it is one
};

struct AstObject {
  kiln::Ast ast;
  std::shared_ptr<const DiagnosticsObject> diagnostics;
};

struct TypesObject {
  explicit TypesObject(kiln::CheckResult result)
      : types(std::move(result.types)), diagnostics(std::move(result.diagnostics)) {}

  std::vector<std::string> types;
  DiagnosticsObject diagnostics;
};

/// Which object stands behind a handle.
template <class Handle>
struct Behind;

template <class Handle>
using Object = typename Behind<Handle>::Type;

#define KILN_C_HANDLE(handle, object) \
  template <>                         \
  struct Behind<handle> {             \
    using Type = object;              \
  };
KILN_C_HANDLE(kiln_error, ErrorObject)
KILN_C_HANDLE(kiln_diagnostics, DiagnosticsObject)
KILN_C_HANDLE(kiln_document, kiln::Document)
KILN_C_HANDLE(kiln_parser, kiln::JsonParser)
KILN_C_HANDLE(kiln_builder, BuilderObject)
KILN_C_HANDLE(kiln_items, kiln::Items)
KILN_C_HANDLE(kiln_value, kiln::Value)
KILN_C_HANDLE(kiln_values, kiln::Values)
KILN_C_HANDLE(kiln_terminology, TerminologyObject)
KILN_C_HANDLE(kiln_profiles, std::shared_ptr<kiln::Profiles>)
KILN_C_HANDLE(kiln_host, kiln::Host)
KILN_C_HANDLE(kiln_call, CallObject)
KILN_C_HANDLE(kiln_engine, EngineObject)
KILN_C_HANDLE(kiln_program, kiln::Program)
KILN_C_HANDLE(kiln_context, ContextObject)
KILN_C_HANDLE(kiln_result, ResultObject)
KILN_C_HANDLE(kiln_cancellation, std::atomic<bool>)
KILN_C_HANDLE(kiln_ast, AstObject)
KILN_C_HANDLE(kiln_types, TypesObject)
KILN_C_HANDLE(kiln_ir, kiln::Ir)
KILN_C_HANDLE(kiln_bytecode, kiln::Bytecode)
#undef KILN_C_HANDLE

template <class Handle>
Object<Handle>* object_of(Handle* handle) noexcept {
  return reinterpret_cast<Object<Handle>*>(handle);
}
template <class Handle>
const Object<Handle>* object_of(const Handle* handle) noexcept {
  return reinterpret_cast<const Object<Handle>*>(handle);
}

template <class Handle>
Handle* handle_of(Object<Handle>* object) noexcept {
  return reinterpret_cast<Handle*>(object);
}
template <class Handle>
const Handle* handle_of(const Object<Handle>* object) noexcept {
  return reinterpret_cast<const Handle*>(object);
}

/// Makes an object that the caller owns by the handle.
template <class Handle, class... Parts>
void give(Handle** out, Parts&&... parts) {
  *out = handle_of<Handle>(new Object<Handle>{std::forward<Parts>(parts)...});
}

/// Frees what give() made.
template <class Handle>
void release(Handle* handle) noexcept {
  delete object_of(handle);
}

/// Takes back what the host gave.
template <class Handle>
std::unique_ptr<Object<Handle>> take(Handle* handle) noexcept {
  return std::unique_ptr<Object<Handle>>(object_of(handle));
}

}  // namespace kiln::c
