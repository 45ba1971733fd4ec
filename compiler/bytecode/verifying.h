// The parts of verify(), each of which takes for granted what the ones before it have found.
#pragma once

#include <string>
#include <vector>

#include "compiler/bytecode/verifier.h"

namespace kiln::core {

/// Options, source, and the tables of constants, names, types, sites and errors, each for itself.
Expected<void> verify_tables(const Program& program);
/// Each instruction for itself: operands, immediates, and what it asks of its site.
Expected<void> verify_operands(const Program& program);
/// Registers and ends along all paths; which instructions these reach.
Expected<std::vector<bool>> verify_flow(const Program& program, const VerifierLimits& limits);
/// No cycle of instructions that are reached is free of charge.
Expected<void> verify_cycles(const Program& program, const std::vector<bool>& reached);

std::unexpected<Error> invalid(std::string message);
/// "instruction 7 (members): ...".
std::unexpected<Error> invalid_at(const Program& program, std::size_t instruction,
                                  const std::string& message);

/// Whether a span lies inside the program's source and cuts no character.
bool is_inside(const Program& program, Span span);

}  // namespace kiln::core
