// Wide integers that exact decimals need on the way: magnitudes below 10^77.
//
// For the .cc files of this room only; Boost's headers are slow to compile.
#pragma once

#include <array>
#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <optional>

#include "runtime/value/decimal.h"

namespace kiln::core::wide {

/// A coefficient's absolute value: below 10^38.
using Magnitude = unsigned __int128;
/// Products, dividends and values aligned to a common scale: below 10^77.
using Wide = boost::multiprecision::uint256_t;

inline Magnitude magnitude_of(const Decimal& value) {
  const auto magnitude = static_cast<Magnitude>(value.coefficient());
  return value.is_negative() ? -magnitude : magnitude;
}

/// REQUIRES: magnitude < 10^38, 0 <= scale <= 37.
inline Decimal decimal_of(bool negative, Magnitude magnitude, int scale) {
  const auto coefficient = static_cast<Decimal::Coefficient>(magnitude);
  return Decimal::from_parts(negative ? -coefficient : coefficient, scale);
}

inline constexpr std::array<Magnitude, 39> kPowersOfTen = [] {
  std::array<Magnitude, 39> powers{};
  Magnitude power = 1;
  for (Magnitude& entry : powers) {
    entry = power;
    power *= 10;  // wraps behind the last entry, which is 10^38
  }
  return powers;
}();

/// REQUIRES: 0 <= exponent <= 38.
constexpr Magnitude power_of_ten(int exponent) {
  return kPowersOfTen[static_cast<std::size_t>(exponent)];
}

/// REQUIRES: 0 <= exponent <= 76.
inline Wide wide_power_of_ten(int exponent) {
  if (exponent <= 38) return power_of_ten(exponent);
  return Wide(power_of_ten(38)) * power_of_ten(exponent - 38);
}

/// Two coefficients at the larger of two scales.
struct NarrowlyAligned {
  Decimal::Coefficient a;
  Decimal::Coefficient b;
};

/// Where 128 bits hold them with room for their sum: coefficients of at most 64 bits, scales at
/// most 18 apart. Nearly all pairs are so; nothing for the others.
inline std::optional<NarrowlyAligned> align_narrowly(const Decimal& a, const Decimal& b) {
  constexpr Magnitude kMost = UINT64_MAX;
  const int distance = a.scale() - b.scale();
  if (distance > 18 || distance < -18 || magnitude_of(a) > kMost || magnitude_of(b) > kMost) {
    return std::nullopt;
  }
  const auto factor = [](int exponent) {
    return static_cast<Decimal::Coefficient>(power_of_ten(exponent > 0 ? exponent : 0));
  };
  return NarrowlyAligned{a.coefficient() * factor(-distance), b.coefficient() * factor(distance)};
}

/// Decimal digits without leading zeros; 1 for 0. REQUIRES: value < 10^77.
inline int digit_count(const Wide& value) {
  if (value == 0) return 1;
  // 1233/4096 is log10(2), closely enough for 256 bits: the guess is right or one too many.
  const int guess = (static_cast<int>(msb(value)) + 1) * 1233 / 4096 + 1;
  return guess > 1 && value < wide_power_of_ten(guess - 1) ? guess - 1 : guess;
}

/// dividend / divisor, half up.
inline Wide rounded_quotient(const Wide& dividend, const Wide& divisor) {
  const Wide quotient = dividend / divisor;
  const Wide rest = dividend - quotient * divisor;
  return rest >= divisor - rest ? quotient + 1 : quotient;
}

}  // namespace kiln::core::wide
