// Conversion functions (§5.5.2 to §5.5.9) of a single item. Nothing: the item does not convert.
//
// convertsToX() is "toX() is not empty" for a single item.
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

Expected<std::optional<Item>> to_boolean(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> to_integer(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> to_long(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> to_decimal(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> to_string(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> to_time(const Dialect& dialect, const Item& item);

/// `format`: the template of §5.5.4.1, looked at for strings only.
Expected<std::optional<Item>> to_date(const Dialect& dialect, const Item& item,
                                      const std::optional<std::string>& format = {});
Expected<std::optional<Item>> to_date_time(const Dialect& dialect, const Item& item,
                                           const std::optional<std::string>& format = {});
/// `unit`: a UCUM code or a calendar keyword.
Expected<std::optional<Item>> to_quantity(const Dialect& dialect, const Item& item,
                                          const std::optional<std::string>& unit = {});

}  // namespace kiln::core::reference
