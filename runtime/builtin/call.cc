// BuiltinCall: the input and the arguments where one item is asked for (§4.5).

#include "runtime/builtin/call.h"

#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

Expected<Item> single_value_of(Evaluation& evaluation, Items items) {
  KILN_TRY(const Item item, single(items));
  return item.is_node() ? system_value(evaluation.model(), item, evaluation.arena()) : item;
}

/// An argument of one kind, or ArgumentType with the argument's place.
Expected<Item> argument_of_kind(const BuiltinCall& call, std::size_t position, ItemKind kind,
                                std::string_view type) {
  KILN_TRY(const Item item, call.argument(position));
  if (item.is_none() || item.kind() == kind) return item;
  return fail(ErrorCode::ArgumentType, "the argument must be " + std::string(type),
              call.site.arguments[position]);
}

}  // namespace

Expected<Item> single(Items items) {
  if (items.size() > 1) [[unlikely]] {
    return fail(ErrorCode::MultipleItems,
                "a single item is needed, there are " + std::to_string(items.size()));
  }
  return items.empty() ? Item() : items.front();
}

Expected<std::optional<bool>> boolean(Evaluation& evaluation, Items items) {
  if (items.empty()) return std::nullopt;
  KILN_TRY(const Item value, single_value_of(evaluation, items));
  return value.kind() != ItemKind::Boolean || value.as_boolean();
}

Expected<Item> BuiltinCall::single() const {
  return kiln::core::single(input);
}

Expected<Item> BuiltinCall::single_value() const {
  return single_value_of(evaluation, input);
}

Expected<std::optional<std::string_view>> BuiltinCall::string() const {
  KILN_TRY(const Item item, single_value());
  if (item.is_none()) return std::nullopt;
  if (item.kind() != ItemKind::String) {
    return fail(ErrorCode::InputType, "'" + std::string(name) + "' is a function of a String");
  }
  KILN_CHECK(evaluation.charge_text(item.as_string().size()));
  return item.as_string();
}

Expected<Item> BuiltinCall::argument(std::size_t position) const {
  if (!has(position)) return Item();
  return at(site.arguments[position], single_value_of(evaluation, arguments[position]));
}

Expected<std::optional<std::string_view>> BuiltinCall::string_argument(std::size_t position) const {
  KILN_TRY(const Item item, argument_of_kind(*this, position, ItemKind::String, "a String"));
  return item.is_none() ? std::nullopt : std::optional(item.as_string());
}

Expected<std::optional<std::int32_t>> BuiltinCall::integer_argument(std::size_t position) const {
  KILN_TRY(const Item item, argument_of_kind(*this, position, ItemKind::Integer, "an Integer"));
  return item.is_none() ? std::nullopt : std::optional(item.as_integer());
}

Expected<std::optional<bool>> BuiltinCall::boolean_argument(std::size_t position) const {
  if (!has(position)) return std::nullopt;
  return at(site.arguments[position], boolean(evaluation, arguments[position]));
}

}  // namespace kiln::core
