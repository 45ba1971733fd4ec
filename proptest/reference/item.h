// Item: a boxed item of the reference evaluator, with numbers, dates and quantities of its own.
//
// The reference shares documents, strings, regular expressions, parsing and printing with runtime/;
// what it computes with is written a second time here, in the plainest way: decimals are exact
// rationals, dates are day counts, units are exact rational factors.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "proptest/reference/decimal.h"
#include "proptest/reference/quantity.h"
#include "proptest/reference/temporal.h"
#include "runtime/document/navigate.h"
#include "runtime/value/value.h"

namespace kiln::core::reference {

using Item =
    std::variant<bool, std::int32_t, std::int64_t, Decimal, std::string, Temporal, Quantity, Node>;
using Collection = std::vector<Item>;

/// To and from the values of the public API; both are exact.
Value to_value(const Item& item);
Item from_value(const Value& value);

/// The System value that an item implicitly converts to: a FHIR primitive its value, a FHIR
/// Quantity with a UCUM code a System.Quantity (FHIR page, "Use of FHIR Quantity"); a primitive
/// without a value gives nothing; a System value or any other node is returned as it is. Without a
/// model a JSON string is a String, true a Boolean, a number an Integer, Long or Decimal by its
/// lexeme. An error if the text is not of its type (a `date` that is no date:
/// ErrorCode::TypeOfValue).
Expected<std::optional<Item>> system_value(const Model* model, const Item& item);

}  // namespace kiln::core::reference
