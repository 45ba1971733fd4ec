// The parser's stack of open constructs, its tokens and its errors.
#include "frontend/parser_state.h"

#include <algorithm>
#include <new>
#include <span>
#include <utility>

#include "runtime/text/utf8.h"
#include "runtime/value/decimal.h"

namespace kiln::core {
namespace {

constexpr std::string_view kIntegerLimit = "2147483648";
constexpr std::string_view kLongLimit = "9223372036854775808";

std::string_view closer_of(Bracket bracket) {
  static constexpr std::array<std::string_view, 4> kClosers{")", "]", "}", ""};
  return kClosers[static_cast<std::size_t>(bracket)];
}

std::string_view without_leading_zeros(std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

}  // namespace

Bracket bracket_of(Frame::Kind kind) {
  switch (kind) {
    case Frame::Kind::Parenthesis:
    case Frame::Kind::Call:
      return Bracket::Parenthesis;
    case Frame::Kind::Index:
      return Bracket::Square;
    case Frame::Kind::Instance:
      return Bracket::Brace;
    case Frame::Kind::Prefix:
    case Frame::Kind::Infix:
      break;
  }
  return Bracket::None;
}

Bracket closed_by(TokenKind kind) {
  switch (kind) {
    case TokenKind::RightParenthesis:
      return Bracket::Parenthesis;
    case TokenKind::RightBracket:
      return Bracket::Square;
    case TokenKind::RightBrace:
      return Bracket::Brace;
    default:
      return Bracket::None;
  }
}

bool is_sort(const Frame& frame) {
  return frame.kind == Frame::Kind::Call && frame.name.name == "sort";
}

bool takes_type(const Frame& frame) {
  return frame.kind == Frame::Kind::Call && takes_type_specifier(frame.name.name);
}

bool is_identifier(const Token& token) {
  return token.kind == TokenKind::Identifier || token.kind == TokenKind::DelimitedIdentifier ||
         (token.kind == TokenKind::Operator &&
          (token.op == Operator::As || token.op == Operator::Contains || token.op == Operator::In ||
           token.op == Operator::Is));
}

bool is_reserved_word(const Token& token) {
  return token.kind == TokenKind::Boolean ||
         (token.kind == TokenKind::Operator && !is_identifier(token) && token.text[0] >= 'a' &&
          token.text[0] <= 'z');
}

// --- Frames --------------------------------------------------------------------------------------

void Parser::push_prefix() {
  open({.kind = Frame::Kind::Prefix,
        .op = token_.op,
        .precedence = kUnaryPrecedence,
        .start = token_.span.start,
        .opener = token_.span});
  advance();
}

/// What was read is the left operand; the token is the operator.
void Parser::open_infix(Operator op, int precedence) {
  push({.kind = Frame::Kind::Infix,
        .op = op,
        .precedence = precedence,
        .left = operand_,
        .start = span_of(operand_).start,
        .opener = token_.span});
  operand_ = kNoAst;
  advance();
}

void Parser::push(const Frame& frame) {
  constexpr std::size_t kUsualDepth = 8;
  if (frames_.capacity() == 0) {
    frames_.reserve(kUsualDepth);
    items_.reserve(kUsualDepth);
  }
  frames_.push_back(frame);
}

/// Pushes what nests. The frame's left operand, if it has one, is the operand so far.
void Parser::open(Frame frame) {
  if (++depth_ > options_.max_depth && !abandoned_) {
    report(ErrorCode::NestingTooDeep, token_.span,
           "more than " + std::to_string(options_.max_depth) + " brackets and signs are open",
           "split the expression, or raise the limit");
    abandon();
  }
  ++waiting_[static_cast<std::size_t>(bracket_of(frame.kind))];
  frame.first_item = items_.size();
  push(frame);
  operand_ = kNoAst;
}

/// The token is the parenthesis after the name.
void Parser::open_call(const Token& name, AstId focus) {
  open({.kind = Frame::Kind::Call,
        .start = focus == kNoAst ? name.span.start : span_of(focus).start,
        .opener = token_.span,
        .name_span = name.span,
        .name = {{}, name.text}});
  items_.push_back(focus);
  advance();
  if (!at(TokenKind::RightParenthesis)) return;
  advance();
  close();
}

void Parser::open_instance(const AstBuilder::Path& type, Span brace) {
  open({.kind = Frame::Kind::Instance,
        .start = type.span.start,
        .opener = brace,
        .name_span = type.span,
        .name = type.type});
}

void Parser::read_field_name() {
  Frame& frame = frames_.back();
  if (accept_name()) {
    frame.field = token_.text;
    frame.field_span = token_.span;
    advance();
    if (at(TokenKind::Colon)) return advance();
    return unexpected("':' after " + text_of(frame.field_span));
  }
  unexpected("an element after " + text_of(previous_));
  frame.field = {};
  frame.field_span = span_from(previous_.end);
  operand_ = builder_.add({.kind = AstKind::Error, .span = frame.field_span});
  recover();
}

/// The operand becomes an argument or an element of the innermost bracket, if that has such.
void Parser::finish_item() {
  const Frame& frame = frames_.back();
  const AstNode& operand = builder_.ast().node(operand_);
  if (frame.kind == Frame::Kind::Instance) {
    operand_ = builder_.add({.kind = AstKind::InstanceField,
                             .span = {frame.field_span.start, operand.span.end},
                             .name_span = frame.field_span,
                             .name = frame.field},
                            operand_);
  } else if (frame.kind != Frame::Kind::Call) {
    return;
  } else if (is_sort(frame) && operand.kind != AstKind::SortKey) {
    const std::uint32_t end = operand.span.end;
    operand_ = builder_.add(
        {.kind = AstKind::SortKey, .span = operand.span, .name_span = {end, end}}, operand_);
  } else if (takes_type(frame)) {
    if (const auto path = builder_.take_path(operand_)) {
      operand_ = builder_.add({.kind = AstKind::TypeSpecifier,
                               .span = path->span,
                               .name_span = path->span,
                               .name = path->type.name,
                               .qualifier = path->type.qualifier});
    }
  }
  items_.push_back(operand_);
  operand_ = kNoAst;
}

/// The innermost bracket becomes an operand; its closer, if there was one, has been read.
void Parser::close() {
  const Frame& frame = frames_.back();
  --depth_;
  --waiting_[static_cast<std::size_t>(bracket_of(frame.kind))];
  const std::span items = std::span(items_).subspan(frame.first_item);
  AstNode node{.span = span_from(frame.start), .name_span = frame.name_span};
  switch (frame.kind) {
    case Frame::Kind::Parenthesis:
      builder_.widen(operand_, node.span);
      break;
    case Frame::Kind::Index:
      node.kind = AstKind::Index;
      node.name_span = span_from(frame.opener.start);
      operand_ = builder_.add(node, frame.left, operand_);
      break;
    case Frame::Kind::Call:
      node.kind = AstKind::Call;
      node.name = frame.name.name;
      operand_ = builder_.add(node, items);
      break;
    case Frame::Kind::Instance:
      node.kind = AstKind::InstanceSelector;
      node.name = frame.name.name;
      node.qualifier = frame.name.qualifier;
      operand_ = builder_.add(node, items);
      break;
    case Frame::Kind::Prefix:
    case Frame::Kind::Infix:
      break;
  }
  items_.resize(frame.first_item);
  frames_.pop_back();
}

/// Makes nodes of the operators at the top that bind at least as tightly as `precedence`.
void Parser::reduce(int precedence) {
  while (!frames_.empty() && bracket_of(frames_.back().kind) == Bracket::None &&
         frames_.back().precedence >= precedence) {
    const Frame& frame = frames_.back();
    AstNode node{.kind = AstKind::Binary,
                 .op = frame.op,
                 .span = {frame.start, span_of(operand_).end},
                 .name_span = frame.opener};
    if (frame.kind == Frame::Kind::Prefix) {
      --depth_;
      --waiting_[static_cast<std::size_t>(Bracket::None)];
      node.kind = AstKind::Unary;
      if (frame.op == Operator::Minus && !need_minus_.empty() && need_minus_.back() == operand_) {
        need_minus_.pop_back();
      }
      operand_ = builder_.add(node, operand_);
    } else {
      if (frame.op == Operator::None) node.kind = AstKind::Error;
      operand_ = builder_.add(node, frame.left, operand_);
    }
    frames_.pop_back();
  }
}

// --- Tokens and errors ---------------------------------------------------------------------------

void Parser::advance() {
  previous_ = token_.span;
  new (&token_) Token(lexer_.next());  // not by way of a copy
  ++token_count_;
  if (diagnostics_.error_count() >= kMaxSyntaxErrors) abandon();
}

/// Skips to where the parse can go on: a comma, a closer, the end, or an infix operator. What is
/// in brackets on the way is skipped with them.
void Parser::recover(bool at_operators) {
  for (std::size_t nested = 0; !at(TokenKind::End); advance()) {
    switch (token_.kind) {
      case TokenKind::LeftParenthesis:
      case TokenKind::LeftBracket:
      case TokenKind::LeftBrace:
        ++nested;
        break;
      case TokenKind::RightParenthesis:
      case TokenKind::RightBracket:
      case TokenKind::RightBrace:
        if (nested == 0) return;
        --nested;
        break;
      case TokenKind::Comma:
        if (nested == 0) return;
        break;
      case TokenKind::Operator:
        if (nested == 0 && at_operators) return;
        break;
      default:
        break;
    }
  }
}

/// True if the token names an element where nothing else can stand. A keyword does so with a
/// warning.
bool Parser::accept_name() {
  if (is_identifier(token_)) return true;
  if (!is_reserved_word(token_)) return false;
  if (!abandoned_) {
    diagnostics_.add(
        Severity::Warning,
        Error{ErrorCode::UnexpectedToken, token_.span, text_of(token_.span) + " is a keyword",
              "write `" + std::string(token_.text) + "`, in backticks, to name an element"});
  }
  return true;
}

void Parser::abandon() {
  abandoned_ = true;
  lexer_.skip_to_end();
  token_ = lexer_.next();
}

void Parser::report(ErrorCode code, Span span, std::string message, std::string hint) {
  if (abandoned_) return;
  diagnostics_.add(Severity::Error, Error{code, span, std::move(message), std::move(hint)});
}

/// The token cannot stand here. Of errors at neighbouring tokens only the first is reported, and
/// none where the lexer has reported the token already.
void Parser::unexpected(const std::string& expected, std::string hint) {
  const bool follows_error = last_error_ != 0 && token_count_ <= last_error_ + 1;
  last_error_ = token_count_;
  if (follows_error || at(TokenKind::Invalid)) return;
  if (at(TokenKind::End)) {
    report(ErrorCode::UnexpectedEnd, token_.span, "expected " + expected + ", found the end",
           std::move(hint));
  } else {
    report(ErrorCode::UnexpectedToken, token_.span,
           "expected " + expected + ", found " + text_of(token_.span), std::move(hint));
  }
}

/// The innermost bracket is closed by the closer of another.
void Parser::unexpected_closer() {
  const Frame& top = frames_.back();
  unexpected("'" + std::string(closer_of(bracket_of(top.kind))) + "' to close " +
             text_of(top.opener));
}

/// The text ends inside brackets: says so once, for the innermost.
void Parser::report_unclosed() {
  if (std::exchange(unclosed_reported_, true)) return;
  constexpr std::size_t kMostClosers = 8;
  std::string closers;
  for (auto frame = frames_.rbegin(); frame != frames_.rend() && closers.size() <= kMostClosers;
       ++frame) {
    closers += closer_of(bracket_of(frame->kind));
  }
  const std::string hint =
      closers.size() > kMostClosers ? "close every bracket" : "add '" + closers + "' at the end";
  const Span opener = frames_.back().opener;
  report(ErrorCode::UnexpectedEnd, opener, text_of(opener) + " is not closed", hint);
}

void Parser::require_v3(Span span, std::string_view construct) {
  if (options_.language == LanguageVersion::V3) return;
  report(ErrorCode::NotInThisVersion, span, std::string(construct) + " needs FHIRPath 3.0.0",
         "choose the later language version");
}

void Parser::check_integer(const Token& number, AstId id) {
  const bool integer = number.kind == TokenKind::Integer;
  const std::string_view limit = integer ? kIntegerLimit : kLongLimit;
  const std::string_view digits = without_leading_zeros(number.text);
  if (digits == limit) {
    need_minus_.push_back(id);
  } else if (digits.size() > limit.size() || (digits.size() == limit.size() && digits > limit)) {
    report_integer_range(number.span, integer ? AstKind::Integer : AstKind::Long);
  }
}

void Parser::report_integer_range(Span span, AstKind kind) {
  const bool integer = kind == AstKind::Integer;
  const bool has_long = integer && options_.language == LanguageVersion::V3;
  report(ErrorCode::IntegerLiteralRange, span,
         text_of(span) + " is greater than the greatest " + std::string(to_string(kind)),
         has_long ? "end it with 'L' for a Long, or with '.0' for a Decimal"
                  : "end it with '.0' for a Decimal");
}

void Parser::check_digits(const Token& number) {
  const std::size_t point = std::min(number.text.find('.'), number.text.size());
  const std::size_t fraction = number.text.size() - std::min(point + 1, number.text.size());
  const std::size_t digits = without_leading_zeros(number.text.substr(0, point)).size() + fraction;
  constexpr std::size_t kMost = Decimal::kMaxDigits;
  if (digits <= kMost && fraction < kMost) return;
  report(ErrorCode::DecimalLiteralRange, number.span,
         "a number of " + std::to_string(digits) + " digits is more than a Decimal can hold",
         "at most " + std::to_string(kMost) + " digits, and fewer of them after the point");
}

/// The text as a message quotes it; what has quotes already gets no more.
std::string Parser::text_of(Span span) const {
  constexpr std::size_t kMost = 40;
  std::string_view text = builder_.ast().source().substr(span.start, span.end - span.start);
  std::string_view cut_mark;
  if (text.size() > kMost) {
    std::size_t cut = kMost;
    while (utf8::is_continuation(text[cut])) --cut;
    text = text.substr(0, cut);
    cut_mark = "...";
  }
  const std::string_view quote = text.starts_with('\'') ? "" : "'";
  return std::string(quote).append(text).append(cut_mark).append(quote);
}

std::string Parser::identifier_hint() const {
  if (!is_reserved_word(token_)) return {};
  return "to name something, write `" + std::string(token_.text) + "`, in backticks";
}

/// For a name behind a number: `5 mg`.
std::string Parser::unit_hint() const {
  const AstNode& operand = builder_.ast().node(operand_);
  const bool number = operand.kind == AstKind::Integer || operand.kind == AstKind::Decimal;
  if (!number || operand.span.end != previous_.end || !at(TokenKind::Identifier)) return {};
  return "write " + std::string(operand.text) + " '" + std::string(token_.text) +
         "' for a quantity";
}

}  // namespace kiln::core
