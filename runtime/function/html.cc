#include "runtime/function/html.h"

#include <algorithm>
#include <cstddef>
#include <new>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "runtime/function/encoding.h"
#include "runtime/function/string.h"

namespace kiln::core {

namespace {

constexpr std::size_t kMaxBytes = 16U << 20;
constexpr int kMaxDepth = 1'000;
constexpr std::string_view kXhtmlNamespace = "http://www.w3.org/1999/xhtml";

/// Rule txt-1: chapters 7-11 (without 9.4) and 15 of HTML 4.0, links and images.
constexpr std::string_view kElements[] = {
    "a",   "abbr",     "acronym", "b",     "big",  "blockquote", "br",  "caption", "cite",  "code",
    "col", "colgroup", "dd",      "dfn",   "div",  "dl",         "dt",  "em",      "h1",    "h2",
    "h3",  "h4",       "h5",      "h6",    "hr",   "i",          "img", "li",      "ol",    "p",
    "pre", "q",        "samp",    "small", "span", "strong",     "sub", "sup",     "table", "tbody",
    "td",  "tfoot",    "th",      "thead", "tr",   "tt",         "ul",  "var"};

constexpr std::string_view kAttributes[] = {
    "abbr",       "accesskey",   "align",       "alt",        "axis",   "bgcolor", "border",
    "cellhalign", "cellpadding", "cellspacing", "cellvalign", "char",   "charoff", "charset",
    "cite",       "class",       "colspan",     "compact",    "coords", "dir",     "frame",
    "headers",    "height",      "href",        "hreflang",   "hspace", "id",      "lang",
    "longdesc",   "name",        "nowrap",      "rel",        "rev",    "rowspan", "rules",
    "scope",      "shape",       "span",        "src",        "start",  "style",   "summary",
    "tabindex",   "title",       "type",        "valign",     "value",  "vspace",  "width"};

static_assert(std::ranges::is_sorted(kElements) && std::ranges::is_sorted(kAttributes));

/// Attributes that XML itself defines.
constexpr std::string_view kXmlAttributes[] = {"xml:base", "xml:lang", "xml:space"};

/// Attributes whose value is an address.
constexpr std::string_view kAddresses[] = {"cite", "href", "longdesc", "src"};
constexpr std::string_view kActiveSchemes[] = {"javascript:", "vbscript:"};

/// References that XML has without a document type.
constexpr std::string_view kXmlEntities[] = {"amp", "apos", "gt", "lt", "quot"};

template <class List>
bool contains(const List& list, std::string_view item) {
  return std::ranges::find(list, item) != std::ranges::end(list);
}

bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, is_xml_space);
}

/// XML 1.0 has no control characters but white space.
bool has_only_xml_characters(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 || is_xml_space(c); });
}

bool is_xml_reference(std::string_view name) {
  if (!name.starts_with('#')) return contains(kXmlEntities, name);
  const auto character = name.starts_with("#X") ? std::nullopt : strings::html_character(name);
  return character && (*character >= 0x20 || is_xml_space(static_cast<char>(*character)));
}

/// Every `&` starts a reference of XML.
bool has_only_xml_references(std::string_view text) {
  while (true) {
    const std::size_t start = text.find('&');
    if (start == std::string_view::npos) return true;
    text.remove_prefix(start + 1);
    const std::size_t end = text.find(';');
    if (end == std::string_view::npos || !is_xml_reference(text.substr(0, end))) return false;
    text.remove_prefix(end + 1);
  }
}

/// The start of an address as a browser reads it: without spaces and control characters, in lower
/// case.
bool is_active(std::string_view raw) {
  const auto address = strings::unescape(raw, "html");
  if (!address) return true;
  constexpr std::size_t kEnough = 32;
  std::string start;
  for (char c : *address) {
    if (start.size() == kEnough) break;
    if (static_cast<unsigned char>(c) > 0x20) start += c;
  }
  start = strings::lower(start);
  return std::ranges::any_of(kActiveSchemes,
                             [&](std::string_view scheme) { return start.starts_with(scheme); });
}

bool is_allowed(pugi::xml_attribute attribute) {
  const std::string_view name = attribute.name();
  const std::string_view value = attribute.value();
  if (value.find('<') != std::string_view::npos || !has_only_xml_references(value)) return false;
  if (name == "xmlns") return value == kXhtmlNamespace;
  if (name.starts_with("xmlns:")) return true;
  if (contains(kAddresses, name) && is_active(value)) return false;
  return std::ranges::binary_search(kAttributes, name) || contains(kXmlAttributes, name);
}

bool is_allowed_element(pugi::xml_node element) {
  if (!std::ranges::binary_search(kElements, std::string_view(element.name()))) return false;
  std::vector<std::string_view> names;
  for (pugi::xml_attribute attribute : element.attributes()) {
    if (!is_allowed(attribute)) return false;
    names.emplace_back(attribute.name());
  }
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) == names.end();
}

/// What the nodes of a narrative say together.
struct Content {
  bool allowed = true;
  bool present = false;  ///< text that is not white space, or an image
};

void inspect(pugi::xml_node node, Content& content) {
  const std::string_view value = node.value();
  switch (node.type()) {
    case pugi::node_element:
      content.allowed = is_allowed_element(node);
      if (std::string_view(node.name()) == "img" && node.attribute("src")) content.present = true;
      break;
    case pugi::node_pcdata:
      content.allowed =
          has_only_xml_references(value) && value.find("]]>") == std::string_view::npos;
      if (!is_blank(value)) content.present = true;
      break;
    case pugi::node_cdata:
      if (!is_blank(value)) content.present = true;
      break;
    case pugi::node_comment:
      break;
    default:
      content.allowed = false;  // processing instruction, declaration, document type
  }
}

/// The nodes below the root, without recursion.
bool is_allowed_tree(pugi::xml_node root) {
  Content content;
  int depth = 0;
  for (pugi::xml_node node = root;;) {
    inspect(node, content);
    if (!content.allowed || depth > kMaxDepth) return false;
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return content.present;
    node = node.next_sibling();
  }
}

/// Everything that stands in the text is a node, and text is as it was written.
constexpr unsigned kParseOptions = (pugi::parse_full & ~unsigned{pugi::parse_escapes}) |
                                   pugi::parse_fragment | pugi::parse_ws_pcdata;

}  // namespace

bool html_checks(std::string_view text, Html kind) {
  if (text.size() > kMaxBytes || !has_only_xml_characters(text)) return false;
  std::string wrapped;
  if (kind == Html::Fragment) {
    wrapped = "<div xmlns=\"" + std::string(kXhtmlNamespace) + "\">" + std::string(text) + "</div>";
    text = wrapped;
  }
  pugi::xml_document document;
  const pugi::xml_parse_result result =
      document.load_buffer(text.data(), text.size(), kParseOptions, pugi::encoding_utf8);
  if (result.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!result) return false;

  pugi::xml_node root;
  for (pugi::xml_node node : document.children()) {
    if (node.type() == pugi::node_comment) continue;
    if (node.type() == pugi::node_pcdata && is_blank(node.value())) continue;
    if (node.type() != pugi::node_element || root) return false;
    root = node;
  }
  return root && std::string_view(root.name()) == "div" &&
         std::string_view(root.attribute("xmlns").value()) == kXhtmlNamespace &&
         is_allowed_tree(root);
}

}  // namespace kiln::core
