#include "proptest/reference/quantity.h"

#include "proptest/reference/moment.h"
#include "proptest/reference/units.h"

namespace kiln::core::reference {
namespace {

using Field = TemporalField;

constexpr std::string_view kOne = "1";

Field field_of(const Quantity& calendar_quantity) {
  return *calendar_unit(calendar_quantity.unit);
}

bool is_year_or_month(Field field) {
  return field <= Field::Month;
}

Quantity in_calendar(const Decimal& value, Field field) {
  return {value, std::string(calendar_keyword(field)), true};
}

Quantity in_ucum(const Quantity& calendar_quantity) {
  return {calendar_quantity.value, std::string(ucum_code_of(field_of(calendar_quantity))), false};
}

std::optional<Rational> ucum_value(const Rational& value, std::string_view from,
                                   std::string_view to) {
  const std::optional<Unit> source = parse_unit(from);
  const std::optional<Unit> target = parse_unit(to);
  if (!source || !target) return std::nullopt;
  return convert(value, *source, *target);
}

/// A calendar value in another calendar unit: times the one and divided by the other number of the
/// factor, as decimals are.
std::optional<Decimal> calendar_value(const Decimal& value, Field from, Field to) {
  const Rational factor = moment::periods(from, to);
  const std::optional<Decimal> product = multiply(value, {Rational(numerator(factor)), 0});
  if (!product || denominator(factor) == 1) return product;
  return divide(*product, {Rational(denominator(factor)), 0});
}

std::optional<Decimal> ucum_decimal(const Decimal& value, std::string_view from,
                                    std::string_view to) {
  const std::optional<Rational> result = ucum_value(value.value, from, to);
  if (!result) return std::nullopt;
  return from == to ? value : converted_decimal(*result);
}

/// The value of `quantity` in a unit of UCUM or the calendar. Between the systems: within that of
/// the source to the counterpart of the target, which then changes its name; a UCUM unit without a
/// counterpart is reached from the second.
std::optional<Decimal> decimal_in(const Quantity& quantity, const std::string& unit,
                                  bool calendar) {
  if (quantity.calendar == calendar && quantity.unit == unit) return quantity.value;
  const std::optional<Field> target = calendar ? calendar_unit(unit) : calendar_of_ucum(unit);
  if (!quantity.calendar) {
    return ucum_decimal(quantity.value, quantity.unit, calendar ? ucum_code_of(*target) : unit);
  }
  if (target) return calendar_value(quantity.value, field_of(quantity), *target);
  const auto seconds = calendar_value(quantity.value, field_of(quantity), Field::Second);
  return seconds ? ucum_decimal(*seconds, "s", unit) : std::nullopt;
}

/// How big the unit of a is beside that of b; nothing if they measure different things.
PartialOrdering compare_granularity(const Quantity& a, const Quantity& b) {
  if (a.calendar && b.calendar) return field_of(b) <=> field_of(a);
  const auto unit_of = [](const Quantity& q) {
    return parse_unit(q.calendar ? ucum_code_of(field_of(q)) : q.unit);
  };
  const std::optional<Unit> left = unit_of(a);
  const std::optional<Unit> right = unit_of(b);
  if (!left || !right || !commensurable(*left, *right)) return std::nullopt;
  return compare_size(*left, *right);
}

/// An exact value is the same in any unit: years, months and days have pairwise factors, so that
/// the least granular of the two is as good as the other.
PartialOrdering compare_exactly(const Quantity& a, const Quantity& b) {
  if (a.calendar && b.calendar) {
    return compare(a.value.value * moment::periods(field_of(a), field_of(b)), b.value.value);
  }
  const auto unit_of = [](const Quantity& q) {
    return parse_unit(q.calendar ? ucum_code_of(field_of(q)) : q.unit);
  };
  const std::optional<Unit> left = unit_of(a);
  const std::optional<Unit> right = unit_of(b);
  if (!left || !right) return std::nullopt;
  return compare(a.value.value, *left, b.value.value, *right);
}

bool is_time(const std::string& ucum_code) {
  const std::optional<Unit> unit = parse_unit(ucum_code);
  return unit && commensurable(*unit, *parse_unit("s"));
}

/// Whether a calendar duration and a quantity of UCUM have an order between them (§6.1.1, §6.2).
bool systems_compare(const Quantity& calendar, const Quantity& ucum) {
  const std::optional<Field> counterpart = calendar_of_ucum(ucum.unit);
  return is_time(ucum.unit) && !is_year_or_month(field_of(calendar)) &&
         !(counterpart && is_year_or_month(*counterpart));
}

bool above_seconds(const Quantity& quantity) {
  if (quantity.calendar) return field_of(quantity) < Field::Second;
  const std::optional<Field> counterpart = calendar_of_ucum(quantity.unit);
  return counterpart && *counterpart < Field::Second;
}

/// A calendar duration and one of UCUM, which 2.0.0 keeps apart above seconds.
bool mixed_above_seconds(const Quantity& a, const Quantity& b) {
  if (a.calendar == b.calendar || !is_time(a.calendar ? b.unit : a.unit)) return false;
  return above_seconds(a) || above_seconds(b);
}

}  // namespace

Quantity from_runtime(const kiln::core::Quantity& quantity) {
  return {from_runtime(quantity.value), quantity.unit, quantity.calendar};
}

kiln::core::Quantity to_runtime(const Quantity& quantity) {
  return {to_runtime(quantity.value), quantity.unit, quantity.calendar};
}

std::optional<Quantity> converted(const Quantity& quantity, const std::string& unit) {
  const std::optional<Field> field = calendar_unit(unit);
  const std::string name = field ? std::string(calendar_keyword(*field)) : unit;
  if (!field && !parse_unit(unit)) return std::nullopt;
  const std::optional<Decimal> value = decimal_in(quantity, name, field.has_value());
  if (!value) return std::nullopt;
  return Quantity{*value, name, field.has_value()};
}

std::optional<bool> equal(LanguageVersion language, const Quantity& a, const Quantity& b) {
  if (language == LanguageVersion::V2 && mixed_above_seconds(a, b)) return false;
  const PartialOrdering order = compare(language, a, b);
  return order ? std::optional(*order == 0) : std::nullopt;
}

PartialOrdering compare(LanguageVersion language, const Quantity& a, const Quantity& b) {
  if (a.calendar != b.calendar) {
    if (!systems_compare(a.calendar ? a : b, a.calendar ? b : a)) return std::nullopt;
    if (language == LanguageVersion::V2 && mixed_above_seconds(a, b)) return std::nullopt;
  }
  return compare_exactly(a, b);
}

std::optional<bool> equivalent(const Quantity& a, const Quantity& b) {
  // Beside a UCUM unit that the calendar does not have ('us') a calendar unit stands for its own.
  if (a.calendar && !b.calendar && !calendar_of_ucum(b.unit)) return equivalent(in_ucum(a), b);
  if (b.calendar && !a.calendar && !calendar_of_ucum(a.unit)) return equivalent(a, in_ucum(b));
  const PartialOrdering size = compare_granularity(a, b);
  if (!size) return std::nullopt;
  const Quantity& least_granular = *size < 0 ? b : a;
  const auto left = decimal_in(a, least_granular.unit, least_granular.calendar);
  const auto right = decimal_in(b, least_granular.unit, least_granular.calendar);
  if (!left || !right) return std::nullopt;
  return equivalent(*left, *right);
}

namespace {

/// The unit in which two quantities are added: the most granular, the left one's if equal, of the
/// calendar if one of them is.
std::optional<Quantity> unit_of_sum(const Quantity& a, const Quantity& b) {
  if (!a.calendar && !b.calendar) {
    const std::optional<Unit> left = parse_unit(a.unit);
    const std::optional<Unit> right = parse_unit(b.unit);
    if (!left || !right || !left->special.empty() || !right->special.empty()) return std::nullopt;
    const PartialOrdering size = compare_granularity(a, b);
    if (!size) return std::nullopt;
    return *size > 0 ? b : a;
  }
  // A unit of UCUM that the calendar does not have ('us') is converted to the other's.
  const auto field = [](const Quantity& q, const Quantity& other) {
    if (q.calendar) return field_of(q);
    return calendar_of_ucum(q.unit).value_or(field_of(other));
  };
  const Field left = field(a, b);
  const Field right = field(b, a);
  const bool same_calendar_unit = a.calendar && b.calendar && left == right;
  if (!same_calendar_unit && (is_year_or_month(left) || is_year_or_month(right))) {
    return std::nullopt;
  }
  return in_calendar(a.value, std::max(left, right));
}

Quantity negated(const Quantity& quantity) {
  return {negated(quantity.value), quantity.unit, quantity.calendar};
}

bool is_one(const Quantity& quantity) {
  return !quantity.calendar && quantity.unit == kOne;
}

}  // namespace

std::optional<Quantity> add(const Quantity& a, const Quantity& b) {
  std::optional<Quantity> sum = unit_of_sum(a, b);
  if (!sum) return std::nullopt;
  const std::optional<Decimal> left = decimal_in(a, sum->unit, sum->calendar);
  const std::optional<Decimal> right = decimal_in(b, sum->unit, sum->calendar);
  if (!left || !right) return std::nullopt;
  const std::optional<Decimal> value = add(*left, *right);
  if (!value) return std::nullopt;
  sum->value = *value;
  return sum;
}

std::optional<Quantity> subtract(const Quantity& a, const Quantity& b) {
  return add(a, negated(b));
}

std::optional<Quantity> multiply(const Quantity& a, const Quantity& b) {
  const std::optional<Decimal> value = multiply(a.value, b.value);
  if (!value) return std::nullopt;
  if (a.calendar && is_one(b)) return Quantity{*value, a.unit, true};
  if (b.calendar && is_one(a)) return Quantity{*value, b.unit, true};
  if (a.calendar || b.calendar) return std::nullopt;
  const std::optional<std::string> unit = multiply_units(a.unit, b.unit);
  return unit ? std::optional(Quantity{*value, *unit, false}) : std::nullopt;
}

std::optional<Quantity> divide(const Quantity& a, const Quantity& b) {
  const std::optional<Decimal> value = divide(a.value, b.value);
  if (!value) return std::nullopt;
  if (a.calendar && is_one(b)) return Quantity{*value, a.unit, true};
  if (a.calendar || b.calendar) return std::nullopt;
  const std::optional<std::string> unit = divide_units(a.unit, b.unit);
  return unit ? std::optional(Quantity{*value, *unit, false}) : std::nullopt;
}

}  // namespace kiln::core::reference
