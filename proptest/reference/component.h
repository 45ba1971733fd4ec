// Precision, boundaries and components of single items (§5.10.5 to §5.10.8), and the functions of
// date and time intervals (§5.11).
#pragma once

#include "proptest/reference/dialect.h"
#include "proptest/reference/item.h"

namespace kiln::core::reference {

/// InputType for an item that has no boundaries. `precision` absent: that of the type.
Expected<std::optional<Item>> low_boundary(const Dialect& dialect, const Item& item,
                                           std::optional<std::int32_t> precision = {});
Expected<std::optional<Item>> high_boundary(const Dialect& dialect, const Item& item,
                                            std::optional<std::int32_t> precision = {});
Expected<std::optional<Item>> precision(const Dialect& dialect, const Item& item);

// §5.10.8: nothing for an item that does not have the component, whatever its type.
Expected<std::optional<Item>> year_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> month_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> day_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> hour_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> minute_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> second_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> millisecond_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> timezone_offset_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> date_of(const Dialect& dialect, const Item& item);
Expected<std::optional<Item>> time_of(const Dialect& dialect, const Item& item);

// §5.11. `unit`: "year" ... "millisecond". InputType or ArgumentType for items that are no dates or
// of kinds that do not go together, ArgumentValue for a unit that they do not have.
Expected<std::optional<Item>> duration(const Dialect& dialect, const Item& item, const Item& value,
                                       const std::string& unit);
Expected<std::optional<Item>> difference(const Dialect& dialect, const Item& item,
                                         const Item& value, const std::string& unit);

}  // namespace kiln::core::reference
