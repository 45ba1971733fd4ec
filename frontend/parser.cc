// What the parser reads: operands, and what may follow one.
#include "frontend/parser.h"

#include <string>
#include <utility>

#include "frontend/parser_state.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

ParseResult refused(ErrorCode code, Span span, std::string message) {
  ParseResult result{AstBuilder::placeholder(), {}};
  result.diagnostics.add(Severity::Error, Error{code, span, std::move(message), {}});
  return result;
}

}  // namespace

ParseResult parse(std::string_view text, const ParseOptions& options) {
  if (text.size() > options.max_bytes) {
    return refused(ErrorCode::ExpressionTooLong, {},
                   "the expression has more than " + std::to_string(options.max_bytes) + " bytes");
  }
  if (const std::size_t invalid = utf8::first_invalid(text); invalid != text.size()) {
    const auto position = static_cast<std::uint32_t>(invalid);
    return refused(ErrorCode::InvalidUtf8Expression, {position, position + 1},
                   "the expression is not valid UTF-8");
  }
  return Parser(text, options).run();
}

ParseResult Parser::run() {
  advance();
  while (!finished_) {
    if (operand_ == kNoAst) {
      read_operand();
    } else {
      read_operator();
    }
  }
  for (const AstId id : need_minus_) {
    report_integer_range(span_of(id), builder_.ast().node(id).kind);
  }
  diagnostics_.sort_by_position();
  return {std::move(builder_).finish(), std::move(diagnostics_)};
}

// --- Operands ------------------------------------------------------------------------------------

void Parser::read_operand() {
  if (is_identifier(token_)) return read_invocation(kNoAst);
  switch (token_.kind) {
    case TokenKind::String:
      return read_leaf(AstKind::String);
    case TokenKind::Boolean:
      return read_leaf(AstKind::Boolean);
    case TokenKind::Date:
      return read_leaf(AstKind::Date);
    case TokenKind::DateTime:
      return read_leaf(AstKind::DateTime);
    case TokenKind::Time:
      return read_leaf(AstKind::Time);
    case TokenKind::This:
      return read_leaf(AstKind::This);
    case TokenKind::IndexVariable:
      return read_leaf(AstKind::IndexVariable);
    case TokenKind::Total:
      return read_leaf(AstKind::Total);
    case TokenKind::Integer:
    case TokenKind::Long:
    case TokenKind::Decimal:
      return read_number();
    case TokenKind::Percent:
      return read_external_constant();
    case TokenKind::LeftBrace:
      return read_braces();
    case TokenKind::LeftParenthesis:
      open({.kind = Frame::Kind::Parenthesis, .start = token_.span.start, .opener = token_.span});
      return advance();
    case TokenKind::Operator:
      if (token_.op == Operator::Plus || token_.op == Operator::Minus) return push_prefix();
      return missing_operand();
    default:
      return missing_operand();
  }
}

/// A literal or a variable; after a dot the operand is its focus.
void Parser::read_leaf(AstKind kind) {
  AstNode node{.kind = kind, .span = token_.span, .text = token_.text};
  if (operand_ == kNoAst) {
    operand_ = builder_.add(node);
  } else {
    node.span.start = span_of(operand_).start;
    operand_ = builder_.add(node, operand_);
  }
  advance();
}

void Parser::read_number() {
  const Token number = token_;
  advance();
  const bool calendar = at(TokenKind::Identifier) && is_calendar_unit(token_.text);
  if (number.kind != TokenKind::Long && (calendar || at(TokenKind::String))) {
    const Token unit = token_;
    advance();
    check_digits(number);
    operand_ = builder_.add({.kind = AstKind::Quantity,
                             .flag = calendar,
                             .span = span_from(number.span.start),
                             .name_span = unit.span,
                             .text = number.text,
                             .name = unit.text});
    return;
  }
  AstKind kind = AstKind::Decimal;
  if (number.kind == TokenKind::Integer) kind = AstKind::Integer;
  if (number.kind == TokenKind::Long) kind = AstKind::Long;
  operand_ = builder_.add({.kind = kind, .span = number.span, .text = number.text});
  if (kind == AstKind::Decimal) return check_digits(number);
  if (kind == AstKind::Long) require_v3(number.span, "a Long literal");
  check_integer(number, operand_);
}

void Parser::read_braces() {
  const Span brace = token_.span;
  advance();
  if (at(TokenKind::RightBrace)) {
    advance();
    operand_ = builder_.add({.kind = AstKind::Empty, .span = span_from(brace.start)});
    return;
  }
  unexpected("'}' after '{'", "the empty collection is '{}'; an instance starts with its type");
  open_instance({.type = {}, .span = {brace.start, brace.start}}, brace);
  read_field_name();
}

void Parser::read_external_constant() {
  const std::uint32_t start = token_.span.start;
  advance();
  if (!is_identifier(token_) && !at(TokenKind::String)) {
    unexpected("a name after '%'", identifier_hint());
    operand_ = builder_.add({.kind = AstKind::Error, .span = span_from(start)});
    if (is_reserved_word(token_)) advance();
    return;
  }
  const Token name = token_;
  advance();
  operand_ = builder_.add({.kind = AstKind::ExternalConstant,
                           .span = span_from(start),
                           .name_span = name.span,
                           .name = name.text});
}

/// The token is the name of a member or a function.
void Parser::read_invocation(AstId focus) {
  const Token name = token_;
  advance();
  if (at(TokenKind::LeftParenthesis)) return open_call(name, focus);
  operand_ = add_member(name, focus);
}

AstId Parser::add_member(const Token& name, AstId focus) {
  AstNode node{
      .kind = AstKind::Member, .span = name.span, .name_span = name.span, .name = name.text};
  if (focus == kNoAst) return builder_.add(node);
  node.span.start = span_of(focus).start;
  return builder_.add(node, focus);
}

void Parser::missing_operand() {
  if (token_count_ == 1 && at(TokenKind::End)) {
    report(ErrorCode::UnexpectedEnd, token_.span, "the expression is empty");
  } else if (!at(TokenKind::End) || frames_.empty() ||
             bracket_of(frames_.back().kind) == Bracket::None) {
    // A bracket that is still open at the end is reported as such.
    const std::string after = token_count_ == 1 ? "" : " after " + text_of(previous_);
    std::string hint = identifier_hint();
    if (at(TokenKind::RightParenthesis) && after.ends_with("'('")) {
      hint = "the empty collection is '{}'";
    }
    unexpected("an expression" + after, std::move(hint));
  }
  operand_ = builder_.add({.kind = AstKind::Error, .span = span_from(previous_.end)});
  recover();
}

// --- What follows an operand ---------------------------------------------------------------------

void Parser::read_operator() {
  switch (token_.kind) {
    case TokenKind::Dot:
      return read_dot();
    case TokenKind::LeftBracket:
      open({.kind = Frame::Kind::Index,
            .left = operand_,
            .start = span_of(operand_).start,
            .opener = token_.span});
      return advance();
    case TokenKind::Operator:
      if (token_.op == Operator::Is || token_.op == Operator::As) return read_type_operation();
      return read_infix();
    case TokenKind::LeftBrace:
      return read_instance();
    case TokenKind::Comma:
      return read_comma();
    case TokenKind::RightParenthesis:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
    case TokenKind::End:
      return read_closer();
    case TokenKind::Identifier:
      if (token_.text == "asc" || token_.text == "desc") return read_direction();
      break;
    default:
      break;
  }
  unexpected("an operator after " + text_of(previous_), unit_hint());
  recover();
}

void Parser::read_dot() {
  advance();
  read_after_dot();
}

void Parser::read_after_dot() {
  switch (token_.kind) {
    case TokenKind::This:
      return read_leaf(AstKind::This);
    case TokenKind::IndexVariable:
      return read_leaf(AstKind::IndexVariable);
    case TokenKind::Total:
      return read_leaf(AstKind::Total);
    default:
      break;
  }
  if (accept_name()) return read_invocation(operand_);
  unexpected("an element or a function after '.'",
             at(TokenKind::Integer) ? "write an index as '[0]'" : "");
  recover();
}

void Parser::read_infix() {
  const int precedence = precedence_of(token_.op);
  reduce(precedence);
  open_infix(token_.op, precedence);
}

void Parser::read_type_operation() {
  const Token op = token_;
  reduce(precedence_of(op.op));
  AstNode node{.kind = AstKind::TypeOperation, .op = op.op};
  node.span.start = span_of(operand_).start;
  const AstId operand = operand_;
  advance();
  if (!is_identifier(token_)) {
    unexpected("a type after " + text_of(op.span), identifier_hint());
    node.span.end = previous_.end;
    node.name_span = {previous_.end, previous_.end};
    operand_ = builder_.add(node, operand);
    return recover();
  }

  Token name = token_;
  advance();
  if (!at(TokenKind::Dot)) {
    node.span.end = name.span.end;
    node.name_span = name.span;
    node.name = name.text;
    operand_ = builder_.add(node, operand);
    return;
  }

  // Read as members, which a call or a variable at the end leaves to the type operation:
  // `x as Quantity.exists()`.
  operand_ = add_member(name, kNoAst);
  bool dangling_dot = false;
  bool call = false;
  while (at(TokenKind::Dot) && !call) {
    advance();
    dangling_dot = !is_identifier(token_);
    if (dangling_dot) break;
    name = token_;
    advance();
    call = at(TokenKind::LeftParenthesis);
    if (!call) operand_ = add_member(name, operand_);
  }
  const auto type = builder_.take_path(operand_);
  node.span.end = type->span.end;
  node.name_span = type->span;
  node.name = type->type.name;
  node.qualifier = type->type.qualifier;
  operand_ = builder_.add(node, operand);
  if (call) return open_call(name, operand_);
  if (dangling_dot) return read_after_dot();
}

/// `asc` or `desc` after the expression of a sort key.
void Parser::read_direction() {
  reduce(kErrorPrecedence);
  if (frames_.empty() || !is_sort(frames_.back())) {
    unexpected("an operator after " + text_of(previous_));
    return recover();
  }
  require_v3(token_.span, "a sort key with " + text_of(token_.span));
  const Operator op = token_.text == "asc" ? Operator::Ascending : Operator::Descending;
  const Token direction = token_;
  advance();
  operand_ = builder_.add({.kind = AstKind::SortKey,
                           .op = op,
                           .span = span_from(span_of(operand_).start),
                           .name_span = direction.span},
                          operand_);
  if (!at(TokenKind::Comma) && !at(TokenKind::End) && closed_by(token_.kind) == Bracket::None) {
    unexpected("',' or ')' after " + text_of(previous_));
    recover(false);
  }
}

/// A brace after a path: `FHIR.Coding {code: 'x'}`.
void Parser::read_instance() {
  const auto type = builder_.take_path(operand_);
  if (!type) {
    unexpected("an operator after " + text_of(previous_));
    return recover();
  }
  require_v3(type->span, "an instance selector");
  open_instance(*type, token_.span);
  advance();
  const bool colon = at(TokenKind::Colon);
  if (colon) advance();
  if (!colon && !at(TokenKind::RightBrace)) return read_field_name();
  if (!colon || !at(TokenKind::RightBrace)) {
    unexpected(colon ? "'}' after ':'" : "':' or an element after '{'",
               "an instance without elements is written 'Type {:}'");
  }
  while (!at(TokenKind::RightBrace) && !at(TokenKind::End)) advance();
  if (at(TokenKind::End)) report_unclosed();
  advance();
  close();
}

void Parser::read_comma() {
  reduce(kErrorPrecedence);
  const Frame::Kind kind = frames_.empty() ? Frame::Kind::Parenthesis : frames_.back().kind;
  if (kind == Frame::Kind::Call || kind == Frame::Kind::Instance) {
    finish_item();
    advance();
    if (kind == Frame::Kind::Instance) read_field_name();
    return;
  }
  unexpected("an operator after " + text_of(previous_),
             "',' stands between arguments; join collections with '|'");
  open_infix(Operator::None, kErrorPrecedence);
}

/// A closing bracket, or the end, which closes everything.
void Parser::read_closer() {
  reduce(kErrorPrecedence);
  const Bracket closer = closed_by(token_.kind);
  if (frames_.empty()) {
    if (at(TokenKind::End)) {
      finished_ = true;
      return;
    }
    if (last_error_ != token_count_) {
      report(ErrorCode::UnexpectedToken, token_.span, text_of(token_.span) + " closes nothing",
             "remove it, or add what opens it");
    }
    return advance();
  }
  const Frame& top = frames_.back();
  const Bracket wanted = bracket_of(top.kind);
  if (at(TokenKind::End)) {
    report_unclosed();
  } else if (closer != wanted) {
    unexpected_closer();
  }
  finish_item();
  // A closer that an outer bracket waits for is left to it.
  const bool left_to_outer = closer != wanted && waiting_[static_cast<std::size_t>(closer)] > 0;
  if (!at(TokenKind::End) && !left_to_outer) advance();
  close();
}

}  // namespace kiln::core
