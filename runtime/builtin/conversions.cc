// §5.5 Conversion. What converts to what stands in runtime/function/conversion.h; here are the
// functions.

#include "runtime/builtin/builtins.h"
#include "runtime/function/conversion.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

using Format = std::optional<std::string_view>;
/// What a System value converts to, None if it does not.
using Conversion = Expected<Item> (*)(Evaluation&, const Item& value, Format format);

/// An item that is one already stays what it is.
bool is_temporal(const Item& value, Temporal::Kind kind) {
  return value.kind() == ItemKind::Temporal && value.as_temporal().kind == kind;
}

Expected<Item> temporal_item(Evaluation& evaluation,
                             const Expected<std::optional<Temporal>>& temporal) {
  if (!temporal) return std::unexpected(temporal.error());
  return *temporal ? evaluation.temporal(**temporal) : Item();
}

Expected<Item> to_boolean(Evaluation&, const Item& value, Format) {
  const std::optional<bool> result = conversions::to_boolean(operand_of(value));
  return result ? Item::boolean(*result) : Item();
}

Expected<Item> to_integer(Evaluation&, const Item& value, Format) {
  const std::optional<std::int32_t> result = conversions::to_integer(operand_of(value));
  return result ? Item::integer(*result) : Item();
}

Expected<Item> to_long(Evaluation&, const Item& value, Format) {
  const std::optional<std::int64_t> result = conversions::to_long(operand_of(value));
  return result ? Item::long_integer(*result) : Item();
}

Expected<Item> to_decimal(Evaluation& evaluation, const Item& value, Format) {
  if (value.is_decimal()) return value;
  const std::optional<Decimal> result = conversions::to_decimal(operand_of(value));
  return result ? evaluation.decimal(*result) : Item();
}

Expected<Item> to_quantity(Evaluation& evaluation, const Item& value, Format unit) {
  if (value.kind() == ItemKind::Quantity && !unit) return value;
  std::optional<Quantity> result = conversions::to_quantity(operand_of(value), unit);
  return result ? item_of(*std::move(result), evaluation.arena()) : Item();
}

Expected<Item> to_string(Evaluation& evaluation, const Item& value, Format) {
  if (value.kind() == ItemKind::String) return value;
  if (value.kind() == ItemKind::Boolean) return Item::string(value.as_boolean() ? "true" : "false");
  return evaluation.made_string(
      conversions::to_string(operand_of(value), evaluation.text_buffer()));
}

Expected<Item> to_time(Evaluation& evaluation, const Item& value, Format) {
  if (is_temporal(value, Temporal::Kind::Time)) return value;
  return temporal_item(evaluation, conversions::to_time(operand_of(value)));
}

Expected<Item> to_date(Evaluation& evaluation, const Item& value, Format format) {
  if (is_temporal(value, Temporal::Kind::Date)) return value;
  return temporal_item(evaluation, conversions::to_date(operand_of(value), format));
}

Expected<Item> to_date_time(Evaluation& evaluation, const Item& value, Format format) {
  if (is_temporal(value, Temporal::Kind::DateTime)) return value;
  return temporal_item(evaluation, conversions::to_date_time(operand_of(value), format));
}

/// toDate(), toDateTime(), toQuantity(): with a format or a unit. An empty one is no result (§4.4),
/// but for an input that needs no format: "If the input is not a string, the format parameter is
/// ignored".
bool lacks_format(const BuiltinCall& call, const Item& value, Format format) {
  if (!call.has(0) || format) return false;
  const bool is_unit =
      call.function == FunctionId::ToQuantity || call.function == FunctionId::ConvertsToQuantity;
  return is_unit || value.kind() == ItemKind::String;
}

/// toX()
Expected<Items> convert(const BuiltinCall& call, Conversion conversion) {
  KILN_TRY(const Item value, call.single_value());
  KILN_TRY(const Format format, call.string_argument(0));
  if (value.is_none() || value.is_node() || lacks_format(call, value, format)) return call.none();
  KILN_TRY(const Item result, conversion(call.evaluation, value, format));
  return call.one(result);
}

/// convertsToX(): whether X has a result, for an input that is there. A primitive without a value
/// is there, and converts to nothing.
Expected<Items> converts(const BuiltinCall& call, Conversion conversion) {
  KILN_TRY(const Item value, call.single_value());
  KILN_TRY(const Format format, call.string_argument(0));
  if (call.input.empty() || lacks_format(call, value, format)) return call.none();
  if (value.is_none() || value.is_node()) return call.one(false);
  KILN_TRY(const Item result, conversion(call.evaluation, value, format));
  return call.one(!result.is_none());
}

}  // namespace

Expected<Items> ToBoolean(const BuiltinCall& call) {
  return convert(call, to_boolean);
}
Expected<Items> ToInteger(const BuiltinCall& call) {
  return convert(call, to_integer);
}
Expected<Items> ToLong(const BuiltinCall& call) {
  return convert(call, to_long);
}
Expected<Items> ToDecimal(const BuiltinCall& call) {
  return convert(call, to_decimal);
}
Expected<Items> ToString(const BuiltinCall& call) {
  return convert(call, to_string);
}
Expected<Items> ToTime(const BuiltinCall& call) {
  return convert(call, to_time);
}
Expected<Items> ToDate(const BuiltinCall& call) {
  return convert(call, to_date);
}
Expected<Items> ToDateTime(const BuiltinCall& call) {
  return convert(call, to_date_time);
}
Expected<Items> ToQuantity(const BuiltinCall& call) {
  return convert(call, to_quantity);
}

Expected<Items> ConvertsToBoolean(const BuiltinCall& call) {
  return converts(call, to_boolean);
}
Expected<Items> ConvertsToInteger(const BuiltinCall& call) {
  return converts(call, to_integer);
}
Expected<Items> ConvertsToLong(const BuiltinCall& call) {
  return converts(call, to_long);
}
Expected<Items> ConvertsToDecimal(const BuiltinCall& call) {
  return converts(call, to_decimal);
}
Expected<Items> ConvertsToString(const BuiltinCall& call) {
  return converts(call, to_string);
}
Expected<Items> ConvertsToTime(const BuiltinCall& call) {
  return converts(call, to_time);
}
Expected<Items> ConvertsToDate(const BuiltinCall& call) {
  return converts(call, to_date);
}
Expected<Items> ConvertsToDateTime(const BuiltinCall& call) {
  return converts(call, to_date_time);
}
Expected<Items> ConvertsToQuantity(const BuiltinCall& call) {
  return converts(call, to_quantity);
}

}  // namespace kiln::core::builtins
