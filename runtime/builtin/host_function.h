// Functions that the host supplies (runtime/host.h).
#pragma once

#include <string_view>

#include "runtime/builtin/call.h"

namespace kiln::core::builtins {

/// The host's function of this name, before its arguments are evaluated. UnknownFunction,
/// WrongArgumentCount.
Expected<const HostFunction*> find_host_function(const Evaluation& evaluation,
                                                 std::string_view name, std::size_t arguments);

/// Finds the function `call.name` and calls it. Its items are copied into the arena; the documents
/// of its nodes are the host's to keep. Errors: those above and the function's.
Expected<Items> call_host_function(const BuiltinCall& call);

}  // namespace kiln::core::builtins
