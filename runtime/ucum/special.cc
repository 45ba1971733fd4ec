#include "runtime/ucum/special.h"

#include <boost/multiprecision/cpp_dec_float.hpp>
#include <string>

namespace kiln::core::ucum {
namespace {

using Real = boost::multiprecision::cpp_dec_float_100;

constexpr int kKeptDigits = 60;
/// Exponents beyond lead to values that no Decimal holds in any unit.
constexpr int kMaxPower = 1000;

enum class Shape : std::uint8_t { Offset, Logarithm, Tangent, SquareRoot };

/// Offset:     scale value = ratio value - offset / 100
/// Logarithm:  scale value = multiplier * log_base(ratio value); base 0 is e
struct FunctionRow {
  Function function;
  Shape shape;
  int offset = 0;
  int base = 0;
  int multiplier = 0;
};

constexpr FunctionRow kFunctions[] = {
    {Function::Celsius, Shape::Offset, 273'15},
    {Function::Fahrenheit, Shape::Offset, 459'67},
    {Function::Reaumur, Shape::Offset, 218'52},
    {Function::Lg, Shape::Logarithm, 0, 10, 1},
    {Function::MinusLg, Shape::Logarithm, 0, 10, -1},
    {Function::TwoLg, Shape::Logarithm, 0, 10, 2},
    {Function::Ld, Shape::Logarithm, 0, 2, 1},
    {Function::Ln, Shape::Logarithm, 0, 0, 1},
    {Function::MinusLog100, Shape::Logarithm, 0, 100, -1},
    {Function::MinusLog1000, Shape::Logarithm, 0, 1000, -1},
    {Function::MinusLog50000, Shape::Logarithm, 0, 50000, -1},
    {Function::HundredTan, Shape::Tangent},
    {Function::SquareRoot, Shape::SquareRoot},
};

const FunctionRow& row_of(Function function) {
  return kFunctions[static_cast<std::size_t>(function) - 1];
}

constexpr bool rows_stand_in_order() {
  for (std::size_t i = 0; i < std::size(kFunctions); ++i) {
    if (kFunctions[i].function != static_cast<Function>(i + 1)) return false;
  }
  return true;
}
static_assert(rows_stand_in_order());

Factor whole(std::int64_t value) {
  return {Integer(value), 1, 0, 0};
}

Real real_of(const Factor& value) {
  // In lowest terms and with a power of ten that is exact, so that 10/10 is 1 and its logarithm 0.
  const Factor plain = without_pi(value);
  const Integer divisor = boost::multiprecision::gcd(plain.numerator, plain.denominator);
  const Real quotient = Real(plain.numerator / divisor) / Real(plain.denominator / divisor);
  return quotient * Real("1e" + std::to_string(plain.ten));
}

/// The first kKeptDigits digits; nothing for what is not finite.
std::optional<Factor> factor_of(const Real& value) {
  if (!boost::multiprecision::isfinite(value)) return std::nullopt;
  // "-d.ddddde-07"
  std::string text = value.str(kKeptDigits, std::ios_base::scientific);
  const std::size_t e = text.find('e');
  const int exponent = std::stoi(text.substr(e + 1));
  const bool negative = text.front() == '-';
  std::string digits = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
  const std::size_t point = digits.find('.');
  int fraction_digits = 0;
  if (point != std::string::npos) {
    digits.erase(point, 1);
    fraction_digits = static_cast<int>(digits.size() - point);
  }
  // A leading zero would make the number octal.
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  Integer magnitude(digits);
  return Factor{negative ? Integer(-magnitude) : magnitude, 1, exponent - fraction_digits, 0};
}

/// The value if it is an integer within +-kMaxPower.
std::optional<int> small_integer(const Factor& value) {
  if (value.pi != 0) return std::nullopt;
  const std::optional<Decimal> decimal = to_decimal(value);
  const std::optional<std::int32_t> integer = decimal ? decimal->to_int32() : std::nullopt;
  if (!integer || std::abs(*integer) > kMaxPower) return std::nullopt;
  // Rounding may have made an integer of what was none.
  if (compare(value, whole(*integer)) != 0) return std::nullopt;
  return *integer;
}

std::optional<Factor> exponential(const FunctionRow& row, Factor exponent) {
  exponent /= whole(row.multiplier);
  const std::optional<int> integer = row.base == 0 ? std::nullopt : small_integer(exponent);
  if (integer) {
    Factor base = whole(row.base);
    for (; base.numerator % 10 == 0; base.numerator /= 10) ++base.ten;
    return power(base, *integer);
  }
  const Real real = real_of(exponent);
  if (boost::multiprecision::abs(real) > kMaxPower) return std::nullopt;
  return factor_of(row.base == 0 ? Real(boost::multiprecision::exp(real))
                                 : Real(boost::multiprecision::pow(Real(row.base), real)));
}

std::optional<Factor> logarithm(const FunctionRow& row, const Factor& value) {
  if (value.numerator <= 0) return std::nullopt;
  Real result = boost::multiprecision::log(real_of(value));
  if (row.base != 0) result /= boost::multiprecision::log(Real(row.base));
  return factor_of(result * row.multiplier);
}

/// Angles of one branch only: (-pi/2, pi/2).
std::optional<Factor> hundred_tan(const Factor& angle) {
  Factor limit{1, 2, 0, 1};
  if (compare(angle, limit) >= 0) return std::nullopt;
  limit.numerator = -1;
  if (compare(angle, limit) <= 0) return std::nullopt;
  return factor_of(100 * boost::multiprecision::tan(real_of(angle)));
}

}  // namespace

std::optional<Factor> to_ratio_scale(Function function, const Factor& value) {
  const FunctionRow& row = row_of(function);
  Factor result = value;
  switch (row.shape) {
    case Shape::Offset:
      result += Factor{row.offset, 1, -2, 0};
      return result;
    case Shape::Logarithm:
      return exponential(row, value);
    case Shape::Tangent:
      return factor_of(boost::multiprecision::atan(real_of(value) / 100));
    case Shape::SquareRoot:
      if (value.numerator < 0) return std::nullopt;
      result *= value;
      return result;
  }
  return std::nullopt;
}

std::optional<Factor> from_ratio_scale(Function function, const Factor& value) {
  const FunctionRow& row = row_of(function);
  Factor result = value;
  switch (row.shape) {
    case Shape::Offset:
      result += Factor{-row.offset, 1, -2, 0};
      return result;
    case Shape::Logarithm:
      return logarithm(row, value);
    case Shape::Tangent:
      return hundred_tan(value);
    case Shape::SquareRoot:
      if (value.numerator < 0) return std::nullopt;
      return factor_of(boost::multiprecision::sqrt(real_of(value)));
  }
  return std::nullopt;
}

}  // namespace kiln::core::ucum
