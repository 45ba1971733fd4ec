#include "runtime/builtin/types.h"

#include "runtime/builtin/builtins.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

bool has_fhir_type(const Item& item) {
  return item.is_node() && item.type() != kNoType;
}

/// The System type of an item without a FHIR type; a JSON scalar is what it looks like. kNoType for
/// a container and for a scalar without a value.
TypeId apparent_type(Evaluation& evaluation, const Item& item) {
  if (!item.is_node()) return system_type_of(item);
  if (item.document()->is_container(item.index())) return kNoType;
  const ArenaScope scope(evaluation.arena());
  const Expected<Item> value = system_value(evaluation.model(), item, evaluation.arena());
  return value ? system_type_of(*value) : kNoType;
}

}  // namespace

Expected<ResolvedType> resolve_type(const Model* model, std::string_view qualifier,
                                    std::string_view name) {
  const bool in_model = qualifier.empty() || qualifier == "FHIR";
  if (in_model && model != nullptr) {
    if (const TypeId id = model->find_type(name); id != kNoType) {
      return ResolvedType{id, std::string(name), false};
    }
  }
  if (qualifier.empty() || qualifier == "System") {
    if (const TypeId id = find_system_type(name); id != kNoType) {
      return ResolvedType{id, std::string(name), true};
    }
  }
  // Without a model a name can still be a `resourceType`.
  if (in_model && model == nullptr) return ResolvedType{kNoType, std::string(name), false};
  const std::string written =
      qualifier.empty() ? std::string(name) : std::string(qualifier) + "." + std::string(name);
  return fail(ErrorCode::UnknownTypeAtRun, "there is no type '" + written + "'");
}

bool is_of_type(Evaluation& evaluation, const Item& item, const ResolvedType& type) {
  if (type.system && type.id == system_type::Any) return true;
  if (has_fhir_type(item)) {
    return !type.system && evaluation.model()->is_a(item.type(), type.id);
  }
  if (item.is_node() && item.document()->is_container(item.index())) {
    return !type.system && item.document()->resource_type(item.index()) == type.name;
  }
  return type.system && type.id == apparent_type(evaluation, item);
}

bool selects_type(Evaluation& evaluation, const Item& item, const ResolvedType& type) {
  const Model* const model = evaluation.model();
  if (!has_fhir_type(item) || model->kind(item.type()) != TypeKind::Primitive) {
    return is_of_type(evaluation, item, type);
  }
  // FHIR page, ofType(): `markdown` is no subclass of `string`; System types select by value.
  if (type.system) {
    return type.id == system_type::Any ||
           (has_value(item.as_node()) && model->system_type_of(item.type()) == type.id);
  }
  if (model->kind(type.id) != TypeKind::Primitive) return is_of_type(evaluation, item, type);
  return item.type() == type.id;
}

Expected<Items> is_type(Evaluation& evaluation, Items items, const ResolvedType& type) {
  KILN_TRY(const Item item, single(items));
  if (!item.is_none()) return evaluation.one(Item::boolean(is_of_type(evaluation, item, type)));
  return evaluation.is_v2() ? Items() : evaluation.one(Item::boolean(false));
}

Expected<Items> as_type(Evaluation& evaluation, Items items, const ResolvedType& type) {
  if (!evaluation.environment().as_filters) KILN_CHECK(single(items));
  return of_type(evaluation, items, type);
}

Expected<Items> of_type(Evaluation& evaluation, Items items, const ResolvedType& type) {
  if (items.size() == 1) {
    return selects_type(evaluation, items.front(), type) ? items : Items();
  }
  KILN_CHECK(evaluation.charge(items.size()));
  ItemList selected(evaluation.arena());
  for (const Item& item : items) {
    if (selects_type(evaluation, item, type)) selected.append(item);
  }
  return selected.items();
}

Item type_info(Evaluation& evaluation, const Item& item) {
  return has_fhir_type(item) ? evaluation.type_info(evaluation.model(), item.type())
                             : evaluation.type_info(nullptr, apparent_type(evaluation, item));
}

namespace builtins {

Expected<Items> Type(const BuiltinCall& call) {
  KILN_CHECK(call.evaluation.charge(call.input.size()));
  ItemList types(call.evaluation.arena());
  for (const Item& item : call.input) types.append(type_info(call.evaluation, item));
  return types.items();
}

}  // namespace builtins
}  // namespace kiln::core
