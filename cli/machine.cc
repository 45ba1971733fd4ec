#include "cli/machine.h"

#include <utility>

#include "frontend/parser.h"
#include "runtime/builtin/call.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"
#include "vm/interpreter.h"

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

class Machine::Invariants final : public InvariantEvaluator {
 public:
  explicit Invariants(Machine& machine) : machine_(machine) {}

  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests& pending) const override {
    return machine_.holds(expression, focus, environment, pending);
  }

 private:
  Machine& machine_;
};

struct Machine::Invariant {
  Invariant(Ast parsed, const CompileOptions& options)
      : ast(std::move(parsed)), programs(ast, options) {}

  Ast ast;
  ProgramSet programs;
};

/// A Context of its own for as long as this lives.
class Machine::Nesting {
 public:
  explicit Nesting(Machine& machine) : machine_(machine) {
    if (machine_.depth_ == machine_.contexts_.size()) {
      machine_.contexts_.push_back(std::make_unique<Context>());
      machine_.contexts_.back()->evaluation().set_invariants(machine_.asked_.get());
    }
    context_ = machine_.contexts_[machine_.depth_++].get();
  }
  ~Nesting() { --machine_.depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  Context& context() { return *context_; }

 private:
  Machine& machine_;
  Context* context_;
};

Machine::Machine(bool streaming)
    : streaming_(streaming), asked_(std::make_unique<Invariants>(*this)) {}

Machine::~Machine() = default;

Expected<Evaluated> Machine::run(ProgramSet& programs, const Environment& environment,
                                 const Focus& focus) {
  Nesting nesting(*this);
  const Evaluation& evaluation = nesting.context().evaluation();
  KILN_TRY(const Items items, run(programs, nesting.context(), environment, focus));
  Evaluated result{values_of(items), {}, evaluation.documents()};
  for (const TraceRecord& record : evaluation.traces())
    result.traces.push_back({std::string(record.name), values_of(record.items)});
  return result;
}

Expected<Items> Machine::run(ProgramSet& programs, Context& context, const Environment& environment,
                             const Focus& focus) {
  const TypeId type = focus.context ? focus.context->type : kNoType;
  KILN_TRY(const Program* const program, programs.for_type(type));
  return kiln::core::run(*program, context, environment, focus);
}

Expected<bool> Machine::holds(std::string_view expression, const Node& focus,
                              const Environment& environment, PendingRequests& pending) {
  KILN_TRY(const auto compiled, invariant(expression, environment));
  Nesting nesting(*this);
  Evaluation& evaluation = nesting.context().evaluation();
  const Expected<Items> items =
      run(compiled->programs, nesting.context(), environment, Focus{focus, {}, {}});
  for (const PendingRequest& request : evaluation.pending().list()) pending.add(request);
  if (!items) return std::unexpected(items.error());
  KILN_TRY(const auto truth, boolean(evaluation, *items));
  return truth != std::optional(false);
}

Expected<std::shared_ptr<Machine::Invariant>> Machine::invariant(std::string_view expression,
                                                                 const Environment& environment) {
  if (const auto known = invariants_.find(expression); known != invariants_.end())
    return known->second;
  ParseOptions options;
  options.language = environment.language;
  ParseResult parsed = parse(expression, options);
  if (!parsed.ok()) return std::unexpected(parsed.diagnostics.first_error());
  if (invariants_.size() >= kMostInvariants) invariants_.clear();
  auto compiled =
      std::make_shared<Invariant>(std::move(parsed.ast), compile_options(environment, streaming_));
  invariants_.emplace(expression, compiled);
  return compiled;
}

}  // namespace kiln::core::cli
