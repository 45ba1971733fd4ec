// `%name`: the environment variables (§9, FHIR page "Environment variables"), without those of
// defineVariable().
#pragma once

#include "runtime/builtin/evaluation.h"

namespace kiln::core {

/// A variable of the host, of FHIR, or of the evaluation. UndefinedVariable; Unsupported for
/// %terminologies and the like, which have functions and no value.
Expected<Items> external_constant(Evaluation& evaluation, std::string_view name);

/// Whether defineVariable() may not define this name.
bool is_taken(const Evaluation& evaluation, std::string_view name);

}  // namespace kiln::core
