#include "runtime/builtin/factory.h"

#include <algorithm>
#include <array>

#include "model/types.h"
#include "runtime/builtin/instance.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln::core::builtins {
namespace {

using Elements = std::array<std::string_view, 7>;

/// A function that makes a type, and the elements that its parameters are for, in their order.
struct Maker {
  std::string_view type;
  Elements elements;  ///< the last ones may be ""
};

constexpr Maker kMakers[] = {
    {"Extension", {"url", "value"}},
    {"Identifier", {"system", "value", "use", "type"}},
    {"HumanName", {"family", "given", "prefix", "suffix", "text", "use"}},
    {"ContactPoint", {"system", "value", "use"}},
    {"Address", {"line", "city", "state", "postalCode", "country", "use", "type"}},
    {"Quantity", {"system", "code", "value", "unit"}},
    {"Coding", {"system", "code", "display", "version"}},
    {"CodeableConcept", {"coding", "text"}},
};
constexpr Elements kPrimitiveElements = {"value", "extension"};

std::size_t count(const Elements& elements) {
  return static_cast<std::size_t>(std::ranges::find(elements, "") - elements.begin());
}

/// create(type). The type is looked for among those of FHIR only.
Expected<Items> create(const BuiltinCall& call) {
  const Model& model = *call.evaluation.model();
  const Span place = call.site.arguments[0];
  const Items argument = call.arguments[0];
  if (argument.size() != 1 || argument.front().kind() != ItemKind::String) {
    return fail(ErrorCode::TypeSpecifierExpected, "create() takes the name of a type", place);
  }
  const std::string_view name = argument.front().as_string();
  const TypeId type = model.find_type(name);
  if (type == kNoType) {
    return fail(ErrorCode::UnknownTypeAtRun, "there is no type 'FHIR." + std::string(name) + "'",
                place);
  }
  if (model.is_abstract(type)) {
    return fail(ErrorCode::InstanceElement,
                "an object of type '" + std::string(name) + "' cannot be made", place);
  }
  KILN_TRY(const Item made, make_instance(call.evaluation, type, {}));
  return call.one(made);
}

/// The field of this name, at the end if there was none.
Field& field_of(std::vector<Field>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found != fields.end() ? *found : fields.emplace_back(Field{name, {}});
}

Expected<Items> with_extension(const BuiltinCall& call, const Item& instance, const Item& url) {
  Evaluation& evaluation = call.evaluation;
  KILN_TRY(std::vector<Field> fields, fields_of(evaluation, instance));
  const Field parts[] = {{"url", Items::one(url)}, {"value", call.arguments[2]}};
  KILN_TRY(const Item extension, make_instance(evaluation, fhir_type::Extension, parts));
  Field& field = field_of(fields, "extension");
  ItemList extensions(evaluation.arena());
  extensions.append(field.items);
  extensions.append(extension);
  field.items = extensions.items();
  KILN_TRY(const Item made, make_instance(evaluation, instance.type(), fields));
  return call.one(made);
}

Expected<Items> with_property(const BuiltinCall& call, const Item& instance, const Item& name) {
  KILN_TRY(std::vector<Field> fields, fields_of(call.evaluation, instance));
  field_of(fields, name.as_string()).items = call.arguments[2];
  KILN_TRY(const Item made, make_instance(call.evaluation, instance.type(), fields));
  return call.one(made);
}

using Change = Expected<Items> (*)(const BuiltinCall& call, const Item& instance, const Item& name);

/// withExtension(instance, url, value), withProperty(instance, name, value): a changed copy.
Expected<Items> changed(const BuiltinCall& call, Change change) {
  KILN_TRY(const Item instance, single(call.arguments[0]));
  KILN_TRY(const Item given, single(call.arguments[1]));
  KILN_TRY(const Item name,
           given.is_node() ? system_value(call.evaluation.model(), given, call.evaluation.arena())
                           : given);
  if (instance.is_none() || name.is_none()) return call.none();
  if (name.kind() != ItemKind::String) {
    return fail(ErrorCode::ArgumentType, "the second argument must be a String");
  }
  return change(call, instance, name);
}

struct Changer {
  std::string_view name;
  Change change;
};
constexpr Changer kChangers[] = {{"withExtension", with_extension},
                                 {"withProperty", with_property}};

/// The elements of a function that makes a type; nullptr if there is no such function.
const Elements* elements_of(const Model& model, std::string_view name) {
  const TypeId type = model.find_type(name);
  if (type == kNoType) return nullptr;
  const auto* const maker = std::ranges::find(kMakers, name, &Maker::type);
  if (maker != std::end(kMakers)) return &maker->elements;
  return model.kind(type) == TypeKind::Primitive ? &kPrimitiveElements : nullptr;
}

Expected<Items> make(const BuiltinCall& call) {
  const Model& model = *call.evaluation.model();
  const Elements& elements = *elements_of(model, call.name);
  std::vector<Field> fields;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    fields.push_back({elements[i], call.arguments[i]});
  }
  KILN_TRY(const Item made, make_instance(call.evaluation, model.find_type(call.name), fields));
  return call.one(made);
}

}  // namespace

Expected<void> check_factory(const Model* model, std::string_view name, std::size_t arguments) {
  if (model == nullptr) return fail(ErrorCode::Unsupported, "%factory needs a FHIR model");
  bool fits = false;
  if (name == "create") {
    fits = arguments == 1;
  } else if (std::ranges::find(kChangers, name, &Changer::name) != std::end(kChangers)) {
    fits = arguments == 3;
  } else if (const Elements* const elements = elements_of(*model, name)) {
    fits = arguments <= count(*elements);
  } else {
    return fail(ErrorCode::UnknownFunction, "%factory has no function '" + std::string(name) + "'");
  }
  if (fits) return {};
  return fail(ErrorCode::WrongArgumentCount,
              "wrong number of arguments for %factory." + std::string(name) + "()");
}

Expected<Items> call_factory(const BuiltinCall& call) {
  KILN_CHECK(check_factory(call.evaluation.model(), call.name, call.arguments.size()));
  if (call.name == "create") return create(call);
  const auto* const changer = std::ranges::find(kChangers, call.name, &Changer::name);
  return changer != std::end(kChangers) ? changed(call, changer->change) : make(call);
}

}  // namespace kiln::core::builtins
