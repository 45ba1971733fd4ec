// Model over the generated tables. Entry: Model::get(). Tested by model_test.cc.
#include "model/model.h"

#include <algorithm>
#include <array>

#include "model/hash_table.h"
#include "model/tables.h"

namespace kiln::core {
namespace {

using model::kFirstType;
using model::kTypeCount;
using model::row;

constexpr char kTypeText[] =
#include "model/generated/type_text.inc"
    ;
constexpr std::array<std::uint16_t, kTypeCount + 1> kTypeOffsets = {
#include "model/generated/type_offsets.inc"
};
constexpr model::StringPool<kTypeCount> kTypeNames{kTypeText, kTypeOffsets};
constexpr model::HashTable<kTypeCount, 2048> kTypeIndex{kTypeNames};

constexpr model::TypeRow kTypes[] = {
#include "model/generated/r4_types.inc"
#include "model/generated/r4b_types.inc"
#include "model/generated/r5_types.inc"
};
static_assert(std::size(kTypes) == model::kVersionCount * kTypeCount);

constexpr Element kElements[] = {
#include "model/generated/r4_elements.inc"
#include "model/generated/r4b_elements.inc"
#include "model/generated/r5_elements.inc"
};
static_assert(std::size(kElements) == model::kElementCount);

constexpr model::Key kKeys[] = {
#include "model/generated/r4_keys.inc"
#include "model/generated/r4b_keys.inc"
#include "model/generated/r5_keys.inc"
};
static_assert(std::size(kKeys) == model::kKeyCount);

/// By row of kElements: where its set of targets starts in kTargetSets.
constexpr std::uint16_t kTargets[] = {
#include "model/generated/r4_targets.inc"
#include "model/generated/r4b_targets.inc"
#include "model/generated/r5_targets.inc"
};
static_assert(std::size(kTargets) == model::kElementCount);

/// Sets of types, each its size and then its members.
constexpr std::array<TypeId, model::kTargetPoolSize> kTargetSets = [] {
  constexpr std::uint16_t kNumbers[] = {
#include "model/generated/target_sets.inc"
  };
  std::array<TypeId, model::kTargetPoolSize> sets{};
  for (std::size_t i = 0; i < sets.size(); ++i) sets[i] = TypeId{kNumbers[i]};
  return sets;
}();

static_assert(sizeof(kTypes) + sizeof(kElements) + sizeof(kKeys) + sizeof(kTargets) +
                  sizeof(kTargetSets) + sizeof(kTypeText) + sizeof(kTypeIndex) <
              1'500'000);

constexpr std::string_view kSystemTypeNames[] = {"Any",  "Boolean", "String", "Integer",
                                                 "Long", "Decimal", "Date",   "DateTime",
                                                 "Time", "Quantity"};
static_assert(std::size(kSystemTypeNames) == kSystemTypeCount);

constexpr model::TypeRow kNoTypeRow{};
constexpr model::TypeRow kAnyRow{.is_abstract = true};
constexpr model::TypeRow kSystemRow{.base = system_type::Any};

/// The row of any type, also of kNoType and of types that the version does not have.
const model::TypeRow& type_row(Fhir version, TypeId type) {
  const auto id = static_cast<std::uint16_t>(type);
  if (id >= kFirstType && id < kFirstType + kTypeCount)
    return kTypes[(static_cast<int>(version) - 1) * kTypeCount + id - kFirstType];
  if (type == system_type::Any) return kAnyRow;
  return is_system_type(type) ? kSystemRow : kNoTypeRow;
}

/// The type's own first row with this JSON or FHIRPath name, or nullptr.
const Element* find_own(const model::TypeRow& type, NameId name) {
  const model::Key* const first = kKeys + type.first_key;
  const model::Key* const last = first + type.key_count;
  const auto wanted = static_cast<std::uint32_t>(name);
  const model::Key* const key = std::lower_bound(
      first, last, wanted, [](const model::Key& k, std::uint32_t id) { return k.name < id; });
  if (key == last || key->name != wanted) return nullptr;
  return kElements + type.first_element + key->element;
}

std::span<const TypeId> targets_of(const Element& element) {
  const std::size_t start = kTargets[&element - kElements];
  return std::span(kTargetSets).subspan(start + 1, static_cast<std::size_t>(kTargetSets[start]));
}

}  // namespace

const Model& Model::get(Fhir version) {
  static constexpr Model kModels[] = {Model(Fhir::R4), Model(Fhir::R4B), Model(Fhir::R5)};
  return kModels[static_cast<int>(version) - 1];
}

TypeId Model::find_type(std::string_view name) const {
  const std::uint16_t position = kTypeIndex.find(kTypeNames, name);
  if (position == kTypeIndex.kNone) return kNoType;
  const TypeId type{static_cast<std::uint16_t>(kFirstType + position)};
  return exists(type) ? type : kNoType;
}

std::string_view Model::name(TypeId type) const {
  if (type == kNoType) return "";
  if (is_system_type(type)) return system_type_name(type);
  return kTypeNames[static_cast<std::size_t>(type) - kFirstType];
}

TypeKind Model::kind(TypeId type) const {
  return type_row(version_, type).kind;
}

bool Model::is_abstract(TypeId type) const {
  return type_row(version_, type).is_abstract;
}

TypeId Model::base(TypeId type) const {
  return type_row(version_, type).base;
}

bool Model::is_a(TypeId type, TypeId ancestor) const {
  while (type != ancestor && type != kNoType) type = base(type);
  return type == ancestor && type != kNoType;
}

TypeId Model::system_type_of(TypeId primitive) const {
  return type_row(version_, primitive).system;
}

std::span<const Element> Model::elements(TypeId type, NameId name) const {
  for (; type != kNoType; type = base(type)) {
    const std::span<const Element> own = own_elements(type);
    const Element* const first = find_own(type_row(version_, type), name);
    if (first == nullptr || first->name != name) continue;
    std::size_t count = 1;
    const auto start = static_cast<std::size_t>(first - own.data());
    while (start + count < own.size() && first[count].name == name) ++count;
    return {first, count};
  }
  return {};
}

const Element* Model::element_by_json(TypeId type, NameId json) const {
  for (; type != kNoType; type = base(type)) {
    const Element* const element = find_own(type_row(version_, type), json);
    if (element != nullptr && element->json == json) return element;
  }
  return nullptr;
}

std::span<const Element> Model::own_elements(TypeId type) const {
  const model::TypeRow& row = type_row(version_, type);
  return {kElements + row.first_element, row.element_count};
}

std::span<const TypeId> Model::targets(TypeId type, NameId name) const {
  if (const Element* const element = element_by_json(type, name)) return targets_of(*element);
  for (const Element& element : elements(type, name))
    if (const auto targets = targets_of(element); !targets.empty()) return targets;
  return {};
}

TypeId Model::first_type() {
  return TypeId{kFirstType};
}

TypeId Model::end_type() {
  return TypeId{kFirstType + kTypeCount};
}

bool Model::exists(TypeId type) const {
  return is_system_type(type) || type_row(version_, type).kind != TypeKind::System;
}

std::string_view system_type_name(TypeId type) {
  return kSystemTypeNames[static_cast<std::size_t>(type) - 1];
}

TypeId find_system_type(std::string_view name) {
  const auto* const found = std::ranges::find(kSystemTypeNames, name);
  if (found == std::end(kSystemTypeNames)) return kNoType;
  return TypeId{static_cast<std::uint16_t>(found - kSystemTypeNames + 1)};
}

}  // namespace kiln::core
