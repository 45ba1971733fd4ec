/// @file
/// Documents: FHIR resources, or any other JSON objects, as an immutable tape of nodes. From JSON,
/// from FHIR XML, or built part by part.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <kiln/error.h>
#include <kiln/limits.h>
#include <kiln/version.h>

namespace kiln {

namespace core {
class Document;
class DocumentBuilder;
class JsonParser;
}  // namespace core

/// A document. A copy is another handle of the same one, which lives as long as any of them; what
/// is moved from can only be assigned to.
///
/// Thread-safety: immutable; any number of threads may use one document, each by a handle of its
/// own or all by the same.
class KILN_API Document {
 public:
  /// Strict JSON (RFC 8259) in UTF-8; a byte order mark before it is ignored. Copies the text.
  ///
  /// Errors: JsonSyntax, InvalidUtf8, LoneSurrogate, DuplicateMember, DocumentTooDeep,
  /// DocumentTooLarge, each with its place in the text; MemoryLimit if there is no memory for it.
  static Expected<Document> parse_json(std::string_view text, const DocumentLimits& limits = {});

  /// As parse_json(), without a copy: the text must stay as it is and alive as long as any handle
  /// of the document. It needs no padding.
  static Expected<Document> borrow_json(std::string_view text, const DocumentLimits& limits = {});

  /// FHIR XML. The model of the version decides what repeats, and which values are numbers or
  /// booleans. With Fhir::None repeated elements become arrays and every value is a string. Copies
  /// the text. A DOCTYPE is refused, and with it every entity but the five of XML itself.
  ///
  /// Errors: XmlSyntax, InvalidUtf8, DoctypeRefused, UnknownResourceType, UnexpectedXml and the
  /// limits of parse_json().
  static Expected<Document> parse_xml(std::string_view text, Fhir version,
                                      const DocumentLimits& limits = {});

  /// JSON text, numbers with their own digits, members in the order of the source.
  std::string to_json() const;

  /// The member `resourceType` of the root, "" if it has none. It lives as long as the document.
  std::string_view resource_type() const noexcept;

  /// Of memory that the document owns: its tape, and the texts that are not borrowed.
  std::size_t bytes() const noexcept;

  /// For the other classes of the interface.
  explicit Document(std::shared_ptr<const core::Document> impl) noexcept;
  /// For the other classes of the interface.
  const std::shared_ptr<const core::Document>& impl() const noexcept { return impl_; }

 private:
  std::shared_ptr<const core::Document> impl_;
};

/// Reads one JSON document after the other with buffers that it keeps: for streams of documents.
///
/// Thread-safety: one thread at a time. The documents do not refer to the parser.
/// A parser for which there was no memory gives MemoryLimit for each document.
class KILN_API JsonParser {
 public:
  /// With these limits for each document.
  explicit JsonParser(const DocumentLimits& limits = {});
  JsonParser(JsonParser&&) noexcept;             ///< What is moved from can only be assigned to.
  JsonParser& operator=(JsonParser&&) noexcept;  ///< What is moved from can only be assigned to.
  ~JsonParser();

  /// As Document::parse_json().
  Expected<Document> parse(std::string_view text);
  /// As Document::borrow_json().
  Expected<Document> borrow(std::string_view text);

 private:
  std::unique_ptr<core::JsonParser> impl_;
};

/// Builds a document part by part: the way in for hosts that hold something else than JSON or XML.
///
///     kiln::DocumentBuilder builder;
///     builder.begin_object();
///     builder.key("resourceType"); builder.string("Patient");
///     builder.key("active");       builder.boolean(true);
///     builder.end_object();
///     kiln::Expected<kiln::Document> document = std::move(builder).finish();
///
/// Misuse is remembered, not signalled: after the first one every call does nothing, and finish()
/// says what it was. The same holds for a limit, and for memory that is not there.
///
/// Thread-safety: one thread at a time.
class KILN_API DocumentBuilder {
 public:
  /// With these limits.
  explicit DocumentBuilder(const DocumentLimits& limits = {});
  DocumentBuilder(DocumentBuilder&&) noexcept;  ///< What is moved from can only be assigned to.
  DocumentBuilder& operator=(DocumentBuilder&&) noexcept;  ///< As the constructor.
  ~DocumentBuilder();

  void begin_object();  ///< Begins an object, as a value.
  void end_object();    ///< Ends the innermost object.
  void begin_array();   ///< Begins an array, as a value.
  void end_array();     ///< Ends the innermost array.

  /// The name of the next member. "_birthDate" is written like any member: finish() joins it with
  /// its sibling.
  void key(std::string_view name);

  void string(std::string_view decoded);  ///< A text in UTF-8, without escapes.
  void number(std::string_view lexeme);   ///< A JSON number, whose digits are kept.
  void boolean(bool value);               ///< true or false.
  void null();                            ///< null: it keeps its position in an array.

  /// The document, or the first misuse: BuilderMisuse (a key is missing, ends are not balanced, the
  /// document is finished already), InvalidUtf8, DuplicateMember, DocumentTooDeep,
  /// DocumentTooLarge, MemoryLimit.
  Expected<Document> finish() &&;

 private:
  std::unique_ptr<core::DocumentBuilder> impl_;
  bool out_of_memory_ = false;
};

}  // namespace kiln
