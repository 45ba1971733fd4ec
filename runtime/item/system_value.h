// The System value that an item implicitly converts to (FHIR page, "Using FHIR types").
#pragma once

#include "model/model.h"
#include "runtime/diagnostic/error.h"
#include "runtime/function/operand.h"
#include "runtime/item/item.h"
#include "runtime/value/value.h"

namespace kiln::core {

/// A FHIR primitive's value; a FHIR Quantity with a UCUM code as a System.Quantity; None for a
/// primitive without a value; a System value or any other node as it is. Without a model a JSON
/// string is a String, true a Boolean, a number an Integer, Long or Decimal by its lexeme.
/// TypeOfValue if the text is not of its type (a `date` that is no date), DecimalRange.
Expected<Item> system_value(const Model* model, const Item& item, Arena& arena);

/// The Boolean, Integer, Long or String that an item implicitly converts to, found without an
/// allocation; None if it converts to none of them.
Item plain_value(const Model* model, const Item& item) noexcept;

/// REQUIRES: a System value that is not None.
Operand operand_of(const Item& item);
/// Strings and units are not copied: they must live as long as the item.
Item item_of_view(const Operand& value, Arena& arena);
/// Strings and units are copied into the arena.
Item item_of(const SystemValue& value, Arena& arena);

/// To and from the values of the public API; both are exact. from_value() does not copy: the Value
/// must outlive the item.
Value to_value(const Item& item);
Item from_value(const Value& value, Arena& arena);

/// The System type of an item that is no node; kNoType for None and for a node.
TypeId system_type_of(const Item& item);

/// "Integer", "element": for messages.
std::string_view type_name(const Item& item);

}  // namespace kiln::core
