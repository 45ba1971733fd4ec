// Decimal: exact decimal numbers with their scale, as FHIRPath's System.Decimal.
//
// A value is coefficient * 10^-scale with |coefficient| < 10^38 and 0 <= scale <= 37. The scale is
// part of the value and survives (`1.10`), but takes no part in equality (`1.10 = 1.1`).
//
// Rules, the same for every engine of Kiln (docs/semantics.md):
//   - add, subtract, multiply are exact; where the exact result has more than 38 digits, fraction
//     digits are rounded away, half away from zero; where its integer part has more than 38
//     digits, there is no result (overflow).
//   - divide keeps 28 significant digits, rounded half away from zero; trailing zeros beyond
//     max(scale(a) - scale(b), 0) are dropped.
//   - sqrt, exp, ln, log, power: correctly rounded to 28 significant digits, trailing zeros dropped.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiln {

class Decimal {
 public:
  using Coefficient = __int128;
  static constexpr int kMaxDigits = 38;
  static constexpr int kDivisionDigits = 28;

  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t value) : coefficient_(value) {}
  /// REQUIRES: |coefficient| < 10^38, 0 <= scale <= 37.
  static constexpr Decimal from_parts(Coefficient coefficient, int scale) {
    Decimal d;
    d.coefficient_ = coefficient;
    d.scale_ = static_cast<std::int8_t>(scale);
    return d;
  }

  /// [+-]?digits[.digits][(e|E)[+-]digits]; nothing if malformed or not representable exactly
  /// (more than 38 digits, trailing zeros of the fraction included).
  static std::optional<Decimal> parse(std::string_view text);

  Coefficient coefficient() const { return coefficient_; }
  /// Number of digits after the decimal point: FHIRPath precision().
  int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }
  bool is_integer() const;

  /// Plain notation with all digits of the scale: "1.10", "-0.5", "100".
  std::string to_string() const;

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
  /// Truncated division (`div`) as an integral Decimal, and its remainder (`mod`).
  friend std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> remainder(const Decimal& a, const Decimal& b);

  Decimal negated() const;
  Decimal abs() const;
  Decimal floor() const;
  Decimal ceiling() const;
  Decimal truncated() const;
  /// Half away from zero, to `digits` fraction digits. REQUIRES: digits >= 0. The result has scale
  /// min(digits, scale()).
  Decimal rounded(int digits) const;
  /// Without trailing zeros in the fraction.
  Decimal stripped() const;

  std::optional<Decimal> sqrt() const;                       ///< nothing for negatives
  std::optional<Decimal> exp() const;                        ///< nothing on overflow
  std::optional<Decimal> ln() const;                         ///< nothing for values <= 0
  std::optional<Decimal> log(const Decimal& base) const;     ///< nothing outside its domain
  std::optional<Decimal> power(const Decimal& exponent) const;  ///< nothing if not representable

  /// §5.10.5: the least and the greatest value that prints as this one, to `precision` fraction
  /// digits; nothing for a negative precision or one above 28.
  std::optional<Decimal> low_boundary(int precision) const;
  std::optional<Decimal> high_boundary(int precision) const;

 private:
  Coefficient coefficient_ = 0;
  std::int8_t scale_ = 0;
};

}  // namespace kiln
