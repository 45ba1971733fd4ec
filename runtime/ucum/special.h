// The functions of UCUM's special units, between their own scale and the ratio scale of the unit
// that they apply to: 37 on the Celsius scale is 310.15 of the unit K.
//
// Exact where the mathematics is: the temperatures always, powers with an integral exponent,
// squares. Everything else is computed with 100 digits, of which 60 are kept.
#pragma once

#include <optional>

#include "runtime/ucum/factor.h"

namespace kiln::core::ucum {

/// From the special scale to the ratio scale; nothing outside of the function's domain.
/// REQUIRES: function is not None.
std::optional<Factor> to_ratio_scale(Function function, const Factor& value);

/// The inverse.
std::optional<Factor> from_ratio_scale(Function function, const Factor& value);

}  // namespace kiln::core::ucum
