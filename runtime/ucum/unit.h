// UCUM units: parsing, validity, dimension and exact conversion.
//
// Entry: Unit::parse. The table of atoms and prefixes is generated from ucum-essence.xml by
// runtime/ucum/generate and committed. Factors are exact rationals wherever UCUM's are (also pi is
// kept symbolically apart: a unit with a power of pi converts exactly to one with the same power).
// Special units (Cel, [degF], pH, ...) convert through their function.
//
// Thread-safety: immutable; parsing is pure.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/decimal.h"

namespace kiln::ucum {

/// A parsed case-sensitive ("c/s") UCUM unit in canonical form.
class Unit {
 public:
  /// Nothing if the text is no valid UCUM unit.
  static std::optional<Unit> parse(std::string_view code);

  /// Exponents of the seven base units (m, s, g, rad, K, C, cd); commensurable means equal, arbitrary
  /// units ([iU]) commensurable only with themselves.
  bool commensurable(const Unit& other) const;
  /// On a non-ratio scale: no arithmetic, only conversion (§6.6).
  bool is_special() const;

  /// value [this] in [target]; exact where it is representable in 38 digits, else rounded to 28
  /// significant digits. Nothing if not commensurable or outside of the function's domain.
  std::optional<Decimal> convert(const Decimal& value, const Unit& target) const;

  /// How this unit's size relates to other's: less means more granular. Nothing if not commensurable.
  std::optional<std::strong_ordering> compare_size(const Unit& other) const;

  // The units of products and quotients (§6.6.1, §6.6.2) are made by multiply/divide below, as text.

  struct Parts;  // canonical form, see unit.cc

 private:
  std::shared_ptr<const Parts> parts_;
};

/// Unit of a product or a quotient as UCUM text: ("cm","cm") -> "cm2", ("m/s","s") -> "m",
/// ("1","s") divided -> "/s". Nothing if one is invalid or special.
std::optional<std::string> multiply_units(std::string_view a, std::string_view b);
std::optional<std::string> divide_units(std::string_view a, std::string_view b);

}  // namespace kiln::ucum
