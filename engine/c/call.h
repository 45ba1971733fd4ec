// What every function of the C interface is made of: its arguments are looked at, its work is done,
// and whatever comes of it is a status. Private to this folder.
//
//   kiln_status kiln_ir_print(const kiln_ir* ir, kiln_string* text) {
//     clear(text);
//     return call([&] { give_text(needed(text, "text"), object(ir, "ir").print()); });
//   }
#pragma once

#include <kiln/c.h>

#include <bit>
#include <cstdint>
#include <expected>
#include <new>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/c/error_object.h"
#include "engine/c/handle.h"

namespace kiln::c {

/// An argument that the function cannot take. Thrown and caught within one call of it.
struct Refusal {
  std::string_view argument;
  std::string_view what;
};

/// What a call comes to.
using Outcome = std::expected<void, ErrorPointer>;

inline Outcome failed(Error error) {
  return std::unexpected(make_error(std::move(error)));
}
inline Outcome failed(Diagnostics diagnostics) {
  return std::unexpected(make_error(std::move(diagnostics)));
}

/// Whether all that the compiler had to say is that there was no memory.
inline bool lacked_memory(const Diagnostics& diagnostics) {
  return diagnostics.has_errors() && diagnostics.first_error().code == ErrorCode::MemoryLimit;
}

/// Does the work of a function, which returns an Outcome or nothing. No exception leaves it.
template <class Work>
kiln_status call(kiln_error** error, Work&& work) noexcept {
  if (error != nullptr) *error = nullptr;
  ErrorPointer wrong;
  try {
    try {
      if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
        work();
        return KILN_OK;
      } else {
        Outcome outcome = work();
        if (outcome) return KILN_OK;
        wrong = std::move(outcome).error();
      }
    } catch (const Refusal& refusal) {
      wrong = make_refusal(refusal.argument, refusal.what);
    }
  } catch (const std::bad_alloc&) {
    wrong.reset(out_of_memory_error());
  } catch (const std::length_error&) {  // a container beyond its max_size()
    wrong.reset(out_of_memory_error());
  } catch (...) {
    wrong.reset(internal_error());
  }
  const kiln_status status = kiln_error_status(wrong.get());
  if (error != nullptr) *error = wrong.release();
  return status;
}

template <class Work>
kiln_status call(Work&& work) noexcept {
  return call(nullptr, std::forward<Work>(work));
}

/// Empties an out parameter, before anything can fail.
template <class T>
void clear(T* out) noexcept {
  if (out != nullptr) *out = T{};
}

/// A pointer that must not be NULL.
template <class T>
T* needed(T* pointer, std::string_view name) {
  if (pointer == nullptr) throw Refusal{name, "is NULL"};
  return pointer;
}

/// The object behind a handle that must not be NULL.
template <class Handle>
auto& object(Handle* handle, std::string_view name) {
  return *object_of(needed(handle, name));
}

inline std::string_view text(const char* data, std::size_t size, std::string_view name) {
  if (data == nullptr && size != 0) throw Refusal{name, "is NULL and has a size"};
  return data == nullptr ? std::string_view() : std::string_view(data, size);
}
inline std::string_view text(kiln_text given, std::string_view name) {
  return text(given.data, given.size, name);
}

/// `count` elements that must be there.
template <class T>
std::span<const T> array(const T* data, std::size_t count, std::string_view name) {
  if (data == nullptr && count != 0) throw Refusal{name, "is NULL and has a size"};
  return {data, data == nullptr ? 0 : count};
}

inline kiln_text as_text(std::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// A copy that the caller owns.
void give_text(kiln_string* out, std::string_view text);

/// An item and the mark that there is one.
struct MarkedItem {
  kiln::Item item;
  std::uint64_t there = 1;
};
static_assert(sizeof(MarkedItem) <= sizeof(kiln_item));
static_assert(std::is_trivially_copyable_v<MarkedItem>);

/// A look at an item as C sees it.
kiln_item as_item(const kiln::Item& item) noexcept;
/// Nothing for no item.
std::optional<kiln::Item> item_of(const kiln_item& item) noexcept;

}  // namespace kiln::c
