// kiln repl: expressions one after the other, on a resource that stays loaded.

#include <CLI/CLI.hpp>
#include <iostream>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/items.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "frontend/dump.h"

namespace kiln::cli {
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
    if (!options_.file.empty()) load(options_.file);
    if (!prompt_.empty()) std::cout << ":help lists the commands\n";
    std::string line;
    while (std::cout << prompt_ << std::flush && std::getline(std::cin, line)) {
      const std::string_view text = trimmed(line);
      if (text == ":quit" || text == ":q") break;
      if (text.starts_with(':')) {
        command(text.substr(1));
      } else if (!text.empty()) {
        evaluate(text);
      }
    }
    if (!prompt_.empty()) std::cout << '\n';
    return ExitCode::Ok;
  }

 private:
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
      std::cout << kHelp;
    } else {
      std::cout << "no command ':" << name << "'; :help lists them\n";
    }
  }

  void load(const std::string& path) {
    auto document = load_document(path, session_->options().fhir);
    if (!document) {
      std::cout << "error[" << to_string(document.error().code) << "]: " << document.error().message
                << '\n';
      return;
    }
    document_ = std::make_shared<const Document>(*std::move(document));
    path_ = path;
    const Value root = root_node(*document_, session_->model());
    std::cout << type_name(root, session_->model()) << " from " << path << '\n';
  }

  void change_version(const std::string& name) {
    if (name.empty()) {
      std::cout << to_string(session_->options().fhir) << '\n';
      return;
    }
    if (!parse_fhir(name)) {
      std::cout << "no FHIR version '" << name << "': r4, r4b, r5 or none\n";
      return;
    }
    EvaluationOptions options = options_;
    options.fhir = name;
    auto session = HostedSession::make(options);
    if (!session) {
      std::cout << session.error() << '\n';
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
      std::cout << kiln::to_string(session_->model(), *expression->result()) << '\n';
    std::cout << render(expression->diagnostics, text, render_);
  }

  void show_ast(const std::string& text) {
    const auto expression = session_->compile(text, root_type());
    if (!expression->ok()) std::cout << render(expression->diagnostics, text, render_);
    if (!expression->ast.empty()) std::cout << dump(expression->ast, {.colour = render_.colour});
  }

  void evaluate(std::string_view text) {
    const auto answer = session_->answer({text, {}, {}}, document_.get());
    if (!answer) {
      std::cout << render(answer.error().diagnostics, answer.error().source, render_);
      return;
    }
    std::cout << render(answer->warnings, answer->source, render_);
    if (answer->items.empty()) std::cout << "{}\n";
    for (const Value& item : answer->items) {
      const std::string path = path_text(item, answer->naming);
      std::string json;
      append_json(item, json);
      std::cout << type_name(item, session_->model()) << "  " << json;
      if (!path.empty()) std::cout << "  " << path;
      std::cout << '\n';
    }
  }

  const Options& options_;
  HostedSession session_;
  RenderOptions render_;
  std::string prompt_;
  std::string path_;
  std::shared_ptr<const Document> document_;
};

ExitCode run(const Options& options) {
  auto session = HostedSession::make(options);
  if (!session) {
    std::fprintf(stderr, "kiln repl: %s\n", session.error().c_str());
    return ExitCode::Usage;
  }
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

}  // namespace kiln::cli
