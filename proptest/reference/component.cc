#include "proptest/reference/component.h"

#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

using Result = Expected<std::optional<Item>>;
using Field = TemporalField;
using Kind = Temporal::Kind;

constexpr int kDecimalPrecision = 8;

std::unexpected<Error> wrong_input(std::string_view function, const Item& item) {
  return fail(ErrorCode::InputType,
              "'" + std::string(function) + "' does not take '" + type_name(item) + "'");
}

template <class T>
std::optional<Item> optional_item(const std::optional<T>& value) {
  return value ? std::optional(Item(*value)) : std::nullopt;
}

/// Digits of the greatest precision of a type.
int digits_of_type(Kind kind) {
  switch (kind) {
    case Kind::Date:
      return 8;
    case Kind::DateTime:
      return 17;
    case Kind::Time:
      return 9;
  }
  return 0;
}

struct Boundary {
  std::string_view function;
  std::optional<Decimal> (*of_decimal)(const Decimal&, int);
  std::optional<Temporal> (*of_temporal)(const Temporal&, int);
  int offset_minutes;  ///< the offset at which a local time is earliest, or latest
};

constexpr Boundary kLow{"lowBoundary", low_boundary, low_boundary, 14 * 60};
constexpr Boundary kHigh{"highBoundary", high_boundary, high_boundary, -12 * 60};

/// A Quantity has the boundaries of its value: FHIR's own invariant rng-2 asks for them. A FHIR
/// dateTime must have an offset as soon as it has a time, so that its boundary has one too, where
/// that of a System.DateTime stays without (docs/semantics.md).
Result boundary(const Dialect& dialect, const Boundary& which, const Item& item,
                std::optional<std::int32_t> precision) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value || is_bare_quantity(dialect.model, *value)) return std::nullopt;
  if (const std::optional<Decimal> decimal = as_decimal(*value)) {
    return optional_item(which.of_decimal(*decimal, precision.value_or(kDecimalPrecision)));
  }
  if (const auto* quantity = std::get_if<Quantity>(&*value)) {
    const auto bound = which.of_decimal(quantity->value, precision.value_or(kDecimalPrecision));
    if (!bound) return std::nullopt;
    return Item(Quantity{*bound, quantity->unit, quantity->calendar});
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr) return wrong_input(which.function, *value);
  auto bound = which.of_temporal(*temporal, precision.value_or(digits_of_type(temporal->kind)));
  const bool is_element = std::holds_alternative<Node>(item);
  if (bound && is_element && bound->kind == Kind::DateTime && bound->precision >= Field::Hour &&
      !bound->offset_minutes) {
    bound->offset_minutes = which.offset_minutes;
  }
  return optional_item(bound);
}

/// The temporal value that an item is; nothing for anything else.
Expected<std::optional<Temporal>> temporal_value(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  const auto* temporal = value ? std::get_if<Temporal>(&*value) : nullptr;
  return temporal == nullptr ? std::nullopt : std::optional(*temporal);
}

/// One number of the fields of a value, if its type has the field and the value is that precise.
Result component(const Dialect& dialect, const Item& item, Field field,
                 int (*read)(const kiln::core::Temporal&)) {
  KILN_TRY(const std::optional<Temporal> temporal, temporal_value(dialect, item));
  if (!temporal) return std::nullopt;
  const bool of_date = field <= Field::Day;
  if (temporal->kind == (of_date ? Kind::Time : Kind::Date)) return std::nullopt;
  const bool there =
      field == Field::Millisecond ? temporal->fraction_digits > 0 : temporal->precision >= field;
  if (!there) return std::nullopt;
  return Item(std::int32_t{read(to_runtime(*temporal))});
}

}  // namespace

Expected<std::optional<Item>> low_boundary(const Dialect& dialect, const Item& item,
                                           std::optional<std::int32_t> precision) {
  return boundary(dialect, kLow, item, precision);
}

Expected<std::optional<Item>> high_boundary(const Dialect& dialect, const Item& item,
                                            std::optional<std::int32_t> precision) {
  return boundary(dialect, kHigh, item, precision);
}

Expected<std::optional<Item>> precision(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, item));
  if (!value) return std::nullopt;
  if (const std::optional<Decimal> decimal = as_decimal(*value)) {
    return Item(std::int32_t{decimal->scale});
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr) return wrong_input("precision", *value);
  const bool of_time = temporal->kind == Kind::Time;
  switch (temporal->precision) {
    case Field::Year:
      return Item(std::int32_t{4});
    case Field::Month:
      return Item(std::int32_t{6});
    case Field::Hour:
      return Item(std::int32_t{of_time ? 2 : 10});
    case Field::Minute:
      return Item(std::int32_t{of_time ? 4 : 12});
    case Field::Second:
      return Item(std::int32_t{(of_time ? 6 : 14) + temporal->fraction_digits});
    default:
      return Item(std::int32_t{8});
  }
}

Expected<std::optional<Item>> year_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Year,
                   [](const kiln::core::Temporal& t) -> int { return t.year; });
}

Expected<std::optional<Item>> month_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Month,
                   [](const kiln::core::Temporal& t) -> int { return t.month; });
}

Expected<std::optional<Item>> day_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Day,
                   [](const kiln::core::Temporal& t) -> int { return t.day; });
}

Expected<std::optional<Item>> hour_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Hour,
                   [](const kiln::core::Temporal& t) -> int { return t.hour; });
}

Expected<std::optional<Item>> minute_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Minute,
                   [](const kiln::core::Temporal& t) -> int { return t.minute; });
}

Expected<std::optional<Item>> second_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Second,
                   [](const kiln::core::Temporal& t) -> int { return t.second; });
}

Expected<std::optional<Item>> millisecond_of(const Dialect& dialect, const Item& item) {
  return component(dialect, item, Field::Millisecond,
                   [](const kiln::core::Temporal& t) { return t.nanosecond / 1'000'000; });
}

Expected<std::optional<Item>> timezone_offset_of(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Temporal> temporal, temporal_value(dialect, item));
  if (!temporal || !temporal->offset_minutes) return std::nullopt;
  return optional_item(to_28_digits(Rational(*temporal->offset_minutes, 60), 1));
}

Expected<std::optional<Item>> date_of(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Temporal> temporal, temporal_value(dialect, item));
  if (!temporal || temporal->kind == Kind::Time) return std::nullopt;
  Temporal date;
  date.kind = Kind::Date;
  date.day = temporal->day;
  date.precision = std::min(temporal->precision, Field::Day);
  return Item(date);
}

Expected<std::optional<Item>> time_of(const Dialect& dialect, const Item& item) {
  KILN_TRY(const std::optional<Temporal> temporal, temporal_value(dialect, item));
  if (!temporal || temporal->kind != Kind::DateTime || temporal->precision < Field::Hour) {
    return std::nullopt;
  }
  Temporal time = *temporal;
  time.kind = Kind::Time;
  time.day = 0;
  time.offset_minutes.reset();
  time.offset_is_z = false;
  return Item(time);
}

// §5.11 Date and Time Interval Functions
namespace {

std::optional<Field> period(const std::string& unit) {
  const std::optional<Field> field = calendar_unit(unit);
  return field && calendar_keyword(*field) == unit ? field : std::nullopt;
}

bool is_time(const Temporal& temporal) {
  return temporal.kind == Kind::Time;
}

using IntervalFunction = std::optional<std::int64_t> (*)(const Temporal&, const Temporal&, Field);

Result interval(const Dialect& dialect, std::string_view name, const Item& item, const Item& value,
                const std::string& unit, IntervalFunction function) {
  KILN_TRY(const std::optional<Item> input, system_value(dialect.model, item));
  KILN_TRY(const std::optional<Item> argument, system_value(dialect.model, value));
  if (!input || !argument) return std::nullopt;
  const auto* from = std::get_if<Temporal>(&*input);
  const auto* to = std::get_if<Temporal>(&*argument);
  if (from == nullptr) return wrong_input(name, *input);
  if (to == nullptr || is_time(*from) != is_time(*to)) {
    return fail(ErrorCode::ArgumentType, "'" + std::string(name) + "' on '" + type_name(*input) +
                                             "' does not take '" + type_name(*argument) + "'");
  }
  const std::optional<Field> field = period(unit);
  const bool dates = from->kind == Kind::Date && to->kind == Kind::Date;
  if (!field || (is_time(*from) && *field < Field::Hour) || (dates && *field > Field::Day)) {
    return fail(ErrorCode::ArgumentValue, "'" + unit + "' is no period of '" + type_name(*input) +
                                              "' for '" + std::string(name) + "'");
  }
  const std::optional<std::int64_t> periods = function(*from, *to, *field);
  const auto integer = periods ? to_int32(Rational(*periods)) : std::nullopt;
  return optional_item(integer);
}

}  // namespace

Expected<std::optional<Item>> duration(const Dialect& dialect, const Item& item, const Item& value,
                                       const std::string& unit) {
  return interval(dialect, "duration", item, value, unit, duration);
}

Expected<std::optional<Item>> difference(const Dialect& dialect, const Item& item,
                                         const Item& value, const std::string& unit) {
  return interval(dialect, "difference", item, value, unit, difference);
}

}  // namespace kiln::core::reference
