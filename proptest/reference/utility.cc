// §5.10 Utility functions and §5.11 Date and time interval functions. What they compute of a value
// stands in component.cc; here are the functions.

#include "proptest/reference/comparison.h"
#include "proptest/reference/component.h"
#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {
namespace {

using Component = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);
using Boundary = Expected<std::optional<Item>> (*)(const Dialect&, const Item&,
                                                   std::optional<std::int32_t>);
using Interval = Expected<std::optional<Item>> (*)(const Dialect&, const Item&, const Item&,
                                                   const std::string&);

Expected<Collection> component(Call& call, Component function) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  if (!item) return none();
  KILN_TRY(const std::optional<Item> result, function(call.evaluation.dialect(), *item));
  return one(result);
}

Expected<Collection> boundary(Call& call, Boundary function) {
  KILN_TRY(const std::optional<Item> item, call.single());
  KILN_TRY(const std::optional<std::int32_t> digits, call.integer_argument(0));
  if (!item || (call.has(0) && !digits)) return none();
  KILN_TRY(const std::optional<Item> result, function(call.evaluation.dialect(), *item, digits));
  return one(result);
}

Expected<Collection> interval(Call& call, Interval function) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  KILN_TRY(const std::optional<Item> value, call.argument(0));
  KILN_TRY(const std::optional<std::string> unit, call.string_argument(1));
  if (!item || !value || !unit) return none();
  KILN_TRY(const std::optional<Item> result,
           function(call.evaluation.dialect(), *item, *value, *unit));
  return one(result);
}

/// now(), cut down to the date or to the time of day.
Collection clock(const Call& call, kiln::core::Temporal::Kind kind) {
  kiln::core::Temporal now = call.evaluation.environment().now;
  if (kind == kiln::core::Temporal::Kind::Date) {
    now.precision = TemporalField::Day;
    now.hour = now.minute = now.second = 0;
    now.nanosecond = 0;
    now.fraction_digits = 0;
  }
  if (kind == kiln::core::Temporal::Kind::Time) now.year = now.month = now.day = 1;
  if (kind != kiln::core::Temporal::Kind::DateTime) {
    now.has_offset = now.offset_is_z = false;
    now.offset_minutes = 0;
  }
  now.kind = kind;
  return one(Item(from_runtime(now)));
}

}  // namespace

/// §5.10.1. The name is evaluated once; the projection for each item.
Expected<Collection> Trace(Call& call) {
  KILN_TRY(const std::optional<std::string> name, call.string_argument(0));
  TraceEntry entry{name.value_or(""), {}};
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    Collection logged{call.input[i]};
    if (call.has(1)) {
      KILN_TRY(logged, call.lambda(1, call.scope.of(call.input[i], static_cast<std::int32_t>(i))));
    }
    for (const Item& item : logged) entry.items.push_back(to_value(item));
  }
  call.evaluation.trace(std::move(entry));
  return call.input;
}

/// §5.10.2: nodes of the input's document only.
Expected<Collection> Pathname(Call& call) {
  KILN_TRY(const std::optional<bool> short_form, call.boolean_argument(0));
  const std::optional<Node>& context = call.evaluation.focus().context;
  Collection paths;
  for (const Item& item : call.input) {
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr || !context || node->document != context->document) continue;
    paths.emplace_back(path_of(call.evaluation.model(), *node, short_form.value_or(false)));
  }
  return paths;
}

Expected<Collection> Now(Call& call) {
  return clock(call, kiln::core::Temporal::Kind::DateTime);
}
Expected<Collection> Today(Call& call) {
  return clock(call, kiln::core::Temporal::Kind::Date);
}
Expected<Collection> TimeOfDay(Call& call) {
  return clock(call, kiln::core::Temporal::Kind::Time);
}

/// §5.10.4. The variable is seen by what follows on this chain.
Expected<Collection> DefineVariable(Call& call) {
  KILN_TRY(const std::optional<std::string> name, call.string_argument(0));
  if (!name) return fail(ErrorCode::ArgumentValue, "a variable needs a name");
  if (call.evaluation.is_taken(*name, call.scope)) {
    return fail(ErrorCode::VariableExists, "the variable %" + *name + " is there already");
  }
  call.scope.variables = std::make_shared<const Variable>(
      Variable{*name, call.has(1) ? call.collection(1) : call.input, call.scope.variables});
  return call.input;
}

Expected<Collection> LowBoundary(Call& call) {
  return boundary(call, low_boundary);
}
Expected<Collection> HighBoundary(Call& call) {
  return boundary(call, high_boundary);
}
Expected<Collection> Precision(Call& call) {
  return component(call, precision);
}

Expected<Collection> YearOf(Call& call) {
  return component(call, year_of);
}
Expected<Collection> MonthOf(Call& call) {
  return component(call, month_of);
}
Expected<Collection> DayOf(Call& call) {
  return component(call, day_of);
}
Expected<Collection> HourOf(Call& call) {
  return component(call, hour_of);
}
Expected<Collection> MinuteOf(Call& call) {
  return component(call, minute_of);
}
Expected<Collection> SecondOf(Call& call) {
  return component(call, second_of);
}
Expected<Collection> MillisecondOf(Call& call) {
  return component(call, millisecond_of);
}
Expected<Collection> TimezoneOffsetOf(Call& call) {
  return component(call, timezone_offset_of);
}
Expected<Collection> DateOf(Call& call) {
  return component(call, date_of);
}
Expected<Collection> TimeOf(Call& call) {
  return component(call, time_of);
}

Expected<Collection> Duration(Call& call) {
  return interval(call, duration);
}
Expected<Collection> Difference(Call& call) {
  return interval(call, difference);
}

/// §6.2.5.
Expected<Collection> Comparable(Call& call) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  KILN_TRY(const std::optional<Item> other, call.argument(0));
  if (!item || !other) return none();
  KILN_TRY(const std::optional<bool> result, comparable(call.evaluation.dialect(), *item, *other));
  return one(result);
}

/// §6.5.3.
Expected<Collection> Not(Call& call) {
  KILN_TRY(const std::optional<bool> value, call.evaluation.boolean(call.input));
  return one(value ? std::optional(!*value) : std::nullopt);
}

}  // namespace kiln::core::reference::functions
