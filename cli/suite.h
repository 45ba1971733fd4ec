// The official FHIRPath tests (proptest/cases/suite.h), read from a path of the command line.
#pragma once

#include <expected>
#include <string>

#include "proptest/cases/suite.h"

namespace kiln::core::cli {

using cases::ExpectedOutput;
using cases::find_input;
using cases::Suite;
using cases::Test;

/// "-" is standard input. The error is a sentence with the path.
std::expected<Suite, std::string> load_suite(const std::string& path);

}  // namespace kiln::core::cli
