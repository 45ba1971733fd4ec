#include "proptest/reference/item.h"

#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

constexpr std::string_view kUcumSystem = "http://unitsofmeasure.org";

std::unexpected<Error> not_of_type(std::string_view text, std::string_view type) {
  return fail(ErrorCode::TypeOfValue,
              "'" + std::string(text) + "' is not a value of type '" + std::string(type) + "'");
}

bool is_whole_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// [+-]digits[.digits][exponent], of any length.
bool is_decimal_number(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!is_whole_number(text.substr(exponent + 1))) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_whole_number(text);
  const std::string_view fraction = text.substr(point + 1);
  return is_whole_number(text.substr(0, point)) && is_whole_number(fraction) &&
         !fraction.starts_with('-') && !fraction.starts_with('+');
}

Expected<Item> decimal_item(std::string_view text) {
  if (!is_decimal_number(text)) return not_of_type(text, "decimal");
  const std::optional<kiln::core::Decimal> decimal = kiln::core::Decimal::parse(text);
  if (!decimal) {
    return fail(ErrorCode::DecimalRange, "'" + std::string(text) + "' has too many digits");
  }
  return Item(from_runtime(*decimal));
}

/// A whole number as the first of Integer, Long and Decimal that holds it.
Expected<Item> number_item(std::string_view text) {
  constexpr std::size_t kLongestInteger = 40;
  if (!is_whole_number(text) || text.size() > kLongestInteger) return decimal_item(text);
  const Rational value{BigInteger(std::string(text.substr(text.starts_with('+') ? 1 : 0)))};
  if (const auto integer = to_int32(value)) return Item(*integer);
  if (const auto integer = to_int64(value)) return Item(*integer);
  return decimal_item(text);
}

Expected<Item> integer_item(std::string_view text, TypeId type) {
  if (is_whole_number(text) && text.size() <= 20) {
    const Rational value{BigInteger(std::string(text.substr(text.starts_with('+') ? 1 : 0)))};
    if (type == system_type::Integer) {
      if (const auto integer = to_int32(value)) return Item(*integer);
    } else if (const auto integer = to_int64(value)) {
      return Item(*integer);
    }
  }
  return not_of_type(text, type == system_type::Integer ? "integer" : "integer64");
}

Expected<Item> temporal_item(std::string_view text, TypeId type) {
  std::optional<kiln::core::Temporal> temporal;
  std::string_view name = "time";
  if (type == system_type::Date) {
    temporal = kiln::core::Temporal::parse_date(text);
    name = "date";
  } else if (type == system_type::DateTime) {
    temporal = kiln::core::Temporal::parse_date_time(text);
    name = "dateTime";
  } else {
    temporal = kiln::core::Temporal::parse_time(text);
  }
  if (!temporal) return not_of_type(text, name);
  return Item(from_runtime(*temporal));
}

/// The value of a FHIR primitive whose text this is.
Expected<Item> typed_value(std::string_view text, TypeId type) {
  if (type == system_type::Boolean) {
    if (text == "true" || text == "false") return Item(text == "true");
    return not_of_type(text, "boolean");
  }
  if (type == system_type::Integer || type == system_type::Long) return integer_item(text, type);
  if (type == system_type::Decimal) return decimal_item(text);
  if (type == system_type::String) return Item(std::string(text));
  return temporal_item(text, type);
}

/// Whether a scalar is written as FHIR JSON writes values of a type. An integer64 is a string
/// there.
bool is_written_as(NodeKind kind, TypeId type) {
  if (type == system_type::Boolean) return kind == NodeKind::True || kind == NodeKind::False;
  if (type == system_type::Long) return kind == NodeKind::String || kind == NodeKind::Number;
  const bool is_number = type == system_type::Integer || type == system_type::Decimal;
  return kind == (is_number ? NodeKind::Number : NodeKind::String);
}

/// The value of a JSON scalar without a type.
Expected<Item> untyped_value(const Document& document, NodeIndex scalar) {
  switch (document.kind(scalar)) {
    case NodeKind::True:
      return Item(true);
    case NodeKind::False:
      return Item(false);
    case NodeKind::Number:
      return number_item(document.text(scalar));
    default:
      return Item(std::string(document.text(scalar)));
  }
}

/// Text of a member that is a scalar with a value.
std::optional<std::string_view> member_text(const Node& node, std::string_view name) {
  const Document& document = *node.document;
  const NameId key = document.find_name(name);
  if (key == kNoName) return std::nullopt;
  const NodeIndex member = document.find(node.index, key);
  if (member == kNoNode) return std::nullopt;
  const NodeIndex value = document.value_of(member);
  if (value == kNoNode || document.kind(value) == NodeKind::Null) return std::nullopt;
  return document.text(value);
}

/// FHIR page, "Use of FHIR Quantity"; nothing if the element does not convert.
Expected<std::optional<Item>> quantity_value(const Node& node) {
  if (node.document->kind(node.index) != NodeKind::Object) return std::nullopt;
  const auto value = member_text(node, "value");
  const auto code = member_text(node, "code");
  if (!value || !code || member_text(node, "system") != kUcumSystem) return std::nullopt;
  KILN_TRY(const Item decimal, decimal_item(*value));
  Quantity quantity{std::get<Decimal>(decimal), std::string(*code), false};
  for (const std::string_view time_unit : {"a", "mo", "d", "h", "min", "s"}) {
    if (*code != time_unit) continue;
    quantity.unit = calendar_keyword(*calendar_of_ucum(*code));
    quantity.calendar = true;
  }
  return std::optional(Item(std::move(quantity)));
}

}  // namespace

Value to_value(const Item& item) {
  return std::visit(
      [](const auto& value) -> Value {
        if constexpr (requires { to_runtime(value); }) {
          return to_runtime(value);
        } else {
          return value;
        }
      },
      item);
}

Item from_value(const Value& value) {
  return std::visit(
      [](const auto& content) -> Item {
        if constexpr (requires { from_runtime(content); }) {
          return from_runtime(content);
        } else {
          return content;
        }
      },
      value);
}

Expected<std::optional<Item>> system_value(const Model* model, const Item& item) {
  const Node* node = std::get_if<Node>(&item);
  if (node == nullptr) return item;
  const Document& document = *node->document;
  const bool typed = model != nullptr && node->type != kNoType;
  if (typed && model->kind(node->type) != TypeKind::Primitive) {
    if (!model->is_a(node->type, model->find_type("Quantity"))) return item;
    KILN_TRY(std::optional<Item> quantity, quantity_value(*node));
    return quantity ? std::move(quantity) : std::optional(item);
  }
  const NodeKind kind = document.kind(node->index);
  if (kind == NodeKind::Object || kind == NodeKind::Array) {
    if (!typed) return item;
    return fail(ErrorCode::TypeOfValue,
                "an object is not a value of type '" + std::string(model->name(node->type)) + "'");
  }
  const NodeIndex scalar = document.value_of(node->index);
  if (scalar == kNoNode || document.kind(scalar) == NodeKind::Null) return std::nullopt;
  const TypeId type = typed ? model->system_type_of(node->type) : kNoType;
  if (type == kNoType) return untyped_value(document, scalar);
  if (!is_written_as(document.kind(scalar), type)) {
    return not_of_type(document.text(scalar), model->name(node->type));
  }
  return typed_value(document.text(scalar), type);
}

}  // namespace kiln::core::reference
