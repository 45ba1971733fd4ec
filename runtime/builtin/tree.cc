// §5.9 Tree navigation.

#include "runtime/builtin/builtins.h"
#include "runtime/builtin/navigation.h"

namespace kiln::core::builtins {

Expected<Items> Children(const BuiltinCall& call) {
  ItemList found(call.evaluation.arena());
  KILN_CHECK(append_children(call.evaluation, call.input, found));
  return found.items();
}

/// §5.9.2. Unlike repeat(children()), equal descendants all stay (docs/semantics.md); they come
/// level by level.
Expected<Items> Descendants(const BuiltinCall& call) {
  Evaluation& evaluation = call.evaluation;
  ItemList found(evaluation.arena());
  Items level = call.input;
  while (!level.empty()) {
    const std::uint32_t begin = found.size();
    // The list may move as it grows; what `level` views stays as it was in the arena.
    KILN_CHECK(append_children(evaluation, level, found));
    KILN_CHECK(evaluation.check_size(found.size()));
    level = found.items().slice(begin, found.size() - begin);
  }
  return found.items();
}

}  // namespace kiln::core::builtins
