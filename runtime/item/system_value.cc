// Values of primitives by their text, and Items to and from the values of other rooms.

#include "runtime/item/system_value.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "model/names.h"
#include "model/types.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
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

/// Nothing if it is no whole number, or beyond 64 bits.
std::optional<std::int64_t> whole_number(std::string_view text) {
  if (!is_whole_number(text)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

bool is_int32(std::int64_t value) {
  using Limits = std::numeric_limits<std::int32_t>;
  return value >= Limits::min() && value <= Limits::max();
}

Expected<Decimal> decimal_of(std::string_view text) {
  if (const std::optional<Decimal> decimal = Decimal::parse(text)) return *decimal;
  if (!is_decimal_number(text)) return not_of_type(text, "decimal");
  return fail(ErrorCode::DecimalRange, "'" + std::string(text) + "' has too many digits");
}

Expected<Item> decimal_item(std::string_view text, Arena& arena) {
  KILN_TRY(const Decimal decimal, decimal_of(text));
  return Item::decimal(decimal, arena);
}

/// A whole number as the first of Integer and Long that holds it; None if neither does.
Item whole_item(std::string_view text) {
  constexpr std::size_t kLongestInteger = 40;
  if (text.size() > kLongestInteger) return {};
  const auto value = whole_number(text);
  if (!value) return {};
  return is_int32(*value) ? Item::integer(static_cast<std::int32_t>(*value))
                          : Item::long_integer(*value);
}

/// A number as the first of Integer, Long and Decimal that holds it.
Expected<Item> number_item(std::string_view text, Arena& arena) {
  const Item whole = whole_item(text);
  if (!whole.is_none()) return whole;
  return decimal_item(text, arena);
}

/// The value of an integer or an integer64; None if the text is none.
Item integer_item(std::string_view text, TypeId type) {
  constexpr std::size_t kLongestInteger = 20;
  const auto value = text.size() <= kLongestInteger ? whole_number(text) : std::nullopt;
  if (!value) return {};
  if (type == system_type::Long) return Item::long_integer(*value);
  return is_int32(*value) ? Item::integer(static_cast<std::int32_t>(*value)) : Item();
}

Expected<Item> temporal_item(std::string_view text, TypeId type, Arena& arena) {
  std::optional<Temporal> temporal;
  std::string_view name = "time";
  if (type == system_type::Date) {
    temporal = Temporal::parse_date(text);
    name = "date";
  } else if (type == system_type::DateTime) {
    temporal = Temporal::parse_date_time(text);
    name = "dateTime";
  } else {
    temporal = Temporal::parse_time(text);
  }
  if (!temporal) return not_of_type(text, name);
  return Item::temporal(arena.make(*temporal));
}

/// The value of a FHIR primitive whose text this is.
Expected<Item> typed_value(std::string_view text, TypeId type, Arena& arena) {
  if (type == system_type::String) return Item::string(text);
  if (type == system_type::Boolean) {
    if (text == "true" || text == "false") return Item::boolean(text == "true");
    return not_of_type(text, "boolean");
  }
  if (type == system_type::Integer || type == system_type::Long) {
    const Item integer = integer_item(text, type);
    if (!integer.is_none()) return integer;
    return not_of_type(text, type == system_type::Integer ? "integer" : "integer64");
  }
  if (type == system_type::Decimal) return decimal_item(text, arena);
  return temporal_item(text, type, arena);
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
Expected<Item> untyped_value(const Document& document, NodeIndex scalar, Arena& arena) {
  switch (document.kind(scalar)) {
    case NodeKind::True:
      return Item::boolean(true);
    case NodeKind::False:
      return Item::boolean(false);
    case NodeKind::Number:
      return number_item(document.text(scalar), arena);
    default:
      return Item::string(document.text(scalar));
  }
}

/// Text of a member that is a scalar with a value.
std::optional<std::string_view> member_text(const Item& object, NameId key) {
  const Document& document = *object.document();
  const NodeIndex member = document.find(object.index(), key);
  if (member == kNoNode) return std::nullopt;
  const NodeIndex value = document.value_of(member);
  return value == kNoNode ? std::nullopt : std::optional(document.text(value));
}

/// FHIR page, "Use of FHIR Quantity"; the element itself if it does not convert.
Expected<Item> quantity_value(const Item& node, Arena& arena) {
  if (node.document()->kind(node.index()) != NodeKind::Object) return node;
  const auto value = member_text(node, name::value);
  const auto code = member_text(node, name::code);
  if (!value || !code || member_text(node, name::system) != kUcumSystem) return node;
  KILN_TRY(const Decimal decimal, decimal_of(*value));
  QuantityView quantity(decimal, *code, false);
  for (const std::string_view time_unit : {"a", "mo", "d", "h", "min", "s"}) {
    if (*code != time_unit) continue;
    quantity.unit = calendar_keyword(*calendar_of_ucum(*code));
    quantity.calendar = true;
  }
  return Item::quantity(arena.make(quantity));
}

TypeId type_of_temporal(const Temporal& temporal) {
  switch (temporal.kind) {
    case Temporal::Kind::Date:
      return system_type::Date;
    case Temporal::Kind::DateTime:
      return system_type::DateTime;
    default:
      return system_type::Time;
  }
}

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

}  // namespace

Expected<Item> system_value(const Model* model, const Item& item, Arena& arena) {
  if (!item.is_node()) return item;
  const Document& document = *item.document();
  const TypeId node_type = item.type();
  const bool typed = model != nullptr && node_type != kNoType;
  // Most primitives are texts without extensions.
  if (typed && document.kind(item.index()) == NodeKind::String &&
      model->system_type_of(node_type) == system_type::String) {
    return Item::string(document.text(item.index()));
  }
  if (typed && model->kind(node_type) != TypeKind::Primitive) {
    if (!model->is_a(node_type, fhir_type::Quantity)) return item;
    return quantity_value(item, arena);
  }
  const NodeKind kind = document.kind(item.index());
  if (kind == NodeKind::Object || kind == NodeKind::Array) {
    if (!typed) return item;
    return fail(ErrorCode::TypeOfValue,
                "an object is not a value of type '" + std::string(model->name(node_type)) + "'");
  }
  const NodeIndex scalar = document.value_of(item.index());
  if (scalar == kNoNode) return Item();
  const TypeId type = typed ? model->system_type_of(node_type) : kNoType;
  if (type == kNoType) return untyped_value(document, scalar, arena);
  if (!is_written_as(document.kind(scalar), type)) {
    return not_of_type(document.text(scalar), model->name(node_type));
  }
  return typed_value(document.text(scalar), type, arena);
}

Item plain_value(const Model* model, const Item& item) noexcept {
  if (!item.is_node()) {
    const bool is_plain = item.kind() == ItemKind::String || item.kind() <= ItemKind::Long;
    return is_plain ? item : Item();
  }
  const Document& document = *item.document();
  const bool typed = model != nullptr && item.type() != kNoType && !is_system_type(item.type());
  if (typed && model->kind(item.type()) != TypeKind::Primitive) return {};
  const NodeIndex scalar = document.value_of(item.index());
  if (scalar == kNoNode) return {};
  const NodeKind kind = document.kind(scalar);
  const std::string_view text = document.text(scalar);
  const TypeId type = typed ? model->system_type_of(item.type()) : kNoType;
  if (type != kNoType && !is_written_as(kind, type)) return {};
  if (kind == NodeKind::True || kind == NodeKind::False) return Item::boolean(text == "true");
  if (type == system_type::String) return Item::string(text);
  if (type == system_type::Integer || type == system_type::Long) return integer_item(text, type);
  if (type != kNoType) return {};
  return kind == NodeKind::Number ? whole_item(text) : Item::string(text);
}

Operand operand_of(const Item& item) {
  switch (item.kind()) {
    case ItemKind::Boolean:
      return item.as_boolean();
    case ItemKind::Integer:
      return item.as_integer();
    case ItemKind::Long:
      return item.as_long();
    case ItemKind::Decimal:
    case ItemKind::BigDecimal:
      return item.as_decimal();
    case ItemKind::Temporal:
      return item.as_temporal();
    case ItemKind::Quantity:
      return item.as_quantity();
    default:
      return item.as_string();
  }
}

Item item_of_view(const Operand& value, Arena& arena) {
  return std::visit(
      Overloaded{[](bool content) { return Item::boolean(content); },
                 [](std::int32_t content) { return Item::integer(content); },
                 [](std::int64_t content) { return Item::long_integer(content); },
                 [&](const Decimal& content) { return Item::decimal(content, arena); },
                 [](std::string_view content) { return Item::string(content); },
                 [&](const Temporal& content) { return Item::temporal(arena.make(content)); },
                 [&](const QuantityView& content) { return Item::quantity(arena.make(content)); }},
      value);
}

Item item_of(const SystemValue& value, Arena& arena) {
  Operand operand = view(value);
  if (auto* const text = std::get_if<std::string_view>(&operand)) *text = arena.copy(*text);
  if (auto* const quantity = std::get_if<QuantityView>(&operand)) {
    quantity->unit = arena.copy(quantity->unit);
  }
  return item_of_view(operand, arena);
}

Value to_value(const Item& item) {
  if (item.is_node()) return item.as_node();
  return std::visit([](auto&& value) { return Value(std::move(value)); }, own(operand_of(item)));
}

Item from_value(const Value& value, Arena& arena) {
  return std::visit(
      Overloaded{[](bool content) { return Item::boolean(content); },
                 [](std::int32_t content) { return Item::integer(content); },
                 [](std::int64_t content) { return Item::long_integer(content); },
                 [&](const Decimal& content) { return Item::decimal(content, arena); },
                 [](const std::string& content) { return Item::string(content); },
                 [](const Temporal& content) { return Item::temporal(&content); },
                 [&](const Quantity& content) {
                   return Item::quantity(arena.make(QuantityView(content)));
                 },
                 [](const Node& content) { return Item::node(content); }},
      value);
}

TypeId system_type_of(const Item& item) {
  switch (item.kind()) {
    case ItemKind::Boolean:
      return system_type::Boolean;
    case ItemKind::Integer:
      return system_type::Integer;
    case ItemKind::Long:
      return system_type::Long;
    case ItemKind::Decimal:
    case ItemKind::BigDecimal:
      return system_type::Decimal;
    case ItemKind::String:
      return system_type::String;
    case ItemKind::Temporal:
      return type_of_temporal(item.as_temporal());
    case ItemKind::Quantity:
      return system_type::Quantity;
    default:
      return kNoType;
  }
}

std::string_view type_name(const Item& item) {
  const TypeId type = system_type_of(item);
  return type == kNoType ? "element" : system_type_name(type);
}

}  // namespace kiln::core
