#include "runtime/builtin/instance.h"

#include <algorithm>

#include "model/names.h"
#include "model/types.h"
#include "runtime/builtin/call.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/builder.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

std::string in_quotes(std::string_view name) {
  return "'" + std::string(name) + "'";
}

std::unexpected<Error> refused(std::string message) {
  return fail(ErrorCode::InstanceElement, std::move(message));
}

/// A System type, and the FHIR type that holds it where an element has several such types.
struct Target {
  TypeId system;
  TypeId fhir;
};

// Each type converts implicitly to those behind it (§5.5).
constexpr Target kNumbers[] = {{system_type::Integer, fhir_type::integer},
                               {system_type::Long, fhir_type::integer64},
                               {system_type::Decimal, fhir_type::decimal},
                               {system_type::Quantity, fhir_type::Quantity}};
constexpr Target kDates[] = {{system_type::Date, fhir_type::date},
                             {system_type::DateTime, fhir_type::dateTime}};
constexpr Target kTime[] = {{system_type::Time, fhir_type::time}};
constexpr Target kBoolean[] = {{system_type::Boolean, fhir_type::boolean}};
constexpr Target kString[] = {{system_type::String, fhir_type::string}};

/// What a System value can become, its own type first; nothing for a node.
std::span<const Target> targets_of(const Item& item) {
  for (const std::span<const Target> chain :
       {std::span<const Target>(kNumbers), std::span<const Target>(kDates),
        std::span<const Target>(kTime), std::span<const Target>(kBoolean),
        std::span<const Target>(kString)}) {
    const auto own = std::ranges::find(chain, system_type_of(item), &Target::system);
    if (own != chain.end()) return {own, chain.end()};
  }
  return {};
}

/// The functions that convert to System types.
struct Conversion {
  TypeId to;
  FunctionId function;
};
constexpr Conversion kConversions[] = {
    {system_type::Boolean, FunctionId::ToBoolean},   {system_type::Integer, FunctionId::ToInteger},
    {system_type::Long, FunctionId::ToLong},         {system_type::Decimal, FunctionId::ToDecimal},
    {system_type::Date, FunctionId::ToDate},         {system_type::Time, FunctionId::ToTime},
    {system_type::DateTime, FunctionId::ToDateTime}, {system_type::String, FunctionId::ToString},
};

/// None if it does not convert. What no conversion is listed for is text.
Expected<Item> convert(Evaluation& evaluation, const Item& value, TypeId to) {
  if (!value.is_node() && system_type_of(value) == to) return value;
  const auto* const row = std::ranges::find(kConversions, to, &Conversion::to);
  const FunctionId function = row == std::end(kConversions) ? FunctionId::ToString : row->function;
  const CallSite nowhere{};
  KILN_TRY(const Items converted,
           builtin_of(function)(BuiltinCall{
               evaluation, signature_of(function).name, function, nowhere, Items::one(value), {}}));
  return single(converted);
}

/// A number or a Quantity.
std::optional<QuantityView> quantity_of(const Item& value) {
  if (value.is_none() || value.is_node()) return std::nullopt;
  const Operand operand = operand_of(value);
  return number_rank(operand) ? std::optional(as_quantity(operand)) : std::nullopt;
}

/// The id and the extensions of a primitive are children of it, beside its value.
bool has_parts(const Item& item) {
  if (!item.is_node()) return false;
  const Document& document = *item.document();
  const NodeIndex node = item.index();
  return document.kind(node) == NodeKind::Primitive &&
         document.count(node) > (document.has_value(node) ? 1U : 0U);
}

/// Writes the members of one new object. Every function writes into builder_.
class Writer {
 public:
  Writer(Evaluation& evaluation, DocumentBuilder& builder)
      : evaluation_(evaluation), model_(*evaluation.model()), builder_(builder) {}

  Expected<void> object(TypeId type, std::span<const Field> fields) {
    builder_.begin_object();
    if (model_.kind(type) == TypeKind::Resource) {
      builder_.key("resourceType");
      builder_.string(model_.name(type));
    }
    for (const Field& field : fields) {
      if (!field.items.empty()) KILN_CHECK(at(field.span, member(type, field)));
    }
    builder_.end_object();
    return {};
  }

  /// A primitive as the member `value` of an object, which is how JSON can hold its extensions.
  Expected<void> primitive(TypeId type, std::span<const Field> fields) {
    builder_.begin_object();
    std::vector<Field> parts;
    for (const Field& field : fields) {
      if (field.name != "value") {
        if (!field.items.empty()) parts.push_back(field);
        continue;
      }
      KILN_TRY(const Item item, at(field.span, single(field.items)));
      if (item.is_none()) continue;
      builder_.key("value");
      KILN_CHECK(at(field.span, scalar(type, item)));
    }
    if (!parts.empty()) {
      builder_.key("_value");
      KILN_CHECK(object(type, parts));
    }
    builder_.end_object();
    return {};
  }

 private:
  Expected<Item> value_of(const Item& item) const {
    return item.is_node() ? system_value(&model_, item, evaluation_.arena()) : item;
  }

  Expected<void> member(TypeId type, const Field& field) {
    const NameId id = find_name(field.name);
    const std::span<const Element> rows =
        id == kNoName ? std::span<const Element>() : model_.elements(type, id);
    if (rows.empty()) {
      return refused(in_quotes(model_.name(type)) + " has no element " + in_quotes(field.name));
    }
    KILN_TRY(const Element* const row, row_for(rows, field));
    if (!row->many && field.items.size() > 1) {
      return refused(in_quotes(field.name) + " of " + in_quotes(model_.name(type)) +
                     " holds one item, not " + std::to_string(field.items.size()));
    }
    return model_.kind(row->type) == TypeKind::Primitive ? primitives(*row, field.items)
                                                         : objects(*row, field.items);
  }

  /// Of a choice, the alternative that the (first) item fits: its own type, else the first that its
  /// value converts to.
  Expected<const Element*> row_for(std::span<const Element> rows, const Field& field) const {
    if (rows.size() == 1) return &rows.front();
    const auto first = [&](const auto& fits) {
      const auto row = std::ranges::find_if(rows, fits, &Element::type);
      return row == rows.end() ? nullptr : &*row;
    };
    const Item& item = field.items.front();
    if (const TypeId own = item.is_node() ? item.type() : kNoType; own != kNoType) {
      if (const Element* row = first([&](TypeId type) { return type == own; })) return row;
      if (const Element* row = first([&](TypeId type) { return model_.is_a(own, type); })) {
        return row;
      }
    }
    KILN_TRY(const Item value, value_of(item));
    for (const Target& target : targets_of(value)) {
      if (const Element* row = first([&](TypeId type) { return type == target.fhir; })) return row;
      if (const Element* row = first([&](TypeId type) { return holds(type, target.system); })) {
        return row;
      }
    }
    return refused(in_quotes(field.name) + " takes no such item");
  }

  bool holds(TypeId type, TypeId system) const {
    if (system == system_type::Quantity) return model_.is_a(type, fhir_type::Quantity);
    return model_.kind(type) == TypeKind::Primitive && model_.system_type_of(type) == system;
  }

  Expected<void> objects(const Element& row, Items items) {
    builder_.key(name_of(row.json));
    if (row.many) builder_.begin_array();
    for (const Item& item : items) KILN_CHECK(complex(row, item));
    if (row.many) builder_.end_array();
    return {};
  }

  Expected<void> complex(const Element& row, const Item& item) {
    const TypeId own = item.is_node() ? item.type() : kNoType;
    if (!item.is_node() || model_.kind(own) == TypeKind::Primitive) {
      KILN_TRY(const Item value, value_of(item));
      const std::optional<QuantityView> quantity = quantity_of(value);
      if (quantity && holds(row.type, system_type::Quantity)) {
        write(*quantity);
        return {};
      }
    }
    if (!item.is_node() || !(own == kNoType || model_.is_a(own, row.type))) {
      return refused(in_quotes(name_of(row.name)) + " takes items of type " +
                     in_quotes(model_.name(row.type)));
    }
    builder_.copy(*item.document(), item.index());
    return {};
  }

  /// FHIR page, "Use of FHIR Quantity", the other way round.
  void write(const QuantityView& quantity) {
    const auto field = quantity.calendar ? calendar_unit(quantity.unit) : std::nullopt;
    builder_.begin_object();
    builder_.key("value");
    builder_.number(quantity.value.to_string());
    builder_.key("unit");
    builder_.string(quantity.unit);
    builder_.key("system");
    builder_.string("http://unitsofmeasure.org");
    builder_.key("code");
    builder_.string(field ? ucum_code_of(*field) : quantity.unit);
    builder_.end_object();
  }

  Expected<void> primitives(const Element& row, Items items) {
    builder_.key(name_of(row.json));
    if (row.many) builder_.begin_array();
    for (const Item& item : items) KILN_CHECK(scalar(row.type, item));
    if (row.many) builder_.end_array();
    if (std::ranges::none_of(items, has_parts)) return {};

    builder_.key("_" + std::string(name_of(row.json)));
    if (row.many) builder_.begin_array();
    for (const Item& item : items) parts(item);
    if (row.many) builder_.end_array();
    return {};
  }

  void parts(const Item& item) {
    if (!has_parts(item)) return builder_.null();
    const Document& document = *item.document();
    const NodeIndex value = document.value_of(item.index());
    builder_.begin_object();
    for (const NodeIndex part : document.children(item.index())) {
      if (part == value) continue;
      builder_.key(document.name(document.key(part)));
      builder_.copy(document, part);
    }
    builder_.end_object();
  }

  /// The value of a primitive element, converted to what its type holds.
  Expected<void> scalar(TypeId type, const Item& item) {
    KILN_TRY(const Item value, value_of(item));
    if (value.is_none()) {
      builder_.null();
      return {};
    }
    KILN_TRY(const Item fitting, convert(evaluation_, value, model_.system_type_of(type)));
    if (fitting.is_none()) {
      return refused("a value of type " + in_quotes(model_.name(type)) + " cannot be made of it");
    }
    write(fitting);
    return {};
  }

  /// Of a System type that a primitive can hold.
  void write(const Item& value) {
    switch (value.kind()) {
      case ItemKind::Boolean:
        return builder_.boolean(value.as_boolean());
      case ItemKind::Integer:
        return builder_.number(std::to_string(value.as_integer()));
      case ItemKind::Long:  // which FHIR JSON writes as a string
        return builder_.string(std::to_string(value.as_long()));
      case ItemKind::Decimal:
      case ItemKind::BigDecimal:
        return builder_.number(value.as_decimal().to_string());
      case ItemKind::Temporal:
        return builder_.string(value.as_temporal().to_string());
      default:
        return builder_.string(value.as_string());
    }
  }

  Evaluation& evaluation_;
  const Model& model_;
  DocumentBuilder& builder_;
};

}  // namespace

Expected<Item> make_instance(Evaluation& evaluation, TypeId type, std::span<const Field> fields) {
  DocumentBuilder builder;
  Writer writer(evaluation, builder);
  const bool is_primitive = evaluation.model()->kind(type) == TypeKind::Primitive;
  KILN_CHECK(is_primitive ? writer.primitive(type, fields) : writer.object(type, fields));
  KILN_TRY(Document built, std::move(builder).finish());
  auto document = std::make_shared<const Document>(std::move(built));
  const NodeIndex made = is_primitive ? document->find(0, name::value) : 0;
  if (made == kNoNode) return refused("a primitive needs a value or an extension");
  return Item::node(evaluation.keep(std::move(document), made, type));
}

Expected<std::vector<Field>> fields_of(Evaluation& evaluation, const Item& instance) {
  if (!instance.is_node()) return refused("only an element or a resource has properties to set");
  const Model* const model = evaluation.model();
  Arena& arena = evaluation.arena();
  std::vector<Field> fields;
  if (model->kind(instance.type()) == TypeKind::Primitive) {
    KILN_TRY(const Item value, system_value(model, instance, arena));
    if (!value.is_none()) fields.push_back({"value", evaluation.one(value)});
  }
  std::vector<Node>& children = evaluation.scratch_nodes();
  append_all_children(model, instance.as_node(), children);
  Item* const items = arena.array<Item>(children.size());
  for (std::size_t i = 0; i < children.size(); ++i) {
    items[i] = Item::node(children[i]);
    const std::string_view name = element_name(model, children[i]);
    if (fields.empty() || fields.back().name != name) fields.push_back({name, {&items[i], 0}});
    ++fields.back().items.count;
  }
  return fields;
}

}  // namespace kiln::core
