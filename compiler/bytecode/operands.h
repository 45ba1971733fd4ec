// CodeOperand: what opcode.def says of an instruction's fields, as data. Whoever reads programs by
// the table (disassembler, assembler, verifier) knows no opcode by its name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "compiler/bytecode/instruction.h"

namespace kiln::core {

struct CodeOperand {
  enum class Access : std::uint8_t { None, Write, Read, Update };

  /// The letter of opcode.def: a register's class, or one of r k n t s e f i j h.
  char kind = 0;
  Access access = Access::None;  ///< None: no register of its own

  bool is_register() const { return access != Access::None; }
  bool reads() const { return access == Access::Read || access == Access::Update; }
};

/// Those of the fields a, b, c in this order; a jump, which is the last one, is in b and c.
std::span<const CodeOperand> operands_of(Opcode opcode);

/// The value of the operand at a position.
std::uint32_t operand_value(const Instruction& instruction, std::size_t position);
/// REQUIRES: a value that fits the operand's field.
void set_operand(Instruction& instruction, std::size_t position, std::uint32_t value);

/// The operand's largest value: that of a field, or of two for a jump.
std::uint32_t operand_limit(const CodeOperand& operand);

/// The index at which an instruction may go on instead of behind itself.
std::optional<std::uint32_t> jump_target(const Instruction& instruction);

/// Whether the fields that no operand uses are 0.
bool is_padded(const Instruction& instruction);

}  // namespace kiln::core
