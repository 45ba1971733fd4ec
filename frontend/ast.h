// Ast: what the parser makes of a text. Immutable; nodes in one vector, children by id.
//
// Entry: parse() in parser.h. print() in printer.h writes it back; parse(print(ast)) == ast.
//
// Invariants:
//   1. A node's children stand before it in the vector (ids are a post-order), so a walk that must
//      not recurse is a loop over nodes().
//   2. The root is the last node; every other node is the child of exactly one node. The nodes of
//      a subtree are contiguous.
//   3. Every node has the span of its text, with the parentheses around it; the span of an operator
//      or name is separate.
//   4. Text operands (names, decoded strings, lexemes) are views into strings that the Ast owns.
//   5. Nesting to the right is bounded by ParseOptions::max_depth; nesting to the left (`a.b.c`,
//      `1 + 2 + 3`) only by the length of the text, so no walk may recurse into a first child.
#pragma once

#include <kiln/ast.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/text_store.h"
#include "runtime/diagnostic/error.h"

namespace kiln::core {

enum class AstId : std::uint32_t {};
inline constexpr AstId kNoAst{0xFFFFFFFF};

/// Its operators are AstNode::op; a focus that is not there is kNoAst.
using kiln::AstKind;
using kiln::to_string;

enum class Operator : std::uint8_t {
#define KILN_OPERATOR(name, spelling, precedence) name,
#include "frontend/operator.def"
#undef KILN_OPERATOR
};

/// "+", "div", "!~", ...
std::string_view to_string(Operator op);

/// How tightly an infix operator binds, 1 (implies) to 10 (*); 0 for what is not one.
int precedence_of(Operator op);

/// True for is, as and ofType: arguments of these functions are type specifiers.
bool takes_type_specifier(std::string_view function);

/// A name with its qualifier: `FHIR.Patient` -> {"FHIR", "Patient"}; `Patient` -> {"", "Patient"}.
/// A type path of more parts (`FHIR.Patient.contact`) keeps the dots in `name`.
struct QualifiedName {
  std::string_view qualifier{};
  std::string_view name{};

  friend bool operator==(const QualifiedName&, const QualifiedName&) = default;
};

struct AstNode {
  AstKind kind = AstKind::Empty;
  Operator op = Operator::None;
  bool flag = false;
  Span span{};
  /// Of the name, the type specifier, the unit, or the operator; of an Index its brackets.
  Span name_span{};
  std::string_view text{};
  std::string_view name{};
  std::string_view qualifier{};  ///< of a type specifier
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;

  /// REQUIRES: a TypeOperation, InstanceSelector or TypeSpecifier.
  QualifiedName type_specifier() const { return {qualifier, name}; }
};

class Ast {
 public:
  /// REQUIRES: !empty(), as for an Ast from parse().
  AstId root() const { return AstId{static_cast<std::uint32_t>(nodes_.size() - 1)}; }
  /// REQUIRES: id != kNoAst.
  const AstNode& node(AstId id) const { return nodes_[static_cast<std::size_t>(id)]; }
  std::span<const AstId> children(AstId id) const { return children(node(id)); }
  std::span<const AstId> children(const AstNode& node) const {
    return std::span(children_).subspan(node.first_child, node.child_count);
  }
  std::span<const AstNode> nodes() const { return nodes_; }  ///< in post-order
  bool empty() const { return nodes_.empty(); }
  /// The text that was parsed.
  std::string_view source() const { return text_.source(); }
  // Moves keep views valid: the strings live in storage that does not move.

 private:
  friend class AstBuilder;

  TextStore text_;
  std::vector<AstNode> nodes_;
  std::vector<AstId> children_;
};

/// The same nodes with the same texts, names and operators, wherever they stand in their sources.
bool same_structure(const Ast& a, const Ast& b);

}  // namespace kiln::core
