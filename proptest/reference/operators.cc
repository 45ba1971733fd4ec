// Operators: three-valued logic (§6.5), equality and order (§6.1, §6.2), collections (§6.4), types
// (§6.3), numbers and strings (§6.6, §6.8).

#include "proptest/reference/arithmetic.h"
#include "proptest/reference/comparison.h"
#include "proptest/reference/equality.h"
#include "proptest/reference/evaluation.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

using Truth = std::optional<bool>;  // nothing: unknown, the empty collection

Truth negated(Truth a) {
  return a ? Truth(!*a) : Truth();
}

// The tables of §6.5.
Truth conjunction(Truth a, Truth b) {
  if (a == Truth(false) || b == Truth(false)) return false;
  return a && b ? Truth(true) : Truth();
}
Truth disjunction(Truth a, Truth b) {
  return negated(conjunction(negated(a), negated(b)));
}
Truth exclusive(Truth a, Truth b) {
  return a && b ? Truth(*a != *b) : Truth();
}
Truth implication(Truth a, Truth b) {
  return disjunction(negated(a), b);
}

/// Whether the left operand alone says what the result is; then the right one is not evaluated.
bool decides(Operator op, Truth left) {
  switch (op) {
    case Operator::And:
      return left == Truth(false);
    case Operator::Or:
      return left == Truth(true);
    case Operator::Implies:
      return left == Truth(false);
    default:
      return false;
  }
}

Truth ordered(Operator op, const PartialOrdering& order) {
  if (!order) return {};
  switch (op) {
    case Operator::Less:
      return *order < 0;
    case Operator::LessOrEqual:
      return *order <= 0;
    case Operator::Greater:
      return *order > 0;
    default:
      return *order >= 0;
  }
}

using Arithmetic = Expected<std::optional<Item>> (*)(const Dialect&, const Item&, const Item&);

Arithmetic arithmetic_of(Operator op) {
  switch (op) {
    case Operator::Plus:
      return add;
    case Operator::Minus:
      return subtract;
    case Operator::Multiply:
      return multiply;
    case Operator::Divide:
      return divide;
    case Operator::Div:
      return div;
    case Operator::Mod:
      return mod;
    default:
      return nullptr;
  }
}

}  // namespace

Expected<Collection> Evaluation::logic(Operator op, const Collection& left, AstId right,
                                       const Scope& scope) {
  KILN_TRY(const Truth a, boolean(left));
  if (decides(op, a)) return one(op != Operator::And);
  Scope inner = scope;
  KILN_TRY(const Collection items, evaluate(right, inner));
  KILN_TRY(const Truth b, boolean(items));
  switch (op) {
    case Operator::And:
      return one(conjunction(a, b));
    case Operator::Or:
      return one(disjunction(a, b));
    case Operator::Xor:
      return one(exclusive(a, b));
    default:
      return one(implication(a, b));
  }
}

Expected<Collection> Evaluation::binary(AstId id, const Collection& left, const Scope& scope) {
  const Operator op = ast_.node(id).op;
  const AstId right_id = ast_.children(id)[1];
  switch (op) {
    case Operator::And:
    case Operator::Or:
    case Operator::Xor:
    case Operator::Implies:
      return logic(op, left, right_id, scope);
    default:
      break;
  }

  Scope inner = scope;
  KILN_TRY(const Collection right, evaluate(right_id, inner));
  KILN_CHECK(charge(left.size() + right.size()));
  switch (op) {
    case Operator::Equal: {
      KILN_TRY(const Truth truth, equal(dialect_, left, right));
      return one(truth);
    }
    case Operator::NotEqual: {
      KILN_TRY(const Truth truth, equal(dialect_, left, right));
      return one(negated(truth));
    }
    case Operator::Equivalent: {
      KILN_TRY(const Truth truth, equivalent(dialect_, left, right));
      return one(truth);
    }
    case Operator::NotEquivalent: {
      KILN_TRY(const Truth truth, equivalent(dialect_, left, right));
      return one(negated(truth));
    }
    case Operator::Union: {
      Collection both = left;
      both.insert(both.end(), right.begin(), right.end());
      return distinct(both);
    }
    case Operator::In:
    case Operator::Contains: {
      const Collection& members = op == Operator::In ? right : left;
      KILN_TRY(const std::optional<Item> item, single(op == Operator::In ? left : right));
      if (!item) return none();
      KILN_TRY(const bool found, is_member(*item, members));
      return one(found);
    }
    default:
      break;
  }

  // What is left takes single items, the left one looked at first.
  KILN_TRY(const std::optional<Item> a, single_value(left));
  KILN_TRY(const std::optional<Item> b, single_value(right));
  if (op == Operator::Concatenate) {
    KILN_TRY(const std::optional<Item> text, concatenate(dialect_, a, b));
    if (text) KILN_CHECK(check_string(std::get<std::string>(*text).size()));
    return one(text);
  }
  if (!a || !b) return none();
  if (const Arithmetic arithmetic = arithmetic_of(op)) {
    KILN_TRY(const std::optional<Item> result, arithmetic(dialect_, *a, *b));
    if (const auto* text = result ? std::get_if<std::string>(&*result) : nullptr) {
      KILN_CHECK(check_string(text->size()));
    }
    return one(result);
  }
  KILN_TRY(const PartialOrdering order, compare(dialect_, *a, *b));
  return one(ordered(op, order));
}

Expected<Collection> Evaluation::unary(const AstNode& node, const Collection& operand) {
  KILN_TRY(const std::optional<Item> item, single_value(operand));
  if (!item) return none();
  KILN_TRY(const std::optional<Item> result,
           node.op == Operator::Minus ? minus(dialect_, *item) : plus(dialect_, *item));
  return one(result);
}

}  // namespace kiln::core::reference
