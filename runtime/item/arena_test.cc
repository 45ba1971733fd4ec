#include "runtime/item/arena.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "runtime/item/items.h"

namespace kiln::core {
namespace {

TEST(Arena, AlignsAndCounts) {
  Arena arena;
  EXPECT_EQ(arena.bytes(), 0u);
  const void* const first = arena.allocate(1);
  const void* const second = arena.allocate(17);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(first) % 16, 0u);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(second) % 16, 0u);
  EXPECT_EQ(arena.bytes(), 48u);
  EXPECT_EQ(arena.copy("text"), "text");
  EXPECT_EQ(arena.copy(""), "");
  EXPECT_EQ(arena.bytes(), 64u);
}

TEST(Arena, KeepsOneBlockOfTheGreatestSize) {
  Arena arena;
  for (int i = 0; i < 1000; ++i) arena.allocate(160);
  EXPECT_EQ(arena.bytes(), 160'000u);
  arena.reset();
  EXPECT_EQ(arena.bytes(), 0u);
  const auto* const begin = static_cast<std::byte*>(arena.allocate(160));
  const std::byte* last = begin;
  for (int i = 1; i < 1000; ++i) last = static_cast<std::byte*>(arena.allocate(160));
  EXPECT_EQ(last - begin, 999 * 160);
  arena.reset();
  EXPECT_EQ(arena.allocate(16), begin);
}

TEST(Arena, TakesMoreThanABlockAtOnce) {
  Arena arena;
  arena.allocate(16);
  arena.allocate(1 << 20);
  EXPECT_EQ(arena.bytes(), 16u + (1u << 20));
}

TEST(Arena, GivesBackWhatAScopeAllocated) {
  Arena arena;
  arena.allocate(16);
  {
    const ArenaScope scope(arena);
    arena.allocate(64);
    EXPECT_EQ(arena.bytes(), 80u);
  }
  EXPECT_EQ(arena.bytes(), 16u);
}

TEST(Arena, KeepsANewBlockThatAScopeNeeded) {
  Arena arena;
  arena.allocate(16);
  {
    const ArenaScope scope(arena);
    arena.allocate(1 << 20);
  }
  EXPECT_EQ(arena.bytes(), 16u + (1u << 20));
  EXPECT_NE(arena.allocate(16), nullptr);
}

#ifdef KILN_ADDRESS_SANITIZER

bool is_poisoned(const void* address) {
  return __asan_address_is_poisoned(address) != 0;
}

TEST(Arena, TellsAddressSanitizerWhatIsGivenBack) {
  Arena arena;
  const auto* const first = static_cast<std::byte*>(arena.allocate(20));
  EXPECT_FALSE(is_poisoned(first));
  EXPECT_FALSE(is_poisoned(first + 19));
  EXPECT_TRUE(is_poisoned(first + 20));
  const std::byte* second = nullptr;
  {
    const ArenaScope scope(arena);
    second = static_cast<std::byte*>(arena.allocate(1));
    EXPECT_FALSE(is_poisoned(second));
  }
  EXPECT_TRUE(is_poisoned(second));
  EXPECT_FALSE(is_poisoned(first + 19));
  arena.reset();
  EXPECT_TRUE(is_poisoned(first));
  EXPECT_EQ(arena.allocate(8), first);
  EXPECT_FALSE(is_poisoned(first + 7));
  EXPECT_TRUE(is_poisoned(first + 8));
}

TEST(Arena, TellsAddressSanitizerAboutTheBlockThatItKeeps) {
  Arena arena;
  arena.allocate(16);
  arena.allocate(1 << 20);
  arena.reset();
  const auto* const begin = static_cast<std::byte*>(arena.allocate(16));
  EXPECT_FALSE(is_poisoned(begin));
  EXPECT_TRUE(is_poisoned(begin + 16));
  EXPECT_TRUE(is_poisoned(begin + (1 << 20)));
}

#endif

TEST(ItemList, KeepsItsItemsAsItGrows) {
  Arena arena;
  ItemList list(arena);
  EXPECT_TRUE(list.empty());
  for (std::int32_t i = 0; i < 100; ++i) list.append(Item::integer(i));
  list.append(list.items().slice(0, 50));
  ASSERT_EQ(list.size(), 150u);
  EXPECT_EQ(list[99].as_integer(), 99);
  EXPECT_EQ(list[149].as_integer(), 49);
  list.clear();
  EXPECT_TRUE(list.items().empty());
}

}  // namespace
}  // namespace kiln::core
