// Equality and equivalence (§6.1) of items and collections.
//
// Nodes: FHIR primitives are compared by their System value, their id and extensions take no part
// (docs/semantics.md). Complex nodes are compared child by child, element name and order included.
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

/// `a = b` for two single items; nothing if it is not known.
Expected<std::optional<bool>> equal(const Dialect& dialect, const Item& a, const Item& b);
/// `a ~ b` for two single items; nothing only for quantities without a common unit.
Expected<std::optional<bool>> equivalent(const Dialect& dialect, const Item& a, const Item& b);

/// `a = b` for any operands: nothing if one is empty.
Expected<std::optional<bool>> equal(const Dialect& dialect, const Collection& a,
                                    const Collection& b);
/// `a ~ b` for any operands, whatever their order.
Expected<std::optional<bool>> equivalent(const Dialect& dialect, const Collection& a,
                                         const Collection& b);

}  // namespace kiln::core::reference
