/// @file
/// The compiler opened: each of its steps by itself, and what it makes, which can be walked,
/// printed, checked and stored.
///
///     text --parse--> Ast --check--> types, diagnostics
///                      | lower
///                      v
///                     Ir, with facts --emit--> Bytecode --program--> Program
///
/// Every product is immutable. Errors of memory that is not there are ErrorCode::MemoryLimit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kiln/error.h>
#include <kiln/kiln.h>
#include <kiln/limits.h>
#include <kiln/version.h>

namespace kiln {

/// What a node of an Ast is.
enum class AstKind : std::uint8_t {
  Empty,             ///< {}
  Boolean,           ///< text: "true" or "false"
  String,            ///< text: decoded
  Integer,           ///< text: digits; 2147483648 only as the operand of a Unary Minus
  Long,              ///< text: digits without L; 9223372036854775808 only under a Unary Minus
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

class Ast;
class Ir;

/// A node of an Ast. It is valid as long as a handle of the Ast.
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
  /// The node alone as text, in the canonical form of Ast::print().
  std::string print() const;

 private:
  friend class Ast;
  AstNode(const Ast* ast, std::size_t id) noexcept : ast_(ast), id_(id) {}
  const Ast* ast_;
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

  /// How many nodes there are; 0 only after a parse without memory, or of a text that gave nothing.
  std::size_t size() const noexcept;
  /// By its number. The nodes stand in post-order: a walk that must not recurse is a loop over
  /// them. REQUIRES: id < size().
  AstNode node(std::size_t id) const noexcept { return {this, id}; }
  /// The last one. REQUIRES: size() != 0.
  AstNode root() const noexcept { return {this, size() - 1}; }
  /// The text that was parsed.
  std::string_view source() const noexcept;
  /// In one canonical form, with as few parentheses as the grammar needs; parsed again it gives the
  /// same Ast. REQUIRES: a parse without errors.
  std::string print() const;

 private:
  friend class AstNode;
  friend struct CompilerAccess;
  struct Impl;
  explicit Ast(std::shared_ptr<const Impl> impl) noexcept;
  std::shared_ptr<const Impl> impl_;
};

/// An Ast and what there is to say about its text.
struct ParseResult {
  Ast ast;                  ///< whole if there is no error; else what could be recovered, for tools
  Diagnostics diagnostics;  ///< in the order of the text
  /// Whether there is no error.
  bool ok() const { return !diagnostics.has_errors(); }
};

/// How an expression is checked.
struct CheckOptions {
  Fhir fhir = Fhir::R4;                            ///< the model
  LanguageVersion language = LanguageVersion::V3;  ///< what it is written in
  /// A type ("Patient", "Observation.component", "HumanName") or the path of an element
  /// ("Patient.name"). Empty: unknown.
  std::string context_type;
  bool strict = false;                 ///< what depends on the data is an error, not a warning
  std::vector<std::string> variables;  ///< of the host, without %
  std::vector<std::string> functions;  ///< of the host
};

/// The static types of an expression.
struct CheckResult {
  /// By AstNode::id(): "FHIR.HumanName 0..*", "System.Integer 1..1", "anything 0..*".
  std::vector<std::string> types;
  Diagnostics diagnostics;  ///< in the order of the text
  /// Whether there is no error.
  bool ok() const { return !diagnostics.has_errors(); }
};

/// Type and cardinality of each node, and what is wrong whatever the data.
///
/// REQUIRES: the Ast of a parse without errors.
KILN_API CheckResult check(const Ast& ast, const CheckOptions& options = {});

/// What the meaning of a program depends on beside the expression.
struct ProgramOptions {
  Fhir fhir = Fhir::R4;                            ///< the model
  LanguageVersion language = LanguageVersion::V3;  ///< what it is written in
  bool strict = false;                             ///< as EngineOptions::strict
  bool as_filters = false;                         ///< as EngineOptions::as_filters
  bool json_choice_names = false;                  ///< as EngineOptions::json_choice_names
};

/// How an Ir becomes bytecode.
struct EmitOptions {
  /// The type of what it will be evaluated on. UnknownType if the model has none of this name.
  std::string context_type;
  /// With a fused body, in which steps run into each other. Without any pass the program is the
  /// meaning of the Ir, step by step.
  bool streaming = true;
};

/// What an expression is compiled to. A copy is another handle of the same one.
///
/// Thread-safety: immutable.
class KILN_API Bytecode {
 public:
  /// From bytes of serialize(). It is verified, and does not refer to them. InvalidProgram for
  /// anything else, whoever wrote it.
  static Expected<Bytecode> deserialize(std::string_view bytes);
  /// From a listing of disassemble(). It is verified. InvalidProgram, with the line.
  static Expected<Bytecode> assemble(std::string_view listing);

  /// Bytes to be stored, with version and checksum; they are read by builds with the same
  /// instructions only.
  std::string serialize() const;
  /// A listing, with the place of each instruction in the expression (docs/bytecode.md).
  std::string disassemble() const;
  /// How many instructions there are.
  std::size_t size() const noexcept;
  /// The expression.
  std::string_view source() const noexcept;
  /// What it was compiled with.
  ProgramOptions options() const noexcept;

  /// A program that can be evaluated, with these limits of evaluations.
  Program program(const EvaluationLimits& limits = {}) const;

 private:
  friend struct CompilerAccess;
  struct Impl;
  explicit Bytecode(std::shared_ptr<const Impl> impl) noexcept;
  std::shared_ptr<const Impl> impl_;
};

/// An expression with every name resolved, and with the facts that are certain before there is
/// data. A copy is another handle of the same one.
///
/// Thread-safety: immutable.
class KILN_API Ir {
 public:
  /// REQUIRES: the Ast of a parse without errors.
  static Expected<Ir> lower(const Ast& ast, const ProgramOptions& options = {});

  /// As a tree, the last step first, each node on a line with its place.
  std::string print() const;
  /// The same with the facts of each node: cardinality, type, whether it may fail, what it reads.
  /// UnknownType if the model has no type of this name.
  Expected<std::string> print_facts(std::string_view context_type) const;
  /// Whether it is well formed: InvalidProgram, with the node, if it is not.
  Expected<void> verify() const;
  /// Its program. ProgramLimit if it needs more registers, names or constants than an instruction
  /// can say.
  Expected<Bytecode> emit(const EmitOptions& options = {}) const;

 private:
  friend struct CompilerAccess;
  struct Impl;
  explicit Ir(std::shared_ptr<const Impl> impl) noexcept;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace kiln
