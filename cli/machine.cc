#include "cli/machine.h"

#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln::core::cli {
namespace {

Values values_of(Items items) {
  Values values;
  values.reserve(items.size());
  for (const Item& item : items) values.push_back(to_value(item));
  return values;
}

}  // namespace

CompileOptions compile_options(const Environment& environment, bool streaming) {
  CompileOptions options;
  options.program = options_of(environment);
  options.streaming = streaming;
  return options;
}

Expected<Evaluated> Machine::run(ProgramSet& programs, const Environment& environment,
                                 const Focus& focus) {
  const TypeId type = focus.context ? focus.context->type : kNoType;
  KILN_TRY(const Program* const program, programs.for_type(type));
  KILN_TRY(const Items items, runner_.run(*program, streaming_, environment, focus));
  const Evaluation& evaluation = runner_.evaluation();
  Evaluated result{values_of(items), {}, evaluation.documents()};
  for (const TraceRecord& record : evaluation.traces())
    result.traces.push_back({std::string(record.name), values_of(record.items)});
  return result;
}

}  // namespace kiln::core::cli
