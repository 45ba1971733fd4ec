// Input: the resources in a file or a pipe, one after the other: one JSON or XML document, or
// NDJSON as a stream.
//
// By extension: .json, .xml, .ndjson and .jsonl; anything else, and standard input, by its start:
// `<` is XML; a first line that is a whole JSON value starts NDJSON; else it is one JSON document.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/line_reader.h"
#include "frontend/diagnostics.h"
#include "model/ids.h"
#include "runtime/document/document.h"
#include "runtime/document/json_parser.h"

namespace kiln::core::cli {

struct InputDocument {
  std::string place;  ///< "patient.json"; in NDJSON with the line: "patients.ndjson:17"
  std::shared_ptr<const Document> document;
};

/// "patient.json:3:14: error[K0401]: message (hint)": one line, without its end.
using InputError = std::string;

/// What nothing but white space is, where no extension says that it is NDJSON.
enum class IfEmpty : std::uint8_t { Error, NoDocument };

class Input {
 public:
  /// "-" is standard input.
  static std::expected<Input, InputError> open(const std::string& path, Fhir fhir,
                                               const DocumentLimits& limits,
                                               IfEmpty if_empty = IfEmpty::Error);

  /// The next document; nothing at the end. After the error of one line of NDJSON the next call
  /// gives the next line.
  std::optional<std::expected<InputDocument, InputError>> next();

  std::uint64_t bytes_read() const { return reader_.bytes_read(); }
  std::uint64_t size() const { return reader_.size(); }  ///< 0 if not known

 private:
  enum class Format { Unknown, Json, Xml, Lines, Done };

  Input(LineReader reader, const DocumentLimits& limits)
      : reader_(std::move(reader)), limits_(limits), parser_(limits) {}

  using Next = std::optional<std::expected<InputDocument, InputError>>;

  Next next_line();
  Next sniff();
  Next whole(std::string text, Format format);
  Next line_document();
  Next give_up(std::string_view reason);
  Next give_up(InputError error);

  LineReader reader_;
  DocumentLimits limits_;
  JsonParser parser_;  ///< for the lines
  std::string name_;
  Fhir fhir_ = Fhir::None;
  Format format_ = Format::Unknown;
  IfEmpty if_empty_ = IfEmpty::Error;
};

struct LoadFailure {
  Error error;      ///< its span is one of the file
  InputError line;  ///< the same for people
};

/// A whole file as one document, for what is no stream (`:load`, "file" of `kiln run`).
std::expected<Document, LoadFailure> load_document(const std::string& path, Fhir fhir,
                                                   const DocumentLimits& limits);

/// What a reader has to keep of a document: a byte more than it may have, which is the end of a
/// line, or by which the parser sees that it is too large.
std::size_t most_bytes(const DocumentLimits& limits);

/// That a text, of which no more is known, has more bytes than a document may have.
Error document_too_large(const DocumentLimits& limits);

/// "PLACE: warning[K0410]: message (hint)". What the message quotes cannot move the cursor.
std::string describe(Severity severity, const Error& error, std::string_view place);

/// "PLACE:LINE:COLUMN: error[K0401]: message (hint)". `first_line`: the number of the text's own
/// first line in the file.
std::string describe(const Error& error, std::string_view place, std::string_view text,
                     std::uint64_t first_line = 1);

/// That JSON says to be a resource that the version does not have; the hint is what has one.
Error unknown_resource_type(std::string_view name, Fhir fhir);

}  // namespace kiln::core::cli
