// Operand: views, names, implicit conversions.

#include "runtime/function/operand.h"

#include <algorithm>

namespace kiln::core {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

}  // namespace

Operand view(const SystemValue& value) {
  return std::visit(
      Overloaded{[](const std::string& text) { return Operand(std::string_view(text)); },
                 [](const Quantity& quantity) { return Operand(QuantityView(quantity)); },
                 [](const auto& other) { return Operand(other); }},
      value);
}

SystemValue own(const Operand& operand) {
  return std::visit(
      Overloaded{[](std::string_view text) { return SystemValue(std::string(text)); },
                 [](const QuantityView& quantity) { return SystemValue(quantity.own()); },
                 [](const auto& other) { return SystemValue(other); }},
      operand);
}

std::string_view type_name(const Operand& operand) {
  return std::visit(Overloaded{[](bool) { return std::string_view("Boolean"); },
                               [](std::int32_t) { return std::string_view("Integer"); },
                               [](std::int64_t) { return std::string_view("Long"); },
                               [](const Decimal&) { return std::string_view("Decimal"); },
                               [](std::string_view) { return std::string_view("String"); },
                               [](const QuantityView&) { return std::string_view("Quantity"); },
                               [](const Temporal& value) {
                                 switch (value.kind) {
                                   case Temporal::Kind::Date:
                                     return std::string_view("Date");
                                   case Temporal::Kind::DateTime:
                                     return std::string_view("DateTime");
                                   case Temporal::Kind::Time:
                                     break;
                                 }
                                 return std::string_view("Time");
                               }},
                    operand);
}

std::unexpected<Error> wrong_input(std::string_view function, std::string_view type) {
  return fail(ErrorCode::InputType,
              '\'' + std::string(function) + "' does not take '" + std::string(type) + '\'');
}

std::optional<NumberRank> number_rank(const Operand& operand) {
  if (std::holds_alternative<std::int32_t>(operand)) return NumberRank::Integer;
  if (std::holds_alternative<std::int64_t>(operand)) return NumberRank::Long;
  if (std::holds_alternative<Decimal>(operand)) return NumberRank::Decimal;
  if (std::holds_alternative<QuantityView>(operand)) return NumberRank::Quantity;
  return std::nullopt;
}

std::optional<NumberRank> common_rank(const Operand& a, const Operand& b) {
  const std::optional<NumberRank> rank_a = number_rank(a);
  const std::optional<NumberRank> rank_b = number_rank(b);
  if (!rank_a || !rank_b) return std::nullopt;
  return std::max(*rank_a, *rank_b);
}

std::int64_t as_long(const Operand& operand) {
  if (const auto* integer = std::get_if<std::int32_t>(&operand)) return *integer;
  return *std::get_if<std::int64_t>(&operand);
}

Decimal as_decimal(const Operand& operand) {
  if (const auto* decimal = std::get_if<Decimal>(&operand)) return *decimal;
  return Decimal(as_long(operand));
}

QuantityView as_quantity(const Operand& operand) {
  if (const auto* quantity = std::get_if<QuantityView>(&operand)) return *quantity;
  return QuantityView(as_decimal(operand));
}

}  // namespace kiln::core
