#include "proptest/oracle/engines.h"

#include <algorithm>
#include <array>

#include "compiler/emit.h"
#include "compiler/lower.h"
#include "frontend/parser.h"
#include "proptest/reference/evaluator.h"
#include "runtime/builtin/invariants.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"
#include "vm/interpreter.h"

namespace kiln::oracle {
namespace {

ProgramOptions options_of(const Environment& environment) {
  ProgramOptions options;
  options.fhir = environment.model == nullptr ? Fhir::None : environment.model->version();
  options.language = environment.language;
  options.strict = environment.strict;
  options.as_filters = environment.as_filters;
  options.json_choice_names = environment.json_choice_names;
  return options;
}

class ReferenceSubject final : public Subject {
 public:
  explicit ReferenceSubject(const Ast& ast) : ast_(ast) {}

  Expected<Answer> evaluate(const Environment& environment, const Focus& focus) override {
    KILN_TRY(reference::Result result, reference::evaluate(ast_, environment, focus));
    return Answer{std::move(result.items), std::move(result.traces), std::move(result.documents)};
  }

 private:
  const Ast& ast_;
};

/// Invariants that conformsTo() asks about, by the same engine.
class Vm0Invariants final : public InvariantEvaluator {
 public:
  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment) const override {
    ParseOptions options;
    options.language = environment.language;
    const ParseResult parsed = parse(expression, options);
    if (!parsed.ok()) return std::unexpected(parsed.diagnostics.first_error());
    KILN_TRY(const Program program, emit(lower(parsed.ast, options_of(environment))));
    Context context;
    context.evaluation().set_invariants(this);
    KILN_TRY(const Items items, run(program, context, environment, Focus{focus, {}, {}}));
    KILN_TRY(const std::optional<bool> truth, boolean(context.evaluation(), items));
    return truth != std::optional(false);
  }
};

Values values_of(Items items) {
  Values values;
  for (const Item& item : items) values.push_back(to_value(item));
  return values;
}

class Vm0Subject final : public Subject {
 public:
  Vm0Subject(const Ast& ast, const Environment& environment)
      : program_(emit(lower(ast, options_of(environment)))) {
    static const Vm0Invariants kInvariants;
    context_.evaluation().set_invariants(&kInvariants);
  }

  Expected<Answer> evaluate(const Environment& environment, const Focus& focus) override {
    if (!program_) return std::unexpected(program_.error());
    KILN_TRY(const Items items, run(*program_, context_, environment, focus));
    Answer answer{values_of(items), {}, context_.evaluation().documents()};
    for (const TraceRecord& record : context_.evaluation().traces()) {
      answer.traces.push_back({std::string(record.name), values_of(record.items)});
    }
    return answer;
  }

 private:
  Expected<Program> program_;
  Context context_;
};

constexpr std::array kEngines{Engine::Reference, Engine::Vm0};

}  // namespace

std::span<const Engine> engines() {
  return kEngines;
}

std::string_view to_string(Engine engine) {
  switch (engine) {
    case Engine::Reference:
      return "ref";
    case Engine::Vm0:
      return "vm0";
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
      return std::make_unique<Vm0Subject>(ast, environment);
  }
  return nullptr;
}

Expected<Answer> evaluate(Engine engine, const Ast& ast, const Environment& environment,
                          const Focus& focus) {
  return prepare(engine, ast, environment)->evaluate(environment, focus);
}

}  // namespace kiln::oracle
