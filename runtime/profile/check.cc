#include "runtime/profile/check.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/types.h"
#include "runtime/diagnostic/try.h"
#include "runtime/profile/members.h"

namespace kiln::core {

namespace {

constexpr std::string_view kSystemTypePrefix = "http://hl7.org/fhirpath/System.";

std::string cardinality_of(const ElementDefinition& element) {
  return std::to_string(element.min) + ".." +
         (element.max == ElementDefinition::kUnbounded ? "*" : std::to_string(element.max));
}

/// A counter that a scope holds up by one.
class Nested {
 public:
  explicit Nested(std::uint32_t& depth) : depth_(depth) { ++depth_; }
  ~Nested() { --depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  std::uint32_t& depth_;
};

}  // namespace

Expected<ElementRef> ConformanceCheck::root_of(std::string_view canonical) const {
  const StructureDefinition* structure = store_.find(canonical);
  if (structure == nullptr)
    return fail(ErrorCode::NoSuchProfile,
                "structure definition " + quoted(canonical) + " is not loaded");
  if (!structure->has_snapshot())
    return fail(ErrorCode::Unsupported,
                "structure definition " + quoted(canonical) + " has no snapshot", {},
                "load it with its snapshot generated");
  return ElementRef{structure, 0};
}

Expected<void> ConformanceCheck::charge() {
  if (++checks_ > options_.max_checks)
    return fail(ErrorCode::StepLimit, "checking the profile takes too many steps");
  return host_.charge ? host_.charge() : Expected<void>();
}

Expected<void> ConformanceCheck::check(const Node& node, ElementRef ref) {
  if (is_done()) return {};
  const Nested nested(depth_);
  if (depth_ > options_.max_depth)
    return fail(ErrorCode::DepthLimit, "the instance is nested too deeply to be checked");
  KILN_CHECK(charge());

  const ElementDefinition& element = ref.element();
  const TypeReference* type = matching_type(node, element);
  if (!element.types.empty() && type == nullptr) {
    report(Rule::Type, node, ref,
           "the type " + quoted(model_.name(node.type)) + " is not allowed here");
    return {};
  }
  if (ref.index == 0 && !model_.is_a(node.type, model_.find_type(ref.structure->type))) {
    report(Rule::Type, node, ref,
           "the type is not " + quoted(ref.structure->type) + ", of which the profile is");
    return {};
  }
  check_constants(node, ref);
  check_presence(node, ref);
  KILN_CHECK(check_value(node, ref));
  KILN_CHECK(check_range(node, ref));
  KILN_CHECK(check_binding(node, ref));
  KILN_CHECK(check_invariants(node, ref));
  if (type != nullptr) check_reference(node, ref, *type);
  KILN_CHECK(check_content(node, ref));
  if (type != nullptr && !type->profiles.empty()) return check_profiles(node, type->profiles);
  if (node.type == fhir_type::Extension && ref.index != 0) return check_extension(node);
  return {};
}

/// Whatever the node consists of, by the definition that says it: the element itself, the element
/// that it refers to, or the node's type.
Expected<void> ConformanceCheck::check_content(const Node& node, ElementRef ref) {
  const ElementDefinition& element = ref.element();
  if (!element.children.empty()) return check_children(node, ref);
  if (!element.content_reference.empty()) {
    KILN_TRY(const ElementRef content, referenced_content(ref));
    return check_children(node, content);
  }
  const bool is_system =
      !element.types.empty() && element.types.front().code.starts_with(kSystemTypePrefix);
  if (ref.index == 0 || is_system || is_system_type(node.type)) return {};
  KILN_TRY(const ElementRef type, type_of_node(node.type));
  // A backbone element's own rules stand in the profile; only its members are taken from the type.
  return type.index == 0 ? check(node, type) : check_children(node, type);
}

Expected<void> ConformanceCheck::check_children(const Node& node, ElementRef ref) {
  std::vector<Node> children;
  append_all_children(&model_, node, children);
  std::vector<std::string_view> names;
  names.reserve(children.size());
  for (const Node& child : children) names.push_back(element_name(&model_, child));

  std::vector<bool> known(children.size(), false);
  std::vector<Node> items;
  for (ElementIndex index : ref.element().children) {
    const ElementRef definition = ref.at(index);
    const ElementDefinition& element = definition.element();
    items.clear();
    for (std::size_t i = 0; i < children.size(); ++i) {
      if (names[i] != element.name) continue;
      known[i] = true;
      items.push_back(children[i]);
    }
    // The value of a primitive is no child.
    const bool is_hidden = element.name == "value" && model_.kind(node.type) == TypeKind::Primitive;
    if (!is_hidden && (items.size() < element.min || items.size() > element.max))
      report(Rule::Cardinality, path_of(&model_, node, true) + "." + std::string(element.name),
             definition,
             "there are " + std::to_string(items.size()) + " elements, allowed are " +
                 cardinality_of(element));
    for (const Node& item : items) KILN_CHECK(check(item, definition));
    if (!element.slices.empty() || element.slicing)
      KILN_CHECK(check_slices(node, items, definition));
    if (is_done()) return {};
  }

  // A supertype (DomainResource) does not know the elements of the types below it.
  const bool is_supertype = ref.index == 0 && model_.find_type(ref.structure->type) != node.type;
  if (is_supertype) return {};
  for (std::size_t i = 0; i < children.size(); ++i)
    if (!known[i]) report_unknown(node, ref, names[i]);
  // Navigation passes over what the type does not have.
  const Document& document = *node.document;
  if (!document.is_container(node.index)) return {};
  for (NodeIndex child : document.children(node.index)) {
    const NameId key = document.key(child);
    const bool is_element = key == kValueKey || key == name::resourceType ||
                            model_.element_by_json(node.type, key) != nullptr;
    if (!is_element) report_unknown(node, ref, document.name(key));
  }
  return {};
}

void ConformanceCheck::report_unknown(const Node& node, ElementRef ref, std::string_view name) {
  if (is_done()) return;
  report(Rule::UnknownElement, path_of(&model_, node, true) + "." + std::string(name), ref,
         quoted(ref.element().path) + " has no element " + quoted(name));
}

Expected<void> ConformanceCheck::check_profiles(const Node& node,
                                                const std::vector<std::string_view>& profiles) {
  if (profiles.size() == 1) {
    const bool is_extension = node.type == fhir_type::Extension;
    if (is_extension && store_.find(profiles.front()) == nullptr) return {};
    KILN_TRY(const ElementRef profile, root_of(profiles.front()));
    return check(node, profile);
  }
  for (std::string_view canonical : profiles) {
    KILN_TRY(const ElementRef profile, root_of(canonical));
    KILN_TRY(const bool conforms, conforms_to(node, profile));
    if (conforms) return {};
  }
  KILN_TRY(const ElementRef first, root_of(profiles.front()));
  report(Rule::Type, node, first, "it conforms to none of the profiles that are allowed here");
  return {};
}

Expected<void> ConformanceCheck::check_extension(const Node& node) {
  const std::string_view url = member_text(*node.document, node.index, name::url);
  const StructureDefinition* profile = store_.find(url);
  if (profile == nullptr || !profile->is_profile || !profile->has_snapshot()) return {};
  return check(node, {profile, 0});
}

Expected<bool> ConformanceCheck::conforms_to(const Node& node, ElementRef ref) {
  auto issues = std::exchange(issues_, {});
  const std::size_t max_issues = std::exchange(max_issues_, 1);
  const auto checked = check(node, ref);
  const bool conforms = issues_.empty();
  issues_ = std::move(issues);
  max_issues_ = max_issues;
  if (!checked) return std::unexpected(checked.error());
  return conforms;
}

/// The type's own definition: its root, or the backbone element that a type `Patient.contact` is.
Expected<ElementRef> ConformanceCheck::type_of_node(TypeId type) const {
  const std::string_view path = model_.name(type);
  const std::string_view owner = path.substr(0, path.find('.'));
  const StructureDefinition* structure = store_.find_type(owner);
  if (structure == nullptr)
    return fail(ErrorCode::NoSuchProfile,
                "the definition of the type " + quoted(owner) + " is not loaded");
  KILN_TRY(const ElementRef root, root_of(structure->url));
  if (owner == path) return root;
  const ElementDefinition* element = structure->find_path(path);
  if (element == nullptr)
    return fail(ErrorCode::InvalidDefinition,
                "the definition of " + quoted(owner) + " has no element " + quoted(path));
  return ElementRef{structure, structure->index_of(*element)};
}

/// The element that a content reference names: "#Observation.referenceRange", in R5 with the URL of
/// the definition before it.
Expected<ElementRef> ConformanceCheck::referenced_content(ElementRef ref) const {
  const std::string_view reference = ref.element().content_reference;
  const std::size_t hash = reference.find('#');
  const StructureDefinition* structure = ref.structure;
  if (hash != std::string_view::npos && hash > 0) {
    KILN_TRY(const ElementRef root, root_of(reference.substr(0, hash)));
    structure = root.structure;
  }
  const std::string_view id =
      hash == std::string_view::npos ? std::string_view{} : reference.substr(hash + 1);
  const ElementDefinition* element = structure->find_id(id);
  if (element == nullptr) element = structure->find_path(id);
  if (element == nullptr || !element->content_reference.empty())
    return fail(ErrorCode::InvalidDefinition,
                "the content reference " + quoted(reference) + " names no element");
  return ElementRef{structure, structure->index_of(*element)};
}

/// The type of the element that the node has: itself, or an abstract one above it. nullptr if there
/// is none, or if the element has no types.
const TypeReference* ConformanceCheck::matching_type(const Node& node,
                                                     const ElementDefinition& element) const {
  for (const TypeReference& type : element.types) {
    if (type.code.starts_with(kSystemTypePrefix)) return &type;
    const TypeId allowed = model_.find_type(type.code);
    if (allowed == kNoType || node.type == kNoType) continue;
    if (node.type == allowed) return &type;
    const bool may_be_below =
        model_.is_abstract(allowed) || model_.kind(node.type) == TypeKind::Backbone;
    if (may_be_below && model_.is_a(node.type, allowed)) return &type;
  }
  return nullptr;
}

void ConformanceCheck::report(Rule rule, const std::string& path, ElementRef ref,
                              std::string message) {
  if (is_done()) return;
  ConformanceIssue issue{rule, path, std::string(ref.structure->url), std::move(message)};
  issue.definition += "#" + std::string(ref.element().id);
  if (std::ranges::find(issues_, issue) == issues_.end()) issues_.push_back(std::move(issue));
}

void ConformanceCheck::report(Rule rule, const Node& node, ElementRef ref, std::string message) {
  if (is_done()) return;
  report(rule, path_of(&model_, node, true), ref, std::move(message));
}

}  // namespace kiln::core
