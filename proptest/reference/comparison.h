// Comparison (§6.2) of single items.
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

/// How a stands to b; nothing if it is not known. OperandType if one has no order at all, or if
/// neither converts to the type of the other.
Expected<PartialOrdering> compare(const Dialect& dialect, const Item& a, const Item& b);

/// §6.2.5. Nothing if one of the two is not a Quantity, nor converts to one.
Expected<std::optional<bool>> comparable(const Dialect& dialect, const Item& a, const Item& b);

}  // namespace kiln::core::reference
