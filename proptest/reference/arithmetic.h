// Arithmetic: operators (§6.6, §6.7), unary operators (§6.8), aggregates (§7.2 to §7.5).
//
// Operands are single items; an empty operand gives an empty result and is the caller's to see.
// Nothing: overflow, division by zero, units that cannot be combined. OperandType: types that the
// operator does not take.
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

Expected<std::optional<Item>> add(const Dialect& dialect, const Item& a, const Item& b);
Expected<std::optional<Item>> subtract(const Dialect& dialect, const Item& a, const Item& b);
Expected<std::optional<Item>> multiply(const Dialect& dialect, const Item& a, const Item& b);
Expected<std::optional<Item>> divide(const Dialect& dialect, const Item& a, const Item& b);
Expected<std::optional<Item>> div(const Dialect& dialect, const Item& a, const Item& b);
Expected<std::optional<Item>> mod(const Dialect& dialect, const Item& a, const Item& b);
/// `&`, where an empty operand is the empty string.
Expected<std::optional<Item>> concatenate(const Dialect& dialect, const std::optional<Item>& a,
                                          const std::optional<Item>& b);

Expected<std::optional<Item>> plus(const Dialect& dialect, const Item& a);
Expected<std::optional<Item>> minus(const Dialect& dialect, const Item& a);

// Nothing for an empty collection. InputType for items of a type that has no sum or order, and for
// items of different types.
Expected<std::optional<Item>> sum(const Dialect& dialect, const Collection& items);
Expected<std::optional<Item>> min(const Dialect& dialect, const Collection& items);
Expected<std::optional<Item>> max(const Dialect& dialect, const Collection& items);
Expected<std::optional<Item>> avg(const Dialect& dialect, const Collection& items);

}  // namespace kiln::core::reference
