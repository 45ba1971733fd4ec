// Machine: runs programs of the compiler for one Session, again and again with the same Context,
// and hands out values that own what they need. The invariants that conformsTo() asks about run on
// it too, each compiled once.
//
// Thread-safety: none.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/program_set.h"
#include "runtime/builtin/invariants.h"
#include "runtime/environment.h"
#include "vm/context.h"

namespace kiln::core::cli {

/// What an evaluation gives, whichever engine it was.
struct Evaluated {
  Values items;
  std::vector<TraceEntry> traces;
  /// Documents that were made or resolved on the way and that items refer to.
  std::vector<std::shared_ptr<const Document>> documents;
};

/// What to compile for an environment. `streaming` as in CompileOptions; the context type is left
/// to the ProgramSet.
CompileOptions compile_options(const Environment& environment, bool streaming);

class Machine {
 public:
  explicit Machine(bool streaming);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// The value on a focus, by the program for its type, or the first error in the order of
  /// evaluation.
  ///
  /// REQUIRES: programs of the environment's options; until forget(), those stay the same.
  Expected<Evaluated> run(ProgramSet& programs, const Environment& environment, const Focus& focus);

  /// The compiled invariants, whose options change.
  void forget() { invariants_.clear(); }

 private:
  static constexpr std::size_t kMostInvariants = 1'024;

  class Invariants;
  struct Invariant;
  class Nesting;

  /// Valid until the next run at the same depth.
  Expected<Items> run(ProgramSet& programs, Context& context, const Environment& environment,
                      const Focus& focus);
  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests& pending);
  Expected<std::shared_ptr<Invariant>> invariant(std::string_view expression,
                                                 const Environment& environment);

  bool streaming_;
  std::unique_ptr<Invariants> asked_;
  std::map<std::string, std::shared_ptr<Invariant>, std::less<>> invariants_;
  /// The first is the expression's; an invariant runs inside of what asks about it.
  std::vector<std::unique_ptr<Context>> contexts_;
  std::size_t depth_ = 0;  ///< of contexts_ that are in use
};

}  // namespace kiln::core::cli
