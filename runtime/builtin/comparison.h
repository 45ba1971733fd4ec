// Order of two items (§6.2).
#pragma once

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// How a stands to b; nothing if it is not known, or one is a primitive without a value, or a FHIR
/// Quantity without a UCUM code. OperandType if one has no order at all, or if neither converts to
/// the type of the other; TypeOfValue.
Expected<PartialOrdering> compare(Evaluation& evaluation, const Item& a, const Item& b);

/// An element of type Quantity. If system_value() gave it, it is one without a UCUM code: it has a
/// number, but no unit that could be computed with.
bool is_fhir_quantity(const Model* model, const Item& item);

}  // namespace kiln::core
