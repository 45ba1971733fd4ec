// Where there is no memory for what is asked, an error says so: no exception leaves a function that
// returns an Expected.
//
//   Expected<Document> Document::parse_json(...) {
//     return guarded([&]() -> Expected<Document> { ... });
//   }
#pragma once

#include <kiln/error.h>

#include <expected>
#include <new>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace kiln {

/// Its message is short enough to stand in the std::string itself: this allocates nothing.
inline Error out_of_memory() noexcept {
  return {ErrorCode::MemoryLimit, {}, "out of memory", {}};
}

/// What `work` returns; MemoryLimit where it runs out of memory. `work` returns a std::expected
/// whose error is made of an Error: Expected<T>, std::expected<T, Diagnostics>.
template <class Work>
auto guarded(Work&& work) noexcept -> std::invoke_result_t<Work> {
  using Failure = typename std::invoke_result_t<Work>::error_type;
  try {
    return std::forward<Work>(work)();
  } catch (const std::bad_alloc&) {
    return std::unexpected<Failure>(Failure(out_of_memory()));
  } catch (const std::length_error&) {  // a container beyond its max_size()
    return std::unexpected<Failure>(Failure(out_of_memory()));
  }
}

}  // namespace kiln
