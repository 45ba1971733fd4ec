// Elementary functions on rationals, by their series, to 140 significant digits or more.
//
// All work on integers scaled by 10^160; the range of their arguments keeps the effort small.
#pragma once

#include "proptest/reference/decimal.h"

namespace kiln::core::reference::elementary {

/// REQUIRES: x > 0.
Rational ln(const Rational& x);
/// REQUIRES: |x| <= 1000.
Rational exp(const Rational& x);
/// REQUIRES: x >= 0.
Rational sqrt(const Rational& x);
Rational arctan(const Rational& x);
/// REQUIRES: |x| < pi / 2.
Rational tan(const Rational& x);
const Rational& pi();

}  // namespace kiln::core::reference::elementary
