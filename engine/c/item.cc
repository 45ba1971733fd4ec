// Items and values.

#include <kiln/c.h>
#include <kiln/item.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "engine/c/call.h"
#include "engine/c/handle.h"
#include "engine/c/options.h"

namespace kiln::c {
namespace {

/// There must be one.
Item present(const kiln_item& item) {
  const std::optional<Item> found = item_of(item);
  if (!found) throw Refusal{"item", "is no item"};
  return *found;
}

/// What a look at an item as a value comes to; `out` is given what it finds.
template <class Out, class Look, class Give>
kiln_status look_at(const kiln_item& item, Out* out, Look look, Give give_found) noexcept {
  clear(out);
  bool found = false;
  const kiln_status status = call([&] {
    needed(out, "value");
    if (const auto value = look(present(item))) {
      give_found(out, *value);
      found = true;
    }
  });
  return status == KILN_OK && !found ? KILN_NO_VALUE : status;
}

constexpr auto kAssign = [](auto* out, auto value) { *out = value; };

template <class Say>
kiln_status tell(const kiln_item& item, kiln_string* text, Say say) noexcept {
  clear(text);
  return call([&] { give_text(needed(text, "text"), say(present(item))); });
}

/// What was made of a text, if it was.
Outcome give_value(kiln_value** out, Expected<Value> made) {
  if (!made) return failed(std::move(made).error());
  give(out, *std::move(made));
  return {};
}

/// A value of a text, by one of the functions of Value.
kiln_status value_of(Expected<Value> (*make)(std::string_view), const char* data, size_t size,
                     kiln_value** value, kiln_error** error) noexcept {
  clear(value);
  return call(error, [&] {
    needed(value, "value");
    return give_value(value, make(text(data, size, "text")));
  });
}

}  // namespace

kiln_item as_item(const Item& item) noexcept {
  kiln_item out{};
  const MarkedItem marked{item};
  std::memcpy(&out, &marked, sizeof(marked));
  return out;
}

std::optional<Item> item_of(const kiln_item& item) noexcept {
  struct Bytes {
    unsigned char all[sizeof(MarkedItem)];
  } bytes;
  std::memcpy(&bytes, &item, sizeof(bytes));
  const auto marked = std::bit_cast<MarkedItem>(bytes);
  if (marked.there != 1) return std::nullopt;
  return marked.item;
}

}  // namespace kiln::c

using namespace kiln::c;

extern "C" {

size_t kiln_items_size(const kiln_items* items) {
  return items == nullptr ? 0 : object_of(items)->size();
}

kiln_item kiln_items_at(const kiln_items* items, size_t index) {
  if (index >= kiln_items_size(items)) return {};
  return as_item((*object_of(items))[index]);
}

kiln_item_type kiln_item_kind(kiln_item item) {
  const std::optional<kiln::Item> found = item_of(item);
  return found ? static_cast<kiln_item_type>(found->kind()) + 1 : KILN_ITEM_NONE;
}

bool kiln_item_is_element(kiln_item item) {
  return kiln_item_kind(item) == KILN_ITEM_ELEMENT;
}

kiln_status kiln_item_as_boolean(kiln_item item, bool* value) {
  return look_at(item, value, [](const kiln::Item& it) { return it.as_boolean(); }, kAssign);
}

kiln_status kiln_item_as_integer(kiln_item item, int32_t* value) {
  return look_at(item, value, [](const kiln::Item& it) { return it.as_integer(); }, kAssign);
}

kiln_status kiln_item_as_long(kiln_item item, int64_t* value) {
  return look_at(item, value, [](const kiln::Item& it) { return it.as_long(); }, kAssign);
}

kiln_status kiln_item_as_decimal(kiln_item item, kiln_string* digits) {
  return look_at(item, digits, [](const kiln::Item& it) { return it.as_decimal(); }, give_text);
}

kiln_status kiln_item_as_string(kiln_item item, kiln_text* text) {
  return look_at(
      item, text, [](const kiln::Item& it) { return it.as_string(); },
      [](kiln_text* out, std::string_view found) { *out = as_text(found); });
}

kiln_status kiln_item_as_temporal(kiln_item item, kiln_string* text) {
  return look_at(item, text, [](const kiln::Item& it) { return it.as_temporal(); }, give_text);
}

kiln_status kiln_item_as_quantity(kiln_item item, kiln_string* value, kiln_string* unit,
                                  bool* calendar) {
  clear(unit);
  clear(calendar);
  return look_at(
      item, value,
      [&](const kiln::Item& it) {
        needed(unit, "unit");
        return it.as_quantity();
      },
      [&](kiln_string* out, const kiln::QuantityText& found) {
        kiln_string code{};
        give_text(&code, found.unit);
        try {
          give_text(out, found.value);
        } catch (...) {
          kiln_string_free(&code);
          throw;
        }
        *unit = code;
        if (calendar != nullptr) *calendar = found.calendar;
      });
}

kiln_status kiln_item_type_name(kiln_item item, kiln_string* text) {
  return tell(item, text, [](const kiln::Item& it) { return it.type_name(); });
}

kiln_status kiln_item_to_string(kiln_item item, kiln_string* text) {
  return tell(item, text, [](const kiln::Item& it) { return it.to_string(); });
}

kiln_status kiln_item_to_json(kiln_item item, kiln_string* text) {
  return tell(item, text, [](const kiln::Item& it) { return it.to_json(); });
}

kiln_status kiln_item_path(kiln_item item, kiln_string* text) {
  return tell(item, text, [](const kiln::Item& it) { return it.path(); });
}

kiln_status kiln_item_own(kiln_item item, kiln_value** value) {
  clear(value);
  return call([&] { give(needed(value, "value"), present(item).own()); });
}

kiln_status kiln_value_boolean(bool boolean, kiln_value** value) {
  clear(value);
  return call([&] { give(needed(value, "value"), kiln::Value::boolean(boolean)); });
}

kiln_status kiln_value_integer(int32_t integer, kiln_value** value) {
  clear(value);
  return call([&] { give(needed(value, "value"), kiln::Value::integer(integer)); });
}

kiln_status kiln_value_long(int64_t integer, kiln_value** value) {
  clear(value);
  return call([&] { give(needed(value, "value"), kiln::Value::long_integer(integer)); });
}

kiln_status kiln_value_string(const char* data, size_t size, kiln_value** value) {
  clear(value);
  return call([&] {
    needed(value, "value");
    if (size > UINT32_MAX) throw Refusal{"size", "is 4 GiB or more"};
    give(value, kiln::Value::string(text(data, size, "text")));
  });
}

kiln_status kiln_value_decimal(const char* digits, size_t size, kiln_value** value,
                               kiln_error** error) {
  return value_of(kiln::Value::decimal, digits, size, value, error);
}

kiln_status kiln_value_date(const char* text, size_t size, kiln_value** value, kiln_error** error) {
  return value_of(kiln::Value::date, text, size, value, error);
}

kiln_status kiln_value_date_time(const char* text, size_t size, kiln_value** value,
                                 kiln_error** error) {
  return value_of(kiln::Value::date_time, text, size, value, error);
}

kiln_status kiln_value_time(const char* text, size_t size, kiln_value** value, kiln_error** error) {
  return value_of(kiln::Value::time, text, size, value, error);
}

kiln_status kiln_value_quantity(const char* digits, size_t digits_size, const char* unit,
                                size_t unit_size, kiln_value** value, kiln_error** error) {
  clear(value);
  return call(error, [&] {
    needed(value, "value");
    return give_value(value, kiln::Value::quantity(text(digits, digits_size, "digits"),
                                                   text(unit, unit_size, "unit")));
  });
}

kiln_status kiln_value_element(const kiln_document* document, kiln_fhir fhir, const char* type,
                               size_t type_size, kiln_value** value, kiln_error** error) {
  clear(value);
  return call(error, [&] {
    needed(value, "value");
    return give_value(value, kiln::Value::element(object(document, "document"), fhir_of(fhir),
                                                  text(type, type_size, "type")));
  });
}

kiln_status kiln_value_copy(const kiln_value* value, kiln_value** copy) {
  clear(copy);
  return call([&] { give(needed(copy, "copy"), object(value, "value")); });
}

kiln_item kiln_value_item(const kiln_value* value) {
  return value == nullptr ? kiln_item{} : as_item(object_of(value)->item());
}

void kiln_value_free(kiln_value* value) {
  release(value);
}

kiln_status kiln_values_new(kiln_values** values) {
  clear(values);
  return call([&] { give(needed(values, "values")); });
}

kiln_status kiln_values_add(kiln_values* values, const kiln_value* value) {
  return call([&] { object(values, "values").push_back(kiln::Value(object(value, "value"))); });
}

kiln_status kiln_values_add_item(kiln_values* values, kiln_item item) {
  return call([&] { object(values, "values").push_back(present(item).own()); });
}

size_t kiln_values_size(const kiln_values* values) {
  return values == nullptr ? 0 : object_of(values)->size();
}

const kiln_value* kiln_values_at(const kiln_values* values, size_t index) {
  if (index >= kiln_values_size(values)) return nullptr;
  return handle_of<kiln_value>(&(*object_of(values))[index]);
}

void kiln_values_free(kiln_values* values) {
  release(values);
}

}  // extern "C"
