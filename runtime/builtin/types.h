// Types of items (§6.3, §10) and type specifiers.
#pragma once

#include <string>
#include <string_view>

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// A type specifier, resolved (§10.1: the model's types first, then System).
struct ResolvedType {
  TypeId id = kNoType;  ///< kNoType: only without a model, where `name` is a resourceType
  std::string name;     ///< without its namespace
  bool system = false;  ///< written as, or found only as, a System type
};

/// `model` may be nullptr, `qualifier` empty. UnknownTypeAtRun.
Expected<ResolvedType> resolve_type(const Model* model, std::string_view qualifier,
                                    std::string_view name);

/// `is`: the type itself or one below it.
bool is_of_type(Evaluation& evaluation, const Item& item, const ResolvedType& type);
/// `as` and ofType(): FHIR's primitives are independent of each other.
bool selects_type(Evaluation& evaluation, const Item& item, const ResolvedType& type);

/// §6.3.1. MultipleItems. On nothing: false; in 2.0.0 nothing.
Expected<Items> is_type(Evaluation& evaluation, Items items, const ResolvedType& type);
/// §6.3.3. MultipleItems, unless the environment's as_filters makes it of_type().
Expected<Items> as_type(Evaluation& evaluation, Items items, const ResolvedType& type);
/// §5.2.7. Charges a step for each of several items.
Expected<Items> of_type(Evaluation& evaluation, Items items, const ResolvedType& type);

/// §10.2.2: an object with namespace, name and baseType.
Item type_info(Evaluation& evaluation, const Item& item);

}  // namespace kiln::core
