// §5.9 Tree navigation.

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {

Expected<Collection> Children(Call& call) {
  return call.evaluation.children(call.input);
}

/// §5.9.2. Unlike repeat(children()), equal descendants all stay (docs/semantics.md); they come
/// level by level.
Expected<Collection> Descendants(Call& call) {
  Collection found;
  Collection level = call.input;
  while (!level.empty()) {
    KILN_TRY(level, call.evaluation.children(level));
    found.insert(found.end(), level.begin(), level.end());
    KILN_CHECK(call.evaluation.check_size(found.size()));
  }
  return found;
}

}  // namespace kiln::core::reference::functions
