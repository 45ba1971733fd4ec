#include "runtime/terminology/code_system.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "runtime/function/string.h"

namespace kiln::core::terminology {
namespace {

constexpr ConceptIndex kNoConcept = 0xFFFFFFFF;

/// Properties that FHIR defines for every code system.
constexpr std::array<std::string_view, 10> kCommonProperties{
    "code",  "concept",  "display", "definition",    "parent",
    "child", "inactive", "status",  "notSelectable", "subsumedBy"};

Content content_of(std::string_view code) {
  if (code == "complete") return Content::Complete;
  if (code == "example" || code == "fragment") return Content::Partial;
  return Content::NotPresent;
}

/// Whether text in `language` ("de-CH") serves who asks for `wanted` ("de").
bool speaks(std::string_view language, std::string_view wanted) {
  return language == wanted ||
         (language.starts_with(wanted) && language.substr(wanted.size()).starts_with('-'));
}

}  // namespace

CodeSystem::CodeSystem(const Document& document, NodeIndex resource)
    : resource_(document, resource),
      content_(content_of(resource_.text("content"))),
      case_sensitive_(resource_.is_true("caseSensitive")) {
  const std::string_view meaning = resource_.text("hierarchyMeaning");
  is_a_hierarchy_ = meaning.empty() || meaning == "is-a";
  for (const ElementView declared : resource_.items("property")) {
    declared_properties_.push_back(declared.text("code"));
  }
  read_concepts();
  link_by_properties();
}

void CodeSystem::read_concepts() {
  struct Pending {
    ElementView element;
    ConceptIndex parent;
  };
  std::vector<Pending> stack;
  const auto push_children = [&stack](ElementView element, ConceptIndex parent) {
    const std::vector<ElementView> children = element.items("concept");
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      stack.push_back({*child, parent});
    }
  };
  push_children(resource_, kNoConcept);
  while (!stack.empty()) {
    const auto [element, parent] = stack.back();
    stack.pop_back();
    const auto index = static_cast<ConceptIndex>(concepts_.size());
    Concept& row = concepts_.emplace_back();
    row.code = element.text("code");
    row.display = element.text("display");
    row.element = element;
    by_code_.try_emplace(row.code, index);
    if (!case_sensitive_) by_folded_code_.try_emplace(strings::lower(row.code), index);
    if (parent != kNoConcept && is_a_hierarchy_) link(index, parent);
    push_children(element, index);
  }
}

void CodeSystem::link_by_properties() {
  for (ConceptIndex index = 0; index < concepts_.size(); ++index) {
    for (const ElementView property : concepts_[index].element.items("property")) {
      const std::string_view name = property.text("code");
      const ElementView value = property.choice("value");
      if (name == "notSelectable" || name == "abstract") {
        concepts_[index].abstract = value.is_true();
      } else if (name == "inactive") {
        concepts_[index].inactive |= value.is_true();
      } else if (name == "status") {
        concepts_[index].inactive |= value.text() == "retired" || value.text() == "inactive";
      } else if (name == "parent" || name == "subsumedBy" || name == "child") {
        const std::optional<ConceptIndex> other = find(value.text());
        if (!other) continue;
        const bool is_parent = name != "child";
        link(is_parent ? index : *other, is_parent ? *other : index);
      }
    }
  }
}

void CodeSystem::link(ConceptIndex child, ConceptIndex parent) {
  std::vector<ConceptIndex>& parents = concepts_[child].parents;
  if (child == parent || std::ranges::find(parents, parent) != parents.end()) return;
  parents.push_back(parent);
  concepts_[parent].children.push_back(child);
}

std::optional<ConceptIndex> CodeSystem::find(std::string_view code) const {
  if (const auto found = by_code_.find(code); found != by_code_.end()) return found->second;
  if (case_sensitive_) return std::nullopt;
  const auto found = by_folded_code_.find(strings::lower(code));
  return found == by_folded_code_.end() ? std::nullopt : std::optional(found->second);
}

bool CodeSystem::is_a(ConceptIndex concept_index, ConceptIndex ancestor) const {
  if (concept_index == ancestor) return true;
  std::unordered_set<ConceptIndex> seen{concept_index};
  std::vector<ConceptIndex> stack{concept_index};
  while (!stack.empty()) {
    const ConceptIndex current = stack.back();
    stack.pop_back();
    for (const ConceptIndex parent : concepts_[current].parents) {
      if (parent == ancestor) return true;
      if (seen.insert(parent).second) stack.push_back(parent);
    }
  }
  return false;
}

std::string_view CodeSystem::display(const Concept& row, std::string_view language) const {
  if (language.empty() || speaks(resource_.text("language"), language)) return row.display;
  for (const ElementView designation : row.element.items("designation")) {
    if (speaks(designation.text("language"), language)) return designation.text("value");
  }
  return row.display;
}

bool CodeSystem::has_property(std::string_view property) const {
  return std::ranges::find(kCommonProperties, property) != kCommonProperties.end() ||
         std::ranges::find(declared_properties_, property) != declared_properties_.end();
}

std::vector<std::string_view> CodeSystem::property(const Concept& row,
                                                   std::string_view name) const {
  if (name == "code" || name == "concept") return {row.code};
  if (name == "inactive") return {row.inactive ? "true" : "false"};
  if (name == "notSelectable") return {row.abstract ? "true" : "false"};
  std::vector<std::string_view> values;
  if (name == "display" || name == "definition") {
    const std::string_view text = row.element.text(name);
    if (!text.empty()) values.push_back(text);
    return values;
  }
  if (name == "parent" || name == "child") {
    for (const ConceptIndex relative : name == "parent" ? row.parents : row.children) {
      values.push_back(concepts_[relative].code);
    }
    return values;
  }
  for (const ElementView property : row.element.items("property")) {
    if (property.text("code") != name) continue;
    const ElementView value = property.choice("value");
    values.push_back(value.is_object() ? value.text("code") : value.text());
  }
  return values;
}

}  // namespace kiln::core::terminology
