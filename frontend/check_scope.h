// Where each node stands: in which scope, and how far a variable that it defines is seen. Computed
// from the shape of the Ast and the signatures alone, before any type is known.
//
// A scope is a part of the expression with an input, a $this or a fate of its own: a lambda, a
// branch that may not be evaluated. The whole expression is scope 0.
//
// Invariants:
//   1. Scopes are in the order of a walk from the root: a scope's parent stands before it.
//   2. The scopes that begin inside of a subtree are neighbours.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "frontend/ast.h"
#include "frontend/static_type.h"
#include "runtime/function/signature.h"

namespace kiln::core {

struct CheckScope {
  enum class Kind : std::uint8_t {
    Root,
    Lambda,      ///< for each item of the call's input
    SortKey,     ///< Lambda, for items that are compared
    Repeat,      ///< Lambda, also for each item of its own result
    Aggregator,  ///< Lambda, with $total
    Criterion,   ///< of iif(): evaluated once, $this is the input
    Result,      ///< of iif(): as Criterion, but perhaps not at all
    Definition,  ///< of defineVariable(): paths start from the input, $this stays
    Name,        ///< no expression: the argument of %factory.create()
    Perhaps,     ///< what may not be evaluated: the right side of `and`, an argument of coalesce()
  };

  Kind kind = Kind::Root;
  bool in_aggregate = false;   ///< an Aggregator, or within one
  bool inside_repeat = false;  ///< within a Repeat
  std::uint32_t parent = 0;
  AstId owner = kNoAst;  ///< the call or operator that the scope is an argument of

  // What the walk finds out; valid if `ready`.
  bool ready = false;
  bool certain = true;  ///< evaluated at least once whenever the expression is
  StaticType self;      ///< $this
  StaticType focus;     ///< what a path or a function without a left side starts from
};

/// An object of FHIR's that is there to have its functions called.
enum class Service : std::uint8_t { None, Terminologies, Factory, Server };

/// "%terminologies", ...; "" for None.
std::string_view to_string(Service service);
/// By the name of a variable, without %.
Service find_service(std::string_view name);

struct CheckPlan {
  struct Node {
    std::uint32_t scope = 0;
    std::uint32_t start = 0;       ///< the first node of its subtree
    std::uint32_t seen_until = 0;  ///< the last node of the chain that it begins
    /// Whose function a Call is, as %terminologies.expand(...) and
    /// %terminologies.at(url).expand(...) are.
    Service service = Service::None;
    const Signature* function = nullptr;  ///< of a Call that is nobody's; nullptr: unknown
  };

  std::vector<CheckScope> scopes;
  std::vector<Node> nodes;  ///< by AstId

  /// The scopes, first and behind the last, of calls and operators with an id in [first, last].
  std::pair<std::uint32_t, std::uint32_t> scopes_within(AstId first, AstId last) const;
};

/// REQUIRES: !ast.empty().
CheckPlan plan_check(const Ast& ast);

}  // namespace kiln::core
