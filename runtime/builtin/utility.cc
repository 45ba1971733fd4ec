// pathname() (§5.10.2), comparable() (§6.2.5) and not() (§6.5.3).

#include "runtime/builtin/builtins.h"
#include "runtime/function/quantity_conversion.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {

/// Of nodes of the context's document only.
Expected<Items> Pathname(const BuiltinCall& call) {
  KILN_TRY(const std::optional<bool> short_form, call.boolean_argument(0));
  Evaluation& evaluation = call.evaluation;
  const std::optional<Node>& context = evaluation.context();
  ItemList paths(evaluation.arena());
  for (const Item& item : call.input) {
    KILN_CHECK(evaluation.charge());
    if (!item.is_node() || !context || item.document() != context->document) continue;
    KILN_TRY(const Item path, evaluation.made_string(path_of(evaluation.model(), item.as_node(),
                                                             short_form.value_or(false), kNoType,
                                                             evaluation.text_buffer())));
    paths.append(path);
  }
  return paths.items();
}

Expected<Items> Comparable(const BuiltinCall& call) {
  KILN_TRY(const Item value, call.single_value());
  KILN_TRY(const Item other, call.argument(0));
  if (value.is_none() || other.is_none() || value.is_node() || other.is_node()) {
    return call.none();
  }
  const Operand a = operand_of(value);
  const Operand b = operand_of(other);
  if (!common_rank(a, b)) return call.none();
  return call.one(comparable(as_quantity(a), as_quantity(b), call.evaluation.rules().language));
}

Expected<Items> Not(const BuiltinCall& call) {
  KILN_TRY(const std::optional<bool> value, boolean(call.evaluation, call.input));
  return value ? call.one(!*value) : call.none();
}

}  // namespace kiln::core::builtins
