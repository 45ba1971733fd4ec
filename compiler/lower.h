// Ast to Ir: names become functions, types and bindings; nothing is evaluated and no data is asked.
//
// What is certain to fail once it is reached (an unknown function, a wrong number of arguments)
// becomes a Fail node with the error that the evaluation would give, for it may never be reached.
#pragma once

#include "compiler/ir.h"
#include "frontend/ast.h"

namespace kiln::core {

/// REQUIRES: the Ast of a parse without error.
Ir lower(const Ast& ast, const ProgramOptions& options);

}  // namespace kiln::core
