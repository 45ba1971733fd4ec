#include "cli/input.h"

#include <utility>

#include "frontend/glyph.h"
#include "runtime/diagnostic/error.h"
#include "runtime/document/position.h"
#include "runtime/text/utf8.h"

namespace kiln::cli {
namespace {

constexpr std::size_t kMaxDocument = 0xFFFFFFFE;
constexpr std::string_view kTooLarge = "a document has at most 4 GiB";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// A byte order mark is not text.
char first_character(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

std::string system_message(const std::string& place, std::string_view reason) {
  return place + ": error[" + to_string(ErrorCode::FileUnreadable) + "]: it cannot be read, " +
         std::string(reason);
}

void append_visible(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();)
    utf8::append(out, visible_glyph(utf8::next(text, i)).character);
}

Expected<Document> parse_text(std::string_view text, bool xml, Fhir fhir) {
  return xml ? Document::parse_xml(text, fhir) : Document::parse_json(text);
}

}  // namespace

std::string describe(const Error& error, std::string_view place, std::string_view text,
                     std::uint64_t first_line) {
  const Position position = position_of(text, error.span.start);
  std::string message(place);
  message += ':' + std::to_string(first_line + position.line - 1);
  message += ':' + std::to_string(position.column);
  message += ": error[" + to_string(error.code) + "]: ";
  append_visible(error.message, message);
  if (!error.hint.empty()) message += " (" + error.hint + ')';
  return message;
}

std::expected<Input, InputError> Input::open(const std::string& path, Fhir fhir) {
  auto reader = LineReader::open(path);
  std::string name = path == "-" ? "standard input" : path;
  if (!reader) return std::unexpected(system_message(name, reader.error()));
  Input input(*std::move(reader));
  input.name_ = std::move(name);
  input.fhir_ = fhir;
  if (path.ends_with(".json")) input.format_ = Format::Json;
  if (path.ends_with(".xml")) input.format_ = Format::Xml;
  if (path.ends_with(".ndjson") || path.ends_with(".jsonl")) input.format_ = Format::Lines;
  return input;
}

std::optional<std::expected<InputDocument, InputError>> Input::next() {
  switch (format_) {
    case Format::Unknown:
      return sniff();
    case Format::Json:
    case Format::Xml:
      return whole({}, format_);
    case Format::Lines:
      return next_line();
    case Format::Done:
      return std::nullopt;
  }
  return std::nullopt;
}

Input::Next Input::give_up(std::string_view reason) {
  format_ = Format::Done;
  return std::unexpected(system_message(name_, reason));
}

Input::Next Input::whole(std::string text, Format format) {
  format_ = Format::Done;
  switch (reader_.rest(text, kMaxDocument)) {
    case LineReader::Status::TooLong:
      return give_up(kTooLarge);
    case LineReader::Status::Failed:
      return give_up(reader_.error());
    default:
      break;
  }
  auto document = parse_text(text, format == Format::Xml, fhir_);
  if (!document) return std::unexpected(describe(document.error(), name_, text));
  return InputDocument{name_, std::make_shared<const Document>(*std::move(document))};
}

Input::Next Input::line_document() {
  auto document = parser_.parse(reader_.line());
  if (!document)
    return std::unexpected(
        describe(document.error(), name_, reader_.line(), reader_.line_number()));
  return InputDocument{name_ + ':' + std::to_string(reader_.line_number()),
                       std::make_shared<const Document>(*std::move(document))};
}

Input::Next Input::next_line() {
  while (true) {
    switch (reader_.next()) {
      case LineReader::Status::End:
        return std::nullopt;
      case LineReader::Status::Failed:
        return give_up(reader_.error());
      case LineReader::Status::TooLong:
        return std::unexpected(system_message(name_ + ':' + std::to_string(reader_.line_number()),
                                              "the line is too long"));
      case LineReader::Status::Line:
        break;
    }
    if (!is_blank(reader_.line())) return line_document();
  }
}

Input::Next Input::sniff() {
  std::string text;
  LineReader::Status status = LineReader::Status::Line;
  while (is_blank(text) && status == LineReader::Status::Line) {
    status = reader_.next();
    text += reader_.line() + '\n';
  }
  if (status == LineReader::Status::Failed) return give_up(reader_.error());
  if (status == LineReader::Status::TooLong) return give_up("its first line is too long");
  if (is_blank(text)) {
    format_ = Format::Done;
    return std::nullopt;
  }
  if (first_character(text) == '<') return whole(std::move(text), Format::Xml);

  if (Next first = line_document(); first->has_value()) {
    format_ = Format::Lines;
    return first;
  }
  return whole(std::move(text), Format::Json);
}

std::expected<Document, LoadFailure> load_document(const std::string& path, Fhir fhir) {
  const auto unreadable = [&path](ErrorCode code, const std::string& reason) {
    return std::unexpected(LoadFailure{{code, {}, "'" + path + "' cannot be read: " + reason, {}},
                                       system_message(path, reason)});
  };
  auto reader = LineReader::open(path);
  if (!reader) return unreadable(ErrorCode::FileUnreadable, reader.error());
  std::string text;
  switch (reader->rest(text, kMaxDocument)) {
    case LineReader::Status::TooLong:
      return unreadable(ErrorCode::DocumentTooLarge, std::string(kTooLarge));
    case LineReader::Status::Failed:
      return unreadable(ErrorCode::FileUnreadable, reader->error());
    default:
      break;
  }
  auto document = parse_text(text, first_character(text) == '<', fhir);
  if (document) return *std::move(document);
  return std::unexpected(LoadFailure{document.error(), describe(document.error(), path, text)});
}

}  // namespace kiln::cli
