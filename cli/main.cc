// kiln: FHIRPath on the command line. Each command is a file of its own, `<name>_command.cc`.

#include <CLI/CLI.hpp>
#include <csignal>
#include <sstream>

#include "cli/command.h"
#include "cli/output.h"

namespace {

constexpr const char* kFooter =
    "Exit codes:\n"
    "  0  everything was answered\n"
    "  1  an expression is wrong or cannot be evaluated; a conformance test failed\n"
    "  2  the command line is wrong\n"
    "  3  an input cannot be read or is no document; the others were answered\n"
    "  4  the output cannot be written\n"
    "\n"
    "kiln COMMAND --help shows examples.";

}  // namespace

int main(int argc, char** argv) {
  using kiln::core::cli::ExitCode;
  // A reader that goes away shows as a failed write: see output.h.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app{"kiln answers FHIRPath expressions on FHIR resources", "kiln"};
  app.set_version_flag("--version", "kiln " KILN_VERSION);
  app.require_subcommand(1);
  app.footer(kFooter);

  kiln::core::cli::Action action;
  kiln::core::cli::add_eval_command(app, action);
  kiln::core::cli::add_check_command(app, action);
  kiln::core::cli::add_ast_command(app, action);
  kiln::core::cli::add_ir_command(app, action);
  kiln::core::cli::add_bytecode_command(app, action);
  kiln::core::cli::add_run_command(app, action);
  kiln::core::cli::add_conformance_command(app, action);
  kiln::core::cli::add_repl_command(app, action);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream help;
    const bool asked_for = app.exit(error, help) == 0;
    kiln::core::cli::Output out;
    out.write(help.str());
    return static_cast<int>(out.finish(asked_for ? ExitCode::Ok : ExitCode::Usage));
  }
  return static_cast<int>(action());
}
