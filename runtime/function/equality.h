// Equality (§6.1.1) and equivalence (§6.1.2) of two System values; collections and nodes are the
// caller's. Numbers are converted implicitly, a Date to a DateTime.
//
// Thread-safety: pure.
#pragma once

#include <optional>

#include "runtime/function/operand.h"

namespace kiln::core::operators {

/// `a = b`: nothing if it is not known. Values of types that do not convert to each other are
/// unequal.
std::optional<bool> equal(const Operand& a, const Operand& b, const Rules& rules = {});

/// `a ~ b`: nothing only for quantities without a common unit. Values of types that do not convert
/// to each other are not equivalent.
std::optional<bool> equivalent(const Operand& a, const Operand& b, const Rules& rules = {});

}  // namespace kiln::core::operators
