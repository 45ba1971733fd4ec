#include "cli/items.h"

#include "runtime/document/builder.h"
#include "runtime/document/json_lexeme.h"
#include "runtime/document/navigate.h"
#include "runtime/item/system_value.h"

namespace kiln::core::cli {

std::string type_name(const Value& item, const Model* model) {
  Arena arena;
  return qualified_type_name(from_value(item, arena), model);
}

std::string path_text(const Value& item, const Naming& naming) {
  Arena arena;
  return core::path_text(from_value(item, arena), naming);
}

std::string plain_text(const Value& item) {
  Arena arena;
  return core::plain_text(from_value(item, arena));
}

void append_json(const Value& item, std::string& out) {
  Arena arena;
  core::append_json(from_value(item, arena), out);
}

void append_typed_json(const Value& item, const Naming& naming, std::string& out) {
  out += "{\"type\":";
  append_json_string(type_name(item, naming.model), out);
  out += ",\"value\":";
  append_json(item, out);
  if (std::holds_alternative<Node>(item)) {
    out += ",\"path\":";
    append_json_string(path_text(item, naming), out);
  }
  out += '}';
}

void append_typed_json(const Values& items, const Naming& naming, std::string& out) {
  out += '[';
  for (const Value& item : items) {
    if (&item != items.data()) out += ',';
    append_typed_json(item, naming, out);
  }
  out += ']';
}

void append_json(const std::vector<TraceEntry>& traces, const Naming& naming, std::string& out) {
  out += '[';
  for (const TraceEntry& trace : traces) {
    if (&trace != traces.data()) out += ',';
    out += "{\"name\":";
    append_json_string(trace.name, out);
    out += ",\"items\":";
    append_typed_json(trace.items, naming, out);
    out += '}';
  }
  out += ']';
}

namespace {

Expected<Value> number_value(std::string_view lexeme, std::uint32_t offset) {
  const auto decimal = Decimal::parse(lexeme);
  if (!decimal) {
    return fail(ErrorCode::DecimalRange, "number with more digits than can be computed with",
                {offset, offset + static_cast<std::uint32_t>(lexeme.size())});
  }
  if (lexeme.find_first_of(".eE") == std::string_view::npos) {
    if (const auto integer = decimal->to_int32()) return *integer;
    if (const auto integer = decimal->to_int64()) return *integer;
  }
  return *decimal;
}

Expected<Value> scalar_value(const Document& document, NodeIndex scalar) {
  switch (document.kind(scalar)) {
    case NodeKind::True:
      return true;
    case NodeKind::False:
      return false;
    case NodeKind::Number:
      return number_value(document.text(scalar), document.source_offset(scalar));
    default:
      return std::string(document.text(scalar));
  }
}

/// A scalar member of an object, or kNoNode.
NodeIndex scalar_member(const Document& document, NodeIndex object, std::string_view name) {
  const NameId key = document.find_name(name);
  const NodeIndex member = key == kNoName ? kNoNode : document.find(object, key);
  return member == kNoNode ? kNoNode : document.value_of(member);
}

std::optional<Decimal> decimal_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int32_t>(&value)) return Decimal(*integer);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return Decimal(*integer);
  if (const auto* decimal = std::get_if<Decimal>(&value)) return *decimal;
  return std::nullopt;
}

/// The System value of that type whose JSON value is `value`; nothing if it is none.
std::optional<Value> system_value_of(std::string_view type, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  const auto number = decimal_of(value);
  const auto temporal = [](std::optional<Temporal> parsed) -> std::optional<Value> {
    if (!parsed) return std::nullopt;
    return *parsed;
  };
  if (type == "Boolean" && std::holds_alternative<bool>(value)) return value;
  if (type == "String" && text) return value;
  if (type == "Integer" && std::holds_alternative<std::int32_t>(value)) return value;
  if (type == "Long" && number && number->to_int64()) return *number->to_int64();
  if (type == "Decimal" && number) return *number;
  if (type == "Date" && text) return temporal(Temporal::parse_date(*text));
  if (type == "DateTime" && text) return temporal(Temporal::parse_date_time(*text));
  if (type == "Time" && text) return temporal(Temporal::parse_time(*text));
  return std::nullopt;
}

/// {"value":..., "unit":...} and nothing else.
Expected<std::optional<Value>> quantity_from_json(const Document& document, NodeIndex object) {
  const NodeIndex value = scalar_member(document, object, "value");
  const NodeIndex unit = scalar_member(document, object, "unit");
  if (document.count(object) != 2 || value == kNoNode || unit == kNoNode ||
      document.kind(value) != NodeKind::Number || document.kind(unit) != NodeKind::String)
    return std::nullopt;
  const auto number = number_value(document.text(value), document.source_offset(value));
  if (!number) return std::unexpected(number.error());
  return quantity_of(*decimal_of(*number), document.text(unit));
}

/// {"type": "System.X", "value":...} and nothing else.
Expected<std::optional<Value>> typed_from_json(const Document& document, NodeIndex object) {
  constexpr std::string_view kNamespace = "System.";
  const NodeIndex type = scalar_member(document, object, "type");
  if (document.count(object) != 2 || type == kNoNode || document.kind(type) != NodeKind::String ||
      !document.text(type).starts_with(kNamespace))
    return std::nullopt;

  const std::string_view name = document.text(type).substr(kNamespace.size());
  const NameId value_key = document.find_name("value");
  const NodeIndex member = value_key == kNoName ? kNoNode : document.find(object, value_key);
  std::optional<Value> value;
  if (member != kNoNode && name == "Quantity" && document.kind(member) == NodeKind::Object) {
    auto quantity = quantity_from_json(document, member);
    if (!quantity) return quantity;
    value = *std::move(quantity);
  } else if (member != kNoNode && document.value_of(member) != kNoNode) {
    const auto scalar = scalar_value(document, document.value_of(member));
    if (!scalar) return std::unexpected(scalar.error());
    value = system_value_of(name, *scalar);
  }
  if (value) return value;
  const std::uint32_t at = document.source_offset(object);
  return fail(ErrorCode::ArgumentValue, "a variable's value is no System." + std::string(name),
              {at, at + 1});
}

}  // namespace

Expected<std::shared_ptr<const Document>> detach(const Document& document, NodeIndex object) {
  DocumentBuilder builder;
  builder.copy(document, object);
  auto copy = std::move(builder).finish();
  if (!copy) return std::unexpected(std::move(copy).error());
  return std::make_shared<const Document>(*std::move(copy));
}

Expected<Values> values_from_json(const Document& document, NodeIndex node, const Model* model,
                                  std::vector<std::shared_ptr<const Document>>& documents) {
  Values values;
  switch (document.kind(node)) {
    case NodeKind::Null:
      return values;
    case NodeKind::Array:
      for (const NodeIndex child : document.children(node)) {
        if (document.kind(child) == NodeKind::Array)
          return fail(ErrorCode::ArgumentValue, "a collection in a collection",
                      {document.source_offset(child), document.source_offset(child) + 1});
        auto items = values_from_json(document, child, model, documents);
        if (!items) return items;
        std::move(items->begin(), items->end(), std::back_inserter(values));
      }
      return values;
    case NodeKind::Object: {
      auto value = typed_from_json(document, node);
      if (value && !*value) value = quantity_from_json(document, node);
      if (!value) return std::unexpected(std::move(value).error());
      if (*value) {
        values.push_back(**std::move(value));
        return values;
      }
      auto element = detach(document, node);
      if (!element) return std::unexpected(std::move(element).error());
      values.push_back(root_node(**element, model));
      documents.push_back(*std::move(element));
      return values;
    }
    default: {
      const NodeIndex scalar = document.value_of(node);
      if (scalar == kNoNode) return values;
      auto value = scalar_value(document, scalar);
      if (!value) return std::unexpected(std::move(value).error());
      values.push_back(*std::move(value));
      return values;
    }
  }
}

}  // namespace kiln::core::cli
