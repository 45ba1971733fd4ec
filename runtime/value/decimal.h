// Decimal: exact decimal numbers with their scale, as FHIRPath's System.Decimal.
//
// A value is coefficient * 10^-scale with |coefficient| < 10^38 and 0 <= scale <= 37. The scale is
// part of the value and survives (`1.10`), but takes no part in equality (`1.10 = 1.1`).
//
// Rules, the same for every engine of Kiln (docs/decimals.md):
//   - add, subtract, multiply are exact; where the exact result has more than 38 digits or more
//     than 37 fraction digits, fraction digits are rounded away until it fits, half away from zero,
//     in one rounding; where its integer part has more than 38 digits, there is no result
//     (overflow). The scale is max(scale(a), scale(b)), for a product scale(a) + scale(b), less
//     what was rounded away.
//   - divide keeps 28 significant digits of the exact quotient (the integer part included) and at
//     most 37 fraction digits, rounded half away from zero; trailing zeros beyond max(scale(a) -
//     scale(b), 0) are dropped; 0 / b has the scale max(scale(a) - scale(b), 0).
//   - sqrt, exp, ln, log, power: correctly rounded to 28 significant digits and at most 37 fraction
//     digits, half away from zero, trailing zeros dropped. The one exception: power with an integer
//     exponent >= 0 is exact where the exact result, trailing zeros of its fraction dropped, has at
//     most 38 digits and 37 fraction digits.
//   - There is no negative zero.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiln::core {

class Decimal {
 public:
  using Coefficient = __int128;
  static constexpr int kMaxDigits = 38;
  static constexpr int kMaxScale = 37;
  static constexpr int kDivisionDigits = 28;
  /// Fraction digits of a boundary that no precision was asked for (§5.10.5).
  static constexpr int kBoundaryPrecision = 8;

  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t value) : coefficient_(value) {}
  /// REQUIRES: |coefficient| < 10^38, 0 <= scale <= 37.
  static constexpr Decimal from_parts(Coefficient coefficient, int scale) {
    Decimal d;
    d.coefficient_ = coefficient;
    d.scale_ = static_cast<std::int8_t>(scale);
    return d;
  }

  /// [+-]?digits[.digits][(e|E)[+-]digits]; nothing if malformed or not representable exactly, with
  /// all its fraction digits (more than 38 digits without leading zeros, more than 37 of them after
  /// the point). The scale is what plain notation needs: "1.50e1" is 15.0, "1e2" is 100.
  static std::optional<Decimal> parse(std::string_view text);

  Coefficient coefficient() const { return coefficient_; }
  /// Number of digits after the decimal point: FHIRPath precision().
  int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }
  bool is_integer() const;

  /// Plain notation with all digits of the scale: "1.10", "-0.5", "100".
  std::string to_string() const {
    std::string text;
    append_to(text);
    return text;
  }
  void append_to(std::string& text) const;

  std::optional<std::int32_t> to_int32() const;  ///< if integral and in range
  std::optional<std::int64_t> to_int64() const;

  /// By value, scale ignored.
  friend std::strong_ordering compare(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return compare(a, b) == 0; }

  /// §6.1.2: equal after rounding both to the smaller number of significant fraction digits,
  /// trailing zeros not counted.
  friend bool equivalent(const Decimal& a, const Decimal& b);

  friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  /// Nothing for b = 0 (§6.6.2).
  friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  /// Truncated division (`div`) as a Decimal of scale 0, nothing if it has more than 38 digits; and
  /// its remainder (`mod`), which has the sign of a and the scale max(scale(a), scale(b)), and is
  /// exact. Nothing for b = 0.
  friend std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

  Decimal negated() const;
  Decimal abs() const;
  // Scale 0.
  Decimal floor() const;
  Decimal ceiling() const;
  Decimal truncated() const;
  /// Half away from zero, to `digits` fraction digits. REQUIRES: digits >= 0. The result has scale
  /// min(digits, scale()).
  Decimal rounded(int digits) const;
  /// Without trailing zeros in the fraction.
  Decimal stripped() const;

  std::optional<Decimal> sqrt() const;                    ///< nothing for negatives
  std::optional<Decimal> exp() const;                     ///< nothing on overflow
  std::optional<Decimal> ln() const;                      ///< nothing for values <= 0
  std::optional<Decimal> log(const Decimal& base) const;  ///< nothing if one is <= 0, or base = 1
  /// x^0 is 1, 0^0 too. Nothing on overflow, for 0 to a negative power and for a negative number to
  /// a fractional one. Effort is bounded for any exponent.
  std::optional<Decimal> power(const Decimal& exponent) const;

  /// §5.10.5, §5.10.6: this value minus (plus) half a unit of its last digit, rounded down (up) to
  /// `precision` fraction digits, which is the scale of the result. Nothing for a precision that is
  /// negative or above 28, or if the result has more than 38 digits.
  std::optional<Decimal> low_boundary(int precision = kBoundaryPrecision) const;
  std::optional<Decimal> high_boundary(int precision = kBoundaryPrecision) const;

 private:
  Coefficient coefficient_ = 0;
  std::int8_t scale_ = 0;
};

}  // namespace kiln::core
