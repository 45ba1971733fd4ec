// Slicing: which slice an item belongs to, and the rules for the slices together.
#include <algorithm>
#include <optional>
#include <string>

#include "runtime/diagnostic/try.h"
#include "runtime/profile/check.h"
#include "runtime/profile/compare.h"
#include "runtime/profile/members.h"

namespace kiln::core {

namespace {

/// The slice for the items that belong to no other.
constexpr std::string_view kDefaultSlice = "@default";

std::string_view without_version(std::string_view canonical) {
  return canonical.substr(0, canonical.find('|'));
}

bool has_type(const ElementDefinition& element, std::string_view code) {
  return std::ranges::find(element.types, code, &TypeReference::code) != element.types.end();
}

std::unexpected<Error> unsupported(ElementRef slice, const std::string& why) {
  return fail(ErrorCode::Unsupported, "slice " + quoted(slice.element().id) + ": " + why);
}

/// The place of a slice among those of its element; behind all for an item that is in none.
using SlicePlace = std::size_t;

}  // namespace

/// REQUIRES: `items` are the items of the element (or slice) `ref` of `owner`.
Expected<void> ConformanceCheck::check_slices(const Node& owner, const std::vector<Node>& items,
                                              ElementRef ref) {
  const std::vector<ElementIndex>& slices = ref.element().slices;
  const Slicing rules = ref.element().slicing.value_or(Slicing{});
  std::vector<std::vector<Node>> members(slices.size());
  SlicePlace latest = 0;
  bool has_unsliced = false;
  for (const Node& item : items) {
    SlicePlace place = slices.size();
    std::optional<SlicePlace> fallback;
    for (SlicePlace i = 0; i < slices.size() && place == slices.size(); ++i) {
      const ElementRef slice = ref.at(slices[i]);
      if (slice.element().slice_name == kDefaultSlice) {
        fallback = i;
        continue;
      }
      KILN_TRY(const bool belongs, in_slice(item, ref, slice));
      if (belongs) place = i;
    }
    if (place == slices.size() && fallback) place = *fallback;
    if (place == slices.size()) {
      if (rules.rules == Slicing::Rules::Closed)
        report(Rule::Slicing, item, ref, "it is in none of the slices, which are closed");
    } else {
      members[place].push_back(item);
    }
    const bool is_late =
        place != slices.size() && ((rules.ordered && place < latest) ||
                                   (rules.rules == Slicing::Rules::OpenAtEnd && has_unsliced));
    if (is_late)
      report(Rule::Slicing, item, ref, "it stands behind an item that comes after its slice");
    if (place == slices.size())
      has_unsliced = true;
    else
      latest = std::max(latest, place);
  }
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const ElementRef slice = ref.at(slices[i]);
    const ElementDefinition& element = slice.element();
    const std::size_t count = members[i].size();
    if (count < element.min || count > element.max)
      report(Rule::Cardinality, path_of(&model_, owner, true) + "." + std::string(element.name),
             slice,
             "there are " + std::to_string(count) + " elements in the slice " +
                 quoted(element.slice_name));
    for (const Node& item : members[i]) KILN_CHECK(check(item, slice));
    if (!element.slices.empty()) KILN_CHECK(check_slices(owner, members[i], slice));
    if (is_done()) return {};
  }
  return {};
}

/// Without discriminators, what conforms to a slice belongs to it.
Expected<bool> ConformanceCheck::in_slice(const Node& node, ElementRef sliced, ElementRef slice) {
  KILN_CHECK(charge());
  const std::optional<Slicing>& slicing = sliced.element().slicing;
  if (!slicing || slicing->discriminators.empty()) return conforms_to(node, slice);
  for (const Discriminator& discriminator : slicing->discriminators) {
    KILN_TRY(const bool agrees, matches(node, slice, discriminator));
    if (!agrees) return false;
  }
  return true;
}

Expected<bool> ConformanceCheck::matches(const Node& node, ElementRef slice,
                                         const Discriminator& discriminator) {
  KILN_TRY(const std::vector<PathStep> path, parse_discriminator_path(discriminator.path));
  KILN_TRY(const std::vector<Node> nodes, nodes_at(node, path));

  // The url of an extension is that of its profile, loaded or not.
  const bool is_url = path.size() == 1 && path[0] == PathStep{PathStep::Kind::Child, "url"};
  if (is_url && slice.element().types.size() == 1) {
    const TypeReference& type = slice.element().types.front();
    if (type.code == "Extension" && type.profiles.size() == 1)
      return std::ranges::any_of(nodes, [&](const Node& url) {
        return text_of(*url.document, url.index) == without_version(type.profiles.front());
      });
  }

  const std::vector<ElementRef> definitions = definitions_at(slice, path);
  if (definitions.empty())
    return unsupported(slice,
                       "no definition is found at the discriminator " + quoted(discriminator.path));
  switch (discriminator.kind) {
    case Discriminator::Kind::Value:
    case Discriminator::Kind::Pattern: {
      for (ElementRef definition : definitions) {
        const ElementDefinition& element = definition.element();
        if (element.fixed != kNoNode || element.pattern != kNoNode ||
            !element.required_value_set.empty())
          return matches_value(nodes, definitions, discriminator.path);
      }
      return unsupported(slice,
                         "it has no fixed value, pattern or required binding at the "
                         "discriminator " +
                             quoted(discriminator.path));
    }
    case Discriminator::Kind::Exists: {
      const ElementDefinition& element = definitions.front().element();
      if (element.max == 0) return nodes.empty();
      if (element.min > 0) return !nodes.empty();
      return unsupported(slice, "it neither requires nor forbids what its discriminator " +
                                    quoted(discriminator.path) + " names");
    }
    case Discriminator::Kind::Type:
      return std::ranges::any_of(nodes, [&](const Node& item) {
        return std::ranges::any_of(definitions, [&](ElementRef definition) {
          if (definition.index != 0) return matching_type(item, definition.element()) != nullptr;
          const TypeId type = model_.find_type(definition.structure->type);
          return type != kNoType && item.type != kNoType && model_.is_a(item.type, type);
        });
      });
    case Discriminator::Kind::Profile: {
      for (const Node& item : nodes) {
        for (ElementRef definition : definitions) {
          KILN_TRY(const bool conforms, conforms_to(item, definition));
          if (conforms) return true;
        }
      }
      return false;
    }
    case Discriminator::Kind::Position:
    case Discriminator::Kind::Unknown:
      break;
  }
  return unsupported(slice, "discriminators of its kind are not supported");
}

/// Each definition that says a value is met by one of the nodes.
Expected<bool> ConformanceCheck::matches_value(const std::vector<Node>& nodes,
                                               const std::vector<ElementRef>& definitions,
                                               std::string_view path) {
  for (ElementRef definition : definitions) {
    const ElementDefinition& element = definition.element();
    const Document* document = definition.structure->document.get();
    const bool has_constant = element.fixed != kNoNode || element.pattern != kNoNode;
    if (!has_constant && element.required_value_set.empty()) continue;
    bool is_met = false;
    for (const Node& node : nodes) {
      const TapeRef instance{node.document, node.index};
      if (has_constant) {
        is_met =
            (element.fixed == kNoNode || equals_fixed({document, element.fixed}, instance)) &&
            (element.pattern == kNoNode || matches_pattern({document, element.pattern}, instance));
      } else {
        if (!host_.member_of)
          return fail(ErrorCode::Terminology,
                      "the discriminator " + quoted(path) + " needs a terminology provider");
        KILN_TRY(is_met, host_.member_of(element.required_value_set, node));
      }
      if (is_met) break;
    }
    if (!is_met) return false;
  }
  return true;
}

Expected<std::vector<Node>> ConformanceCheck::nodes_at(const Node& node,
                                                       std::span<const PathStep> path) const {
  std::vector<Node> nodes{node};
  for (const PathStep& step : path) {
    std::vector<Node> next;
    for (const Node& from : nodes) {
      switch (step.kind) {
        case PathStep::Kind::Child: {
          const NameId name = from.document->find_name(step.argument);
          if (name != kNoName) append_children(&model_, from, name, next);
          break;
        }
        case PathStep::Kind::Extension: {
          std::vector<Node> extensions;
          append_children(&model_, from, name::extension, extensions);
          std::ranges::copy_if(extensions, std::back_inserter(next), [&](const Node& extension) {
            return member_text(*extension.document, extension.index, name::url) == step.argument;
          });
          break;
        }
        case PathStep::Kind::Resolve: {
          if (!host_.resolve)
            return fail(ErrorCode::Unsupported, "a discriminator needs a resolver");
          KILN_TRY(const std::vector<Node> targets, host_.resolve(from));
          next.insert(next.end(), targets.begin(), targets.end());
          break;
        }
        case PathStep::Kind::OfType:
          if (from.type == model_.find_type(step.argument)) next.push_back(from);
          break;
      }
    }
    nodes = std::move(next);
  }
  return nodes;
}

/// The elements of definitions that a path leads to: those of the slice itself, and those of the
/// slices on the way that it requires.
std::vector<ElementRef> ConformanceCheck::definitions_at(ElementRef ref,
                                                         std::span<const PathStep> path) const {
  std::vector<ElementRef> definitions{ref};
  for (const PathStep& step : path) {
    std::vector<ElementRef> next;
    for (ElementRef from : definitions) {
      if (step.kind == PathStep::Kind::Resolve) {
        for (const TypeReference& type : from.element().types)
          for (std::string_view target : type.targets)
            if (const auto root = root_of(target)) next.push_back(*root);
        continue;
      }
      if (step.kind == PathStep::Kind::OfType) {
        next.push_back(from);
        for (ElementIndex slice : from.element().slices)
          if (has_type(from.at(slice).element(), step.argument)) next.push_back(from.at(slice));
        continue;
      }
      for (ElementRef owner : owners_of_children(from)) {
        if (step.kind == PathStep::Kind::Extension) {
          append_extension(owner, step.argument, next);
          continue;
        }
        for (ElementIndex child : owner.element().children) {
          const ElementDefinition& element = owner.at(child).element();
          if (element.name != step.argument) continue;
          next.push_back(owner.at(child));
          for (ElementIndex slice : element.slices)
            if (owner.at(slice).element().min > 0) next.push_back(owner.at(slice));
        }
      }
    }
    definitions = std::move(next);
  }
  return definitions;
}

/// The elements whose `children` are the members of `ref`: itself, what it refers to, or the roots
/// of the profiles or types that it may have.
std::vector<ElementRef> ConformanceCheck::owners_of_children(ElementRef ref) const {
  const ElementDefinition& element = ref.element();
  if (!element.children.empty() || ref.index == 0) return {ref};
  if (!element.content_reference.empty()) {
    const auto content = referenced_content(ref);
    return content ? std::vector{*content} : std::vector<ElementRef>{};
  }
  std::vector<ElementRef> owners;
  for (const TypeReference& type : element.types) {
    const std::size_t before = owners.size();
    for (std::string_view profile : type.profiles)
      if (const auto root = root_of(profile)) owners.push_back(*root);
    const TypeId id = model_.find_type(type.code);
    if (owners.size() != before || id == kNoType) continue;
    if (const auto root = type_of_node(id)) owners.push_back(*root);
  }
  return owners;
}

void ConformanceCheck::append_extension(ElementRef owner, std::string_view url,
                                        std::vector<ElementRef>& out) const {
  for (ElementIndex child : owner.element().children) {
    if (owner.at(child).element().name != "extension") continue;
    for (ElementIndex slice : owner.at(child).element().slices)
      for (const TypeReference& type : owner.at(slice).element().types)
        for (std::string_view profile : type.profiles)
          if (without_version(profile) == url) out.push_back(owner.at(slice));
  }
  if (const auto root = root_of(url); out.empty() && root) out.push_back(*root);
}

}  // namespace kiln::core
