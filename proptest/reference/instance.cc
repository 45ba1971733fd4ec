#include "proptest/reference/instance.h"

#include "model/types.h"
#include "proptest/reference/conversion.h"
#include "proptest/reference/implicit.h"
#include "runtime/diagnostic/try.h"
#include "runtime/document/builder.h"

namespace kiln::core::reference {
namespace {

std::unexpected<Error> refused(std::string message) {
  return fail(ErrorCode::InstanceElement, std::move(message));
}

/// A System type, and the FHIR type that holds it where an element has several such types.
struct Target {
  TypeId system;
  std::string_view fhir;
};

// Each type converts implicitly to those behind it (§5.5).
constexpr Target kNumbers[] = {{system_type::Integer, "integer"},
                               {system_type::Long, "integer64"},
                               {system_type::Decimal, "decimal"},
                               {system_type::Quantity, "Quantity"}};
constexpr Target kDates[] = {{system_type::Date, "date"}, {system_type::DateTime, "dateTime"}};
constexpr Target kTime[] = {{system_type::Time, "time"}};
constexpr Target kBoolean[] = {{system_type::Boolean, "boolean"}};
constexpr Target kString[] = {{system_type::String, "string"}};

/// What a System value can become, its own type first.
std::span<const Target> targets_of(const Item& item) {
  struct {
    using Targets = std::span<const Target>;
    Targets operator()(bool) const { return kBoolean; }
    Targets operator()(std::int32_t) const { return kNumbers; }
    Targets operator()(std::int64_t) const { return Targets(kNumbers).subspan(1); }
    Targets operator()(const Decimal&) const { return Targets(kNumbers).subspan(2); }
    Targets operator()(const Quantity&) const { return Targets(kNumbers).subspan(3); }
    Targets operator()(const std::string&) const { return kString; }
    Targets operator()(const Node&) const { return {}; }
    Targets operator()(const Temporal& temporal) const {
      switch (temporal.kind) {
        case Temporal::Kind::Date:
          return kDates;
        case Temporal::Kind::DateTime:
          return Targets(kDates).subspan(1);
        default:
          return kTime;
      }
    }
  } visitor;
  return std::visit(visitor, item);
}

/// Writes the members of one new object. Every function writes into builder_.
class Writer {
 public:
  Writer(Evaluation& evaluation, DocumentBuilder& builder)
      : evaluation_(evaluation), model_(*evaluation.model()), builder_(builder) {}

  Expected<void> object(TypeId type, const std::vector<Field>& fields) {
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
  Expected<void> primitive(TypeId type, const std::vector<Field>& fields) {
    builder_.begin_object();
    std::vector<Field> others;
    for (const Field& field : fields) {
      if (field.name != "value") {
        others.push_back(field);
        continue;
      }
      KILN_TRY(const std::optional<Item> item, at(field.span, evaluation_.single(field.items)));
      if (!item) continue;
      builder_.key("value");
      KILN_CHECK(at(field.span, scalar(type, *item)));
    }
    if (std::ranges::any_of(others, [](const Field& f) { return !f.items.empty(); })) {
      builder_.key("_value");
      KILN_CHECK(object(type, others));
    }
    builder_.end_object();
    return {};
  }

 private:
  Expected<void> member(TypeId type, const Field& field) {
    const NameId id = find_name(field.name);
    const std::span<const Element> rows =
        id == kNoName ? std::span<const Element>() : model_.elements(type, id);
    if (rows.empty()) {
      return refused(in_quotes(model_.name(type)) + " has no element " + in_quotes(field.name));
    }
    KILN_TRY(const Element* row, row_for(rows, field));
    if (!row->many && field.items.size() > 1) {
      return refused(in_quotes(field.name) + " of " + in_quotes(model_.name(type)) +
                     " holds one item, not " + std::to_string(field.items.size()));
    }
    const std::string json(name_of(row->json));
    return model_.kind(row->type) == TypeKind::Primitive ? primitives(*row, json, field.items)
                                                         : objects(*row, json, field.items);
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
    if (const Node* node = std::get_if<Node>(&item); node != nullptr && node->type != kNoType) {
      if (const Element* row = first([&](TypeId type) { return type == node->type; })) return row;
      if (const Element* row = first([&](TypeId type) { return model_.is_a(node->type, type); })) {
        return row;
      }
    }
    KILN_TRY(const std::optional<Item> value, evaluation_.value(item));
    for (const Target& target : targets_of(value.value_or(item))) {
      const auto is_named = [&](TypeId type) { return model_.name(type) == target.fhir; };
      const auto fits = [&](TypeId type) { return holds(type, target.system); };
      if (const Element* row = first(is_named)) return row;
      if (const Element* row = first(fits)) return row;
    }
    return refused(in_quotes(field.name) + " takes no such item");
  }

  bool holds(TypeId type, TypeId system) const {
    if (system == system_type::Quantity) return model_.is_a(type, fhir_type::Quantity);
    return model_.kind(type) == TypeKind::Primitive && model_.system_type_of(type) == system;
  }

  Expected<void> objects(const Element& row, const std::string& json, const Collection& items) {
    builder_.key(json);
    if (row.many) builder_.begin_array();
    for (const Item& item : items) KILN_CHECK(complex(row, item));
    if (row.many) builder_.end_array();
    return {};
  }

  Expected<void> complex(const Element& row, const Item& item) {
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr || model_.kind(node->type) == TypeKind::Primitive) {
      KILN_TRY(const std::optional<Item> value, evaluation_.value(item));
      const std::optional<Quantity> quantity = value ? as_quantity(*value) : std::nullopt;
      if (quantity && holds(row.type, system_type::Quantity)) return this->quantity(*quantity);
    }
    if (node == nullptr || !(node->type == kNoType || model_.is_a(node->type, row.type))) {
      return refused(in_quotes(name_of(row.name)) + " takes items of type " +
                     in_quotes(model_.name(row.type)));
    }
    builder_.copy(*node->document, node->index);
    return {};
  }

  /// FHIR page, "Use of FHIR Quantity", the other way round.
  Expected<void> quantity(const Quantity& quantity) {
    const auto field = quantity.calendar ? calendar_unit(quantity.unit) : std::nullopt;
    builder_.begin_object();
    builder_.key("value");
    builder_.number(to_string(quantity.value));
    builder_.key("unit");
    builder_.string(quantity.unit);
    builder_.key("system");
    builder_.string("http://unitsofmeasure.org");
    builder_.key("code");
    builder_.string(field ? ucum_code_of(*field) : std::string_view(quantity.unit));
    builder_.end_object();
    return {};
  }

  Expected<void> primitives(const Element& row, const std::string& json, const Collection& items) {
    builder_.key(json);
    if (row.many) builder_.begin_array();
    bool has_parts = false;
    for (const Item& item : items) {
      KILN_CHECK(scalar(row.type, item));
      has_parts = has_parts || !parts_of(item).empty();
    }
    if (row.many) builder_.end_array();
    if (!has_parts) return {};

    builder_.key("_" + json);
    if (row.many) builder_.begin_array();
    for (const Item& item : items) parts(item);
    if (row.many) builder_.end_array();
    return {};
  }

  /// The id and the extensions of a primitive.
  static std::vector<NodeIndex> parts_of(const Item& item) {
    std::vector<NodeIndex> found;
    const Node* node = std::get_if<Node>(&item);
    if (node == nullptr || node->document->kind(node->index) != NodeKind::Primitive) return found;
    const NodeIndex value = node->document->value_of(node->index);
    for (NodeIndex child = node->document->first_child(node->index); child != kNoNode;
         child = node->document->next(child)) {
      if (child != value) found.push_back(child);
    }
    return found;
  }

  void parts(const Item& item) {
    const std::vector<NodeIndex> found = parts_of(item);
    if (found.empty()) return builder_.null();
    const Document& document = *std::get<Node>(item).document;
    builder_.begin_object();
    for (const NodeIndex part : found) {
      builder_.key(document.name(document.key(part)));
      builder_.copy(document, part);
    }
    builder_.end_object();
  }

  /// The value of a primitive element, converted to what its type holds.
  Expected<void> scalar(TypeId type, const Item& item) {
    KILN_TRY(const std::optional<Item> value, evaluation_.value(item));
    if (!value) {
      builder_.null();
      return {};
    }
    KILN_TRY(const std::optional<Item> fitting, converted(type, *value));
    if (!fitting) {
      return refused("a value of type " + in_quotes(model_.name(type)) + " cannot be made of it");
    }
    write(*fitting);
    return {};
  }

  Expected<std::optional<Item>> converted(TypeId type, const Item& value) const {
    const Dialect& dialect = evaluation_.dialect();
    const TypeId system = model_.system_type_of(type);
    if (system == system_type::Boolean) return to_boolean(dialect, value);
    if (system == system_type::Integer) return to_integer(dialect, value);
    if (system == system_type::Long) return to_long(dialect, value);
    if (system == system_type::Decimal) return to_decimal(dialect, value);
    if (system == system_type::Date) return to_date(dialect, value);
    if (system == system_type::DateTime) return to_date_time(dialect, value);
    if (system == system_type::Time) return to_time(dialect, value);
    return kiln::core::reference::to_string(dialect, value);
  }

  void write(const Item& value) {
    if (const auto* truth = std::get_if<bool>(&value)) return builder_.boolean(*truth);
    if (const auto* number = std::get_if<std::int32_t>(&value)) {
      return builder_.number(std::to_string(*number));
    }
    // FHIR JSON writes an integer64 as a string.
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return builder_.string(std::to_string(*number));
    }
    if (const auto* number = std::get_if<Decimal>(&value)) {
      return builder_.number(kiln::core::reference::to_string(*number));
    }
    if (const auto* temporal = std::get_if<Temporal>(&value)) {
      return builder_.string(to_runtime(*temporal).to_string());
    }
    builder_.string(std::get<std::string>(value));
  }

  Evaluation& evaluation_;
  const Model& model_;
  DocumentBuilder& builder_;
};

}  // namespace

Expected<Item> make_instance(Evaluation& evaluation, TypeId type,
                             const std::vector<Field>& fields) {
  DocumentBuilder builder;
  Writer writer(evaluation, builder);
  const bool is_primitive = evaluation.model()->kind(type) == TypeKind::Primitive;
  KILN_CHECK(is_primitive ? writer.primitive(type, fields) : writer.object(type, fields));
  KILN_TRY(Document built, std::move(builder).finish());
  const auto document = std::make_shared<const Document>(std::move(built));
  if (!is_primitive) return Item(evaluation.keep(document, 0, type));
  const NodeIndex value = document->find(0, document->find_name("value"));
  if (value == kNoNode) return refused("a primitive needs a value or an extension");
  return Item(evaluation.keep(document, value, type));
}

Expected<std::vector<Field>> fields_of(Evaluation& evaluation, const Item& instance) {
  const Node* node = std::get_if<Node>(&instance);
  if (node == nullptr) return refused("only an element or a resource has properties to set");
  std::vector<Field> fields;
  const Model* model = evaluation.model();
  if (model->kind(node->type) == TypeKind::Primitive) {
    KILN_TRY(const std::optional<Item> value, evaluation.value(instance));
    if (value) fields.push_back(Field{"value", {*value}});
  }
  std::vector<Node> children;
  append_all_children(model, *node, children);
  for (const Node& child : children) {
    const std::string_view name = element_name(model, child);
    if (fields.empty() || fields.back().name != name)
      fields.push_back(Field{std::string(name), {}});
    fields.back().items.emplace_back(child);
  }
  return fields;
}

/// §5.2.3.
Expected<Collection> Evaluation::instance(AstId id, const Scope& scope) {
  const AstNode& node = ast_.node(id);
  if (scope.focus != nullptr) {
    if (scope.focus->empty()) return none();
    KILN_CHECK(single(*scope.focus));
  }
  KILN_TRY(const TypeName type, at(place_of(node), resolve_type(node.qualifier, node.name)));
  if (type.id == kNoType || type.system || model()->is_abstract(type.id)) {
    return fail(ErrorCode::InstanceElement,
                "an object of type " + in_quotes(node.name) + " cannot be made", place_of(node));
  }
  std::vector<Field> fields;
  for (const AstId child : ast_.children(id)) {
    const AstNode& field = ast_.node(child);
    Scope inner = scope;
    KILN_TRY(Collection items, evaluate(ast_.children(child)[0], inner));
    const auto has_name = [&](const Field& other) { return other.name == field.name; };
    if (std::ranges::any_of(fields, has_name)) {
      return fail(ErrorCode::InstanceElement,
                  "the element " + in_quotes(field.name) + " is set twice", field.name_span);
    }
    fields.push_back(Field{std::string(field.name), std::move(items), field.name_span});
  }
  KILN_TRY(const Item made, make_instance(*this, type.id, fields));
  return one(made);
}

}  // namespace kiln::core::reference
