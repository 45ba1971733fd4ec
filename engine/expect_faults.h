// For the tests of this room: each allocation of something fails once.
#pragma once

#include <gtest/gtest.h>
#include <kiln/error.h>

#include <cstdint>
#include <string>

#include "proptest/faults/allocations.h"

namespace kiln {

/// `make` gives an Expected; `write` what it made as a text. With any one allocation missing it is
/// right or MemoryLimit.
void expect_right_or_out_of_memory(const auto& make, const auto& write) {
  const auto usual = make();
  ASSERT_TRUE(usual) << usual.error().message;
  const std::string right = write(*usual);
  for (std::uint64_t k = 1;; ++k) {
    core::fail_allocation(k);
    const auto made = make();
    const bool has_failed = core::allocation_has_failed();
    core::fail_allocation(0);
    if (made) {
      EXPECT_EQ(write(*made), right) << k;
    } else {
      EXPECT_EQ(made.error().code, ErrorCode::MemoryLimit) << k;
    }
    if (has_failed) continue;
    EXPECT_TRUE(made);
    EXPECT_GT(k, 1u);
    return;
  }
}

}  // namespace kiln
