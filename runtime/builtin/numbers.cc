// §5.8 Math. What the functions compute stands in runtime/function/math.h.

#include "runtime/builtin/builtins.h"
#include "runtime/builtin/operand_result.h"
#include "runtime/function/math.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

using Unary = math::Result (*)(const Operand&, const Rules&);
using Binary = math::Result (*)(const Operand&, const Operand&, const Rules&);

bool is_number(const Item& value) {
  return value.kind() == ItemKind::Integer || value.kind() == ItemKind::Long || value.is_decimal();
}

/// Functions whose digits take as long as so many other steps.
constexpr std::uint64_t kStepsOfAPower = 100;
constexpr std::uint64_t kStepsOfARoot = 160;
constexpr std::uint64_t kStepsOfALogarithm = 3'000;

Expected<Items> apply(const BuiltinCall& call, Unary function, std::uint64_t steps = 0) {
  KILN_TRY(const Item value, call.single_value());
  if (value.is_none()) return call.none();
  KILN_CHECK(call.evaluation.charge(steps));
  if (value.is_node()) return wrong_input(call.name, type_name(value));
  return result_of(call, function(operand_of(value), call.evaluation.rules()));
}

/// `noun`: what the function calls its argument.
Expected<Items> apply(const BuiltinCall& call, Binary function, std::string_view noun,
                      std::uint64_t steps) {
  KILN_TRY(const Item value, call.single_value());
  KILN_TRY(const Item argument, call.argument(0));
  if (value.is_none() || argument.is_none()) return call.none();
  KILN_CHECK(call.evaluation.charge(steps));
  if (!is_number(value)) return wrong_input(call.name, type_name(value));
  if (!is_number(argument)) {
    return fail(ErrorCode::ArgumentType, "the " + std::string(noun) + " of '" +
                                             std::string(call.name) + "' is not '" +
                                             std::string(type_name(argument)) + '\'');
  }
  return result_of(call,
                   function(operand_of(value), operand_of(argument), call.evaluation.rules()));
}

}  // namespace

Expected<Items> Abs(const BuiltinCall& call) {
  return apply(call, math::abs);
}
Expected<Items> Ceiling(const BuiltinCall& call) {
  return apply(call, math::ceiling);
}
Expected<Items> Exp(const BuiltinCall& call) {
  return apply(call, math::exp, kStepsOfARoot);
}
Expected<Items> Floor(const BuiltinCall& call) {
  return apply(call, math::floor);
}
Expected<Items> Ln(const BuiltinCall& call) {
  return apply(call, math::ln, kStepsOfALogarithm);
}
Expected<Items> Sqrt(const BuiltinCall& call) {
  return apply(call, math::sqrt, kStepsOfARoot);
}
Expected<Items> Truncate(const BuiltinCall& call) {
  return apply(call, math::truncate);
}
Expected<Items> Log(const BuiltinCall& call) {
  return apply(call, math::log, "base", 2 * kStepsOfALogarithm);
}
Expected<Items> Power(const BuiltinCall& call) {
  KILN_TRY(const Item exponent, call.argument(0));
  const bool is_series = exponent.is_decimal();
  return apply(call, math::power, "exponent", is_series ? kStepsOfALogarithm : kStepsOfAPower);
}

Expected<Items> Round(const BuiltinCall& call) {
  KILN_TRY(const Item value, call.single_value());
  KILN_TRY(const std::optional<std::int32_t> digits, call.integer_argument(0));
  if (value.is_none() || (call.has(0) && !digits)) return call.none();
  if (value.is_node()) return wrong_input(call.name, type_name(value));
  return result_of(call,
                   math::round(operand_of(value), digits.value_or(0), call.evaluation.rules()));
}

}  // namespace kiln::core::builtins
