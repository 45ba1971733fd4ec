// How often a program allocates, and what it does when there is no memory: linking kiln_allocations
// replaces operator new in all its forms, and without a sanitizer malloc() and its relatives.
#pragma once

#include <cstdint>

namespace kiln::core {

/// Calls of operator new by this thread since it began, those of shared libraries among them.
std::uint64_t allocations();

/// The k-th allocation of this thread from now on fails, those by malloc() counted too; one alone.
/// 0: none does.
void fail_allocation(std::uint64_t k);

/// Whether the allocation that was to fail has come.
bool allocation_has_failed();

}  // namespace kiln::core
