// Operators (§6): what they take, and what comes out.
#include "frontend/checking.h"

namespace kiln::core {
namespace {

using namespace system_type;

bool is_number(TypeId type) {
  return kNumbers.has(type);
}
bool is_date(TypeId type) {
  return type == Date || type == DateTime;
}

/// The type that both numbers convert to.
TypeId wider(TypeId a, TypeId b) {
  for (const TypeId type : {Decimal, Long})
    if (a == type || b == type) return type;
  return Integer;
}

/// Type of `left op right` for values of these System types, kNoType if the operator takes none
/// such (§6.6, §6.7).
TypeId arithmetic_result(Operator op, TypeId left, TypeId right) {
  const bool numbers = is_number(left) && is_number(right);
  const bool quantities = kNumbersAndQuantity.has(left) && kNumbersAndQuantity.has(right);
  const bool moved = kTemporals.has(left) && right == Quantity;
  switch (op) {
    case Operator::Plus:
      if (left == String && right == String) return String;
      [[fallthrough]];
    case Operator::Minus:
      if (moved) return left;
      [[fallthrough]];
    case Operator::Multiply:
      return numbers ? wider(left, right) : quantities ? Quantity : kNoType;
    case Operator::Divide:
      return numbers ? Decimal : quantities ? Quantity : kNoType;
    default:  // div, mod
      return numbers ? wider(left, right) : kNoType;
  }
}

/// Whether values of these types have an order between them (§6.2).
bool have_order(TypeId left, TypeId right) {
  return (kNumbersAndQuantity.has(left) && kNumbersAndQuantity.has(right)) ||
         (left == String && right == String) || (left == Time && right == Time) ||
         (is_date(left) && is_date(right));
}

/// Calls visit(left, right) for each pair of types.
template <class Visit>
void for_each_pair(SystemTypes left, SystemTypes right, Visit visit) {
  for (std::uint16_t a = 1; a <= kSystemTypeCount; ++a)
    for (std::uint16_t b = 1; b <= kSystemTypeCount; ++b)
      if (left.has(TypeId{a}) && right.has(TypeId{b})) visit(TypeId{a}, TypeId{b});
}

/// Sure to have a value, which an element with nothing but an extension has not.
bool has_value(const StaticType& type) {
  return is_system(type) && !type.may_be_empty;
}

/// A literal whose text alone says that it is not another literal of its kind.
bool is_plain_literal(AstKind kind) {
  return kind == AstKind::String || kind == AstKind::Boolean || kind == AstKind::Integer;
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

bool differ(const AstNode& a, const AstNode& b) {
  if (a.kind != b.kind || !is_plain_literal(a.kind)) return false;
  return a.kind == AstKind::Integer ? without_zeros(a.text) != without_zeros(b.text)
                                    : a.text != b.text;
}

}  // namespace

std::string Checking::quoted_operator(AstId id) const {
  return quoted(to_string(node(id).op));
}

void Checking::need_single_operands(AstId id) {
  const AstId left = children(id)[0];
  const AstId right = children(id)[1];
  const std::string_view op = to_string(node(id).op);
  need_singleton(whole(left), type(left), "the left side of", op);
  need_singleton(whole(right), type(right), "the right side of", op);
}

StaticType Checking::check_unary(AstId id) {
  const AstId child = children(id)[0];
  const StaticType& operand = type(child);
  need_singleton(whole(child), operand, "the operand of", to_string(node(id).op));
  if (operand.always_empty) return nothing();
  SystemTypes values = values_of(model_, operand);
  values &= kNumbersAndQuantity;
  if (values.empty()) {
    if (wants(Severe::IfStrict))
      report(
          at_name(id), if_evaluated(id, !operand.may_be_empty), ErrorCode::WrongOperandType,
          quoted_operator(id) + " takes a number or a Quantity, not " + describe(model_, operand));
    return at_most_one(kNoType);
  }
  StaticType result = at_most_one_of(values);
  switch (node(child).kind) {
    case AstKind::Integer:
    case AstKind::Long:
    case AstKind::Decimal:
    case AstKind::Quantity:
      result.may_be_empty = false;
      break;
    default:
      break;
  }
  return result;
}

StaticType Checking::check_binary(AstId id) {
  const AstId left_id = children(id)[0];
  const AstId right_id = children(id)[1];
  const StaticType& left = type(left_id);
  const StaticType& right = type(right_id);
  StaticType truth = exactly_one(Boolean);
  switch (node(id).op) {
    case Operator::Plus:
    case Operator::Minus:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Div:
    case Operator::Mod:
      return check_arithmetic(id);
    case Operator::Concatenate:
      return check_concatenation(id);
    case Operator::Less:
    case Operator::LessOrEqual:
    case Operator::Greater:
    case Operator::GreaterOrEqual:
      return check_comparison(id);
    case Operator::And:
    case Operator::Or:
    case Operator::Xor:
    case Operator::Implies:
      return check_logic(id);
    case Operator::Union:
      return check_union(id);
    case Operator::Equal:
    case Operator::NotEqual: {
      const SystemTypes exact{Boolean, String, Integer, Long, Decimal};
      truth.may_be_empty = !has_value(left) || !has_value(right) ||
                           !values_of(model_, left).is_subset_of(exact) ||
                           !values_of(model_, right).is_subset_of(exact);
      return truth;
    }
    case Operator::In:
      need_singleton(whole(left_id), left, "the left side of", to_string(node(id).op));
      truth.may_be_empty = left.may_be_empty;
      return truth;
    case Operator::Contains:
      need_singleton(whole(right_id), right, "the right side of", to_string(node(id).op));
      truth.may_be_empty = right.may_be_empty;
      return truth;
    default: {  // ~ and !~: empty only for Quantities whose units nobody knows
      const SystemTypes left_values = values_of(model_, left);
      const SystemTypes right_values = values_of(model_, right);
      truth.may_be_empty =
          (left_values.has(Quantity) && right_values.has_any(kNumbersAndQuantity)) ||
          (right_values.has(Quantity) && left_values.has_any(kNumbersAndQuantity));
      return truth;
    }
  }
}

void Checking::report_operands(AstId id) {
  const StaticType& left = type(children(id)[0]);
  const StaticType& right = type(children(id)[1]);
  if (left.always_empty || right.always_empty || !wants(Severe::IfStrict)) return;
  const auto named = [&](const StaticType& operand) {
    return operand.types.empty() ? std::string("anything") : describe(model_, operand);
  };
  const bool moves_date = !left.types.empty() && !right.types.empty() &&
                          values_of(model_, left).is_subset_of(kTemporals) &&
                          values_of(model_, right).is_subset_of(kNumbers);
  report(at_name(id), if_evaluated(id, !left.may_be_empty && !right.may_be_empty),
         ErrorCode::WrongOperandType,
         quoted_operator(id) + " does not take " + named(left) + " on the left and " +
             named(right) + " on the right",
         moves_date ? "write of what, as in 7 days" : "");
}

StaticType Checking::check_arithmetic(AstId id) {
  const StaticType& left = type(children(id)[0]);
  const StaticType& right = type(children(id)[1]);
  need_single_operands(id);
  if (left.always_empty || right.always_empty) return nothing();

  SystemTypes results;
  for_each_pair(values_of(model_, left), values_of(model_, right), [&](TypeId a, TypeId b) {
    if (const TypeId result = arithmetic_result(node(id).op, a, b); result != kNoType)
      results |= SystemTypes{result};
  });
  if (results.empty()) {
    report_operands(id);
    return at_most_one(kNoType);
  }
  StaticType result = at_most_one_of(results);
  // Numbers can overflow, dates leave their range; strings always join.
  result.may_be_empty = results != SystemTypes{String} || !has_value(left) || !has_value(right);
  return result;
}

StaticType Checking::check_concatenation(AstId id) {
  for (const AstId child : children(id)) {
    const StaticType& operand = type(child);
    need_singleton(whole(child), operand, "an operand of", "&");
    if (operand.always_empty || values_of(model_, operand).has(String)) continue;
    if (!wants(Severe::IfStrict)) continue;
    report(at_name(id), if_evaluated(id, !operand.may_be_empty), ErrorCode::WrongOperandType,
           "'&' takes Strings, not " + describe(model_, operand), "convert it with toString()");
  }
  return exactly_one(String);
}

StaticType Checking::check_comparison(AstId id) {
  const StaticType& left = type(children(id)[0]);
  const StaticType& right = type(children(id)[1]);
  need_single_operands(id);
  StaticType truth = exactly_one(Boolean);
  const SystemTypes exact{String, Integer, Long, Decimal};
  const SystemTypes left_values = values_of(model_, left);
  const SystemTypes right_values = values_of(model_, right);
  truth.may_be_empty = !has_value(left) || !has_value(right) || !left_values.is_subset_of(exact) ||
                       !right_values.is_subset_of(exact);
  if (left.always_empty || right.always_empty) return nothing();

  bool comparable = false;
  for_each_pair(left_values, right_values,
                [&](TypeId a, TypeId b) { comparable = comparable || have_order(a, b); });
  if (!comparable) report_operands(id);
  return truth;
}

void Checking::check_truth(AstId id, ErrorCode code, std::string_view what, std::string_view of) {
  const StaticType& value = type(id);
  need_singleton(whole(id), value, what, of);
  if (value.always_empty || value.always_many || values_of(model_, value).has(Boolean)) return;
  if (!wants(Severe::IfStrict)) return;
  report(whole(id), Severe::IfStrict, code,
         std::string(what) + ' ' + quoted(of) + " is " + describe(model_, value) +
             ", no Boolean: a single item counts as true",
         "say what is to be known of it, as with exists()");
}

StaticType Checking::check_logic(AstId id) {
  const AstId left = children(id)[0];
  const AstId right = children(id)[1];
  const std::string_view op = to_string(node(id).op);
  check_truth(left, ErrorCode::WrongOperandType, "the left side of", op);
  check_truth(right, ErrorCode::WrongOperandType, "the right side of", op);
  StaticType truth = exactly_one(Boolean);
  truth.may_be_empty = type(left).may_be_empty || type(right).may_be_empty;
  return truth;
}

StaticType Checking::check_union(AstId id) {
  const AstId left = children(id)[0];
  const AstId right = children(id)[1];
  StaticType result = both(type(left), type(right));
  if (differ(node(left), node(right))) result.always_many = true;
  return result;
}

}  // namespace kiln::core
