#include "proptest/reference/arithmetic.h"

#include <functional>
#include <limits>

#include "proptest/reference/comparison.h"
#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

using Result = Expected<std::optional<Item>>;

struct Operands {
  Item left, right;
};

/// The operands as System values; nothing if one is a primitive without a value, or a Quantity
/// without a unit to compute with.
Expected<std::optional<Operands>> operands(const Dialect& dialect, const Item& a, const Item& b) {
  KILN_TRY(std::optional<Item> left, system_value(dialect.model, a));
  KILN_TRY(std::optional<Item> right, system_value(dialect.model, b));
  if (!left || !right) return std::nullopt;
  if (is_bare_quantity(dialect.model, *left) || is_bare_quantity(dialect.model, *right)) {
    return std::nullopt;
  }
  return Operands{*std::move(left), *std::move(right)};
}

std::unexpected<Error> wrong_operands(std::string_view symbol, const Operands& operands) {
  return fail(ErrorCode::OperandType, "'" + std::string(symbol) + "' does not take '" +
                                          type_name(operands.left) + "' and '" +
                                          type_name(operands.right) + "'");
}

template <class T>
std::optional<Item> optional_item(const std::optional<T>& value) {
  return value ? std::optional(Item(*value)) : std::nullopt;
}

/// The same operation on each type of numbers; overflow is nothing.
struct NumericOperation {
  std::string_view symbol;
  std::function<std::optional<BigInteger>(const BigInteger&, const BigInteger&)> on_integers;
  std::optional<Decimal> (*on_decimals)(const Decimal&, const Decimal&);
  std::optional<Quantity> (*on_quantities)(const Quantity&, const Quantity&);  ///< may be nullptr
};

template <class Integer>
std::optional<Item> integer_result(const std::optional<BigInteger>& value) {
  using Limits = std::numeric_limits<Integer>;
  if (!value || *value < Limits::min() || *value > Limits::max()) return std::nullopt;
  return Item(static_cast<Integer>(*value));
}

Result numeric(const NumericOperation& operation, const Operands& operands) {
  const auto common = to_common_type(operands.left, operands.right);
  if (!common || !as_quantity(common->first)) return wrong_operands(operation.symbol, operands);
  const auto& [a, b] = *common;
  if (const auto* left = std::get_if<std::int32_t>(&a)) {
    return integer_result<std::int32_t>(operation.on_integers(*left, std::get<std::int32_t>(b)));
  }
  if (const auto* left = std::get_if<std::int64_t>(&a)) {
    return integer_result<std::int64_t>(operation.on_integers(*left, std::get<std::int64_t>(b)));
  }
  if (const auto* left = std::get_if<Decimal>(&a)) {
    return optional_item(operation.on_decimals(*left, std::get<Decimal>(b)));
  }
  if (operation.on_quantities == nullptr) return wrong_operands(operation.symbol, operands);
  return optional_item(operation.on_quantities(std::get<Quantity>(a), std::get<Quantity>(b)));
}

/// §6.7: the field that a unit adds to.
Expected<TemporalField> field_to_add(const Dialect& dialect, const Quantity& amount) {
  if (amount.calendar) return *calendar_unit(amount.unit);
  const std::optional<TemporalField> field = calendar_of_ucum(amount.unit);
  const TemporalField first_allowed =
      dialect.language == LanguageVersion::V2 ? TemporalField::Second : TemporalField::Week;
  if (!field || *field < first_allowed) {
    return fail(ErrorCode::InvalidUnit,
                "'" + amount.unit + "' cannot be added to or subtracted from a date or time");
  }
  return *field;
}

Result temporal_sum(const Dialect& dialect, const Temporal& date, const Quantity& amount,
                    int sign) {
  KILN_TRY(const TemporalField field, field_to_add(dialect, amount));
  const bool whole = dialect.language == LanguageVersion::V2;
  const Rational& value = amount.value.value;
  KILN_TRY(const Temporal sum,
           plus(date, sign * (whole ? Rational(truncate(value)) : value), field));
  return Item(sum);
}

Result sum_or_difference(const Dialect& dialect, const NumericOperation& operation, int sign,
                         const Operands& operands) {
  const auto* date = std::get_if<Temporal>(&operands.left);
  const auto* amount = std::get_if<Quantity>(&operands.right);
  if (date != nullptr && amount != nullptr) return temporal_sum(dialect, *date, *amount, sign);
  return numeric(operation, operands);
}

std::optional<BigInteger> quotient_of_integers(const BigInteger& a, const BigInteger& b) {
  return b == 0 ? std::nullopt : std::optional<BigInteger>(a / b);
}

std::optional<BigInteger> remainder_of_integers(const BigInteger& a, const BigInteger& b) {
  return b == 0 ? std::nullopt : std::optional<BigInteger>(a % b);
}

const NumericOperation& addition() {
  static const NumericOperation operation{
      "+",
      [](const BigInteger& a, const BigInteger& b) { return std::optional<BigInteger>(a + b); },
      add, add};
  return operation;
}

}  // namespace

Expected<std::optional<Item>> add(const Dialect& dialect, const Item& a, const Item& b) {
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  const auto* left = std::get_if<std::string>(&both->left);
  const auto* right = std::get_if<std::string>(&both->right);
  if (left != nullptr && right != nullptr) return Item(*left + *right);
  return sum_or_difference(dialect, addition(), 1, *both);
}

Expected<std::optional<Item>> subtract(const Dialect& dialect, const Item& a, const Item& b) {
  static const NumericOperation operation{
      "-",
      [](const BigInteger& x, const BigInteger& y) { return std::optional<BigInteger>(x - y); },
      subtract, subtract};
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  return sum_or_difference(dialect, operation, -1, *both);
}

Expected<std::optional<Item>> multiply(const Dialect& dialect, const Item& a, const Item& b) {
  static const NumericOperation operation{
      "*",
      [](const BigInteger& x, const BigInteger& y) { return std::optional<BigInteger>(x * y); },
      multiply, multiply};
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  return numeric(operation, *both);
}

Expected<std::optional<Item>> divide(const Dialect& dialect, const Item& a, const Item& b) {
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  const std::optional<Decimal> left = as_decimal(both->left);
  const std::optional<Decimal> right = as_decimal(both->right);
  if (left && right) return optional_item(divide(*left, *right));
  const std::optional<Quantity> numerator = as_quantity(both->left);
  const std::optional<Quantity> denominator = as_quantity(both->right);
  if (!numerator || !denominator) return wrong_operands("/", *both);
  return optional_item(divide(*numerator, *denominator));
}

Expected<std::optional<Item>> div(const Dialect& dialect, const Item& a, const Item& b) {
  static const NumericOperation operation{"div", quotient_of_integers, truncated_quotient, nullptr};
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  return numeric(operation, *both);
}

Expected<std::optional<Item>> mod(const Dialect& dialect, const Item& a, const Item& b) {
  static const NumericOperation operation{"mod", remainder_of_integers, remainder, nullptr};
  KILN_TRY(const std::optional<Operands> both, operands(dialect, a, b));
  if (!both) return std::nullopt;
  return numeric(operation, *both);
}

Expected<std::optional<Item>> concatenate(const Dialect& dialect, const std::optional<Item>& a,
                                          const std::optional<Item>& b) {
  std::string text;
  for (const std::optional<Item>& operand : {a, b}) {
    if (!operand) continue;
    KILN_TRY(const std::optional<Item> value, system_value(dialect.model, *operand));
    if (!value) continue;
    const auto* string = std::get_if<std::string>(&*value);
    if (string == nullptr) {
      return fail(ErrorCode::OperandType, "'&' does not take '" + type_name(*value) + "'");
    }
    text += *string;
  }
  return Item(text);
}

Expected<std::optional<Item>> plus(const Dialect& dialect, const Item& a) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, a));
  if (!value) return std::nullopt;
  if (!as_quantity(*value)) {
    return fail(ErrorCode::OperandType, "unary '+' does not take '" + type_name(*value) + "'");
  }
  return value;
}

Expected<std::optional<Item>> minus(const Dialect& dialect, const Item& a) {
  KILN_TRY(const std::optional<Item> value, system_value(dialect.model, a));
  if (!value) return std::nullopt;
  if (const auto* integer = std::get_if<std::int32_t>(&*value)) {
    return integer_result<std::int32_t>(-BigInteger(*integer));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) {
    return integer_result<std::int64_t>(-BigInteger(*integer));
  }
  if (const auto* decimal = std::get_if<Decimal>(&*value)) return Item(negated(*decimal));
  if (const auto* quantity = std::get_if<Quantity>(&*value)) {
    return Item(Quantity{negated(quantity->value), quantity->unit, quantity->calendar});
  }
  return fail(ErrorCode::OperandType, "unary '-' does not take '" + type_name(*value) + "'");
}

// §7.2 to §7.5 Aggregates
namespace {

/// The System values of items that are all of one type; nothing if one has no value.
Expected<std::optional<Collection>> values_of_one_type(const Dialect& dialect,
                                                       const Collection& items,
                                                       bool (*accepts)(const Item&)) {
  Collection values;
  bool all_have_one = true;
  for (const Item& item : items) {
    KILN_TRY(std::optional<Item> value, system_value(dialect.model, item));
    if (!value) {
      all_have_one = false;
      continue;
    }
    if (!accepts(*value)) {
      return fail(ErrorCode::InputType, "'" + type_name(*value) + "' cannot be aggregated so");
    }
    if (!values.empty() && type_name(values.front()) != type_name(*value)) {
      return fail(ErrorCode::InputType, "items of different types, '" + type_name(values.front()) +
                                            "' and '" + type_name(*value) + "'");
    }
    values.push_back(*std::move(value));
  }
  return all_have_one ? std::optional(values) : std::nullopt;
}

bool is_numeric(const Item& item) {
  return as_quantity(item).has_value();
}

bool is_ordered(const Item& item) {
  return !std::holds_alternative<bool>(item) && !std::holds_alternative<Node>(item);
}

Result total(const Dialect& dialect, const Collection& values) {
  Item sum = values.front();
  for (std::size_t i = 1; i < values.size(); ++i) {
    KILN_TRY(std::optional<Item> next, add(dialect, sum, values[i]));
    if (!next) return std::nullopt;
    sum = *std::move(next);
  }
  return sum;
}

/// The first item that no later one is beyond; nothing if one of the comparisons has no answer.
Result extreme(const Dialect& dialect, const Collection& items, std::strong_ordering beyond) {
  KILN_TRY(const auto values, values_of_one_type(dialect, items, is_ordered));
  if (!values || values->empty()) return std::nullopt;
  std::size_t best = 0;
  for (std::size_t i = 1; i < values->size(); ++i) {
    KILN_TRY(const PartialOrdering order, compare(dialect, (*values)[i], (*values)[best]));
    if (!order) return std::nullopt;
    if (*order == beyond) best = i;
  }
  return items[best];
}

}  // namespace

Expected<std::optional<Item>> sum(const Dialect& dialect, const Collection& items) {
  KILN_TRY(const auto values, values_of_one_type(dialect, items, is_numeric));
  if (!values || values->empty()) return std::nullopt;
  return total(dialect, *values);
}

Expected<std::optional<Item>> min(const Dialect& dialect, const Collection& items) {
  return extreme(dialect, items, std::strong_ordering::less);
}

Expected<std::optional<Item>> max(const Dialect& dialect, const Collection& items) {
  return extreme(dialect, items, std::strong_ordering::greater);
}

Expected<std::optional<Item>> avg(const Dialect& dialect, const Collection& items) {
  KILN_TRY(auto values, values_of_one_type(dialect, items, is_numeric));
  if (!values || values->empty()) return std::nullopt;
  for (Item& value : *values) {
    if (const std::optional<Decimal> decimal = as_decimal(value)) value = *decimal;
  }
  KILN_TRY(const std::optional<Item> sum, total(dialect, *values));
  if (!sum) return std::nullopt;
  const Decimal count = decimal_of(static_cast<std::int64_t>(values->size()));
  if (const auto* quantity = std::get_if<Quantity>(&*sum)) {
    const std::optional<Decimal> value = divide(quantity->value, count);
    if (!value) return std::nullopt;
    return Item(Quantity{*value, quantity->unit, quantity->calendar});
  }
  return optional_item(divide(std::get<Decimal>(*sum), count));
}

}  // namespace kiln::core::reference
