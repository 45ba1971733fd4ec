// Filter: one `compose.include.filter` of a value set, and whether a concept passes it.
#pragma once

#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/terminology/code_system.h"

namespace kiln::core::terminology {

struct Filter {
  std::string_view property;
  std::string_view op;  ///< FHIR's code: "is-a", "=", ...
  std::string_view value;
};

/// The filter's row in FHIR's FilterOperator: "=", "is-a", "descendent-of", "is-not-a", "regex",
/// "in", "not-in", "generalizes", "child-of", "descendent-leaf", "exists". Errors (Terminology) for
/// any other operator, for a property that the code system does not declare, for a hierarchical
/// filter on anything but `concept` or `code` or with an unknown concept, and for a bad pattern.
Expected<bool> passes(const CodeSystem& system, ConceptIndex concept_index, const Filter& filter);

}  // namespace kiln::core::terminology
