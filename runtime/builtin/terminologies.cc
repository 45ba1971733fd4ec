#include "runtime/builtin/terminologies.h"

#include <algorithm>

#include "model/names.h"
#include "runtime/builtin/builtins.h"
#include "runtime/builtin/comparison.h"
#include "runtime/builtin/navigation.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"
#include "runtime/terminology/provider.h"

namespace kiln::core::builtins {
namespace {

Expected<const TerminologyProvider*> provider(const Evaluation& evaluation) {
  const TerminologyProvider* const terminology = evaluation.host().terminology;
  if (terminology != nullptr) return terminology;
  return fail(ErrorCode::Terminology, "no terminology is loaded");
}

template <class T>
Expected<T> noted(Evaluation& evaluation, std::string_view function, Expected<T> answer) {
  return evaluation.pending().noted(PendingRequest::Kind::Terminology, function, std::move(answer));
}

std::vector<Coding> codings(const Item& item) {
  if (item.kind() == ItemKind::String) return {Coding{"", "", std::string(item.as_string()), ""}};
  return item.is_node() ? codings_of(item.as_node()) : std::vector<Coding>();
}

/// Whether a coding of `ancestors` is one of `descendants`, or above it. Nothing: not known.
Expected<std::optional<bool>> subsumes(const TerminologyProvider& terminology,
                                       const std::vector<Coding>& ancestors,
                                       const std::vector<Coding>& descendants) {
  bool known = false;
  for (const Coding& above : ancestors) {
    for (const Coding& below : descendants) {
      KILN_TRY(const Subsumption how, terminology.subsumes(above, below));
      if (how == Subsumption::Equivalent || how == Subsumption::Subsumes) return true;
      known = known || how != Subsumption::Unknown;
    }
  }
  return known ? std::optional(false) : std::nullopt;
}

Expected<Items> subsumption(const BuiltinCall& call, bool input_above) {
  if (call.input.size() != 1 || call.arguments[0].size() != 1) return call.none();
  KILN_TRY(const TerminologyProvider* const terminology, provider(call.evaluation));
  const std::vector<Coding> input = codings(call.input.front());
  const std::vector<Coding> other = codings(call.arguments[0].front());
  KILN_TRY(const std::optional<bool> holds,
           noted(call.evaluation, call.name,
                 input_above ? subsumes(*terminology, input, other)
                             : subsumes(*terminology, other, input)));
  return call.one(holds);
}

// weight(): the extensions in which R4, R5 and the Structured Data Capture guide keep a weight.
constexpr std::string_view kWeightUrls[] = {
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue",
};

/// The text of an item's only member of this name; "" if there is none, or none that is valid.
std::string_view text_of(Evaluation& evaluation, const Item& item, NameId name) {
  const auto text = string_member(evaluation, item, name);
  return text ? text->value_or("") : std::string_view();
}

Expected<Items> weight_of_extension(Evaluation& evaluation, const Item& item) {
  KILN_TRY(const Items extensions, members(evaluation, item, name::extension));
  for (const Item& extension : extensions) {
    const std::string_view url = text_of(evaluation, extension, name::url);
    if (std::ranges::find(kWeightUrls, url) == std::end(kWeightUrls)) continue;
    return members(evaluation, extension, name::value);
  }
  return Items{};
}

/// The part that holds the value of a property as $lookup gives it, if it is one in which a code
/// system keeps a weight; else None.
Expected<Item> weight_part(Evaluation& evaluation, const Item& property) {
  KILN_TRY(const Items parts, members(evaluation, property, name::part));
  bool is_weight = false;
  for (const Item& part : parts) {
    const std::string_view code = text_of(evaluation, part, name::value);
    is_weight = is_weight || code == "itemWeight" || code == "weight";
    if (is_weight && text_of(evaluation, part, name::name) == "value") return part;
  }
  return Item();
}

Expected<Items> weight_of_code(Evaluation& evaluation, const Item& item) {
  const TerminologyProvider* const terminology = evaluation.host().terminology;
  // A FHIR Quantity has a code too, which is a unit.
  if (terminology == nullptr || is_fhir_quantity(evaluation.model(), item)) return Items{};
  const std::vector<Coding> all = codings(item);
  if (all.empty() || all.front().system.empty()) return Items{};
  KILN_TRY(Document found, noted(evaluation, "weight",
                                 terminology->lookup(all, "property=itemWeight&property=weight")));
  const Item answer =
      Item::node(evaluation.keep(std::make_shared<const Document>(std::move(found))));
  KILN_TRY(const Items parameters, members(evaluation, answer, name::parameter));
  for (const Item& parameter : parameters) {
    if (text_of(evaluation, parameter, name::name) != "property") continue;
    KILN_TRY(const Item part, weight_part(evaluation, parameter));
    if (!part.is_none()) return members(evaluation, part, name::value);
  }
  return Items{};
}

/// Of its own extension, else of its value's, else of the code's.
Expected<Items> weight_of(Evaluation& evaluation, const Item& item) {
  KILN_TRY(const Items own, weight_of_extension(evaluation, item));
  if (!own.empty()) return own;
  KILN_TRY(const Items value, members(evaluation, item, name::value));
  if (value.size() != 1) return weight_of_code(evaluation, item);
  KILN_TRY(const Items of_value, weight_of_extension(evaluation, value.front()));
  return of_value.empty() ? weight_of_code(evaluation, value.front()) : of_value;
}

/// What a function of %terminologies is given: one item each, the parameters last.
class Request {
 public:
  Request(const BuiltinCall& call, std::string_view parameters)
      : evaluation_(call.evaluation),
        function_(call.name),
        arguments_(call.arguments),
        parameters_(parameters) {}

  std::string_view parameters() const { return parameters_; }
  std::vector<Coding> codings(std::size_t position) const {
    return builtins::codings(arguments_[position].front());
  }
  /// The first argument as a canonical URL, or else as the resource itself.
  std::optional<ResourceArgument> resource() const {
    const Item& item = arguments_[0].front();
    const auto url = string_value(evaluation_, item);
    if (url && *url) return ResourceArgument(**url);
    return item.is_node() ? std::optional(ResourceArgument(item.as_node())) : std::nullopt;
  }
  /// Of what the terminology answers. Its errors are no answer, but for Pending.
  Expected<Items> answer(Expected<Document> document) const {
    if (!document) return no_answer(std::move(document).error());
    return evaluation_.one(
        Item::node(evaluation_.keep(std::make_shared<const Document>(*std::move(document)))));
  }
  Expected<Items> answer(Expected<Subsumption> how) const {
    if (!how) return no_answer(std::move(how).error());
    if (*how == Subsumption::Unknown) return Items();
    return evaluation_.one(Item::string(to_string(*how)));
  }

 private:
  Expected<Items> no_answer(Error error) const {
    if (error.code != ErrorCode::Pending) return Items();
    return noted(evaluation_, function_, Expected<Items>(std::unexpected(std::move(error))));
  }

  Evaluation& evaluation_;
  std::string_view function_;
  std::span<const Items> arguments_;
  std::string_view parameters_;
};

Expected<Items> expand(const TerminologyProvider& terminology, const Request& request) {
  const auto value_set = request.resource();
  if (!value_set) return Items();
  return request.answer(terminology.expand(*value_set, request.parameters()));
}

Expected<Items> lookup(const TerminologyProvider& terminology, const Request& request) {
  return request.answer(terminology.lookup(request.codings(0), request.parameters()));
}

Expected<Items> validate_vs(const TerminologyProvider& terminology, const Request& request) {
  const auto value_set = request.resource();
  if (!value_set) return Items();
  return request.answer(
      terminology.validate_vs(*value_set, request.codings(1), request.parameters()));
}

Expected<Items> validate_cs(const TerminologyProvider& terminology, const Request& request) {
  const auto code_system = request.resource();
  if (!code_system) return Items();
  return request.answer(
      terminology.validate_cs(*code_system, request.codings(1), request.parameters()));
}

Expected<Items> subsumes(const TerminologyProvider& terminology, const Request& request) {
  const auto resource = request.resource();
  const auto* const system = resource ? std::get_if<std::string_view>(&*resource) : nullptr;
  if (system == nullptr || system->empty()) return Items();
  const std::vector<Coding> a = request.codings(1);
  const std::vector<Coding> b = request.codings(2);
  if (a.size() != 1 || b.size() != 1) return Items();
  return request.answer(terminology.subsumes(*system, a[0], b[0], request.parameters()));
}

Expected<Items> translate(const TerminologyProvider& terminology, const Request& request) {
  const auto concept_map = request.resource();
  const std::vector<Coding> coded = request.codings(1);
  if (!concept_map || coded.empty()) return Items();
  return request.answer(terminology.translate(*concept_map, coded[0], request.parameters()));
}

struct ServiceFunction {
  std::string_view name;
  std::size_t required;  ///< without the parameters, which are the last and optional
  Expected<Items> (*call)(const TerminologyProvider& terminology, const Request& request);
};

constexpr ServiceFunction kServiceFunctions[] = {
    {"expand", 1, expand},          {"lookup", 1, lookup},     {"validateVS", 2, validate_vs},
    {"validateCS", 2, validate_cs}, {"subsumes", 3, subsumes}, {"translate", 2, translate},
};

Expected<const ServiceFunction*> service_function(std::string_view name, std::size_t arguments) {
  const auto* const function = std::ranges::find(kServiceFunctions, name, &ServiceFunction::name);
  if (function == std::end(kServiceFunctions)) {
    return fail(ErrorCode::UnknownFunction,
                "%terminologies has no function '" + std::string(name) + "'");
  }
  if (arguments < function->required || arguments > function->required + 1) {
    return fail(ErrorCode::WrongArgumentCount,
                "wrong number of arguments for %terminologies." + std::string(name) + "()");
  }
  return function;
}

/// The standard terminology without at(), which belongs to the host.
Expected<std::shared_ptr<const TerminologyProvider>> terminology_at(
    Evaluation& evaluation, const std::optional<TerminologyServer>& server) {
  KILN_TRY(const TerminologyProvider* const standard, provider(evaluation));
  if (!server) return std::shared_ptr<const TerminologyProvider>(std::shared_ptr<void>(), standard);
  if (server->arguments.size() != 1) {
    return fail(ErrorCode::WrongArgumentCount, "at() takes the address of a server", server->place);
  }
  KILN_TRY(const Item address, single(server->arguments[0]));
  KILN_TRY(const std::optional<std::string_view> url, string_value(evaluation, address));
  auto found = url ? standard->at(*url) : nullptr;
  if (found != nullptr) return found;
  return fail(ErrorCode::Terminology, "there is no terminology server at this address",
              server->place);
}

}  // namespace

Expected<Items> MemberOf(const BuiltinCall& call) {
  KILN_TRY(const std::optional<std::string_view> url, call.string_argument(0));
  if (call.input.size() != 1 || !url) return call.none();
  KILN_TRY(const TerminologyProvider* const terminology, provider(call.evaluation));
  const std::vector<Coding> input = codings(call.input.front());
  if (input.empty()) return call.none();
  KILN_TRY(const Membership membership,
           noted(call.evaluation, call.name, terminology->member_of(input, *url)));
  return membership == Membership::Unknown ? call.none() : call.one(membership == Membership::Yes);
}

Expected<Items> Subsumes(const BuiltinCall& call) {
  return subsumption(call, true);
}
Expected<Items> SubsumedBy(const BuiltinCall& call) {
  return subsumption(call, false);
}

Expected<Items> Weight(const BuiltinCall& call) {
  Evaluation& evaluation = call.evaluation;
  ItemList weights(evaluation.arena());
  for (const Item& item : call.input) {
    KILN_TRY(const Items found, weight_of(evaluation, item));
    for (const Item& weight : found) {
      KILN_TRY(const Item number, system_value(evaluation.model(), weight, evaluation.arena()));
      if (!number.is_none()) weights.append(number);
    }
  }
  return weights.items();
}

Expected<void> check_terminologies(Evaluation& evaluation, std::string_view name,
                                   std::size_t arguments,
                                   const std::optional<TerminologyServer>& server) {
  KILN_CHECK(service_function(name, arguments));
  KILN_CHECK(terminology_at(evaluation, server));
  return {};
}

/// "If any of the parameters are empty, or a collection with more than one value, or one or more of
/// the parameters are not valid, the return value is empty."
Expected<Items> call_terminologies(const BuiltinCall& call,
                                   const std::optional<TerminologyServer>& server) {
  KILN_TRY(const ServiceFunction* const function,
           service_function(call.name, call.arguments.size()));
  KILN_TRY(const auto terminology, terminology_at(call.evaluation, server));
  for (const Items& argument : call.arguments) {
    if (argument.size() != 1) return call.none();
  }
  std::string_view parameters;
  if (call.has(function->required)) {
    const Item& last = call.arguments[function->required].front();
    KILN_TRY(const std::optional<std::string_view> text, string_value(call.evaluation, last));
    if (!text) return call.none();
    parameters = *text;
  }
  return function->call(*terminology, Request(call, parameters));
}

}  // namespace kiln::core::builtins
