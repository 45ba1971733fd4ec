// Sets of types: static_type.h and check_types.h.
#include "frontend/check_types.h"

#include <algorithm>

#include "model/types.h"

namespace kiln::core {
namespace {

std::string_view name_of_type(const Model* model, TypeId type) {
  return is_system_type(type) || model == nullptr ? system_type_name(type) : model->name(type);
}

/// FHIR's Quantity, Age, Duration, ... : with a UCUM code they convert to System.Quantity.
bool is_quantity(const Model& model, TypeId type) {
  return model.is_a(type, fhir_type::Quantity);
}

/// Element, DataType and their like: an item of such a type can be a primitive.
bool is_abstract_element(const Model& model, TypeId type) {
  return model.is_abstract(type) && model.is_a(fhir_type::string, type);
}

SystemTypes values_of(const Model& model, TypeId type) {
  if (type == system_type::Any) return SystemTypes::all();
  if (is_system_type(type)) return {type};
  if (is_quantity(model, type)) return {system_type::Quantity};
  if (is_abstract_element(model, type)) return SystemTypes::all();
  const TypeId value = model.system_type_of(type);
  return value == kNoType ? SystemTypes{} : SystemTypes{value};
}

bool can_be(const Model& model, TypeId type, TypeId tested) {
  if (type == tested || type == system_type::Any || tested == system_type::Any) return true;
  if (is_system_type(type)) return false;
  // A primitive and its value are told apart in some of the type operations only.
  if (is_system_type(tested)) return values_of(model, type).has(tested);
  if (model.is_a(type, tested) || model.is_a(tested, type)) return true;
  // R5's CanonicalResource and MetadataResource are interfaces: no base of what implements them.
  return model.is_abstract(tested) && model.kind(tested) == TypeKind::Resource &&
         model.kind(type) == TypeKind::Resource;
}

}  // namespace

StaticType exactly_one(TypeId type) {
  StaticType one;
  if (type != kNoType) one.types.push_back(type);
  one.may_be_empty = false;
  one.may_be_many = false;
  return one;
}

StaticType at_most_one(TypeId type) {
  StaticType one = exactly_one(type);
  one.may_be_empty = true;
  return one;
}

StaticType any_number_of(TypeId type) {
  StaticType many = at_most_one(type);
  many.may_be_many = true;
  return many;
}

StaticType at_most_one_of(SystemTypes types) {
  StaticType one = at_most_one(kNoType);
  if (types == SystemTypes::all()) return one;
  for (std::uint16_t id = 1; id <= kSystemTypeCount; ++id)
    if (types.has(TypeId{id})) one.types.push_back(TypeId{id});
  return one;
}

StaticType anything() {
  return {};
}

StaticType nothing() {
  StaticType none;
  none.may_be_many = false;
  none.always_empty = true;
  return none;
}

StaticType item_of(const StaticType& collection) {
  StaticType item;
  item.types = collection.types;
  item.may_be_empty = false;
  item.may_be_many = false;
  return item;
}

void add_types(StaticType& type, const StaticType& other) {
  if (type.types.empty()) return;
  for (const TypeId added : other.types)
    if (std::ranges::find(type.types, added) == type.types.end()) type.types.push_back(added);
  if (other.types.empty() || type.types.size() > kMaxTypes) type.types.clear();
}

StaticType either(const StaticType& a, const StaticType& b) {
  StaticType result = a;
  if (a.always_empty)
    result.types = b.types;
  else if (!b.always_empty)
    add_types(result, b);
  result.may_be_empty = a.may_be_empty || b.may_be_empty;
  result.may_be_many = a.may_be_many || b.may_be_many;
  result.ordered = a.ordered && b.ordered;
  result.always_empty = a.always_empty && b.always_empty;
  result.always_many = a.always_many && b.always_many;
  return result;
}

StaticType both(const StaticType& a, const StaticType& b) {
  StaticType result = either(a, b);
  result.may_be_empty = a.may_be_empty && b.may_be_empty;
  result.may_be_many = a.may_be_many || b.may_be_many || (!a.always_empty && !b.always_empty);
  result.always_many = a.always_many || b.always_many;
  return result;
}

SystemTypes values_of(const Model* model, const StaticType& type) {
  if (type.types.empty()) return SystemTypes::all();
  SystemTypes values;
  for (const TypeId id : type.types) {
    if (model != nullptr)
      values |= values_of(*model, id);
    else
      values |= id == system_type::Any ? SystemTypes::all() : SystemTypes{id};
  }
  return values;
}

SystemTypes with_conversions(SystemTypes types) {
  if (types.has(system_type::Integer)) types |= SystemTypes{system_type::Long};
  if (types.has(system_type::Long)) types |= SystemTypes{system_type::Decimal};
  if (types.has(system_type::Decimal)) types |= SystemTypes{system_type::Quantity};
  if (types.has(system_type::Date)) types |= SystemTypes{system_type::DateTime};
  return types;
}

bool is_system(const StaticType& type) {
  return !type.types.empty() && std::ranges::all_of(type.types, is_system_type);
}

bool can_be(const Model* model, const StaticType& type, TypeId tested) {
  if (type.types.empty()) return true;
  return std::ranges::any_of(type.types, [&](TypeId id) {
    return model == nullptr ? id == tested : can_be(*model, id, tested);
  });
}

std::string qualified_name(const Model* model, TypeId type) {
  return (is_system_type(type) ? "System." : "FHIR.") + std::string(name_of_type(model, type));
}

std::string describe(const Model* model, const StaticType& type, bool qualified) {
  const auto quoted = [&](std::size_t i) {
    const TypeId id = type.types[i];
    return "'" + (qualified ? qualified_name(model, id) : std::string(name_of_type(model, id))) +
           "'";
  };
  const std::size_t count = type.types.size();
  if (count == 1) return quoted(0);
  if (count == 2) return quoted(0) + " or " + quoted(1);
  if (count == 3) return quoted(0) + ", " + quoted(1) + " or " + quoted(2);
  return quoted(0) + ", " + quoted(1) + " or " + std::to_string(count - 2) + " others";
}

std::string to_string(const Model* model, const StaticType& type) {
  std::string text;
  for (const TypeId id : type.types) {
    if (!text.empty()) text += " | ";
    text += qualified_name(model, id);
  }
  if (text.empty()) text = "anything";
  text += type.always_many ? " 2.." : type.may_be_empty ? " 0.." : " 1..";
  text += type.always_empty ? "0" : type.may_be_many ? "*" : "1";
  if (!type.ordered) text += " unordered";
  return text;
}

}  // namespace kiln::core
