#include "runtime/function/aggregate.h"

#include "runtime/diagnostic/try.h"
#include "runtime/function/arithmetic.h"
#include "runtime/function/comparison.h"

namespace kiln::core::aggregates {

namespace {

std::unexpected<Error> different_types(std::string_view first, std::string_view type) {
  return fail(ErrorCode::InputType, "items of different types, '" + std::string(first) + "' and '" +
                                        std::string(type) + '\'');
}

}  // namespace

std::unexpected<Error> wrong_item(std::string_view type) {
  return fail(ErrorCode::InputType, '\'' + std::string(type) + "' cannot be aggregated so");
}

Expected<void> Total::add(const Operand& value) {
  const std::optional<NumberRank> rank = number_rank(value);
  const std::string_view type = type_name(value);
  if (!rank) return wrong_item(type);
  if (count_ > 0 && type != type_) return different_types(type_, type);
  type_ = type;
  const bool converts = numbers_ == Numbers::AsDecimals && *rank != NumberRank::Quantity;
  const Operand number = converts ? Operand(as_decimal(value)) : value;
  if (count_++ == 0) {
    sum_ = own(number);
    return {};
  }
  if (!known_) return {};
  KILN_TRY(std::optional<SystemValue> sum, operators::add(view(sum_), number));
  known_ = sum.has_value();
  if (known_) sum_ = *std::move(sum);
  return {};
}

std::optional<SystemValue> Total::sum() const {
  return known_ && count_ > 0 ? std::optional(sum_) : std::nullopt;
}

std::optional<SystemValue> Total::average() const {
  if (!known_ || count_ == 0) return std::nullopt;
  const Decimal count(count_);
  if (const auto* quantity = std::get_if<Quantity>(&sum_)) {
    const std::optional<Decimal> value = divide(quantity->value, count);
    if (!value) return std::nullopt;
    return Quantity{*value, quantity->unit, quantity->calendar};
  }
  return divide(as_decimal(view(sum_)), count);
}

Expected<void> Extreme::add(const Operand& value) {
  const std::string_view type = type_name(value);
  if (std::holds_alternative<bool>(value)) return wrong_item(type);
  if (count_ > 0 && type != type_name(best_)) return different_types(type_name(best_), type);
  const std::uint32_t position = count_++;
  if (position == 0) best_ = value;
  if (position == 0 || !known_) return {};
  KILN_TRY(const PartialOrdering order, operators::compare(value, best_, rules_));
  known_ = order.has_value();
  if (order != beyond_) return {};
  best_ = value;
  position_ = position;
  return {};
}

std::optional<std::uint32_t> Extreme::position() const {
  return known_ && count_ > 0 ? std::optional(position_) : std::nullopt;
}

}  // namespace kiln::core::aggregates
