// The lexical rules of the grammar, and what people write instead of them.
#include "frontend/lexer.h"

#include <algorithm>
#include <array>
#include <span>

#include "frontend/glyph.h"
#include "frontend/temporal_literal.h"
#include "runtime/text/ascii.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

using ascii::is_digit;

constexpr bool starts_name(char c) {
  return ascii::is_letter(c) || c == '_';
}

/// By character: whether a name goes on with it.
constexpr auto kIsName = [] {
  std::array<bool, 256> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto c = static_cast<char>(i);
    rows[i] = starts_name(c) || is_digit(c);
  }
  return rows;
}();

bool is_name(char c) {
  return kIsName[static_cast<unsigned char>(c)];
}

struct Keyword {
  std::string_view spelling;
  TokenKind kind;
  Operator op;
};

/// In alphabetical order.
constexpr auto kKeywords = std::to_array<Keyword>({
    {"and", TokenKind::Operator, Operator::And},
    {"as", TokenKind::Operator, Operator::As},
    {"contains", TokenKind::Operator, Operator::Contains},
    {"div", TokenKind::Operator, Operator::Div},
    {"false", TokenKind::Boolean, Operator::None},
    {"implies", TokenKind::Operator, Operator::Implies},
    {"in", TokenKind::Operator, Operator::In},
    {"is", TokenKind::Operator, Operator::Is},
    {"mod", TokenKind::Operator, Operator::Mod},
    {"or", TokenKind::Operator, Operator::Or},
    {"true", TokenKind::Boolean, Operator::None},
    {"xor", TokenKind::Operator, Operator::Xor},
});

/// By first letter: the rows of kKeywords that begin with it, from `first` on.
struct KeywordRange {
  std::uint8_t first = 0;
  std::uint8_t count = 0;
};

constexpr auto kKeywordsOf = [] {
  std::array<KeywordRange, 256> ranges{};
  for (std::size_t i = kKeywords.size(); i-- > 0;) {
    KeywordRange& range = ranges[static_cast<unsigned char>(kKeywords[i].spelling[0])];
    range.first = static_cast<std::uint8_t>(i);
    ++range.count;
  }
  return ranges;
}();

constexpr auto kSymbols = std::to_array<Keyword>({
    {".", TokenKind::Dot, Operator::None},
    {"(", TokenKind::LeftParenthesis, Operator::None},
    {")", TokenKind::RightParenthesis, Operator::None},
    {",", TokenKind::Comma, Operator::None},
    {"[", TokenKind::LeftBracket, Operator::None},
    {"]", TokenKind::RightBracket, Operator::None},
    {"{", TokenKind::LeftBrace, Operator::None},
    {"}", TokenKind::RightBrace, Operator::None},
    {":", TokenKind::Colon, Operator::None},
    {"%", TokenKind::Percent, Operator::None},
    {"=", TokenKind::Operator, Operator::Equal},
    {"~", TokenKind::Operator, Operator::Equivalent},
    {"+", TokenKind::Operator, Operator::Plus},
    {"-", TokenKind::Operator, Operator::Minus},
    {"*", TokenKind::Operator, Operator::Multiply},
    {"/", TokenKind::Operator, Operator::Divide},
    {"&", TokenKind::Operator, Operator::Concatenate},
    {"|", TokenKind::Operator, Operator::Union},
    {"<", TokenKind::Operator, Operator::Less},
    {">", TokenKind::Operator, Operator::Greater},
});

constexpr auto kPairs = std::to_array<Keyword>({
    {"<=", TokenKind::Operator, Operator::LessOrEqual},
    {">=", TokenKind::Operator, Operator::GreaterOrEqual},
    {"!=", TokenKind::Operator, Operator::NotEqual},
    {"!~", TokenKind::Operator, Operator::NotEquivalent},
});

/// By character: its row in kSymbols, or nothing.
constexpr auto kSymbolOf = [] {
  std::array<const Keyword*, 256> rows{};
  for (const Keyword& row : kSymbols) rows[static_cast<unsigned char>(row.spelling[0])] = &row;
  return rows;
}();

const Keyword* find_symbol(char c) {
  return kSymbolOf[static_cast<unsigned char>(c)];
}

/// Operators of other languages. No expression has their characters side by side.
struct ForeignOperator {
  std::string_view spelling;
  Keyword meant;
};

constexpr auto kForeignOperators = std::to_array<ForeignOperator>({
    {"==", {"=", TokenKind::Operator, Operator::Equal}},
    {"<>", {"!=", TokenKind::Operator, Operator::NotEqual}},
    {"&&", {"and", TokenKind::Operator, Operator::And}},
    {"||", {"or", TokenKind::Operator, Operator::Or}},
    {"->", {".", TokenKind::Dot, Operator::None}},
});

/// Characters that people write where the grammar has none.
struct ForeignCharacter {
  char32_t character;
  std::u32string_view closing;  ///< of what quotes a string elsewhere
  std::string_view hint;
};

constexpr std::string_view kQuoteHint = "strings stand in 'single quotes'";
constexpr std::string_view kBlankHint = "only space, tab and line ends separate tokens";

constexpr auto kForeignCharacters = std::to_array<ForeignCharacter>({
    {U'\u2018', U"\u2018\u2019", kQuoteHint},
    {U'\u2019', U"\u2019", kQuoteHint},
    {U'\u201C', U"\u201C\u201D", kQuoteHint},
    {U'\u201D', U"\u201D", kQuoteHint},
    {U'!', U"", "negate with '.not()'"},
    {U'?', U"", "write 'iif(a, b, c)' for 'a ? b : c'"},
    {U'^', U"", "raise to a power with 'power()'"},
    {U'\u00A0', U"", kBlankHint},
    {U'\u200B', U"", kBlankHint},
    {U'\u202F', U"", kBlankHint},
    {U'\u3000', U"", kBlankHint},
    {U'\uFEFF', U"", "remove the byte order mark"},
    {U'\u2013', U"", "write '-'"},
    {U'\u2014', U"", "write '-'"},
    {U'\u2264', U"", "write '<='"},
    {U'\u2265', U"", "write '>='"},
    {U'\u2260', U"", "write '!='"},
});

constexpr auto kCalendarUnits = std::to_array<std::string_view>({
    "year",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "minutes",
    "seconds",
    "milliseconds",
});

bool starts_token(char c) {
  return is_name(c) || c == '\'' || c == '"' || c == '`' || c == '@' || c == '$' || c == ' ' ||
         c == '\t' || c == '\r' || c == '\n' || find_symbol(c) != nullptr;
}

/// REQUIRES: !word.empty().
const Keyword* find_keyword(std::string_view word) {
  const KeywordRange range = kKeywordsOf[static_cast<unsigned char>(word[0])];
  for (const Keyword& row : std::span(kKeywords).subspan(range.first, range.count)) {
    if (row.spelling == word) return &row;
  }
  return nullptr;
}

}  // namespace

bool is_calendar_unit(std::string_view word) {
  return std::ranges::find(kCalendarUnits, word) != kCalendarUnits.end();
}

bool is_plain_identifier(std::string_view name) {
  if (name.empty() || !starts_name(name.front()) || !std::ranges::all_of(name, is_name))
    return false;
  const Keyword* keyword = find_keyword(name);
  return keyword == nullptr || keyword->op == Operator::As || keyword->op == Operator::Contains ||
         keyword->op == Operator::In || keyword->op == Operator::Is;
}

Token Lexer::next() {
  skip_blank();
  if (position_ == source_.size()) return token(TokenKind::End, position_);
  const char c = source_[position_];
  if (starts_name(c)) return word();
  if (is_digit(c)) return number();
  switch (c) {
    case '\'':
    case '"':
      return quoted(TokenKind::String);
    case '`':
      return quoted(TokenKind::DelimitedIdentifier);
    case '@':
      return temporal();
    case '$':
      return variable();
    default:
      return symbol();
  }
}

Token Lexer::token(TokenKind kind, std::size_t start, Operator op) const {
  return {kind,
          op,
          {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(position_)},
          source_.substr(start, position_ - start)};
}

void Lexer::report(ErrorCode code, std::size_t start, std::size_t end, std::string message,
                   std::string hint, Severity severity) {
  const Span span{static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)};
  diagnostics_.add(severity, Error{code, span, std::move(message), std::move(hint)});
}

void Lexer::skip_blank() {
  for (;;) {
    const char c = at(position_);
    if (is_name(c)) return;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++position_;
    } else if (c == '/' && at(position_ + 1) == '/') {
      position_ = std::min(source_.find_first_of("\r\n", position_), source_.size());
    } else if (c == '/' && at(position_ + 1) == '*') {
      const std::size_t end = source_.find("*/", position_ + 2);
      if (end == std::string_view::npos) {
        report(ErrorCode::UnterminatedComment, position_, position_ + 2, "comment is not closed",
               "close it with '*/'");
        position_ = source_.size();
      } else {
        position_ = end + 2;
      }
    } else {
      return;
    }
  }
}

Token Lexer::word() {
  const std::size_t start = position_;
  const char* const end = source_.data() + source_.size();
  const char* next = source_.data() + start + 1;
  while (next != end && is_name(*next)) ++next;
  position_ = static_cast<std::size_t>(next - source_.data());
  const Keyword* keyword = find_keyword(source_.substr(start, position_ - start));
  if (keyword != nullptr) return token(keyword->kind, start, keyword->op);
  return token(TokenKind::Identifier, start);
}

Token Lexer::number() {
  const std::size_t start = position_;
  while (is_digit(at(position_))) ++position_;
  if (at(position_) == '.' && is_digit(at(position_ + 1))) {
    ++position_;
    while (is_digit(at(position_))) ++position_;
    return token(TokenKind::Decimal, start);
  }
  if (at(position_) != 'L') return token(TokenKind::Integer, start);
  ++position_;
  Token result = token(TokenKind::Long, start);
  result.text.remove_suffix(1);
  return result;
}

Token Lexer::temporal() {
  const std::size_t start = position_;
  TemporalLiteral literal = scan_temporal(source_.substr(start));
  position_ += std::max<std::size_t>(literal.length, 1);

  // What follows directly and can belong to nothing else was meant as part of the literal.
  const bool offset_of_time =
      literal.kind == TokenKind::Time && (at(position_) == '+' || at(position_) == '-') &&
      is_digit(at(position_ + 1)) && is_digit(at(position_ + 2)) && at(position_ + 3) == ':';
  const char next = at(position_);
  if (literal.kind == TokenKind::Invalid || is_digit(next) || next == ':' || next == 'Z' ||
      next == 'z' || next == 't' || offset_of_time) {
    const bool zone_of_time =
        literal.kind == TokenKind::Time && (next == 'Z' || next == 'z' || offset_of_time);
    if (offset_of_time) ++position_;
    while (is_name(at(position_)) || at(position_) == ':') ++position_;
    report(ErrorCode::InvalidDateLiteral, start, position_,
           "'" + std::string(source_.substr(start, position_ - start)) +
               "' is not a date, date-time or time",
           zone_of_time ? "a Time has no time zone"
                        : "write @YYYY-MM-DD, @YYYY-MM-DDThh:mm:ss or @Thh:mm:ss");
    if (literal.kind == TokenKind::Invalid) literal.kind = TokenKind::Date;
  } else if (auto fault = find_fault(source_.substr(start, literal.length), literal.kind)) {
    report(ErrorCode::InvalidDateLiteral, start + fault->start, start + fault->end,
           std::move(fault->message), std::move(fault->hint));
  } else if (literal.kind == TokenKind::Date && literal.length < sizeof("@YYYY-MM-DD") - 1 &&
             next == '-' && is_digit(at(position_ + 1))) {
    report(ErrorCode::InvalidDateLiteral, position_, position_ + 2,
           "this is a subtraction, not a part of the date",
           "months and days have two digits; to subtract, put spaces around the '-'",
           Severity::Warning);
  }

  Token result = token(literal.kind, start);
  result.text.remove_prefix(literal.kind == TokenKind::Time ? 2 : 1);
  return result;
}

Token Lexer::quoted(TokenKind kind) {
  const std::size_t start = position_;
  const char quote = source_[start];
  bool has_escape = false;
  std::size_t end = start + 1;
  std::size_t last_escaped_quote = 0;
  while (end < source_.size() && source_[end] != quote) {
    if (source_[end] == '\\') {
      has_escape = true;
      ++end;
      if (at(end) == quote) last_escaped_quote = end;
    }
    ++end;
  }
  if (end >= source_.size()) {
    // `'\'` is an empty string (specification, "String"): by the grammar a backslash may be a
    // character of its own, so the last escaped quote closes what nothing else does.
    if (last_escaped_quote != 0 && !is_name(at(last_escaped_quote + 1))) {
      end = last_escaped_quote;
    } else {
      const bool string = kind == TokenKind::String;
      report(string ? ErrorCode::UnterminatedString : ErrorCode::UnterminatedIdentifier, start,
             start + 1, string ? "string is not closed" : "delimited identifier is not closed",
             std::string("close it with ") + quote);
      end = source_.size();
    }
  }
  position_ = std::min(end + 1, source_.size());
  if (quote == '"' && source_[position_ - 1] == quote) {
    report(ErrorCode::UnexpectedCharacter, start, position_, "string in double quotes",
           std::string(kQuoteHint), Severity::Warning);
  }
  Token result = token(kind, start);
  result.text = has_escape ? decode(start + 1, end) : source_.substr(start + 1, end - (start + 1));
  return result;
}

Token Lexer::variable() {
  const std::size_t start = position_++;
  while (is_name(at(position_))) ++position_;
  const std::string_view name = source_.substr(start, position_ - start);
  if (name == "$this") return token(TokenKind::This, start);
  if (name == "$index") return token(TokenKind::IndexVariable, start);
  if (name == "$total") return token(TokenKind::Total, start);
  report(ErrorCode::UnexpectedToken, start, position_,
         "'" + std::string(name) + "' is no variable of the language",
         "there are '$this', '$index' and '$total'; other variables start with '%'");
  return token(TokenKind::Invalid, start);
}

Token Lexer::symbol() {
  const std::size_t start = position_;
  const char second = at(start + 1);
  if (second == '=' || second == '~' || second == '>' || second == '&' || second == '|') {
    const std::string_view pair = source_.substr(start, 2);
    if (const auto row = std::ranges::find(kPairs, pair, &Keyword::spelling); row != kPairs.end()) {
      position_ += 2;
      return token(row->kind, start, row->op);
    }
    if (const auto row = std::ranges::find(kForeignOperators, pair, &ForeignOperator::spelling);
        row != kForeignOperators.end()) {
      position_ += 2;
      report(ErrorCode::UnexpectedCharacter, start, position_,
             "'" + std::string(pair) + "' is no operator of the language",
             "write '" + std::string(row->meant.spelling) + "'");
      return token(row->meant.kind, start, row->meant.op);
    }
  }
  if (const Keyword* row = find_symbol(source_[start])) {
    ++position_;
    return token(row->kind, start, row->op);
  }
  return foreign();
}

Token Lexer::foreign() {
  const std::size_t start = position_;
  const char32_t first = utf8::next(source_, position_);
  const auto row = std::ranges::find(kForeignCharacters, first, &ForeignCharacter::character);
  std::string hint(row == kForeignCharacters.end() ? "" : row->hint);

  if (row != kForeignCharacters.end() && !row->closing.empty()) {
    for (std::size_t end = position_; end < source_.size();) {
      const std::size_t closing = end;
      if (!row->closing.contains(utf8::next(source_, end))) continue;
      Token result = token(TokenKind::String, start);
      result.text = source_.substr(position_, closing - position_);
      position_ = end;
      result.span.end = static_cast<std::uint32_t>(end);
      report(ErrorCode::UnexpectedCharacter, start, end, "string in quotes of another kind",
             std::move(hint));
      return result;
    }
  }

  while (position_ < source_.size() && !starts_token(source_[position_])) ++position_;
  report(ErrorCode::UnexpectedCharacter, start, position_,
         "unexpected character " + describe_character(first), std::move(hint));
  return token(TokenKind::Invalid, start);
}

}  // namespace kiln::core
