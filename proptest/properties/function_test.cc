// Conversions, math, boundaries, intervals and aggregates of runtime against the reference's: the
// same value, nothing, or the same error with the same message.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <type_traits>
#include <vector>

#include "proptest/properties/generators.h"
#include "proptest/reference/arithmetic.h"
#include "proptest/reference/component.h"
#include "proptest/reference/conversion.h"
#include "proptest/reference/literal.h"
#include "proptest/reference/math.h"
#include "runtime/function/aggregate.h"
#include "runtime/function/boundary.h"
#include "runtime/function/conversion.h"
#include "runtime/function/math.h"
#include "runtime/function/temporal_arithmetic.h"

namespace kiln::core::properties {
namespace {

using reference::Collection;
using reference::Dialect;
using reference::Item;
using reference::show;

Item item_of(const SystemValue& value) {
  return std::visit([](const auto& content) { return reference::from_value(content); }, value);
}

std::string show_error(const Error& error) {
  return to_string(error.code) + " " + error.message;
}

std::string show_theirs(const Expected<std::optional<Item>>& result) {
  return result ? show(result) : show_error(result.error());
}

/// A value of runtime, as the reference's are shown.
template <class T>
std::string show_ours(const std::optional<T>& result) {
  if (!result) return "{}";
  if constexpr (std::is_same_v<T, Operand>) {
    return show(item_of(own(*result)));
  } else {
    return show(item_of(*result));
  }
}

template <class T>
std::string show_ours(const Expected<std::optional<T>>& result) {
  return result ? show_ours(*result) : show_error(result.error());
}

template <class Ours>
void expect_same(std::string_view function, const Ours& ours,
                 const Expected<std::optional<Item>>& theirs) {
  RC_LOG() << function << ": " << show_ours(ours) << "; reference: " << show_theirs(theirs) << "\n";
  RC_ASSERT(show_ours(ours) == show_theirs(theirs));
}

struct Language {
  Rules rules;
  Dialect dialect;
};

Language any_language() {
  Language result;
  result.rules.language = *rc::gen::weightedElement<LanguageVersion>(
      {{1, LanguageVersion::V2}, {3, LanguageVersion::V3}});
  result.dialect.language = result.rules.language;
  RC_LOG() << to_string(result.rules.language) << "\n";
  return result;
}

SystemValue any_value() {
  SystemValue value = *system_values();
  RC_LOG() << show(item_of(value)) << "\n";
  return value;
}

/// Texts near those that convert, and the texts of values.
rc::Gen<std::string> convertible_texts() {
  const auto texts_of_values = rc::gen::map(system_values(), [](const SystemValue& value) {
    return conversions::to_string(view(value));
  });
  const auto of_characters = rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("0123456789+-.eE: '\tTZtruefalsyn")));
  return rc::gen::oneOf(strings(), texts_of_values, of_characters);
}

void expect_same_conversions(const Operand& value, const Item& item) {
  const Dialect dialect;
  expect_same("toBoolean", conversions::to_boolean(value), reference::to_boolean(dialect, item));
  expect_same("toInteger", conversions::to_integer(value), reference::to_integer(dialect, item));
  expect_same("toLong", conversions::to_long(value), reference::to_long(dialect, item));
  expect_same("toDecimal", conversions::to_decimal(value), reference::to_decimal(dialect, item));
  expect_same("toString", std::optional(conversions::to_string(value)),
              reference::to_string(dialect, item));
  expect_same("toTime", conversions::to_time(value), reference::to_time(dialect, item));
  expect_same("toDate", conversions::to_date(value), reference::to_date(dialect, item));
  expect_same("toDateTime", conversions::to_date_time(value),
              reference::to_date_time(dialect, item));
  expect_same("toQuantity", conversions::to_quantity(value), reference::to_quantity(dialect, item));
}

RC_GTEST_PROP(FunctionProperties, ConversionsAreThoseOfTheReference, ()) {
  const SystemValue value = any_value();
  expect_same_conversions(view(value), item_of(value));
}

RC_GTEST_PROP(FunctionProperties, ConversionsOfTextsAreThoseOfTheReference, ()) {
  const std::string text = *convertible_texts();
  expect_same_conversions(std::string_view(text), item_of(text));
}

RC_GTEST_PROP(FunctionProperties, FormatsAndUnitsAreThoseOfTheReference, ()) {
  const SystemValue value = any_value();
  const Dialect dialect;
  const auto format = *rc::gen::element<std::string>("yyyy", "yyyy-MM-dd", "HH:mm", "", "z");
  expect_same("toDate", conversions::to_date(view(value), format),
              reference::to_date(dialect, item_of(value), format));
  expect_same("toDateTime", conversions::to_date_time(view(value), format),
              reference::to_date_time(dialect, item_of(value), format));
  const std::string unit = *rc::gen::oneOf(units(), calendar_keywords());
  expect_same("toQuantity", conversions::to_quantity(view(value), unit),
              reference::to_quantity(dialect, item_of(value), unit));
}

RC_GTEST_PROP(FunctionProperties, MathIsThatOfTheReference, ()) {
  const Language language = any_language();
  const auto& [rules, dialect] = language;
  const SystemValue owned = any_value();
  const Operand value = view(owned);
  const Item item = item_of(owned);
  expect_same("abs", math::abs(value, rules), reference::abs(dialect, item));
  expect_same("ceiling", math::ceiling(value, rules), reference::ceiling(dialect, item));
  expect_same("floor", math::floor(value, rules), reference::floor(dialect, item));
  expect_same("truncate", math::truncate(value, rules), reference::truncate(dialect, item));
  expect_same("exp", math::exp(value, rules), reference::exp(dialect, item));
  expect_same("ln", math::ln(value, rules), reference::ln(dialect, item));
  expect_same("sqrt", math::sqrt(value, rules), reference::sqrt(dialect, item));
  const std::int32_t digits = *rc::gen::inRange(-1, 40);
  expect_same("round", math::round(value, digits, rules), reference::round(dialect, item, digits));
}

RC_GTEST_PROP(FunctionProperties, LogAndPowerAreThoseOfTheReference, ()) {
  const Language language = any_language();
  const auto numbers = rc::gen::oneOf(
      rc::gen::map(rc::gen::inRange(-20, 21), [](std::int32_t n) { return SystemValue(n); }),
      rc::gen::map(rc::gen::inRange(-20, 21), [](std::int64_t n) { return SystemValue(n); }),
      rc::gen::map(decimals(), [](const Decimal& n) { return SystemValue(n); }));
  const SystemValue a = *numbers;
  const SystemValue b = *numbers;
  RC_LOG() << show(item_of(a)) << " and " << show(item_of(b)) << "\n";
  expect_same("log", math::log(view(a), view(b), language.rules),
              reference::log(language.dialect, item_of(a), item_of(b)));
  expect_same("power", math::power(view(a), view(b), language.rules),
              reference::power(language.dialect, item_of(a), item_of(b)));
}

RC_GTEST_PROP(FunctionProperties, BoundariesAreThoseOfTheReference, ()) {
  const SystemValue value = any_value();
  const Dialect dialect;
  const auto digits = *rc::gen::maybe(rc::gen::inRange<std::int32_t>(-1, 32));
  const std::optional<std::int32_t> precision =
      digits ? std::optional<std::int32_t>(*digits) : std::nullopt;
  expect_same("lowBoundary", boundaries::low(view(value), precision),
              reference::low_boundary(dialect, item_of(value), precision));
  expect_same("highBoundary", boundaries::high(view(value), precision),
              reference::high_boundary(dialect, item_of(value), precision));
  const Expected<std::int32_t> own_precision = boundaries::precision(view(value));
  const auto theirs = reference::precision(dialect, item_of(value));
  RC_ASSERT((own_precision ? std::to_string(*own_precision) : show_error(own_precision.error())) ==
            show_theirs(theirs));
}

RC_GTEST_PROP(FunctionProperties, IntervalsAreThoseOfTheReference, ()) {
  const Temporal a = *temporals();
  const Temporal b = *temporals();
  const std::string unit =
      *rc::gen::oneOf(calendar_keywords(), rc::gen::element<std::string>("", "days", "d", "a"));
  RC_LOG() << a.to_literal() << " to " << b.to_literal() << " in " << unit << "\n";
  const Dialect dialect;
  expect_same("duration", duration(a, b, unit),
              reference::duration(dialect, item_of(a), item_of(b), unit));
  expect_same("difference", difference(a, b, unit),
              reference::difference(dialect, item_of(a), item_of(b), unit));
}

/// Some values, mostly of one type.
rc::Gen<std::vector<SystemValue>> collections() {
  const auto as_values = [](auto generator) {
    return rc::gen::container<std::vector<SystemValue>>(
        rc::gen::map(generator, [](const auto& value) { return SystemValue(value); }));
  };
  const auto of_one_unit = rc::gen::mapcat(
      rc::gen::elementOf(unit_families()), [=](const std::vector<std::string>& family) {
        return as_values(rc::gen::apply(
            [](const Decimal& value, const std::string& unit) {
              return Quantity{is_sane(value, unit) ? value : Decimal(7), unit, false};
            },
            decimals(), rc::gen::elementOf(family)));
      });
  return rc::gen::oneOf(
      as_values(rc::gen::arbitrary<std::int32_t>()),
      as_values(rc::gen::inRange<std::int32_t>(-10, 11)),
      as_values(rc::gen::arbitrary<std::int64_t>()), as_values(decimals()), as_values(strings()),
      as_values(temporals()), of_one_unit,
      as_values(rc::gen::map(quantity_pairs(), [](const auto& pair) { return pair.first; })),
      rc::gen::container<std::vector<SystemValue>>(system_values()));
}

template <class Aggregate>
Expected<void> add_all(const std::vector<SystemValue>& values, Aggregate& aggregate) {
  for (const SystemValue& value : values) {
    if (Expected<void> added = aggregate.add(view(value)); !added) return added;
  }
  return {};
}

using Numbers = aggregates::Total::Numbers;

Expected<std::optional<SystemValue>> total_of(const std::vector<SystemValue>& values,
                                              Numbers numbers) {
  aggregates::Total total(numbers);
  if (const Expected<void> added = add_all(values, total); !added) {
    return std::unexpected(added.error());
  }
  return numbers == Numbers::AsTheyAre ? total.sum() : total.average();
}

Expected<std::optional<SystemValue>> extreme_of(const std::vector<SystemValue>& values,
                                                std::strong_ordering beyond, const Rules& rules) {
  aggregates::Extreme extreme(beyond, rules);
  if (const Expected<void> added = add_all(values, extreme); !added) {
    return std::unexpected(added.error());
  }
  const std::optional<std::uint32_t> position = extreme.position();
  return position ? std::optional(values[*position]) : std::nullopt;
}

RC_GTEST_PROP(FunctionProperties, AggregatesAreThoseOfTheReference, ()) {
  const Language language = any_language();
  const std::vector<SystemValue> values = *collections();
  Collection items;
  for (const SystemValue& value : values) {
    items.push_back(item_of(value));
    RC_LOG() << show(items.back()) << ", ";
  }
  expect_same("sum", total_of(values, Numbers::AsTheyAre), reference::sum(language.dialect, items));
  expect_same("avg", total_of(values, Numbers::AsDecimals),
              reference::avg(language.dialect, items));
  if (!std::ranges::all_of(values, [](const SystemValue& value) { return is_moderate(value); })) {
    return;
  }
  expect_same("min", extreme_of(values, std::strong_ordering::less, language.rules),
              reference::min(language.dialect, items));
  expect_same("max", extreme_of(values, std::strong_ordering::greater, language.rules),
              reference::max(language.dialect, items));
}

}  // namespace
}  // namespace kiln::core::properties
