#include "runtime/builtin/operators.h"

#include <concepts>
#include <cstring>

#include "runtime/builtin/call.h"
#include "runtime/builtin/comparison.h"
#include "runtime/builtin/equality.h"
#include "runtime/builtin/membership.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/arithmetic.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

Expected<Item> single_value(Evaluation& evaluation, Items items) {
  KILN_TRY(const Item item, single(items));
  return item.is_node() ? system_value(evaluation.model(), item, evaluation.arena()) : item;
}

std::string quoted_type(const Item& item) {
  return "'" + std::string(type_name(item)) + "'";
}

Truth ordered(BinaryOperator op, const PartialOrdering& order) {
  if (!order) return {};
  switch (op) {
    case BinaryOperator::Less:
      return *order < 0;
    case BinaryOperator::LessOrEqual:
      return *order <= 0;
    case BinaryOperator::Greater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

// Arithmetic (§6.6). None is what an operation gives where it has no result.

template <std::signed_integral Int>
std::optional<Int> on_integers(BinaryOperator op, Int a, Int b) {
  switch (op) {
    case BinaryOperator::Add:
      return checked_add(a, b);
    case BinaryOperator::Subtract:
      return checked_subtract(a, b);
    case BinaryOperator::Multiply:
      return checked_multiply(a, b);
    case BinaryOperator::Div:
      return checked_div(a, b);
    default:
      return checked_mod(a, b);
  }
}

std::optional<Decimal> on_decimals(BinaryOperator op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case BinaryOperator::Add:
      return add(a, b);
    case BinaryOperator::Subtract:
      return subtract(a, b);
    case BinaryOperator::Multiply:
      return multiply(a, b);
    case BinaryOperator::Divide:
      return divide(a, b);
    case BinaryOperator::Div:
      return truncated_quotient(a, b);
    default:
      return remainder(a, b);
  }
}

operators::ArithmeticResult on_operands(BinaryOperator op, const Operand& a, const Operand& b,
                                        const Rules& rules) {
  switch (op) {
    case BinaryOperator::Add:
      return operators::add(a, b, rules);
    case BinaryOperator::Subtract:
      return operators::subtract(a, b, rules);
    case BinaryOperator::Multiply:
      return operators::multiply(a, b);
    case BinaryOperator::Divide:
      return operators::divide(a, b);
    case BinaryOperator::Div:
      return operators::div(a, b);
    default:
      return operators::mod(a, b);
  }
}

std::string_view symbol_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return "+";
    case BinaryOperator::Subtract:
      return "-";
    case BinaryOperator::Multiply:
      return "*";
    case BinaryOperator::Divide:
      return "/";
    case BinaryOperator::Div:
      return "div";
    default:
      return "mod";
  }
}

std::unexpected<Error> wrong_operands(BinaryOperator op, const Item& a, const Item& b) {
  return fail(ErrorCode::OperandType, "'" + std::string(symbol_of(op)) + "' does not take " +
                                          quoted_type(a) + " and " + quoted_type(b));
}

bool is_whole(const Item& item) {
  return item.kind() == ItemKind::Integer || item.kind() == ItemKind::Long;
}

bool is_number(const Item& item) {
  return is_whole(item) || item.is_decimal();
}

Decimal as_decimal(const Item& number) {
  return number.is_decimal() ? number.as_decimal() : Decimal(number.as_long());
}

/// REQUIRES: two of Integer, Long and Decimal.
Item on_numbers(Evaluation& evaluation, BinaryOperator op, const Item& a, const Item& b) {
  if (op == BinaryOperator::Divide || a.is_decimal() || b.is_decimal()) {
    const std::optional<Decimal> result = on_decimals(op, as_decimal(a), as_decimal(b));
    return result ? evaluation.decimal(*result) : Item();
  }
  if (a.kind() == ItemKind::Integer && b.kind() == ItemKind::Integer) {
    const auto result = on_integers(op, a.as_integer(), b.as_integer());
    return result ? Item::integer(*result) : Item();
  }
  const auto result = on_integers(op, a.as_long(), b.as_long());
  return result ? Item::long_integer(*result) : Item();
}

/// StringLimit. Does not copy if one of the two is empty.
Expected<Item> concatenated(Evaluation& evaluation, std::string_view a, std::string_view b) {
  KILN_CHECK(evaluation.check_string(a.size() + b.size()));
  KILN_CHECK(evaluation.check_memory(a.size() + b.size()));
  KILN_CHECK(evaluation.charge_text(a.size() + b.size()));
  if (a.empty()) return Item::string(b);
  if (b.empty()) return Item::string(a);
  char* const text = evaluation.arena().array<char>(a.size() + b.size());
  std::memcpy(text, a.data(), a.size());
  std::memcpy(text + a.size(), b.data(), b.size());
  return Item::string({text, a.size() + b.size()});
}

/// REQUIRES: two System values or nodes, neither None.
Expected<Item> arithmetic(Evaluation& evaluation, BinaryOperator op, const Item& a, const Item& b) {
  if (is_number(a) && is_number(b)) return on_numbers(evaluation, op, a, b);
  if (is_fhir_quantity(evaluation.model(), a) || is_fhir_quantity(evaluation.model(), b)) {
    return Item();
  }
  if (a.is_node() || b.is_node()) return wrong_operands(op, a, b);
  if (op == BinaryOperator::Add && a.kind() == ItemKind::String && b.kind() == ItemKind::String) {
    return concatenated(evaluation, a.as_string(), b.as_string());
  }
  KILN_CHECK(evaluation.charge_quantities(a, b));
  const auto result = on_operands(op, operand_of(a), operand_of(b), evaluation.rules());
  if (!result) {
    if (result.error().code == ErrorCode::OperandType) return wrong_operands(op, a, b);
    return std::unexpected(result.error());
  }
  return *result ? item_of(**result, evaluation.arena()) : Item();
}

/// §6.6.7: an operand that is not there counts as ''.
Expected<Item> concatenate(Evaluation& evaluation, const Item& a, const Item& b) {
  for (const Item& operand : {a, b}) {
    if (!operand.is_none() && operand.kind() != ItemKind::String) {
      return fail(ErrorCode::OperandType, "'&' does not take " + quoted_type(operand));
    }
  }
  return concatenated(evaluation, a.is_none() ? std::string_view() : a.as_string(),
                      b.is_none() ? std::string_view() : b.as_string());
}

Items result_of(Evaluation& evaluation, const Item& item) {
  return item.is_none() ? Items() : evaluation.one(item);
}

/// The operators that take single items, of which the left one is looked at first.
Expected<Items> on_single_items(Evaluation& evaluation, BinaryOperator op, Items left,
                                Items right) {
  KILN_TRY(const Item a, single_value(evaluation, left));
  KILN_TRY(const Item b, single_value(evaluation, right));
  if (op == BinaryOperator::Concatenate) {
    KILN_TRY(const Item text, concatenate(evaluation, a, b));
    return evaluation.one(text);
  }
  if (a.is_none() || b.is_none()) return Items();
  if (op >= BinaryOperator::Add && op <= BinaryOperator::Mod) {
    KILN_TRY(const Item result, arithmetic(evaluation, op, a, b));
    return result_of(evaluation, result);
  }
  KILN_TRY(const PartialOrdering order, compare(evaluation, a, b));
  return items_of(ordered(op, order));
}

}  // namespace

Items items_of(Truth truth) {
  static constexpr Item kItems[] = {Item::boolean(false), Item::boolean(true)};
  return truth ? Items::one(kItems[*truth ? 1 : 0]) : Items();
}

Expected<Items> apply(Evaluation& evaluation, BinaryOperator op, Items left, Items right) {
  KILN_CHECK(evaluation.charge(std::uint64_t{left.size()} + right.size()));
  switch (op) {
    case BinaryOperator::Equal:
    case BinaryOperator::NotEqual: {
      KILN_TRY(const Truth same, equal(evaluation, left, right));
      return items_of(op == BinaryOperator::Equal ? same : negated(same));
    }
    case BinaryOperator::Equivalent:
    case BinaryOperator::NotEquivalent: {
      KILN_TRY(const Truth same, equivalent(evaluation, left, right));
      return items_of(op == BinaryOperator::Equivalent ? same : negated(same));
    }
    case BinaryOperator::Union:
      return distinct(evaluation, joined(evaluation, left, right));
    case BinaryOperator::In:
    case BinaryOperator::Contains: {
      const bool is_in = op == BinaryOperator::In;
      KILN_TRY(const Item item, single(is_in ? left : right));
      if (item.is_none()) return Items();
      KILN_TRY(const bool found, is_member(evaluation, item, is_in ? right : left));
      return items_of(Truth(found));
    }
    default:
      return on_single_items(evaluation, op, left, right);
  }
}

Expected<Items> apply(Evaluation& evaluation, UnaryOperator op, Items operand) {
  KILN_TRY(const Item value, single_value(evaluation, operand));
  if (value.is_none()) return Items();
  const bool is_minus = op == UnaryOperator::Minus;
  if (!is_number(value) && value.kind() != ItemKind::Quantity) {
    return fail(ErrorCode::OperandType, "unary '" + std::string(is_minus ? "-" : "+") +
                                            "' does not take " + quoted_type(value));
  }
  if (!is_minus) return evaluation.one(value);
  if (value.kind() == ItemKind::Quantity) {
    QuantityView quantity = value.as_quantity();
    quantity.value = quantity.value.negated();
    return evaluation.one(evaluation.quantity(quantity));
  }
  return result_of(evaluation,
                   on_numbers(evaluation, BinaryOperator::Subtract, Item::integer(0), value));
}

}  // namespace kiln::core
