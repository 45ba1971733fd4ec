// Machine: runs programs of the compiler for one Session and hands out values that own what they
// need.
//
// Thread-safety: none.
#pragma once

#include <memory>
#include <vector>

#include "compiler/program_set.h"
#include "engine/program_runner.h"
#include "runtime/environment.h"

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
  explicit Machine(bool streaming) : streaming_(streaming) {}

  /// The value on a focus, by the program for its type, or the first error in the order of
  /// evaluation.
  ///
  /// REQUIRES: programs of the environment's options.
  Expected<Evaluated> run(ProgramSet& programs, const Environment& environment, const Focus& focus);

 private:
  bool streaming_;
  ProgramRunner runner_;
};

}  // namespace kiln::core::cli
