// kiln check EXPRESSION...: what can be said about expressions without data.

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/line_reader.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "runtime/document/json_lexeme.h"

namespace kiln::core::cli {
namespace {

struct Options : LanguageOptions {
  std::vector<std::string> expressions;
  std::string context_type;
  std::string file;
  bool json = false;
};

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln check 'Patient.nmae.given'\n"
    "  kiln check --context-type Patient --strict 'name.given.first()'\n"
    "  kiln check --json -f expressions.txt\n"
    "\n"
    "Prints the type and the cardinality of what each expression gives, and on standard error "
    "what\n"
    "is wrong with it. In a file each line that is not empty is an expression.";

void append_json_member(std::string_view name, std::string_view text, std::string& out) {
  append_json_string(name, out);
  out += ':';
  append_json_string(text, out);
}

std::string as_json(std::string_view text, const Expression& expression, const Model* model) {
  std::string out = "{";
  append_json_member("expression", text, out);
  if (expression.result()) {
    out += ',';
    append_json_member("result", kiln::core::to_string(model, *expression.result()), out);
  }
  out += ",\"diagnostics\":[";
  for (const Diagnostic& diagnostic : expression.diagnostics.items()) {
    if (&diagnostic != expression.diagnostics.items().data()) out += ',';
    const Error& error = diagnostic.error;
    out += '{';
    append_json_member("severity", to_string(diagnostic.severity), out);
    out += ',';
    append_json_member("phase", kiln::core::to_string(phase_of(error.code)), out);
    out += ',';
    append_json_member("code", kiln::core::to_string(error.code), out);
    out += ',';
    append_json_member("message", error.message, out);
    if (!error.hint.empty()) {
      out += ',';
      append_json_member("hint", error.hint, out);
    }
    out += ",\"start\":" + std::to_string(error.span.start);
    out += ",\"end\":" + std::to_string(error.span.end) + '}';
  }
  return out + "]}\n";
}

class Check {
 public:
  explicit Check(const Options& options) : options_(options), session_(session_options(options)) {
    render_.colour = wants_colour(stderr);
    render_.columns = columns_of(stderr);
  }

  ExitCode run() {
    for (const std::string& expression : options_.expressions) look_at(expression);
    if (!options_.file.empty()) read_file();
    return out_.finish(code_);
  }

 private:
  void read_file() {
    auto reader = LineReader::open(options_.file);
    if (!reader) return unreadable(reader.error());
    while (!out_.broken()) {
      switch (reader->next()) {
        case LineReader::Status::End:
          return;
        case LineReader::Status::TooLong:
          unreadable("a line is too long");
          break;
        case LineReader::Status::Failed:
          return unreadable(reader->error());
        case LineReader::Status::Line:
          look_at_line(*reader);
      }
    }
  }

  std::string file_name() const { return options_.file == "-" ? "standard input" : options_.file; }

  void look_at_line(const LineReader& reader) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    std::string_view text = reader.line();
    if (reader.line_number() == 1 && text.starts_with(kByteOrderMark))
      text.remove_prefix(kByteOrderMark.size());
    if (text.find_first_not_of(" \t") == std::string_view::npos) return;
    look_at(std::string(text), file_name() + ':' + std::to_string(reader.line_number()) + ": ");
  }

  /// `place` stands before what is wrong.
  void look_at(const std::string& text, const std::string& place = {}) {
    const auto expression = session_.compile(text, options_.context_type);
    if (!expression->ok()) code_ = worst(code_, ExitCode::Failed);
    if (options_.json) {
      out_.write(as_json(text, *expression, session_.model()));
      return;
    }
    if (expression->ok() && expression->result())
      out_.write(text + "  ->  " + kiln::core::to_string(session_.model(), *expression->result()) +
                 '\n');
    if (expression->diagnostics.empty()) return;
    out_.flush();
    for (const Diagnostic& diagnostic : expression->diagnostics.items())
      std::fputs((place + render(diagnostic, text, render_)).c_str(), stderr);
  }

  void unreadable(std::string_view reason) {
    code_ = worst(code_, ExitCode::Unreadable);
    std::fprintf(stderr, "%s: it cannot be read, %.*s\n", file_name().c_str(),
                 static_cast<int>(reason.size()), reason.data());
  }

  const Options& options_;
  Session session_;
  Output out_;
  RenderOptions render_;
  ExitCode code_ = ExitCode::Ok;
};

}  // namespace

void add_check_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("check", "Check expressions without data");
  auto* expressions =
      command->add_option("expression", options->expressions, "FHIRPath expressions");
  auto* file = command->add_option("-f,--file", options->file,
                                   "File with an expression a line; - is standard input");
  command->add_option("--context-type", options->context_type,
                      "Type that the expressions start from: Patient, Observation.component");
  add_options(*command, static_cast<LanguageOptions&>(*options));
  command->add_flag("--json", options->json, "One JSON object for each expression");
  command->footer(kExamples);
  command->callback([options, expressions, file, &action] {
    if (expressions->count() + file->count() == 0) throw CLI::RequiredError("expression or --file");
    action = [options] { return Check(*options).run(); };
  });
}

}  // namespace kiln::core::cli
