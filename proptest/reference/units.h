// UCUM units of the reference: a parser of the c/s grammar and exact conversion.
//
// The atoms and prefixes are the generated table of runtime/ucum; the grammar, the arithmetic of
// units and the special functions are written here a second time.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "proptest/reference/decimal.h"
#include "runtime/value/temporal.h"

namespace kiln::core::reference {

/// scale * (factor * pi^pi_power * m^.. s^.. ..), where a special unit's number goes through its
/// function in between: `scale` is on this side of the function, `factor` on the other.
struct Unit {
  Rational factor = 1;
  int pi_power = 0;
  std::array<int, 7> dimension{};                     ///< m, s, g, rad, K, C, cd
  std::map<std::string, int, std::less<>> arbitrary;  ///< powers of units like [iU]
  std::string special;  ///< the atom that has the function; "" on a ratio scale, scale = 1
  Rational scale = 1;
};

/// Nothing if the text is no valid UCUM unit, or beyond the bounds of runtime/ucum/unit.h. A
/// special unit takes part in no algebra: only numbers may stand beside it.
std::optional<Unit> parse_unit(std::string_view code);

/// Same dimension, arbitrary units included.
bool commensurable(const Unit& a, const Unit& b);

/// value [from] in [to]: exact, or to 60 digits where pi or a function that is not rational stands
/// in between. Nothing if not commensurable or outside of a function's domain.
std::optional<Rational> convert(const Rational& value, const Unit& from, const Unit& to);

/// How a stands to b: in their unit if it is one, else on the ratio scale that both have. Nothing
/// if not commensurable, or if one is outside of its function's domain.
PartialOrdering compare(const Rational& a, const Unit& unit_of_a, const Rational& b,
                        const Unit& unit_of_b);

/// A converted value as a Decimal: exact if 38 digits are enough, else 28 significant digits;
/// nothing if it is too large, or too small for anything but zero.
std::optional<Decimal> converted_decimal(const Rational& value);

/// How big one a is beside one b (§5.5.7.2: the smaller is the more granular); a special unit has
/// the size of its degree. REQUIRES: commensurable(a, b).
std::strong_ordering compare_size(const Unit& a, const Unit& b);

/// UCUM text of the product and of the quotient of two units: equal symbols merged, numerators
/// before denominators, "1" if nothing is left; with "1" the other unit as it is written. Nothing
/// if one is not valid, or special, or if the result would not be valid.
std::optional<std::string> multiply_units(std::string_view a, std::string_view b);
std::optional<std::string> divide_units(std::string_view a, std::string_view b);

}  // namespace kiln::core::reference
