/// @file
/// Syntax trees of expressions: what the parser makes of a text. They can be walked, and printed in
/// one canonical form.
///
///     const kiln::ParseResult parsed = kiln::Ast::parse("Patient.name.given");
///     for (std::size_t id = 0; id < parsed.ast.size(); ++id)
///       std::cout << kiln::to_string(parsed.ast.node(id).kind()) << '\n';
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <kiln/error.h>
#include <kiln/limits.h>
#include <kiln/version.h>

namespace kiln {

namespace core {
class Ast;
}  // namespace core

/// What a node of an Ast is.
enum class AstKind : std::uint8_t {
  Empty,             ///< {}
  Boolean,           ///< text: "true" or "false"
  String,            ///< text: decoded
  Integer,           ///< text: digits; 2147483648 only as the operand of a Unary minus
  Long,              ///< text: digits without L; 9223372036854775808 only under a Unary minus
  Decimal,           ///< text: lexeme
  Date,              ///< text without @
  DateTime,          ///< text without @, a trailing T kept
  Time,              ///< text without @T
  Quantity,          ///< text: number lexeme; name: the unit as written; flag: calendar keyword
  Member,            ///< children: [focus] or []; name
  Call,              ///< children: [focus or none, arguments...]; name
  Index,             ///< children: [focus, index]
  Unary,             ///< children: [operand]; operator + or -
  Binary,            ///< children: [left, right]; operator
  TypeOperation,     ///< children: [operand]; operator is or as; name: the type specifier
  ExternalConstant,  ///< name, without %
  This,              ///< $this; children: [] or, written `a.$this`, [focus]
  IndexVariable,     ///< $index; children as of This
  Total,             ///< $total; children as of This
  InstanceSelector,  ///< name: the type specifier; children: one InstanceField each
  InstanceField,     ///< name; children: [value]
  SortKey,           ///< children: [expression]; operator asc, desc, or none if not written
  TypeSpecifier,     ///< name: an argument of is(), as(), ofType()
  Error,             ///< where the parser recovered; only in the Ast of a failed parse
};

/// "Binary", "TypeSpecifier", ...
KILN_API std::string_view to_string(AstKind kind);

/// A node of an Ast. It is valid as long as any handle of the Ast, and so are the texts it gives.
///
/// Thread-safety: none needed, it is plain data.
class KILN_API AstNode {
 public:
  AstKind kind() const noexcept;    ///< What it is.
  Span span() const noexcept;       ///< Of its text, with the parentheses around it.
  Span name_span() const noexcept;  ///< Of its name, type specifier, unit, operator or brackets.
  std::string_view text() const noexcept;       ///< As AstKind says, else "".
  std::string_view name() const noexcept;       ///< As AstKind says, else "".
  std::string_view qualifier() const noexcept;  ///< Of a type specifier: "FHIR", "System" or "".
  std::string_view operator_text() const noexcept;  ///< "+", "div", "is", "asc"; "" if it has none.
  bool flag() const noexcept;                       ///< As AstKind says, else false.
  std::size_t child_count() const noexcept;         ///< How many children it has.
  /// A child. Nothing where a Call has no focus. REQUIRES: position < child_count().
  std::optional<AstNode> child(std::size_t position) const noexcept;
  /// Its number, as in Ast::node(). Children have smaller ones than their parents.
  std::size_t id() const noexcept { return id_; }
  /// The text of the node and what is below it, in the canonical form of Ast::print().
  std::string print() const;

 private:
  friend class Ast;
  AstNode(const core::Ast* ast, std::size_t id) noexcept : ast_(ast), id_(id) {}
  const core::Ast* ast_;
  std::size_t id_;
};

/// How a text is parsed.
struct ParseOptions {
  LanguageVersion language = LanguageVersion::V3;  ///< what it is written in
  ExpressionLimits limits;                         ///< how large it may be
};

struct ParseResult;

/// What the parser makes of a text. A copy is another handle of the same one.
///
/// Thread-safety: immutable.
class KILN_API Ast {
 public:
  /// Never fails otherwise than through the diagnostics; in time linear in the text.
  static ParseResult parse(std::string_view text, const ParseOptions& options = {});

  /// How many nodes there are; 0 only after a parse without memory.
  std::size_t size() const noexcept;
  /// By its number. The nodes stand in post-order: a walk that must not recurse is a loop over
  /// them. REQUIRES: id < size().
  AstNode node(std::size_t id) const noexcept;
  /// The last one. REQUIRES: size() != 0.
  AstNode root() const noexcept { return node(size() - 1); }
  /// The text that was parsed. It lives as long as any handle of the Ast.
  std::string_view source() const noexcept;
  /// In one canonical form, with as few parentheses as the grammar needs. After a parse without
  /// errors, the text is parsed to the same Ast again.
  std::string print() const;

 private:
  friend struct CompilerAccess;
  struct Impl;
  explicit Ast(std::shared_ptr<const Impl> impl) noexcept : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

/// An Ast and what there is to say about its text.
struct ParseResult {
  Ast ast;                  ///< whole if there is no error; else what could be recovered, for tools
  Diagnostics diagnostics;  ///< in the order of the text
  /// Whether there is no error.
  bool ok() const { return !diagnostics.has_errors(); }
};

}  // namespace kiln
