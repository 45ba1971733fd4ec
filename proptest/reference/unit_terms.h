// The grammar of UCUM's case-sensitive units: text to a flat list of terms.
//
//   unit       = ["/"] component { ("." | "/") component }
//   component  = (atom [exponent] | number) [annotation] | annotation | "(" term ")"
//
// Only names of the table are symbols, with a prefix where the atom is metric.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proptest/reference/decimal.h"

namespace kiln::core::reference {

struct UnitTerm {
  std::string prefix, atom;  ///< both empty: a number
  std::string annotation;    ///< with its braces, or empty
  BigInteger number = 1;
  int exponent = 1;  ///< its sign says on which side of the fraction the term stands
};

/// Nothing if the text is no unit.
std::optional<std::vector<UnitTerm>> parse_unit_terms(std::string_view code);

/// The factor of a prefix. REQUIRES: `prefix` is one.
Rational prefix_factor(std::string_view prefix);

/// What a row of the table says of an atom.
struct AtomDefinition {
  std::string value;  ///< decimal, with an exponent perhaps; "" for a base unit
  std::string unit;
  bool special = false;
  std::string arbitrary;  ///< the arbitrary unit that it counts, or empty
  int base_unit = -1;     ///< index of a base unit: m, s, g, rad, K, C, cd
};

/// REQUIRES: `atom` is one.
AtomDefinition atom_definition(std::string_view atom);

}  // namespace kiln::core::reference
