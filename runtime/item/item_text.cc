#include "runtime/item/item_text.h"

#include "runtime/document/json_lexeme.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

std::string_view untyped_name(const Node& node) {
  const NodeIndex scalar = node.document->value_of(node.index);
  if (scalar == kNoNode) return "Object";
  switch (node.document->kind(scalar)) {
    case NodeKind::String:
      return "System.String";
    case NodeKind::True:
    case NodeKind::False:
      return "System.Boolean";
    case NodeKind::Number:
      return node.document->text(scalar).find_first_of(".eE") == std::string_view::npos
                 ? "System.Integer"
                 : "System.Decimal";
    default:
      return "Object";
  }
}

std::string node_text(const Node& node) {
  const NodeIndex scalar = node.document->value_of(node.index);
  return scalar == kNoNode ? node.document->to_json(node.index)
                           : std::string(node.document->text(scalar));
}

void append_quantity_json(const QuantityView& quantity, std::string& out) {
  out += "{\"value\":";
  quantity.value.append_to(out);
  out += ",\"unit\":";
  append_json_string(quantity.unit, out);
  out += '}';
}

}  // namespace

std::string qualified_type_name(const Item& item, const Model* model) {
  const bool is_node = item.is_node();
  const TypeId type = is_node ? item.type() : system_type_of(item);
  if (is_node && (model == nullptr || type == kNoType)) {
    return std::string(untyped_name(item.as_node()));
  }
  if (type == kNoType) return {};
  if (is_system_type(type)) return "System." + std::string(system_type_name(type));
  return "FHIR." + std::string(model->name(type));
}

std::string path_text(const Item& item, const Naming& naming) {
  if (!item.is_node()) return {};
  return path_of(naming.model, item.as_node(), true,
                 item.document() == naming.document ? naming.root_type : kNoType);
}

std::string plain_text(const Item& item) {
  switch (item.kind()) {
    case ItemKind::None:
      return {};
    case ItemKind::Boolean:
      return item.as_boolean() ? "true" : "false";
    case ItemKind::Integer:
    case ItemKind::Long:
      return std::to_string(item.as_long());
    case ItemKind::Decimal:
    case ItemKind::BigDecimal:
      return item.as_decimal().to_string();
    case ItemKind::String:
      return std::string(item.as_string());
    case ItemKind::Temporal:
      return item.as_temporal().to_string();
    case ItemKind::Quantity: {
      std::string text;
      item.as_quantity().append_to(text);
      return text;
    }
    case ItemKind::Node:
      return node_text(item.as_node());
  }
  return {};
}

void append_json(const Item& item, std::string& out) {
  switch (item.kind()) {
    case ItemKind::None:
      out += "null";
      return;
    case ItemKind::String:
      append_json_string(item.as_string(), out);
      return;
    case ItemKind::Temporal:
      append_json_string(item.as_temporal().to_string(), out);
      return;
    case ItemKind::Quantity:
      append_quantity_json(item.as_quantity(), out);
      return;
    case ItemKind::Node:
      out += item.document()->to_json(item.index());
      return;
    default:
      out += plain_text(item);
  }
}

}  // namespace kiln::core
