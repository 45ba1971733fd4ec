#include "proptest/reference/units.h"

#include <functional>
#include <vector>

#include "proptest/reference/elementary.h"
#include "proptest/reference/unit_terms.h"

namespace kiln::core::reference {
namespace {

constexpr int kKeptDigits = 60;
/// Exponents of special functions beyond this give numbers that no Decimal holds.
constexpr int kGreatestExponent = 900;
constexpr unsigned kMaxFactorBits = 4096;

Rational power(const Rational& base, int exponent) {
  Rational result = 1;
  for (int i = 0; i < std::abs(exponent); ++i) result *= base;
  return exponent < 0 ? Rational(1 / result) : result;
}

bool too_large(const Rational& factor) {
  const auto bits = [](const BigInteger& n) { return msb(n) + 1; };
  return bits(numerator(factor)) > kMaxFactorBits || bits(denominator(factor)) > kMaxFactorBits;
}

/// "6.0221367", "37e9".
Rational number_of(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, e);
  int ten = e == std::string_view::npos ? 0 : std::stoi(std::string(text.substr(e + 1)));
  BigInteger digits = 0;
  bool fraction = false;
  for (const char c : mantissa) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    digits = digits * 10 + (c - '0');
    if (fraction) --ten;
  }
  return Rational(digits) * power_of_ten(ten);
}

void multiply_in(Unit& unit, const Unit& other, int exponent) {
  unit.factor *= power(other.factor, exponent);
  unit.pi_power += other.pi_power * exponent;
  for (std::size_t i = 0; i < unit.dimension.size(); ++i) {
    unit.dimension[i] += other.dimension[i] * exponent;
  }
  for (const auto& [name, count] : other.arbitrary) unit.arbitrary[name] += count * exponent;
  std::erase_if(unit.arbitrary, [](const auto& entry) { return entry.second == 0; });
}

/// The unit that an atom is; a special one is its function on the unit of its definition.
Unit unit_of_atom(const std::string& atom) {
  Unit unit;
  if (atom == "[pi]") {
    unit.pi_power = 1;
    return unit;
  }
  const AtomDefinition definition = atom_definition(atom);
  if (definition.base_unit >= 0) {
    unit.dimension[static_cast<std::size_t>(definition.base_unit)] = 1;
    return unit;
  }
  if (definition.arbitrary == atom) {
    unit.arbitrary[atom] = 1;
    return unit;
  }
  unit = *parse_unit(definition.unit);
  unit.factor *= number_of(definition.value);
  if (definition.special) unit.special = atom;
  return unit;
}

bool is_dimensionless(const Unit& unit) {
  return unit.dimension == std::array<int, 7>{} && unit.arbitrary.empty();
}

/// value * pi^power, rounded to the digits that are kept.
Rational times_pi(const Rational& value, int pi_power) {
  return pi_power == 0 ? value : value * power(elementary::pi(), pi_power);
}

Rational kept(const Rational& value) {
  if (numerator(value) == 0) return value;
  int digits = kKeptDigits;
  for (Rational size = value < 0 ? Rational(-value) : value; size >= 1; size /= 10) --digits;
  for (Rational size = value < 0 ? Rational(-value) : value; size * 10 < 1; size *= 10) ++digits;
  return Rational(round_half_away(value * power_of_ten(digits))) * power_of_ten(-digits);
}

// The functions of special units (UCUM, "special units on non-ratio scales"), by their atoms.

using OptionalRational = std::optional<Rational>;

struct Scale {
  std::function<OptionalRational(const Rational&)> to_ratio, from_ratio;
  OptionalRational logarithm;  ///< the l of r = e^(l x), if the scale is logarithmic
};

/// r = x + offset.
Scale shifted(const Rational& offset) {
  return {[=](const Rational& x) -> OptionalRational { return x + offset; },
          [=](const Rational& r) -> OptionalRational { return r - offset; },
          {}};
}

/// r = base^(x / divisor), where `ln_base` is ln base.
Scale logarithmic(const Rational& ln_base, const Rational& divisor) {
  const Rational l = ln_base / divisor;
  return {[=](const Rational& x) -> OptionalRational {
            const Rational exponent = x * l;
            if (exponent > kGreatestExponent || exponent < -kGreatestExponent) return std::nullopt;
            return kept(elementary::exp(exponent));
          },
          [=](const Rational& r) -> OptionalRational {
            if (r <= 0) return std::nullopt;
            return kept(elementary::ln(r) / l);
          },
          l};
}

Scale scale_of(const std::string& atom) {
  if (atom == "Cel") return shifted(Rational(27315, 100));
  if (atom == "[degF]") return shifted(Rational(45967, 100));
  if (atom == "[degRe]") return shifted(Rational(21852, 100));
  if (atom == "Np") return logarithmic(1, 1);
  if (atom == "B" || atom == "B[W]" || atom == "B[kW]") {
    return logarithmic(elementary::ln(10), 1);
  }
  if (atom == "bit_s") return logarithmic(elementary::ln(2), 1);
  if (atom == "[pH]" || atom == "[hp'_X]") return logarithmic(elementary::ln(10), -1);
  if (atom == "[hp'_C]") return logarithmic(elementary::ln(100), -1);
  if (atom == "[hp'_M]") return logarithmic(elementary::ln(1000), -1);
  if (atom == "[hp'_Q]") return logarithmic(elementary::ln(50'000), -1);
  if (atom.starts_with("B[")) return logarithmic(elementary::ln(10), 2);  // field levels: 2 lg
  if (atom == "[m/s2/Hz^(1/2)]") {
    return {[](const Rational& x) -> OptionalRational {
              return x < 0 ? OptionalRational() : OptionalRational(x * x);
            },
            [](const Rational& r) -> OptionalRational {
              return r < 0 ? OptionalRational() : OptionalRational(kept(elementary::sqrt(r)));
            },
            {}};
  }
  // %[slope] and [p'diop]: x = 100 tan r.
  return {[](const Rational& x) -> OptionalRational { return elementary::arctan(x / 100); },
          [](const Rational& r) -> OptionalRational {
            const Rational right_angle = kept(elementary::pi() / 2);
            if (r >= right_angle || r <= -right_angle) return std::nullopt;
            return kept(100 * elementary::tan(r));
          },
          {}};
}

bool same_scale(const Unit& a, const Unit& b) {
  return a.special == b.special && a.factor == b.factor && a.pi_power == b.pi_power;
}

}  // namespace

std::optional<Unit> parse_unit(std::string_view code) {
  const std::optional<std::vector<UnitTerm>> terms = parse_unit_terms(code);
  if (!terms) return std::nullopt;
  Unit beside;  // what stands beside the special unit, or everything
  std::optional<Unit> special;
  for (const UnitTerm& term : *terms) {
    if (term.atom.empty()) {
      beside.factor *= power(Rational(term.number), term.exponent);
      continue;
    }
    Unit atom = unit_of_atom(term.atom);
    const Rational prefix = term.prefix.empty() ? Rational(1) : prefix_factor(term.prefix);
    if (!atom.special.empty()) {
      if (special || term.exponent != 1) return std::nullopt;
      atom.scale = prefix;
      special = atom;
      continue;
    }
    atom.factor *= prefix;
    multiply_in(beside, atom, term.exponent);
    if (too_large(beside.factor)) return std::nullopt;
  }
  if (!special) return beside;
  if (!is_dimensionless(beside)) return std::nullopt;
  special->scale *= times_pi(beside.factor, beside.pi_power);
  return special;
}

bool commensurable(const Unit& a, const Unit& b) {
  return a.dimension == b.dimension && a.arbitrary == b.arbitrary;
}

namespace {

/// ln of what `value` is on the ratio scale of a logarithmic unit, in base units.
Rational logarithm(const Rational& value, const Unit& unit, const Rational& l) {
  return value * unit.scale * l + elementary::ln(times_pi(unit.factor, unit.pi_power));
}

/// A difference of logarithms to 100 fraction digits, so that what cancels out is zero.
Rational settled(const Rational& difference) {
  return Rational(round_half_away(difference * power_of_ten(100))) * power_of_ten(-100);
}

/// The l of a logarithmic unit.
OptionalRational logarithm_of(const Unit& unit) {
  return unit.special.empty() ? std::nullopt : scale_of(unit.special).logarithm;
}

/// Whether the function of a unit, if it has one, takes rationals to rationals.
bool is_rational(const Unit& unit) {
  return unit.special.empty() || unit.special == "Cel" || unit.special == "[degF]" ||
         unit.special == "[degRe]";
}

}  // namespace

std::optional<Rational> convert(const Rational& value, const Unit& from, const Unit& to) {
  if (!commensurable(from, to)) return std::nullopt;
  if (same_scale(from, to)) return value * from.scale / to.scale;
  const OptionalRational from_l = logarithm_of(from);
  const OptionalRational to_l = logarithm_of(to);
  if (from_l && to_l) {
    const Rational shift = elementary::ln(times_pi(to.factor, to.pi_power));
    return settled((logarithm(value, from, *from_l) - shift) / *to_l / to.scale);
  }
  OptionalRational number = value * from.scale;
  if (!from.special.empty()) number = scale_of(from.special).to_ratio(*number);
  if (!number) return std::nullopt;
  number = times_pi(*number * from.factor / to.factor, from.pi_power - to.pi_power);
  if (!to.special.empty()) number = scale_of(to.special).from_ratio(*number);
  if (!number) return std::nullopt;
  const bool exact = from.pi_power == to.pi_power && is_rational(from) && is_rational(to);
  const Rational result = *number / to.scale;
  return exact ? result : kept(result);
}

PartialOrdering compare(const Rational& a, const Unit& unit_of_a, const Rational& b,
                        const Unit& unit_of_b) {
  if (!commensurable(unit_of_a, unit_of_b)) return std::nullopt;
  if (same_scale(unit_of_a, unit_of_b)) return compare(a * unit_of_a.scale, b * unit_of_b.scale);
  const OptionalRational l_of_a = logarithm_of(unit_of_a);
  const OptionalRational l_of_b = logarithm_of(unit_of_b);
  if (l_of_a && l_of_b) {
    return compare(settled(logarithm(a, unit_of_a, *l_of_a)),
                   settled(logarithm(b, unit_of_b, *l_of_b)));
  }
  Unit ratio = unit_of_b.special.empty() ? unit_of_b : unit_of_a;
  ratio.special.clear();
  ratio.scale = 1;
  const OptionalRational left = convert(a, unit_of_a, ratio);
  const OptionalRational right = convert(b, unit_of_b, ratio);
  if (!left || !right) return std::nullopt;
  return compare(*left, *right);
}

std::optional<Decimal> converted_decimal(const Rational& value) {
  std::optional<Decimal> result = exact_or_to_28_digits(value);
  const bool vanished = result && result->value == 0 && value != 0;
  return vanished ? std::nullopt : result;
}

std::strong_ordering compare_size(const Unit& a, const Unit& b) {
  return compare(a.scale * a.factor, times_pi(b.scale * b.factor, b.pi_power - a.pi_power));
}

// Products and quotients as text
namespace {

struct Power {
  std::string prefix, atom, annotation;
  int exponent = 0;
};

/// "cm2", "mg2{creat}": without the sign of its exponent.
std::string text_of(const Power& power) {
  const int size = std::abs(power.exponent);
  return power.prefix + power.atom + (size == 1 ? "" : std::to_string(size)) + power.annotation;
}

std::string text_of(const Rational& number, const std::vector<Power>& powers) {
  std::string numerators;
  std::string denominators;
  const auto numerator_term = [&](const std::string& text) {
    numerators += (numerators.empty() ? "" : ".") + text;
  };
  if (numerator(number) != 1) numerator_term(numerator(number).str());
  for (const Power& power : powers) {
    if (power.exponent > 0) numerator_term(text_of(power));
    if (power.exponent < 0) denominators += "/" + text_of(power);
  }
  if (denominator(number) != 1) denominators += "/" + denominator(number).str();
  const std::string text = numerators + denominators;
  return text.empty() ? "1" : text;
}

void collect(const std::vector<UnitTerm>& terms, int sign, Rational& number,
             std::vector<Power>& powers) {
  for (const UnitTerm& term : terms) {
    if (term.atom.empty()) {
      number *= power(Rational(term.number), sign * term.exponent);
      continue;
    }
    const auto same = std::ranges::find_if(powers, [&](const Power& other) {
      return other.prefix == term.prefix && other.atom == term.atom &&
             other.annotation == term.annotation;
    });
    if (same != powers.end()) {
      same->exponent += sign * term.exponent;
    } else {
      powers.push_back({term.prefix, term.atom, term.annotation, sign * term.exponent});
    }
  }
}

std::optional<std::string> combine(std::string_view a, std::string_view b, int sign) {
  const std::optional<Unit> left = parse_unit(a);
  const std::optional<Unit> right = parse_unit(b);
  if (!left || !right || !left->special.empty() || !right->special.empty()) return std::nullopt;
  if (b == "1") return std::string(a);
  if (a == "1" && sign > 0) return std::string(b);
  Rational number = 1;
  std::vector<Power> powers;
  collect(*parse_unit_terms(a), 1, number, powers);
  collect(*parse_unit_terms(b), sign, number, powers);
  const std::string text = text_of(number, powers);
  return parse_unit(text) ? std::optional(text) : std::nullopt;
}

}  // namespace

std::optional<std::string> multiply_units(std::string_view a, std::string_view b) {
  return combine(a, b, 1);
}

std::optional<std::string> divide_units(std::string_view a, std::string_view b) {
  return combine(a, b, -1);
}

}  // namespace kiln::core::reference
