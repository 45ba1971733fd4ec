// Decimal: roots, exponentials, logarithms and powers (§5.8).
//
// They are computed in decimal floating point of 100 digits, whose error lies far behind the 28
// digits that are kept. Before these are cut out, a result is rounded to 81 digits, so that what is
// exact (16.log(2) is 4) comes out exact, and a tie is a tie.

#include <algorithm>
#include <boost/multiprecision/cpp_dec_float.hpp>

#include "runtime/value/decimal.h"
#include "runtime/value/wide.h"

namespace kiln::core {

using wide::Magnitude;
using wide::power_of_ten;

namespace {

using Real = boost::multiprecision::cpp_dec_float_100;

constexpr int kSettledDigits = 81;

// e^88 is above 10^38, e^-90 is below half of 10^-37.
constexpr int kExpOverflow = 88;
constexpr int kExpUnderflow = -90;

Real real_of(const Decimal& value) {
  return Real(value.to_string());
}

/// By repeated squaring: at most 127 steps, and infinity or zero where it runs away.
Real whole_power(Real base, Magnitude exponent) {
  Real result = 1;
  while (true) {
    if ((exponent & 1) != 0) result *= base;
    exponent >>= 1;
    if (exponent == 0) return result;
    base *= base;
  }
}

/// Rounded as decimal.h says; nothing if it is too large.
std::optional<Decimal> to_decimal(const Real& value) {
  if (value.is_zero()) return Decimal(0);
  if (!isfinite(value)) return std::nullopt;

  // Its digits one by one, not as text: a stream that has no memory gives fewer and says nothing.
  int exponent = static_cast<int>(value.backend().order());
  if (exponent > Decimal::kMaxDigits) return std::nullopt;
  if (exponent < -Decimal::kMaxScale - 1) return Decimal(0);
  Real rest = abs(value);
  if (exponent > 0) rest /= whole_power(10, static_cast<Magnitude>(exponent));
  if (exponent < 0) rest *= whole_power(10, static_cast<Magnitude>(-exponent));
  rest += 5 / whole_power(10, kSettledDigits);
  if (rest >= 10) {
    rest /= 10;
    ++exponent;
  }
  const auto next_digit = [&] {
    const int digit = rest.convert_to<int>();
    rest = (rest - digit) * 10;
    return digit;
  };

  if (exponent >= Decimal::kMaxDigits) return std::nullopt;
  const int kept = std::min(Decimal::kDivisionDigits, exponent + 1 + Decimal::kMaxScale);
  if (kept < 0) return Decimal(0);
  Magnitude magnitude = 0;
  for (int i = 0; i < kept; ++i) {
    magnitude = magnitude * 10 + static_cast<Magnitude>(next_digit());
  }
  if (next_digit() >= 5) ++magnitude;

  int scale = kept - 1 - exponent;
  if (scale < 0) {
    magnitude *= power_of_ten(-scale);
    scale = 0;
    if (magnitude >= power_of_ten(Decimal::kMaxDigits)) return std::nullopt;
  }
  const auto coefficient = static_cast<Decimal::Coefficient>(magnitude);
  return Decimal::from_parts(value < 0 ? -coefficient : coefficient, scale).stripped();
}

std::optional<Decimal> exponential(const Real& exponent) {
  if (exponent > kExpOverflow) return std::nullopt;
  if (exponent < kExpUnderflow) return Decimal(0);
  return to_decimal(exp(exponent));
}

/// base^exponent, if it is representable without rounding. REQUIRES: base > 0, exponent > 0.
std::optional<Decimal> exact_power(const Decimal& base, Magnitude exponent) {
  const Decimal plain = base.stripped();
  const auto factor = static_cast<Magnitude>(plain.coefficient());
  if (factor == 1 && plain.scale() == 0) return plain;
  // Above 1 the coefficient at least doubles, below 1 the scale grows.
  if (exponent > 127) return std::nullopt;
  const int scale = plain.scale() * static_cast<int>(exponent);
  if (scale > Decimal::kMaxScale) return std::nullopt;
  Magnitude result = 1;
  for (Magnitude i = 0; i < exponent; ++i) {
    if (result > (power_of_ten(Decimal::kMaxDigits) - 1) / factor) return std::nullopt;
    result *= factor;
  }
  return Decimal::from_parts(static_cast<Decimal::Coefficient>(result), scale).stripped();
}

}  // namespace

std::optional<Decimal> Decimal::sqrt() const {
  if (is_negative()) return std::nullopt;
  return to_decimal(boost::multiprecision::sqrt(real_of(*this)));
}

std::optional<Decimal> Decimal::exp() const {
  return exponential(real_of(*this));
}

std::optional<Decimal> Decimal::ln() const {
  if (coefficient_ <= 0) return std::nullopt;
  return to_decimal(boost::multiprecision::log(real_of(*this)));
}

std::optional<Decimal> Decimal::log(const Decimal& base) const {
  if (coefficient_ <= 0 || base.coefficient_ <= 0 || base == Decimal(1)) return std::nullopt;
  const Real quotient =
      boost::multiprecision::log(real_of(*this)) / boost::multiprecision::log(real_of(base));
  return to_decimal(quotient);
}

std::optional<Decimal> Decimal::power(const Decimal& exponent) const {
  if (exponent.is_zero()) return Decimal(1);
  if (is_zero()) return exponent.is_negative() ? std::nullopt : std::optional(Decimal(0));
  const Decimal base = abs();
  if (!exponent.is_integer()) {
    if (is_negative()) return std::nullopt;
    return exponential(real_of(exponent) * boost::multiprecision::log(real_of(base)));
  }

  const auto count = static_cast<Magnitude>(exponent.abs().truncated().coefficient());
  std::optional<Decimal> result;
  if (!exponent.is_negative()) result = exact_power(base, count);
  if (!result) {
    const Real power = whole_power(real_of(base), count);
    result = to_decimal(exponent.is_negative() ? Real(1 / power) : power);
  }
  if (result && is_negative() && (count & 1) != 0) return result->negated();
  return result;
}

}  // namespace kiln::core
