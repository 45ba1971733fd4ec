// A Program as bytes, to be stored and read again.
//
//   magic "KILN", version:32, table:64, checksum:64, payload
//
// All numbers are little-endian; a text is its length (32 bits) and its UTF-8. `table` is a digest
// of opcode.def: a file is read by builds with the same instructions only, and the version says how
// the payload is laid out. The checksum is that of the payload.
//
// What the model and the tables of functions decide is written by name and looked up again, so that
// it is right in the build that reads it. Constants are written as exact text.
//
// Thread-safety: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/bytecode/program.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

inline constexpr std::uint32_t kProgramVersion = 1;

/// REQUIRES: a program that verify() accepts. The same program gives the same bytes.
std::string serialize(const Program& program);

/// The program is verified and can be run. It does not refer to `bytes`. InvalidProgram for
/// anything that serialize() has not made in this build, without reading beyond the end; memory and
/// time are bounded by the size, and by VerifierLimits.
Expected<Program> deserialize(std::string_view bytes);

/// The bytes with the checksum that their payload has: for tests of what stands behind it.
std::string with_checksum(std::string bytes);

}  // namespace kiln::core
