#include "runtime/builtin/host_function.h"

#include "runtime/diagnostic/try.h"
#include "runtime/host.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

Values to_values(Items items) {
  Values values;
  values.reserve(items.size());
  for (const Item& item : items) values.push_back(to_value(item));
  return values;
}

/// What the host gives ends with the call.
Item copy_of(const Value& value, Arena& arena) {
  const Item item = from_value(value, arena);
  return item.is_node() ? item : item_of(own(operand_of(item)), arena);
}

}  // namespace

Expected<const HostFunction*> find_host_function(const Evaluation& evaluation,
                                                 std::string_view name, std::size_t arguments) {
  const auto& functions = evaluation.host().functions;
  const auto found = functions.find(name);
  if (found == functions.end()) {
    return fail(ErrorCode::UnknownFunction, "there is no function '" + std::string(name) + "'");
  }
  const HostFunction& function = found->second;
  if (arguments < function.min_arguments || arguments > function.max_arguments) {
    return fail(ErrorCode::WrongArgumentCount, "'" + std::string(name) + "' does not take " +
                                                   std::to_string(arguments) + " arguments");
  }
  return &function;
}

Expected<Items> call_host_function(const BuiltinCall& call) {
  Evaluation& evaluation = call.evaluation;
  KILN_TRY(const HostFunction* const function,
           find_host_function(evaluation, call.name, call.arguments.size()));
  std::vector<Values> arguments;
  arguments.reserve(call.arguments.size());
  for (const Items& argument : call.arguments) arguments.push_back(to_values(argument));
  KILN_TRY(const Values values,
           evaluation.pending().noted(PendingRequest::Kind::Function, call.name,
                                      function->call(to_values(call.input), arguments)));
  KILN_CHECK(evaluation.charge(values.size()));
  KILN_CHECK(evaluation.check_size(values.size()));
  ItemList items(evaluation.arena());
  for (const Value& value : values) items.append(copy_of(value, evaluation.arena()));
  return items.items();
}

}  // namespace kiln::core::builtins
