#include "cli/input.h"

#include <algorithm>
#include <utility>

#include "frontend/glyph.h"
#include "frontend/suggest.h"
#include "model/fhir.h"
#include "model/model.h"
#include "runtime/diagnostic/error.h"
#include "runtime/document/position.h"
#include "runtime/text/utf8.h"

namespace kiln::core::cli {
namespace {

/// The text from its first character that is no white space. A byte order mark is not text.
std::string_view without_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

bool is_blank(std::string_view text) {
  return without_blank(text).empty();
}

bool is_xml(std::string_view text) {
  return without_blank(text).starts_with('<');
}

std::string system_message(const std::string& place, std::string_view reason) {
  return describe(Severity::Error,
                  {ErrorCode::FileUnreadable, {}, "it cannot be read, " + std::string(reason), {}},
                  place);
}

void append_visible(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size();)
    utf8::append(out, visible_glyph(utf8::next(text, i)).character);
}

bool is_resource_type(const Model& model, std::string_view name) {
  const TypeId type = model.find_type(name);
  return type != kNoType && model.kind(type) == TypeKind::Resource;
}

std::string similar_resource_type(const Model& model, std::string_view name) {
  Suggestion suggestion(name);
  const auto end = static_cast<std::uint16_t>(Model::end_type());
  for (auto id = static_cast<std::uint16_t>(Model::first_type()); id < end; ++id) {
    const TypeId type{id};
    if (model.exists(type) && model.kind(type) == TypeKind::Resource)
      suggestion.consider(model.name(type));
  }
  return suggestion.hint();
}

Expected<Document> parse_text(std::string_view text, bool xml, Fhir fhir,
                              const DocumentLimits& limits) {
  if (is_blank(text))
    return fail(xml ? ErrorCode::XmlSyntax : ErrorCode::JsonSyntax, "the input is empty");
  return xml ? Document::parse_xml(text, fhir, limits) : Document::parse_json(text, limits);
}

}  // namespace

std::string describe(Severity severity, const Error& error, std::string_view place) {
  std::string message(place);
  message += ": " + std::string(to_string(severity)) + '[' + to_string(error.code) + "]: ";
  append_visible(error.message, message);
  if (!error.hint.empty()) message += " (" + error.hint + ')';
  return message;
}

std::string describe(const Error& error, std::string_view place, std::string_view text,
                     std::uint64_t first_line) {
  return describe(Severity::Error, error, place_of(place, text, error.span.start, first_line));
}

Error unknown_resource_type(std::string_view name, Fhir fhir) {
  std::string hint;
  for (const Fhir other : {Fhir::R4, Fhir::R4B, Fhir::R5}) {
    if (!hint.empty() || !is_resource_type(Model::get(other), name)) continue;
    const std::string_view version = to_string(other);
    hint.append(version).append(" has it: --fhir ").append(version);
  }
  if (hint.empty()) hint = similar_resource_type(Model::get(fhir), name);
  return {ErrorCode::UnknownResourceType,
          {},
          "'" + std::string(name) + "' is no resource type of " + std::string(to_string(fhir)) +
              ", its elements have no types",
          std::move(hint)};
}

std::size_t most_bytes(const DocumentLimits& limits) {
  constexpr std::uint64_t kLargest = 0xFFFFFFFE;
  return static_cast<std::size_t>(std::min(limits.max_bytes, kLargest)) + 1;
}

Error document_too_large(const DocumentLimits& limits) {
  return {ErrorCode::DocumentTooLarge,
          {},
          "document of more than " + std::to_string(limits.max_bytes) + " bytes",
          {}};
}

std::expected<Input, InputError> Input::open(const std::string& path, Fhir fhir,
                                             const DocumentLimits& limits, IfEmpty if_empty) {
  auto reader = LineReader::open(path);
  std::string name = path == "-" ? "standard input" : path;
  if (!reader) return std::unexpected(system_message(name, reader.error()));
  Input input(*std::move(reader), limits);
  input.name_ = std::move(name);
  input.fhir_ = fhir;
  input.if_empty_ = if_empty;
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
  return give_up(system_message(name_, reason));
}

Input::Next Input::give_up(InputError error) {
  format_ = Format::Done;
  return std::unexpected(std::move(error));
}

Input::Next Input::whole(std::string text, Format format) {
  format_ = Format::Done;
  switch (reader_.rest(text, most_bytes(limits_))) {
    case LineReader::Status::TooLong:
      return give_up(describe(Severity::Error, document_too_large(limits_), name_));
    case LineReader::Status::Failed:
      return give_up(reader_.error());
    default:
      break;
  }
  // sniff() ends every line, also a last one that has no end.
  if (text.size() > reader_.bytes_read()) text.pop_back();
  auto document = parse_text(text, format == Format::Xml, fhir_, limits_);
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
    switch (reader_.next(most_bytes(limits_))) {
      case LineReader::Status::End:
        return std::nullopt;
      case LineReader::Status::Failed:
        return give_up(reader_.error());
      case LineReader::Status::TooLong:
        return std::unexpected(describe(Severity::Error, document_too_large(limits_),
                                        name_ + ':' + std::to_string(reader_.line_number())));
      case LineReader::Status::Line:
        break;
    }
    if (!is_blank(reader_.line())) return line_document();
  }
}

Input::Next Input::sniff() {
  std::string text;
  LineReader::Status status = LineReader::Status::Line;
  while (is_blank(text) && text.size() < most_bytes(limits_) &&
         status == LineReader::Status::Line) {
    status = reader_.next(most_bytes(limits_));
    text += reader_.line() + '\n';
  }
  if (status == LineReader::Status::Failed) return give_up(reader_.error());
  if (status == LineReader::Status::TooLong)
    return give_up(describe(Severity::Error, document_too_large(limits_), name_));
  if (is_blank(text) && if_empty_ == IfEmpty::NoDocument) {
    format_ = Format::Done;
    return std::nullopt;
  }
  if (is_xml(text)) return whole(std::move(text), Format::Xml);

  if (Next first = line_document(); first->has_value()) {
    format_ = Format::Lines;
    return first;
  }
  return whole(std::move(text), Format::Json);
}

std::expected<Document, LoadFailure> load_document(const std::string& path, Fhir fhir,
                                                   const DocumentLimits& limits) {
  const auto unreadable = [&path](const std::string& reason) {
    return std::unexpected(
        LoadFailure{{ErrorCode::FileUnreadable, {}, "'" + path + "' cannot be read: " + reason, {}},
                    system_message(path, reason)});
  };
  auto reader = LineReader::open(path);
  if (!reader) return unreadable(reader.error());
  std::string text;
  switch (reader->rest(text, most_bytes(limits))) {
    case LineReader::Status::TooLong: {
      Error error = document_too_large(limits);
      std::string line = describe(Severity::Error, error, path);
      return std::unexpected(LoadFailure{std::move(error), std::move(line)});
    }
    case LineReader::Status::Failed:
      return unreadable(reader->error());
    default:
      break;
  }
  auto document = parse_text(text, is_xml(text), fhir, limits);
  if (document) return *std::move(document);
  return std::unexpected(LoadFailure{document.error(), describe(document.error(), path, text)});
}

}  // namespace kiln::core::cli
