// Ast to Program, all the way: lowering, passes, emission.
#pragma once

#include "compiler/bytecode/program.h"
#include "frontend/ast.h"
#include "runtime/environment.h"

namespace kiln::core {

struct CompileOptions {
  ProgramOptions program;
  /// The type of what the program is run on: Patient. kNoType: anything, about which nothing can be
  /// known.
  TypeId context_type = kNoType;
  bool streaming = true;  ///< off: every step makes its whole collection (vm0)
};

/// What programs that run in an environment are compiled with.
ProgramOptions options_of(const Environment& environment);

/// ProgramLimit if the program needs more registers, names or constants than an instruction can
/// say.
///
/// REQUIRES: the Ast of a parse without error.
Expected<Program> compile(const Ast& ast, const CompileOptions& options);

}  // namespace kiln::core
