// Dialect: what the meaning of an expression depends on besides its items.
#pragma once

#include "model/model.h"
#include "runtime/language.h"

namespace kiln::core::reference {

struct Dialect {
  LanguageVersion language = LanguageVersion::V3;
  const Model* model = nullptr;  ///< nullptr: no types, any JSON
};

}  // namespace kiln::core::reference
