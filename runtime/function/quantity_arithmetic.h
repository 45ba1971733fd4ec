// Arithmetic of quantities (§6.6). Everywhere: nothing on overflow, for invalid and special units
// (Cel), and where the units do not allow the operation.
//
// Thread-safety: pure.
#pragma once

#include <optional>

#include "runtime/value/quantity.h"

namespace kiln::core {

/// In the most granular of the two units, on the left one if they are of the same size. Two
/// different units with a year or a month among them, one of which is a calendar unit, are not
/// added (§6.6.3). Where calendar and UCUM meet, the result is in calendar units; a UCUM unit that
/// corresponds to none ('us') is converted to the calendar unit of the other operand.
std::optional<Quantity> add(const QuantityView& a, const QuantityView& b);
/// a + -b: `1 minute - 30 's'` is 30 seconds, which is the example's 0.5 minute by `=`.
std::optional<Quantity> subtract(const QuantityView& a, const QuantityView& b);
/// Calendar units only with '1'.
std::optional<Quantity> multiply(const QuantityView& a, const QuantityView& b);
/// Calendar units only divided by '1'. Nothing for a divisor of 0.
std::optional<Quantity> divide(const QuantityView& a, const QuantityView& b);

}  // namespace kiln::core
