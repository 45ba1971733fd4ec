#include "proptest/reference/implicit.h"

#include "model/types.h"

namespace kiln::core::reference {
namespace {

/// Place of a number's type in the chain of implicit conversions.
int numeric_rank(const Item& item) {
  if (std::holds_alternative<std::int32_t>(item)) return 1;
  if (std::holds_alternative<std::int64_t>(item)) return 2;
  if (std::holds_alternative<Decimal>(item)) return 3;
  if (std::holds_alternative<Quantity>(item)) return 4;
  return 0;
}

Item raised(const Item& item, int rank) {
  if (numeric_rank(item) == rank) return item;
  switch (rank) {
    case 2:
      return std::int64_t{std::get<std::int32_t>(item)};
    case 3:
      return *as_decimal(item);
    default:
      return *as_quantity(item);
  }
}

bool is_time_of_day(const Temporal& temporal) {
  return temporal.kind == Temporal::Kind::Time;
}

}  // namespace

std::optional<std::pair<Item, Item>> to_common_type(const Item& a, const Item& b) {
  const int rank = std::max(numeric_rank(a), numeric_rank(b));
  if (numeric_rank(a) > 0 && numeric_rank(b) > 0)
    return std::pair(raised(a, rank), raised(b, rank));
  if (a.index() != b.index()) return std::nullopt;
  if (const Temporal* left = std::get_if<Temporal>(&a)) {
    if (is_time_of_day(*left) != is_time_of_day(std::get<Temporal>(b))) return std::nullopt;
  }
  return std::pair(a, b);
}

std::optional<Decimal> as_decimal(const Item& item) {
  if (const auto* integer = std::get_if<std::int32_t>(&item)) return decimal_of(*integer);
  if (const auto* integer = std::get_if<std::int64_t>(&item)) return decimal_of(*integer);
  if (const auto* decimal = std::get_if<Decimal>(&item)) return *decimal;
  return std::nullopt;
}

std::optional<Quantity> as_quantity(const Item& item) {
  if (const auto* quantity = std::get_if<Quantity>(&item)) return *quantity;
  if (const std::optional<Decimal> decimal = as_decimal(item))
    return Quantity{*decimal, "1", false};
  return std::nullopt;
}

bool is_bare_quantity(const Model* model, const Item& item) {
  const Node* node = std::get_if<Node>(&item);
  return node != nullptr && model != nullptr && model->is_a(node->type, fhir_type::Quantity);
}

std::string type_name(const Item& item) {
  static constexpr const char* kNames[] = {"Boolean", "Integer", "Long",     "Decimal",
                                           "String",  "",        "Quantity", "element"};
  if (const auto* temporal = std::get_if<Temporal>(&item)) {
    switch (temporal->kind) {
      case Temporal::Kind::Date:
        return "Date";
      case Temporal::Kind::DateTime:
        return "DateTime";
      case Temporal::Kind::Time:
        return "Time";
    }
  }
  return kNames[item.index()];
}

}  // namespace kiln::core::reference
