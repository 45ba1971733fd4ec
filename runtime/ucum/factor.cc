#include "runtime/ucum/factor.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace kiln::core::ucum {
namespace {

constexpr unsigned kMaxBits = 4096;
constexpr int kMaxTen = 4096;
constexpr int kMaxPi = 64;
constexpr int kMaxScale = 37;

/// The digits of UCUM's [pi]; kPiScale of them stand after the decimal point.
constexpr std::string_view kPiDigits =
    "31415926535897932384626433832795028841971693993751058209749445923";
constexpr int kPiScale = static_cast<int>(kPiDigits.size()) - 1;

Integer ten_to(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

unsigned bits(const Integer& value) {
  return value == 0 ? 0 : boost::multiprecision::msb(boost::multiprecision::abs(value)) + 1;
}

int digits(const Integer& magnitude) {
  if (magnitude == 0) return 1;
  // log10(2), closely enough: the guess is right or one too many.
  const int guess = static_cast<int>(std::uint64_t{bits(magnitude)} * 30'103 / 100'000) + 1;
  return guess > 1 && magnitude < ten_to(guess - 1) ? guess - 1 : guess;
}

/// magnitude * 10^-scale, of which trailing zeros of the fraction go.
struct Scaled {
  Integer magnitude;
  int scale;

  void strip() {
    while (scale > 0 && magnitude % 10 == 0) {
      magnitude /= 10;
      --scale;
    }
    if (scale < 0 && magnitude == 0) scale = 0;
  }

  bool fits() const {
    return scale <= kMaxScale && digits(magnitude) - std::min(scale, 0) <= Decimal::kMaxDigits;
  }

  /// REQUIRES: fits().
  Decimal to_decimal(bool negative) const {
    const Integer coefficient = scale < 0 ? Integer(magnitude * ten_to(-scale)) : magnitude;
    const auto value = coefficient.convert_to<Decimal::Coefficient>();
    return Decimal::from_parts(negative ? -value : value, std::max(scale, 0));
  }
};

/// numerator / denominator * 10^ten as an exact decimal, if it is one: if nothing but twos and
/// fives is left of the denominator. REQUIRES: lowest terms.
std::optional<Scaled> exact(Integer numerator, Integer denominator, int ten) {
  int scale = 0;
  for (; denominator % 10 == 0; ++scale) denominator /= 10;
  for (; denominator % 5 == 0; ++scale) {
    denominator /= 5;
    numerator *= 2;
  }
  for (; denominator % 2 == 0; ++scale) {
    denominator /= 2;
    numerator *= 5;
  }
  if (denominator != 1) return std::nullopt;
  Scaled result{std::move(numerator), scale - ten};
  result.strip();
  return result;
}

/// round(numerator / denominator * 10^shift), half away from zero.
Integer rounded_quotient(const Integer& numerator, const Integer& denominator, int shift) {
  const Integer dividend = shift > 0 ? Integer(numerator * ten_to(shift)) : numerator;
  const Integer divisor = shift < 0 ? Integer(denominator * ten_to(-shift)) : denominator;
  return (2 * dividend + divisor) / (2 * divisor);
}

Scaled rounded(const Integer& numerator, const Integer& denominator, int ten) {
  // The quotient lies in (10^(d - 1), 10^(d + 1)).
  const int d = digits(numerator) - digits(denominator);
  int shift = Decimal::kDivisionDigits - d;
  const Integer probe = shift > 0 ? Integer(numerator * ten_to(shift) / denominator)
                                  : Integer(numerator / (denominator * ten_to(-shift)));
  if (digits(probe) > Decimal::kDivisionDigits) --shift;
  shift = std::min(shift, kMaxScale + ten);
  Scaled result{rounded_quotient(numerator, denominator, shift), shift - ten};
  result.strip();
  return result;
}

}  // namespace

Factor Factor::from(const FactorRow& row) {
  return {row.numerator, row.denominator, row.ten, row.pi};
}

Factor Factor::from(const Decimal& value) {
  return {Integer(value.coefficient()), 1, -value.scale(), 0};
}

Factor& Factor::operator*=(const Factor& other) {
  numerator *= other.numerator;
  denominator *= other.denominator;
  ten += other.ten;
  pi += other.pi;
  return *this;
}

Factor& Factor::operator/=(const Factor& other) {
  const bool negative = other.numerator < 0;
  numerator *= other.denominator;
  denominator *= boost::multiprecision::abs(other.numerator);
  if (negative) numerator = -numerator;
  ten -= other.ten;
  pi -= other.pi;
  return *this;
}

Factor& Factor::operator+=(const Factor& other) {
  Factor left = pi == other.pi ? *this : without_pi(*this);
  Factor right = pi == other.pi ? other : without_pi(other);
  const int common = std::min(left.ten, right.ten);
  left.numerator *= ten_to(left.ten - common) * right.denominator;
  right.numerator *= ten_to(right.ten - common) * left.denominator;
  *this = {left.numerator + right.numerator, left.denominator * right.denominator, common, left.pi};
  return *this;
}

bool Factor::is_bounded() const {
  return bits(numerator) <= kMaxBits && bits(denominator) <= kMaxBits && std::abs(ten) <= kMaxTen &&
         std::abs(pi) <= kMaxPi;
}

std::optional<Factor> power(const Factor& base, int exponent) {
  const auto times = static_cast<unsigned>(std::abs(exponent));
  // 1^n has one bit, (1.x * 2^b)^n at least b * n.
  if ((bits(base.numerator) - 1) * times > kMaxBits) return std::nullopt;
  if ((bits(base.denominator) - 1) * times > kMaxBits) return std::nullopt;
  Factor result{boost::multiprecision::pow(base.numerator, times),
                boost::multiprecision::pow(base.denominator, times), base.ten * exponent,
                base.pi * exponent};
  if (exponent < 0) std::swap(result.numerator, result.denominator);
  if (!result.is_bounded()) return std::nullopt;
  return result;
}

std::strong_ordering compare(const Factor& a, const Factor& b) {
  Factor difference = b;
  difference.numerator = -difference.numerator;
  difference += a;
  return difference.numerator.sign() <=> 0;
}

Factor without_pi(Factor value) {
  if (value.pi == 0) return value;
  const auto times = static_cast<unsigned>(std::abs(value.pi));
  const Integer digits = boost::multiprecision::pow(Integer(std::string(kPiDigits)), times);
  (value.pi > 0 ? value.numerator : value.denominator) *= digits;
  value.ten -= kPiScale * value.pi;
  value.pi = 0;
  return value;
}

std::optional<Decimal> to_decimal(const Factor& value) {
  if (value.numerator == 0) return Decimal();
  const Factor plain = without_pi(value);
  const bool negative = plain.numerator < 0;
  const Integer magnitude = boost::multiprecision::abs(plain.numerator);
  const Integer divisor = boost::multiprecision::gcd(magnitude, plain.denominator);
  const Integer numerator = magnitude / divisor;
  const Integer denominator = plain.denominator / divisor;

  const std::optional<Scaled> decimal = exact(numerator, denominator, plain.ten);
  if (decimal && decimal->fits()) return decimal->to_decimal(negative);
  const Scaled approximation = rounded(numerator, denominator, plain.ten);
  if (approximation.magnitude == 0 || !approximation.fits()) return std::nullopt;
  return approximation.to_decimal(negative);
}

}  // namespace kiln::core::ucum
