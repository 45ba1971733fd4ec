// The four operations of Decimal, div and mod: exact in 256 bits, then brought back to 38 digits.
//
// Where coefficients fit in 64 bits, as nearly all do, the work is done in 128 bits.

#include <algorithm>

#include "runtime/value/decimal.h"
#include "runtime/value/wide.h"

namespace kiln::core {

using wide::align_narrowly;
using wide::decimal_of;
using wide::digit_count;
using wide::Magnitude;
using wide::magnitude_of;
using wide::power_of_ten;
using wide::rounded_quotient;
using wide::Wide;
using wide::wide_power_of_ten;

namespace {

/// The exact magnitude * 10^-scale with as many of its fraction digits as fit.
std::optional<Decimal> fitted(bool negative, const Wide& magnitude, int scale) {
  const int excess =
      std::max({digit_count(magnitude) - Decimal::kMaxDigits, scale - Decimal::kMaxScale, 0});
  if (excess > scale) return std::nullopt;
  if (excess == 0) return decimal_of(negative, static_cast<Magnitude>(magnitude), scale);
  const int kept = scale - excess;
  const Wide rounded = rounded_quotient(magnitude, wide_power_of_ten(excess));
  if (rounded < power_of_ten(Decimal::kMaxDigits)) {
    return decimal_of(negative, static_cast<Magnitude>(rounded), kept);
  }
  // 99...9.5 became 10^38, which is 10^37 with one digit less.
  if (kept == 0) return std::nullopt;
  return decimal_of(negative, power_of_ten(Decimal::kMaxDigits - 1), kept - 1);
}

/// Two magnitudes at the larger of two scales.
struct Aligned {
  Wide a;
  Wide b;
  int scale;
};

Aligned align(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale(), b.scale());
  return {Wide(magnitude_of(a)) * wide_power_of_ten(scale - a.scale()),
          Wide(magnitude_of(b)) * wide_power_of_ten(scale - b.scale()), scale};
}

}  // namespace

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  if (const auto narrow = align_narrowly(a, b)) {
    // Twice 2^64 * 10^18 is below 10^38.
    return Decimal::from_parts(narrow->a + narrow->b, std::max(a.scale_, b.scale_));
  }
  const Aligned aligned = align(a, b);
  if (a.is_negative() == b.is_negative()) {
    return fitted(a.is_negative(), aligned.a + aligned.b, aligned.scale);
  }
  if (aligned.a >= aligned.b) {
    return fitted(a.is_negative(), aligned.a - aligned.b, aligned.scale);
  }
  return fitted(b.is_negative(), aligned.b - aligned.a, aligned.scale);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
  return add(a, b.negated());
}

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  const int scale = a.scale_ + b.scale_;
  const Magnitude x = magnitude_of(a);
  const Magnitude y = magnitude_of(b);
  if (x < power_of_ten(19) && y < power_of_ten(19) && scale <= Decimal::kMaxScale) {
    return Decimal::from_parts(a.coefficient_ * b.coefficient_, scale);
  }
  return fitted(a.is_negative() != b.is_negative(), Wide(x) * y, scale);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const int ideal_scale = std::max(a.scale_ - b.scale_, 0);
  if (a.is_zero()) return Decimal::from_parts(0, ideal_scale);

  // a / b = x / y * 10^-(a.scale - b.scale). The quotient of the coefficients lies in
  // [10^leading, 10^(leading + 1)); with `shift` more digits it is rounded to what is kept.
  const Wide x = magnitude_of(a);
  const Wide y = magnitude_of(b);
  int leading = digit_count(x) - digit_count(y);
  if (x * wide_power_of_ten(std::max(-leading, 0)) < y * wide_power_of_ten(std::max(leading, 0))) {
    --leading;
  }
  const int shift =
      std::min(Decimal::kDivisionDigits - 1 - leading, Decimal::kMaxScale - (a.scale_ - b.scale_));
  if (leading + shift < -1) return Decimal::from_parts(0, ideal_scale);  // below half of 10^-37
  auto quotient = static_cast<Magnitude>(rounded_quotient(
      x * wide_power_of_ten(std::max(shift, 0)), y * wide_power_of_ten(std::max(-shift, 0))));
  int scale = shift + a.scale_ - b.scale_;
  while (scale > ideal_scale && quotient % 10 == 0) {
    quotient /= 10;
    --scale;
  }
  if (scale < 0) {
    if (digit_count(quotient) - scale > Decimal::kMaxDigits) return std::nullopt;
    quotient *= power_of_ten(-scale);
    scale = 0;
  }
  return decimal_of(a.is_negative() != b.is_negative(), quotient, scale);
}

std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  const Aligned aligned = align(a, b);
  return fitted(a.is_negative() != b.is_negative(), aligned.a / aligned.b, 0);
}

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) return std::nullopt;
  // Less than b and no more than a, one of which is at this scale already: it fits.
  const Aligned aligned = align(a, b);
  return decimal_of(a.is_negative(), static_cast<Magnitude>(aligned.a % aligned.b), aligned.scale);
}

}  // namespace kiln::core
