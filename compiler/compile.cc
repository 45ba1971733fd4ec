#include "compiler/compile.h"

#include "compiler/emit.h"
#include "compiler/lower.h"

namespace kiln::core {

ProgramOptions options_of(const Environment& environment) {
  ProgramOptions options;
  options.fhir = environment.model == nullptr ? Fhir::None : environment.model->version();
  options.language = environment.language;
  options.strict = environment.strict;
  options.as_filters = environment.as_filters;
  options.json_choice_names = environment.json_choice_names;
  return options;
}

Expected<Program> compile(const Ast& ast, const CompileOptions& options) {
  Ir ir = lower(ast, options.program);
  if (!options.streaming) return emit(std::move(ir));
  std::vector<Facts> facts = analyse(ir, options.context_type);
  return emit_fused(std::move(ir), std::move(facts), options.context_type);
}

}  // namespace kiln::core
