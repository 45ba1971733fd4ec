// Calls: which function a name is, its arguments, and what functions share.

#include "proptest/reference/evaluation.h"
#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

constexpr Function kFunctions[] = {
#define KILN_FUNCTION(id, name, parameters, required, input, result, since, section) functions::id,
#include "runtime/function/function.def"
#undef KILN_FUNCTION
};

/// Functions of service objects are no rows of function.def: they evaluate their arguments.
constexpr Signature kServiceFunction{
    FunctionId::Empty,      "", "Z*", 0, Signature::Input::None, Signature::Result::Collection,
    Signature::Since::Fhir, ""};

/// Parameters that are evaluated before the call (function.def says what the letters mean).
bool is_eager(char parameter) {
  return std::string_view("sibdqtvc").find(parameter) != std::string_view::npos;
}

}  // namespace

Expected<Collection> Evaluation::call(AstId id, std::optional<Collection> input, Scope& chain) {
  const AstNode& node = ast_.node(id);
  const std::string_view service = service_of(ast_, id);
  if (service == "server") {
    return fail(ErrorCode::Unsupported, "%server is not supported", place_of(node));
  }
  if (!input) input = chain.focus ? *chain.focus : none();

  const Signature* signature = service.empty() ? find_function(node.name) : &kServiceFunction;
  if (signature == nullptr) {
    return at(place_of(node), host_function(id, *std::move(input), chain));
  }
  if (is_v2() && signature->since == Signature::Since::Trial) {
    return fail(ErrorCode::NotInThisVersion,
                in_quotes(node.name) + " is not part of FHIRPath 2.0.0", place_of(node));
  }
  // The first child is the left side, there or not.
  const std::span<const AstId> arguments = ast_.children(id).subspan(1);
  if (arguments.size() < signature->required || arguments.size() > signature->max_arguments()) {
    return fail(ErrorCode::WrongArgumentCount,
                in_quotes(node.name) + " does not take " + std::to_string(arguments.size()) +
                    (arguments.size() == 1 ? " argument" : " arguments"),
                place_of(node));
  }
  if (arguments.size() > signature->max_arguments(environment_.language)) {
    return fail(ErrorCode::NotInThisVersion,
                "the last argument of " + in_quotes(node.name) + " is not part of FHIRPath 2.0.0",
                place_of(node));
  }
  Call made{*this, id, *signature, arguments, *std::move(input), chain, {}};
  KILN_CHECK(evaluate_arguments(made));

  Expected<Collection> items = service.empty()
                                   ? kFunctions[static_cast<std::size_t>(signature->id)](made)
                               : service == "factory" ? call_factory(made, node.name)
                                                      : call_terminologies(made, node.name);
  if (items) KILN_CHECK(at(place_of(node), check_size(items->size())));
  return at(place_of(node), std::move(items));
}

/// Arguments see the scope in which the call stands, not the input: `name.select(use.union(given))`
/// looks for `given` in the name (§5, FHIR-44601).
Expected<void> Evaluation::evaluate_arguments(Call& call) {
  for (std::uint32_t i = 0; i < call.arguments.size(); ++i) {
    call.values.emplace_back();
    const bool of_input = call.signature.id == FunctionId::DefineVariable && i == 1;
    if (!is_eager(call.signature.parameter(i))) continue;
    Scope inner = call.scope;
    // §5.10.4: the projection is of the input as a whole; $this stays.
    if (of_input) inner.focus = std::make_shared<const Collection>(call.input);
    KILN_TRY(call.values.back(), evaluate(call.arguments[i], inner));
  }
  return {};
}

Expected<Collection> Evaluation::host_function(AstId id, Collection input, const Scope& scope) {
  const AstNode& node = ast_.node(id);
  const auto function = host().functions.find(node.name);
  if (function == host().functions.end()) {
    return fail(ErrorCode::UnknownFunction, "there is no function " + in_quotes(node.name));
  }
  const std::span<const AstId> given = ast_.children(id).subspan(1);
  if (given.size() < function->second.min_arguments ||
      given.size() > function->second.max_arguments) {
    return fail(ErrorCode::WrongArgumentCount, in_quotes(node.name) + " does not take " +
                                                   std::to_string(given.size()) + " arguments");
  }
  const auto to_values = [](const Collection& items) {
    Values values;
    for (const Item& item : items) values.push_back(to_value(item));
    return values;
  };
  std::vector<Values> arguments;
  for (const AstId argument : given) {
    Scope inner = scope;
    KILN_TRY(const Collection items, evaluate(argument, inner));
    arguments.push_back(to_values(items));
  }
  KILN_TRY(const Values values, pending_.noted(PendingRequest::Kind::Function, node.name,
                                               function->second.call(to_values(input), arguments)));
  KILN_CHECK(check_size(values.size()));
  Collection items;
  for (const Value& value : values) items.push_back(from_value(value));
  return items;
}

const Host& Evaluation::host() const {
  static const Host kNoHost;
  return environment_.host == nullptr ? kNoHost : *environment_.host;
}

Expected<void> Evaluation::charge(std::uint64_t steps) {
  if (environment_.cancel != nullptr && environment_.cancel->load(std::memory_order_relaxed)) {
    return fail(ErrorCode::Cancelled, "the evaluation was cancelled");
  }
  steps_ += steps;
  if (steps_ <= environment_.limits.max_steps) return {};
  return fail(ErrorCode::StepLimit, "the evaluation needs more than " +
                                        std::to_string(environment_.limits.max_steps) + " steps");
}

Expected<void> Evaluation::check_size(std::size_t items) const {
  if (items <= environment_.limits.max_items) return {};
  return fail(ErrorCode::ItemLimit, "a collection of more than " +
                                        std::to_string(environment_.limits.max_items) + " items");
}

Expected<void> Evaluation::check_string(std::size_t bytes) const {
  if (bytes <= environment_.limits.max_string) return {};
  return fail(ErrorCode::StringLimit,
              "a string of more than " + std::to_string(environment_.limits.max_string) + " bytes");
}

/// §4.5, for any type but Boolean.
Expected<std::optional<Item>> Evaluation::single(const Collection& items) const {
  if (items.size() > 1) {
    return fail(ErrorCode::MultipleItems,
                "a single item is needed, there are " + std::to_string(items.size()));
  }
  return items.empty() ? std::nullopt : std::optional(items.front());
}

Expected<std::optional<Item>> Evaluation::single_value(const Collection& items) const {
  KILN_TRY(const std::optional<Item> item, single(items));
  return item ? value(*item) : std::optional<Item>();
}

/// §4.5, for Boolean: a single item that is no Boolean is true.
Expected<std::optional<bool>> Evaluation::boolean(const Collection& items) const {
  KILN_TRY(const std::optional<Item> item, single(items));
  if (!item) return std::nullopt;
  KILN_TRY(const std::optional<Item> system, value(*item));
  const bool* is_boolean = system ? std::get_if<bool>(&*system) : nullptr;
  return is_boolean == nullptr || *is_boolean;
}

Expected<std::optional<std::string>> Call::string() const {
  KILN_TRY(const std::optional<Item> item, single_value());
  if (!item) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&*item)) return *text;
  return fail(ErrorCode::InputType, in_quotes(signature.name) + " is a function of a String");
}

Expected<std::optional<Item>> Call::argument(std::size_t position) const {
  if (!has(position)) return std::nullopt;
  return at(evaluation.ast().node(arguments[position]).span,
            evaluation.single_value(*values[position]));
}

namespace {

/// An argument of one type, or ArgumentType with the argument's place.
template <class T>
Expected<std::optional<T>> typed_argument(const Call& call, std::size_t position,
                                          std::string_view type) {
  KILN_TRY(const std::optional<Item> item, call.argument(position));
  if (!item) return std::nullopt;
  if (const T* value = std::get_if<T>(&*item)) return *value;
  return fail(ErrorCode::ArgumentType, "the argument must be " + std::string(type),
              call.evaluation.ast().node(call.arguments[position]).span);
}

}  // namespace

Expected<std::optional<std::string>> Call::string_argument(std::size_t position) const {
  return typed_argument<std::string>(*this, position, "a String");
}

Expected<std::optional<std::int32_t>> Call::integer_argument(std::size_t position) const {
  return typed_argument<std::int32_t>(*this, position, "an Integer");
}

Expected<std::optional<bool>> Call::boolean_argument(std::size_t position) const {
  if (!has(position)) return std::nullopt;
  return at(evaluation.ast().node(arguments[position]).span, evaluation.boolean(*values[position]));
}

Expected<TypeName> Call::type_argument() const {
  const AstNode& node = evaluation.ast().node(arguments[0]);
  return at(node.span, evaluation.resolve_type(node.qualifier, node.name));
}

Expected<Collection> Call::lambda(std::size_t position, const Scope& inner) const {
  Scope local = inner;
  return evaluation.evaluate(arguments[position], local);
}

Expected<std::optional<bool>> Call::criteria(std::size_t position, const Scope& inner) const {
  KILN_TRY(const Collection value, lambda(position, inner));
  return at(evaluation.ast().node(arguments[position]).span, evaluation.boolean(value));
}

}  // namespace kiln::core::reference
