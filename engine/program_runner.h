// ProgramRunner: runs programs of the compiler, again and again with the same memory, and with them
// the invariants that conformsTo() asks about, each of which is compiled once.
//
// Thread-safety: none.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/compile.h"
#include "runtime/environment.h"
#include "vm/context.h"

namespace kiln::core {

class ProgramRunner {
 public:
  ProgramRunner();
  ~ProgramRunner();
  ProgramRunner(const ProgramRunner&) = delete;
  ProgramRunner& operator=(const ProgramRunner&) = delete;

  /// The value on a focus, or the first error in the order of evaluation; valid until the next run.
  /// `streaming` is that of the invariants' programs.
  ///
  /// REQUIRES: that no run of this object is on; a program of the environment's options.
  Expected<Items> run(const Program& program, bool streaming, const Environment& environment,
                      const Focus& focus);

  /// Of the last run.
  const Evaluation& evaluation() const { return contexts_.front()->evaluation(); }

 private:
  static constexpr std::size_t kMostInvariants = 1'024;

  class Invariants;
  struct Invariant;
  class Nesting;

  Expected<bool> holds(std::string_view expression, const Node& focus,
                       const Environment& environment, PendingRequests& pending);
  Expected<std::shared_ptr<Invariant>> invariant(std::string_view expression,
                                                 const Environment& environment);
  /// Forgets the invariants if they were compiled with other options.
  void use(const CompileOptions& options);

  std::unique_ptr<Invariants> asked_;
  std::map<std::string, std::shared_ptr<Invariant>, std::less<>> invariants_;
  CompileOptions options_;  ///< of the invariants
  /// The first is the expression's; an invariant runs inside of what asks about it.
  std::vector<std::unique_ptr<Context>> contexts_;
  std::size_t depth_ = 0;  ///< of contexts_ that are in use
};

}  // namespace kiln::core
