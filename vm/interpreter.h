// The interpreter: runs a Program in a Context.
#pragma once

#include "compiler/bytecode/program.h"
#include "runtime/environment.h"
#include "vm/context.h"

namespace kiln::core {

/// The program's value on a focus, or the first error in the order of evaluation. The items stand
/// in the context's arena, in the documents and in the program; they are there until the context's
/// next run. What trace() logged is given to the host at the end. `environment` must outlive that
/// too and have the program's options.
///
/// REQUIRES: a program of the compiler, or one that was verified.
Expected<Items> run(const Program& program, Context& context, const Environment& environment,
                    const Focus& focus);

}  // namespace kiln::core
