// How often a program allocates: linking kiln_allocations replaces operator new in all its forms.
#pragma once

#include <cstdint>

namespace kiln::core {

/// Calls of operator new by this thread since it began, those of shared libraries among them.
std::uint64_t allocations();

}  // namespace kiln::core
