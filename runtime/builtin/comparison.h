// Order of two items (§6.2).
#pragma once

#include "runtime/builtin/evaluation.h"

namespace kiln {

/// How a stands to b; nothing if it is not known, or one is a primitive without a value, or a FHIR
/// Quantity without a UCUM code. OperandType if one has no order at all, or if neither converts to
/// the type of the other; TypeOfValue.
Expected<PartialOrdering> compare(Evaluation& evaluation, const Item& a, const Item& b);

/// A FHIR Quantity that converts to no System.Quantity: without a UCUM code it has a number, but no
/// unit that could be computed with. REQUIRES: a System value, or what has none.
bool is_bare_quantity(const Model* model, const Item& item);

}  // namespace kiln
