#include "runtime/item/arena.h"

#include <algorithm>

namespace kiln::core {

void Arena::add_block(std::size_t size) {
  // operator new[] aligns to 16 bytes.
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
  begin_ = next_ = blocks_.back().memory.get();
  end_ = begin_ + size;
  poison(begin_, size);
}

void* Arena::allocate_in_new_block(std::size_t bytes) {
  const std::size_t used = this->bytes();
  const std::size_t last = blocks_.empty() ? kFirstBlock / 2 : blocks_.back().size;
  add_block(std::max(aligned(bytes), 2 * last));
  used_before_ = used;
  next_ += aligned(bytes);
  unpoison(begin_, bytes);
  return begin_;
}

void Arena::reset() {
  used_before_ = 0;
  if (blocks_.size() > 1) {
    std::size_t size = 0;
    for (const Block& block : blocks_) size += block.size;
    begin_ = next_ = end_ = nullptr;
    blocks_.clear();
    add_block(size);
    return;
  }
  poison(begin_, static_cast<std::size_t>(next_ - begin_));
  next_ = begin_;
}

}  // namespace kiln::core
