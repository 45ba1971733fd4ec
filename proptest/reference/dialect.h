// Dialect: what the meaning of an expression depends on besides its items.
#pragma once

#include "frontend/parser.h"
#include "model/model.h"

namespace kiln::reference {

struct Dialect {
  LanguageVersion language = LanguageVersion::V3;
  const Model* model = nullptr;  ///< nullptr: no types, any JSON
};

}  // namespace kiln::reference
