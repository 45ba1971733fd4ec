// Order: one case for each pair of types that has one.

#include "runtime/function/comparison.h"

#include "runtime/function/quantity_conversion.h"
#include "runtime/function/string.h"

namespace kiln::core::operators {

Expected<PartialOrdering> compare(const Operand& a, const Operand& b, const Rules& rules) {
  if (const std::optional<NumberRank> rank = common_rank(a, b)) {
    switch (*rank) {
      case NumberRank::Integer:
      case NumberRank::Long:
        return as_long(a) <=> as_long(b);
      case NumberRank::Decimal:
        return compare(as_decimal(a), as_decimal(b));
      case NumberRank::Quantity:
        return kiln::core::compare(as_quantity(a), as_quantity(b), rules.language);
    }
  }
  if (const auto *text_a = std::get_if<std::string_view>(&a),
      *text_b = std::get_if<std::string_view>(&b);
      text_a != nullptr && text_b != nullptr) {
    return strings::compare(*text_a, *text_b);
  }
  if (const auto *time_a = std::get_if<Temporal>(&a), *time_b = std::get_if<Temporal>(&b);
      time_a != nullptr && time_b != nullptr &&
      (time_a->kind == Temporal::Kind::Time) == (time_b->kind == Temporal::Kind::Time)) {
    return kiln::core::compare(*time_a, *time_b, rules.default_offset_minutes);
  }
  return fail(ErrorCode::OperandType, "there is no order between " + std::string(type_name(a)) +
                                          " and " + std::string(type_name(b)));
}

}  // namespace kiln::core::operators
