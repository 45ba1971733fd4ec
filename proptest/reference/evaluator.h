// The reference evaluator: walks the Ast with boxed values and no cleverness. Its text is the
// meaning of the language; every other engine of Kiln is held against it.
//
// Entry: evaluate(). The sections of the specification and the files here go side by side:
// scope.h (special variables, §5 "Scoped Functions"), existence, filtering, subsetting ... .
//
// Thread-safety: evaluate() is pure but for what the Host's functions do.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "frontend/ast.h"
#include "model/model.h"
#include "runtime/document/navigate.h"
#include "runtime/environment.h"
#include "runtime/host.h"
#include "runtime/language.h"
#include "runtime/pending.h"
#include "runtime/value/value.h"

namespace kiln::core::reference {

using kiln::core::Environment;
using kiln::core::Focus;
using kiln::core::Limits;

struct Result {
  Values items;
  std::vector<TraceEntry> traces;
  /// Documents that were made or resolved on the way and that items refer to.
  std::vector<std::shared_ptr<const Document>> documents;
};

/// The value of a whole, error-free Ast, or the first error in the order of evaluation: eager, left
/// to right.
Expected<Result> evaluate(const Ast& ast, const Environment& environment, const Focus& focus);
/// The same; what it waits for, if it ends with Pending, is added to `pending`.
Expected<Result> evaluate(const Ast& ast, const Environment& environment, const Focus& focus,
                          PendingRequests& pending);

}  // namespace kiln::core::reference
