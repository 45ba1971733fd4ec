// What a ProgramSite is for, and what instructions take of it.
#pragma once

#include <cstdint>
#include <optional>

#include "compiler/bytecode/program.h"

namespace kiln::core {

enum class SiteKind : std::uint8_t { Function, Host, Service, Instance };

SiteKind kind_of(const ProgramSite& site);

/// Spans of a site that are no argument's: a service has the place of its at() behind them.
inline std::size_t further_spans(const ProgramSite& site) {
  return kind_of(site) == SiteKind::Service ? 1 : 0;
}

/// How many registers the operand `r` of an instruction stands for.
std::uint32_t range_size(Opcode opcode, const ProgramSite& site);

/// Whether the instruction has an operand of this letter; its position.
std::optional<std::size_t> find_operand(Opcode opcode, char kind);

/// The site of an instruction, or nullptr. REQUIRES: a site that is there.
const ProgramSite* site_of(const Program& program, const Instruction& instruction);

/// A CheckService that can only fail: at() with a number of arguments that is not one.
bool is_refusal(const Program& program, const Instruction& instruction);

}  // namespace kiln::core
