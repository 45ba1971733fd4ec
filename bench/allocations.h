// How often a program has called operator new. Linking it replaces the operators.
#pragma once

#include <cstdint>

namespace kiln::bench {

/// Of this thread since its start.
std::uint64_t allocations();

}  // namespace kiln::bench
