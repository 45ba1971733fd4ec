#include "frontend/dump.h"

#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "frontend/printer.h"

namespace kiln::core {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kReset = "\x1b[0m";

/// The branches of a tree, drawn.
struct Strokes {
  std::string_view branch, last, pass, blank;
};
constexpr Strokes kBoxes{"├─ ", "└─ ", "│  ", "   "};
constexpr Strokes kAscii{"|- ", "`- ", "|  ", "   "};

/// What a node says besides its kind: a literal, a name or an operator, as an expression has it.
std::string label_of(const Ast& ast, AstId id) {
  const AstNode& node = ast.node(id);
  switch (node.kind) {
    case AstKind::Boolean:
    case AstKind::String:
    case AstKind::Integer:
    case AstKind::Long:
    case AstKind::Decimal:
    case AstKind::Date:
    case AstKind::DateTime:
    case AstKind::Time:
    case AstKind::Quantity:
    case AstKind::ExternalConstant:
      return print(ast, id);
    case AstKind::Member:
    case AstKind::InstanceField:
      return print_identifier(node.name);
    case AstKind::Call:
      return print_identifier(node.name) + "()";
    case AstKind::TypeOperation:
      return std::string(to_string(node.op)) + " " + print_type_specifier(node.type_specifier());
    case AstKind::InstanceSelector:
    case AstKind::TypeSpecifier:
      return print_type_specifier(node.type_specifier());
    case AstKind::Unary:
    case AstKind::Binary:
    case AstKind::SortKey:
      return std::string(to_string(node.op));
    case AstKind::Empty:
    case AstKind::Index:
    case AstKind::This:
    case AstKind::IndexVariable:
    case AstKind::Total:
    case AstKind::Error:
      break;
  }
  return {};
}

std::uint32_t index_of(AstId id) {
  return static_cast<std::uint32_t>(id);
}

/// By AstId: how many nodes its subtree has.
std::vector<std::uint32_t> subtree_sizes(const Ast& ast) {
  std::vector<std::uint32_t> sizes;
  sizes.reserve(ast.nodes().size());
  for (const AstNode& node : ast.nodes()) {
    std::uint32_t size = 1;
    for (const AstId child : ast.children(node)) {
      if (child != kNoAst) size += sizes[index_of(child)];
    }
    sizes.push_back(size);
  }
  return sizes;
}

class TreeWriter {
 public:
  TreeWriter(const Ast& ast, const DumpOptions& options)
      : ast_(ast), options_(options), strokes_(options.ascii ? kAscii : kBoxes) {}

  std::string write() {
    const std::vector<std::uint32_t> sizes = subtree_sizes(ast_);
    std::vector<Item> pending{{ast_.root(), 0, true}};
    std::vector<bool> is_last;  // by depth, of the path to the node that is written
    while (!pending.empty()) {
      const Item item = pending.back();
      pending.pop_back();
      is_last.resize(item.depth);
      is_last.push_back(item.last);
      write_indentation(is_last);
      write_node(item.id);

      const std::span<const AstId> children = ast_.children(item.id);
      if (item.depth >= options_.max_depth) {
        if (sizes[index_of(item.id)] > 1) write_elision(is_last, sizes[index_of(item.id)] - 1);
        continue;
      }
      bool last = true;
      for (std::size_t i = children.size(); i-- > 0;) {
        if (children[i] == kNoAst) continue;
        pending.push_back({children[i], item.depth + 1, last});
        last = false;
      }
    }
    return std::move(out_);
  }

 private:
  struct Item {
    AstId id = kNoAst;
    std::uint32_t depth = 0;
    bool last = false;
  };

  void write_indentation(const std::vector<bool>& is_last) {
    for (std::size_t depth = 1; depth < is_last.size(); ++depth) {
      const bool own = depth + 1 == is_last.size();
      out_ += own ? (is_last[depth] ? strokes_.last : strokes_.branch)
                  : (is_last[depth] ? strokes_.blank : strokes_.pass);
    }
  }

  void write_elision(std::vector<bool>& is_last, std::uint32_t nodes) {
    is_last.push_back(true);
    write_indentation(is_last);
    out_ += "... " + std::to_string(nodes) + (nodes == 1 ? " more node\n" : " more nodes\n");
  }

  void write_node(AstId id) {
    const AstNode& node = ast_.node(id);
    write_styled(kBold, to_string(node.kind));
    if (const std::string label = label_of(ast_, id); !label.empty()) {
      out_ += ' ';
      write_styled(kGreen, label);
    }
    out_ += "  ";
    write_styled(kDim, std::to_string(node.span.start) + ".." + std::to_string(node.span.end));
    if (index_of(id) < options_.types.size()) out_ += "  : " + options_.types[index_of(id)];
    out_ += '\n';
  }

  void write_styled(std::string_view style, std::string_view text) {
    if (options_.colour) out_ += style;
    out_ += text;
    if (options_.colour) out_ += kReset;
  }

  const Ast& ast_;
  const DumpOptions& options_;
  const Strokes& strokes_;
  std::string out_;
};

nlohmann::ordered_json node_to_json(const Ast& ast, const AstNode& node, std::uint32_t id) {
  nlohmann::ordered_json json;
  json["id"] = id;
  json["kind"] = to_string(node.kind);
  json["span"] = {node.span.start, node.span.end};
  if (node.name_span != Span{}) json["name_span"] = {node.name_span.start, node.name_span.end};
  if (node.op != Operator::None) json["op"] = to_string(node.op);
  if (node.text.data() != nullptr) json["text"] = node.text;
  if (node.name.data() != nullptr) json["name"] = node.name;
  if (!node.qualifier.empty()) json["qualifier"] = node.qualifier;
  if (node.flag) json["calendar"] = true;
  auto& children = json["children"] = nlohmann::ordered_json::array();
  for (const AstId child : ast.children(node)) {
    if (child == kNoAst) {
      children.push_back(nullptr);
    } else {
      children.push_back(index_of(child));
    }
  }
  return json;
}

}  // namespace

std::string dump(const Ast& ast, const DumpOptions& options) {
  return TreeWriter(ast, options).write();
}

std::string dump_json(const Ast& ast, std::span<const std::string> types) {
  nlohmann::ordered_json json;
  json["source"] = ast.source();
  json["root"] = index_of(ast.root());
  auto& nodes = json["nodes"] = nlohmann::ordered_json::array();
  for (std::uint32_t id = 0; id < ast.nodes().size(); ++id) {
    nodes.push_back(node_to_json(ast, ast.nodes()[id], id));
    if (id < types.size()) nodes.back()["type"] = types[id];
  }
  return json.dump();
}

}  // namespace kiln::core
