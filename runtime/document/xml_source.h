// A parsed XML text and where its parts stand in it: what the FHIR reader and the generic one
// share. Private to this room.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "runtime/document/document.h"

namespace kiln::core {

class XmlSource {
 public:
  /// The text must outlive the XmlSource; it is not changed.
  static Expected<XmlSource> parse(std::string_view text, const DocumentLimits& limits);

  std::string_view text() const { return text_; }
  pugi::xml_node root() const { return document_->document_element(); }

  /// Offset of the '<' of an element.
  std::uint32_t offset(const pugi::xml_node& element) const;
  /// Offset of an attribute's or text's value.
  std::uint32_t offset_of_value(const char* value) const {
    return static_cast<std::uint32_t>(value - buffer_->data());
  }

  Span span(const pugi::xml_node& element) const;         ///< '<' and the name
  Span span(const pugi::xml_attribute& attribute) const;  ///< the name

  /// The decoded value; a slice of text() where nothing had to be decoded.
  std::string_view value(const pugi::xml_attribute& attribute) const;

  /// The markup of an element as it stands in the text, with line ends as "\n". `buffer` is used if
  /// these had to be changed.
  std::string_view markup(const pugi::xml_node& element, std::string& buffer) const;

 private:
  explicit XmlSource(std::string_view text)
      : text_(text),
        buffer_(std::make_unique<std::string>(text)),
        document_(std::make_unique<pugi::xml_document>()) {}

  std::string_view text_;
  std::unique_ptr<std::string> buffer_;  ///< the text, decoded in place: offsets stay the same
  std::unique_ptr<pugi::xml_document> document_;
};

/// The next sibling that is an element, `node` included.
inline pugi::xml_node element_from(pugi::xml_node node) {
  while (node && node.type() != pugi::node_element) node = node.next_sibling();
  return node;
}

/// Generic XML to a Document: see Document::parse_xml and docs/documents.md.
Expected<Document> read_generic_xml(const XmlSource& source, const DocumentLimits& limits);

/// FHIR XML to a Document. REQUIRES: version != Fhir::None.
Expected<Document> read_fhir_xml(const XmlSource& source, Fhir version,
                                 const DocumentLimits& limits);

}  // namespace kiln::core
