#include "proptest/cases/case_file.h"

#include <sstream>

namespace kiln::core::cases {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A directive changes what the next cases are; false if there is no such directive.
bool apply(std::string_view directive, Case& state) {
  const std::size_t space = directive.find(' ');
  if (space == std::string_view::npos) return false;
  const std::string_view name = directive.substr(0, space);
  const std::string value(trimmed(directive.substr(space)));
  if (name == "resource") {
    state.resource = value == "none" ? "" : value;
  } else if (name == "fhir") {
    const auto fhir = parse_fhir(value);
    if (!fhir) return false;
    state.fhir = *fhir;
  } else if (name == "language") {
    const auto language = parse_language_version(value);
    if (!language) return false;
    state.language = *language;
  } else if (name == "option") {
    if (value != "strict" && value != "as_filters" && value != "lenient") return false;
    state.strict = value == "strict";
    state.as_filters = value == "as_filters";
  } else {
    return false;
  }
  return true;
}

std::string string_literal(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    switch (c) {
      case '\'':
        literal += "\\'";
        break;
      case '\\':
        literal += "\\\\";
        break;
      case '\n':
        literal += "\\n";
        break;
      case '\r':
        literal += "\\r";
        break;
      case '\t':
        literal += "\\t";
        break;
      default:
        literal += c;
    }
  }
  return literal + "'";
}

std::string node_literal(const Node& node, const Model* model) {
  const Document& document = *node.document;
  std::string type;
  if (model != nullptr && node.type != kNoType) {
    type = "FHIR." + std::string(model->name(node.type)) + " ";
  }
  const NodeIndex value = document.value_of(node.index);
  if (value == kNoNode) return type + document.to_json(node.index);
  return type + (document.kind(value) == NodeKind::String ? string_literal(document.text(value))
                                                          : std::string(document.text(value)));
}

std::string literal(const Value& value, const Model* model) {
  struct {
    const Model* model;
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int32_t number) const { return std::to_string(number); }
    std::string operator()(std::int64_t number) const { return std::to_string(number) + "L"; }
    std::string operator()(const Decimal& number) const {
      // An integral Decimal without a fraction still shows that it is no Integer.
      return number.scale() == 0 ? number.to_string() + "." : number.to_string();
    }
    std::string operator()(const std::string& text) const { return string_literal(text); }
    std::string operator()(const Temporal& temporal) const { return temporal.to_literal(); }
    std::string operator()(const Quantity& quantity) const { return quantity.to_string(); }
    std::string operator()(const Node& node) const { return node_literal(node, model); }
  } visitor{model};
  return std::visit(visitor, value);
}

}  // namespace

std::expected<std::vector<Case>, std::string> parse(std::string_view text) {
  std::vector<Case> cases;
  Case state;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (state.line = 1; std::getline(lines, line); ++state.line) {
    const std::string_view content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    if (content.starts_with("@ ")) {
      if (!apply(trimmed(content.substr(2)), state)) {
        return std::unexpected("line " + std::to_string(state.line) + ": no such directive");
      }
      continue;
    }
    const std::size_t arrow = content.rfind(" => ");
    if (arrow == std::string_view::npos) {
      return std::unexpected("line " + std::to_string(state.line) + ": no ' => '");
    }
    state.expression = trimmed(content.substr(0, arrow));
    state.expected = trimmed(content.substr(arrow + 4));
    cases.push_back(state);
  }
  return cases;
}

std::string print(const Values& items, const Model* model) {
  if (items.empty()) return "{}";
  std::string text;
  for (const Value& item : items) text += (text.empty() ? "" : ", ") + literal(item, model);
  return text;
}

std::string print(const Error& error) {
  return "error " + to_string(error.code);
}

}  // namespace kiln::core::cases
