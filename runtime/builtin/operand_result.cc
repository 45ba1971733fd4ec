#include "runtime/builtin/operand_result.h"

namespace kiln {

namespace {

struct ToItem {
  Evaluation& evaluation;

  Item operator()(bool value) const { return Item::boolean(value); }
  Item operator()(std::int32_t value) const { return Item::integer(value); }
  Item operator()(std::int64_t value) const { return Item::long_integer(value); }
  Item operator()(const Decimal& value) const { return evaluation.decimal(value); }
  Item operator()(std::string_view value) const { return Item::string(value); }
  Item operator()(const Temporal& value) const { return evaluation.temporal(value); }
  Item operator()(const QuantityView& value) const { return evaluation.quantity(value); }
};

}  // namespace

Expected<Items> result_of(const BuiltinCall& call, const Expected<std::optional<Operand>>& result) {
  if (!result) return std::unexpected(result.error());
  if (!*result) return call.none();
  return call.one(std::visit(ToItem{call.evaluation}, **result));
}

}  // namespace kiln
