// What an evaluation is given besides a program: Environment, what it may use up: Limits, and what
// it is evaluated on: Focus. The same for every engine of Kiln.
#pragma once

#include <kiln/limits.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "model/model.h"
#include "runtime/document/navigate.h"
#include "runtime/host.h"
#include "runtime/language.h"
#include "runtime/value/temporal.h"

namespace kiln::core {

using Limits = kiln::EvaluationLimits;

struct Environment {
  const Model* model = nullptr;  ///< nullptr: any JSON, no types
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;             ///< an element that the type does not have is an error
  bool as_filters = false;         ///< `as` on several items filters them (R4 and R4B invariants)
  bool json_choice_names = false;  ///< `Observation.valueQuantity` finds what `value` does
  const Host* host = nullptr;
  Temporal now;         ///< a full DateTime with offset: now(), today(), timeOfDay()
  std::string profile;  ///< %profile, if the expression is an invariant's
  Limits limits;
  /// Once it is true, the evaluation ends with Cancelled. nullptr: nobody cancels.
  const std::atomic<bool>* cancel = nullptr;
};

/// What the expression is evaluated on. Nothing: an expression without data, `1 + 1`.
struct Focus {
  std::optional<Node> context;        ///< %context, the first $this
  std::optional<Node> resource;       ///< %resource; default: the resource that holds the context
  std::optional<Node> root_resource;  ///< %rootResource; default: the outermost resource
};

}  // namespace kiln::core
