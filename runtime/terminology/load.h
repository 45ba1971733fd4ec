// Loading terminology resources from files into a MemoryTerminology.
#pragma once

#include <filesystem>

#include "runtime/terminology/memory.h"

namespace kiln::core {

/// Every `*.json` file of a folder, in order of their names, as an npm package of FHIR has them; a
/// subfolder `package` is taken instead, if there is one. Files that are no FHIR resource
/// (package.json) are left out. Errors: FileUnreadable, and what is wrong with a file's JSON, with
/// the place: "FILE:LINE:COLUMN: ".
Expected<void> load_package(MemoryTerminology& terminology, const std::filesystem::path& folder);

/// One resource on each line; empty lines are left out. Errors as above.
Expected<void> load_ndjson(MemoryTerminology& terminology, const std::filesystem::path& file);

/// One of the above: a folder, or a file whose name ends in `.ndjson`, or one resource.
Expected<void> load_terminology(MemoryTerminology& terminology, const std::filesystem::path& path);

}  // namespace kiln::core
