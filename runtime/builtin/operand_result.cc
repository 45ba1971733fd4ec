#include "runtime/builtin/operand_result.h"

#include "runtime/item/system_value.h"

namespace kiln::core {

Expected<Items> result_of(const BuiltinCall& call, const Expected<std::optional<Operand>>& result) {
  if (!result) return std::unexpected(result.error());
  if (!*result) return call.none();
  return call.one(item_of_view(**result, call.evaluation.arena()));
}

}  // namespace kiln::core
