// kiln ast EXPRESSION: the syntax tree.

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "frontend/dump.h"

namespace kiln::cli {
namespace {

struct Options {
  std::string expression;
  std::string language = "3.0";
  bool json = false;
};

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln ast \"Patient.name.where(use = 'official').given\"\n"
    "  kiln ast --json '1 + 2 * 3'\n"
    "\n"
    "Colours are for terminals; NO_COLOR switches them off.";

ExitCode run(const Options& options) {
  const ParseResult parsed =
      parse(options.expression,
            {.language = parse_language(options.language).value_or(LanguageVersion::V3)});
  Output out;
  // What could be recovered from a wrong text is worth seeing too.
  if (!parsed.ast.empty()) {
    out.write(options.json ? dump_json(parsed.ast) + '\n'
                           : dump(parsed.ast, {.colour = wants_colour(stdout)}));
  }
  out.flush();
  if (!parsed.diagnostics.empty()) {
    const std::string text =
        render(parsed.diagnostics, options.expression,
               {.colour = wants_colour(stderr), .columns = columns_of(stderr)});
    std::fputs(text.c_str(), stderr);
  }
  return out.finish(parsed.ok() ? ExitCode::Ok : ExitCode::Failed);
}

}  // namespace

void add_ast_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("ast", "Show the syntax tree of an expression");
  command->add_option("expression", options->expression, "FHIRPath expression")->required();
  command->add_option("--language", options->language, "FHIRPath version: 3.0 or 2.0")
      ->check(CLI::IsMember({"2.0", "2.0.0", "3.0", "3.0.0"}))
      ->capture_default_str();
  command->add_flag("--json", options->json, "The tree as JSON");
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::cli
