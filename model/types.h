// The id of each FHIR type that has a name of its own, as a constant: fhir_type::HumanName.
#pragma once

#include "model/ids.h"

namespace kiln::core::fhir_type {

#include "model/generated/type_ids.inc"

}  // namespace kiln::core::fhir_type
