// verify(): whether an Ir is one that emit() can make a Program of. For the tests of whatever makes
// or changes an Ir: an Ir comes from this process, and is not hostile.
//
//   - Nodes are one tree: children before their parents, each the child of one, the root the last.
//   - Each has as many children as ir_op.def says; Field and SortKey stand where they belong.
//   - Rows, functions and operators that it names are there; places lie inside the source.
//   - A binding is introduced by one node, and referred to only where that is seen: a lambda's in
//     the lambda, a variable on the rest of its chain.
//
// Thread-safety: pure.
#pragma once

#include "compiler/ir.h"

namespace kiln::core {

/// InvalidProgram, with a message that names the node.
Expected<void> verify(const Ir& ir);

}  // namespace kiln::core
