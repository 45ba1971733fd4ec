// The rules for a single element: its value, constants, binding, invariants, and what it refers to.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "model/types.h"
#include "runtime/diagnostic/try.h"
#include "runtime/profile/check.h"
#include "runtime/profile/compare.h"
#include "runtime/profile/members.h"
#include "runtime/text/utf8.h"
#include "runtime/value/decimal.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

namespace {

/// How JSON writes the values of a primitive type; XML is read the same way.
bool is_kind_of(NodeKind kind, TypeId system_type) {
  if (system_type == system_type::Boolean) return kind == NodeKind::True || kind == NodeKind::False;
  if (system_type == system_type::Integer || system_type == system_type::Decimal)
    return kind == NodeKind::Number;
  return kind == NodeKind::String;
}

/// Groups of four digits with white space around them. The regular expression of FHIR says the
/// same, at a cost that attachments cannot bear.
bool is_base64(std::string_view text) {
  std::size_t digits = 0;
  for (char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    const bool is_digit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                          (c >= 'a' && c <= 'z') || c == '+' || c == '/' || c == '=';
    if (!is_digit) return false;
    ++digits;
  }
  return digits > 0 && digits % 4 == 0;
}

/// The two values in order, by their type; nothing if that type has no order here.
std::optional<std::partial_ordering> order(TypeId system_type, std::string_view a,
                                           std::string_view b) {
  if (system_type == system_type::Integer || system_type == system_type::Long ||
      system_type == system_type::Decimal) {
    const auto x = Decimal::parse(a);
    const auto y = Decimal::parse(b);
    if (!x || !y) return std::nullopt;
    return compare(*x, *y);
  }
  const auto parse = [&](std::string_view text) -> std::optional<Temporal> {
    if (system_type == system_type::Date) return Temporal::parse_date(text);
    if (system_type == system_type::DateTime) return Temporal::parse_date_time(text);
    if (system_type == system_type::Time) return Temporal::parse_time(text);
    return std::nullopt;
  };
  const auto x = parse(a);
  const auto y = parse(b);
  if (!x || !y) return std::nullopt;
  const PartialOrdering ordering = compare(*x, *y);
  return ordering ? std::partial_ordering(*ordering) : std::partial_ordering::unordered;
}

/// The resource type that the text of a reference shows: "Patient/1", "http://x.org/Patient/1/..."
std::string_view type_in_reference(std::string_view reference) {
  reference = reference.substr(0, reference.find("/_history/"));
  const std::size_t last = reference.rfind('/');
  if (last == std::string_view::npos) return {};
  const std::string_view before = reference.substr(0, last);
  return before.substr(before.rfind('/') + 1);
}

}  // namespace

/// Every element has a value or children besides its id: what FHIR's invariant ele-1 says, which is
/// empty where hasValue() is.
void ConformanceCheck::check_presence(const Node& node, ElementRef ref) {
  if (ref.index == 0 || node.type == kNoType || has_value(node)) return;
  std::vector<Node> children;
  append_all_children(&model_, node, children);
  const auto is_id = [&](const Node& child) { return element_name(&model_, child) == "id"; };
  if (std::ranges::all_of(children, is_id)) {
    report(Rule::Value, node, ref, "an element has a value or children");
  }
}

/// The lexical form and length of a primitive's value. A primitive type says them for its `value`,
/// an element for itself.
Expected<void> ConformanceCheck::check_value(const Node& node, ElementRef ref) {
  if (node.type == kNoType || model_.kind(node.type) != TypeKind::Primitive) return {};
  const NodeIndex value = node.document->value_of(node.index);
  if (value == kNoNode) return {};
  const std::string_view text = node.document->text(value);
  const TypeId system_type = model_.system_type_of(node.type);
  const ElementDefinition* rules = &ref.element();
  if (ref.index == 0) {
    if (!is_kind_of(node.document->kind(value), system_type)) {
      report(Rule::Value, node, ref,
             "the value is not of the kind that " + quoted(model_.name(node.type)) + " has");
      return {};
    }
    for (ElementIndex child : rules->children)
      if (ref.at(child).element().name == "value") rules = &ref.at(child).element();
  }
  if (rules->max_length && utf8::length(text) > *rules->max_length)
    report(Rule::Value, node, ref,
           "the value has more than " + std::to_string(*rules->max_length) + " characters");
  if (rules->regex) {
    bool matches = false;
    if (node.type == fhir_type::base64Binary) {
      matches = is_base64(text);
    } else {
      KILN_TRY(matches, rules->regex->matches_full(text, scratch_));
    }
    if (!matches)
      report(Rule::Value, node, ref,
             "the value is no " + quoted(model_.name(node.type)) + " by its lexical form");
  }
  return {};
}

/// minValue[x] and maxValue[x].
Expected<void> ConformanceCheck::check_range(const Node& node, ElementRef ref) {
  const ElementDefinition& element = ref.element();
  const auto check_bound = [&](NodeIndex bound, bool is_least) -> Expected<void> {
    if (bound == kNoNode) return {};
    const NodeIndex value = node.document->value_of(node.index);
    const bool is_primitive = model_.kind(node.type) == TypeKind::Primitive;
    if (is_primitive && value == kNoNode) return {};
    const std::string_view limit = text_of(*ref.structure->document, bound);
    const auto ordering =
        is_primitive ? order(model_.system_type_of(node.type), node.document->text(value), limit)
                     : std::nullopt;
    if (!ordering)
      return fail(ErrorCode::Unsupported, "a minimum or maximum of the element " +
                                              quoted(element.id) + " is not supported");
    if (is_least ? *ordering < 0 : *ordering > 0)
      report(Rule::Value, node, ref,
             std::string(is_least ? "the value is less than " : "the value is greater than ") +
                 std::string(limit));
    return {};
  };
  KILN_CHECK(check_bound(element.min_value, true));
  return check_bound(element.max_value, false);
}

void ConformanceCheck::check_constants(const Node& node, ElementRef ref) {
  const ElementDefinition& element = ref.element();
  const Document* definition = ref.structure->document.get();
  const TapeRef instance{node.document, node.index};
  if (element.fixed != kNoNode && !equals_fixed({definition, element.fixed}, instance))
    report(Rule::Fixed, node, ref, "it is not " + definition->to_json(element.fixed));
  if (element.pattern != kNoNode && !matches_pattern({definition, element.pattern}, instance))
    report(Rule::Pattern, node, ref,
           "it does not have all of " + definition->to_json(element.pattern));
}

Expected<void> ConformanceCheck::check_binding(const Node& node, ElementRef ref) {
  const std::string_view value_set = ref.element().required_value_set;
  if (value_set.empty() || !options_.check_bindings) return {};
  const bool is_primitive = model_.kind(node.type) == TypeKind::Primitive;
  if (is_primitive && !has_value(node)) return {};
  if (!host_.member_of)
    return fail(ErrorCode::Terminology,
                "the binding to " + quoted(value_set) + " needs a terminology provider");
  KILN_TRY(const bool is_member, host_.member_of(value_set, node));
  if (!is_member)
    report(Rule::Binding, node, ref, "the code is not in the value set " + quoted(value_set));
  return {};
}

Expected<void> ConformanceCheck::check_invariants(const Node& node, ElementRef ref) {
  if (!options_.check_invariants) return {};
  for (const Invariant& invariant : ref.element().invariants) {
    if (!host_.invariant)
      return fail(ErrorCode::Unsupported,
                  "the invariant " + quoted(invariant.key) + " needs an evaluator");
    const auto [entry, is_new] =
        invariants_.try_emplace({node.document, node.index, invariant.expression}, true);
    if (is_new) {
      KILN_CHECK(charge());
      KILN_TRY(entry->second, host_.invariant(invariant.expression, node));
    }
    if (!entry->second)
      report(Rule::Invariant, node, ref,
             std::string(invariant.key) + ": " + std::string(invariant.human));
  }
  return {};
}

/// A reference whose text shows the type of its target is to one of the types that are allowed.
void ConformanceCheck::check_reference(const Node& node, ElementRef ref,
                                       const TypeReference& type) {
  if (node.type != fhir_type::Reference || type.targets.empty()) return;
  std::string_view shown = member_text(*node.document, node.index, name::type);
  if (shown.empty())
    shown = type_in_reference(member_text(*node.document, node.index, name::reference));
  const TypeId target = model_.find_type(shown);
  if (target == kNoType || model_.kind(target) != TypeKind::Resource) return;
  for (std::string_view canonical : type.targets) {
    const StructureDefinition* profile = store_.find(canonical);
    if (profile == nullptr && !canonical.starts_with(kCoreDefinitions)) return;
    const TypeId allowed = model_.find_type(
        profile != nullptr ? profile->type : canonical.substr(kCoreDefinitions.size()));
    if (allowed == kNoType || model_.is_a(target, allowed)) return;
  }
  report(Rule::Reference, node, ref, "a reference to " + quoted(shown) + " is not allowed here");
}

}  // namespace kiln::core
