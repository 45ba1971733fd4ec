// Functions that ask the host's terminology provider: memberOf(), subsumes(), subsumedBy(),
// weight(), and those of %terminologies (FHIR page, "Terminology Service API").

#include "proptest/reference/functions.h"
#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/builder.h"
#include "runtime/terminology/provider.h"

namespace kiln::core::reference {
namespace {

Expected<const TerminologyProvider*> provider(const Call& call) {
  const TerminologyProvider* terminology = call.evaluation.host().terminology;
  if (terminology != nullptr) return terminology;
  return fail(ErrorCode::Terminology, "no terminology is loaded");
}

template <class T>
Expected<T> noted(Call& call, std::string_view function, Expected<T> answer) {
  return call.evaluation.pending().noted(PendingRequest::Kind::Terminology, function,
                                         std::move(answer));
}

std::vector<Coding> codings(const Item& item) {
  if (const auto* text = std::get_if<std::string>(&item)) return {Coding{"", "", *text, ""}};
  if (const auto* node = std::get_if<Node>(&item)) return codings_of(*node);
  return {};
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

Expected<Collection> subsumption(Call& call, bool input_above) {
  if (call.input.size() != 1 || call.collection(0).size() != 1) return none();
  KILN_TRY(const TerminologyProvider* terminology, provider(call));
  const std::vector<Coding> input = codings(call.input.front());
  const std::vector<Coding> other = codings(call.collection(0).front());
  KILN_TRY(const std::optional<bool> holds,
           noted(call, call.signature.name,
                 input_above ? subsumes(*terminology, input, other)
                             : subsumes(*terminology, other, input)));
  return one(holds);
}

// weight(): the extensions in which R4, R5 and the Structured Data Capture guide keep a weight.
constexpr std::string_view kWeightUrls[] = {
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/valueset-ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue",
};

/// The text of a member of a node, "" if it has none.
std::string text_of(Call& call, const Item& item, std::string_view name) {
  const auto members = call.evaluation.members(Collection{item}, name);
  if (!members || members->size() != 1) return {};
  const auto value = call.evaluation.value(members->front());
  if (!value || !*value) return {};
  const auto* text = std::get_if<std::string>(&**value);
  return text == nullptr ? std::string() : *text;
}

Expected<Collection> weight_of_extension(Call& call, const Item& item) {
  KILN_TRY(const Collection extensions, call.evaluation.members(Collection{item}, "extension"));
  for (const Item& extension : extensions) {
    const std::string url = text_of(call, extension, "url");
    if (std::ranges::find(kWeightUrls, url) == std::end(kWeightUrls)) continue;
    return call.evaluation.members(Collection{extension}, "value");
  }
  return none();
}

/// The properties of a code, as $lookup gives them, in which a code system keeps a weight.
Expected<Collection> weight_of_code(Call& call, const Item& item) {
  const std::vector<Coding> all = codings(item);
  const TerminologyProvider* terminology = call.evaluation.host().terminology;
  const bool is_coded = !is_bare_quantity(call.evaluation.model(), item);
  if (terminology == nullptr || !is_coded || all.empty() || all.front().system.empty()) {
    return none();
  }
  KILN_TRY(Document found,
           noted(call, "weight", terminology->lookup(all, "property=itemWeight&property=weight")));
  const auto document = std::make_shared<const Document>(std::move(found));
  KILN_TRY(const Collection parameters,
           call.evaluation.members(Collection{Item(call.evaluation.keep(document))}, "parameter"));
  for (const Item& parameter : parameters) {
    if (text_of(call, parameter, "name") != "property") continue;
    KILN_TRY(const Collection parts, call.evaluation.members(Collection{parameter}, "part"));
    bool is_weight = false;
    for (const Item& part : parts) {
      const std::string code = text_of(call, part, "value");
      if (code == "itemWeight" || code == "weight") is_weight = true;
      if (is_weight && text_of(call, part, "name") == "value") {
        return call.evaluation.members(Collection{part}, "value");
      }
    }
  }
  return none();
}

/// One of the arguments of %terminologies' functions: a single item, or nothing.
Expected<std::optional<Item>> service_argument(Call& call, std::size_t position) {
  if (!call.has(position)) return std::nullopt;
  KILN_TRY(const Collection items, call.lambda(position, call.scope));
  return items.size() == 1 ? std::optional(items.front()) : std::nullopt;
}

/// A canonical URL, or the resource itself.
std::optional<ResourceArgument> resource_argument(Call& call, const Item& item,
                                                  std::string& storage) {
  const auto value = call.evaluation.value(item);
  const auto* text = value && *value ? std::get_if<std::string>(&**value) : nullptr;
  if (text != nullptr) {
    storage = *text;
    return ResourceArgument(std::string_view(storage));
  }
  const auto* node = std::get_if<Node>(&item);
  return node == nullptr ? std::nullopt : std::optional(ResourceArgument(*node));
}

struct ServiceFunction {
  std::string_view name;
  std::size_t required;  ///< without the parameters, which are the last and optional
};

constexpr ServiceFunction kServiceFunctions[] = {
    {"expand", 1},     {"lookup", 1},   {"validateVS", 2},
    {"validateCS", 2}, {"subsumes", 3}, {"translate", 2},
};

}  // namespace

namespace functions {

Expected<Collection> MemberOf(Call& call) {
  KILN_TRY(const std::optional<std::string> url, call.string_argument(0));
  if (call.input.size() != 1 || !url) return none();
  KILN_TRY(const TerminologyProvider* terminology, provider(call));
  const std::vector<Coding> input = codings(call.input.front());
  if (input.empty()) return none();
  KILN_TRY(const Membership membership,
           noted(call, call.signature.name, terminology->member_of(input, *url)));
  return membership == Membership::Unknown ? none() : one(membership == Membership::Yes);
}

Expected<Collection> Subsumes(Call& call) {
  return subsumption(call, true);
}
Expected<Collection> SubsumedBy(Call& call) {
  return subsumption(call, false);
}

/// The weight of each item: of its own extension, else of its value's, else of the code's.
Expected<Collection> Weight(Call& call) {
  Collection weights;
  for (const Item& item : call.input) {
    KILN_TRY(Collection weight, weight_of_extension(call, item));
    Item coded = item;
    if (weight.empty()) {
      KILN_TRY(const Collection value, call.evaluation.members(Collection{item}, "value"));
      if (value.size() == 1) {
        coded = value.front();
        KILN_TRY(weight, weight_of_extension(call, coded));
      }
    }
    if (weight.empty()) {
      KILN_TRY(weight, weight_of_code(call, coded));
    }
    for (const Item& found : weight) {
      KILN_TRY(const std::optional<Item> number, call.evaluation.value(found));
      if (number) weights.push_back(*number);
    }
  }
  return weights;
}

}  // namespace functions

/// "If any of the parameters are empty, or a collection with more than one value, or one or more of
/// the parameters are not valid, the return value is empty."
Expected<Collection> call_terminologies(Call& call, std::string_view name) {
  const auto* function = std::ranges::find(kServiceFunctions, name, &ServiceFunction::name);
  if (function == std::end(kServiceFunctions)) {
    return fail(ErrorCode::UnknownFunction, "%terminologies has no function " + in_quotes(name));
  }
  if (call.arguments.size() < function->required ||
      call.arguments.size() > function->required + 1) {
    return fail(ErrorCode::WrongArgumentCount,
                "wrong number of arguments for %terminologies." + std::string(name) + "()");
  }
  KILN_TRY(const TerminologyProvider* terminology, provider(call));
  KILN_TRY(const std::shared_ptr<const TerminologyProvider> elsewhere, call.server(*terminology));
  if (elsewhere != nullptr) terminology = elsewhere.get();

  std::vector<Item> items;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    KILN_TRY(const std::optional<Item> item, service_argument(call, i));
    if (!item) return none();
    items.push_back(*item);
  }
  std::string parameters;
  if (items.size() > function->required) {
    KILN_TRY(const std::optional<Item> text, call.evaluation.value(items.back()));
    if (!text || !std::holds_alternative<std::string>(*text)) return none();
    parameters = std::get<std::string>(*text);
  }

  std::string url;
  const std::optional<ResourceArgument> resource = resource_argument(call, items[0], url);
  const auto coded = [&](std::size_t i) { return codings(items[i]); };
  if (name == "subsumes") {
    if (url.empty() || coded(1).size() != 1 || coded(2).size() != 1) return none();
    const auto how =
        noted(call, name, terminology->subsumes(url, coded(1)[0], coded(2)[0], parameters));
    if (!how && how.error().code == ErrorCode::Pending) return std::unexpected(how.error());
    if (!how || *how == Subsumption::Unknown) return none();
    return one(Item(std::string(to_string(*how))));
  }
  if (name != "lookup" && !resource) return none();
  if (name == "translate" && coded(1).empty()) return none();
  Expected<Document> answer =
      noted(call, name,
            name == "expand"       ? terminology->expand(*resource, parameters)
            : name == "lookup"     ? terminology->lookup(coded(0), parameters)
            : name == "validateVS" ? terminology->validate_vs(*resource, coded(1), parameters)
            : name == "validateCS" ? terminology->validate_cs(*resource, coded(1), parameters)
                                   : terminology->translate(*resource, coded(1)[0], parameters));
  if (!answer && answer.error().code == ErrorCode::Pending) return std::unexpected(answer.error());
  if (!answer) return none();
  return one(Item(call.evaluation.keep(std::make_shared<const Document>(*std::move(answer)))));
}

/// %terminologies.at(url).f(...): the provider for that address; nullptr without at().
Expected<std::shared_ptr<const TerminologyProvider>> Call::server(
    const TerminologyProvider& standard) {
  const Ast& ast = evaluation.ast();
  const AstId left = ast.children(id)[0];
  if (ast.node(left).kind != AstKind::Call) return nullptr;  // %terminologies itself
  const auto given = ast.children(left).subspan(1);
  if (given.size() != 1) {
    return fail(ErrorCode::WrongArgumentCount, "at() takes the address of a server",
                ast.node(left).span);
  }
  Scope inner = scope;
  KILN_TRY(const Collection address, evaluation.evaluate(given[0], inner));
  KILN_TRY(const std::optional<Item> url, evaluation.single_value(address));
  const auto* text = url ? std::get_if<std::string>(&*url) : nullptr;
  auto server = text == nullptr ? nullptr : standard.at(*text);
  if (server == nullptr) {
    return fail(ErrorCode::Terminology, "there is no terminology server at this address",
                ast.node(left).span);
  }
  return server;
}

}  // namespace kiln::core::reference
