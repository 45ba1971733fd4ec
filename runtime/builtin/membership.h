// Membership in a collection by `=`, on which the functions and operators on sets stand.
//
// They look at one item after the other and charge a step for each comparison.
#pragma once

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// §6.4.2: equality that is not known is no membership. Errors as equal() (equality.h), StepLimit.
Expected<bool> is_member(Evaluation& evaluation, const Item& item, Items items);

/// The first of equal items each, in their order (§5.1.11).
Expected<Items> distinct(Evaluation& evaluation, Items items);

/// The items of one, then those of the other; equal ones stay (§5.4.2).
Items joined(Evaluation& evaluation, Items a, Items b);

}  // namespace kiln::core
