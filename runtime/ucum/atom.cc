#include "runtime/ucum/atom.h"

#include <algorithm>
#include <iterator>

namespace kiln::core::ucum {
namespace {

constexpr AtomRow kAtoms[] = {
#include "runtime/ucum/generated/atoms.inc"
};

constexpr PrefixRow kPrefixes[] = {
#include "runtime/ucum/generated/prefixes.inc"
};

template <class Row>
const Row* find(std::span<const Row> rows, std::string_view code) {
  const auto row = std::ranges::lower_bound(
      rows, code, {}, [](const Row& candidate) { return std::string_view(candidate.code); });
  return row != rows.end() && row->code == code ? &*row : nullptr;
}

}  // namespace

std::span<const AtomRow> atoms() {
  return kAtoms;
}
std::span<const PrefixRow> prefixes() {
  return kPrefixes;
}

AtomIndex find_atom(std::string_view code) {
  const AtomRow* row = find(atoms(), code);
  return row == nullptr ? kNoAtom : static_cast<AtomIndex>(row - std::begin(kAtoms));
}

const PrefixRow* find_prefix(std::string_view code) {
  return find(prefixes(), code);
}

}  // namespace kiln::core::ucum
