// Opcode, Instruction: what a program consists of. opcode.def has a row for each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kiln::core {

enum class Opcode : std::uint16_t {
#define KILN_OPCODE(name, mnemonic, operands, effects, cost, doc) name,
#include "compiler/bytecode/opcode.def"
#undef KILN_OPCODE
};

/// 8 bytes: an opcode and three fields of 16 bits, the last two of which may be one of 32.
struct Instruction {
  Opcode opcode{};
  std::uint16_t a = 0;
  std::uint16_t b = 0;
  std::uint16_t c = 0;

  /// The operand of a jump: an instruction's index.
  std::uint32_t target() const { return b | std::uint32_t{c} << 16; }
  void set_target(std::uint32_t index) {
    b = static_cast<std::uint16_t>(index);
    c = static_cast<std::uint16_t>(index >> 16);
  }

  friend bool operator==(const Instruction&, const Instruction&) = default;
};
static_assert(sizeof(Instruction) == 8);

/// A row of opcode.def.
struct OpcodeInfo {
  Opcode opcode;
  std::string_view mnemonic;
  std::string_view operands;
  std::string_view effects;
  std::uint8_t cost;
  std::string_view doc;

  bool may_fail() const { return effects.contains('F'); }
};

/// In the order of the enum.
std::span<const OpcodeInfo> opcodes();
inline const OpcodeInfo& info(Opcode opcode) {
  return opcodes()[static_cast<std::size_t>(opcode)];
}

}  // namespace kiln::core
