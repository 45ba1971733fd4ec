#include "compiler/bytecode/operands.h"

#include <array>
#include <string_view>

namespace kiln::core {
namespace {

struct Operands {
  std::array<CodeOperand, 3> list{};
  std::uint8_t count = 0;
};

/// Ill-formed text is no constant expression, so that it does not compile.
consteval Operands parse(std::string_view text) {
  constexpr std::string_view kClasses = "CITKMLSE";
  constexpr std::string_view kOthers = "rkntsefijh";
  Operands operands;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    CodeOperand& operand = operands.list.at(operands.count++);
    operand.kind = word.back();
    if (word.size() == 1) {
      if (!kOthers.contains(operand.kind)) throw "not an operand";
    } else {
      if (word.size() != 2 || !kClasses.contains(operand.kind)) throw "not a register";
      operand.access = word[0] == 'd'   ? CodeOperand::Access::Write
                       : word[0] == 'u' ? CodeOperand::Access::Read
                       : word[0] == 'x' ? CodeOperand::Access::Update
                                        : throw "not an access";
    }
    if (operand.kind == 'j' && (!text.empty() || operands.count > 2)) throw "a jump is the last";
  }
  return operands;
}

constexpr Operands kOperands[] = {
#define KILN_OPCODE(name, mnemonic, operands, effects, cost, doc) parse(operands),
#include "compiler/bytecode/opcode.def"
#undef KILN_OPCODE
};

/// The field of an operand that is no jump.
std::uint16_t Instruction::* field(std::size_t position) {
  return position == 0 ? &Instruction::a : position == 1 ? &Instruction::b : &Instruction::c;
}

bool is_jump(const Instruction& instruction, std::size_t position) {
  return operands_of(instruction.opcode)[position].kind == 'j';
}

}  // namespace

std::span<const CodeOperand> operands_of(Opcode opcode) {
  const Operands& operands = kOperands[static_cast<std::size_t>(opcode)];
  return std::span(operands.list).first(operands.count);
}

std::uint32_t operand_value(const Instruction& instruction, std::size_t position) {
  if (is_jump(instruction, position)) return instruction.target();
  return instruction.*field(position);
}

void set_operand(Instruction& instruction, std::size_t position, std::uint32_t value) {
  if (is_jump(instruction, position)) return instruction.set_target(value);
  instruction.*field(position) = static_cast<std::uint16_t>(value);
}

std::uint32_t operand_limit(const CodeOperand& operand) {
  return operand.kind == 'j' ? UINT32_MAX : UINT16_MAX;
}

std::optional<std::uint32_t> jump_target(const Instruction& instruction) {
  const auto operands = operands_of(instruction.opcode);
  if (operands.empty()) return std::nullopt;
  if (operands.back().kind == 'j') return instruction.target();
  if (operands.back().kind == 'h') return operand_value(instruction, operands.size() - 1);
  return std::nullopt;
}

bool is_padded(const Instruction& instruction) {
  Instruction used{instruction.opcode};
  const std::size_t count = operands_of(instruction.opcode).size();
  for (std::size_t i = 0; i < count; ++i) set_operand(used, i, operand_value(instruction, i));
  return used == instruction;
}

}  // namespace kiln::core
