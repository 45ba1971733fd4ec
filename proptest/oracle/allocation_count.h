// How often a test program allocates: who links this has operator new counted.
#pragma once

#include <cstddef>

namespace kiln {

/// Calls of operator new since the program began.
std::size_t allocation_count();

}  // namespace kiln
