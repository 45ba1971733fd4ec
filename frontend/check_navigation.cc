// Paths (§3 "Path Selection"), type specifiers and type operations (§6.3), instances (§5.2.3).
#include <algorithm>
#include <functional>

#include "frontend/checking.h"
#include "model/names.h"
#include "model/types.h"

namespace kiln::core {
namespace {

/// Whether an identifier with this name is meant as a type: `Patient`, not the element `code`.
bool is_type_like(const Model& model, TypeId type) {
  const TypeKind kind = model.kind(type);
  return kind == TypeKind::Resource || kind == TypeKind::Complex;
}

/// Names that other parts of FHIR have for profiles on a type; FHIRPath takes the type (FHIR page,
/// ofType()).
constexpr std::pair<std::string_view, std::string_view> kProfiles[] = {
    {"SimpleQuantity", "Quantity"}, {"MoneyQuantity", "Quantity"}};

template <class Predicate>
void keep_if(TypeList& types, Predicate predicate) {
  types.erase(std::remove_if(types.begin(), types.end(), std::not_fn(predicate)), types.end());
}

template <class Visit>
void for_each_type(const Model& model, Visit visit) {
  const auto end = static_cast<std::uint16_t>(Model::end_type());
  for (auto id = static_cast<std::uint16_t>(Model::first_type()); id < end; ++id)
    if (model.exists(TypeId{id})) visit(TypeId{id});
}

}  // namespace

// ---- Members ----

StaticType Checking::context_type() {
  const std::string_view path = options_.context_type;
  if (path.empty() || model_ == nullptr) return at_most_one(kNoType);
  if (const TypeId type = resolve_type({"", path}).type; type != kNoType) return exactly_one(type);

  // The path of an element: its type is that of the element, or those of a choice.
  const std::size_t dot = std::min(path.find('.'), path.size());
  StaticType context = exactly_one(model_->find_type(path.substr(0, dot)));
  for (std::size_t start = dot + 1; start <= path.size() && !context.types.empty();) {
    const std::size_t end = std::min(path.find('.', start), path.size());
    std::string_view name = path.substr(start, end - start);
    if (name.ends_with("[x]")) name.remove_suffix(3);
    const Found found = find_member(context.types[0], name);
    context.types = found.known ? found.type.types : TypeList{};
    start = end + 1;
  }
  if (context.types.empty())
    report({ast_.root(), Span{}}, Severe::Always, ErrorCode::UnknownType,
           "the context type " + quoted(path) + " names no type");
  return context;
}

StaticType Checking::navigate(AstId id, const StaticType& from) {
  StaticType result = anything();
  result.ordered = from.ordered;
  if (from.always_empty) return nothing();
  if (from.types.empty() || model_ == nullptr) return result;

  bool known = false;
  bool may_be_empty = from.may_be_empty;
  bool may_be_many = from.may_be_many;
  for (const TypeId item : from.types) {
    const Found found = find_member(item, node(id).name);
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
    if (const Element* const choice = find_choice(node(id).name, from)) {
      if (wants(Severe::IfStrict)) report_choice_name(id, *choice);
      result.types = {choice->type};
      result.may_be_many = from.may_be_many;
      return result;
    }
    if (wants(Severe::IfStrict)) report_unknown_element(id, from);
    return nothing();
  }
  result.may_be_empty = may_be_empty;
  result.may_be_many = may_be_many;
  return result;
}

Checking::Found Checking::find_member(TypeId type, std::string_view name) {
  const NameId id = kiln::core::find_name(name);
  if (id == kNoName) return {};
  Found found = own_member(type, id);
  if (found.known || !model_->is_abstract(type)) return found;
  const std::uint32_t key = static_cast<std::uint32_t>(type) << 16 | static_cast<std::uint32_t>(id);
  const auto [entry, is_new] = below_.try_emplace(key);
  if (is_new) entry->second = member_below(type, id);
  return entry->second;
}

Checking::Found Checking::own_member(TypeId type, NameId name) const {
  Found found;
  if (type == system_type::Any) {
    found = {anything(), true};
  } else if (type == system_type::Quantity) {
    if (name == name::value) found = {exactly_one(system_type::Decimal), true};
    if (name == name::unit) found = {exactly_one(system_type::String), true};
  } else if (name == name::value && model_->kind(type) == TypeKind::Primitive) {
    found = {at_most_one(model_->system_type_of(type)), true};
  } else if (name == name::resourceType && model_->kind(type) == TypeKind::Resource) {
    found = {at_most_one(kNoType), true};  // no element, but everybody reads it
  }
  add_elements(type, name, found);
  return found;
}

Checking::Found Checking::member_below(TypeId type, NameId name) const {
  Found found;
  for_each_type(*model_, [&](TypeId below) {
    if (model_->is_a(below, type)) add_elements(below, name, found);
  });
  found.type.may_be_empty = true;
  return found;
}

void Checking::add_elements(TypeId type, NameId name, Found& found) const {
  for (const Element& element : model_->elements(type, name)) {
    StaticType member = element.many ? any_number_of(element.type) : at_most_one(element.type);
    member.may_be_empty = element.min == 0;
    found.type = found.known ? either(found.type, member) : std::move(member);
    found.known = true;
  }
}

const Element* Checking::find_choice(std::string_view json, const StaticType& from) const {
  const NameId name = kiln::core::find_name(json);
  if (name == kNoName) return nullptr;
  for (const TypeId type : from.types) {
    const Element* const element = model_->element_by_json(type, name);
    if (element != nullptr && element->choice) return element;
  }
  return nullptr;
}

void Checking::report_choice_name(AstId id, const Element& choice) {
  const std::string path(name_of(choice.name));
  report(at_name(id), Severe::IfStrict, ErrorCode::ChoiceElementName,
         quoted(node(id).name) + " is the JSON name of the choice " + quoted(path),
         "write " + path + ".ofType(" + std::string(model_->name(choice.type)) + ")");
}

void Checking::consider_elements(TypeId type, Suggestion& suggestion) {
  for (TypeId of = type; of != kNoType; of = model_->base(of))
    for (const Element& element : model_->own_elements(of))
      suggestion.consider(name_of(element.name));
  if (!model_->is_abstract(type)) return;
  // Also the elements of the types below: of all names those that one of them has.
  for (std::uint32_t id = 0; id < name_count(); ++id) {
    const std::string_view name = name_of(NameId{id});
    if (suggestion.is_nearer(name) && find_member(type, name).known) suggestion.consider(name);
  }
}

void Checking::report_unknown_element(AstId id, const StaticType& from) {
  Suggestion suggestion(node(id).name);
  if (suggests())
    for (const TypeId type : from.types) consider_elements(type, suggestion);
  if (children(id).empty())  // Paient.name: perhaps a type was meant
    for (TypeId type = from.types[0]; type != kNoType; type = model_->base(type))
      suggestion.consider(model_->name(type));
  const bool one = from.types.size() == 1;
  report(at_name(id), Severe::IfStrict, ErrorCode::UnknownElement,
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
  keep_if(context.types, [&](TypeId type) { return model_->is_a(type, named); });
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
    report(at_name(id), Severe::IfStrict, ErrorCode::WrongContextType,
           quoted(name) + " is not the type of the context, which is " + describe(model_, focus));
  return nothing();
}

StaticType Checking::check_index(AstId id) {
  const StaticType& input = type(children(id)[0]);
  const AstId argument = children(id)[1];
  const StaticType& index = type(argument);
  check_order(id, "[ ]", input);
  need_singleton(whole(argument), index, "the index");
  if (!index.always_empty && !values_of(model_, index).has(system_type::Integer))
    report(whole(argument), if_evaluated(argument, !index.may_be_empty && !input.may_be_empty),
           ErrorCode::WrongArgumentType, "an index is an Integer, not " + describe(model_, index));
  StaticType item = item_of(input);
  item.may_be_empty = true;
  item.always_empty = input.always_empty || index.always_empty;
  return item;
}

// ---- Types ----

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
  // Without a model a resource is of the type that it says, and that could be any.
  const bool is_fhir = name.qualifier.empty() || name.qualifier == "FHIR";
  if ((model_ == nullptr && is_fhir) || !wants(Severe::Always)) return resolved;
  const std::string qualified =
      (name.qualifier.empty() ? "" : std::string(name.qualifier) + ".") + std::string(name.name);
  report(at_name(id), Severe::Always, ErrorCode::UnknownType, quoted(qualified) + " names no type",
         suggest_type(name, qualified));
  return resolved;
}

std::string Checking::suggest_type(QualifiedName name, std::string_view qualified) const {
  for (const auto& [profile, type] : kProfiles)
    if (name.name == profile) return "it is a profile: write " + std::string(type);
  const bool is_fhir = name.qualifier.empty() || name.qualifier == "FHIR";
  const bool is_system = name.qualifier.empty() || name.qualifier == "System";
  Suggestion suggestion(is_fhir || is_system ? name.name : name.qualifier);
  if (!is_fhir && !is_system) {
    if (model_ != nullptr && model_->find_type(qualified) != kNoType)
      return "write FHIR." + std::string(qualified);
    for (const std::string_view space : {"FHIR", "System"}) suggestion.consider(space);
  }
  if (is_fhir && model_ != nullptr && suggests())
    for_each_type(*model_, [&](TypeId type) { suggestion.consider(model_->name(type)); });
  for (std::uint16_t type = 1; is_system && type <= kSystemTypeCount; ++type)
    suggestion.consider(system_type_name(TypeId{type}));
  return suggestion.hint();
}

void Checking::check_possible(AstId id, AstId specifier, ResolvedType tested,
                              const StaticType& input) {
  if (input.always_empty || !wants(Severe::IfStrict)) return;
  const QualifiedName name = node(specifier).type_specifier();
  if (tested.elsewhere) {
    const std::string_view other = name.qualifier == "System" ? "FHIR" : "System";
    report(at_name(id), Severe::IfStrict, ErrorCode::ImpossibleType,
           std::string(name.qualifier) + " has no type " + quoted(name.name),
           "did you mean '" + std::string(other) + "." + std::string(name.name) + "'?");
  } else if (tested.type != kNoType && !can_be(model_, input, tested.type)) {
    std::string from = describe(model_, input);
    std::string to = quoted(name.name);
    if (from.contains(to)) {
      from = describe(model_, input, true);
      to = quoted(qualified_name(model_, tested.type));
    }
    report(at_name(id), Severe::IfStrict, ErrorCode::ImpossibleType,
           "an item of type " + from + " is never of type " + to);
  }
}

StaticType Checking::check_type_operation(AstId id) {
  const StaticType& operand = type(children(id)[0]);
  need_singleton(whole(children(id)[0]), operand, "the left side of", to_string(node(id).op));
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
    keep_if(result.types, [&](TypeId type) { return model_->is_a(type, tested.type); });
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
      const StaticType instance = exactly_one(made);
      if (const Element* const choice = find_choice(node(field).name, instance))
        report_choice_name(field, *choice);
      else
        report_unknown_element(field, instance);
    }
  }
  StaticType result = exactly_one(made);
  result.may_be_empty = focus.may_be_empty;
  result.always_empty = focus.always_empty;
  return result;
}

}  // namespace kiln::core
