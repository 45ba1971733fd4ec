// Parser: an operator-precedence parser with an explicit stack. What is open stands in frames_, the
// operand that was read last in operand_; nothing recurses, so no text can overflow the stack.
//
// Entry: run(), for parse() alone. Operands and operators are read in parser.cc; frames, tokens and
// errors are dealt with in parser_state.cc.
//
// Invariants:
//   1. operand_ == kNoAst: an operand must come next; else an operator, a closer or the end.
//   2. operand_ is the last node of the builder.
//   3. Above a bracket frame stand only Prefix and Infix frames, of rising precedence.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/ast_builder.h"
#include "frontend/lexer.h"
#include "frontend/parser.h"

namespace kiln::core {

inline constexpr int kUnaryPrecedence = 11;
/// Below every operator: joins operands that stand side by side by mistake.
inline constexpr int kErrorPrecedence = 0;

/// The bracket whose closer a frame waits for.
enum class Bracket : std::uint8_t { Parenthesis, Square, Brace, None };

struct Frame {
  enum class Kind : std::uint8_t { Prefix, Infix, Parenthesis, Index, Call, Instance };

  Kind kind = Kind::Parenthesis;
  Operator op = Operator::None;
  int precedence = 0;          ///< Prefix and Infix
  AstId left = kNoAst;         ///< Infix: left operand; Index: focus
  std::uint32_t start = 0;     ///< of the construct's text
  Span opener{};               ///< the operator or the bracket
  Span name_span{};            ///< Call and Instance
  QualifiedName name{};        ///< Instance: the type; Call: the function, in `name`
  std::size_t first_item = 0;  ///< index into Parser::items_
  std::string_view field{};    ///< Instance: the element that is being read
  Span field_span{};
};

Bracket bracket_of(Frame::Kind kind);
Bracket closed_by(TokenKind kind);
/// True for a call of sort(), whose arguments may have a direction.
bool is_sort(const Frame& frame);
/// True for a call of is(), as() or ofType(), whose argument is a type specifier.
bool takes_type(const Frame& frame);
/// An identifier of the grammar: some keywords may be one.
bool is_identifier(const Token& token);
/// A keyword that names something only in backticks.
bool is_reserved_word(const Token& token);

class Parser {
 public:
  Parser(std::string_view text, const ParseOptions& options)
      : options_(options), builder_(text), lexer_(builder_.text(), diagnostics_) {}

  ParseResult run();

 private:
  // Operands.
  void read_operand();
  void read_leaf(AstKind kind);
  void read_number();
  void read_braces();
  void read_external_constant();
  void read_invocation(AstId focus);
  AstId add_member(const Token& name, AstId focus);
  void missing_operand();

  // What follows an operand.
  void read_operator();
  void read_dot();
  void read_after_dot();
  void read_infix();
  void read_type_operation();
  void read_direction();
  void read_instance();
  void read_comma();
  void read_closer();

  // Frames.
  void push(const Frame& frame);
  void push_prefix();
  void open_infix(Operator op, int precedence);
  void open(Frame frame);
  void open_call(const Token& name, AstId focus);
  void open_instance(const AstBuilder::Path& type, Span brace);
  void read_field_name();
  void finish_item();
  void close();
  void reduce(int precedence);

  // Tokens and errors.
  void advance();
  bool accept_name();
  void recover(bool at_operators = true);
  void abandon();
  void report(ErrorCode code, Span span, std::string message, std::string hint = {});
  void unexpected(const std::string& expected, std::string hint = {});
  void unexpected_closer();
  void report_unclosed();
  void require_v3(Span span, std::string_view construct);
  void check_integer(const Token& number, AstId id);
  void report_integer_range(Span span, AstKind kind);
  void check_digits(const Token& number);

  bool at(TokenKind kind) const { return token_.kind == kind; }
  std::string text_of(Span span) const;
  std::string identifier_hint() const;
  std::string unit_hint() const;
  Span span_of(AstId id) const { return builder_.ast().node(id).span; }
  /// From `start` to the end of the last token that was read.
  Span span_from(std::uint32_t start) const { return {start, previous_.end}; }

  const ParseOptions& options_;
  Diagnostics diagnostics_{kMaxSyntaxErrors};
  AstBuilder builder_;
  Lexer lexer_;

  Token token_;
  Span previous_;                ///< the token before token_
  std::size_t token_count_ = 0;  ///< ordinal of token_
  std::size_t last_error_ = 0;   ///< ordinal of the token where the last syntax error was seen
  bool abandoned_ = false;       ///< the rest of the text is not looked at
  bool finished_ = false;
  bool unclosed_reported_ = false;

  AstId operand_ = kNoAst;
  std::vector<Frame> frames_;
  std::vector<AstId> items_;  ///< focus and finished arguments, or fields, of the open frames
  std::array<std::uint32_t, 4> waiting_{};  ///< by Bracket: how many frames wait for its closer
  std::uint32_t depth_ = 0;
  std::vector<AstId> need_minus_;  ///< literals that are in range only under a minus
};

}  // namespace kiln::core
