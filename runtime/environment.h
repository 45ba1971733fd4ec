// What an evaluation is given besides a program: Environment, what it may use up: Limits, and what
// it is evaluated on: Focus. The same for every engine of Kiln.
#pragma once

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

/// What an evaluation may use up at most; each is an error of its own when it is reached.
struct Limits {
  std::uint64_t max_steps = 50'000'000;  ///< nodes evaluated, items compared
  std::uint64_t max_items = 10'000'000;  ///< items of one collection
  std::uint64_t max_string = 64u << 20;  ///< bytes of one string
  std::uint32_t max_depth = 2'500;       ///< nesting of expressions, not of chains
  /// Bytes of the items, texts and documents that the evaluation makes, as far as it has counted
  /// them: a text or a list that is being made may go beyond. The reference does not count.
  std::uint64_t max_arena = 256u << 20;
};

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
