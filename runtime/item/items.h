// Items: a collection while a program runs, a view of Items that stand next to each other.
// ItemList: one that grows, in an Arena.
#pragma once

#include <cstdint>

#include "runtime/item/item.h"

namespace kiln::core {

/// Does not own its items; who makes a collection says where they stand.
struct Items {
  const Item* data = nullptr;
  std::uint32_t count = 0;

  static Items one(const Item& item) { return {&item, 1}; }  ///< of an Item that stays where it is
  /// Nothing or one item that stays where it is.
  static Items of(const Item& item) { return {&item, item.is_none() ? 0U : 1U}; }

  bool empty() const { return count == 0; }
  std::uint32_t size() const { return count; }
  const Item* begin() const { return data; }
  const Item* end() const { return data + count; }
  const Item& operator[](std::uint32_t position) const { return data[position]; }
  const Item& front() const { return *data; }
  /// REQUIRES: first + length <= count.
  Items slice(std::uint32_t first, std::uint32_t length) const { return {data + first, length}; }
};

/// Its storage is replaced by a larger one as it grows, so views of it end with the next append().
class ItemList {
 public:
  explicit ItemList(Arena& arena) : arena_(&arena) {}

  void append(const Item& item) {
    if (count_ == capacity_) grow(1);
    data_[count_++] = item;
  }
  void append(Items items) {
    if (items.count > capacity_ - count_) grow(items.count);
    for (const Item& item : items) data_[count_++] = item;
  }
  std::uint32_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  Item& operator[](std::uint32_t position) { return data_[position]; }
  void clear() { count_ = 0; }
  Items items() const { return {data_, count_}; }

 private:
  void grow(std::uint32_t more);

  Arena* arena_;
  Item* data_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t capacity_ = 0;
};

}  // namespace kiln::core
