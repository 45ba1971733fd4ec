// §5.8 Math and §7 Aggregates. What they compute stands in math.cc and arithmetic.cc; here are the
// functions.

#include "proptest/reference/arithmetic.h"
#include "proptest/reference/functions.h"
#include "proptest/reference/math.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference::functions {
namespace {

using Unary = Expected<std::optional<Item>> (*)(const Dialect&, const Item&);
using Binary = Expected<std::optional<Item>> (*)(const Dialect&, const Item&, const Item&);
using Aggregation = Expected<std::optional<Item>> (*)(const Dialect&, const Collection&);

Expected<Collection> apply(Call& call, Unary function) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  if (!item) return none();
  KILN_TRY(const std::optional<Item> result, function(call.evaluation.dialect(), *item));
  return one(result);
}

Expected<Collection> apply(Call& call, Binary function) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  KILN_TRY(const std::optional<Item> argument, call.argument(0));
  if (!item || !argument) return none();
  KILN_TRY(const std::optional<Item> result, function(call.evaluation.dialect(), *item, *argument));
  return one(result);
}

Expected<Collection> aggregate(Call& call, Aggregation function) {
  KILN_CHECK(call.evaluation.charge(call.input.size()));
  KILN_TRY(const std::optional<Item> result, function(call.evaluation.dialect(), call.input));
  return one(result);
}

}  // namespace

Expected<Collection> Abs(Call& call) {
  return apply(call, abs);
}
Expected<Collection> Ceiling(Call& call) {
  return apply(call, ceiling);
}
Expected<Collection> Exp(Call& call) {
  return apply(call, exp);
}
Expected<Collection> Floor(Call& call) {
  return apply(call, floor);
}
Expected<Collection> Ln(Call& call) {
  return apply(call, ln);
}
Expected<Collection> Sqrt(Call& call) {
  return apply(call, sqrt);
}
Expected<Collection> Truncate(Call& call) {
  return apply(call, truncate);
}
Expected<Collection> Log(Call& call) {
  return apply(call, log);
}
Expected<Collection> Power(Call& call) {
  return apply(call, power);
}

Expected<Collection> Round(Call& call) {
  KILN_TRY(const std::optional<Item> item, call.single_value());
  KILN_TRY(const std::optional<std::int32_t> digits, call.integer_argument(0));
  if (!item || (call.has(0) && !digits)) return none();
  KILN_TRY(const std::optional<Item> result,
           round(call.evaluation.dialect(), *item, digits.value_or(0)));
  return one(result);
}

Expected<Collection> Sum(Call& call) {
  return aggregate(call, sum);
}
Expected<Collection> Min(Call& call) {
  return aggregate(call, min);
}
Expected<Collection> Max(Call& call) {
  return aggregate(call, max);
}
Expected<Collection> Avg(Call& call) {
  return aggregate(call, avg);
}

/// §7.1. The initial value is evaluated once, outside; $total is what the aggregator gave last.
Expected<Collection> Aggregate(Call& call) {
  Collection total = call.has(1) ? call.collection(1) : none();
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    Scope inner = call.scope.of(call.input[i], static_cast<std::int32_t>(i));
    inner.total = std::make_shared<const Collection>(std::move(total));
    KILN_TRY(total, call.lambda(0, inner));
  }
  return total;
}

}  // namespace kiln::core::reference::functions
