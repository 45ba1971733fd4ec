#include "cli/session.h"

#include <utility>

#include "frontend/parser.h"
#include "proptest/reference/evaluator.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::cli {
namespace {

Failure failure_of(Error error, std::string_view source) {
  Failure failure;
  failure.diagnostics.add(Severity::Error, std::move(error));
  failure.source = source;
  return failure;
}

std::string type_name_of(const Model* model, const std::optional<Node>& focus) {
  if (!model || !focus || focus->type == kNoType || is_system_type(focus->type)) return {};
  return std::string(model->name(focus->type));
}

}  // namespace

Session::Session(SessionOptions options)
    : options_(options),
      model_(options_.fhir == Fhir::None ? nullptr : &Model::get(options_.fhir)),
      machine_(options_.engine == Engine::Vm) {}

void Session::set_strict(bool strict) {
  if (options_.strict == strict) return;
  options_.strict = strict;
  remembered_.clear();
}

void Session::set_static_check(bool check) {
  if (options_.static_check == check) return;
  options_.static_check = check;
  remembered_.clear();
}

void Session::set_json_choice_names(bool found) {
  if (options_.json_choice_names == found) return;
  options_.json_choice_names = found;
  remembered_.clear();
}

Environment Session::environment() const {
  return {.model = model_,
          .language = options_.language,
          .strict = options_.strict,
          .as_filters = options_.as_filters,
          .json_choice_names = options_.json_choice_names,
          .host = &host_,
          .now = options_.now,
          .profile = {},
          .limits = options_.limits.evaluation};
}

CompileOptions Session::compile_options(std::string_view context_type) const {
  CompileOptions options = cli::compile_options(environment(), options_.engine == Engine::Vm);
  if (model_ && !context_type.empty()) options.context_type = model_->find_type(context_type);
  return options;
}

std::shared_ptr<const Expression> Session::compile(std::string_view text,
                                                   std::string_view context_type) {
  const auto remembered = remember(text, context_type);
  return {remembered, &remembered->expression};
}

std::shared_ptr<Session::Remembered> Session::remember(std::string_view text,
                                                       std::string_view context_type) {
  std::string key(context_type);
  for (const auto& [name, value] : host_.variables) key += '\0' + name;
  key += '\n';
  key += text;
  if (const auto found = remembered_.find(key); found != remembered_.end()) return found->second;

  auto remembered = std::make_shared<Remembered>();
  Expression& expression = remembered->expression;
  ParseResult parsed = parse(text, {.language = options_.language,
                                    .max_bytes = options_.limits.expression.max_bytes,
                                    .max_depth = options_.limits.expression.max_depth});
  const bool check_too = parsed.ok() && options_.static_check;
  expression.ast = std::move(parsed.ast);
  expression.diagnostics = std::move(parsed.diagnostics);
  if (check_too) {
    CheckOptions check_options{.fhir = options_.fhir,
                               .language = options_.language,
                               .context_type = std::string(context_type),
                               .strict = options_.strict,
                               .variables = {},
                               .functions = {}};
    for (const auto& [name, value] : host_.variables) check_options.variables.push_back(name);
    for (const auto& [name, function] : host_.functions) check_options.functions.push_back(name);
    TypedAst typed = check(expression.ast, check_options);
    for (const Diagnostic& d : typed.diagnostics.items())
      expression.diagnostics.add(d.severity, d.error);
    expression.types = std::move(typed.types);
  }

  if (remembered_.size() >= kCacheSize) remembered_.clear();
  remembered_.emplace(std::move(key), remembered);
  return remembered;
}

std::expected<Evaluated, Failure> Session::evaluate(std::string_view text,
                                                    std::string_view context_type,
                                                    const std::optional<Node>& focus,
                                                    Answer& answer) {
  const auto remembered = remember(text, context_type);
  const Expression& expression = remembered->expression;
  if (!expression.ok())
    return std::unexpected(Failure{expression.diagnostics, std::string(text), false});
  if (!expression.diagnostics.empty()) {
    answer.warnings = expression.diagnostics;
    answer.source = text;
  }
  auto result = evaluate(*remembered, {.context = focus, .resource = {}, .root_resource = {}});
  if (!result) return std::unexpected(failure_of(std::move(result).error(), text));
  return *std::move(result);
}

Expected<Evaluated> Session::evaluate(Remembered& remembered, const Focus& focus) {
  const Ast& ast = remembered.expression.ast;
  if (options_.engine == Engine::Reference) {
    KILN_TRY(reference::Result result, reference::evaluate(ast, environment(), focus));
    return Evaluated{std::move(result.items), std::move(result.traces),
                     std::move(result.documents)};
  }
  if (!remembered.programs)
    remembered.programs = std::make_unique<ProgramSet>(ast, compile_options({}));
  return machine_.run(*remembered.programs, environment(), focus);
}

std::expected<void, Failure> Session::evaluate_on(const Query& query,
                                                  const std::optional<Node>& focus,
                                                  Answer& answer) {
  // A context type that was asked for is the root's; elements below it have their own.
  const std::string type = query.context.empty() && !query.context_type.empty()
                               ? std::string(query.context_type)
                               : type_name_of(model_, focus);
  auto result = evaluate(query.expression, type, focus, answer);
  if (!result) return std::unexpected(std::move(result).error());
  std::move(result->items.begin(), result->items.end(), std::back_inserter(answer.items));
  std::move(result->traces.begin(), result->traces.end(), std::back_inserter(answer.traces));
  std::move(result->documents.begin(), result->documents.end(),
            std::back_inserter(answer.documents));
  return {};
}

std::expected<Answer, Failure> Session::answer(const Query& query, const Document* document) {
  const TypeId root_type =
      model_ && !query.context_type.empty() ? model_->find_type(query.context_type) : kNoType;
  std::optional<Node> root;
  if (document) root = root_node(*document, model_, root_type);

  Answer answer;
  answer.naming = {model_, document, root_type};
  if (query.context.empty()) {
    if (auto done = evaluate_on(query, root, answer); !done)
      return std::unexpected(std::move(done).error());
    return answer;
  }

  const std::string checked_as =
      query.context_type.empty() ? type_name_of(model_, root) : std::string(query.context_type);
  auto contexts = evaluate(query.context, checked_as, root, answer);
  if (!contexts) {
    contexts.error().in_context = true;
    return std::unexpected(std::move(contexts).error());
  }
  answer.documents = std::move(contexts->documents);
  for (const Value& item : contexts->items) {
    const Node* node = std::get_if<Node>(&item);
    if (!node) {
      Failure failure =
          failure_of({ErrorCode::InputType,
                      {0, static_cast<std::uint32_t>(query.context.size())},
                      "the context is a value of its own, not an element of the resource",
                      "use $this inside select() to compute with values"},
                     query.context);
      failure.in_context = true;
      return std::unexpected(std::move(failure));
    }
    if (auto done = evaluate_on(query, *node, answer); !done)
      return std::unexpected(std::move(done).error());
  }
  return answer;
}

}  // namespace kiln::core::cli
