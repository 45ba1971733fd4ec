// `%name`: the environment variables (§9, FHIR page "Environment variables"), and names that
// defineVariable() must not take.

#include "proptest/reference/evaluation.h"

namespace kiln::core::reference {
namespace {

struct Constant {
  std::string_view name;
  std::string_view value;
};

constexpr Constant kConstants[] = {
    {"ucum", "http://unitsofmeasure.org"},
    {"sct", "http://snomed.info/sct"},
    {"loinc", "http://loinc.org"},
};

/// `%`vs-name`` and `%`ext-name``: a prefix, and what stands before the rest of the name.
constexpr Constant kFamilies[] = {
    {"vs-", "http://hl7.org/fhir/ValueSet/"},
    {"ext-", "http://hl7.org/fhir/StructureDefinition/"},
};

constexpr std::string_view kNodes[] = {"context", "resource", "rootResource"};
constexpr std::string_view kServices[] = {"terminologies", "factory", "server"};

Collection node_of(const std::optional<Node>& node) {
  return node ? one(Item(*node)) : none();
}

}  // namespace

Expected<Collection> Evaluation::external_constant(std::string_view name,
                                                   const Scope& scope) const {
  for (const Variable* known = scope.variables.get(); known != nullptr;
       known = known->outer.get()) {
    if (known->name == name) return known->value;
  }
  if (const auto known = host().variables.find(name); known != host().variables.end()) {
    Collection items;
    for (const Value& value : known->second) items.push_back(from_value(value));
    return items;
  }
  if (name == "context") return node_of(focus_.context);
  if (name == "resource") return node_of(focus_.resource);
  if (name == "rootResource") return node_of(focus_.root_resource);
  if (name == "profile" && !environment_.profile.empty()) return one(Item(environment_.profile));
  for (const Constant& constant : kConstants) {
    if (constant.name == name) return one(Item(std::string(constant.value)));
  }
  for (const Constant& family : kFamilies) {
    if (name.starts_with(family.name)) {
      return one(Item(std::string(family.value) + std::string(name.substr(family.name.size()))));
    }
  }
  if (std::ranges::find(kServices, name) != std::end(kServices)) {
    return fail(ErrorCode::Unsupported,
                "%" + std::string(name) + " is an object, of use only to call its functions");
  }
  return fail(ErrorCode::UndefinedVariable, "there is no variable %" + std::string(name));
}

bool Evaluation::is_taken(std::string_view name, const Scope& scope) const {
  for (const Variable* known = scope.variables.get(); known != nullptr;
       known = known->outer.get()) {
    if (known->name == name) return true;
  }
  const auto is_name = [&](const Constant& constant) { return constant.name == name; };
  const auto is_prefix = [&](const Constant& family) { return name.starts_with(family.name); };
  return host().variables.contains(name) || name == "profile" ||
         std::ranges::find(kNodes, name) != std::end(kNodes) ||
         std::ranges::find(kServices, name) != std::end(kServices) ||
         std::ranges::any_of(kConstants, is_name) || std::ranges::any_of(kFamilies, is_prefix);
}

}  // namespace kiln::core::reference
