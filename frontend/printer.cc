#include "frontend/printer.h"

#include <utility>
#include <vector>

#include "frontend/lexer.h"

namespace kiln::core {
namespace {

// Levels beside those of operator.def: what binds tighter than any infix operator.
constexpr int kLoosest = 0;
constexpr int kUnary = 11;
constexpr int kPostfix = 13;
constexpr int kPrimary = 14;

int precedence_of(const AstNode& node) {
  switch (node.kind) {
    case AstKind::Binary:
    case AstKind::TypeOperation:
      return precedence_of(node.op);
    case AstKind::Unary:
      return kUnary;
    case AstKind::SortKey:
      return kLoosest;
    default:
      return kPrimary;
  }
}

void append_escaped(std::string& out, std::string_view text, char quote) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  out += quote;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\f') {
      out += "\\f";
    } else {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 0xF];
    }
  }
  out += quote;
}

void append_identifier(std::string& out, std::string_view name) {
  if (is_plain_identifier(name)) {
    out += name;
  } else {
    append_escaped(out, name, '`');
  }
}

void append_type(std::string& out, const QualifiedName& type) {
  if (type.qualifier.empty()) return append_identifier(out, type.name);
  append_identifier(out, type.qualifier);
  std::string_view rest = type.name;
  for (;;) {
    const std::size_t dot = rest.find('.');
    out += '.';
    append_identifier(out, rest.substr(0, dot));
    if (dot == std::string_view::npos) return;
    rest.remove_prefix(dot + 1);
  }
}

/// True for what the parser would read as a type specifier: members alone.
bool is_path(const Ast& ast, AstId id) {
  for (;;) {
    if (ast.node(id).kind != AstKind::Member) return false;
    const std::span<const AstId> focus = ast.children(id);
    if (focus.empty()) return true;
    id = focus.front();
  }
}

/// Works off a stack of nodes and texts, so that depth costs no machine stack.
class Printer {
 public:
  explicit Printer(const Ast& ast) : ast_(ast) {}

  std::string print(AstId id);

 private:
  enum class Step : std::uint8_t { Node, Name, Type, Text };
  struct Item {
    Step step = Step::Text;
    AstId id = kNoAst;
    std::string_view text{};  ///< of a Text: a view of a literal or into the Ast
  };

  void write(AstId id);
  void write_literal(const AstNode& node);
  void write_call(AstId id);

  // What is pushed last is written first.
  void push(Step step, AstId id) { pending_.push_back({step, id}); }
  void push(std::string_view text) { pending_.push_back({Step::Text, kNoAst, text}); }
  void push(AstId id, int least);
  void push_focus(std::span<const AstId> focus);

  const Ast& ast_;
  std::string out_;
  std::vector<Item> pending_;
};

std::string Printer::print(AstId root) {
  push(Step::Node, root);
  while (!pending_.empty()) {
    const Item item = pending_.back();
    pending_.pop_back();
    switch (item.step) {
      case Step::Node:
        write(item.id);
        break;
      case Step::Name:
        append_identifier(out_, ast_.node(item.id).name);
        break;
      case Step::Type:
        append_type(out_, ast_.node(item.id).type_specifier());
        break;
      case Step::Text:
        out_ += item.text;
        break;
    }
  }
  return std::move(out_);
}

/// The node, in parentheses if it binds less tightly than `least`.
void Printer::push(AstId id, int least) {
  const bool parentheses = precedence_of(ast_.node(id)) < least;
  if (parentheses) push(")");
  push(Step::Node, id);
  if (parentheses) push("(");
}

/// The focus and its dot, if there is a focus.
void Printer::push_focus(std::span<const AstId> focus) {
  if (focus.empty() || focus.front() == kNoAst) return;
  push(".");
  push(focus.front(), kPostfix);
}

void Printer::write(AstId id) {
  const AstNode& node = ast_.node(id);
  const std::span<const AstId> children = ast_.children(node);
  switch (node.kind) {
    case AstKind::Empty:
    case AstKind::Boolean:
    case AstKind::String:
    case AstKind::Integer:
    case AstKind::Long:
    case AstKind::Decimal:
    case AstKind::Date:
    case AstKind::DateTime:
    case AstKind::Time:
    case AstKind::Quantity:
      return write_literal(node);
    case AstKind::Member:
      push(Step::Name, id);
      return push_focus(children);
    case AstKind::This:
      push("$this");
      return push_focus(children);
    case AstKind::IndexVariable:
      push("$index");
      return push_focus(children);
    case AstKind::Total:
      push("$total");
      return push_focus(children);
    case AstKind::Call:
      return write_call(id);
    case AstKind::Index:
      push("]");
      push(children[1], kLoosest);
      push("[");
      return push(children[0], kPostfix);
    case AstKind::Unary:
      push(children[0], kUnary);
      return push(to_string(node.op));
    case AstKind::Binary:
      push(children[1], precedence_of(node.op) + 1);
      push(" ");
      push(to_string(node.op));
      push(" ");
      return push(children[0], precedence_of(node.op));
    case AstKind::TypeOperation:
      push(Step::Type, id);
      push(node.op == Operator::Is ? " is " : " as ");
      return push(children[0], precedence_of(node.op));
    case AstKind::ExternalConstant:
      push(Step::Name, id);
      return push("%");
    case AstKind::InstanceSelector:
      push("}");
      for (std::size_t i = children.size(); i-- > 0;) {
        push(Step::Node, children[i]);
        if (i > 0) push(", ");
      }
      push(children.empty() ? " {:" : " {");
      return push(Step::Type, id);
    case AstKind::InstanceField:
      push(children[0], kLoosest);
      push(": ");
      return push(Step::Name, id);
    case AstKind::SortKey:
      if (node.op == Operator::Ascending) push(" asc");
      if (node.op == Operator::Descending) push(" desc");
      return push(children[0], kLoosest);
    case AstKind::TypeSpecifier:
      return push(Step::Type, id);
    case AstKind::Error:
      return push("<error>");
  }
}

void Printer::write_literal(const AstNode& node) {
  switch (node.kind) {
    case AstKind::Empty:
      out_ += "{}";
      return;
    case AstKind::String:
      return append_escaped(out_, node.text, '\'');
    case AstKind::Date:
    case AstKind::DateTime:
      out_ += '@';
      break;
    case AstKind::Time:
      out_ += "@T";
      break;
    default:
      break;
  }
  out_ += node.text;
  if (node.kind == AstKind::Long) out_ += 'L';
  if (node.kind != AstKind::Quantity) return;
  out_ += ' ';
  if (node.flag) {
    out_ += node.name;
  } else {
    append_escaped(out_, node.name, '\'');
  }
}

void Printer::write_call(AstId id) {
  const std::span<const AstId> children = ast_.children(id);
  const std::span<const AstId> arguments = children.subspan(1);
  const bool takes_types = takes_type_specifier(ast_.node(id).name);
  push(")");
  for (std::size_t i = arguments.size(); i-- > 0;) {
    // Without parentheses of its own a path would be read as a type specifier.
    const bool protect = takes_types && is_path(ast_, arguments[i]);
    push(arguments[i], protect ? kPrimary + 1 : kLoosest);
    if (i > 0) push(", ");
  }
  push("(");
  push(Step::Name, id);
  push_focus(children.first(1));
}

}  // namespace

std::string print(const Ast& ast) {
  return print(ast, ast.root());
}

std::string print(const Ast& ast, AstId id) {
  return Printer(ast).print(id);
}

std::string print_identifier(std::string_view name) {
  std::string out;
  append_identifier(out, name);
  return out;
}

std::string print_string(std::string_view text) {
  std::string out;
  append_escaped(out, text, '\'');
  return out;
}

std::string print_type_specifier(const QualifiedName& type) {
  std::string out;
  append_type(out, type);
  return out;
}

}  // namespace kiln::core
