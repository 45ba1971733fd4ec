#include "compiler/compile.h"

#include "compiler/emit.h"
#include "compiler/lower.h"

namespace kiln {

Expected<Program> compile(const Ast& ast, const CompileOptions& options) {
  return emit(lower(ast, options.program));
}

}  // namespace kiln
