// BuiltinCall: one call of a built-in function, and what built-ins share.
//
// A built-in gets its input and its arguments evaluated, in that order, and gives a collection that
// stands in the arena (or is a part of its input). It never calls back: what takes a lambda (where,
// repeat, sort, ...) is bytecode. What it loops over beyond its input's size it charges for.
//
// Errors without a place get that of the call; those of an argument are given its span here.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "runtime/builtin/evaluation.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/signature.h"

namespace kiln::core {

/// Where a call stands in the expression.
struct CallSite {
  Span place;                       ///< of the name or the operator
  std::span<const Span> arguments;  ///< of those that are given
};

struct BuiltinCall {
  Evaluation& evaluation;
  std::string_view name;  ///< of the function, for messages
  FunctionId function;    ///< meaningless for the functions of %terminologies and %factory
  const CallSite& site;
  Items input;
  std::span<const Items> arguments;  ///< those that are given

  bool has(std::size_t position) const { return position < arguments.size(); }

  // The input, where one item is asked for (§4.5): None if it is empty, MultipleItems if there are
  // several. A `value` is a System value (item/system_value.h).
  Expected<Item> single() const;
  Expected<Item> single_value() const;
  /// InputType for anything but a String. Charges for its length.
  Expected<std::optional<std::string_view>> string() const;

  // Arguments, where one item is asked for: None or nothing if not given or empty; ArgumentType,
  // with the argument's span, for another type.
  Expected<Item> argument(std::size_t position) const;
  Expected<std::optional<std::string_view>> string_argument(std::size_t position) const;
  Expected<std::optional<std::int32_t>> integer_argument(std::size_t position) const;
  Expected<std::optional<bool>> boolean_argument(std::size_t position) const;

  // Results.
  static Items none() { return {}; }
  Items one(const Item& item) const { return evaluation.one(item); }
  Items one(bool value) const { return evaluation.one(Item::boolean(value)); }
  Items one(std::optional<bool> value) const { return value ? one(*value) : none(); }
};

using Builtin = Expected<Items> (*)(const BuiltinCall& call);

/// The built-in of a row of function.def; nullptr for a function that takes a lambda or a type
/// specifier, defines a variable, or traces.
Builtin builtin_of(FunctionId function);

/// §4.5: one item, None if there is none; MultipleItems.
Expected<Item> single(Items items);
/// §4.5: the one item's Boolean; a single item of another type is true; nothing if empty.
Expected<std::optional<bool>> boolean(Evaluation& evaluation, Items items);

/// Errors of values and functions know no place: it is filled in.
template <class T>
Expected<T> at(Span span, Expected<T> result) {
  if (!result && result.error().span == Span{}) result.error().span = span;
  return result;
}

}  // namespace kiln::core
