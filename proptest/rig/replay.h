// replay: a replay file through its engines, and the writing of one for what differs.
//
// Thread-safety: any number of threads.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "proptest/cases/replay_file.h"
#include "runtime/environment.h"

namespace kiln::core::rig {

/// What differs, a line each: engines from the first one, each from what is expected, the second
/// evaluation of an engine from its first; nothing if all is well. The error says what the case
/// lacks for being evaluated: a resource that can be read, a context that is in it, anything to
/// compare.
std::expected<std::vector<std::string>, std::string> replay(const cases::Replay& replay);

/// The case of an expression on an element of a document; engines, `expect` and what found it are
/// left to the caller. `focus` is null for an expression without data. REQUIRES: an element of a
/// document whose root is a resource, or typed by `root_type`.
cases::Replay make_replay(const std::string& expression, const Environment& environment,
                          const Node* focus, TypeId root_type = kNoType);

/// Writes it into the folder, which is made if it is not there, under `name` without the characters
/// that file names should not have. Returns the command that replays it.
std::expected<std::string, std::string> write_replay(const std::filesystem::path& folder,
                                                     const std::string& name,
                                                     const cases::Replay& replay);

/// Both, for the message of a test whose engine has not answered as the reference did: the command,
/// or why there is none. `focus` as in make_replay(), of a root that is a resource or has no type.
std::string keep_difference(const std::filesystem::path& folder, const std::string& name,
                            const std::string& expression, const Environment& environment,
                            const Focus& focus, oracle::Engine engine);

}  // namespace kiln::core::rig
