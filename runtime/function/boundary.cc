#include "runtime/function/boundary.h"

namespace kiln::core::boundaries {

namespace {

using Result = Expected<std::optional<Operand>>;

struct Side {
  std::string_view function;
  std::optional<Decimal> (Decimal::*of_decimal)(int) const;
  std::optional<Temporal> (*of_temporal)(const Temporal&, int);
  std::int16_t offset_minutes;  ///< at which a local time comes first, or last
};

constexpr Side kLow{"lowBoundary", &Decimal::low_boundary, low_boundary, 14 * 60};
constexpr Side kHigh{"highBoundary", &Decimal::high_boundary, high_boundary, -12 * 60};

Result of_quantity(const Side& side, const QuantityView& quantity, int digits) {
  const std::optional<Decimal> value = (quantity.value.*side.of_decimal)(digits);
  if (!value) return std::nullopt;
  return Operand(QuantityView(*value, quantity.unit, quantity.calendar));
}

Result of_temporal(const Side& side, const Temporal& value, int digits, Origin origin) {
  std::optional<Temporal> boundary = side.of_temporal(value, digits);
  if (!boundary) return std::nullopt;
  if (origin == Origin::FhirElement && boundary->kind == Temporal::Kind::DateTime &&
      boundary->has_time() && !boundary->has_offset) {
    boundary->has_offset = true;
    boundary->offset_minutes = side.offset_minutes;
  }
  return Operand(*boundary);
}

Result boundary(const Side& side, const Operand& value, std::optional<std::int32_t> digits,
                Origin origin) {
  if (const auto* temporal = std::get_if<Temporal>(&value)) {
    return of_temporal(side, *temporal, digits.value_or(greatest_precision(temporal->kind)),
                       origin);
  }
  const int fraction_digits = digits.value_or(Decimal::kBoundaryPrecision);
  if (const auto* quantity = std::get_if<QuantityView>(&value)) {
    return of_quantity(side, *quantity, fraction_digits);
  }
  if (!number_rank(value)) return wrong_input(side.function, type_name(value));
  const std::optional<Decimal> decimal = (as_decimal(value).*side.of_decimal)(fraction_digits);
  return decimal ? std::optional<Operand>(*decimal) : std::nullopt;
}

}  // namespace

Expected<std::optional<Operand>> low(const Operand& value, std::optional<std::int32_t> digits,
                                     Origin origin) {
  return boundary(kLow, value, digits, origin);
}

Expected<std::optional<Operand>> high(const Operand& value, std::optional<std::int32_t> digits,
                                      Origin origin) {
  return boundary(kHigh, value, digits, origin);
}

Expected<std::int32_t> precision(const Operand& value) {
  if (const auto* temporal = std::get_if<Temporal>(&value)) return temporal->precision_digits();
  const std::optional<NumberRank> rank = number_rank(value);
  if (!rank || *rank == NumberRank::Quantity) return wrong_input("precision", type_name(value));
  return as_decimal(value).scale();
}

}  // namespace kiln::core::boundaries
