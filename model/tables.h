// The rows of the generated tables, as model/generate writes them into model/generated/*.inc.
// Entry: Model (model.h); no other room includes this.
//
// All versions share each array, one version after the other, and refer to it by position, so that
// the tables hold no pointers and lie in read-only memory.
#pragma once

#include <cstdint>

#include "model/model.h"

namespace kiln::core::model {

#include "model/generated/counts.inc"

inline constexpr std::uint16_t kFirstType = kSystemTypeCount + 1;
inline constexpr int kVersionCount = 3;

/// One type of one version. All zero: this version has no such type.
struct TypeRow {
  TypeId base{};
  TypeId system{};  ///< of a primitive's value
  TypeKind kind = TypeKind::System;
  bool is_abstract = false;
  std::uint16_t first_element = 0;  ///< in kElements
  std::uint16_t first_key = 0;      ///< in kKeys
  std::uint16_t element_count = 0;
  std::uint16_t key_count = 0;
};

/// A JSON or FHIRPath name of a type's own rows. The keys of a type are sorted by name.
struct Key {
  std::uint16_t name;
  std::uint16_t element;  ///< the first row with this name, counted from the type's first row
};

/// An Element from its generated row.
constexpr Element row(std::uint32_t json, std::uint32_t name, std::uint16_t type, std::uint8_t min,
                      unsigned flags) {
  return {NameId{json},     NameId{name},     TypeId{type},     min,
          (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0, (flags & 8) != 0,
          (flags & 16) != 0};
}

}  // namespace kiln::core::model
