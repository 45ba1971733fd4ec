// UCUM units: parsing, validity, dimension and exact conversion.
//
// Entry: Unit::parse. The table of atoms and prefixes is generated from ucum-essence.xml by
// runtime/ucum/generate and committed. Sizes of units are exact rationals, as UCUM's definitions
// are; powers of [pi] are kept apart, so that units with the same power of it convert exactly.
// Special units (Cel, [degF], [pH], ...) convert through their function. See docs/units.md.
//
// Thread-safety: immutable; parsing is pure, and cheap enough to need no cache.
#pragma once

#include <array>
#include <boost/container/flat_map.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/ucum/factor.h"
#include "runtime/ucum/grammar.h"
#include "runtime/value/decimal.h"

namespace kiln::core::ucum {

/// A parsed case-sensitive ("c/s") UCUM unit in canonical form. It allocates only for sizes of more
/// than 512 bits and for terms of more than four components.
class Unit {
 public:
  /// Nothing if the text is no valid UCUM unit, or one that is refused: longer than 512 bytes, an
  /// exponent beyond 999, a size of more than 4,096 bits. The text is not kept.
  static std::optional<Unit> parse(std::string_view code);

  /// Same dimension: the exponents of the seven base units (m, s, g, rad, K, C, cd) and of each
  /// arbitrary unit ([iU]) are equal.
  bool commensurable(const Unit& other) const;

  /// On a non-ratio scale: no arithmetic, only conversion (§6.6).
  bool is_special() const;

  /// `value` of this unit in `target`, without trailing zeros in its fraction: exact where 38
  /// digits are enough, else rounded to 28 significant digits (and at most 37 fraction digits),
  /// half away from zero. Nothing if not commensurable, outside of a function's domain, too large
  /// for a Decimal, or too small for anything but zero.
  std::optional<Decimal> convert(const Decimal& value, const Unit& target) const;

  /// How `a` of this unit stands to `b` of `other`: exactly, without the rounding of convert(),
  /// where the factors are rational, else by 60 significant digits. Special units are compared on
  /// their ratio scale, unless both have the same function. Nothing if not commensurable or outside
  /// of a function's domain.
  std::optional<std::strong_ordering> compare(const Decimal& a, const Unit& other,
                                              const Decimal& b) const;

  /// How this unit's size relates to other's: less means more granular. A special unit has the
  /// size of its degree: Cel that of K, [degF] 5/9 of it. Nothing if not commensurable.
  std::optional<std::strong_ordering> compare_size(const Unit& other) const;

 private:
  Unit() = default;

  bool is_number() const { return dimensions_ == Dimensions{} && arbitrary_.empty(); }
  /// False if the result would not be bounded.
  bool multiply(const Component& component);
  /// A value of this unit in base units; of a special one, what its function takes.
  Factor on_own_scale(const Decimal& value) const;
  /// That number in base units; nothing outside of the function's domain.
  std::optional<Factor> on_ratio_scale(Factor number) const;

  // The canonical form: factor * base units ^ dimensions * arbitrary units ^ arbitrary. Of a
  // special unit, `factor_` is only what scales it (the prefix), and the dimensions are those of
  // the unit that its function applies to.
  using Dimensions = std::array<std::int32_t, kBaseUnits>;
  using Arbitrary = boost::container::small_flat_map<AtomIndex, std::int32_t, 2>;

  Factor factor_;
  Dimensions dimensions_{};
  Arbitrary arbitrary_;  ///< without exponents of zero
  AtomIndex special_ = kNoAtom;
};

/// Unit of a product or a quotient as UCUM text (§6.6.1, §6.6.2): ("cm", "cm") -> "cm2",
/// ("m/s", "s") -> "m", ("1", "s") divided -> "/s". Equal symbols are merged, different ones kept:
/// ("cm", "m") -> "cm.m", so that the values multiply exactly. With "1" the other unit stays as it
/// is written. Nothing if one is invalid or special, or the result would be refused.
std::optional<std::string> multiply_units(std::string_view a, std::string_view b);
std::optional<std::string> divide_units(std::string_view a, std::string_view b);

}  // namespace kiln::core::ucum
