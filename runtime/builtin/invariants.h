// InvariantEvaluator: what conformsTo() asks about the invariants of a profile. They are
// expressions, and this room cannot compile: an engine supplies it (Evaluation::set_invariants).
#pragma once

#include <string_view>

#include "runtime/environment.h"

namespace kiln::core {

class InvariantEvaluator {
 public:
  virtual ~InvariantEvaluator() = default;

  /// Whether the invariant holds with `focus` as its context: it is violated by what is false, not
  /// by what is empty. `environment` is that of the expression that asks, made ready: its profile
  /// is that of the invariant, and its max_depth is half, so that invariants that call conformsTo()
  /// end. A run in it is one of its own, with all of max_steps: it must not use the Evaluation that
  /// asks, which is charged a step for it. If it is Pending, what it waits for is added to
  /// `pending`. The place of an error is one in `expression`, which is none in that of the caller.
  virtual Expected<bool> holds(std::string_view expression, const Node& focus,
                               const Environment& environment, PendingRequests& pending) const = 0;
};

}  // namespace kiln::core
