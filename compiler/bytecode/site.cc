#include "compiler/bytecode/site.h"

#include "compiler/bytecode/operands.h"

namespace kiln::core {

SiteKind kind_of(const ProgramSite& site) {
  if (site.service != ProgramSite::Service::None) return SiteKind::Service;
  if (!site.type.name.empty()) return SiteKind::Instance;
  // No function of a host has the name of one of the language.
  return find_function(site.name) != nullptr ? SiteKind::Function : SiteKind::Host;
}

std::uint32_t range_size(Opcode opcode, const ProgramSite& site) {
  constexpr std::uint32_t kNameAndItems = 2;
  switch (opcode) {
    case Opcode::Trace:
    case Opcode::Define:
      return kNameAndItems;
    default:
      return site.argument_count + (site.address == ProgramSite::Address::One ? 1U : 0U);
  }
}

std::optional<std::size_t> find_operand(Opcode opcode, char kind) {
  const auto operands = operands_of(opcode);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].kind == kind && !operands[i].is_register()) return i;
  }
  return std::nullopt;
}

const ProgramSite* site_of(const Program& program, const Instruction& instruction) {
  const auto position = find_operand(instruction.opcode, 's');
  return position ? &program.sites[operand_value(instruction, *position)] : nullptr;
}

bool is_refusal(const Program& program, const Instruction& instruction) {
  if (instruction.opcode != Opcode::CheckService || instruction.c == 0) return false;
  const ProgramSite& site = program.sites[instruction.a];
  return site.service == ProgramSite::Service::Terminologies &&
         site.address == ProgramSite::Address::Wrong;
}

}  // namespace kiln::core
