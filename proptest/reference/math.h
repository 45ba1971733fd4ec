// Math functions (§5.8) of a single item. Nothing: the result cannot be represented.
// InputType: an input that is no number; ArgumentValue: a negative precision of round(), a base of
// log() that is not positive; InputValue: an input of log() that is not positive.
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

Expected<std::optional<Item>> abs(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> ceiling(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> exp(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> floor(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> ln(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> log(const Dialect& dialect, const Item& item, const Item& base);
/// 2.0.0: an Integer raised to an Integer that is not negative is an Integer.
Expected<std::optional<Item>> power(const Dialect& dialect, const Item& item, const Item& exponent);
Expected<std::optional<Item>> round(const Dialect& dialect, const Item& item,
                                    std::int32_t precision = 0);
Expected<std::optional<Item>> sqrt(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> truncate(const Dialect& dialect, const Item& item);

}  // namespace kiln::core::reference
