// The functions of the language, one C++ function for each row of function.def, found by
// FunctionId. They stand by section of the specification: existence.cc §5.1, filtering.cc §5.2,
// subsetting.cc §5.3 and §5.4, conversions.cc §5.5, strings.cc §5.6 and §5.7, numbers.cc §5.8 and
// §7, tree.cc §5.9, utility.cc §5.10 and §5.11, types.cc §6.3 and §10.2, fhir.cc and
// terminologies.cc for the functions of the FHIR specification.
#pragma once

#include "proptest/reference/evaluation.h"

namespace kiln::core::reference {

using Function = Expected<Collection> (*)(Call& call);

namespace functions {
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) \
  Expected<Collection> id(Call& call);
#include "runtime/function/function.def"
#undef KILN_FUNCTION
}  // namespace functions

/// The functions of %terminologies and %factory, which are no rows of function.def.
Expected<Collection> call_terminologies(Call& call, std::string_view name);
Expected<Collection> call_factory(Call& call, std::string_view name);

}  // namespace kiln::core::reference
