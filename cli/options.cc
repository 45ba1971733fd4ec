#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <limits>
#include <type_traits>

#include "cli/clock.h"
#include "cli/input.h"
#include "frontend/checker.h"
#include "frontend/diagnostics.h"
#include "runtime/terminology/load.h"

namespace kiln::core::cli {
namespace {

std::unexpected<std::string> sentence(const Error& error) {
  return std::unexpected(error.message + (error.hint.empty() ? "" : " (" + error.hint + ')'));
}

std::vector<std::string> engine_names() {
  std::vector<std::string> names;
  for (const Engine engine : oracle::engines()) names.emplace_back(to_string(engine));
  return names;
}

/// One number of kiln::Limits as an option.
struct LimitOption {
  const char* name;
  const char* help;
  std::uint64_t least;
  std::uint64_t most;
  std::uint64_t (*get)(const kiln::Limits&);
  void (*set)(kiln::Limits&, std::uint64_t);
};

template <auto part, auto member>
constexpr LimitOption limit(const char* name, std::uint64_t least, const char* help) {
  using Number = std::remove_cvref_t<decltype((kiln::Limits{}.*part).*member)>;
  return {name,
          help,
          least,
          std::numeric_limits<Number>::max(),
          [](const kiln::Limits& limits) -> std::uint64_t { return (limits.*part).*member; },
          [](kiln::Limits& limits, std::uint64_t value) {
            (limits.*part).*member = static_cast<Number>(value);
          }};
}

constexpr auto kExpression = &kiln::Limits::expression;
constexpr auto kEvaluation = &kiln::Limits::evaluation;
constexpr auto kDocument = &kiln::Limits::document;

constexpr LimitOption kExpressionLimits[] = {
    limit<kExpression, &ExpressionLimits::max_bytes>("--max-expression-bytes", 1,
                                                     "Bytes that an expression may have"),
    limit<kExpression, &ExpressionLimits::max_depth>(
        "--max-expression-depth", 0, "Brackets and signs that may be open in an expression"),
};

constexpr LimitOption kEvaluationLimits[] = {
    limit<kEvaluation, &EvaluationLimits::max_steps>("--max-steps", 1,
                                                     "Steps that an evaluation may take"),
    limit<kEvaluation, &EvaluationLimits::max_items>("--max-items", 1,
                                                     "Items that a collection may have"),
    limit<kEvaluation, &EvaluationLimits::max_string>("--max-string", 1,
                                                      "Bytes that a string may have"),
    limit<kEvaluation, &EvaluationLimits::max_depth>("--max-depth", 1,
                                                     "Depth to which evaluations may nest"),
    limit<kEvaluation, &EvaluationLimits::max_arena>(
        "--max-memory", 1, "Bytes of items, texts and documents that an evaluation may make"),
    limit<kEvaluation, &EvaluationLimits::max_regex_effort>(
        "--max-regex-effort", 0, "Effort that a regular expression may take on a string"),
    limit<kDocument, &DocumentLimits::max_bytes>("--max-document-bytes", 1,
                                                 "Bytes that a document may have"),
    limit<kDocument, &DocumentLimits::max_depth>(
        "--max-document-depth", 1, "Objects, arrays and elements that may be open in a document"),
};

void add_limit(CLI::App& command, const LimitOption& limit, kiln::Limits& limits) {
  command
      .add_option_function<std::string>(
          limit.name,
          [&limit, &limits](const std::string& text) {
            std::uint64_t value = 0;
            const char* const end = text.data() + text.size();
            const auto [rest, error] = std::from_chars(text.data(), end, value);
            if (error != std::errc{} || rest != end || value < limit.least || value > limit.most) {
              throw CLI::ValidationError(limit.name, "'" + text + "' is no number from " +
                                                         std::to_string(limit.least) + " to " +
                                                         std::to_string(limit.most));
            }
            limit.set(limits, value);
          },
          limit.help)
      ->type_name("N")
      ->default_str(std::to_string(limit.get(limits)));
}

}  // namespace

void add_options(CLI::App& command, LanguageOptions& options) {
  command
      .add_option("--fhir", options.fhir,
                  "FHIR version of the data: r4, r4b, r5, or none (any JSON)")
      ->check(CLI::IsMember({"r4", "r4b", "r5", "none"}))
      ->capture_default_str();
  command.add_option("--language", options.language, "FHIRPath version: 3.0 or 2.0")
      ->check(CLI::IsMember({"2.0", "2.0.0", "3.0", "3.0.0"}))
      ->capture_default_str();
  command.add_flag("--strict", options.strict,
                   "Elements and types that cannot be there are errors, not warnings");
  for (const LimitOption& limit : kExpressionLimits) add_limit(command, limit, options.limits);
}

void add_options(CLI::App& command, EvaluationOptions& options) {
  add_options(command, static_cast<LanguageOptions&>(options));
  command.add_flag("--as-filters", options.as_filters,
                   "'as' on several items filters them, as invariants of R4 and R4B expect");
  command
      .add_option("--variable", options.variables,
                  "NAME=EXPRESSION: the value of %NAME, an expression without data: "
                  "limit=\"5 'mg'\"")
      ->allow_extra_args(false);
  command.add_option("--now", options.now, "DateTime that now() gives (default: the clock's)");
  command.add_option("--timezone", options.timezone,
                     "Offset of the current time: Z, +01:00 (default: that of TZ)");
  command.add_option("--terminology", options.terminology,
                     "Folder or file with CodeSystems, ValueSets and ConceptMaps");
  command.add_option("--profiles", options.profiles, "Folder or file with StructureDefinitions");
  for (const LimitOption& limit : kEvaluationLimits) add_limit(command, limit, options.limits);
  command
      .add_option("--engine", options.engine,
                  "What evaluates: vm, the compiler with its passes; vm0, without them; ref, the "
                  "reference evaluator. The answer is the same")
      ->check(CLI::IsMember(engine_names()))
      ->capture_default_str();
}

SessionOptions session_options(const LanguageOptions& options) {
  SessionOptions result;
  result.fhir = parse_fhir(options.fhir).value_or(Fhir::R4);
  result.language = parse_language_version(options.language).value_or(LanguageVersion::V3);
  result.strict = options.strict;
  result.limits = options.limits;
  result.now = current_time({});
  return result;
}

std::expected<HostedSession, std::string> HostedSession::make(const EvaluationOptions& options) {
  SessionOptions described = session_options(options);
  described.engine = oracle::parse_engine(options.engine).value_or(described.engine);
  described.as_filters = options.as_filters;

  std::optional<int> offset;
  if (!options.timezone.empty()) {
    offset = parse_offset(options.timezone);
    if (!offset)
      return std::unexpected("--timezone '" + options.timezone +
                             "' is no offset; write Z, +05:45 or -03:00");
  }
  described.now = current_time(offset);
  if (!options.now.empty()) {
    const auto now = parse_now(options.now, offset);
    if (!now)
      return std::unexpected("--now '" + options.now +
                             "' is no DateTime with a time; write 2026-02-11T08:15:00+01:00");
    described.now = *now;
  }

  HostedSession hosted;
  hosted.session_ = std::make_unique<Session>(described);
  if (auto loaded = hosted.load_terminology(options.terminology); !loaded)
    return std::unexpected("--terminology: " + loaded.error());
  if (!options.profiles.empty()) {
    if (auto loaded = hosted.load_profiles(options.profiles); !loaded)
      return std::unexpected("--profiles: " + loaded.error());
  }
  for (const std::string& variable : options.variables)
    if (auto defined = hosted.define(variable); !defined) return std::unexpected(defined.error());
  return hosted;
}

std::optional<HostedSession> HostedSession::open(std::string_view command,
                                                 const EvaluationOptions& options) {
  auto session = make(options);
  if (session) return *std::move(session);
  std::fputs(("kiln " + std::string(command) + ": " + session.error() + '\n').c_str(), stderr);
  return std::nullopt;
}

std::expected<void, std::string> HostedSession::load_terminology(const std::string& path) {
  MemoryTerminology::Options options;
  options.version = session_->options().fhir;
  terminology_ = std::make_unique<MemoryTerminology>(std::move(options));
  session_->host().terminology = terminology_.get();
  if (path.empty()) return {};
  const auto loaded = kiln::core::load_terminology(*terminology_, path);
  if (!loaded) return sentence(loaded.error());
  return {};
}

std::expected<void, std::string> HostedSession::load_profiles(const std::string& path) {
  profiles_ = std::make_unique<ProfileStore>();
  const bool lines = path.ends_with(".ndjson") || path.ends_with(".ndjson.gz");
  Expected<std::size_t> loaded = 0;
  if (std::error_code ignored; std::filesystem::is_directory(path, ignored)) {
    loaded = profiles_->load_package(path);
  } else if (lines) {
    loaded = profiles_->load_ndjson(path);
  } else {
    auto document = load_document(path, session_->options().fhir, {.max_bytes = UINT64_MAX});
    if (!document) return std::unexpected(std::move(document).error().line);
    loaded = profiles_->add(*std::move(document));
  }
  if (!loaded) return sentence(loaded.error());
  if (*loaded == 0) return std::unexpected("no StructureDefinition in '" + path + "'");
  session_->host().profiles = profiles_.get();
  return {};
}

std::expected<void, std::string> HostedSession::define(const std::string& variable) {
  const std::size_t equals = variable.find('=');
  if (equals == 0 || equals == std::string::npos)
    return std::unexpected("--variable '" + variable + "' is not of the form NAME=EXPRESSION");
  const std::string name = variable.substr(0, equals);
  const std::string expression = variable.substr(equals + 1);
  if (is_predefined_variable(name)) {
    return std::unexpected("--variable " + name + ": the name is taken, %" + name +
                           " has a value of its own");
  }
  auto answer =
      session_->answer({.expression = expression, .context = {}, .context_type = {}}, nullptr);
  if (!answer) {
    std::string rendered = render(answer.error().diagnostics, answer.error().source);
    if (rendered.ends_with('\n')) rendered.pop_back();
    return std::unexpected("--variable " + name + ":\n" + rendered);
  }
  if (answer->items.empty() && expression != "{}") {
    return std::unexpected("--variable " + name + ": '" + expression +
                           "' has no value (a text is written in quotes, an empty collection {})");
  }
  std::move(answer->documents.begin(), answer->documents.end(), std::back_inserter(documents_));
  session_->host().variables.insert_or_assign(name, std::move(answer->items));
  return {};
}

}  // namespace kiln::core::cli
