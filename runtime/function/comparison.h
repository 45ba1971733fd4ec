// Order of two System values: `<`, `<=`, `>`, `>=` (§6.2).
//
// Thread-safety: pure.
#pragma once

#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"

namespace kiln::core::operators {

/// How a stands to b; nothing if it is not known (partial dates, one offset alone, quantities that
/// cannot be compared). Numbers are converted implicitly, a Date to a DateTime. OperandType for
/// Booleans and for types that do not convert to each other.
Expected<PartialOrdering> compare(const Operand& a, const Operand& b, const Rules& rules = {});

}  // namespace kiln::core::operators
