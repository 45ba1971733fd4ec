// %name, and the variables of defineVariable() (§5.10.4, §9; FHIR page, "Environment variables").
#include <algorithm>

#include "frontend/checking.h"
#include "model/types.h"

namespace kiln::core {
namespace {

struct Predefined {
  enum class Kind : std::uint8_t { String, Context, Resource };
  std::string_view name;
  Kind kind;
};

constexpr Predefined kPredefined[] = {
    {"ucum", Predefined::Kind::String},           {"sct", Predefined::Kind::String},
    {"loinc", Predefined::Kind::String},          {"profile", Predefined::Kind::String},
    {"context", Predefined::Kind::Context},       {"resource", Predefined::Kind::Resource},
    {"rootResource", Predefined::Kind::Resource},
};

/// %`vs-name` and %`ext-name` are URLs of FHIR's value sets and extensions.
constexpr std::string_view kFamilies[] = {"vs-", "ext-"};

bool is_of_family(std::string_view name) {
  return std::ranges::any_of(kFamilies,
                             [&](std::string_view prefix) { return name.starts_with(prefix); });
}

const Predefined* find_predefined(std::string_view name) {
  const auto* const found = std::ranges::find(kPredefined, name, &Predefined::name);
  return found == std::end(kPredefined) ? nullptr : found;
}

}  // namespace

bool is_predefined_variable(std::string_view name) {
  return find_predefined(name) != nullptr || is_of_family(name) ||
         find_service(name) != Service::None;
}

bool Checking::is_predefined(std::string_view name) const {
  return is_predefined_variable(name) ||
         std::ranges::find(options_.variables, name) != options_.variables.end();
}

StaticType Checking::check_external_constant(AstId id) {
  const std::string_view name = node(id).name;
  if (const auto known = variable_named_.find(name); known != variable_named_.end())
    return variables_[known->second].type;
  if (std::ranges::find(options_.variables, name) != options_.variables.end()) return anything();
  if (is_of_family(name)) return exactly_one(system_type::String);
  if (find_service(name) != Service::None) return anything();
  if (const Predefined* const predefined = find_predefined(name)) {
    switch (predefined->kind) {
      case Predefined::Kind::String:
        return name == "profile" ? at_most_one(system_type::String)
                                 : exactly_one(system_type::String);
      case Predefined::Kind::Context:
        return plan_.scopes[0].self;
      case Predefined::Kind::Resource:
        // Which one depends on where the context stands, and changes with resolve().
        return at_most_one(model_ == nullptr ? kNoType : fhir_type::Resource);
    }
  }
  // A name that is computed while evaluating could be any.
  if (unnamed_variables_ != 0) return anything();
  if (!wants(Severe::Always)) return anything();
  Suggestion suggestion(name);
  for (const auto& [known, position] : variable_named_) suggestion.consider(known);
  for (const std::string& known : options_.variables) suggestion.consider(known);
  for (const Predefined& known : kPredefined) suggestion.consider(known.name);
  report(at_name(id), Severe::Always, ErrorCode::UnknownVariable,
         "nothing defines the variable '%" + std::string(name) + "' here",
         suggestion.nearest().empty()
             ? ""
             : "did you mean '%" + std::string(suggestion.nearest()) + "'?");
  return anything();
}

void Checking::define_variable(AstId id, const StaticType& input) {
  const auto kids = children(id);
  Variable variable;
  variable.seen_until = planned(id).seen_until;
  variable.type = kids.size() > 2 ? type(kids[2]) : input;
  const AstNode& name = node(kids[1]);
  if (name.kind == AstKind::String) {
    variable.name = name.text;
    if (is_predefined(name.text) || variable_named_.contains(name.text)) {
      report(whole(kids[1]), Severe::Always, ErrorCode::VariableRedefined,
             "the variable '%" + std::string(name.text) + "' is already defined here");
      return;
    }
    variable_named_.emplace(name.text, variables_.size());
  } else {
    ++unnamed_variables_;
  }
  variables_.push_back(std::move(variable));
}

void Checking::forget_variables(AstId reached) {
  while (!variables_.empty() &&
         variables_.back().seen_until < static_cast<std::uint32_t>(reached)) {
    if (const auto name = variables_.back().name)
      variable_named_.erase(*name);
    else
      --unnamed_variables_;
    variables_.pop_back();
  }
}

}  // namespace kiln::core
