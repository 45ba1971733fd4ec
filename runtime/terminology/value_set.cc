#include "runtime/terminology/value_set.h"

#include <algorithm>
#include <array>
#include <string>

namespace kiln::core::terminology {
namespace {

/// Parameters with which an expansion need not hold every code.
constexpr std::array<std::string_view, 5> kNarrowing{"activeOnly", "count", "filter", "offset",
                                                     "limitedExpansion"};

bool is_narrowed(ElementView expansion) {
  return std::ranges::any_of(expansion.items("parameter"), [](const ElementView& parameter) {
    return std::ranges::find(kNarrowing, parameter.text("name")) != kNarrowing.end() &&
           parameter.choice("value").text() != "false";
  });
}

Include read_include(ElementView element) {
  Include include;
  include.system = element.text("system");
  include.version = element.text("version");
  include.listed = element.items("concept");
  for (std::size_t i = 0; i < include.listed.size(); ++i) {
    include.position_of.try_emplace(include.listed[i].text("code"), i);
  }
  for (const ElementView filter : element.items("filter")) {
    include.filters.push_back({filter.text("property"), filter.text("op"), filter.text("value")});
  }
  for (const ElementView url : element.items("valueSet")) include.value_sets.push_back(url.text());
  return include;
}

std::vector<Include> read_includes(ElementView compose, std::string_view name) {
  std::vector<Include> includes;
  for (const ElementView element : compose.items(name)) includes.push_back(read_include(element));
  return includes;
}

}  // namespace

ValueSet::ValueSet(const Document& document, NodeIndex resource) : resource_(document, resource) {
  const ElementView compose = resource_.member("compose");
  includes_ = read_includes(compose, "include");
  excludes_ = read_includes(compose, "exclude");
  const ElementView expansion = resource_.member("expansion");
  if (expansion.exists()) read_expansion(expansion);
}

void ValueSet::read_expansion(ElementView expansion) {
  std::vector<ElementView> stack;
  const auto push_items = [&stack](ElementView element) {
    const std::vector<ElementView> items = element.items("contains");
    stack.insert(stack.end(), items.rbegin(), items.rend());
  };
  std::size_t entries = 0;
  push_items(expansion);
  while (!stack.empty()) {
    const ElementView element = stack.back();
    stack.pop_back();
    ++entries;
    const std::string_view code = element.text("code");
    if (!code.empty()) {
      expansion_by_code_.emplace(code, expansion_.size());
      expansion_.push_back({element.text("system"), code, element, element.is_true("abstract")});
    }
    push_items(element);
  }
  const std::string_view total = expansion.text("total");
  const std::string_view offset = expansion.text("offset");
  const bool is_counted = total.empty() ? entries != 0 : total == std::to_string(entries);
  is_expanded_ = is_counted && (offset.empty() || offset == "0") && !is_narrowed(expansion);
}

const Contained* ValueSet::find_in_expansion(std::string_view system, std::string_view code) const {
  const auto [first, last] = expansion_by_code_.equal_range(code);
  for (auto entry = first; entry != last; ++entry) {
    if (expansion_[entry->second].system == system) return &expansion_[entry->second];
  }
  return nullptr;
}

}  // namespace kiln::core::terminology
