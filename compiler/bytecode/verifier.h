// verify(): whether a Program can be run. What it accepts cannot make the interpreter read or write
// what is not its own, run without end, or stop anywhere but at a Return or an error, whoever wrote
// it: a compiler, an assembler, or somebody who wishes harm.
//
//   - Every operand names something that is there: a register, a constant, a name, a type, a site,
//     an error, an instruction; every immediate is one that the instruction knows.
//   - On every path, a register is written before it is read, and holds what the instruction reads:
//     a register that paths leave in different classes holds nothing where they meet. A cursor has
//     an item only behind a Next that found one; a sort wants a key only behind a SortNext that
//     asked for it.
//   - Every cycle passes through the found item of a Next or the wanted key of a SortNext. Next
//     charges fuel for each item; a sort wants a key of an item once, and what makes it, Sort,
//     charges for its items. So a run ends when the fuel does.
//   - Every path ends in Return, Fail, or a check that cannot succeed.
//   - Constants are values, names and types are what the model says, sites have as many arguments
//     as their function takes, spans lie inside the source.
//
// Thread-safety: pure.
#pragma once

#include "compiler/bytecode/program.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

/// Bounds of what is verified in acceptable time and memory. The compiler reaches them with a few
/// thousand lambdas in one expression.
struct VerifierLimits {
  /// Places that jumps go to, times registers: two bytes each.
  std::uint64_t max_states = std::uint64_t{1} << 25;
  /// States looked at.
  std::uint64_t max_effort = std::uint64_t{1} << 29;
};

/// InvalidProgram, with a message that names the instruction or the table's row.
Expected<void> verify(const Program& program, const VerifierLimits& limits = {});

}  // namespace kiln::core
