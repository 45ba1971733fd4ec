#include "frontend/ast_builder.h"

#include <algorithm>

namespace kiln::core {

AstBuilder::AstBuilder(std::string_view source) {
  // Enough for most expressions at once; longer ones grow from there.
  constexpr std::size_t kBytesPerNode = 6;
  constexpr std::size_t kMostReserved = 256;
  const std::size_t nodes = std::min(source.size() / kBytesPerNode + 1, kMostReserved);
  ast_.text_ = TextStore(source);
  ast_.nodes_.reserve(nodes);
  ast_.children_.reserve(nodes);
}

Ast AstBuilder::placeholder() {
  AstBuilder builder({});
  builder.add({.kind = AstKind::Error});
  return std::move(builder).finish();
}

AstId AstBuilder::add(const AstNode& node, std::span<const AstId> children) {
  AstNode& added = ast_.nodes_.emplace_back(node);
  added.first_child = static_cast<std::uint32_t>(ast_.children_.size());
  added.child_count = static_cast<std::uint32_t>(children.size());
  for (const AstId child : children) ast_.children_.push_back(child);
  return ast_.root();
}

std::optional<AstBuilder::Path> AstBuilder::take_path(AstId id) {
  const std::vector<AstNode>& nodes = ast_.nodes_;
  std::size_t first = static_cast<std::size_t>(id);
  for (;; --first) {
    const AstNode& node = nodes[first];
    // In parentheses a span ends after its name.
    if (node.kind != AstKind::Member || node.span.end != node.name_span.end) return std::nullopt;
    if (node.child_count == 0) break;
  }
  const AstNode& root = nodes[first];
  const AstNode& last = nodes.back();
  const bool qualified = nodes.size() - first > 1;
  const Path path{{qualified ? root.name : std::string_view{}, join_names(first + qualified)},
                  {root.span.start, last.span.end}};
  ast_.children_.resize(root.first_child);
  ast_.nodes_.resize(first);
  return path;
}

std::string_view AstBuilder::join_names(std::size_t first) {
  const std::span names = std::span(ast_.nodes_).subspan(first);
  if (names.size() == 1) return names.front().name;

  // Written without blanks and backticks, the names and dots are a part of the source.
  const Span span{names.front().name_span.start, names.back().name_span.end};
  std::size_t length = names.size() - 1;
  for (const AstNode& node : names) length += node.name.size();
  if (length == span.end - span.start) return ast_.source().substr(span.start, length);

  char* const out = text().reserve();
  char* end = std::ranges::copy(names.front().name, out).out;
  for (const AstNode& node : names.subspan(1)) {
    *end++ = '.';
    end = std::ranges::copy(node.name, end).out;
  }
  return text().commit(static_cast<std::size_t>(end - out));
}

}  // namespace kiln::core
