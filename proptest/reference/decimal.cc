#include "proptest/reference/decimal.h"

#include <limits>

#include "proptest/reference/elementary.h"

namespace kiln::core::reference {
namespace {

constexpr int kMaxScale = 37;
/// e^100 has 44 digits before the point, e^-100 has 43 zeros after it: beyond what a Decimal holds.
constexpr int kExponentBound = 100;
/// Powers up to this exponent are found exactly. A larger power that is an exact decimal of 29
/// digits or fewer, of any number but 1, does not exist.
constexpr int kExactPower = 200;

bool is_integer(const Rational& value) {
  return denominator(value) == 1;
}
bool is_negative(const Rational& value) {
  return numerator(value) < 0;
}
bool is_zero(const Rational& value) {
  return numerator(value) == 0;
}
Rational magnitude(const Rational& value) {
  return is_negative(value) ? Rational(-value) : value;
}

const BigInteger& coefficient_limit() {
  static const BigInteger limit = pow(BigInteger(10), kiln::core::Decimal::kMaxDigits);
  return limit;
}

/// The e of value = d.ddd * 10^e. REQUIRES: value != 0.
int decimal_exponent(const Rational& value) {
  const Rational size = magnitude(value);
  int e = static_cast<int>(numerator(size).str().size()) -
          static_cast<int>(denominator(size).str().size());
  while (compare(size, power_of_ten(e)) < 0) --e;
  while (compare(size, power_of_ten(e + 1)) >= 0) ++e;
  return e;
}

Rational rounded_to_scale(const Rational& value, int scale) {
  return Rational(round_half_away(value * power_of_ten(scale))) * power_of_ten(-scale);
}

Rational rounded_to_digits(const Rational& value, int digits) {
  if (is_zero(value)) return value;
  return rounded_to_scale(value, digits - 1 - decimal_exponent(value));
}

/// The fewest fraction digits that `value` can be written with.
int least_scale_of(const Decimal& a) {
  int scale = a.scale;
  while (scale > 0 && is_integer(a.value * power_of_ten(scale - 1))) --scale;
  return scale;
}

/// A result known to 80 digits and more: rounded there first, so that a result which is exact
/// (a square root of 4, a tie of rounding) is seen as what it is.
std::optional<Decimal> from_approximation(const Rational& value) {
  return to_28_digits(rounded_to_digits(value, 80));
}

/// e^x for the x of an exp() or a power().
std::optional<Decimal> exp_of(const Rational& x, bool negate = false) {
  if (compare(x, Rational(kExponentBound)) > 0) return std::nullopt;
  if (compare(x, Rational(-kExponentBound)) < 0) return Decimal{};
  const Rational result = elementary::exp(x);
  return from_approximation(negate ? Rational(-result) : result);
}

Rational exact_power(const Rational& base, int exponent) {
  Rational result = 1;
  for (int i = 0; i < std::abs(exponent); ++i) result *= base;
  return exponent < 0 ? Rational(1 / result) : result;
}

}  // namespace

Decimal decimal_of(std::int64_t value) {
  return {Rational(value), 0};
}

Decimal from_runtime(const kiln::core::Decimal& decimal) {
  return {Rational(BigInteger(decimal.coefficient())) * power_of_ten(-decimal.scale()),
          decimal.scale()};
}

kiln::core::Decimal to_runtime(const Decimal& decimal) {
  const BigInteger coefficient = truncate(decimal.value * power_of_ten(decimal.scale));
  return kiln::core::Decimal::from_parts(coefficient.convert_to<kiln::core::Decimal::Coefficient>(),
                                         decimal.scale);
}

std::string to_string(const Decimal& decimal) {
  return to_runtime(decimal).to_string();
}

std::optional<std::int32_t> to_int32(const Rational& value) {
  using Limits = std::numeric_limits<std::int32_t>;
  const BigInteger& whole = numerator(value);
  if (!is_integer(value) || whole < Limits::min() || whole > Limits::max()) return std::nullopt;
  return static_cast<std::int32_t>(whole);
}

std::optional<std::int64_t> to_int64(const Rational& value) {
  using Limits = std::numeric_limits<std::int64_t>;
  const BigInteger& whole = numerator(value);
  if (!is_integer(value) || whole < Limits::min() || whole > Limits::max()) return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

BigInteger truncate(const Rational& value) {
  return BigInteger(numerator(value) / denominator(value));
}

BigInteger round_half_away(const Rational& value) {
  const Rational half(1, 2);
  return truncate(is_negative(value) ? Rational(value - half) : Rational(value + half));
}

BigInteger floor(const Rational& value) {
  const BigInteger whole = truncate(value);
  return is_negative(value) && !is_integer(value) ? BigInteger(whole - 1) : whole;
}

BigInteger ceiling(const Rational& value) {
  return BigInteger(-floor(-value));
}

Rational power_of_ten(int exponent) {
  const Rational power(pow(BigInteger(10), static_cast<unsigned>(std::abs(exponent))));
  return exponent < 0 ? Rational(1 / power) : power;
}

std::optional<Decimal> fitted(const Rational& value, int scale) {
  for (int digits = std::min(scale, kMaxScale); digits >= 0; --digits) {
    const BigInteger coefficient = round_half_away(value * power_of_ten(digits));
    if (abs(coefficient) < coefficient_limit()) {
      return Decimal{Rational(coefficient) * power_of_ten(-digits), digits};
    }
  }
  return std::nullopt;
}

std::optional<Decimal> to_28_digits(const Rational& value, int least_scale) {
  if (is_zero(value)) return Decimal{0, least_scale};
  const int digits = kiln::core::Decimal::kDivisionDigits - 1 - decimal_exponent(value);
  const Rational rounded_value = rounded_to_scale(value, std::min(digits, kMaxScale));
  std::optional<Decimal> result = fitted(rounded_value, std::max(digits, 0));
  if (result)
    result->scale = std::max(least_scale_of(*result), std::min(least_scale, result->scale));
  return result;
}

std::optional<Decimal> exact_or_to_28_digits(const Rational& value) {
  for (int scale = 0; scale <= kMaxScale; ++scale) {
    const Rational coefficient = value * power_of_ten(scale);
    if (!is_integer(coefficient)) continue;
    if (abs(numerator(coefficient)) < coefficient_limit()) return Decimal{value, scale};
    break;
  }
  return to_28_digits(value);
}

std::strong_ordering compare(const Rational& a, const Rational& b) {
  const int sign = a.compare(b);
  if (sign == 0) return std::strong_ordering::equal;
  return sign < 0 ? std::strong_ordering::less : std::strong_ordering::greater;
}

bool equivalent(const Decimal& a, const Decimal& b) {
  const int scale = std::min(least_scale_of(a), least_scale_of(b));
  return compare(rounded_to_scale(a.value, scale), rounded_to_scale(b.value, scale)) == 0;
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  return fitted(a.value + b.value, std::max(a.scale, b.scale));
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
  return add(a, negated(b));
}

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  return fitted(a.value * b.value, a.scale + b.scale);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (is_zero(b.value)) return std::nullopt;
  return to_28_digits(a.value / b.value, std::max(a.scale - b.scale, 0));
}

std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b) {
  if (is_zero(b.value)) return std::nullopt;
  return fitted(Rational(truncate(a.value / b.value)), 0);
}

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  if (is_zero(b.value)) return std::nullopt;
  return fitted(a.value - b.value * Rational(truncate(a.value / b.value)),
                std::max(a.scale, b.scale));
}

Decimal negated(const Decimal& a) {
  return {-a.value, a.scale};
}

Decimal rounded(const Decimal& a, int digits) {
  const int scale = std::min(digits, a.scale);
  return {rounded_to_scale(a.value, scale), scale};
}

std::optional<Decimal> sqrt(const Decimal& a) {
  if (is_negative(a.value)) return std::nullopt;
  return from_approximation(elementary::sqrt(a.value));
}

std::optional<Decimal> exp(const Decimal& a) {
  return exp_of(a.value);
}

std::optional<Decimal> ln(const Decimal& a) {
  if (is_zero(a.value) || is_negative(a.value)) return std::nullopt;
  return from_approximation(elementary::ln(a.value));
}

std::optional<Decimal> log(const Decimal& a, const Decimal& base) {
  if (is_zero(a.value) || is_negative(a.value)) return std::nullopt;
  if (is_zero(base.value) || is_negative(base.value)) return std::nullopt;
  if (compare(base.value, Rational(1)) == 0) return std::nullopt;
  return from_approximation(elementary::ln(a.value) / elementary::ln(base.value));
}

std::optional<Decimal> power(const Decimal& a, const Decimal& exponent) {
  const Rational& e = exponent.value;
  if (is_zero(e)) return decimal_of(1);
  if (is_zero(a.value)) return is_negative(e) ? std::nullopt : std::optional(Decimal{});
  if (!is_integer(e) && is_negative(a.value)) return std::nullopt;
  if (is_integer(e) && compare(magnitude(e), Rational(kExactPower)) <= 0) {
    const Rational result = exact_power(a.value, static_cast<int>(numerator(e)));
    return is_negative(e) ? to_28_digits(result) : exact_or_to_28_digits(result);
  }
  const bool odd = is_integer(e) && numerator(e) % 2 != 0;
  return exp_of(e * elementary::ln(magnitude(a.value)), odd && is_negative(a.value));
}

namespace {

using RoundToInteger = BigInteger (*)(const Rational&);

/// §5.10.5: half a unit of the last digit away from the value, then outwards to the precision.
std::optional<Decimal> boundary(const Decimal& a, int precision, int direction,
                                RoundToInteger outwards) {
  if (precision < 0 || precision > kiln::core::Decimal::kDivisionDigits) return std::nullopt;
  const Rational edge = a.value + direction * power_of_ten(-a.scale) / 2;
  const BigInteger coefficient = outwards(edge * power_of_ten(precision));
  if (abs(coefficient) >= coefficient_limit()) return std::nullopt;
  return Decimal{Rational(coefficient) * power_of_ten(-precision), precision};
}

}  // namespace

std::optional<Decimal> low_boundary(const Decimal& a, int precision) {
  return boundary(a, precision, -1, floor);
}

std::optional<Decimal> high_boundary(const Decimal& a, int precision) {
  return boundary(a, precision, 1, ceiling);
}

}  // namespace kiln::core::reference
