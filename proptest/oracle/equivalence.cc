#include "proptest/oracle/equivalence.h"

namespace kiln::core::oracle {
namespace {

/// An item in full: its type and all its digits.
std::string text_of(const Value& value, const Model* model) {
  struct Printer {
    const Model* model;

    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int32_t number) const { return std::to_string(number); }
    std::string operator()(std::int64_t number) const { return std::to_string(number) + "L"; }
    std::string operator()(const Decimal& number) const { return number.to_string() + " decimal"; }
    std::string operator()(const std::string& text) const { return "'" + text + "'"; }
    std::string operator()(const Temporal& temporal) const { return temporal.to_literal(); }
    std::string operator()(const Quantity& quantity) const {
      return quantity.value.to_string() + (quantity.calendar ? " " : " '") + quantity.unit;
    }
    std::string operator()(const Node& node) const {
      const std::string type(model == nullptr ? "" : model->name(node.type));
      return type + " " + path_of(model, node) + " " + node.document->to_json(node.index);
    }
  };
  return std::visit(Printer{model}, value);
}

bool same(const Value& a, const Value& b, const Model* model) {
  const Node* left = std::get_if<Node>(&a);
  const Node* right = std::get_if<Node>(&b);
  if (left != nullptr && right != nullptr && left->document == right->document) {
    return *left == *right;
  }
  return a.index() == b.index() && text_of(a, model) == text_of(b, model);
}

bool same(const Values& a, const Values& b, const Model* model) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i], model)) return false;
  }
  return true;
}

std::string text_of(const Values& values, const Model* model) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ", ") + text_of(value, model);
  return "{" + text + "}";
}

std::string text_of(const Expected<Answer>& answer, const Model* model) {
  if (answer) return text_of(answer->items, model);
  const Error& error = answer.error();
  return to_string(error.code) + " at " + std::to_string(error.span.start) + "-" +
         std::to_string(error.span.end) + ": " + error.message;
}

bool is_same_error(const Error& a, const Error& b) {
  return a.code == b.code && a.span == b.span;
}

}  // namespace

std::optional<std::string> difference(const Expected<Answer>& a, const Expected<Answer>& b,
                                      const Model* model) {
  const bool same_result = a && b     ? same(a->items, b->items, model)
                           : !a && !b ? is_same_error(a.error(), b.error())
                                      : false;
  if (!same_result) return text_of(a, model) + " against " + text_of(b, model);
  if (!a) return std::nullopt;
  if (a->traces.size() != b->traces.size()) return "another number of traces";
  for (std::size_t i = 0; i < a->traces.size(); ++i) {
    const TraceEntry& left = a->traces[i];
    const TraceEntry& right = b->traces[i];
    if (left.name == right.name && same(left.items, right.items, model)) continue;
    return "trace '" + left.name + "' " + text_of(left.items, model) + " against '" + right.name +
           "' " + text_of(right.items, model);
  }
  return std::nullopt;
}

}  // namespace kiln::core::oracle
