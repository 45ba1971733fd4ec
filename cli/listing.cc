#include "cli/listing.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace kiln::core::cli {
namespace {

struct Options : LanguageOptions {
  std::string expression;
  std::string context_type;
  bool no_streaming = false;
};

ExitCode run(const Options& options, Listing listing) {
  SessionOptions described = session_options(options);
  if (options.no_streaming) described.engine = Engine::Vm0;
  Session session(described);
  const auto expression = session.compile(options.expression, options.context_type);
  Diagnostics diagnostics = expression->diagnostics;

  Output out;
  // What the checker finds wrong is compiled to what fails there; without its types it did not run,
  // for there is no whole tree.
  if (!expression->types.empty()) {
    auto text = listing(expression->ast, session.compile_options(options.context_type));
    if (text) {
      out.write(*text);
    } else {
      diagnostics.add(Severity::Error, std::move(text).error());
    }
  }
  out.flush();
  if (!diagnostics.empty()) {
    const std::string rendered =
        render(diagnostics, options.expression,
               {.colour = wants_colour(stderr), .columns = columns_of(stderr)});
    std::fputs(rendered.c_str(), stderr);
  }
  return out.finish(diagnostics.has_errors() ? ExitCode::Failed : ExitCode::Ok);
}

}  // namespace

void add_listing_command(CLI::App& app, Action& action, const ListingCommand& added) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(added.name, added.description);
  command->add_option("expression", options->expression, "FHIRPath expression")->required();
  add_options(*command, static_cast<LanguageOptions&>(*options));
  command->add_option("--context-type", options->context_type,
                      "Type that the expression starts from: what is made for it is shown");
  if (added.has_passes) {
    command->add_flag("--no-streaming", options->no_streaming,
                      "Without any pass: every step makes its whole collection (engine vm0)");
  }
  command->footer(added.footer);
  command->callback([options, listing = added.listing, &action] {
    action = [options, listing] { return run(*options, listing); };
  });
}

}  // namespace kiln::core::cli
