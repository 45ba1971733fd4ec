// §7.2 to §7.5. How values are summed and compared stands in runtime/function/aggregate.h.

#include "runtime/builtin/builtins.h"
#include "runtime/function/aggregate.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

using aggregates::Extreme;
using aggregates::Total;

/// Gives the System values of the input to an aggregate.
template <class Aggregate>
Expected<void> add_input(const BuiltinCall& call, Aggregate& aggregate) {
  Evaluation& evaluation = call.evaluation;
  KILN_CHECK(evaluation.charge(call.input.size()));
  for (const Item& item : call.input) {
    KILN_TRY(const Item value, system_value(evaluation.model(), item, evaluation.arena()));
    if (value.is_none()) {
      aggregate.add_unknown();
      continue;
    }
    if (value.is_node()) return aggregates::wrong_item(type_name(value));
    KILN_CHECK(aggregate.add(operand_of(value)));
  }
  return {};
}

Items result(const BuiltinCall& call, const std::optional<SystemValue>& value) {
  return value ? call.one(item_of(*value, call.evaluation.arena())) : call.none();
}

/// The item itself, which may be a node.
Expected<Items> extreme(const BuiltinCall& call, std::strong_ordering beyond) {
  Extreme extreme(beyond, call.evaluation.rules());
  KILN_CHECK(add_input(call, extreme));
  const std::optional<std::uint32_t> position = extreme.position();
  return position ? call.input.slice(*position, 1) : call.none();
}

}  // namespace

Expected<Items> Sum(const BuiltinCall& call) {
  Total total(Total::Numbers::AsTheyAre);
  KILN_CHECK(add_input(call, total));
  return result(call, total.sum());
}

Expected<Items> Avg(const BuiltinCall& call) {
  Total total(Total::Numbers::AsDecimals);
  KILN_CHECK(add_input(call, total));
  return result(call, total.average());
}

Expected<Items> Min(const BuiltinCall& call) {
  return extreme(call, std::strong_ordering::less);
}
Expected<Items> Max(const BuiltinCall& call) {
  return extreme(call, std::strong_ordering::greater);
}

}  // namespace kiln::core::builtins
