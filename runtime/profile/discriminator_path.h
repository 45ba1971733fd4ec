// The path of a slicing's discriminator: FHIR's "restricted subset" of FHIRPath.
#pragma once

#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln::core {

struct PathStep {
  enum class Kind : std::uint8_t { Child, Extension, Resolve, OfType };
  Kind kind;
  std::string_view argument;  ///< member name, URL or type name

  friend bool operator==(const PathStep&, const PathStep&) = default;
};

/// "$this", "code.coding", "value.ofType(Quantity).code", "extension('http://...').value",
/// "subject.resolve()". A trailing [x] of a name is dropped. Errors: Unsupported.
Expected<std::vector<PathStep>> parse_discriminator_path(std::string_view path);

}  // namespace kiln::core
