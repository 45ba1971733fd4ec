// Items written as literals of the language, for tests: read and shown.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "proptest/reference/item.h"

namespace kiln::core::reference {

/// "true", "1", "1L", "1.0", "'text'" (no escapes), "@2014", "@2014T", "@T10", "4 'mg'", "4 days";
/// a sign may stand before a number.
inline Item literal(std::string_view text) {
  const auto malformed = [&] { return std::invalid_argument(std::string(text)); };
  if (text == "true" || text == "false") return text == "true";
  if (text.starts_with('\'')) return std::string(text.substr(1, text.size() - 2));
  if (text.starts_with('@')) {
    text.remove_prefix(1);
    const auto temporal = text.starts_with('T') ? kiln::core::Temporal::parse_time(text)
                          : text.contains('T')  ? kiln::core::Temporal::parse_date_time(text)
                                                : kiln::core::Temporal::parse_date(text);
    if (!temporal) throw malformed();
    return from_runtime(*temporal);
  }
  if (text.contains(' ')) {
    const auto quantity = kiln::core::parse_quantity(text);
    if (!quantity) throw malformed();
    return from_runtime(*quantity);
  }
  if (text.ends_with('L')) return std::int64_t{std::stoll(std::string(text))};
  if (!text.contains('.')) return std::int32_t{std::stoi(std::string(text))};
  const auto decimal = kiln::core::Decimal::parse(text);
  if (!decimal) throw malformed();
  return from_runtime(*decimal);
}

inline std::string show(const Item& item) {
  if (const auto* value = std::get_if<bool>(&item)) return *value ? "true" : "false";
  if (const auto* value = std::get_if<std::int32_t>(&item)) return std::to_string(*value);
  if (const auto* value = std::get_if<std::int64_t>(&item)) return std::to_string(*value) + "L";
  if (const auto* value = std::get_if<std::string>(&item)) return "'" + *value + "'";
  if (const auto* value = std::get_if<Temporal>(&item)) return to_runtime(*value).to_literal();
  if (const auto* value = std::get_if<Quantity>(&item)) return to_runtime(*value).to_string();
  if (const auto* value = std::get_if<Decimal>(&item)) {
    const std::string text = to_string(*value);
    return text.contains('.') ? text : text + " (decimal)";
  }
  return "a node";
}

/// The item, "{}" for nothing, or the number of the error.
inline std::string show(const Expected<std::optional<Item>>& result) {
  if (!result) return to_string(result.error().code);
  return *result ? show(**result) : "{}";
}

inline std::string show(const Expected<std::optional<bool>>& result) {
  if (!result) return to_string(result.error().code);
  if (!*result) return "{}";
  return **result ? "true" : "false";
}

}  // namespace kiln::core::reference
