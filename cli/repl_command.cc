// kiln repl: expressions one after the other, on a resource that stays loaded.

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/items.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "frontend/dump.h"

namespace kiln::core::cli {
namespace {

struct Options : EvaluationOptions {
  std::string file;
};

constexpr const char* kHelp =
    "An expression is evaluated on the resource that is loaded. Commands:\n"
    "  :load FILE     load a resource, JSON or XML\n"
    "  :fhir VERSION  r4, r4b, r5 or none; without a version: which one it is\n"
    "  :type EXPR     what can be said about an expression without data\n"
    "  :ast EXPR      its syntax tree\n"
    "  :help          this text\n"
    "  :quit          leave; so does the end of the input (Ctrl-D)\n";

constexpr const char* kExamples =
    "Example:\n"
    "  kiln repl examples/patient.json\n"
    "  > Patient.name.given\n"
    "  > :type Patient.name.given\n"
    "\n"
    "For line editing and a history run it as: rlwrap kiln repl";

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

class Repl {
 public:
  Repl(const Options& options, HostedSession session)
      : options_(options), session_(std::move(session)) {
    render_.colour = wants_colour(stdout);
    render_.columns = columns_of(stdout);
    prompt_ = is_terminal(stdin) && is_terminal(stdout) ? "> " : "";
  }

  ExitCode run() {
    ExitCode code = ExitCode::Ok;
    if (!options_.file.empty() && !load(options_.file)) code = ExitCode::Unreadable;
    if (!prompt_.empty()) out_.write(":help lists the commands\n");
    std::string line;
    while (ask() && std::getline(std::cin, line)) {
      const std::string_view text = trimmed(line);
      if (text == ":quit" || text == ":q") break;
      if (text.starts_with(':')) {
        command(text.substr(1));
      } else if (!text.empty()) {
        evaluate(text);
      }
    }
    if (!prompt_.empty()) out_.write("\n");
    return out_.finish(code);
  }

 private:
  /// False if nobody can see the answer.
  bool ask() {
    out_.write(prompt_);
    out_.flush();
    return !out_.broken();
  }

  void command(std::string_view text) {
    const std::size_t space = text.find(' ');
    const std::string_view name = text.substr(0, space);
    const std::string argument(space == std::string_view::npos ? ""
                                                               : trimmed(text.substr(space + 1)));
    if (name == "load") {
      load(argument);
    } else if (name == "fhir") {
      change_version(argument);
    } else if (name == "type") {
      show_type(argument);
    } else if (name == "ast") {
      show_ast(argument);
    } else if (name == "help") {
      out_.write(kHelp);
    } else {
      out_.write("no command ':" + std::string(name) + "'; :help lists them\n");
    }
  }

  /// False if the file cannot be read or is no document.
  bool load(const std::string& path) {
    auto document = load_document(path, session_->options().fhir, options_.limits.document);
    if (!document) {
      out_.write(document.error().line + '\n');
      return false;
    }
    document_ = std::make_shared<const Document>(*std::move(document));
    path_ = path;
    const Value root = root_node(*document_, session_->model());
    out_.write(type_name(root, session_->model()) + " from " + path + '\n');
    return true;
  }

  void change_version(const std::string& name) {
    if (name.empty()) {
      out_.write(std::string(to_string(session_->options().fhir)) + '\n');
      return;
    }
    if (!parse_fhir(name)) {
      out_.write("no FHIR version '" + name + "': r4, r4b, r5 or none\n");
      return;
    }
    auto options = static_cast<const EvaluationOptions&>(options_);
    options.fhir = name;
    auto session = HostedSession::make(options);
    if (!session) {
      out_.write(session.error() + '\n');
      return;
    }
    session_ = *std::move(session);
    // XML is read with the model's help: what is loaded is read again.
    if (document_) load(path_);
  }

  std::string root_type() {
    if (!document_ || !session_->model()) return {};
    const Node root = root_node(*document_, session_->model());
    return root.type == kNoType ? "" : std::string(session_->model()->name(root.type));
  }

  void show_type(const std::string& text) {
    const auto expression = session_->compile(text, root_type());
    if (expression->result())
      out_.write(kiln::core::to_string(session_->model(), *expression->result()) + '\n');
    out_.write(render(expression->diagnostics, text, render_));
  }

  void show_ast(const std::string& text) {
    const auto expression = session_->compile(text, root_type());
    if (!expression->ok()) out_.write(render(expression->diagnostics, text, render_));
    if (!expression->ast.empty()) out_.write(dump(expression->ast, {.colour = render_.colour}));
  }

  void evaluate(std::string_view text) {
    const auto answer = session_->answer({text, {}, {}}, document_.get());
    if (!answer) {
      out_.write(render(answer.error().diagnostics, answer.error().source, render_));
      return;
    }
    out_.write(render(answer->warnings, answer->source, render_));
    if (answer->items.empty()) out_.write("{}\n");
    for (const Value& item : answer->items) {
      const std::string path = path_text(item, answer->naming);
      std::string line = type_name(item, session_->model()) + "  ";
      append_json(item, line);
      if (!path.empty()) line += "  " + path;
      out_.write(line + '\n');
    }
  }

  const Options& options_;
  HostedSession session_;
  Output out_;
  RenderOptions render_;
  std::string prompt_;
  std::string path_;
  std::shared_ptr<const Document> document_;
};

ExitCode run(const Options& options) {
  auto session = HostedSession::open("repl", options);
  if (!session) return ExitCode::Usage;
  return Repl(options, *std::move(session)).run();
}

}  // namespace

void add_repl_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("repl", "Evaluate expressions interactively");
  command->add_option("file", options->file, "Resource to start with");
  add_options(*command, static_cast<EvaluationOptions&>(*options));
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::core::cli
