// %factory (FHIR page, "Type Factory").

#include "proptest/reference/functions.h"
#include "proptest/reference/instance.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

/// A function that makes a type, and the elements that its parameters are for, in their order.
struct Maker {
  std::string_view type;
  std::vector<std::string_view> elements;
};

const std::vector<Maker>& makers() {
  static const std::vector<Maker> kMakers{
      {"Extension", {"url", "value"}},
      {"Identifier", {"system", "value", "use", "type"}},
      {"HumanName", {"family", "given", "prefix", "suffix", "text", "use"}},
      {"ContactPoint", {"system", "value", "use"}},
      {"Address", {"line", "city", "state", "postalCode", "country", "use", "type"}},
      {"Quantity", {"system", "code", "value", "unit"}},
      {"Coding", {"system", "code", "display", "version"}},
      {"CodeableConcept", {"coding", "text"}},
  };
  return kMakers;
}

std::unexpected<Error> wrong_count(std::string_view name) {
  return fail(ErrorCode::WrongArgumentCount,
              "wrong number of arguments for %factory." + std::string(name) + "()");
}

/// create(type): the argument is a name, not an expression; a String is accepted too.
Expected<Collection> create(Call& call) {
  if (call.arguments.size() != 1) return wrong_count("create");
  const AstNode& node = call.evaluation.ast().node(call.arguments[0]);
  const bool is_name = node.kind == AstKind::Member || node.kind == AstKind::TypeSpecifier;
  if (!is_name && node.kind != AstKind::String) {
    return fail(ErrorCode::TypeSpecifierExpected, "create() takes the name of a type", node.span);
  }
  KILN_TRY(const TypeName type,
           at(node.span, call.evaluation.resolve_type("FHIR", is_name ? node.name : node.text)));
  if (call.evaluation.model()->is_abstract(type.id)) {
    return fail(ErrorCode::InstanceElement,
                "an object of type " + in_quotes(type.name) + " cannot be made", node.span);
  }
  KILN_TRY(const Item made, make_instance(call.evaluation, type.id, {}));
  return one(made);
}

/// withExtension(instance, url, value), withProperty(instance, name, value): a changed copy.
Expected<Collection> changed(Call& call, bool is_extension) {
  if (call.arguments.size() != 3)
    return wrong_count(is_extension ? "withExtension" : "withProperty");
  KILN_TRY(const Collection instances, call.lambda(0, call.scope));
  KILN_TRY(const Collection names, call.lambda(1, call.scope));
  KILN_TRY(const Collection values, call.lambda(2, call.scope));
  KILN_TRY(const std::optional<Item> instance, call.evaluation.single(instances));
  KILN_TRY(const std::optional<Item> name_value, call.evaluation.single_value(names));
  if (!instance || !name_value) return none();
  const auto* name = std::get_if<std::string>(&*name_value);
  if (name == nullptr) return fail(ErrorCode::ArgumentType, "the second argument must be a String");

  KILN_TRY(std::vector<Field> fields, fields_of(call.evaluation, *instance));
  const std::string target = is_extension ? "extension" : *name;
  auto field = std::ranges::find(fields, target, &Field::name);
  if (field == fields.end()) field = fields.insert(fields.end(), Field{target, {}});
  if (is_extension) {
    KILN_TRY(const Item extension,
             make_instance(call.evaluation, call.evaluation.model()->find_type("Extension"),
                           {Field{"url", {Item(*name)}}, Field{"value", values}}));
    field->items.push_back(extension);
  } else {
    field->items = values;
  }
  KILN_TRY(const Item made, make_instance(call.evaluation, std::get<Node>(*instance).type, fields));
  return one(made);
}

Expected<Collection> make(Call& call, TypeId type, std::span<const std::string_view> elements) {
  if (call.arguments.size() > elements.size()) {
    return wrong_count(call.evaluation.model()->name(type));
  }
  std::vector<Field> fields;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    KILN_TRY(Collection items, call.lambda(i, call.scope));
    fields.push_back(Field{std::string(elements[i]), std::move(items)});
  }
  KILN_TRY(const Item made, make_instance(call.evaluation, type, fields));
  return one(made);
}

}  // namespace

Expected<Collection> call_factory(Call& call, std::string_view name) {
  const Model* model = call.evaluation.model();
  if (model == nullptr) return fail(ErrorCode::Unsupported, "%factory needs a FHIR model");
  if (name == "create") return create(call);
  if (name == "withExtension") return changed(call, true);
  if (name == "withProperty") return changed(call, false);
  const TypeId type = model->find_type(name);
  for (const Maker& maker : makers()) {
    if (maker.type == name && type != kNoType) return make(call, type, maker.elements);
  }
  if (type != kNoType && model->kind(type) == TypeKind::Primitive) {
    static constexpr std::string_view kElements[] = {"value", "extension"};
    return make(call, type, kElements);
  }
  return fail(ErrorCode::UnknownFunction, "%factory has no function '" + std::string(name) + "'");
}

}  // namespace kiln::core::reference
