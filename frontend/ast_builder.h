// AstBuilder: makes an Ast bottom-up, children before parents. Used by the parser alone.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <utility>

#include "frontend/ast.h"

namespace kiln::core {

class AstBuilder {
 public:
  explicit AstBuilder(std::string_view source);

  /// The Ast of a text that was not parsed: one Error node, no source.
  static Ast placeholder();

  TextStore& text() { return ast_.text_; }
  const Ast& ast() const { return ast_; }
  Ast finish() && { return std::move(ast_); }

  /// Appends `node` with these children, which must stand before it, in order. kNoAst may be one.
  AstId add(const AstNode& node, std::span<const AstId> children);
  AstId add(const AstNode& node) { return add(node, std::span<const AstId>{}); }
  AstId add(const AstNode& node, AstId child) { return add(node, std::span(&child, 1)); }
  AstId add(const AstNode& node, AstId left, AstId right) {
    return add(node, std::array{left, right});
  }

  /// Parentheses around a node belong to its span.
  void widen(AstId id, Span span) { ast_.nodes_[static_cast<std::size_t>(id)].span = span; }

  /// A chain of plain members (`FHIR.Patient.contact`, without parentheses) at the end of the nodes
  /// that turns out to name a type: removes its nodes and says which type. Nothing, and nothing
  /// removed, if `id` is another node.
  struct Path {
    QualifiedName type{};
    Span span{};
  };
  std::optional<Path> take_path(AstId id);

 private:
  /// The names of the members from `first` on, joined with dots.
  std::string_view join_names(std::size_t first);

  Ast ast_;
};

}  // namespace kiln::core
