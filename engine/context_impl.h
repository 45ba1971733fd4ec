// What a Context is a handle of. Private to this room.
#pragma once

#include <kiln/kiln.h>

#include <vector>

#include "engine/access.h"
#include "engine/host_binding.h"
#include "engine/program_runner.h"
#include "runtime/environment.h"

namespace kiln {

struct Context::Impl {
  core::ProgramRunner runner;
  core::Environment environment;  ///< of the last evaluation, whose result may refer to it
  ItemSource source;              ///< of its items
  HostBinding host{source};
  std::vector<PendingRequest> pending;
  std::uint64_t steps = 0;
  bool is_in_use = false;  ///< an evaluation is on: a function of the host may look at this
};

}  // namespace kiln
