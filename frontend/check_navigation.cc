// Paths (§3 "Path Selection"), type specifiers and type operations (§6.3), instances (§5.2.3).
#include <algorithm>

#include "frontend/checking.h"
#include "model/names.h"
#include "model/types.h"

namespace kiln {
namespace {

std::string quoted(std::string_view name) {
  return "'" + std::string(name) + "'";
}

/// Whether an identifier with this name is meant as a type: `Patient`, not the element `code`.
bool is_type_like(const Model& model, TypeId type) {
  const TypeKind kind = model.kind(type);
  return kind == TypeKind::Resource || kind == TypeKind::Complex;
}

void consider_elements(const Model& model, TypeId type, Suggestion& suggestion) {
  for (; type != kNoType; type = model.base(type))
    for (const Element& element : model.own_elements(type))
      suggestion.consider(name_of(element.name));
}

template <class Visit>
void for_each_type(const Model& model, Visit visit) {
  const auto end = static_cast<std::uint16_t>(Model::end_type());
  for (auto id = static_cast<std::uint16_t>(Model::first_type()); id < end; ++id)
    if (model.exists(TypeId{id})) visit(TypeId{id});
}

}  // namespace

// ---- Members
// -------------------------------------------------------------------------------------

StaticType Checking::navigate(AstId id, const StaticType& from) {
  StaticType result = anything();
  result.ordered = from.ordered;
  if (from.always_empty) return nothing();
  if (from.types.empty() || model_ == nullptr) return result;

  bool known = false;
  bool may_be_empty = from.may_be_empty;
  bool may_be_many = from.may_be_many;
  for (const TypeId item : from.types) {
    const Found& found = find_member(item, node(id).name);
    may_be_empty = may_be_empty || !found.known || found.type.may_be_empty;
    may_be_many = may_be_many || found.type.may_be_many;
    if (!found.known) continue;
    if (known)
      add_types(result, found.type);
    else
      result.types = found.type.types;
    known = true;
  }
  if (!known) {
    if (wants(Severe::IfStrict) && !report_choice_name(id, from)) report_unknown_element(id, from);
    return result;
  }
  result.may_be_empty = may_be_empty;
  result.may_be_many = may_be_many;
  return result;
}

const Checking::Found& Checking::find_member(TypeId type, std::string_view name) {
  static const Found kNotFound;
  const NameId id = kiln::find_name(name);
  if (id == kNoName) return kNotFound;
  const std::uint32_t key = static_cast<std::uint32_t>(type) << 16 | static_cast<std::uint32_t>(id);
  const auto [entry, is_new] = members_.try_emplace(key);
  if (is_new) entry->second = search_member(type, id);
  return entry->second;
}

Checking::Found Checking::search_member(TypeId type, NameId name) const {
  Found found;
  const auto add = [&](const StaticType& member) {
    found.type = found.known ? either(found.type, member) : member;
    found.known = true;
  };
  if (type == system_type::Any) {
    add(anything());
  } else if (type == system_type::Quantity) {
    if (name == name::value) add(exactly_one(system_type::Decimal));
    if (name == name::unit) add(exactly_one(system_type::String));
  } else if (name == name::value && model_->kind(type) == TypeKind::Primitive) {
    add(at_most_one(model_->system_type_of(type)));
  } else if (name == name::resourceType && model_->kind(type) == TypeKind::Resource) {
    add(at_most_one(kNoType));  // no element, but everybody reads it
  }

  const auto add_elements = [&](TypeId of) {
    for (const Element& element : model_->elements(of, name)) {
      StaticType member = element.many ? any_number_of(element.type) : at_most_one(element.type);
      member.may_be_empty = element.min == 0;
      add(member);
    }
  };
  add_elements(type);
  if (!found.known && model_->is_abstract(type)) {
    for_each_type(*model_, [&](TypeId below) {
      if (model_->is_a(below, type)) add_elements(below);
    });
    found.type.may_be_empty = true;
  }
  return found;
}

bool Checking::report_choice_name(AstId id, const StaticType& from) {
  const NameId name = kiln::find_name(node(id).name);
  if (name == kNoName) return false;
  for (const TypeId type : from.types) {
    const Element* const element = model_->element_by_json(type, name);
    if (element == nullptr || !element->choice) continue;
    const std::string path(name_of(element->name));
    report(id, Severe::IfStrict, ErrorCode::ChoiceElementName,
           quoted(node(id).name) + " is the JSON name of the choice " + quoted(path) + " of " +
               quoted(model_->name(type)),
           "write " + path + ".ofType(" + std::string(model_->name(element->type)) + ")");
    return true;
  }
  return false;
}

void Checking::report_unknown_element(AstId id, const StaticType& from) {
  Suggestion suggestion(node(id).name);
  for (const TypeId type : from.types) consider_elements(*model_, type, suggestion);
  if (children(id).empty())  // Paient.name: perhaps a type was meant
    for (TypeId type = from.types[0]; type != kNoType; type = model_->base(type))
      suggestion.consider(model_->name(type));
  const bool one = from.types.size() == 1;
  report(id, Severe::IfStrict, ErrorCode::UnknownElement,
         (one ? describe(model_, from) + " has" : "none of " + describe(model_, from) + " has") +
             (one ? " no element " : " an element ") + quoted(node(id).name),
         suggestion.hint());
}

StaticType Checking::check_root_member(AstId id) {
  const StaticType& focus = scope(id).focus;
  const std::string_view name = node(id).name;
  const TypeId named = model_ == nullptr ? kNoType : model_->find_type(name);
  if (named == kNoType) return navigate(id, focus);

  if (focus.types.empty()) {
    if (!is_type_like(*model_, named)) return navigate(id, focus);
    StaticType context = focus;
    context.types = {named};
    context.may_be_empty = true;
    return context;
  }
  StaticType context = focus;
  std::erase_if(context.types, [&](TypeId type) { return !model_->is_a(type, named); });
  if (!context.types.empty()) {
    names_context_ = names_context_ || is_type_like(*model_, named);
    context.may_be_empty = focus.may_be_empty || context.types.size() < focus.types.size();
    return context;
  }
  const auto above = [&](TypeId type) { return model_->is_a(named, type); };
  if (std::ranges::any_of(focus.types, above)) {
    context.types = {named};
    context.may_be_empty = true;
    return context;
  }
  const auto has_member = [&](TypeId type) { return find_member(type, name).known; };
  if (!is_type_like(*model_, named) || std::ranges::any_of(focus.types, has_member))
    return navigate(id, focus);
  if (wants(Severe::IfStrict))
    report(id, Severe::IfStrict, ErrorCode::WrongContextType,
           quoted(name) + " is not the type of the context, which is " + describe(model_, focus));
  return anything();
}

StaticType Checking::check_index(AstId id) {
  const StaticType& input = type(children(id)[0]);
  const AstId argument = children(id)[1];
  const StaticType& index = type(argument);
  check_order(id, "[ ]", input);
  need_singleton(argument, index, "the index");
  if (!index.always_empty && !values_of(model_, index).has(system_type::Integer))
    report(argument, if_evaluated(argument, !index.may_be_empty && !input.may_be_empty),
           ErrorCode::WrongArgumentType, "an index is an Integer, not " + describe(model_, index));
  StaticType item = item_of(input);
  item.may_be_empty = true;
  item.always_empty = input.always_empty || index.always_empty;
  return item;
}

// ---- Types
// ---------------------------------------------------------------------------------------

Checking::ResolvedType Checking::resolve_type(QualifiedName name) const {
  const std::string_view qualifier = name.qualifier;
  const TypeId system = find_system_type(name.name);
  if (qualifier == "System") {
    const bool elsewhere = model_ != nullptr && model_->find_type(name.name) != kNoType;
    return {system, system == kNoType && elsewhere};
  }
  if (qualifier == "FHIR") {
    const TypeId fhir = model_ == nullptr ? kNoType : model_->find_type(name.name);
    return {fhir, fhir == kNoType && system != kNoType};
  }
  if (!qualifier.empty()) return {};
  const TypeId fhir = model_ == nullptr ? kNoType : model_->find_type(name.name);
  return {fhir != kNoType ? fhir : system, false};
}

Checking::ResolvedType Checking::check_type_specifier(AstId id, QualifiedName name) {
  const ResolvedType resolved = resolve_type(name);
  if (resolved.type != kNoType || resolved.elsewhere) return resolved;
  const bool is_namespace =
      name.qualifier.empty() || name.qualifier == "FHIR" || name.qualifier == "System";
  // Without a model a resource is of the type that it says, and that could be any.
  if (model_ == nullptr && is_namespace && name.qualifier != "System") return resolved;
  if (!wants(Severe::Always)) return resolved;
  const std::string written =
      (name.qualifier.empty() ? "" : std::string(name.qualifier) + ".") + std::string(name.name);
  report(id, Severe::Always, ErrorCode::UnknownType, quoted(written) + " names no type",
         is_namespace ? suggest_type(name) : "write FHIR." + written + " for a type of FHIR");
  return resolved;
}

std::string Checking::suggest_type(QualifiedName name) const {
  Suggestion suggestion(name.name);
  if (name.qualifier != "System" && model_ != nullptr)
    for_each_type(*model_, [&](TypeId type) { suggestion.consider(model_->name(type)); });
  if (name.qualifier != "FHIR")
    for (std::uint16_t type = 1; type <= kSystemTypeCount; ++type)
      suggestion.consider(system_type_name(TypeId{type}));
  return suggestion.hint();
}

void Checking::check_possible(AstId id, AstId specifier, ResolvedType tested,
                              const StaticType& input) {
  if (input.always_empty || !wants(Severe::IfStrict)) return;
  const QualifiedName name = node(specifier).type_specifier();
  if (tested.elsewhere) {
    const std::string_view other = name.qualifier == "System" ? "FHIR" : "System";
    report(id, Severe::IfStrict, ErrorCode::ImpossibleType,
           std::string(name.qualifier) + " has no type " + quoted(name.name),
           "did you mean '" + std::string(other) + "." + std::string(name.name) + "'?");
  } else if (tested.type != kNoType && !can_be(model_, input, tested.type)) {
    report(id, Severe::IfStrict, ErrorCode::ImpossibleType,
           describe(model_, input) + " is never " + quoted(name.name));
  }
}

StaticType Checking::check_type_operation(AstId id) {
  const StaticType& operand = type(children(id)[0]);
  need_singleton(id, operand, "the left side of '" + std::string(to_string(node(id).op)) + "'");
  return node(id).op == Operator::Is ? check_type_test(id, id, operand)
                                     : check_cast(id, id, operand);
}

StaticType Checking::check_type_test(AstId id, AstId specifier, const StaticType& input) {
  const ResolvedType tested = check_type_specifier(specifier, node(specifier).type_specifier());
  check_possible(id, specifier, tested, input);
  StaticType result = exactly_one(system_type::Boolean);
  result.may_be_empty = options_.language == LanguageVersion::V2 && input.may_be_empty;
  return result;
}

StaticType Checking::check_cast(AstId id, AstId specifier, const StaticType& input) {
  const ResolvedType tested = check_type_specifier(specifier, node(specifier).type_specifier());
  check_possible(id, specifier, tested, input);
  StaticType result = input;
  result.may_be_empty = true;
  result.always_many = false;
  if (tested.type == kNoType) {
    result.types.clear();
    return result;
  }
  if (model_ != nullptr)
    std::erase_if(result.types, [&](TypeId type) { return !model_->is_a(type, tested.type); });
  if (result.types.empty() || model_ == nullptr) result.types = {tested.type};
  const auto is_tested = [&](TypeId type) { return type == tested.type; };
  if (!input.types.empty() && std::ranges::all_of(input.types, is_tested))
    result.may_be_empty = input.may_be_empty;
  return result;
}

StaticType Checking::check_instance_selector(AstId id) {
  const StaticType& focus = scope(id).focus;
  const TypeId made = check_type_specifier(id, node(id).type_specifier()).type;
  if (made != kNoType && model_ != nullptr) {
    for (const AstId field : children(id)) {
      if (find_member(made, node(field).name).known || !wants(Severe::IfStrict)) continue;
      if (!report_choice_name(field, exactly_one(made)))
        report_unknown_element(field, exactly_one(made));
    }
  }
  StaticType result = exactly_one(made);
  result.may_be_empty = focus.may_be_empty;
  result.always_empty = focus.always_empty;
  return result;
}

}  // namespace kiln
