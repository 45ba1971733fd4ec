#include "proptest/oracle/engines.h"

#include <algorithm>
#include <array>
#include <map>

#include "compiler/bytecode/serializer.h"
#include "compiler/program_set.h"
#include "frontend/parser.h"
#include "proptest/reference/evaluator.h"
#include "runtime/builtin/invariants.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"
#include "vm/interpreter.h"

namespace kiln::core::oracle {
namespace {

CompileOptions options_of(Engine engine, const Environment& environment) {
  CompileOptions options;
  options.program = kiln::core::options_of(environment);
  options.streaming = engine != Engine::Vm0;
  return options;
}

class ReferenceSubject final : public Subject {
 public:
  explicit ReferenceSubject(const Ast& ast) : ast_(ast) {}

  Expected<Answer> evaluate(const Environment& environment, const Focus& focus) override {
    pending_.clear();
    KILN_TRY(reference::Result result, reference::evaluate(ast_, environment, focus, pending_));
    return Answer{std::move(result.items), std::move(result.traces), std::move(result.documents)};
  }
  const std::vector<PendingRequest>& pending() override { return pending_.list(); }

 private:
  const Ast& ast_;
  PendingRequests pending_;
};

/// Invariants that conformsTo() asks about, by the same engine.
class VmInvariants final : public InvariantEvaluator {
 public:
  explicit VmInvariants(Engine engine) : engine_(engine) {}

  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests& pending) const override {
    ParseOptions options;
    options.language = environment.language;
    const ParseResult parsed = parse(expression, options);
    if (!parsed.ok()) return std::unexpected(parsed.diagnostics.first_error());
    CompileOptions compile_options = options_of(engine_, environment);
    if (compile_options.streaming) compile_options.context_type = focus.type;
    KILN_TRY(const Program program, compile(parsed.ast, compile_options));
    Context context;
    context.evaluation().set_invariants(this);
    const Expected<Items> items = run(program, context, environment, Focus{focus, {}, {}});
    for (const PendingRequest& request : context.evaluation().pending().list()) {
      pending.add(request);
    }
    if (!items) return std::unexpected(items.error());
    KILN_TRY(const std::optional<bool> truth, boolean(context.evaluation(), *items));
    return truth != std::optional(false);
  }

 private:
  Engine engine_;
};

Values values_of(Items items) {
  Values values;
  for (const Item& item : items) values.push_back(to_value(item));
  return values;
}

class VmSubject final : public Subject {
 public:
  VmSubject(Engine engine, const Ast& ast, const Environment& environment)
      : programs_(ast, options_of(engine, environment)),
        is_read_back_(engine == Engine::Bytecode),
        invariants_(engine) {
    context_.evaluation().set_invariants(&invariants_);
  }

  Expected<Answer> evaluate(const Environment& environment, const Focus& focus) override {
    const TypeId type = focus.context ? focus.context->type : kNoType;
    KILN_TRY(const Program* program, programs_.for_type(type));
    if (is_read_back_) {
      KILN_TRY(program, read_back(*program));
    }
    KILN_TRY(const Items items, run(*program, context_, environment, focus));
    Answer answer{values_of(items), {}, context_.evaluation().documents()};
    for (const TraceRecord& record : context_.evaluation().traces()) {
      answer.traces.push_back({std::string(record.name), values_of(record.items)});
    }
    return answer;
  }
  const std::vector<PendingRequest>& pending() override {
    return context_.evaluation().pending().list();
  }

 private:
  Expected<const Program*> read_back(const Program& program) {
    auto found = copies_.find(&program);
    if (found == copies_.end()) {
      found = copies_.emplace(&program, deserialize(serialize(program))).first;
    }
    if (!found->second) return std::unexpected(found->second.error());
    return &*found->second;
  }

  ProgramSet programs_;
  const bool is_read_back_;
  std::map<const Program*, Expected<Program>> copies_;
  VmInvariants invariants_;
  Context context_;
};

constexpr std::array kEngines{Engine::Reference, Engine::Vm0, Engine::Vm, Engine::Bytecode};
constexpr std::size_t kOffered = 3;

}  // namespace

std::span<const Engine> engines() {
  return std::span(kEngines).first(kOffered);
}

std::span<const Engine> all_engines() {
  return kEngines;
}

std::string_view to_string(Engine engine) {
  switch (engine) {
    case Engine::Reference:
      return "ref";
    case Engine::Vm0:
      return "vm0";
    case Engine::Vm:
      return "vm";
    case Engine::Bytecode:
      return "bytecode";
  }
  return "";
}

std::optional<Engine> parse_engine(std::string_view name) {
  const auto found = std::ranges::find(kEngines, name, to_string);
  return found == kEngines.end() ? std::nullopt : std::optional(*found);
}

std::unique_ptr<Subject> prepare(Engine engine, const Ast& ast, const Environment& environment) {
  switch (engine) {
    case Engine::Reference:
      return std::make_unique<ReferenceSubject>(ast);
    case Engine::Vm0:
    case Engine::Vm:
    case Engine::Bytecode:
      return std::make_unique<VmSubject>(engine, ast, environment);
  }
  return nullptr;
}

Expected<Answer> evaluate(Engine engine, const Ast& ast, const Environment& environment,
                          const Focus& focus) {
  return prepare(engine, ast, environment)->evaluate(environment, focus);
}

}  // namespace kiln::core::oracle
