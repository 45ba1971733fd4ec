// kiln eval EXPRESSION [FILE...]: what an expression gives on resources.

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <set>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/items.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/terminal.h"

namespace kiln::core::cli {
namespace {

struct Options : EvaluationOptions {
  std::string expression;
  std::vector<std::string> files;
  std::string context;
  std::string context_type;
  std::string format = "lines";
  bool trace = false;
};

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln eval '1 + 2 * 3'\n"
    "  kiln eval \"Patient.name.where(use = 'official').given\" examples/patient.json\n"
    "  kiln eval --format typed 'Patient.birthDate | Patient.name.family' examples/patient.json\n"
    "  kiln eval --context Observation.component 'value.ofType(Quantity) > %limit' \\\n"
    "      --variable \"limit=100 'mm[Hg]'\" examples/observation.json\n"
    "  zcat patients.ndjson.gz | kiln eval 'Patient.id' -\n"
    "  kiln eval -- '-1.abs()'\n"
    "\n"
    "Files are JSON, FHIR XML or NDJSON. Without a file, what is piped in is read; without that "
    "the\n"
    "expression is evaluated without data.";

/// A pipe or a file stands on standard input: `cat patient.json | kiln eval ...`.
bool is_piped() {
  struct stat status{};
  return fstat(STDIN_FILENO, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISREG(status.st_mode));
}

std::string pad(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

class Evaluation {
 public:
  Evaluation(const Options& options, HostedSession session)
      : options_(options), session_(std::move(session)) {
    render_.colour = wants_colour(stderr);
    render_.columns = columns_of(stderr);
    if (!options_.trace) return;
    session_->host().trace = [this](const TraceEntry& entry) {
      for (const Value& item : entry.items)
        complain("trace " + entry.name + ": " + plain_text(item) + '\n');
      if (entry.items.empty()) complain("trace " + entry.name + ": {}\n");
    };
  }

  ExitCode run() {
    std::vector<std::string> files = options_.files;
    const bool piped = files.empty() && is_piped();
    if (piped) files.emplace_back("-");
    if (files.empty()) {
      answer(nullptr, {});
      return out_.finish(code_);
    }

    prefix_ = files.size() > 1;
    Progress progress(total_size(files));
    std::uint64_t bytes_before = 0;
    for (const std::string& file : files) {
      // Nobody asked for what is piped in: if that is nothing, it is no data.
      auto input = Input::open(file, session_->options().fhir, session_->options().limits.document,
                               piped ? IfEmpty::NoDocument : IfEmpty::Error);
      type_warned_ = false;
      if (!input) {
        unreadable(input.error());
        continue;
      }
      while (auto next = input->next()) {
        if (*next) {
          check_resource_type(*(*next)->document, (*next)->place);
          answer((*next)->document.get(), (*next)->place);
        } else {
          unreadable(next->error());
        }
        progress.update(bytes_before + input->bytes_read(), ++documents_);
        if (out_.broken()) return out_.finish(code_);
      }
      bytes_before += input->bytes_read();
    }
    if (documents_ == 0 && piped) answer(nullptr, {});
    return out_.finish(code_);
  }

 private:
  static std::uint64_t total_size(const std::vector<std::string>& files) {
    std::uint64_t total = 0;
    for (const std::string& file : files) {
      struct stat status{};
      if (stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) continue;
      total += static_cast<std::uint64_t>(status.st_size);
    }
    return total;
  }

  /// XML of such a type is refused; the elements of JSON have no types then.
  void check_resource_type(const Document& document, const std::string& place) {
    const Model* model = session_->model();
    const std::string_view name = document.resource_type(0);
    if (type_warned_ || !model || name.empty()) return;
    if (root_node(document, model, model->find_type(options_.context_type)).type != kNoType) return;
    type_warned_ = true;
    complain(describe(Severity::Warning, unknown_resource_type(name, model->version()), place) +
             '\n');
  }

  void answer(const Document* document, const std::string& place) {
    const Query query{options_.expression, options_.context, options_.context_type};
    const auto answered = session_->answer(query, document);
    const std::string prefix = prefix_ ? place + ": " : "";
    if (!answered) {
      code_ = worst(code_, ExitCode::Failed);
      report(answered.error().diagnostics, answered.error().source, place);
      return;
    }
    if (!answered->warnings.empty()) report(answered->warnings, answered->source, {});
    if (options_.format == "json") {
      write_json(answered->items, prefix);
    } else if (options_.format == "typed") {
      write_typed(*answered, prefix);
    } else {
      for (const Value& item : answered->items) out_.write(prefix + plain_text(item) + '\n');
    }
  }

  void write_json(const Values& items, const std::string& prefix) {
    std::string line = prefix + '[';
    for (const Value& item : items) {
      if (&item != items.data()) line += ',';
      append_json(item, line);
    }
    out_.write(line + "]\n");
  }

  void write_typed(const Answer& answer, const std::string& prefix) {
    const Values& items = answer.items;
    std::vector<std::string> types, paths;
    std::size_t type_width = 0, path_width = 0;
    for (const Value& item : items) {
      types.push_back(type_name(item, answer.naming.model));
      paths.push_back(path_text(item, answer.naming));
      if (paths.back().empty()) paths.back() = "-";
      type_width = std::max(type_width, types.back().size());
      path_width = std::max(path_width, paths.back().size());
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
      std::string line =
          prefix + pad(types[i], type_width) + "  " + pad(paths[i], path_width) + "  ";
      append_json(items[i], line);
      out_.write(line + '\n');
    }
  }

  /// The same text about the same expression is said once, however many resources it is true of.
  void report(const Diagnostics& diagnostics, const std::string& source, const std::string& place) {
    const std::string text = render(diagnostics, source, render_);
    if (!diagnostics.has_errors() || phase_of(diagnostics.first_error().code) != Phase::Execution) {
      if (!reported_.insert(text).second) return;
      complain(text);
      return;
    }
    complain(place.empty() ? text : place + ": " + text);
  }

  void unreadable(const InputError& error) {
    code_ = worst(code_, ExitCode::Unreadable);
    complain(error + '\n');
  }

  /// What was found before stands before it, also where both streams end on one screen.
  void complain(const std::string& text) {
    out_.flush();
    std::fputs(text.c_str(), stderr);
  }

  const Options& options_;
  HostedSession session_;
  Output out_;
  RenderOptions render_;
  ExitCode code_ = ExitCode::Ok;
  bool prefix_ = false;
  bool type_warned_ = false;  ///< about the file that is being read
  std::uint64_t documents_ = 0;
  std::set<std::string> reported_;
};

ExitCode run(const Options& options) {
  auto session = HostedSession::open("eval", options);
  if (!session) return ExitCode::Usage;
  return Evaluation(options, *std::move(session)).run();
}

}  // namespace

void add_eval_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("eval", "Evaluate an expression on resources");
  command->add_option("expression", options->expression, "FHIRPath expression")->required();
  command->add_option("file", options->files, "Files; - is standard input");
  add_options(*command, static_cast<EvaluationOptions&>(*options));
  command->add_option("--context", options->context,
                      "Expression for the elements that EXPRESSION is evaluated on");
  command->add_option("--context-type", options->context_type,
                      "Type of the root, where it is no resource");
  command
      ->add_option("--format", options->format,
                   "lines: values as text; json: an array; typed: type, path and JSON value")
      ->check(CLI::IsMember({"lines", "json", "typed"}))
      ->capture_default_str();
  command->add_flag("--trace", options->trace, "What trace() logs, to standard error");
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::core::cli
