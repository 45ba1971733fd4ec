// The numbers by which everything else names FHIR's versions, types and members.
#pragma once

#include <kiln/version.h>

#include <cstdint>

namespace kiln::core {

using kiln::Fhir;

/// Id of a member name. Below model::kNameCount: a name of some FHIR model, fixed at compile time
/// and the same for all versions (also the JSON names of choice elements, `valueQuantity`). At or
/// above: local to one Document. 24 bits.
enum class NameId : std::uint32_t {};
inline constexpr NameId kNoName{0xFFFFFF};

/// Id of a type. 0: no type (a node without a model). 1..kSystemTypeCount: the System types, the
/// same everywhere. Above: a type of one FHIR version; the same name has the same id in every
/// version.
enum class TypeId : std::uint16_t {};
inline constexpr TypeId kNoType{0};

namespace system_type {
inline constexpr TypeId Any{1};
inline constexpr TypeId Boolean{2};
inline constexpr TypeId String{3};
inline constexpr TypeId Integer{4};
inline constexpr TypeId Long{5};
inline constexpr TypeId Decimal{6};
inline constexpr TypeId Date{7};
inline constexpr TypeId DateTime{8};
inline constexpr TypeId Time{9};
inline constexpr TypeId Quantity{10};
}  // namespace system_type
inline constexpr std::uint16_t kSystemTypeCount = 10;

inline bool is_system_type(TypeId type) {
  return type != kNoType && static_cast<std::uint16_t>(type) <= kSystemTypeCount;
}

}  // namespace kiln::core
