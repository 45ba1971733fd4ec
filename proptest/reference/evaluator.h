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
#include "runtime/host.h"
#include "runtime/language.h"
#include "runtime/value/value.h"

namespace kiln::reference {

/// What an evaluation may use up at most; each is an error of its own when it is reached.
struct Limits {
  std::uint64_t max_steps = 50'000'000;  ///< nodes of the Ast evaluated, items compared
  std::uint64_t max_items = 10'000'000;  ///< items of one collection
  std::uint64_t max_string = 64u << 20;  ///< bytes of one string
  std::uint32_t max_depth = 2'500;       ///< nesting of expressions, not of chains
};

struct Environment {
  const Model* model = nullptr;  ///< nullptr: any JSON, no types
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;             ///< an element that the type does not have is an error
  bool as_filters = false;         ///< `as` on several items filters them (R4 and R4B invariants)
  bool json_choice_names = false;  ///< `Observation.valueQuantity` finds what `value` does
  const Host* host = nullptr;
  kiln::Temporal now;   ///< a full DateTime with offset: now(), today(), timeOfDay()
  std::string profile;  ///< %profile, if the expression is an invariant's
  Limits limits;
};

/// What the expression is evaluated on. Nothing: an expression without data, `1 + 1`.
struct Focus {
  std::optional<Node> context;        ///< %context, the first $this
  std::optional<Node> resource;       ///< %resource; default: the resource that holds the context
  std::optional<Node> root_resource;  ///< %rootResource; default: the outermost resource
};

struct Result {
  Values items;
  std::vector<TraceEntry> traces;
  /// Documents that were made or resolved on the way and that items refer to.
  std::vector<std::shared_ptr<const Document>> documents;
};

/// The value of a whole, error-free Ast, or the first error in the order of evaluation: eager, left
/// to right.
Expected<Result> evaluate(const Ast& ast, const Environment& environment, const Focus& focus);

}  // namespace kiln::reference
