#include "runtime/document/xml_source.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>

#include "runtime/document/raw_tape.h"
#include "runtime/document/xml_scan.h"

namespace kiln::core {

Expected<XmlSource> XmlSource::parse(std::string_view text, const DocumentLimits& limits) {
  const std::uint64_t largest = std::min<std::uint64_t>(limits.max_bytes, kNoNode - 1);
  if (text.size() > largest)
    return fail(ErrorCode::DocumentTooLarge, "document of " + std::to_string(text.size()) +
                                                 " bytes: at most " + std::to_string(largest) +
                                                 " are allowed");
  if (auto error = scan_xml(text, limits.max_depth, most_nodes(limits)))
    return std::unexpected(std::move(*error));
  XmlSource source(text);
  const pugi::xml_parse_result result = source.document_->load_buffer_inplace(
      source.buffer_->data(), source.buffer_->size(), pugi::parse_default | pugi::parse_doctype,
      pugi::encoding_utf8);
  if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!result) {
    const auto at = static_cast<std::uint32_t>(
        std::clamp<std::ptrdiff_t>(result.offset, 0, static_cast<std::ptrdiff_t>(text.size())));
    std::string message = result.description();
    if (!message.empty()) message[0] = static_cast<char>(message[0] | 0x20);
    return fail(ErrorCode::XmlSyntax, std::move(message), {at, at});
  }
  for (const pugi::xml_node node : source.document_->children())
    if (node.type() == pugi::node_doctype)
      return fail(ErrorCode::DoctypeRefused, "a DOCTYPE is refused: it could define entities");
  return source;
}

std::uint32_t XmlSource::offset(const pugi::xml_node& element) const {
  return offset_of_value(element.name()) - 1;
}

Span XmlSource::span(const pugi::xml_node& element) const {
  const std::uint32_t start = offset(element);
  return {start, start + 1 + static_cast<std::uint32_t>(std::strlen(element.name()))};
}

Span XmlSource::span(const pugi::xml_attribute& attribute) const {
  const std::uint32_t start = offset_of_value(attribute.name());
  return {start, start + static_cast<std::uint32_t>(std::strlen(attribute.name()))};
}

std::string_view XmlSource::value(const pugi::xml_attribute& attribute) const {
  const std::string_view decoded = attribute.value();
  if (decoded.empty()) return decoded;
  const std::string_view raw = text_.substr(offset_of_value(decoded.data()), decoded.size() + 1);
  const char quote = text_[offset_of_value(decoded.data()) - 1];
  return raw.back() == quote && raw.starts_with(decoded) ? raw.substr(0, decoded.size()) : decoded;
}

std::string_view XmlSource::markup(const pugi::xml_node& element, std::string& buffer) const {
  const std::uint32_t start = offset(element);
  const std::string_view markup = text_.substr(start, end_of_xml_element(text_, start) - start);
  if (markup.find('\r') == std::string_view::npos) return markup;
  buffer.clear();
  for (std::size_t i = 0; i < markup.size(); ++i) {
    if (markup[i] != '\r')
      buffer.push_back(markup[i]);
    else if (!markup.substr(i + 1).starts_with('\n'))
      buffer.push_back('\n');
  }
  return buffer;
}

Expected<Document> Document::parse_xml(std::string_view text, Fhir version,
                                       const DocumentLimits& limits) {
  try {
    const Expected<XmlSource> source = XmlSource::parse(text, limits);
    if (!source) return std::unexpected(source.error());
    return version == Fhir::None ? read_generic_xml(*source, limits)
                                 : read_fhir_xml(*source, version, limits);
  } catch (const std::exception&) {  // of the containers: nothing else here throws
    return fail(ErrorCode::MemoryLimit, "no memory for the document");
  }
}

}  // namespace kiln::core
