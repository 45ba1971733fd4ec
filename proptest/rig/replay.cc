#include "proptest/rig/replay.h"

#include <cctype>
#include <fstream>

#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "proptest/oracle/equivalence.h"
#include "runtime/document/document.h"

namespace kiln::core::rig {
namespace {

using cases::Expectation;
using oracle::Answer;
using oracle::Engine;

Environment environment_of(const cases::Replay& replay) {
  Environment environment;
  environment.model = replay.fhir == Fhir::None ? nullptr : &Model::get(replay.fhir);
  environment.language = replay.language;
  environment.strict = replay.strict;
  environment.as_filters = replay.as_filters;
  environment.json_choice_names = replay.json_choice_names;
  environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  return environment;
}

/// The element with this path at or below `top`.
std::optional<Node> find_path(const Model* model, const Node& top, const std::string& path,
                              TypeId root_type) {
  std::vector<Node> stack{top};
  while (!stack.empty()) {
    const Node node = stack.back();
    stack.pop_back();
    const std::string here = path_of(model, node, false, root_type);
    if (here == path) return node;
    if (path.starts_with(here)) append_all_children(model, node, stack);
  }
  return std::nullopt;
}

std::expected<TypeId, std::string> root_type_of(const cases::Replay& replay, const Model* model) {
  if (replay.type.empty()) return kNoType;
  const TypeId type = model == nullptr ? kNoType : model->find_type(replay.type);
  if (type == kNoType) return std::unexpected("there is no type '" + replay.type + "'");
  return type;
}

std::expected<Focus, std::string> focus_in(const Document& document, const cases::Replay& replay,
                                           const Model* model) {
  const auto type = root_type_of(replay, model);
  if (!type) return std::unexpected(type.error());
  Focus focus;
  focus.context = root_node(document, model, *type);
  if (replay.context.empty()) return focus;
  focus.context = find_path(model, *focus.context, replay.context, *type);
  if (!focus.context) {
    return std::unexpected("the resource has no element '" + replay.context + "'");
  }
  return focus;
}

/// As `expect` has it; the place of an error only if `with_place`.
Expectation described(const Expected<Answer>& answer, const Model* model, bool with_place) {
  Expectation result;
  if (answer) {
    for (const Value& item : answer->items) {
      result.items.push_back(cases::print(Values{item}, model));
    }
    return result;
  }
  const Error& error = answer.error();
  result.error = to_string(error.code);
  if (!with_place) return result;
  result.error += " at " + std::to_string(error.span.start) + "-" + std::to_string(error.span.end);
  return result;
}

std::string text_of(const Expectation& expectation) {
  if (!expectation.error.empty()) return "error " + expectation.error;
  std::string text;
  for (const std::string& item : expectation.items) text += (text.empty() ? "" : ", ") + item;
  return text.empty() ? "{}" : text;
}

std::optional<std::string> unexpected_answer(const Expectation& expect,
                                             const Expected<Answer>& answer, const Model* model) {
  const bool with_place = expect.error.find(" at ") != std::string::npos;
  const Expectation got = described(answer, model, with_place);
  if (got == expect) return std::nullopt;
  return text_of(got) + ", expected " + text_of(expect);
}

}  // namespace

std::expected<std::vector<std::string>, std::string> replay(const cases::Replay& replay) {
  std::vector<Engine> engines = replay.engines;
  if (engines.empty()) engines.assign(oracle::all_engines().begin(), oracle::all_engines().end());
  if (engines.size() == 1 && !replay.expect) {
    return std::unexpected("one engine and nothing to expect: there is nothing to compare");
  }
  const Environment environment = environment_of(replay);
  ParseOptions options;
  options.language = replay.language;
  const ParseResult parsed = parse(replay.expression, options);
  if (!parsed.ok()) {
    const Error& error = parsed.diagnostics.first_error();
    if (!replay.expect) return std::unexpected("the expression is wrong: " + error.message);
    const auto what = unexpected_answer(*replay.expect, std::unexpected(error), environment.model);
    return what ? std::vector{"parsing: " + *what} : std::vector<std::string>();
  }

  std::optional<Document> document;
  Focus focus;
  if (!replay.resource.empty()) {
    auto loaded = Document::parse_json(replay.resource);
    if (!loaded) return std::unexpected("the resource cannot be read: " + loaded.error().message);
    document = std::move(*loaded);
    const auto found = focus_in(*document, replay, environment.model);
    if (!found) return std::unexpected(found.error());
    focus = *found;
  }

  std::vector<std::string> differences;
  const auto note = [&](Engine engine, const char* relation,
                        const std::optional<std::string>& what) {
    if (what) differences.push_back(std::string(to_string(engine)) + relation + *what);
  };
  std::optional<Expected<Answer>> truth;
  for (const Engine engine : engines) {
    const auto subject = oracle::prepare(engine, parsed.ast, environment);
    const auto answer = subject->evaluate(environment, focus);
    if (replay.expect) {
      note(engine, ": ", unexpected_answer(*replay.expect, answer, environment.model));
    }
    if (!truth) truth = answer;
    const std::string other = " differs from " + std::string(to_string(engines.front())) + ": ";
    note(engine, other.c_str(), oracle::difference(*truth, answer, environment.model));
    const auto again = subject->evaluate(environment, focus);
    note(engine,
         " differs the second time: ", oracle::difference(answer, again, environment.model));
  }
  return differences;
}

cases::Replay make_replay(const std::string& expression, const Environment& environment,
                          const Node* focus, TypeId root_type) {
  cases::Replay replay;
  replay.fhir = environment.model == nullptr ? Fhir::None : environment.model->version();
  replay.language = environment.language;
  replay.strict = environment.strict;
  replay.as_filters = environment.as_filters;
  replay.json_choice_names = environment.json_choice_names;
  replay.expression = expression;
  if (focus == nullptr) return replay;
  if (root_type != kNoType) replay.type = environment.model->name(root_type);
  if (focus->index != 0) replay.context = path_of(environment.model, *focus, false, root_type);
  replay.resource = focus->document->to_json();
  return replay;
}

std::expected<std::string, std::string> write_replay(const std::filesystem::path& folder,
                                                     const std::string& name,
                                                     const cases::Replay& replay) {
  std::string file_name = name;
  std::ranges::replace_if(
      file_name,
      [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.';
      },
      '-');
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::filesystem::path path = folder / (file_name + ".case");
  std::ofstream out(path, std::ios::binary);
  out << cases::print(replay);
  out.close();
  if (!out) return std::unexpected("'" + path.string() + "' cannot be written");
  return "kiln-rig replay '" + path.string() + "'";
}

std::string keep_difference(const std::filesystem::path& folder, const std::string& name,
                            const std::string& expression, const Environment& environment,
                            const Focus& focus, Engine engine) {
  cases::Replay replay =
      make_replay(expression, environment, focus.context ? &*focus.context : nullptr);
  replay.engines = {Engine::Reference, engine};
  replay.found_by = name;
  const auto command = write_replay(folder, name, replay);
  return command.value_or(command.error());
}

}  // namespace kiln::core::rig
