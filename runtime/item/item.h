// Item: one item of a collection while a program runs. 16 bytes, copied freely, owns nothing.
//
//   kind:8 | scale:8 | type:16 | low:32     word 0
//   payload:64                              word 1
//
//   None                      nothing: the empty collection where at most one item can be
//   Boolean, Integer, Long    the payload is the value
//   Decimal                   the payload is the coefficient, `scale` the scale
//   BigDecimal                a Decimal whose coefficient needs more than 64 bits: a pointer to it
//   String                    low bytes of UTF-8 at the payload
//   Temporal, Quantity        a pointer to a Temporal, a QuantityView
//   Node                      low is the index, the payload the document, type the FHIR type
//
// What a pointer leads to stands in the evaluation's Arena, in the Program's constants, or in a
// document, and outlives the evaluation's result. Value (runtime/value/value.h) is what owns.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/document/navigate.h"
#include "runtime/item/arena.h"
#include "runtime/value/decimal.h"
#include "runtime/value/quantity.h"
#include "runtime/value/temporal.h"

namespace kiln {

enum class ItemKind : std::uint8_t {
  None,
  Boolean,
  Integer,
  Long,
  Decimal,
  BigDecimal,
  String,
  Temporal,
  Quantity,
  Node,
};

class Item {
 public:
  constexpr Item() = default;

  static constexpr Item boolean(bool value) {
    return {ItemKind::Boolean, static_cast<std::uint64_t>(value)};
  }
  static constexpr Item integer(std::int32_t value) {
    return {ItemKind::Integer, static_cast<std::uint64_t>(std::int64_t{value})};
  }
  static constexpr Item long_integer(std::int64_t value) {
    return {ItemKind::Long, static_cast<std::uint64_t>(value)};
  }
  /// REQUIRES: less than 4 GiB, which DocumentLimits and the string limit see to.
  static Item string(std::string_view text) {
    Item item(ItemKind::String, reinterpret_cast<std::uintptr_t>(text.data()));
    item.low_ = static_cast<std::uint32_t>(text.size());
    return item;
  }
  static Item node(const Node& node) {
    Item item(ItemKind::Node, reinterpret_cast<std::uintptr_t>(node.document));
    item.low_ = node.index;
    item.type_ = node.type;
    return item;
  }
  static Item decimal(const Decimal& value, Arena& arena) {
    const auto small = static_cast<std::int64_t>(value.coefficient());
    if (small != value.coefficient()) return big_decimal(arena.make(value));
    Item item(ItemKind::Decimal, static_cast<std::uint64_t>(small));
    item.scale_ = static_cast<std::int8_t>(value.scale());
    return item;
  }
  // The pointers must live as long as the item.
  static Item big_decimal(const Decimal* value) { return {ItemKind::BigDecimal, address(value)}; }
  static Item temporal(const Temporal* value) { return {ItemKind::Temporal, address(value)}; }
  static Item quantity(const QuantityView* value) { return {ItemKind::Quantity, address(value)}; }

  ItemKind kind() const { return kind_; }
  bool is_none() const { return kind_ == ItemKind::None; }
  bool is_node() const { return kind_ == ItemKind::Node; }
  bool is_decimal() const { return kind_ == ItemKind::Decimal || kind_ == ItemKind::BigDecimal; }

  // Each REQUIRES the kind that it names.
  bool as_boolean() const { return payload_ != 0; }
  std::int32_t as_integer() const { return static_cast<std::int32_t>(payload_); }
  std::int64_t as_long() const { return static_cast<std::int64_t>(payload_); }  ///< Integer too
  Decimal as_decimal() const {
    if (kind_ == ItemKind::BigDecimal) return *pointer<Decimal>();
    return Decimal::from_parts(static_cast<std::int64_t>(payload_), scale_);
  }
  std::string_view as_string() const { return {pointer<char>(), low_}; }
  const Temporal& as_temporal() const { return *pointer<Temporal>(); }
  const QuantityView& as_quantity() const { return *pointer<QuantityView>(); }
  Node as_node() const { return {document(), low_, type_}; }
  const Document* document() const { return pointer<Document>(); }  ///< of a Node
  NodeIndex index() const { return low_; }                          ///< of a Node
  TypeId type() const { return type_; }                             ///< of a Node

 private:
  constexpr Item(ItemKind kind, std::uint64_t payload) : kind_(kind), payload_(payload) {}

  template <class T>
  static std::uint64_t address(const T* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
  }
  template <class T>
  const T* pointer() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what address() made of one
    return reinterpret_cast<const T*>(static_cast<std::uintptr_t>(payload_));
  }

  ItemKind kind_ = ItemKind::None;
  std::int8_t scale_ = 0;
  TypeId type_ = kNoType;
  std::uint32_t low_ = 0;
  std::uint64_t payload_ = 0;
};
static_assert(sizeof(Item) == 16);

}  // namespace kiln
