// The names of FHIR's versions, as command lines and case files have them.
#pragma once

#include <optional>
#include <string_view>

#include "model/ids.h"

namespace kiln::core {

/// "none", "r4", "r4b", "r5"; nothing for anything else.
std::optional<Fhir> parse_fhir(std::string_view text);
std::string_view to_string(Fhir fhir);

}  // namespace kiln::core
