#include "runtime/terminology/filter.h"

#include <algorithm>
#include <string>
#include <vector>

#include "runtime/function/regex.h"
#include "runtime/terminology/terminology_error.h"

namespace kiln::core::terminology {
namespace {

using Result = Expected<bool>;

template <class Apply>
struct OperatorRow {
  std::string_view op;
  Apply apply;
};

/// How a concept relates to the one that a hierarchical filter names.
using Relation = bool (*)(const CodeSystem&, ConceptIndex concept_index, ConceptIndex named);
/// How the values of a property relate to the filter's value.
using Test = Result (*)(const std::vector<std::string_view>& values, std::string_view wanted);

constexpr OperatorRow<Relation> kRelations[] = {
    {"is-a",
     [](const CodeSystem& system, ConceptIndex c, ConceptIndex n) { return system.is_a(c, n); }},
    {"descendent-of", [](const CodeSystem& system, ConceptIndex c,
                         ConceptIndex n) { return c != n && system.is_a(c, n); }},
    {"is-not-a",
     [](const CodeSystem& system, ConceptIndex c, ConceptIndex n) { return !system.is_a(c, n); }},
    {"generalizes",
     [](const CodeSystem& system, ConceptIndex c, ConceptIndex n) { return system.is_a(n, c); }},
    {"child-of",
     [](const CodeSystem& system, ConceptIndex c, ConceptIndex n) {
       const std::vector<ConceptIndex>& parents = system.concepts()[c].parents;
       return std::ranges::find(parents, n) != parents.end();
     }},
    {"descendent-leaf",
     [](const CodeSystem& system, ConceptIndex c, ConceptIndex n) {
       return c != n && system.concepts()[c].children.empty() && system.is_a(c, n);
     }},
};

/// "a, b" holds a and b.
bool list_holds(std::string_view list, std::string_view wanted) {
  while (true) {
    const std::size_t comma = list.find(',');
    std::string_view item = list.substr(0, comma);
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    if (item == wanted) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

Result is_in(const std::vector<std::string_view>& values, std::string_view list) {
  return std::ranges::any_of(values,
                             [list](std::string_view value) { return list_holds(list, value); });
}

Result is_not_in(const std::vector<std::string_view>& values, std::string_view list) {
  return !*is_in(values, list);
}

Result equals(const std::vector<std::string_view>& values, std::string_view wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

Result exists(const std::vector<std::string_view>& values, std::string_view wanted) {
  return !values.empty() == (wanted == "true");
}

Result matches(const std::vector<std::string_view>& values, std::string_view pattern) {
  const Expected<Regex> regex = Regex::compile(pattern);
  if (!regex) return unanswered("filter with a bad pattern: " + regex.error().message);
  RegexScratch scratch;
  for (const std::string_view value : values) {
    const Result matched = regex->matches_full(value, scratch);
    if (!matched || *matched) return matched;
  }
  return false;
}

constexpr OperatorRow<Test> kTests[] = {
    {"=", equals}, {"in", is_in}, {"not-in", is_not_in}, {"exists", exists}, {"regex", matches},
};

template <class Apply, std::size_t size>
const OperatorRow<Apply>* find_row(const OperatorRow<Apply> (&rows)[size], std::string_view op) {
  for (const OperatorRow<Apply>& row : rows) {
    if (row.op == op) return &row;
  }
  return nullptr;
}

}  // namespace

Expected<bool> passes(const CodeSystem& system, ConceptIndex concept_index, const Filter& filter) {
  if (const auto* relation = find_row(kRelations, filter.op)) {
    if (filter.property != "concept" && filter.property != "code") {
      return unanswered("filter " + quoted(filter.op) + " on property " + quoted(filter.property) +
                        " is not supported");
    }
    const std::optional<ConceptIndex> named = system.find(filter.value);
    if (!named) {
      return unanswered("filter names the concept " + quoted(filter.value) + " that " +
                        quoted(system.url()) + " does not have");
    }
    return relation->apply(system, concept_index, *named);
  }
  if (const auto* test = find_row(kTests, filter.op)) {
    if (!system.has_property(filter.property)) {
      return unanswered("code system " + quoted(system.url()) + " has no property " +
                        quoted(filter.property));
    }
    return test->apply(system.property(system.concepts()[concept_index], filter.property),
                       filter.value);
  }
  return unanswered("filter operator " + quoted(filter.op) + " is not supported");
}

}  // namespace kiln::core::terminology
