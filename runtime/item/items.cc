#include "runtime/item/items.h"

#include <algorithm>

namespace kiln::core {

void ItemList::grow(std::uint32_t more) {
  constexpr std::uint32_t kFirst = 4;
  const std::uint32_t capacity = std::max({kFirst, 2 * capacity_, count_ + more});
  Item* const data = arena_->array<Item>(capacity);
  std::copy_n(data_, count_, data);
  data_ = data;
  capacity_ = capacity;
}

}  // namespace kiln::core
