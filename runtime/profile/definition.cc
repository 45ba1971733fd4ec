#include "runtime/profile/definition.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "runtime/diagnostic/try.h"
#include "runtime/profile/members.h"

namespace kiln::core {

namespace {

constexpr std::string_view kRegexExtension = "http://hl7.org/fhir/StructureDefinition/regex";
/// A lexical form is simple, and texts are long.
constexpr Regex::Limits kRegexLimits{.effort = 200'000'000};

struct KindName {
  std::string_view name;
  Discriminator::Kind kind;
};
constexpr KindName kKinds[] = {
    {"value", Discriminator::Kind::Value},     {"exists", Discriminator::Kind::Exists},
    {"pattern", Discriminator::Kind::Pattern}, {"type", Discriminator::Kind::Type},
    {"profile", Discriminator::Kind::Profile}, {"position", Discriminator::Kind::Position},
};

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string_view parent_path(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

/// Reads one StructureDefinition; its functions append to `out`.
class Reader {
 public:
  Reader(const Document& document, StructureDefinition& out) : document_(document), out_(out) {}

  Expected<void> read() {
    out_.url = member_text(document_, out_.node, name::url);
    out_.version = member_text(document_, out_.node, name::version);
    out_.type = member_text(document_, out_.node, name::type);
    out_.is_profile = member_text(document_, out_.node, name::derivation) == "constraint";
    if (out_.url.empty()) return invalid("it has no url");
    if (out_.type.empty()) return invalid("it has no type");
    const NodeIndex snapshot = member(document_, out_.node, name::snapshot);
    if (snapshot == kNoNode) return {};
    const auto nodes = member_items(document_, snapshot, name::element);
    out_.elements.reserve(nodes.size());
    for (NodeIndex node : nodes) KILN_CHECK(read_element(node));
    return {};
  }

 private:
  std::unexpected<Error> invalid(const std::string& why) const {
    return fail(ErrorCode::InvalidDefinition,
                "structure definition '" + std::string(out_.url) + "' cannot be used: " + why);
  }

  Expected<void> read_element(NodeIndex node) {
    ElementDefinition element;
    element.node = node;
    element.id = member_text(document_, node, name::id);
    element.path = member_text(document_, node, name::path);
    element.slice_name = member_text(document_, node, name::sliceName);
    element.name = element.path.substr(element.path.rfind('.') + 1);
    if (element.path.empty()) return invalid("an element of its snapshot has no path");
    if (element.name.ends_with("[x]")) {
      element.choice = true;
      element.name.remove_suffix(3);
    }
    KILN_CHECK(read_cardinality(element));
    for (NodeIndex type : member_items(document_, node, name::type))
      KILN_CHECK(read_type(element, type));
    element.content_reference = member_text(document_, node, name::contentReference);
    element.max_length = number(member_text(document_, node, name::maxLength));
    read_values(element);
    read_binding(element);
    read_invariants(element);
    read_slicing(element);
    return place(std::move(element));
  }

  Expected<void> read_cardinality(ElementDefinition& element) {
    const std::string_view min = member_text(document_, element.node, name::min);
    const std::string_view max = member_text(document_, element.node, name::max);
    const auto least = min.empty() ? std::optional(0U) : number(min);
    const auto most =
        max.empty() || max == "*" ? std::optional(ElementDefinition::kUnbounded) : number(max);
    if (!least || !most)
      return invalid("the cardinality of '" + std::string(element.path) + "' is no number");
    element.min = *least;
    element.max = *most;
    return {};
  }

  Expected<void> read_type(ElementDefinition& element, NodeIndex node) {
    TypeReference type;
    type.code = member_text(document_, node, name::code);
    for (NodeIndex profile : member_items(document_, node, name::profile))
      type.profiles.push_back(text_of(document_, profile));
    for (NodeIndex target : member_items(document_, node, name::targetProfile))
      type.targets.push_back(text_of(document_, target));
    for (NodeIndex extension : member_items(document_, node, name::extension)) {
      if (member_text(document_, extension, name::url) != kRegexExtension) continue;
      auto regex =
          Regex::compile(member_text(document_, extension, name::valueString), {}, kRegexLimits);
      if (!regex) return invalid("'" + std::string(element.path) + "': " + regex.error().message);
      element.regex = std::make_shared<const Regex>(std::move(*regex));
    }
    element.types.push_back(std::move(type));
    return {};
  }

  /// fixed[x], pattern[x], minValue[x] and maxValue[x].
  void read_values(ElementDefinition& element) {
    struct Prefix {
      std::string_view text;
      NodeIndex ElementDefinition::* member;
    };
    static constexpr Prefix kPrefixes[] = {{"fixed", &ElementDefinition::fixed},
                                           {"pattern", &ElementDefinition::pattern},
                                           {"minValue", &ElementDefinition::min_value},
                                           {"maxValue", &ElementDefinition::max_value}};
    for (NodeIndex child : document_.children(element.node)) {
      const std::string_view key = document_.name(document_.key(child));
      for (const Prefix& prefix : kPrefixes) {
        const bool is_choice = key.size() > prefix.text.size() && key.starts_with(prefix.text) &&
                               key[prefix.text.size()] >= 'A' && key[prefix.text.size()] <= 'Z';
        if (is_choice) element.*prefix.member = child;
      }
    }
  }

  void read_binding(ElementDefinition& element) {
    const NodeIndex binding = member(document_, element.node, name::binding);
    if (binding != kNoNode && member_text(document_, binding, name::strength) == "required")
      element.required_value_set = member_text(document_, binding, name::valueSet);
  }

  void read_invariants(ElementDefinition& element) {
    for (NodeIndex node : member_items(document_, element.node, name::constraint)) {
      if (member_text(document_, node, name::severity) != "error") continue;
      const std::string_view expression = member_text(document_, node, name::expression);
      if (expression.empty()) continue;
      element.invariants.push_back({member_text(document_, node, name::key),
                                    member_text(document_, node, name::human), expression});
    }
  }

  void read_slicing(ElementDefinition& element) {
    const NodeIndex node = member(document_, element.node, name::slicing);
    if (node == kNoNode) return;
    Slicing slicing;
    for (NodeIndex item : member_items(document_, node, name::discriminator)) {
      Discriminator discriminator;
      const std::string_view kind = member_text(document_, item, name::type);
      const auto* row = std::ranges::find(kKinds, kind, &KindName::name);
      if (row != std::end(kKinds)) discriminator.kind = row->kind;
      discriminator.path = member_text(document_, item, name::path);
      slicing.discriminators.push_back(discriminator);
    }
    const std::string_view rules = member_text(document_, node, name::rules);
    slicing.rules = rules == "closed"      ? Slicing::Rules::Closed
                    : rules == "openAtEnd" ? Slicing::Rules::OpenAtEnd
                                           : Slicing::Rules::Open;
    slicing.ordered = member_text(document_, node, name::ordered) == "true";
    element.slicing = std::move(slicing);
  }

  /// Joins the element to its parent: the last element before it that has its parent's path. A
  /// slice goes to the member that has its path, or for the name "a/b" to that member's slice "a".
  /// Published snapshots also give slice names to members that are not sliced.
  Expected<void> place(ElementDefinition element) {
    auto& elements = out_.elements;
    const auto index = static_cast<ElementIndex>(elements.size());
    if (index > 0) {
      const auto parent = std::ranges::find(elements.rbegin(), elements.rend(),
                                            parent_path(element.path), &ElementDefinition::path);
      if (parent == elements.rend())
        return invalid("'" + std::string(element.path) + "' stands before its parent");
      const auto sliced = std::ranges::find(parent->children, element.path,
                                            [&](ElementIndex i) { return elements[i].path; });
      if (sliced == parent->children.end()) {
        parent->children.push_back(index);
      } else if (element.slice_name.empty()) {
        return invalid("'" + std::string(element.path) + "' is there twice");
      } else {
        sliced_by(elements[*sliced], element.slice_name).slices.push_back(index);
      }
    }
    elements.push_back(std::move(element));
    return {};
  }

  ElementDefinition& sliced_by(ElementDefinition& member, std::string_view slice_name) {
    ElementDefinition* sliced = &member;
    for (std::size_t end = slice_name.find('/'); end != std::string_view::npos;
         end = slice_name.find('/', end + 1)) {
      const auto inner =
          std::ranges::find(sliced->slices, slice_name.substr(0, end),
                            [&](ElementIndex i) { return out_.elements[i].slice_name; });
      if (inner != sliced->slices.end()) sliced = &out_.elements[*inner];
    }
    return *sliced;
  }

  const Document& document_;
  StructureDefinition& out_;
};

}  // namespace

Expected<std::unique_ptr<const StructureDefinition>> StructureDefinition::read(
    std::shared_ptr<const Document> document, NodeIndex node) {
  auto definition = std::make_unique<StructureDefinition>();
  definition->document = std::move(document);
  definition->node = node;
  KILN_CHECK(Reader(*definition->document, *definition).read());
  return definition;
}

const ElementDefinition* StructureDefinition::find_id(std::string_view id) const {
  const auto found = std::ranges::find(elements, id, &ElementDefinition::id);
  return found == elements.end() ? nullptr : &*found;
}

const ElementDefinition* StructureDefinition::find_path(std::string_view path) const {
  for (const ElementDefinition& element : elements) {
    const std::string_view full = element.path;
    const bool same = full == path || (element.choice && full.substr(0, full.size() - 3) == path);
    if (same && element.slice_name.empty()) return &element;
  }
  return nullptr;
}

}  // namespace kiln::core
