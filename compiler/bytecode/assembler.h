// assemble(): a Program from its listing (disassembler.h says what one is).
#pragma once

#include <string_view>

#include "compiler/bytecode/program.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// assemble(disassemble(p)) is p. The places of instructions, the numbers of instructions (which
/// must be right where they are) and the lines before the tables may be left out.
///
/// The program is not verified: call verify() before it is run. InvalidProgram for what is no
/// listing; its message begins with the number of the line, from 1.
Expected<Program> assemble(std::string_view listing);

}  // namespace kiln::core
