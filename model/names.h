// The id of each member name of a FHIR model, as a constant: name::valueQuantity.
#pragma once

#include "model/ids.h"

namespace kiln::core::name {

#include "model/generated/name_ids.inc"

}  // namespace kiln::core::name
