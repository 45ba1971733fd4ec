// §6.3 Types, ofType() (§5.2.7) and §10 Types and Reflection.

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/builder.h"

namespace kiln::core::reference {
namespace {

/// The System type of an item that is no node; for a node without a model, that of its JSON kind.
TypeId system_type_of(const Item& item) {
  struct {
    TypeId operator()(bool) const { return system_type::Boolean; }
    TypeId operator()(std::int32_t) const { return system_type::Integer; }
    TypeId operator()(std::int64_t) const { return system_type::Long; }
    TypeId operator()(const Decimal&) const { return system_type::Decimal; }
    TypeId operator()(const std::string&) const { return system_type::String; }
    TypeId operator()(const Quantity&) const { return system_type::Quantity; }
    TypeId operator()(const Temporal& temporal) const {
      switch (temporal.kind) {
        case Temporal::Kind::Date:
          return system_type::Date;
        case Temporal::Kind::DateTime:
          return system_type::DateTime;
        default:
          return system_type::Time;
      }
    }
    TypeId operator()(const Node&) const { return kNoType; }
  } visitor;
  return std::visit(visitor, item);
}

}  // namespace

Expected<TypeName> Evaluation::resolve_type(std::string_view qualifier,
                                            std::string_view name) const {
  const bool in_model = qualifier.empty() || qualifier == "FHIR";
  if (in_model && model() != nullptr) {
    if (const TypeId id = model()->find_type(name); id != kNoType) return TypeName{id, name, false};
  }
  if (qualifier.empty() || qualifier == "System") {
    if (const TypeId id = find_system_type(name); id != kNoType) return TypeName{id, name, true};
  }
  // Without a model a name can still be a `resourceType`.
  if (in_model && model() == nullptr) return TypeName{kNoType, name, false};
  const std::string written =
      qualifier.empty() ? std::string(name) : std::string(qualifier) + "." + std::string(name);
  return fail(ErrorCode::UnknownTypeAtRun, "there is no type '" + written + "'");
}

bool Evaluation::is_of_type(const Item& item, const TypeName& type) const {
  const Node* node = std::get_if<Node>(&item);
  if (node != nullptr && node->type != kNoType) {
    if (type.system) return type.id == system_type::Any;
    return model()->is_a(node->type, type.id);
  }
  if (node != nullptr && node->document->is_container(node->index)) {
    if (type.system) return type.id == system_type::Any;
    return node->document->resource_type(node->index) == type.name;
  }
  TypeId actual = system_type_of(item);
  if (node != nullptr) {  // a JSON scalar is what it looks like
    const auto system = value(item);
    if (system && *system) actual = system_type_of(**system);
  }
  return type.system && (type.id == system_type::Any || type.id == actual);
}

bool Evaluation::selects_type(const Item& item, const TypeName& type) const {
  const Node* node = std::get_if<Node>(&item);
  if (node == nullptr || node->type == kNoType ||
      model()->kind(node->type) != TypeKind::Primitive) {
    return is_of_type(item, type);
  }
  // FHIR page, ofType(): `markdown` is no subclass of `string`; System types select by value.
  if (type.system) {
    return type.id == system_type::Any ||
           (has_value(*node) && model()->system_type_of(node->type) == type.id);
  }
  if (model()->kind(type.id) != TypeKind::Primitive) return is_of_type(item, type);
  return node->type == type.id;
}

Expected<Collection> Evaluation::type_operation(const AstNode& node, const Collection& operand) {
  KILN_TRY(const TypeName type, resolve_type(node.qualifier, node.name));
  return node.op == Operator::Is ? is(operand, type) : as(operand, type);
}

/// §6.3.1. On nothing: false; in 2.0.0 nothing.
Expected<Collection> Evaluation::is(const Collection& items, const TypeName& type) const {
  KILN_TRY(const std::optional<Item> item, single(items));
  if (!item) return is_v2() ? none() : one(false);
  return one(is_of_type(*item, type));
}

/// §6.3.3; with `as_filters` the filter that the invariants of R4 and R4B take it for.
Expected<Collection> Evaluation::as(const Collection& items, const TypeName& type) const {
  if (!environment_.as_filters) KILN_CHECK(single(items));
  Collection selected;
  for (const Item& item : items) {
    if (selects_type(item, type)) selected.push_back(item);
  }
  return selected;
}

/// §10.2.2: an object with namespace, name and baseType.
Item Evaluation::type_info(const Item& item) {
  const Node* node = std::get_if<Node>(&item);
  std::string_view space = "System";
  std::string_view name = "Any";
  std::string base = "System.Any";
  if (node != nullptr && node->type != kNoType) {
    space = "FHIR";
    name = model()->name(node->type);
    const TypeId above = model()->base(node->type);
    base = above == kNoType ? "System.Any" : "FHIR." + std::string(model()->name(above));
  } else {
    TypeId actual = system_type_of(item);
    if (node != nullptr && !node->document->is_container(node->index)) {
      const auto system = value(item);
      if (system && *system) actual = system_type_of(**system);
    }
    if (actual != kNoType) name = system_type_name(actual);
  }

  DocumentBuilder builder;
  builder.begin_object();
  builder.key("namespace");
  builder.string(space);
  builder.key("name");
  builder.string(name);
  builder.key("baseType");
  builder.string(base);
  builder.end_object();
  Expected<Document> document = std::move(builder).finish();
  return keep(std::make_shared<const Document>(*std::move(document)));
}

namespace functions {

Expected<Collection> Is(Call& call) {
  KILN_TRY(const TypeName type, call.type_argument());
  return call.evaluation.is(call.input, type);
}

Expected<Collection> As(Call& call) {
  KILN_TRY(const TypeName type, call.type_argument());
  return call.evaluation.as(call.input, type);
}

Expected<Collection> OfType(Call& call) {
  KILN_TRY(const TypeName type, call.type_argument());
  Collection selected;
  for (const Item& item : call.input) {
    if (call.evaluation.selects_type(item, type)) selected.push_back(item);
  }
  return selected;
}

Expected<Collection> Type(Call& call) {
  Collection types;
  for (const Item& item : call.input) types.push_back(call.evaluation.type_info(item));
  return types;
}

}  // namespace functions
}  // namespace kiln::core::reference
