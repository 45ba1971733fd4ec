#include "proptest/reference/elementary.h"

namespace kiln::core::reference::elementary {
namespace {

constexpr int kFixedDigits = 160;

/// A number times 10^160, fractions cut off.
BigInteger fixed(const Rational& x) {
  return truncate(x * power_of_ten(kFixedDigits));
}
Rational unfixed(const BigInteger& scaled) {
  return Rational(scaled) * power_of_ten(-kFixedDigits);
}

/// z + z^3/3 + z^5/5 + ... (sign = 1), or with alternating signs (sign = -1), scaled.
BigInteger odd_power_series(const Rational& z, int sign) {
  const BigInteger one = fixed(1);
  const BigInteger step = fixed(z * z);
  BigInteger power = fixed(z);
  BigInteger sum = power;
  for (int k = 3; power != 0; k += 2) {
    power = sign * power * step / one;
    sum += power / k;
  }
  return sum;
}

/// ln m = 2 artanh((m - 1) / (m + 1)).
BigInteger scaled_ln(const Rational& m) {
  return 2 * odd_power_series((m - 1) / (m + 1), 1);
}

const BigInteger& scaled_ln_2() {
  static const BigInteger value = scaled_ln(2);
  return value;
}

Rational power_of_two(int exponent) {
  const Rational power(BigInteger(1) << std::abs(exponent));
  return exponent < 0 ? Rational(1 / power) : power;
}

}  // namespace

Rational ln(const Rational& x) {
  // x = m * 2^k with m near 1, where the series converges quickly.
  Rational m = x;
  int k = 0;
  for (; compare(m, Rational(4, 3)) > 0; ++k) m /= 2;
  for (; compare(m, Rational(2, 3)) < 0; --k) m *= 2;
  return unfixed(scaled_ln(m) + k * scaled_ln_2());
}

Rational exp(const Rational& x) {
  // x = k ln 2 + r with |r| < 1, then 1 + r + r^2/2! + ...
  const Rational ln_2 = unfixed(scaled_ln_2());
  const int k = static_cast<int>(truncate(x / ln_2));
  const BigInteger one = fixed(1);
  const BigInteger r = fixed(x - k * ln_2);
  BigInteger term = one;
  BigInteger sum = one;
  for (int n = 1; term != 0; ++n) {
    term = term * r / one / n;
    sum += term;
  }
  return unfixed(sum) * power_of_two(k);
}

Rational sqrt(const Rational& x) {
  const BigInteger square = truncate(x * power_of_ten(2 * kFixedDigits));
  return unfixed(BigInteger(boost::multiprecision::sqrt(square)));
}

Rational arctan(const Rational& x) {
  // arctan x = 2 arctan(x / (1 + sqrt(1 + x^2))), until the series converges quickly.
  Rational reduced = x;
  int doublings = 0;
  for (; compare(reduced * reduced, Rational(1, 100)) > 0; ++doublings) {
    reduced = unfixed(fixed(reduced / (1 + sqrt(1 + reduced * reduced))));
  }
  return unfixed(odd_power_series(reduced, -1)) * power_of_two(doublings);
}

Rational tan(const Rational& x) {
  // The series of sine and cosine are the odd and the even terms of that of the exponential.
  const BigInteger one = fixed(1);
  const BigInteger scaled = fixed(x);
  BigInteger term = one;
  BigInteger sine = 0;
  BigInteger cosine = 0;
  for (int n = 0; term != 0; ++n) {
    (n % 2 == 0 ? cosine : sine) += n % 4 < 2 ? term : BigInteger(-term);
    term = term * scaled / one / (n + 1);
  }
  return Rational(sine, cosine);
}

const Rational& pi() {
  // Machin: pi/4 = 4 arctan(1/5) - arctan(1/239).
  static const Rational value = unfixed(16 * odd_power_series(Rational(1, 5), -1) -
                                        4 * odd_power_series(Rational(1, 239), -1));
  return value;
}

}  // namespace kiln::core::reference::elementary
