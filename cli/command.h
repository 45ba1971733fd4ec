// Commands of `kiln`: each adds itself to the command line and, when it is the one that was given,
// leaves what is to be done.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace kiln::core::cli {

/// Documented in docs/cli.md and in `kiln --help`. Where several apply, the greatest is returned.
enum class ExitCode : int {
  Ok = 0,
  Failed = 1,      ///< an expression is wrong or cannot be evaluated; a conformance test failed
  Usage = 2,       ///< the command line is wrong
  Unreadable = 3,  ///< an input cannot be read or is no document; the others were answered
  Unwritable = 4,  ///< standard output cannot be written
};

inline ExitCode worst(ExitCode a, ExitCode b) {
  return a < b ? b : a;
}

using Action = std::function<ExitCode()>;

void add_eval_command(CLI::App& app, Action& action);
void add_check_command(CLI::App& app, Action& action);
void add_ast_command(CLI::App& app, Action& action);
void add_ir_command(CLI::App& app, Action& action);
void add_bytecode_command(CLI::App& app, Action& action);
void add_run_command(CLI::App& app, Action& action);
void add_conformance_command(CLI::App& app, Action& action);
void add_repl_command(CLI::App& app, Action& action);

}  // namespace kiln::core::cli
