// What tells AddressSanitizer which parts of a block of memory may not be touched now. Without it
// these functions do nothing.
#pragma once

#include <cstddef>

#ifdef __SANITIZE_ADDRESS__
#define KILN_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KILN_ADDRESS_SANITIZER
#endif
#endif

#ifdef KILN_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#endif

namespace kiln::core {

inline void poison([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) {
#ifdef KILN_ADDRESS_SANITIZER
  __asan_poison_memory_region(begin, bytes);
#endif
}

inline void unpoison([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) {
#ifdef KILN_ADDRESS_SANITIZER
  __asan_unpoison_memory_region(begin, bytes);
#endif
}

}  // namespace kiln::core
