// All forms are replaced, and none calls another: a sanitizer has forms of its own, and memory that
// one of those gave may not go back through one of these. They stand in a file of their own, so
// that no compiler looks through them at their callers.

#include "proptest/faults/allocations.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

thread_local std::uint64_t calls = 0;
thread_local std::uint64_t until_failure = 0;  ///< 0: none fails
thread_local bool has_failed = false;

bool is_to_fail() noexcept {
  if (until_failure == 0 || --until_failure != 0) return false;
  has_failed = true;
  return true;
}

void* allocate(std::size_t size, std::size_t alignment) noexcept {
  ++calls;
  if (is_to_fail()) return nullptr;
  if (size > SIZE_MAX - alignment) return nullptr;
  const std::size_t rounded = (size + alignment - 1) / alignment * alignment;
  return std::aligned_alloc(alignment, rounded == 0 ? alignment : rounded);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment) {
  if (void* const memory = allocate(size, alignment)) return memory;
  throw std::bad_alloc();
}

constexpr std::size_t kAlignment = alignof(std::max_align_t);

std::size_t bytes(std::align_val_t alignment) {
  return static_cast<std::size_t>(alignment);
}

}  // namespace

// clang-format off
void* operator new(std::size_t size) { return allocate_or_throw(size, kAlignment); }
void* operator new[](std::size_t size) { return allocate_or_throw(size, kAlignment); }
void* operator new(std::size_t size, std::align_val_t a) { return allocate_or_throw(size, bytes(a)); }
void* operator new[](std::size_t size, std::align_val_t a) { return allocate_or_throw(size, bytes(a)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, kAlignment); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, kAlignment); }
void* operator new(std::size_t size, std::align_val_t a, const std::nothrow_t&) noexcept { return allocate(size, bytes(a)); }
void* operator new[](std::size_t size, std::align_val_t a, const std::nothrow_t&) noexcept { return allocate(size, bytes(a)); }

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
// clang-format on

// What C libraries take. A sanitizer has replaced these itself.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__GLIBC__)
#if !defined(__has_feature)
#define KILN_REPLACES_MALLOC 1
#elif !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define KILN_REPLACES_MALLOC 1
#endif
#endif

#ifdef KILN_REPLACES_MALLOC
// NOLINTBEGIN(bugprone-reserved-identifier): the names that glibc gives its own
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

void* malloc(std::size_t size) noexcept {
  return is_to_fail() ? nullptr : __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
  return is_to_fail() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
  return is_to_fail() ? nullptr : __libc_realloc(memory, size);
}
}
// NOLINTEND(bugprone-reserved-identifier)
#endif

namespace kiln::core {

std::uint64_t allocations() {
  return calls;
}

void fail_allocation(std::uint64_t k) {
  until_failure = k;
  has_failed = false;
}

bool allocation_has_failed() {
  return has_failed;
}

}  // namespace kiln::core
