// Sums: find the unit, convert, add. Products: units by UCUM, values as decimals.

#include "runtime/function/quantity_arithmetic.h"

#include <algorithm>

#include "runtime/function/quantity_conversion.h"
#include "runtime/ucum/unit.h"

namespace kiln::core {

namespace {

using ucum::Unit;

constexpr std::string_view kNoUnit = "1";

bool is_plain_number(const QuantityView& quantity) {
  return !quantity.calendar && quantity.unit == kNoUnit;
}

std::optional<Quantity> sum(const std::optional<Decimal>& a, const std::optional<Decimal>& b,
                            std::string_view unit, bool calendar) {
  if (!a || !b) return std::nullopt;
  const std::optional<Decimal> value = add(*a, *b);
  if (!value) return std::nullopt;
  return Quantity{*value, std::string(unit), calendar};
}

/// At least one of the two is a calendar duration, and their units differ.
std::optional<Quantity> add_durations(const QuantityView& a, const QuantityView& b) {
  const std::optional<TemporalField> field_a = duration_field(a);
  const std::optional<TemporalField> field_b = duration_field(b);
  if ((field_a && *field_a <= TemporalField::Month) ||
      (field_b && *field_b <= TemporalField::Month)) {
    return std::nullopt;
  }
  std::string_view unit;
  if (field_a && field_b) {
    unit = calendar_keyword(std::max(*field_a, *field_b));
  } else {
    unit = a.calendar ? a.unit : b.unit;
  }
  const std::optional<Quantity> left = convert(a, unit);
  const std::optional<Quantity> right = convert(b, unit);
  if (!left || !right) return std::nullopt;
  return sum(left->value, right->value, unit, true);
}

std::optional<Quantity> add_ucum(const QuantityView& a, const QuantityView& b) {
  const std::optional<Unit> left = Unit::parse(a.unit);
  if (!left || left->is_special()) return std::nullopt;
  if (a.unit == b.unit) return sum(a.value, b.value, a.unit, false);
  const std::optional<Unit> right = Unit::parse(b.unit);
  if (!right || right->is_special() || !left->commensurable(*right)) return std::nullopt;
  if (right->compare_size(*left) == std::strong_ordering::less) {
    return sum(left->convert(a.value, *right), b.value, b.unit, false);
  }
  return sum(a.value, right->convert(b.value, *left), a.unit, false);
}

}  // namespace

std::optional<Quantity> add(const QuantityView& a, const QuantityView& b) {
  if (is_plain_number(a) && is_plain_number(b)) return sum(a.value, b.value, kNoUnit, false);
  if (a.calendar && b.calendar && a.unit == b.unit) return sum(a.value, b.value, a.unit, true);
  if (a.calendar || b.calendar) return add_durations(a, b);
  return add_ucum(a, b);
}

std::optional<Quantity> subtract(const QuantityView& a, const QuantityView& b) {
  return add(a, {b.value.negated(), b.unit, b.calendar});
}

std::optional<Quantity> multiply(const QuantityView& a, const QuantityView& b) {
  const std::optional<Decimal> value = multiply(a.value, b.value);
  if (!value) return std::nullopt;
  if (a.calendar || b.calendar) {
    if (!is_plain_number(a) && !is_plain_number(b)) return std::nullopt;
    return Quantity{*value, std::string(a.calendar ? a.unit : b.unit), true};
  }
  std::optional<std::string> unit = ucum::multiply_units(a.unit, b.unit);
  if (!unit) return std::nullopt;
  return Quantity{*value, *std::move(unit), false};
}

std::optional<Quantity> divide(const QuantityView& a, const QuantityView& b) {
  const std::optional<Decimal> value = divide(a.value, b.value);
  if (!value || b.calendar) return std::nullopt;
  if (a.calendar) {
    if (!is_plain_number(b)) return std::nullopt;
    return Quantity{*value, std::string(a.unit), true};
  }
  std::optional<std::string> unit = ucum::divide_units(a.unit, b.unit);
  if (!unit) return std::nullopt;
  return Quantity{*value, *std::move(unit), false};
}

}  // namespace kiln::core
