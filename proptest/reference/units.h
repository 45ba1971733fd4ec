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

namespace kiln::reference {

/// A product of the base units with an exact factor: factor * pi^pi_power * m^.. s^.. ...
struct Unit {
  Rational factor = 1;
  int pi_power = 0;
  std::array<int, 7> dimension{};                     ///< m, s, g, rad, K, C, cd
  std::map<std::string, int, std::less<>> arbitrary;  ///< powers of units like [iU]
  std::string special;                                ///< name of the function; "" on a ratio scale
};

/// Nothing if the text is no valid UCUM unit.
std::optional<Unit> parse_unit(std::string_view code);

bool commensurable(const Unit& a, const Unit& b);

/// value [from] in [to], exactly; where a power of pi, a logarithm or an exponential stands in
/// between, to 60 digits. Nothing if not commensurable or outside of a function's domain.
std::optional<Rational> convert(const Rational& value, const Unit& from, const Unit& to);

/// How big one a is beside one b (§5.5.7.2: the smaller is the more granular).
std::optional<std::strong_ordering> compare_size(const Unit& a, const Unit& b);

/// UCUM text of the product and of the quotient of two units, "1" if nothing is left. Nothing if
/// one is not valid, or special.
std::optional<std::string> multiply_units(std::string_view a, std::string_view b);
std::optional<std::string> divide_units(std::string_view a, std::string_view b);

}  // namespace kiln::reference
