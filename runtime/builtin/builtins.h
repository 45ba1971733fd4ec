// The built-in functions: one C++ function for each row of function.def, found by builtin_of().
//
// They stand by section of the specification: existence.cc §5.1, subsetting.cc §5.3 and §5.4,
// conversions.cc §5.5, strings.cc §5.6 and §5.7, numbers.cc §5.8, tree.cc §5.9, temporal.cc and
// utility.cc §5.10 and §5.11, aggregates.cc §7, types.cc §10.2, fhir.cc, profiles.cc and
// terminologies.cc for the functions of the FHIR specification. call.h says what they are given.
// Those for which builtin_of() gives nullptr are declared here and defined nowhere.
#pragma once

#include "runtime/builtin/call.h"

namespace kiln::core::builtins {

#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) \
  Expected<Items> id(const BuiltinCall& call);
#include "runtime/function/function.def"
#undef KILN_FUNCTION

}  // namespace kiln::core::builtins
