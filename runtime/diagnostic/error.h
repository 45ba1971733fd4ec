// Errors as values: what every fallible function of Kiln returns in its std::expected. They are
// those of the public interface.
#pragma once

#include <kiln/error.h>

namespace kiln::core {

using kiln::Error;
using kiln::ErrorCode;
using kiln::Expected;
using kiln::fail;
using kiln::Phase;
using kiln::phase_of;
using kiln::Span;
using kiln::title_of;
using kiln::to_string;

}  // namespace kiln::core
