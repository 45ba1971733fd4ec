#include <algorithm>

#include "engine/no_throw.h"
#include "engine/program_cache.h"
#include "engine/program_impl.h"
#include "frontend/checker.h"
#include "frontend/parser.h"

namespace kiln {
namespace {

/// The names that a host defines, in one text, each behind its length; "" without a host.
std::string names_of(const Host* host) {
  std::string names;
  if (host == nullptr) return names;
  const auto add = [&](char kind, const std::string& name) {
    names.append(1, kind).append(std::to_string(name.size())).append(1, ':').append(name);
  };
  names = "host";
  for (const auto& [name, values] : host->variables) add('%', name);
  for (const auto& [name, function] : host->functions) add('(', name);
  return names;
}

/// What a host may define is no error before it is known which host it is.
Severity severity_of(const Diagnostic& diagnostic, const Host* host) {
  const bool may_be_the_hosts = diagnostic.error.code == ErrorCode::UnknownFunction ||
                                diagnostic.error.code == ErrorCode::UnknownVariable;
  return host == nullptr && may_be_the_hosts ? Severity::Warning : diagnostic.severity;
}

/// What the checker has to say, added to what the parser had.
void check_into(Diagnostics& diagnostics, const core::Ast& ast, const EngineOptions& engine,
                const CompileOptions& options) {
  core::CheckOptions check{.fhir = engine.fhir,
                           .language = engine.language,
                           .context_type = std::string(options.context_type),
                           .strict = engine.strict,
                           .variables = {},
                           .functions = {}};
  if (options.host != nullptr) {
    for (const auto& [name, values] : options.host->variables) check.variables.push_back(name);
    for (const auto& [name, function] : options.host->functions) check.functions.push_back(name);
  }
  const core::TypedAst typed = core::check(ast, check);
  for (const Diagnostic& diagnostic : typed.diagnostics.items()) {
    diagnostics.add(severity_of(diagnostic, options.host), diagnostic.error);
  }
  diagnostics.sort_by_position();
}

/// Parsed and checked.
core::ParseResult analyse(std::string_view expression, const EngineOptions& engine,
                          const CompileOptions& options) {
  core::ParseResult parsed = core::parse(
      expression,
      {engine.language, engine.limits.expression.max_bytes, engine.limits.expression.max_depth});
  if (parsed.ok()) check_into(parsed.diagnostics, parsed.ast, engine, options);
  return parsed;
}

core::CompileOptions compile_options(const EngineOptions& engine, const CompileOptions& options) {
  core::CompileOptions result;
  result.program = {engine.fhir, engine.language, engine.strict, engine.as_filters,
                    engine.json_choice_names};
  result.streaming = engine.streaming;
  if (engine.fhir != Fhir::None && !options.context_type.empty()) {
    result.context_type = core::Model::get(engine.fhir).find_type(options.context_type);
  }
  return result;
}

}  // namespace

struct Engine::Impl {
  explicit Impl(const EngineOptions& given) : options(given), cache(given.cache) {}

  const EngineOptions options;
  ProgramCache cache;
};

Engine::Engine() : Engine(EngineOptions()) {}
Engine::Engine(const EngineOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

std::expected<Program, Diagnostics> Engine::compile(std::string_view expression,
                                                    const CompileOptions& options) {
  using Compiled = std::expected<Program, Diagnostics>;
  return guarded([&]() -> Compiled {
    const std::string names = names_of(options.host);
    const ProgramKey key{expression, options.context_type, names};
    if (auto found = impl_->cache.find(key)) return *std::move(found);

    core::ParseResult parsed = analyse(expression, impl_->options, options);
    if (!parsed.ok()) return std::unexpected(std::move(parsed.diagnostics));
    const core::CompileOptions compile = compile_options(impl_->options, options);
    auto program = std::make_shared<const Program::Impl>(std::move(parsed.ast), compile,
                                                         impl_->options.limits.evaluation);
    // The one that is sure to be of use; and what is too large for it is too large for any.
    if (const auto first = program->for_type(compile.context_type); !first) {
      return std::unexpected(Diagnostics(first.error()));
    }
    return impl_->cache.insert(key, Program(std::move(program)));
  });
}

Diagnostics Engine::check(std::string_view expression, const CompileOptions& options) const {
  auto result = guarded([&]() -> std::expected<Diagnostics, Diagnostics> {
    return analyse(expression, impl_->options, options).diagnostics;
  });
  return result ? *std::move(result) : std::move(result).error();
}

std::size_t Engine::warm_up(std::span<const std::string_view> expressions,
                            const CompileOptions& options) {
  return static_cast<std::size_t>(std::ranges::count_if(
      expressions,
      [&](std::string_view expression) { return compile(expression, options).has_value(); }));
}

void Engine::clear_cache() {
  impl_->cache.clear();
}

CacheStatistics Engine::cache_statistics() const {
  return impl_->cache.statistics();
}

const EngineOptions& Engine::options() const noexcept {
  return impl_->options;
}

}  // namespace kiln
