// XML of any kind to a tape (Fhir::None). An element is an object: its attributes are members, its
// child elements are members, an array of those that share a name, and its text, if it has any, is
// the member `value`. An element with nothing but text is a string. The root also gets a member
// `resourceType` with its name. Names are as written, with their prefix; namespace declarations are
// left out.
#include <map>
#include <string>
#include <vector>

#include "runtime/document/tape_writer.h"
#include "runtime/document/xml_source.h"

namespace kiln::core {
namespace {

/// The children of one name.
struct Group {
  std::string_view name;
  std::vector<pugi::xml_node> elements;
};

struct Frame {
  pugi::xml_node element;
  std::vector<Group> groups;
  std::size_t group = 0;  ///< the current one, and within it the next element
  std::size_t item = 0;
};

bool is_namespace_declaration(std::string_view name) {
  return name == "xmlns" || name.starts_with("xmlns:");
}

std::vector<Group> group_children(const pugi::xml_node& element) {
  std::vector<Group> groups;
  std::map<std::string_view, std::size_t> place;
  for (auto child = element_from(element.first_child()); child;
       child = element_from(child.next_sibling())) {
    const auto [entry, is_new] = place.try_emplace(child.name(), groups.size());
    if (is_new) groups.push_back({child.name(), {}});
    groups[entry->second].elements.push_back(child);
  }
  return groups;
}

/// All text directly in the element, without the space around it.
std::string text_of(const pugi::xml_node& element) {
  std::string text;
  for (const pugi::xml_node child : element.children())
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      text += child.value();
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

bool is_text_only(const pugi::xml_node& element) {
  for (const pugi::xml_attribute attribute : element.attributes())
    if (!is_namespace_declaration(attribute.name())) return false;
  return !element_from(element.first_child());
}

class GenericXml {
 public:
  GenericXml(const XmlSource& source, const DocumentLimits& limits)
      : source_(source), tape_(limits, source.text()) {}

  Expected<Document> read() && {
    const pugi::xml_node root = source_.root();
    open(root, root.name());
    while (!frames_.empty() && !tape_.failed()) step();
    auto document = std::move(tape_).finish();
    if (!document && document.error().span == Span{} && !frames_.empty())
      document.error().span = source_.span(frames_.back().element);
    return document;
  }

 private:
  void step() {
    Frame& frame = frames_.back();
    if (frame.group == frame.groups.size()) {
      tape_.end(NodeKind::Object);
      if (!tape_.failed()) frames_.pop_back();
      return;
    }
    const Group& group = frame.groups[frame.group];
    if (frame.item == group.elements.size()) {
      if (group.elements.size() > 1) tape_.end(NodeKind::Array);
      ++frame.group;
      frame.item = 0;
      return;
    }
    const pugi::xml_node element = group.elements[frame.item++];
    if (frame.item == 1) {
      tape_.key(group.name);
      if (group.elements.size() > 1) tape_.begin(NodeKind::Array, source_.offset(element));
    }
    if (is_text_only(element))
      tape_.scalar(NodeKind::String, text_of(element), source_.offset(element));
    else
      open(element, {});
  }

  void open(const pugi::xml_node& element, std::string_view resource_type) {
    tape_.begin(NodeKind::Object, source_.offset(element));
    write_text("resourceType", resource_type, source_.offset(element));
    for (const pugi::xml_attribute attribute : element.attributes()) {
      if (is_namespace_declaration(attribute.name())) continue;
      tape_.key(attribute.name());
      tape_.scalar(NodeKind::String, source_.value(attribute),
                   source_.offset_of_value(attribute.value()));
    }
    write_text("value", text_of(element), source_.offset(element));
    frames_.push_back({element, group_children(element)});
  }

  void write_text(std::string_view name, std::string_view text, std::uint32_t at) {
    if (text.empty()) return;
    tape_.key(name);
    tape_.scalar(NodeKind::String, text, at);
  }

  const XmlSource& source_;
  TapeWriter tape_;
  std::vector<Frame> frames_;
};

}  // namespace

Expected<Document> read_generic_xml(const XmlSource& source, const DocumentLimits& limits) {
  return GenericXml(source, limits).read();
}

}  // namespace kiln::core
