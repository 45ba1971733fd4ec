#include <kiln/item.h>

#include <array>
#include <bit>
#include <type_traits>
#include <utility>

#include "engine/access.h"
#include "runtime/item/item_text.h"
#include "runtime/item/system_value.h"

namespace kiln {
namespace {

using Words = std::array<std::uint64_t, 2>;
static_assert(sizeof(core::Item) == sizeof(Words) && std::is_trivially_copyable_v<core::Item>);

ItemKind kind_of(core::Temporal::Kind kind) {
  switch (kind) {
    case core::Temporal::Kind::Date:
      return ItemKind::Date;
    case core::Temporal::Kind::DateTime:
      return ItemKind::DateTime;
    case core::Temporal::Kind::Time:
      return ItemKind::Time;
  }
  std::unreachable();
}

const core::Model* model_of(const ItemSource* source) {
  return source == nullptr ? nullptr : source->model;
}

core::Item plain_value_of(const Item& item) {
  return core::plain_value(model_of(ItemAccess::source(item)), ItemAccess::item(item));
}

/// The value of any System type, or what is none: an element, a None. What it points to stands in
/// the arena or where the item stands.
core::Item value_of(const Item& item, core::Arena& arena) {
  const auto value =
      core::system_value(model_of(ItemAccess::source(item)), ItemAccess::item(item), arena);
  return value.value_or(core::Item());
}

}  // namespace

Item::Item(const core::Item& item, const ItemSource* source) noexcept : source_(source) {
  const auto words = std::bit_cast<Words>(item);
  words_[0] = words[0];
  words_[1] = words[1];
}

core::Item ItemAccess::item(const Item& item) {
  return std::bit_cast<core::Item>(Words{item.words_[0], item.words_[1]});
}

ItemKind Item::kind() const noexcept {
  const core::Item item = ItemAccess::item(*this);
  switch (item.kind()) {
    case core::ItemKind::Boolean:
      return ItemKind::Boolean;
    case core::ItemKind::Integer:
      return ItemKind::Integer;
    case core::ItemKind::Long:
      return ItemKind::Long;
    case core::ItemKind::Decimal:
    case core::ItemKind::BigDecimal:
      return ItemKind::Decimal;
    case core::ItemKind::String:
      return ItemKind::String;
    case core::ItemKind::Temporal:
      return kind_of(item.as_temporal().kind);
    case core::ItemKind::Quantity:
      return ItemKind::Quantity;
    case core::ItemKind::None:  // is in no collection
    case core::ItemKind::Node:
      return ItemKind::Element;
  }
  std::unreachable();
}

std::string Item::type_name() const {
  return core::qualified_type_name(ItemAccess::item(*this), model_of(source_));
}

std::optional<bool> Item::as_boolean() const noexcept {
  const core::Item value = plain_value_of(*this);
  if (value.kind() != core::ItemKind::Boolean) return std::nullopt;
  return value.as_boolean();
}

std::optional<std::int32_t> Item::as_integer() const noexcept {
  const core::Item value = plain_value_of(*this);
  if (value.kind() != core::ItemKind::Integer) return std::nullopt;
  return value.as_integer();
}

std::optional<std::int64_t> Item::as_long() const noexcept {
  const core::Item value = plain_value_of(*this);
  if (value.kind() != core::ItemKind::Long && value.kind() != core::ItemKind::Integer) {
    return std::nullopt;
  }
  return value.as_long();
}

std::optional<std::string> Item::as_decimal() const {
  core::Arena arena;
  const core::Item value = value_of(*this, arena);
  const bool is_number = value.is_decimal() || value.kind() == core::ItemKind::Long ||
                         value.kind() == core::ItemKind::Integer;
  return is_number ? std::optional(core::plain_text(value)) : std::nullopt;
}

std::optional<std::string_view> Item::as_string() const noexcept {
  const core::Item value = plain_value_of(*this);
  if (value.kind() != core::ItemKind::String) return std::nullopt;
  return value.as_string();
}

std::optional<std::string> Item::as_temporal() const {
  core::Arena arena;
  const core::Item value = value_of(*this, arena);
  if (value.kind() != core::ItemKind::Temporal) return std::nullopt;
  return value.as_temporal().to_string();
}

std::optional<QuantityText> Item::as_quantity() const {
  core::Arena arena;
  const core::Item value = value_of(*this, arena);
  if (value.kind() != core::ItemKind::Quantity) return std::nullopt;
  const core::QuantityView& quantity = value.as_quantity();
  return QuantityText{quantity.value.to_string(), std::string(quantity.unit), quantity.calendar};
}

std::string Item::to_string() const {
  return core::plain_text(ItemAccess::item(*this));
}

std::string Item::to_json() const {
  std::string text;
  core::append_json(ItemAccess::item(*this), text);
  return text;
}

std::string Item::path() const {
  core::Naming naming;
  if (source_ != nullptr) naming = {source_->model, source_->document, source_->root_type};
  return core::path_text(ItemAccess::item(*this), naming);
}

Value Item::own() const {
  const core::Item item = ItemAccess::item(*this);
  std::shared_ptr<const core::Document> owner;
  if (item.is_node()) owner = item.document()->weak_from_this().lock();
  return ItemAccess::value(item, source_ == nullptr ? ItemSource() : *source_, std::move(owner));
}

Item Items::operator[](std::size_t position) const noexcept {
  return ItemAccess::item(data_[position], source_);
}

}  // namespace kiln
