// Ir to Program, the plain way (vm0): every step makes its whole collection before the next one
// begins. What it does is the meaning of the Ir, error by error.
#pragma once

#include "compiler/ir.h"

namespace kiln {

/// ProgramLimit if the program needs more registers, names or constants than an instruction can
/// say.
Expected<Program> emit(Ir ir);

}  // namespace kiln
