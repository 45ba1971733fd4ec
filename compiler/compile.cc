#include "compiler/compile.h"

#include "compiler/emit.h"
#include "compiler/lower.h"

namespace kiln {

Expected<Program> compile(const Ast& ast, const CompileOptions& options) {
  Ir ir = lower(ast, options.program);
  if (!options.streaming) return emit(std::move(ir));
  std::vector<Facts> facts = analyse(ir, options.context_type);
  return emit_fused(std::move(ir), std::move(facts), options.context_type);
}

}  // namespace kiln
