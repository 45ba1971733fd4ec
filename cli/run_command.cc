// kiln run [FILE]: a batch. Reads one JSON object a line, writes one a line, in the same order.
//
//   {"id": 1, "expression": "name.family", "resource": {"resourceType": "Patient", ...}}
//   {"id": 1, "result": [{"type": "FHIR.string", "value": ..., "path": ...}], "trace": []}
//   {"id": 1, "error": {"phase": ..., "code": ..., "message": ..., "start": ..., "end": ...}}
//
// docs/cli.md describes the members. Memory is bounded: nothing is kept from one record to the next
// but compiled expressions and the last file.

#include <CLI/CLI.hpp>
#include <map>
#include <tuple>

#include "cli/command.h"
#include "cli/input.h"
#include "cli/items.h"
#include "cli/line_reader.h"
#include "cli/options.h"
#include "cli/output.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/json_lexeme.h"

namespace kiln::core::cli {
namespace {

struct Options : EvaluationOptions {
  std::string file = "-";
};

constexpr const char* kExamples =
    "Example:\n"
    "  echo '{\"id\": 1, \"expression\": \"name.given\", \"file\": \"examples/patient.json\"}' | "
    "kiln run\n"
    "\n"
    "Members of a record, all but the expression optional: id, expression, resource or file,\n"
    "contextType, context, variables, fhir, language, strict. The options above are the defaults "
    "of\n"
    "the last three. A record that is wrong is answered with an error; the exit code stays 0.";

/// A line of input, read against the defaults. The views live as long as the line's document; one
/// without data belongs to a member that is not there.
struct Record {
  std::string_view expression;
  std::string_view context;
  std::string_view context_type;
  std::string_view file;
  NodeIndex resource = kNoNode;
  NodeIndex variables = kNoNode;
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
};

/// The value at the start of `text`, which is JSON.
std::string_view first_value(std::string_view text) {
  if (!text.starts_with('"') && !text.starts_with('[') && !text.starts_with('{'))
    return text.substr(0, text.find_first_of(",} \t\r\n"));
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') {
      ++i;
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '[' || c == '{')) ++depth;
    if (!quoted && (c == ']' || c == '}')) --depth;
    if (!quoted && depth == 0) return text.substr(0, i + 1);
  }
  return text;
}

/// Takes the members of a record out of its line.
class RecordReader {
 public:
  explicit RecordReader(const Document& line) : line_(line) {}

  /// `record` comes with the defaults.
  Expected<Record> read(Record record) const {
    KILN_CHECK(text("expression", record.expression));
    if (record.expression.data() == nullptr) return wrong(0, "a record needs an expression");
    KILN_CHECK(text("context", record.context));
    KILN_CHECK(text("contextType", record.context_type));
    KILN_CHECK(text("file", record.file));
    KILN_TRY(record.resource, object("resource"));
    KILN_TRY(record.variables, object("variables"));
    if (record.resource != kNoNode && record.file.data() != nullptr)
      return wrong(record.resource, "a record has a resource or a file, not both");
    KILN_CHECK(named("fhir", "r4, r4b, r5 or none", parse_fhir, record.fhir));
    KILN_CHECK(named("language", "2.0 or 3.0", parse_language_version, record.language));
    const NodeIndex strict = member("strict");
    if (strict != kNoNode) {
      const NodeKind kind = line_.kind(strict);
      if (kind != NodeKind::True && kind != NodeKind::False)
        return wrong(strict, "'strict' is true or false");
      record.strict = kind == NodeKind::True;
    }
    return record;
  }

  /// The record's id as it was written; "null" without one.
  std::string id() const {
    if (line_.kind(0) != NodeKind::Object) return "null";
    NodeIndex id = member("id");
    if (id != kNoNode && line_.kind(id) == NodeKind::Primitive) id = line_.value_of(id);
    if (id == kNoNode) return "null";
    return std::string(first_value(line_.source().substr(line_.source_offset(id))));
  }

 private:
  std::unexpected<Error> wrong(NodeIndex at, std::string message) const {
    const std::uint32_t start = line_.source_offset(at);
    return fail(ErrorCode::InvalidRecord, std::move(message), {start, start + 1});
  }

  /// kNoNode also for null.
  NodeIndex member(std::string_view name) const {
    const NameId key = line_.find_name(name);
    return key == kNoName ? kNoNode : line_.find(0, key);
  }

  Expected<void> text(std::string_view name, std::string_view& out) const {
    const NodeIndex at = member(name);
    if (at == kNoNode) return {};
    if (line_.kind(at) != NodeKind::String)
      return wrong(at, "'" + std::string(name) + "' is a string");
    out = line_.text(at);
    return {};
  }

  Expected<NodeIndex> object(std::string_view name) const {
    const NodeIndex at = member(name);
    if (at != kNoNode && line_.kind(at) != NodeKind::Object)
      return wrong(at, "'" + std::string(name) + "' is an object");
    return at;
  }

  template <class T>
  Expected<void> named(std::string_view name, std::string_view choices,
                       std::optional<T> (*parse)(std::string_view), T& out) const {
    std::string_view written;
    KILN_CHECK(text(name, written));
    if (written.data() == nullptr) return {};
    const auto value = parse(written);
    if (!value)
      return wrong(member(name), "'" + std::string(name) + "' is " + std::string(choices));
    out = *value;
    return {};
  }

  const Document& line_;
};

std::string error_line(const std::string& id, const Error& error, bool in_context) {
  std::string out = "{\"id\":" + id + ",\"error\":{\"phase\":";
  append_json_string(kiln::core::to_string(phase_of(error.code)), out);
  out += ",\"code\":";
  append_json_string(kiln::core::to_string(error.code), out);
  out += ",\"message\":";
  append_json_string(error.message, out);
  if (!error.hint.empty()) {
    out += ",\"hint\":";
    append_json_string(error.hint, out);
  }
  if (in_context) out += ",\"in\":\"context\"";
  out += ",\"start\":" + std::to_string(error.span.start);
  out += ",\"end\":" + std::to_string(error.span.end) + "}}\n";
  return out;
}

class Batch {
 public:
  /// `session` is the one of the options themselves.
  Batch(const Options& options, HostedSession session)
      : options_(options), line_limits_(options.limits.document) {
    defaults_.fhir = parse_fhir(options.fhir).value_or(Fhir::R4);
    defaults_.language = parse_language_version(options.language).value_or(LanguageVersion::V3);
    defaults_.strict = options.strict;
    line_limits_.max_depth = std::max(line_limits_.max_depth, line_limits_.max_depth + 1);
    sessions_.emplace(key_of(defaults_), std::move(session));
  }

  ExitCode run(LineReader& reader) {
    while (!out_.broken()) {
      switch (reader.next(most_bytes(line_limits_))) {
        case LineReader::Status::End:
          return out_.finish(ExitCode::Ok);
        case LineReader::Status::Failed:
          out_.finish(ExitCode::Ok);
          std::fprintf(stderr, "kiln run: input cannot be read: %s\n", reader.error().c_str());
          return ExitCode::Unreadable;
        case LineReader::Status::TooLong:
          out_.write(error_line("null", document_too_large(line_limits_), false));
          break;
        case LineReader::Status::Line:
          if (reader.line().find_first_not_of(" \t") == std::string::npos) continue;
          out_.write(answer(reader.line()));
          break;
      }
      out_.flush();
    }
    return out_.finish(ExitCode::Ok);
  }

 private:
  std::string answer(const std::string& text) {
    const auto line = Document::parse_json(text, line_limits_);
    if (!line) return error_line("null", line.error(), false);
    const RecordReader reader(*line);
    const std::string id = reader.id();
    if (line->kind(0) != NodeKind::Object) {
      return error_line(id, {ErrorCode::InvalidRecord, {0, 1}, "a record is a JSON object", {}},
                        false);
    }
    const auto record = reader.read(defaults_);
    if (!record) return error_line(id, record.error(), false);
    return answer(id, *record, *line);
  }

  std::string answer(const std::string& id, const Record& record, const Document& line) {
    auto session = session_for(record);
    if (!session) return error_line(id, session.error(), false);
    std::vector<std::shared_ptr<const Document>> kept;
    const auto document = document_of(record, line);
    if (!document) return error_line(id, document.error(), false);

    auto& variables = (*session)->host().variables;
    const auto defaults = variables;
    const auto defined = define_variables(record, line, (*session)->model(), variables, kept);
    std::string out = defined ? evaluate(id, record, **session, document->get())
                              : error_line(id, defined.error(), false);
    variables = defaults;
    return out;
  }

  static std::string evaluate(const std::string& id, const Record& record, Session& session,
                              const Document* document) {
    const auto answer =
        session.answer({record.expression, record.context, record.context_type}, document);
    if (!answer)
      return error_line(id, answer.error().diagnostics.first_error(), answer.error().in_context);
    std::string out = "{\"id\":" + id + ",\"result\":";
    append_typed_json(answer->items, answer->naming, out);
    out += ",\"trace\":";
    append_json(answer->traces, answer->naming, out);
    return out + "}\n";
  }

  using SessionKey = std::tuple<Fhir, LanguageVersion, bool>;

  static SessionKey key_of(const Record& record) {
    return {record.fhir, record.language, record.strict};
  }

  /// One session for each way of reading that the records ask for: at most sixteen.
  Expected<Session*> session_for(const Record& record) {
    const SessionKey key = key_of(record);
    auto found = sessions_.find(key);
    if (found == sessions_.end()) {
      auto options = static_cast<const EvaluationOptions&>(options_);
      options.fhir = to_string(record.fhir);
      options.language = to_string(record.language);
      options.strict = record.strict;
      auto session = HostedSession::make(options);
      if (!session) return fail(ErrorCode::InvalidRecord, std::move(session).error());
      found = sessions_.emplace(key, *std::move(session)).first;
    }
    return &*found->second;
  }

  /// nullptr for a record without data.
  Expected<std::shared_ptr<const Document>> document_of(const Record& record,
                                                        const Document& line) {
    if (record.resource != kNoNode) return detach(line, record.resource);
    if (record.file.data() == nullptr) return nullptr;
    if (!last_document_ || record.file != last_file_ || record.fhir != last_fhir_) {
      auto document =
          load_document(std::string(record.file), record.fhir, options_.limits.document);
      if (!document) return std::unexpected(std::move(document).error().error);
      last_document_ = std::make_shared<const Document>(*std::move(document));
      last_file_ = record.file;
      last_fhir_ = record.fhir;
    }
    return last_document_;
  }

  static Expected<void> define_variables(const Record& record, const Document& line,
                                         const Model* model, decltype(Host::variables)& variables,
                                         std::vector<std::shared_ptr<const Document>>& kept) {
    if (record.variables == kNoNode) return {};
    for (const NodeIndex child : line.children(record.variables)) {
      auto values = values_from_json(line, child, model, kept);
      if (!values) {
        values.error().code = ErrorCode::InvalidRecord;
        return std::unexpected(std::move(values).error());
      }
      variables.insert_or_assign(std::string(line.name(line.key(child))), *std::move(values));
    }
    return {};
  }

  const Options& options_;
  DocumentLimits line_limits_;  ///< a document may stand in it
  Record defaults_;
  Output out_;
  std::map<SessionKey, HostedSession> sessions_;
  std::string last_file_;
  Fhir last_fhir_ = Fhir::None;
  std::shared_ptr<const Document> last_document_;
};

ExitCode run(const Options& options) {
  auto reader = LineReader::open(options.file);
  if (!reader) {
    std::fprintf(stderr, "kiln run: '%s' cannot be read: %s\n", options.file.c_str(),
                 reader.error().c_str());
    return ExitCode::Unreadable;
  }
  // What is wrong with the options is wrong with every record.
  auto session = HostedSession::open("run", options);
  if (!session) return ExitCode::Usage;
  return Batch(options, *std::move(session)).run(*reader);
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("run", "Answer a batch of JSON records, one a line");
  command->add_option("file", options->file, "File with the records; - is standard input")
      ->capture_default_str();
  add_options(*command, static_cast<EvaluationOptions&>(*options));
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::core::cli
