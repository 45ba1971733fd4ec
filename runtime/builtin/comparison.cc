#include "runtime/builtin/comparison.h"

#include "model/types.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/comparison.h"
#include "runtime/function/string.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

bool has_an_order(const Item& value) {
  return value.kind() != ItemKind::Boolean && !value.is_node();
}

bool is_whole(const Item& value) {
  return value.kind() == ItemKind::Integer || value.kind() == ItemKind::Long;
}

/// REQUIRES: two System values or nodes, neither None.
Expected<PartialOrdering> compare_values(Evaluation& evaluation, const Item& a, const Item& b) {
  if (is_whole(a) && is_whole(b)) return a.as_long() <=> b.as_long();
  if (a.kind() == ItemKind::String && b.kind() == ItemKind::String) {
    return strings::compare(a.as_string(), b.as_string());
  }
  if (a.is_decimal() && b.is_decimal()) return compare(a.as_decimal(), b.as_decimal());
  if (is_fhir_quantity(evaluation.model(), a) || is_fhir_quantity(evaluation.model(), b)) {
    return std::nullopt;
  }
  for (const Item& value : {a, b}) {
    if (!has_an_order(value)) {
      return fail(ErrorCode::OperandType, "'" + std::string(type_name(value)) + "' has no order");
    }
  }
  KILN_CHECK(evaluation.charge_quantities(a, b));
  Expected<PartialOrdering> order =
      operators::compare(operand_of(a), operand_of(b), evaluation.rules());
  if (!order && order.error().code == ErrorCode::OperandType) {
    return fail(ErrorCode::OperandType, "'" + std::string(type_name(a)) +
                                            "' does not compare with '" +
                                            std::string(type_name(b)) + "'");
  }
  return order;
}

}  // namespace

bool is_fhir_quantity(const Model* model, const Item& item) {
  return item.is_node() && model != nullptr && model->is_a(item.type(), fhir_type::Quantity);
}

Expected<PartialOrdering> compare(Evaluation& evaluation, const Item& a, const Item& b) {
  const ArenaScope scope(evaluation.arena());
  KILN_TRY(const Item left, system_value(evaluation.model(), a, evaluation.arena()));
  KILN_TRY(const Item right, system_value(evaluation.model(), b, evaluation.arena()));
  if (left.is_none() || right.is_none()) return std::nullopt;
  return compare_values(evaluation, left, right);
}

}  // namespace kiln::core
