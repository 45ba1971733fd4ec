// builtin_of(): the functions by their ids.

#include "runtime/builtin/builtins.h"

namespace kiln::core {
namespace {

/// Takes a lambda or a type specifier, is lazy, defines a variable or traces: bytecode.
constexpr bool is_compiled(FunctionId function) {
  switch (function) {
    case FunctionId::All:
    case FunctionId::Where:
    case FunctionId::Select:
    case FunctionId::Sort:
    case FunctionId::Repeat:
    case FunctionId::RepeatAll:
    case FunctionId::OfType:
    case FunctionId::Coalesce:
    case FunctionId::Iif:
    case FunctionId::Trace:
    case FunctionId::DefineVariable:
    case FunctionId::Is:
    case FunctionId::As:
    case FunctionId::Aggregate:
      return true;
    default:
      return false;
  }
}

// What is discarded needs no definition.
constexpr Builtin kBuiltins[] = {
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) \
  []() -> Builtin {                                                                  \
    if constexpr (is_compiled(FunctionId::id)) {                                     \
      return nullptr;                                                                \
    } else {                                                                         \
      return builtins::id;                                                           \
    }                                                                                \
  }(),
#include "runtime/function/function.def"
#undef KILN_FUNCTION
};

}  // namespace

Builtin builtin_of(FunctionId function) {
  return kBuiltins[static_cast<std::size_t>(function)];
}

}  // namespace kiln::core
