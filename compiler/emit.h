// Ir to Program.
//
// The plain body (vm0) makes the whole collection of every step before the next one begins: what it
// does is the meaning of the Ir, error by error.
//
// The fused body streams: steps run into each other, in loops over the members of the document,
// and what is at most one item is in a register. It is made where the facts say that nothing asks
// the host or traces, so that it can be given up at any place (docs/compiler.md).
#pragma once

#include "compiler/facts.h"
#include "compiler/ir.h"

namespace kiln::core {

/// ProgramLimit if the program needs more registers, names or constants than an instruction can
/// say.
Expected<Program> emit(Ir ir);

/// With a fused body as well. `facts` are those of the Ir for this type of the context.
Expected<Program> emit_fused(Ir ir, std::vector<Facts> facts, TypeId context);

}  // namespace kiln::core
