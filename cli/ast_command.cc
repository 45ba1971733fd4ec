// kiln ast EXPRESSION: the syntax tree.

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "frontend/dump.h"

namespace kiln::core::cli {
namespace {

struct Options : LanguageOptions {
  std::string expression;
  std::string context_type;
  bool types = false;
  bool json = false;
};

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln ast \"Patient.name.where(use = 'official').given\"\n"
    "  kiln ast --types --context-type Patient 'name.given.first()'\n"
    "  kiln ast --json '1 + 2 * 3'\n"
    "\n"
    "Colours are for terminals; NO_COLOR switches them off.";

ExitCode run(const Options& options) {
  SessionOptions described = session_options(options);
  described.static_check = options.types;
  Session session(described);
  const auto expression = session.compile(options.expression, options.context_type);
  std::vector<std::string> types;
  for (const StaticType& type : expression->types)
    types.push_back(kiln::core::to_string(session.model(), type));

  Output out;
  // What could be recovered from a wrong text is worth seeing too.
  if (!expression->ast.empty()) {
    out.write(options.json
                  ? dump_json(expression->ast, types) + '\n'
                  : dump(expression->ast, {.colour = wants_colour(stdout), .types = types}));
  }
  out.flush();
  if (!expression->diagnostics.empty()) {
    const std::string text =
        render(expression->diagnostics, options.expression,
               {.colour = wants_colour(stderr), .columns = columns_of(stderr)});
    std::fputs(text.c_str(), stderr);
  }
  return out.finish(expression->ok() ? ExitCode::Ok : ExitCode::Failed);
}

}  // namespace

void add_ast_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("ast", "Show the syntax tree of an expression");
  command->add_option("expression", options->expression, "FHIRPath expression")->required();
  add_options(*command, static_cast<LanguageOptions&>(*options));
  command->add_option("--context-type", options->context_type,
                      "Type that the expression starts from");
  command->add_flag("--types", options->types, "Check it, and show the static type of each node");
  command->add_flag("--json", options->json, "The tree as JSON");
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::core::cli
