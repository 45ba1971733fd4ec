#include "runtime/builtin/variables.h"

#include <algorithm>

#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
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

Items node_of(Evaluation& evaluation, const std::optional<Node>& node) {
  return node ? evaluation.one(Item::node(*node)) : Items();
}

}  // namespace

Expected<Items> external_constant(Evaluation& evaluation, std::string_view name) {
  const auto& variables = evaluation.host().variables;
  if (const auto known = variables.find(name); known != variables.end()) {
    KILN_CHECK(evaluation.charge(known->second.size()));
    ItemList items(evaluation.arena());
    for (const Value& value : known->second) items.append(from_value(value, evaluation.arena()));
    return items.items();
  }
  if (name == "context") return node_of(evaluation, evaluation.context());
  if (name == "resource") return node_of(evaluation, evaluation.resource());
  if (name == "rootResource") return node_of(evaluation, evaluation.root_resource());
  const std::string_view profile = evaluation.environment().profile;
  if (name == "profile" && !profile.empty()) return evaluation.one(Item::string(profile));
  for (const Constant& constant : kConstants) {
    if (constant.name == name) return evaluation.one(Item::string(constant.value));
  }
  for (const Constant& family : kFamilies) {
    if (!name.starts_with(family.name)) continue;
    std::string url = evaluation.text_buffer();
    url.assign(family.value).append(name.substr(family.name.size()));
    KILN_TRY(const Item item, evaluation.made_string(std::move(url)));
    return evaluation.one(item);
  }
  if (std::ranges::find(kServices, name) != std::end(kServices)) {
    return fail(ErrorCode::Unsupported,
                "%" + std::string(name) + " is an object, of use only to call its functions");
  }
  return fail(ErrorCode::UndefinedVariable, "there is no variable %" + std::string(name));
}

bool is_taken(const Evaluation& evaluation, std::string_view name) {
  const auto is_name = [&](const Constant& constant) { return constant.name == name; };
  const auto is_prefix = [&](const Constant& family) { return name.starts_with(family.name); };
  return evaluation.host().variables.contains(name) || name == "profile" ||
         std::ranges::find(kNodes, name) != std::end(kNodes) ||
         std::ranges::find(kServices, name) != std::end(kServices) ||
         std::ranges::any_of(kConstants, is_name) || std::ranges::any_of(kFamilies, is_prefix);
}

}  // namespace kiln::core
