// Factor: an exact number, numerator / denominator * 10^ten * pi^pi.
//
// What a unit's size and a value on its way from unit to unit are computed with. Powers of ten and
// of pi are kept apart: they cancel without arithmetic on long numbers, and pi only becomes digits
// (those of UCUM's [pi]) where it does not cancel.
//
// Not reduced to lowest terms: multiplying costs no gcd, to_decimal pays for it once.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <memory>
#include <optional>

#include "runtime/ucum/atom.h"
#include "runtime/value/decimal.h"

namespace kiln::core::ucum {

/// Of any size; up to 512 bits, which most conversions do with, it needs no memory of its own.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<
    512, 0, boost::multiprecision::signed_magnitude, boost::multiprecision::unchecked,
    std::allocator<boost::multiprecision::limb_type>>>;

struct Factor {
  Integer numerator = 1;    ///< carries the sign
  Integer denominator = 1;  ///< positive
  int ten = 0;
  int pi = 0;

  static Factor from(const FactorRow& row);
  static Factor from(const Decimal& value);

  Factor& operator*=(const Factor& other);
  /// REQUIRES: other is not zero.
  Factor& operator/=(const Factor& other);
  Factor& operator+=(const Factor& other);

  /// A factor whose parts are small enough to compute with: a unit that needs more is refused.
  bool is_bounded() const;
};

/// Nothing if the result would not be bounded. REQUIRES: base is positive.
std::optional<Factor> power(const Factor& base, int exponent);

std::strong_ordering compare(const Factor& a, const Factor& b);

/// pi as digits.
Factor without_pi(Factor value);

/// The value without trailing zeros in its fraction: exact if that takes at most 38 digits, else
/// rounded to 28 significant digits, half away from zero, and to at most 37 fraction digits.
/// Nothing if the integer part needs more than 38 digits, or if a value other than zero would
/// become zero.
std::optional<Decimal> to_decimal(const Factor& value);

}  // namespace kiln::core::ucum
