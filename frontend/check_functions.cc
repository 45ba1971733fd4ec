// Calls: which function a name is, and what it takes. The rows of function.def say most of it; here
// are what they leave out, and the checks. What comes out is in check_results.cc.
#include <algorithm>

#include "frontend/checking.h"
#include "model/types.h"

namespace kiln::core {
namespace {

using enum FunctionId;

/// What a function's input must convert to. Those that are not here take anything, or give nothing
/// for what they do not take.
struct InputRule {
  FunctionId function;
  SystemTypes takes;
  std::string_view described;
};

constexpr InputRule kInputRules[] = {
    {AllTrue, {system_type::Boolean}, "Booleans"},
    {AnyTrue, {system_type::Boolean}, "Booleans"},
    {AllFalse, {system_type::Boolean}, "Booleans"},
    {AnyFalse, {system_type::Boolean}, "Booleans"},
    {Abs, kNumbersAndQuantity, "a number or a Quantity"},
    {Ceiling, kNumbersAndQuantity, "a number or a Quantity"},
    {Floor, kNumbersAndQuantity, "a number or a Quantity"},
    {Round, kNumbersAndQuantity, "a number or a Quantity"},
    {Truncate, kNumbersAndQuantity, "a number or a Quantity"},
    {Exp, kNumbers, "a number"},
    {Ln, kNumbers, "a number"},
    {Log, kNumbers, "a number"},
    {Power, kNumbers, "a number"},
    {Sqrt, kNumbers, "a number"},
    {LowBoundary, kWithBoundaries, "a number, a Quantity, a date or a time"},
    {HighBoundary, kWithBoundaries, "a number, a Quantity, a date or a time"},
    {Precision, kWithPrecision, "a number, a date or a time"},
    {Duration, kTemporals, "a date or a time"},
    {Difference, kTemporals, "a date or a time"},
    {Sum, kNumbersAndQuantity, "numbers or Quantities"},
    {Avg, kNumbersAndQuantity, "numbers or Quantities"},
    {Min, kWithOrder, "items that have an order"},
    {Max, kWithOrder, "items that have an order"},
};

InputRule input_rule(const Signature& signature) {
  // Sections 5.6 and 5.7 are those of the string functions.
  if (signature.section.starts_with("5.6.") || signature.section.starts_with("5.7."))
    return {signature.id, {system_type::String}, signature.id == Join ? "Strings" : "a String"};
  const auto* const rule = std::ranges::find(kInputRules, signature.id, &InputRule::function);
  return rule == std::end(kInputRules) ? InputRule{signature.id, SystemTypes::all(), ""} : *rule;
}

struct ParameterRule {
  char letter;  ///< of function.def
  SystemTypes takes;
  std::string_view described;
};

/// Parameters of one item. A Boolean one takes any item, which counts as true; comparable() gives
/// nothing for what is no Quantity.
constexpr ParameterRule kParameterRules[] = {
    {'s', {system_type::String}, "a String"},
    {'i', {system_type::Integer}, "an Integer"},
    {'b', SystemTypes::all(), ""},
    {'d', kNumbers, "a number"},
    {'q', SystemTypes::all(), ""},
    {'t', kTemporals, "a date or a time"},
    {'v', SystemTypes::all(), ""},
};

/// What first() means of a collection without order is not defined (§3 "Collections").
constexpr FunctionId kOrderDependent[] = {First, Last, Tail, Skip, Take};

constexpr std::string_view kTerminologyFunctions[] = {
    "at", "expand", "lookup", "validateVS", "validateCS", "subsumes", "translate"};
constexpr std::string_view kFactoryFunctions[] = {
    "Extension", "Identifier",      "HumanName", "ContactPoint",  "Address",     "Quantity",
    "Coding",    "CodeableConcept", "create",    "withExtension", "withProperty"};
constexpr std::string_view kServerFunctions[] = {
    "at",     "read",         "create",   "update",    "delete",     "patch",
    "search", "capabilities", "validate", "transform", "everything", "apply"};

std::span<const std::string_view> functions_of(Service service) {
  switch (service) {
    case Service::Terminologies:
      return kTerminologyFunctions;
    case Service::Factory:
      return kFactoryFunctions;
    default:
      return kServerFunctions;
  }
}

std::string plural(std::uint32_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string arguments_of(const Signature& signature) {
  const std::uint32_t least = signature.required;
  if (signature.variadic()) return "at least " + plural(least, "argument");
  const std::uint32_t most = signature.max_arguments();
  if (most == 0) return "no arguments";
  if (least == most) return plural(most, "argument");
  return std::to_string(least) + " to " + plural(most, "argument");
}

}  // namespace

StaticType Checking::check_call(AstId id) {
  const auto kids = children(id);
  const CheckPlan::Node& plan = planned(id);
  if (plan.service != Service::None) return check_service_call(id, plan.service);

  const std::string_view name = node(id).name;
  const Signature* const signature = plan.function;
  if (signature == nullptr) {
    if (std::ranges::find(options_.functions, name) == options_.functions.end())
      report_unknown_function(id);
    return anything();
  }
  if (signature->since == Signature::Since::Trial && options_.language == LanguageVersion::V2)
    report(at_name(id), Severe::Always, ErrorCode::NotInThisVersion,
           quoted(name) + " is a function of FHIRPath 3.0.0, not of 2.0.0");
  const auto count = static_cast<std::uint32_t>(kids.size() - 1);
  if (!check_argument_count(id, *signature, count)) return anything();

  const StaticType& input = focus(id, kids[0]);
  check_input(id, *signature, input);
  for (std::uint32_t i = 0; i < count; ++i) check_argument(id, *signature, i, input);
  if (std::ranges::find(kOrderDependent, signature->id) != std::end(kOrderDependent))
    check_order(id, name, input);
  if (signature->id == DefineVariable) define_variable(id, input);
  return result_of(id, *signature, input);
}

StaticType Checking::check_service_call(AstId id, Service service) {
  const std::string_view name = node(id).name;
  const TypeId made = model_ == nullptr ? kNoType : model_->find_type(name);
  const auto functions = functions_of(service);
  const bool is_listed = std::ranges::find(functions, name) != functions.end();
  const bool makes_primitive =
      service == Service::Factory && made != kNoType && model_->kind(made) == TypeKind::Primitive;
  if (!is_listed && !makes_primitive) {
    Suggestion suggestion(name);
    for (const std::string_view known : functions) suggestion.consider(known);
    report(at_name(id), Severe::Always, ErrorCode::UnknownFunction,
           std::string(to_string(service)) + " has no function " + quoted(name), suggestion.hint());
    return anything();
  }
  return service == Service::Factory && made != kNoType ? at_most_one(made) : anything();
}

void Checking::report_unknown_function(AstId id) {
  if (!wants(Severe::Always)) return;
  const std::string_view name = node(id).name;
  Suggestion suggestion(name);
  for (const Signature& known : signatures()) suggestion.consider(known.name);
  for (const std::string& known : options_.functions) suggestion.consider(known);
  report(at_name(id), Severe::Always, ErrorCode::UnknownFunction,
         "there is no function " + quoted(name), suggestion.hint());
}

bool Checking::check_argument_count(AstId id, const Signature& signature, std::size_t count) {
  if (count >= signature.required && count <= signature.max_arguments()) {
    if (count > signature.max_arguments(options_.language))
      report(at_name(id), Severe::Always, ErrorCode::NotInThisVersion,
             "the last argument of " + quoted(signature.name) +
                 " is one of FHIRPath 3.0.0, not of 2.0.0");
    return true;
  }
  report(at_name(id), Severe::Always, ErrorCode::WrongArgumentCount,
         quoted(signature.name) + " takes " + arguments_of(signature) + ", not " +
             std::to_string(count));
  return false;
}

void Checking::check_input(AstId id, const Signature& signature, const StaticType& input) {
  if (signature.input == Signature::Input::None || input.always_empty) return;
  if (signature.input == Signature::Input::One)
    need_singleton(at_name(id), input, "the input of", signature.name);
  const InputRule rule = input_rule(signature);
  const SystemTypes values = with_conversions(values_of(model_, input));
  // Of a type without a value nothing is said where the function takes anything.
  if (rule.described.empty() || values.has_any(rule.takes) || !wants(Severe::IfStrict)) return;
  report(at_name(id), if_evaluated(id, !input.may_be_empty), ErrorCode::WrongInputType,
         quoted(signature.name) + " takes " + std::string(rule.described) + ", not " +
             describe(model_, input));
}

void Checking::check_argument(AstId id, const Signature& signature, std::uint32_t position,
                              const StaticType& input) {
  const AstId argument = children(id)[position + 1];
  const StaticType& value = type(argument);
  const char letter = signature.parameter(position);
  if (letter == 'T') {
    if (node(argument).kind != AstKind::TypeSpecifier)
      report(whole(argument), Severe::Always, ErrorCode::TypeSpecifierExpected,
             quoted(signature.name) + " takes the name of a type");
    return;
  }
  if (letter == 'C' || (letter == 'L' && position == 0)) {
    check_truth(argument, ErrorCode::WrongArgumentType, "the criterion of", signature.name);
    return;
  }
  const auto* const rule = std::ranges::find(kParameterRules, letter, &ParameterRule::letter);
  if (rule == std::end(kParameterRules) || value.always_empty) return;
  need_singleton(whole(argument), value, "an argument of", signature.name);
  if (rule->described.empty() || !wants(Severe::IfStrict)) return;
  if (with_conversions(values_of(model_, value)).has_any(rule->takes)) return;
  const bool has_items =
      !value.may_be_empty && (signature.input == Signature::Input::None || !input.may_be_empty);
  report(whole(argument), if_evaluated(id, has_items), ErrorCode::WrongArgumentType,
         quoted(signature.name) + " takes " + std::string(rule->described) + " here, not " +
             describe(model_, value));
}

void Checking::check_order(AstId id, std::string_view name, const StaticType& input) {
  if (input.ordered || !input.may_be_many || !wants(Severe::IfStrict)) return;
  report(at_name(id), Severe::IfStrict, ErrorCode::OrderUndefined,
         quoted(name) + " depends on an order, and these items have none that is defined",
         "children(), descendants(), repeat() and repeatAll() may give them in any order");
}

}  // namespace kiln::core
