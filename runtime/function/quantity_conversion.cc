// Quantities are brought to one unit in one of two ways: calendar durations by the table below,
// UCUM units through runtime/ucum. Where the two systems meet, a calendar unit stands for its UCUM
// code.

#include "runtime/function/quantity_conversion.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>

#include "runtime/ucum/unit.h"

namespace kiln::core {

namespace {

using ucum::Unit;

constexpr std::int64_t kDay = 86'400'000;
// §5.5.7.2, in milliseconds and in the order of TemporalField.
constexpr std::array<std::int64_t, 8> kMilliseconds{365 * kDay, 30 * kDay, 7 * kDay, kDay,
                                                    3'600'000,  60'000,    1'000,    1};
constexpr std::int64_t kMonthsPerYear = 12;

std::int64_t milliseconds(TemporalField field) {
  return kMilliseconds[static_cast<std::size_t>(field)];
}

/// value [from] = value * numerator / denominator [to].
struct Factor {
  std::int64_t numerator;
  std::int64_t denominator;
};

Factor calendar_factor(TemporalField from, TemporalField to) {
  if (from == TemporalField::Year && to == TemporalField::Month) return {kMonthsPerYear, 1};
  if (from == TemporalField::Month && to == TemporalField::Year) return {1, kMonthsPerYear};
  const std::int64_t divisor = std::gcd(milliseconds(from), milliseconds(to));
  return {milliseconds(from) / divisor, milliseconds(to) / divisor};
}

/// Years and months differ between the systems (§4.1.8.1).
bool is_approximate(std::optional<TemporalField> field) {
  return field && *field <= TemporalField::Month;
}

std::string_view ucum_code(const QuantityView& quantity) {
  if (!quantity.calendar) return quantity.unit;
  const std::optional<TemporalField> field = calendar_unit(quantity.unit);
  return field ? ucum_code_of(*field) : std::string_view();
}

std::optional<Decimal> convert_ucum(const Decimal& value, std::string_view from,
                                    std::string_view to) {
  const std::optional<Unit> source = Unit::parse(from);
  if (!source) return std::nullopt;
  if (from == to) return value;
  const std::optional<Unit> target = Unit::parse(to);
  if (!target) return std::nullopt;
  return source->convert(value, *target);
}

PartialOrdering compare_calendar(const Decimal& a, TemporalField unit_a, const Decimal& b,
                                 TemporalField unit_b) {
  const Factor factor = calendar_factor(unit_a, unit_b);
  const std::optional<Decimal> scaled_a = multiply(a, Decimal(factor.numerator));
  const std::optional<Decimal> scaled_b = multiply(b, Decimal(factor.denominator));
  if (!scaled_a || !scaled_b) return std::nullopt;
  return compare(*scaled_a, *scaled_b);
}

PartialOrdering compare_ucum(const Decimal& a, std::string_view unit_a, const Decimal& b,
                             std::string_view unit_b) {
  const std::optional<Unit> left = Unit::parse(unit_a);
  if (!left) return std::nullopt;
  if (unit_a == unit_b) return compare(a, b);
  const std::optional<Unit> right = Unit::parse(unit_b);
  return right ? left->compare(a, *right, b) : std::nullopt;
}

/// Whether the two systems meet in units that 2.0.0 keeps apart.
bool is_apart_in_v2(const QuantityView& a, const QuantityView& b) {
  const auto above_seconds = [](const QuantityView& quantity) {
    const std::optional<TemporalField> field = duration_field(quantity);
    return field && *field < TemporalField::Second;
  };
  return a.calendar != b.calendar && (above_seconds(a) || above_seconds(b));
}

}  // namespace

std::optional<Decimal> convert_calendar(const Decimal& value, TemporalField from,
                                        TemporalField to) {
  const Factor factor = calendar_factor(from, to);
  std::optional<Decimal> result = multiply(value, Decimal(factor.numerator));
  if (result && factor.denominator != 1) result = divide(*result, Decimal(factor.denominator));
  return result;
}

std::optional<Quantity> convert(const QuantityView& quantity, std::string_view unit) {
  Quantity result = quantity_of(quantity.value, unit);
  std::optional<Decimal> value;
  if (quantity.calendar) {
    const std::optional<TemporalField> from = calendar_unit(quantity.unit);
    if (!from) return std::nullopt;
    if (const std::optional<TemporalField> to = duration_field(result)) {
      value = convert_calendar(quantity.value, *from, *to);
    } else if (const auto seconds =
                   convert_calendar(quantity.value, *from, TemporalField::Second)) {
      value = convert_ucum(*seconds, ucum_code_of(TemporalField::Second), unit);
    }
  } else {
    value = convert_ucum(quantity.value, quantity.unit, ucum_code(result));
  }
  if (!value) return std::nullopt;
  result.value = *value;
  return result;
}

std::optional<TemporalField> duration_field(const QuantityView& quantity) {
  return quantity.calendar ? calendar_unit(quantity.unit) : calendar_of_ucum(quantity.unit);
}

PartialOrdering compare(const QuantityView& a, const QuantityView& b, LanguageVersion language) {
  if (a.calendar && b.calendar) {
    const std::optional<TemporalField> unit_a = calendar_unit(a.unit);
    const std::optional<TemporalField> unit_b = calendar_unit(b.unit);
    if (!unit_a || !unit_b) return std::nullopt;
    return compare_calendar(a.value, *unit_a, b.value, *unit_b);
  }
  if (a.calendar || b.calendar) {
    if (is_approximate(duration_field(a)) || is_approximate(duration_field(b))) {
      return std::nullopt;
    }
    if (language == LanguageVersion::V2 && is_apart_in_v2(a, b)) return std::nullopt;
  }
  return compare_ucum(a.value, ucum_code(a), b.value, ucum_code(b));
}

std::optional<bool> equal(const QuantityView& a, const QuantityView& b, LanguageVersion language) {
  if (language == LanguageVersion::V2 && is_apart_in_v2(a, b)) {
    const std::optional<Unit> left = Unit::parse(ucum_code(a));
    const std::optional<Unit> right = Unit::parse(ucum_code(b));
    if (!left || !right || !left->commensurable(*right)) return std::nullopt;
    return false;
  }
  const PartialOrdering order = compare(a, b, language);
  if (!order) return std::nullopt;
  return *order == 0;
}

std::optional<bool> equivalent(const QuantityView& a, const QuantityView& b) {
  const std::optional<TemporalField> field_a = duration_field(a);
  const std::optional<TemporalField> field_b = duration_field(b);
  if ((a.calendar || b.calendar) && field_a && field_b) {
    const std::string_view target = calendar_keyword(std::min(*field_a, *field_b));
    const std::optional<Quantity> left = convert(a, target);
    const std::optional<Quantity> right = convert(b, target);
    if (!left || !right) return std::nullopt;
    return equivalent(left->value, right->value);
  }

  const std::string_view code_a = ucum_code(a);
  const std::string_view code_b = ucum_code(b);
  const std::optional<Unit> left = Unit::parse(code_a);
  if (!left) return std::nullopt;
  if (code_a == code_b) return equivalent(a.value, b.value);
  const std::optional<Unit> right = Unit::parse(code_b);
  if (!right || !left->commensurable(*right)) return std::nullopt;
  const bool into_right = left->compare_size(*right) == std::strong_ordering::less;
  const std::optional<Decimal> converted =
      into_right ? left->convert(a.value, *right) : right->convert(b.value, *left);
  if (!converted) return std::nullopt;
  return equivalent(*converted, into_right ? b.value : a.value);
}

bool comparable(const QuantityView& a, const QuantityView& b, LanguageVersion language) {
  return compare(a, b, language).has_value();
}

}  // namespace kiln::core
