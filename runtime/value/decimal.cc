// Decimal: representation, text, order and rounding. Arithmetic: decimal_arithmetic.cc; roots,
// logarithms and powers: decimal_functions.cc.

#include "runtime/value/decimal.h"

#include <algorithm>
#include <array>
#include <limits>

#include "runtime/text/ascii.h"
#include "runtime/value/wide.h"

namespace kiln::core {

using wide::align_narrowly;
using wide::decimal_of;
using wide::Magnitude;
using wide::magnitude_of;
using wide::power_of_ten;
using wide::Wide;
using wide::wide_power_of_ten;

namespace {

/// [+-]?digits, or nothing; far exponents come out as some far exponent.
std::optional<int> parse_exponent(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty() || !std::ranges::all_of(text, ascii::is_digit)) return std::nullopt;
  int exponent = 0;
  for (const char c : text) exponent = std::min(exponent * 10 + (c - '0'), 1'000'000);
  return negative ? -exponent : exponent;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);

  Magnitude magnitude = 0;
  std::int64_t scale = 0;
  std::size_t at = 0;
  const auto take_digits = [&](bool fraction) {
    const std::size_t start = at;
    for (; at < text.size() && ascii::is_digit(text[at]); ++at) {
      if (magnitude >= power_of_ten(kMaxDigits - 1)) return false;  // a 39th digit
      magnitude = magnitude * 10 + static_cast<Magnitude>(text[at] - '0');
      if (fraction) ++scale;
    }
    return at > start;
  };
  if (!take_digits(false)) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!take_digits(true)) return std::nullopt;
  }
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    const std::optional<int> exponent = parse_exponent(text.substr(at + 1));
    if (!exponent) return std::nullopt;
    scale -= *exponent;
  }
  if (scale > kMaxScale) return std::nullopt;
  if (scale < 0) {
    if (magnitude != 0) {
      if (-scale >= kMaxDigits) return std::nullopt;
      const Magnitude factor = power_of_ten(static_cast<int>(-scale));
      if (magnitude > (power_of_ten(kMaxDigits) - 1) / factor) return std::nullopt;
      magnitude *= factor;
    }
    scale = 0;
  }
  return decimal_of(negative, magnitude, static_cast<int>(scale));
}

void Decimal::append_to(std::string& text) const {
  // Written from the back: at most 38 digits, or 0 and the point before 37, and the sign.
  std::array<char, 42> buffer{};
  std::size_t at = buffer.size();
  Magnitude rest = magnitude_of(*this);
  int written = 0;
  do {
    if (written == scale_ && scale_ > 0) buffer[--at] = '.';
    buffer[--at] = static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    ++written;
  } while (rest != 0 || written <= scale_);
  if (coefficient_ < 0) buffer[--at] = '-';
  text.append(buffer.data() + at, buffer.size() - at);
}

bool Decimal::is_integer() const {
  return scale_ == 0 || coefficient_ % static_cast<Coefficient>(power_of_ten(scale_)) == 0;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  const Coefficient factor = static_cast<Coefficient>(power_of_ten(scale_));
  const Coefficient value = coefficient_ / factor;
  if (value * factor != coefficient_ || value < std::numeric_limits<std::int64_t>::min() ||
      value > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

std::optional<std::int32_t> Decimal::to_int32() const {
  const std::optional<std::int64_t> value = to_int64();
  if (!value || *value < std::numeric_limits<std::int32_t>::min() ||
      *value > std::numeric_limits<std::int32_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*value);
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) {
  if (a.scale_ == b.scale_) return a.coefficient_ <=> b.coefficient_;
  if (const auto narrow = align_narrowly(a, b)) return narrow->a <=> narrow->b;
  if (a.is_negative() != b.is_negative()) {
    return a.is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const int scale = std::max(a.scale_, b.scale_);
  const Wide x = Wide(magnitude_of(a)) * wide_power_of_ten(scale - a.scale_);
  const Wide y = Wide(magnitude_of(b)) * wide_power_of_ten(scale - b.scale_);
  const int order = a.is_negative() ? y.compare(x) : x.compare(y);
  return order <=> 0;
}

bool equivalent(const Decimal& a, const Decimal& b) {
  const int digits = std::min(a.stripped().scale(), b.stripped().scale());
  return compare(a.rounded(digits), b.rounded(digits)) == 0;
}

Decimal Decimal::negated() const {
  return from_parts(-coefficient_, scale_);
}

Decimal Decimal::abs() const {
  return is_negative() ? negated() : *this;
}

Decimal Decimal::truncated() const {
  return from_parts(coefficient_ / static_cast<Coefficient>(power_of_ten(scale_)), 0);
}

Decimal Decimal::floor() const {
  const Decimal whole = truncated();
  if (!is_negative() || is_integer()) return whole;
  return from_parts(whole.coefficient_ - 1, 0);
}

Decimal Decimal::ceiling() const {
  return negated().floor().negated();
}

Decimal Decimal::rounded(int digits) const {
  if (digits >= scale_) return *this;
  const Magnitude divisor = power_of_ten(scale_ - digits);
  const Magnitude magnitude = magnitude_of(*this);
  const Magnitude rest = magnitude % divisor;
  const Magnitude quotient = magnitude / divisor + (rest >= divisor - rest ? 1 : 0);
  return decimal_of(is_negative(), quotient, digits);
}

Decimal Decimal::stripped() const {
  Coefficient coefficient = coefficient_;
  int scale = scale_;
  while (scale > 0 && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  return from_parts(coefficient, scale);
}

std::optional<Decimal> Decimal::low_boundary(int precision) const {
  const std::optional<Decimal> boundary = negated().high_boundary(precision);
  if (!boundary) return std::nullopt;
  return boundary->negated();
}

std::optional<Decimal> Decimal::high_boundary(int precision) const {
  if (precision < 0 || precision > kDivisionDigits) return std::nullopt;
  // The bound in units of 10^-(scale + 1): coefficient * 10 + 5, as sign and magnitude.
  const bool negative = is_negative();
  Wide bound = Wide(magnitude_of(*this)) * 10;
  if (negative) {
    bound -= 5;
  } else {
    bound += 5;
  }
  const int shift = precision - (scale_ + 1);
  if (shift >= 0) {
    bound *= wide_power_of_ten(shift);
  } else {  // up: away from zero for a positive bound, towards it for a negative one
    const Wide divisor = wide_power_of_ten(-shift);
    const Wide down = bound / divisor;
    bound = !negative && down * divisor != bound ? Wide(down + 1) : down;
  }
  if (bound >= power_of_ten(kMaxDigits)) return std::nullopt;
  return decimal_of(negative, static_cast<Magnitude>(bound), precision);
}

}  // namespace kiln::core
