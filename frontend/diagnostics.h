// What the frontend has to say about a text: errors, warnings, notes, each with its place. They are
// those of the public interface.
#pragma once

#include <kiln/error.h>

namespace kiln::core {

using kiln::Diagnostic;
using kiln::Diagnostics;
using kiln::render;
using kiln::RenderOptions;
using kiln::Severity;
using kiln::to_string;

}  // namespace kiln::core
