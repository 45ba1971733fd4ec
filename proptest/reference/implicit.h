// Implicit conversion (§5.5): Integer to Long to Decimal to Quantity, and what a FHIR element
// converts to (item.h: system_value).
#pragma once

#include <optional>
#include <utility>

#include "proptest/reference/item.h"

namespace kiln::core::reference {

/// Two System values as one type; nothing if neither converts to the type of the other. Date and
/// DateTime count as one type, Time as another.
std::optional<std::pair<Item, Item>> to_common_type(const Item& a, const Item& b);

/// A number or a Quantity as what it is a special case of; nothing for other items.
std::optional<Decimal> as_decimal(const Item& item);    ///< from Integer, Long, Decimal
std::optional<Quantity> as_quantity(const Item& item);  ///< from those and Quantity; unit '1'

/// A FHIR Quantity that converts to no System.Quantity: without a UCUM code it has a number, but no
/// unit that could be computed with, as a System.Quantity with an invalid unit.
bool is_bare_quantity(const Model* model, const Item& item);

/// "Integer", "a HumanName" and the like, for messages.
std::string type_name(const Item& item);

}  // namespace kiln::core::reference
