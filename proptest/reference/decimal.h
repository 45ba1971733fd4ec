// Decimal of the reference: an exact rational and the number of fraction digits it is written with.
//
// What a result looks like (how many digits, when there is none) is agreed in
// runtime/value/decimal.h; how it is found is written here a second time, on rationals.
//
// Invariant: value * 10^scale is an integer of at most 38 digits, and 0 <= scale <= 37.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "runtime/value/decimal.h"

namespace kiln::core::reference {

using BigInteger = boost::multiprecision::cpp_int;
using Rational = boost::multiprecision::cpp_rational;

struct Decimal {
  Rational value;
  int scale = 0;

  /// Same number and same scale; compare() looks at the number alone.
  friend bool operator==(const Decimal& a, const Decimal& b) {
    return a.scale == b.scale && a.value.compare(b.value) == 0;
  }
};

Decimal decimal_of(std::int64_t value);
Decimal from_runtime(const kiln::core::Decimal& decimal);
kiln::core::Decimal to_runtime(const Decimal& decimal);
std::string to_string(const Decimal& decimal);

/// The whole number that a rational is, if it fits.
std::optional<std::int32_t> to_int32(const Rational& value);
std::optional<std::int64_t> to_int64(const Rational& value);

/// Rounded half away from zero to an integer; towards zero; down; up.
BigInteger round_half_away(const Rational& value);
BigInteger truncate(const Rational& value);
BigInteger floor(const Rational& value);
BigInteger ceiling(const Rational& value);
/// 10^exponent, also for negative exponents.
Rational power_of_ten(int exponent);

/// `value` with as many of `scale` fraction digits as fit in 38 digits, rounded half away from
/// zero; nothing if its integer part does not fit. REQUIRES: scale >= 0.
std::optional<Decimal> fitted(const Rational& value, int scale);
/// `value` to 28 significant digits, rounded half away from zero, without trailing zeros beyond
/// `least_scale` fraction digits; nothing if its integer part has more than 38 digits.
std::optional<Decimal> to_28_digits(const Rational& value, int least_scale = 0);

/// `value` as it is if 38 digits are enough, 37 of them in the fraction; else to 28 significant
/// digits. Without trailing zeros.
std::optional<Decimal> exact_or_to_28_digits(const Rational& value);

std::strong_ordering compare(const Rational& a, const Rational& b);

/// §6.1.2: equal when both are rounded to the fewer fraction digits of the two, trailing zeros not
/// counted.
bool equivalent(const Decimal& a, const Decimal& b);

std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);  ///< nothing for b = 0
std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b);
std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

Decimal negated(const Decimal& a);
/// To min(digits, scale) fraction digits. REQUIRES: digits >= 0.
Decimal rounded(const Decimal& a, int digits);

// Correctly rounded to 28 significant digits, trailing zeros dropped; a power with a whole exponent
// from 0 is exact if it fits. Nothing outside of the domain or where the result has more than 38
// digits before its point. Effort is bounded for any argument.
std::optional<Decimal> sqrt(const Decimal& a);
std::optional<Decimal> exp(const Decimal& a);
std::optional<Decimal> ln(const Decimal& a);
std::optional<Decimal> log(const Decimal& a, const Decimal& base);
std::optional<Decimal> power(const Decimal& a, const Decimal& exponent);

/// §5.10.5, §5.10.6: the least and the greatest of the values that round to `a` at its own scale,
/// to `precision` fraction digits (downwards, upwards); nothing below 0, above 28, or on overflow.
std::optional<Decimal> low_boundary(const Decimal& a, int precision);
std::optional<Decimal> high_boundary(const Decimal& a, int precision);

}  // namespace kiln::core::reference
