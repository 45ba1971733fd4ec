// Ast: what the parser makes of a text. Immutable; nodes in one vector, children by id.
//
// Entry: parse() in parser.h. print() in printer.h writes it back; parse(print(ast)) == ast.
//
// Invariants:
//   1. A node's children stand before it in the vector (ids are a post-order), so a walk that must
//      not recurse is a loop over nodes().
//   2. Every node has the span of its text; the span of an operator or function name is separate.
//   3. Text operands (names, decoded strings, lexemes) are views into strings that the Ast owns.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln {

enum class AstId : std::uint32_t {};
inline constexpr AstId kNoAst{0xFFFFFFFF};

enum class AstKind : std::uint8_t {
  Empty,             ///< {}
  Boolean,           ///< text: "true" or "false"
  String,            ///< text: decoded
  Integer,           ///< text: digits
  Long,              ///< text: digits without L
  Decimal,           ///< text: lexeme
  Date,              ///< text without @
  DateTime,          ///< text without @, a trailing T kept
  Time,              ///< text without @T
  Quantity,          ///< text: number lexeme; name: the unit; flag: calendar keyword
  Member,            ///< children: [focus] or []; name
  Call,              ///< children: [focus or kNoAst, arguments...]; name
  Index,             ///< children: [focus, index]
  Unary,             ///< children: [operand]; op: Plus or Minus
  Binary,            ///< children: [left, right]; op
  TypeOperation,     ///< children: [operand]; op: Is or As; name: the type specifier
  ExternalConstant,  ///< name, without %
  This,              ///< $this
  IndexVariable,     ///< $index
  Total,             ///< $total
  InstanceSelector,  ///< name: the type specifier; children: one Field each
  InstanceField,     ///< name; children: [value]
  SortKey,           ///< children: [expression]; op: Ascending, Descending, or None if not written
  TypeSpecifier,     ///< name: an argument of is(), as(), ofType()
  Error,             ///< where the parser recovered; only in the Ast of a failed parse
};

enum class Operator : std::uint8_t {
  None, Plus, Minus, Multiply, Divide, Div, Mod, Concatenate, Is, As, Union,
  Less, LessOrEqual, Greater, GreaterOrEqual, Equal, Equivalent, NotEqual, NotEquivalent,
  In, Contains, And, Or, Xor, Implies, Ascending, Descending,
};

/// "+", "div", "!~", ...
std::string_view to_string(Operator op);

/// A name with its qualifier: `FHIR.Patient` -> {"FHIR", "Patient"}; `Patient` -> {"", "Patient"}.
/// A type path of more parts (`FHIR.Patient.contact`) keeps the dots in `name`.
struct QualifiedName {
  std::string_view qualifier;
  std::string_view name;
};

struct AstNode {
  AstKind kind = AstKind::Empty;
  Operator op = Operator::None;
  bool flag = false;
  Span span;
  Span name_span;             ///< of the name or the operator
  std::string_view text;
  std::string_view name;
  std::string_view qualifier;  ///< of a type specifier
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
};

class Ast {
 public:
  AstId root() const;
  const AstNode& node(AstId id) const;
  std::span<const AstId> children(AstId id) const;
  std::span<const AstNode> nodes() const;  ///< in post-order
  /// The text that was parsed.
  std::string_view source() const;
  // Moves keep views valid: the strings live in storage that does not move.
};

}  // namespace kiln
