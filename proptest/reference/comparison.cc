#include "proptest/reference/comparison.h"

#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

bool has_an_order(const Item& item) {
  return !std::holds_alternative<bool>(item) && !std::holds_alternative<Node>(item);
}

/// REQUIRES: two values of one type that has an order.
PartialOrdering compare_values(const Dialect& dialect, const Item& a, const Item& b) {
  if (const auto* integer = std::get_if<std::int32_t>(&a)) {
    return *integer <=> std::get<std::int32_t>(b);
  }
  if (const auto* integer = std::get_if<std::int64_t>(&a)) {
    return *integer <=> std::get<std::int64_t>(b);
  }
  if (const auto* decimal = std::get_if<Decimal>(&a)) {
    return compare(decimal->value, std::get<Decimal>(b).value);
  }
  if (const auto* string = std::get_if<std::string>(&a)) {
    // The bytes of UTF-8 have the order of the characters.
    return *string <=> std::get<std::string>(b);
  }
  if (const auto* temporal = std::get_if<Temporal>(&a)) {
    return compare(*temporal, std::get<Temporal>(b));
  }
  return compare(dialect.language, std::get<Quantity>(a), std::get<Quantity>(b));
}

}  // namespace

Expected<PartialOrdering> compare(const Dialect& dialect, const Item& a, const Item& b) {
  KILN_TRY(const std::optional<Item> left, system_value(dialect.model, a));
  KILN_TRY(const std::optional<Item> right, system_value(dialect.model, b));
  if (!left || !right) return std::nullopt;
  if (is_bare_quantity(dialect.model, *left) || is_bare_quantity(dialect.model, *right)) {
    return std::nullopt;
  }
  for (const Item& operand : {*left, *right}) {
    if (!has_an_order(operand)) {
      return fail(ErrorCode::OperandType, "'" + type_name(operand) + "' has no order");
    }
  }
  const auto common = to_common_type(*left, *right);
  if (!common) {
    return fail(ErrorCode::OperandType,
                "'" + type_name(*left) + "' does not compare with '" + type_name(*right) + "'");
  }
  return compare_values(dialect, common->first, common->second);
}

Expected<std::optional<bool>> comparable(const Dialect& dialect, const Item& a, const Item& b) {
  KILN_TRY(const std::optional<Item> left, system_value(dialect.model, a));
  KILN_TRY(const std::optional<Item> right, system_value(dialect.model, b));
  if (!left || !right) return std::nullopt;
  const std::optional<Quantity> left_quantity = as_quantity(*left);
  const std::optional<Quantity> right_quantity = as_quantity(*right);
  if (!left_quantity || !right_quantity) return std::nullopt;
  return compare(dialect.language, *left_quantity, *right_quantity).has_value();
}

}  // namespace kiln::core::reference
