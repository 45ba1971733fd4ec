// Literal: a constant's item as text, for what writes programs down and reads them again. The text
// is exact: the same item comes back, with its scale, precision and offset.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/item/item.h"

namespace kiln::core {

enum class LiteralKind : std::uint8_t {
  Boolean,
  Integer,
  Long,
  Decimal,
  String,
  Date,
  DateTime,
  Time,
  Quantity,
  Duration,  ///< a Quantity with a calendar's unit
};

struct Literal {
  LiteralKind kind{};
  std::string text;  ///< of a Quantity and a Duration: the number
  std::string unit;

  bool has_unit() const { return kind == LiteralKind::Quantity || kind == LiteralKind::Duration; }
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// "Boolean".
std::string_view to_string(LiteralKind kind);
std::optional<LiteralKind> parse_literal_kind(std::string_view word);

/// Nothing for None and for a node.
std::optional<Literal> literal_of(const Item& item);
/// Nothing if the text is not that of such a value. What the item leads to stands in the arena.
std::optional<Item> item_of(const Literal& literal, Arena& arena);

}  // namespace kiln::core
