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

namespace kiln::core {

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
    return {head_of(ItemKind::String, 0, kNoType, static_cast<std::uint32_t>(text.size())),
            address(text.data())};
  }
  static Item node(const Node& node) {
    return {head_of(ItemKind::Node, 0, node.type, node.index), address(node.document)};
  }
  static Item decimal(const Decimal& value, Arena& arena) {
    const auto small = static_cast<std::int64_t>(value.coefficient());
    if (small != value.coefficient()) return big_decimal(arena.make(value));
    return {head_of(ItemKind::Decimal, static_cast<std::uint8_t>(value.scale()), kNoType, 0),
            static_cast<std::uint64_t>(small)};
  }
  // The pointers must live as long as the item.
  static Item big_decimal(const Decimal* value) { return {ItemKind::BigDecimal, address(value)}; }
  static Item temporal(const Temporal* value) { return {ItemKind::Temporal, address(value)}; }
  static Item quantity(const QuantityView* value) { return {ItemKind::Quantity, address(value)}; }

  /// A copy of an item that may have been written just now. One load of both words would have to
  /// wait until the two stores are done.
  static Item copy(const Item& item) {
    std::uint64_t head = item.head_;
#ifdef __GNUC__
    asm("" : "+r"(head));  // or else compilers make it one load
#endif
    return {head, item.payload_};
  }

  ItemKind kind() const { return ItemKind{static_cast<std::uint8_t>(head_)}; }
  bool is_none() const { return kind() == ItemKind::None; }
  bool is_node() const { return kind() == ItemKind::Node; }
  bool is_decimal() const { return kind() == ItemKind::Decimal || kind() == ItemKind::BigDecimal; }

  // Each REQUIRES the kind that it names.
  bool as_boolean() const { return payload_ != 0; }
  std::int32_t as_integer() const { return static_cast<std::int32_t>(payload_); }
  std::int64_t as_long() const { return static_cast<std::int64_t>(payload_); }  ///< Integer too
  Decimal as_decimal() const {
    if (kind() == ItemKind::BigDecimal) return *pointer<Decimal>();
    return Decimal::from_parts(static_cast<std::int64_t>(payload_),
                               static_cast<std::uint8_t>(head_ >> 8));
  }
  std::string_view as_string() const { return {pointer<char>(), low()}; }
  const Temporal& as_temporal() const { return *pointer<Temporal>(); }
  const QuantityView& as_quantity() const { return *pointer<QuantityView>(); }
  Node as_node() const { return {document(), low(), type()}; }
  const Document* document() const { return pointer<Document>(); }  ///< of a Node
  NodeIndex index() const { return low(); }                         ///< of a Node
  TypeId type() const {                                             ///< of a Node
    return TypeId{static_cast<std::uint16_t>(head_ >> 16)};
  }

 private:
  constexpr Item(ItemKind kind, std::uint64_t payload)
      : Item(static_cast<std::uint64_t>(kind), payload) {}
  constexpr Item(std::uint64_t head, std::uint64_t payload) : head_(head), payload_(payload) {}

  static constexpr std::uint64_t head_of(ItemKind kind, std::uint8_t scale, TypeId type,
                                         std::uint32_t low) {
    return static_cast<std::uint64_t>(kind) | std::uint64_t{scale} << 8 |
           std::uint64_t{static_cast<std::uint16_t>(type)} << 16 | std::uint64_t{low} << 32;
  }
  std::uint32_t low() const { return static_cast<std::uint32_t>(head_ >> 32); }

  template <class T>
  static std::uint64_t address(const T* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
  }
  template <class T>
  const T* pointer() const {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what address() made of one
    return reinterpret_cast<const T*>(static_cast<std::uintptr_t>(payload_));
  }

  // Two words rather than five members: an item is made and handed on in two machine registers.
  std::uint64_t head_ = 0;
  std::uint64_t payload_ = 0;
};
static_assert(sizeof(Item) == 16);

}  // namespace kiln::core
