#include "compiler/ir.h"

namespace kiln::core {

std::string_view to_string(IrOp op) {
  static constexpr std::string_view kNames[] = {
#define KILN_IR_OP(name, children) #name,
#include "compiler/ir_op.def"
#undef KILN_IR_OP
  };
  return kNames[static_cast<std::size_t>(op)];
}

}  // namespace kiln::core
