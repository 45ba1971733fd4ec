// FHIR XML to a tape, as FHIR's JSON has it (FHIR, "XML Representation of Resources").
//
// Without recursion: the elements that are being read stand on a stack of frames. The children of
// an element are read in runs of one name; a run is a member. A run of primitives is written as the
// values and, if any of them has an id or extensions, a second time as the `_name` member.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "model/model.h"
#include "model/names.h"
#include "runtime/document/json_lexeme.h"
#include "runtime/document/tape_writer.h"
#include "runtime/document/xml_source.h"

namespace kiln::core {
namespace {

constexpr std::string_view kFhirNamespace = "http://hl7.org/fhir";
constexpr std::string_view kXhtmlNamespace = "http://www.w3.org/1999/xhtml";

/// Attributes that say nothing about the resource.
bool is_markup_attribute(std::string_view name) {
  return name == "xmlns" || name.starts_with("xmlns:") || name.starts_with("xsi:");
}

/// An element that is being read.
struct Frame {
  pugi::xml_node element;
  TypeId type;
  pugi::xml_node cursor;    ///< its next child element to read
  pugi::xml_node run_stop;  ///< the first one behind the current run
  const Element* run;       ///< the row of the current run; nullptr between runs
  bool companions;          ///< the run is being written the second time
};

/// The first child whose name stood before another one's already; without one the element itself.
pugi::xml_node second_run(const pugi::xml_node& element) {
  std::set<std::string_view> seen;
  std::string_view last;
  for (auto child = element_from(element.first_child()); child;
       child = element_from(child.next_sibling())) {
    const std::string_view name = child.name();
    if (name != last && !seen.insert(name).second) return child;
    last = name;
  }
  return element;
}

class FhirXml {
 public:
  FhirXml(const XmlSource& source, Fhir version, const DocumentLimits& limits)
      : source_(source), model_(Model::get(version)), tape_(limits, source.text()) {}

  Expected<Document> read() && {
    const pugi::xml_node root = source_.root();
    if (check_root(root)) open_resource(root);
    while (!frames_.empty() && !tape_.failed()) step();
    auto document = std::move(tape_).finish();
    if (!document && document.error().span == Span{} && !frames_.empty()) {
      Error& error = document.error();
      const pugi::xml_node element = frames_.back().element;
      error.span =
          source_.span(error.code == ErrorCode::DuplicateMember ? second_run(element) : element);
    }
    return document;
  }

 private:
  bool fail(ErrorCode code, Span span, std::string message) {
    tape_.set_error({code, span, std::move(message), {}});
    return false;
  }

  bool check_root(const pugi::xml_node& root) {
    if (!check_name(root)) return false;
    const std::string_view space = root.attribute("xmlns").value();
    if (space == kFhirNamespace) return true;
    return fail(ErrorCode::UnexpectedXml, source_.span(root),
                "root element in the namespace '" + std::string(space) + "' instead of '" +
                    std::string(kFhirNamespace) + "'");
  }

  void step() {
    Frame& frame = frames_.back();
    if (frame.run == nullptr) {
      if (frame.cursor) return begin_run(frame);
      tape_.end(NodeKind::Object);
      if (!tape_.failed()) frames_.pop_back();
      return;
    }
    if (frame.cursor == frame.run_stop) {
      if (frame.run->many) tape_.end(NodeKind::Array);
      frame.run = nullptr;
      frame.companions = false;
      return;
    }
    const pugi::xml_node item = frame.cursor;
    frame.cursor = element_from(item.next_sibling());
    if (!frame.companions && model_.kind(frame.run->type) == TypeKind::Resource)
      open_wrapped_resource(item);
    else if (frame.companions && !has_companion(item))
      tape_.scalar(NodeKind::Null, {}, source_.offset(item));
    else
      open_element(item, frame.run->type);
  }

  /// The next member of an element: the children of one name that follow each other.
  void begin_run(Frame& frame) {
    const pugi::xml_node first = frame.cursor;
    const std::string_view name = first.name();
    const Element* const element = model_.element_by_json(frame.type, find_name(name));
    if (element == nullptr || element->xml_attribute) return fail_unknown(first, frame.type);
    pugi::xml_node stop = element_from(first.next_sibling());
    if (!element->many && stop && name == stop.name()) {
      fail(ErrorCode::UnexpectedXml, source_.span(stop),
           "element '" + std::string(name) + "' may not repeat");
      return;
    }
    while (stop && name == stop.name()) stop = element_from(stop.next_sibling());
    frame.run = element;
    frame.run_stop = stop;
    if (model_.kind(element->type) == TypeKind::Primitive)
      write_primitives(frame, name);
    else
      begin_member(frame, name);
  }

  void begin_member(const Frame& frame, std::string_view name) {
    tape_.key(name);
    if (frame.run->many) tape_.begin(NodeKind::Array, source_.offset(frame.cursor));
  }

  void fail_unknown(const pugi::xml_node& element, TypeId type) {
    fail(ErrorCode::UnexpectedXml, source_.span(element),
         "'" + std::string(model_.name(type)) + "' has no element '" + element.name() + "'");
  }

  /// The values of a run; the run stays current if a second pass is needed.
  void write_primitives(Frame& frame, std::string_view name) {
    bool any_value = false;
    bool any_companion = false;
    for (auto item = frame.cursor; item != frame.run_stop;
         item = element_from(item.next_sibling())) {
      any_value |= has_value(item, frame.run->type);
      any_companion |= has_companion(item) || !has_value(item, frame.run->type);
    }
    if (any_value) {
      begin_member(frame, name);
      for (auto item = frame.cursor; item != frame.run_stop;
           item = element_from(item.next_sibling()))
        write_value(item, frame.run->type);
      if (frame.run->many) tape_.end(NodeKind::Array);
    }
    if (any_companion) {
      frame.companions = true;
      begin_member(frame, "_" + std::string(name));
    } else {
      frame.run = nullptr;
      frame.cursor = frame.run_stop;
    }
  }

  bool is_xhtml(TypeId type) const { return model_.name(type) == "xhtml"; }

  bool has_value(const pugi::xml_node& item, TypeId type) const {
    return is_xhtml(type) || item.attribute("value");
  }

  /// Whether a primitive has more than its value. An element without anything has it too: it is an
  /// item, and not a null.
  bool has_companion(const pugi::xml_node& item) const {
    if (is_xhtml(frames_.back().run->type)) return false;
    return item.attribute("id") || item.first_child() || !item.attribute("value");
  }

  void write_value(const pugi::xml_node& item, TypeId type) {
    if (is_xhtml(type)) return write_xhtml(item);
    const pugi::xml_attribute attribute = item.attribute("value");
    if (!attribute) return tape_.scalar(NodeKind::Null, {}, source_.offset(item));
    if (!check_content(item) || !check_attributes(item, type)) return;
    std::string_view text = source_.value(attribute);
    NodeKind kind = NodeKind::String;
    const TypeId system = model_.system_type_of(type);
    if (system == system_type::Boolean) {
      if (text == "true") kind = NodeKind::True;
      if (text == "false") kind = NodeKind::False;
    } else if (system == system_type::Integer || system == system_type::Decimal) {
      const std::string_view unsigned_text =
          system == system_type::Integer && text.starts_with('+') ? text.substr(1) : text;
      if (is_json_number(unsigned_text)) {
        kind = NodeKind::Number;
        text = unsigned_text;
      }
    }
    tape_.scalar(kind, text, source_.offset_of_value(attribute.value()));
  }

  void write_xhtml(const pugi::xml_node& item) {
    if (item.attribute("xmlns").value() != kXhtmlNamespace) {
      fail(ErrorCode::UnexpectedXml, source_.span(item),
           "element '" + std::string(item.name()) + "' must be in the namespace '" +
               std::string(kXhtmlNamespace) + "'");
      return;
    }
    std::string buffer;
    tape_.scalar(NodeKind::String, source_.markup(item, buffer), source_.offset(item));
  }

  /// Opens the frame of an element of a known type and writes its attributes as members.
  void open_element(const pugi::xml_node& element, TypeId type) {
    tape_.begin(NodeKind::Object, source_.offset(element));
    if (!check_content(element) || !check_attributes(element, type)) return;
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view name = attribute.name();
      const bool is_value = name == "value" && model_.kind(type) == TypeKind::Primitive;
      if (is_value || is_markup_attribute(name)) continue;
      tape_.key(name);
      tape_.scalar(NodeKind::String, source_.value(attribute),
                   source_.offset_of_value(attribute.value()));
    }
    frames_.push_back({element, type, element_from(element.first_child()), {}, nullptr, false});
  }

  void open_resource(const pugi::xml_node& element) {
    const TypeId type = model_.find_type(element.name());
    if (type == kNoType || model_.kind(type) != TypeKind::Resource || model_.is_abstract(type)) {
      fail(ErrorCode::UnknownResourceType, source_.span(element),
           "'" + std::string(element.name()) + "' is no resource type of this version");
      return;
    }
    tape_.begin(NodeKind::Object, source_.offset(element));
    if (!check_content(element) || !check_attributes(element, type)) return;
    tape_.key("resourceType");
    const std::uint32_t name = source_.offset(element) + 1;
    tape_.scalar(NodeKind::String,
                 source_.text().substr(name, std::string_view(element.name()).size()), name);
    frames_.push_back({element, type, element_from(element.first_child()), {}, nullptr, false});
  }

  /// `contained`, `resource` and their like: an element around one resource.
  void open_wrapped_resource(const pugi::xml_node& wrapper) {
    const pugi::xml_node resource = element_from(wrapper.first_child());
    if (!check_content(wrapper) || !check_attributes(wrapper, kNoType)) return;
    if (!resource || element_from(resource.next_sibling())) {
      fail(ErrorCode::UnexpectedXml, source_.span(wrapper),
           "element '" + std::string(wrapper.name()) + "' must hold exactly one resource");
      return;
    }
    open_resource(resource);
  }

  bool check_name(const pugi::xml_node& element) {
    if (std::string_view(element.name()).find(':') == std::string_view::npos) return true;
    return fail(ErrorCode::UnexpectedXml, source_.span(element),
                "element names with a namespace prefix are not supported");
  }

  /// Nothing but elements may stand in an element, and it stays in FHIR's namespace.
  bool check_content(const pugi::xml_node& element) {
    if (const auto space = element.attribute("xmlns"); space && space.value() != kFhirNamespace)
      return fail(ErrorCode::UnexpectedXml, source_.span(element),
                  "element in the namespace '" + std::string(space.value()) + "'");
    if (!check_name(element)) return false;
    for (const pugi::xml_node child : element.children()) {
      if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
      const std::uint32_t at = source_.offset_of_value(child.value());
      return fail(ErrorCode::UnexpectedXml, {at, at + 1},
                  "text in the element '" + std::string(element.name()) + "'");
    }
    return true;
  }

  bool check_attributes(const pugi::xml_node& element, TypeId type) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view name = attribute.name();
      if (is_markup_attribute(name)) continue;
      const Element* const row = model_.element_by_json(type, find_name(name));
      const bool is_value = name == "value" && model_.kind(type) == TypeKind::Primitive;
      if (!is_value && (row == nullptr || !row->xml_attribute))
        return fail(ErrorCode::UnexpectedXml, source_.span(attribute),
                    "element '" + std::string(element.name()) + "' has no attribute '" +
                        std::string(name) + "'");
      if (element.attribute(attribute.name()) != attribute)
        return fail(ErrorCode::XmlSyntax, source_.span(attribute),
                    "second attribute '" + std::string(name) + "' of one element");
    }
    return true;
  }

  const XmlSource& source_;
  const Model& model_;
  TapeWriter tape_;
  std::vector<Frame> frames_;
};

}  // namespace

Expected<Document> read_fhir_xml(const XmlSource& source, Fhir version,
                                 const DocumentLimits& limits) {
  return FhirXml(source, version, limits).read();
}

}  // namespace kiln::core
