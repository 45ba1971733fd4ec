// The grammar of UCUM's case-sensitive unit terms: text => flat list of components.
//
// Entry: parse_components. Operators and parentheses are resolved into the signs of the exponents:
// "a/(b.c2)" is a^1, b^-1, c^-2. Names are looked up, so that what is returned is a valid term;
// whether the combination means something (special units) is unit.cc's question.
//
// Bounds: kMaxUnitLength bytes, kMaxUnitNesting parentheses, exponents within +-kMaxExponent.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/ucum/atom.h"

namespace kiln::core::ucum {

inline constexpr std::size_t kMaxUnitLength = 512;
inline constexpr std::size_t kMaxUnitNesting = 32;
inline constexpr int kMaxExponent = 999;

/// One factor of a term: an atom with its prefix, or a number. An annotation that stands alone is
/// the number 1. The views are parts of the parsed text.
struct Component {
  std::string_view symbol;      ///< prefix and atom as written; empty for a number
  std::string_view annotation;  ///< with its braces, or empty
  const PrefixRow* prefix = nullptr;
  AtomIndex atom = kNoAtom;  ///< kNoAtom: a number
  std::uint64_t number = 1;
  int exponent = 1;  ///< of a number: 1 or -1
};

using Components = boost::container::small_vector<Component, 4>;

/// Nothing if the text is no term of the grammar or names an unknown unit.
std::optional<Components> parse_components(std::string_view text);

}  // namespace kiln::core::ucum
