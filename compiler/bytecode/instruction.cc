#include "compiler/bytecode/instruction.h"

namespace kiln::core {
namespace {

constexpr OpcodeInfo kOpcodes[] = {
#define KILN_OPCODE(name, mnemonic, operands, effects, cost, doc) \
  {Opcode::name, mnemonic, operands, effects, cost, doc},
#include "compiler/bytecode/opcode.def"
#undef KILN_OPCODE
};

}  // namespace

std::span<const OpcodeInfo> opcodes() {
  return kOpcodes;
}

}  // namespace kiln::core
