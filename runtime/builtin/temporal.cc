// §5.10.3 Current date and time, §5.10.5 to §5.10.8 boundaries, precision and components, §5.11
// Date and time interval functions.

#include "runtime/builtin/builtins.h"
#include "runtime/builtin/comparison.h"
#include "runtime/builtin/operand_result.h"
#include "runtime/function/boundary.h"
#include "runtime/function/temporal_arithmetic.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

using boundaries::Origin;

using Boundary = Expected<std::optional<Operand>> (*)(const Operand&, std::optional<std::int32_t>,
                                                      Origin);
using Part = std::optional<Temporal> (*)(const Temporal&);
using Interval = Expected<std::optional<std::int32_t>> (*)(const Temporal&, const Temporal&,
                                                           std::string_view, std::optional<int>);

/// The input as a Date, DateTime or Time; null for anything else.
Expected<const Temporal*> temporal_input(const BuiltinCall& call) {
  KILN_TRY(const Item value, call.single_value());
  return value.kind() == ItemKind::Temporal ? &value.as_temporal() : nullptr;
}

Expected<Items> component_of(const BuiltinCall& call, TemporalField field) {
  KILN_TRY(const Temporal* const value, temporal_input(call));
  if (value == nullptr) return call.none();
  const std::optional<int> number = component(*value, field);
  return number ? call.one(Item::integer(*number)) : call.none();
}

Expected<Items> part_of(const BuiltinCall& call, Part function) {
  KILN_TRY(const Temporal* const value, temporal_input(call));
  if (value == nullptr) return call.none();
  const std::optional<Temporal> part = function(*value);
  return part ? call.one(call.evaluation.temporal(*part)) : call.none();
}

Expected<Items> boundary(const BuiltinCall& call, Boundary function) {
  KILN_TRY(const Item item, call.single());
  KILN_TRY(const std::optional<std::int32_t> digits, call.integer_argument(0));
  if (item.is_none() || (call.has(0) && !digits)) return call.none();
  Evaluation& evaluation = call.evaluation;
  KILN_TRY(const Item value, system_value(evaluation.model(), item, evaluation.arena()));
  if (value.is_none() || is_fhir_quantity(evaluation.model(), value)) return call.none();
  if (value.is_node()) return wrong_input(call.name, type_name(value));
  const Origin origin = item.is_node() ? Origin::FhirElement : Origin::Language;
  return result_of(call, function(operand_of(value), digits, origin));
}

Expected<Items> interval(const BuiltinCall& call, Interval function) {
  KILN_TRY(const Item from, call.single_value());
  KILN_TRY(const Item to, call.argument(0));
  KILN_TRY(const std::optional<std::string_view> unit, call.string_argument(1));
  if (from.is_none() || to.is_none() || !unit) return call.none();
  if (from.kind() != ItemKind::Temporal) return wrong_input(call.name, type_name(from));
  if (to.kind() != ItemKind::Temporal) {
    return fail(ErrorCode::ArgumentType, '\'' + std::string(call.name) + "' on '" +
                                             std::string(type_name(from)) + "' does not take '" +
                                             std::string(type_name(to)) + '\'');
  }
  KILN_TRY(const std::optional<std::int32_t> periods,
           function(from.as_temporal(), to.as_temporal(), *unit,
                    call.evaluation.rules().default_offset_minutes));
  return periods ? call.one(Item::integer(*periods)) : call.none();
}

/// now(), or a part of it.
Items clock(const BuiltinCall& call, Part part) {
  const std::optional<Temporal> value = part(call.evaluation.environment().now);
  return value ? call.one(call.evaluation.temporal(*value)) : call.none();
}

}  // namespace

Expected<Items> Now(const BuiltinCall& call) {
  return clock(call, [](const Temporal& now) { return std::optional(now); });
}
Expected<Items> Today(const BuiltinCall& call) {
  return clock(call, date_of);
}
Expected<Items> TimeOfDay(const BuiltinCall& call) {
  return clock(call, time_of);
}

Expected<Items> LowBoundary(const BuiltinCall& call) {
  return boundary(call, boundaries::low);
}
Expected<Items> HighBoundary(const BuiltinCall& call) {
  return boundary(call, boundaries::high);
}

Expected<Items> Precision(const BuiltinCall& call) {
  KILN_TRY(const Item value, call.single_value());
  if (value.is_none()) return call.none();
  if (value.is_node()) return wrong_input(call.name, type_name(value));
  KILN_TRY(const std::int32_t digits, boundaries::precision(operand_of(value)));
  return call.one(Item::integer(digits));
}

Expected<Items> YearOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Year);
}
Expected<Items> MonthOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Month);
}
Expected<Items> DayOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Day);
}
Expected<Items> HourOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Hour);
}
Expected<Items> MinuteOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Minute);
}
Expected<Items> SecondOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Second);
}
Expected<Items> MillisecondOf(const BuiltinCall& call) {
  return component_of(call, TemporalField::Millisecond);
}

Expected<Items> TimezoneOffsetOf(const BuiltinCall& call) {
  KILN_TRY(const Temporal* const value, temporal_input(call));
  const std::optional<Decimal> hours = value == nullptr ? std::nullopt : offset_hours(*value);
  return hours ? call.one(call.evaluation.decimal(*hours)) : call.none();
}

Expected<Items> DateOf(const BuiltinCall& call) {
  return part_of(call, date_of);
}
Expected<Items> TimeOf(const BuiltinCall& call) {
  return part_of(call, time_of);
}

Expected<Items> Duration(const BuiltinCall& call) {
  return interval(call, duration);
}
Expected<Items> Difference(const BuiltinCall& call) {
  return interval(call, difference);
}

}  // namespace kiln::core::builtins
