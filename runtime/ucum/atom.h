// The atoms and prefixes of UCUM, as tables in read-only memory.
//
// Entry: find_atom, find_prefix. The rows are generated from ucum-essence.xml by
// runtime/ucum/generate; every definition is already resolved down to the seven base units.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kiln::core::ucum {

/// Position of a row in atoms().
using AtomIndex = std::int16_t;
inline constexpr AtomIndex kNoAtom = -1;

/// m, s, g, rad, K, C, cd: their order in AtomRow::dimensions.
inline constexpr std::size_t kBaseUnits = 7;

/// What makes a unit special: the function between its scale and a ratio scale (special.h).
enum class Function : std::uint8_t {
  None,
  Celsius,
  Fahrenheit,
  Reaumur,
  Lg,
  MinusLg,
  TwoLg,
  Ld,
  Ln,
  MinusLog100,
  MinusLog1000,
  MinusLog50000,
  HundredTan,
  SquareRoot,
};

/// numerator / denominator * 10^ten * pi^pi.
struct FactorRow {
  std::uint64_t numerator;
  std::uint64_t denominator;
  std::int16_t ten;
  std::int16_t pi;
};

struct PrefixRow {
  char code[3];
  FactorRow factor;
};

/// An atom in canonical form; for a special one, `factor` and `dimensions` are those of the unit
/// that its function applies to.
struct AtomRow {
  char code[16];
  bool metric;  ///< takes prefixes
  Function function;
  AtomIndex arbitrary;  ///< the arbitrary unit that it is a dimension of, [iU] for [IU]
  FactorRow factor;
  std::int8_t dimensions[kBaseUnits];
};

/// Sorted by code.
std::span<const AtomRow> atoms();
std::span<const PrefixRow> prefixes();

AtomIndex find_atom(std::string_view code);
const PrefixRow* find_prefix(std::string_view code);

}  // namespace kiln::core::ucum
