// §5.5 Conversion. What converts to what stands in conversion.cc; here are the functions.

#include "proptest/reference/conversion.h"
#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {
namespace {

using Conversion = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);
using FormattedConversion = Expected<std::optional<Item>> (*)(const Dialect&, const Item&,
                                                              const std::optional<std::string>&);

Expected<Collection> convert(Call& call, Conversion conversion) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  if (!item) return none();
  KILN_TRY(const std::optional<Item> result, conversion(call.evaluation.dialect(), *item));
  return one(result);
}

/// toDate(), toDateTime(), toQuantity(): with a format or a unit. An empty one is no result (§4.4),
/// but for an input that needs no format: "If the input is not a string, the format parameter is
/// ignored".
bool lacks_format(const Call& call, const Item& item, const std::optional<std::string>& format) {
  if (!call.has(0) || format) return false;
  const FunctionId id = call.signature.id;
  const bool is_unit = id == FunctionId::ToQuantity || id == FunctionId::ConvertsToQuantity;
  return is_unit || std::holds_alternative<std::string>(item);
}

Expected<Collection> convert(Call& call, FormattedConversion conversion) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  KILN_TRY(const std::optional<std::string> format, call.string_argument(0));
  if (!item || lacks_format(call, *item, format)) return none();
  KILN_TRY(const std::optional<Item> result, conversion(call.evaluation.dialect(), *item, format));
  return one(result);
}

/// convertsToX(): whether X has a result, for an input that is there.
template <class Any>
Expected<Collection> converts(Call& call, Any conversion) {
  KILN_TRY(const std::optional<Item> item, call.single());
  KILN_TRY(const Collection converted, convert(call, conversion));
  if (!item) return none();
  if (call.has(0)) {
    KILN_TRY(const std::optional<Item> system, call.single_value());
    KILN_TRY(const std::optional<std::string> format, call.string_argument(0));
    if (lacks_format(call, system.value_or(*item), format)) return none();
  }
  return one(!converted.empty());
}

}  // namespace

/// §5.5.1. The criterion and the branches see the input as $this and focus; $index stays.
Expected<Collection> Iif(Call& call) {
  KILN_TRY(const std::optional<Item> item, call.single());
  Scope inner = call.scope;
  const bool has_input = call.scope.focus != nullptr || !call.input.empty();
  if (has_input) inner.focus = inner.self = std::make_shared<const Collection>(call.input);
  KILN_TRY(const std::optional<bool> holds, call.criteria(0, inner));
  if (holds == std::optional(true)) return call.lambda(1, inner);
  return call.has(2) ? call.lambda(2, inner) : Expected<Collection>(none());
}

Expected<Collection> ToBoolean(Call& call) {
  return convert(call, to_boolean);
}
Expected<Collection> ToInteger(Call& call) {
  return convert(call, to_integer);
}
Expected<Collection> ToLong(Call& call) {
  return convert(call, to_long);
}
Expected<Collection> ToDecimal(Call& call) {
  return convert(call, to_decimal);
}
Expected<Collection> ToString(Call& call) {
  return convert(call, to_string);
}
Expected<Collection> ToTime(Call& call) {
  return convert(call, to_time);
}
Expected<Collection> ToDate(Call& call) {
  return convert(call, to_date);
}
Expected<Collection> ToDateTime(Call& call) {
  return convert(call, to_date_time);
}
Expected<Collection> ToQuantity(Call& call) {
  return convert(call, to_quantity);
}

Expected<Collection> ConvertsToBoolean(Call& call) {
  return converts(call, Conversion(to_boolean));
}
Expected<Collection> ConvertsToInteger(Call& call) {
  return converts(call, Conversion(to_integer));
}
Expected<Collection> ConvertsToLong(Call& call) {
  return converts(call, Conversion(to_long));
}
Expected<Collection> ConvertsToDecimal(Call& call) {
  return converts(call, Conversion(to_decimal));
}
Expected<Collection> ConvertsToString(Call& call) {
  return converts(call, Conversion(to_string));
}
Expected<Collection> ConvertsToTime(Call& call) {
  return converts(call, Conversion(to_time));
}
Expected<Collection> ConvertsToDate(Call& call) {
  return converts(call, FormattedConversion(to_date));
}
Expected<Collection> ConvertsToDateTime(Call& call) {
  return converts(call, FormattedConversion(to_date_time));
}
Expected<Collection> ConvertsToQuantity(Call& call) {
  return converts(call, FormattedConversion(to_quantity));
}

}  // namespace kiln::core::reference::functions
