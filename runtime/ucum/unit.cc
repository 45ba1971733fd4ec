#include "runtime/ucum/unit.h"

#include <array>
#include <map>

#include "runtime/ucum/factor.h"
#include "runtime/ucum/grammar.h"
#include "runtime/ucum/special.h"

namespace kiln::ucum {

/// Canonical form: factor * base units ^ dimensions * arbitrary units ^ arbitrary. Of a special
/// unit, `factor` is only what scales it (the prefix), and the dimensions are those of the unit
/// that its function applies to.
struct Unit::Parts {
  using Dimensions = std::array<std::int32_t, kBaseUnits>;
  using Arbitrary = std::map<AtomIndex, std::int32_t>;

  Factor factor;
  Dimensions dimensions{};
  Arbitrary arbitrary;  ///< without exponents of zero
  AtomIndex special = kNoAtom;

  bool is_number() const { return dimensions == Dimensions{} && arbitrary.empty(); }

  /// Nothing if the result would not be bounded.
  bool multiply(const Component& component);

  /// A value of this unit in base units; of a special one, what its function takes.
  Factor on_own_scale(const Decimal& value) const {
    Factor number = Factor::from(value);
    number *= factor;
    return number;
  }
  /// That number in base units; nothing outside of the function's domain.
  std::optional<Factor> on_ratio_scale(Factor number) const;
};

namespace {

const AtomRow& row_of(AtomIndex atom) {
  return atoms()[static_cast<std::size_t>(atom)];
}

/// The factor between the ratio scale's unit and the base units; 1 for a unit that is not special.
Factor scale_of(AtomIndex special) {
  return special == kNoAtom ? Factor{} : Factor::from(row_of(special).factor);
}

Function function_of(AtomIndex special) {
  return special == kNoAtom ? Function::None : row_of(special).function;
}

/// Whether two units (or none) have one function of one unit: %[slope] and [p'diop].
bool same_scale(AtomIndex a, AtomIndex b) {
  return a == b || (function_of(a) == function_of(b) && a != kNoAtom && b != kNoAtom &&
                    compare(scale_of(a), scale_of(b)) == 0);
}

/// What a component multiplies with, without its exponent.
Factor factor_of(const Component& component) {
  if (component.atom == kNoAtom) return {Integer(component.number), 1, 0, 0};
  const AtomRow& row = row_of(component.atom);
  Factor factor = row.function == Function::None ? Factor::from(row.factor) : Factor{};
  if (component.prefix != nullptr) factor *= Factor::from(component.prefix->factor);
  return factor;
}

}  // namespace

bool Unit::Parts::multiply(const Component& component) {
  Factor base = factor_of(component);
  if (component.exponent == 1) {
    factor *= base;
  } else {
    const std::optional<Factor> raised = power(base, component.exponent);
    if (!raised) return false;
    factor *= *raised;
  }
  if (component.atom == kNoAtom) return factor.is_bounded();

  const AtomRow& row = row_of(component.atom);
  for (std::size_t i = 0; i < kBaseUnits; ++i) {
    dimensions[i] += row.dimensions[i] * component.exponent;
  }
  if (row.arbitrary != kNoAtom) {
    const auto entry = arbitrary.try_emplace(row.arbitrary, 0).first;
    entry->second += component.exponent;
    if (entry->second == 0) arbitrary.erase(entry);
  }
  return factor.is_bounded();
}

Unit::Unit(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

std::optional<Unit> Unit::parse(std::string_view code) {
  const std::optional<Components> components = parse_components(code);
  if (!components) return std::nullopt;

  auto parts = std::make_shared<Parts>();
  const Component* special = nullptr;
  for (const Component& component : *components) {
    if (component.atom != kNoAtom && row_of(component.atom).function != Function::None) {
      // A non-ratio scale has no powers, and nothing to do with another one.
      if (special != nullptr || component.exponent != 1) return std::nullopt;
      special = &component;
      continue;
    }
    if (!parts->multiply(component)) return std::nullopt;
  }
  if (special != nullptr) {
    // Only numbers may scale it.
    if (!parts->is_number() || !parts->multiply(*special)) return std::nullopt;
    parts->special = special->atom;
  }
  return Unit(std::move(parts));
}

bool Unit::commensurable(const Unit& other) const {
  return parts_->dimensions == other.parts_->dimensions &&
         parts_->arbitrary == other.parts_->arbitrary;
}

bool Unit::is_special() const {
  return parts_->special != kNoAtom;
}

std::optional<Factor> Unit::Parts::on_ratio_scale(Factor number) const {
  if (special == kNoAtom) return number;
  std::optional<Factor> ratio = to_ratio_scale(function_of(special), number);
  if (ratio) *ratio *= scale_of(special);
  return ratio;
}

std::optional<std::strong_ordering> Unit::compare(const Decimal& a, const Unit& other,
                                                  const Decimal& b) const {
  if (!commensurable(other)) return std::nullopt;
  std::optional<Factor> left = parts_->on_own_scale(a);
  std::optional<Factor> right = other.parts_->on_own_scale(b);
  if (!same_scale(parts_->special, other.parts_->special)) {
    left = parts_->on_ratio_scale(*left);
    right = other.parts_->on_ratio_scale(*right);
    if (!left || !right) return std::nullopt;
  }
  return ucum::compare(*left, *right);
}

std::optional<Decimal> Unit::convert(const Decimal& value, const Unit& target) const {
  if (!commensurable(target)) return std::nullopt;
  const AtomIndex from = parts_->special;
  const AtomIndex to = target.parts_->special;

  std::optional<Factor> number = parts_->on_own_scale(value);
  if (!same_scale(from, to)) {
    number = parts_->on_ratio_scale(*number);
    if (!number) return std::nullopt;
    *number /= scale_of(to);
    if (target.is_special()) number = from_ratio_scale(function_of(to), *number);
    if (!number) return std::nullopt;
  }
  *number /= target.parts_->factor;
  return to_decimal(*number);
}

std::optional<std::strong_ordering> Unit::compare_size(const Unit& other) const {
  if (!commensurable(other)) return std::nullopt;
  Factor left = parts_->factor;
  Factor right = other.parts_->factor;
  left *= scale_of(parts_->special);
  right *= scale_of(other.parts_->special);
  return ucum::compare(left, right);
}

}  // namespace kiln::ucum
