#include "runtime/ucum/unit.h"

#include "runtime/ucum/special.h"

namespace kiln::core::ucum {

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

bool Unit::multiply(const Component& component) {
  Factor base = factor_of(component);
  if (component.exponent == 1) {
    factor_ *= base;
  } else {
    const std::optional<Factor> raised = power(base, component.exponent);
    if (!raised) return false;
    factor_ *= *raised;
  }
  if (component.atom == kNoAtom) return factor_.is_bounded();

  const AtomRow& row = row_of(component.atom);
  for (std::size_t i = 0; i < kBaseUnits; ++i) {
    dimensions_[i] += row.dimensions[i] * component.exponent;
  }
  if (row.arbitrary != kNoAtom) {
    const auto entry = arbitrary_.try_emplace(row.arbitrary, 0).first;
    entry->second += component.exponent;
    if (entry->second == 0) arbitrary_.erase(entry);
  }
  return factor_.is_bounded();
}

std::optional<Unit> Unit::parse(std::string_view code) {
  const std::optional<Components> components = parse_components(code);
  if (!components) return std::nullopt;

  Unit unit;
  const Component* special = nullptr;
  for (const Component& component : *components) {
    if (component.atom != kNoAtom && row_of(component.atom).function != Function::None) {
      // A non-ratio scale has no powers, and nothing to do with another one.
      if (special != nullptr || component.exponent != 1) return std::nullopt;
      special = &component;
      continue;
    }
    if (!unit.multiply(component)) return std::nullopt;
  }
  if (special != nullptr) {
    // Only numbers may scale it.
    if (!unit.is_number() || !unit.multiply(*special)) return std::nullopt;
    unit.special_ = special->atom;
  }
  return unit;
}

bool Unit::commensurable(const Unit& other) const {
  return dimensions_ == other.dimensions_ && arbitrary_ == other.arbitrary_;
}

bool Unit::is_special() const {
  return special_ != kNoAtom;
}

Factor Unit::on_own_scale(const Decimal& value) const {
  Factor number = Factor::from(value);
  number *= factor_;
  return number;
}

std::optional<Factor> Unit::on_ratio_scale(Factor number) const {
  if (special_ == kNoAtom) return number;
  std::optional<Factor> ratio = to_ratio_scale(function_of(special_), number);
  if (ratio) *ratio *= scale_of(special_);
  return ratio;
}

std::optional<std::strong_ordering> Unit::compare(const Decimal& a, const Unit& other,
                                                  const Decimal& b) const {
  if (!commensurable(other)) return std::nullopt;
  std::optional<Factor> left = on_own_scale(a);
  std::optional<Factor> right = other.on_own_scale(b);
  if (!same_scale(special_, other.special_)) {
    left = on_ratio_scale(*left);
    right = other.on_ratio_scale(*right);
    if (!left || !right) return std::nullopt;
  }
  return ucum::compare(*left, *right);
}

std::optional<Decimal> Unit::convert(const Decimal& value, const Unit& target) const {
  if (!commensurable(target)) return std::nullopt;
  const AtomIndex from = special_;
  const AtomIndex to = target.special_;

  std::optional<Factor> number = on_own_scale(value);
  if (!same_scale(from, to)) {
    number = on_ratio_scale(*number);
    if (!number) return std::nullopt;
    *number /= scale_of(to);
    if (target.is_special()) number = from_ratio_scale(function_of(to), *number);
    if (!number) return std::nullopt;
  }
  *number /= target.factor_;
  return to_decimal(*number);
}

std::optional<std::strong_ordering> Unit::compare_size(const Unit& other) const {
  if (!commensurable(other)) return std::nullopt;
  Factor left = factor_;
  Factor right = other.factor_;
  left *= scale_of(special_);
  right *= scale_of(other.special_);
  return ucum::compare(left, right);
}

}  // namespace kiln::core::ucum
