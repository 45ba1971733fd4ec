// What a function on System values gives (runtime/function/math.h, boundary.h), as a collection.
#pragma once

#include <optional>

#include "runtime/builtin/call.h"

namespace kiln::core {

/// Strings and units are not copied: they must live as long as the evaluation.
Expected<Items> result_of(const BuiltinCall& call, const Expected<std::optional<Operand>>& result);

}  // namespace kiln::core
