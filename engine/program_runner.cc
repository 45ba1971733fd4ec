#include "engine/program_runner.h"

#include <utility>

#include "compiler/program_set.h"
#include "frontend/parser.h"
#include "runtime/builtin/call.h"
#include "runtime/builtin/invariants.h"
#include "runtime/diagnostic/try.h"
#include "vm/interpreter.h"

namespace kiln::core {
namespace {

bool is_same(const CompileOptions& a, const CompileOptions& b) {
  return a.streaming == b.streaming && a.program.fhir == b.program.fhir &&
         a.program.language == b.program.language && a.program.strict == b.program.strict &&
         a.program.as_filters == b.program.as_filters &&
         a.program.json_choice_names == b.program.json_choice_names;
}

}  // namespace

class ProgramRunner::Invariants final : public InvariantEvaluator {
 public:
  explicit Invariants(ProgramRunner& runner) : runner_(runner) {}

  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests& pending) const override {
    return runner_.holds(expression, focus, environment, pending);
  }

 private:
  ProgramRunner& runner_;
};

struct ProgramRunner::Invariant {
  Invariant(Ast parsed, const CompileOptions& options)
      : ast(std::move(parsed)), programs(ast, options) {}

  Ast ast;
  ProgramSet programs;
};

/// A Context of its own for as long as this lives.
class ProgramRunner::Nesting {
 public:
  explicit Nesting(ProgramRunner& runner) : runner_(runner) {
    if (runner_.depth_ == runner_.contexts_.size()) {
      runner_.contexts_.push_back(std::make_unique<Context>());
      runner_.contexts_.back()->evaluation().set_invariants(runner_.asked_.get());
    }
    context_ = runner_.contexts_[runner_.depth_++].get();
  }
  ~Nesting() { --runner_.depth_; }
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  Context& context() { return *context_; }

 private:
  ProgramRunner& runner_;
  Context* context_;
};

ProgramRunner::ProgramRunner() : asked_(std::make_unique<Invariants>(*this)) {
  const Nesting first(*this);
}

ProgramRunner::~ProgramRunner() = default;

Expected<Items> ProgramRunner::run(const Program& program, bool streaming,
                                   const Environment& environment, const Focus& focus) {
  use({.program = options_of(environment), .streaming = streaming});
  Nesting nesting(*this);
  return kiln::core::run(program, nesting.context(), environment, focus);
}

Expected<bool> ProgramRunner::holds(std::string_view expression, const Node& focus,
                                    const Environment& environment, PendingRequests& pending) {
  KILN_TRY(const auto compiled, invariant(expression, environment));
  KILN_TRY(const Program* const program, compiled->programs.for_type(focus.type));
  Nesting nesting(*this);
  Evaluation& evaluation = nesting.context().evaluation();
  const Expected<Items> items =
      kiln::core::run(*program, nesting.context(), environment, Focus{focus, {}, {}});
  for (const PendingRequest& request : evaluation.pending().list()) pending.add(request);
  if (!items) return std::unexpected(items.error());
  KILN_TRY(const auto truth, boolean(evaluation, *items));
  return truth != std::optional(false);
}

Expected<std::shared_ptr<ProgramRunner::Invariant>> ProgramRunner::invariant(
    std::string_view expression, const Environment& environment) {
  if (const auto known = invariants_.find(expression); known != invariants_.end())
    return known->second;
  ParseOptions options;
  options.language = environment.language;
  ParseResult parsed = parse(expression, options);
  if (!parsed.ok()) return std::unexpected(parsed.diagnostics.first_error());
  if (invariants_.size() >= kMostInvariants) invariants_.clear();
  auto compiled = std::make_shared<Invariant>(std::move(parsed.ast), options_);
  invariants_.emplace(expression, compiled);
  return compiled;
}

void ProgramRunner::use(const CompileOptions& options) {
  if (is_same(options_, options)) return;
  invariants_.clear();
  options_ = options;
}

}  // namespace kiln::core
