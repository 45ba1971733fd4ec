#include "frontend/lexer.h"

#include <gtest/gtest.h>

#include <vector>

namespace kiln::core {
namespace {

/// The tokens of a text before End, and what was said about it.
struct Lexed {
  explicit Lexed(std::string_view source) : text(source) {
    Lexer lexer(text, diagnostics);
    for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next()) {
      tokens.push_back(token);
    }
  }
  TextStore text;
  Diagnostics diagnostics;
  std::vector<Token> tokens;
};

void expect_one(std::string_view source, TokenKind kind, std::string_view text) {
  const Lexed lexed(source);
  ASSERT_EQ(lexed.tokens.size(), 1u) << source;
  EXPECT_EQ(lexed.tokens[0].kind, kind) << source;
  EXPECT_EQ(lexed.tokens[0].text, text) << source;
  EXPECT_EQ(lexed.tokens[0].span, (Span{0, static_cast<std::uint32_t>(source.size())})) << source;
  EXPECT_TRUE(lexed.diagnostics.empty()) << source;
}

void expect_error(std::string_view source, ErrorCode code, Span span) {
  const Lexed lexed(source);
  ASSERT_EQ(lexed.diagnostics.items().size(), 1u) << source;
  EXPECT_EQ(to_string(lexed.diagnostics.first_error().code), to_string(code)) << source;
  EXPECT_EQ(lexed.diagnostics.first_error().span.start, span.start) << source;
  EXPECT_EQ(lexed.diagnostics.first_error().span.end, span.end) << source;
}

TEST(Lexer, NumbersEndWhereTheGrammarEndsThem) {
  expect_one("0", TokenKind::Integer, "0");
  expect_one("007", TokenKind::Integer, "007");
  expect_one("45L", TokenKind::Long, "45");
  expect_one("1.50", TokenKind::Decimal, "1.50");
  const Lexed call("1.convertsToInteger");
  ASSERT_EQ(call.tokens.size(), 3u);
  EXPECT_EQ(call.tokens[0].kind, TokenKind::Integer);
  EXPECT_EQ(call.tokens[1].kind, TokenKind::Dot);
  const Lexed word("1.5L");
  ASSERT_EQ(word.tokens.size(), 2u);
  EXPECT_EQ(word.tokens[1].kind, TokenKind::Identifier);
}

TEST(Lexer, DatesHaveAnyPrecision) {
  for (const std::string_view text :
       {"2014", "2014-01", "2014-01-25", "0001-01-01", "2016-02-29"}) {
    expect_one("@" + std::string(text), TokenKind::Date, text);
    expect_one("@" + std::string(text) + "T", TokenKind::DateTime, std::string(text) + "T");
  }
  for (const std::string_view text :
       {"14", "14:30", "14:30:14", "14:30:14.559", "23:59:59.9999999"}) {
    expect_one("@T" + std::string(text), TokenKind::Time, text);
    for (const std::string_view zone : {"", "Z", "+10:00", "-14:00", "+14:00"}) {
      const std::string date_time = "2014-01-25T" + std::string(text) + std::string(zone);
      expect_one("@" + date_time, TokenKind::DateTime, date_time);
    }
  }
}

TEST(Lexer, ADateEndsBeforeAMethod) {
  const Lexed lexed("@T10:30.is");
  ASSERT_EQ(lexed.tokens.size(), 3u);
  EXPECT_EQ(lexed.tokens[0].text, "10:30");
}

TEST(Lexer, FieldsOfDatesMustExist) {
  expect_error("@0000", ErrorCode::InvalidDateLiteral, {1, 5});
  expect_error("@2014-00", ErrorCode::InvalidDateLiteral, {6, 8});
  expect_error("@2014-13-01", ErrorCode::InvalidDateLiteral, {6, 8});
  expect_error("@2014-04-31", ErrorCode::InvalidDateLiteral, {9, 11});
  expect_error("@1900-02-29", ErrorCode::InvalidDateLiteral, {9, 11});
  expect_error("@2015-02-29T", ErrorCode::InvalidDateLiteral, {9, 11});
  expect_error("@T24", ErrorCode::InvalidDateLiteral, {2, 4});
  expect_error("@T10:60", ErrorCode::InvalidDateLiteral, {5, 7});
  expect_error("@2014-01-01T10:10:60", ErrorCode::InvalidDateLiteral, {18, 20});
  expect_error("@2014-01-01T10+14:01", ErrorCode::InvalidDateLiteral, {14, 20});
  expect_error("@2014-01-01T10-10:60", ErrorCode::InvalidDateLiteral, {14, 20});
  expect_error("@2014T10:30", ErrorCode::InvalidDateLiteral, {6, 11});
  expect_error("@2014-01T10", ErrorCode::InvalidDateLiteral, {9, 11});
}

TEST(Lexer, MalformedDatesAreOneToken) {
  for (const std::string_view text :
       {"@", "@20", "@T", "@T1", "@20145", "@2014-01-011", "@2014-01-01T1", "@2014-01-01T10:3",
        "@T14:34:28Z", "@T14:34:28+10:00", "@2014-01-01T10z", "@abc"}) {
    expect_error(text, ErrorCode::InvalidDateLiteral, {0, static_cast<std::uint32_t>(text.size())});
    EXPECT_EQ(Lexed(text).tokens.size(), 1u) << text;
  }
}

TEST(Lexer, ADigitAfterAPartialDateIsASubtractionWithAWarning) {
  const Lexed lexed("@2014-1");
  ASSERT_EQ(lexed.tokens.size(), 3u);
  EXPECT_FALSE(lexed.diagnostics.has_errors());
  ASSERT_EQ(lexed.diagnostics.items().size(), 1u);
  EXPECT_EQ(lexed.diagnostics.items()[0].severity, Severity::Warning);
  EXPECT_TRUE(Lexed("@2014 - 1").diagnostics.empty());
  EXPECT_TRUE(Lexed("@2014-01-01-1").diagnostics.empty());
}

TEST(Lexer, EscapesAreDecoded) {
  expect_one(R"('')", TokenKind::String, "");
  expect_one(R"('a\'b\"c\`d\\e\/f')", TokenKind::String, "a'b\"c`d\\e/f");
  expect_one(R"('\f\n\r\t')", TokenKind::String, "\f\n\r\t");
  expect_one(R"('\u0041\u00e9\u20AC')", TokenKind::String, "A\u00e9\u20ac");
  expect_one(R"('a\uD83D\uDD25b')", TokenKind::String, "a\U0001F525b");
  expect_one(R"('\u0000')", TokenKind::String, std::string_view("\0", 1));
  expect_one(R"(`a\`b c`)", TokenKind::DelimitedIdentifier, "a`b c");
  expect_one("``", TokenKind::DelimitedIdentifier, "");
}

TEST(Lexer, OtherBackslashesAreIgnored) {
  expect_one(R"('\p')", TokenKind::String, "p");
  expect_one(R"('\\p')", TokenKind::String, R"(\p)");
  expect_one(R"('\3')", TokenKind::String, "3");
  expect_one(R"('\u005')", TokenKind::String, "u005");
  expect_one(R"('\u00g0')", TokenKind::String, "u00g0");
  expect_one("'\\\u20ac'", TokenKind::String, "\u20ac");
}

TEST(Lexer, AnEscapedQuoteClosesWhatNothingElseCloses) {
  expect_one(R"('\')", TokenKind::String, "");
  expect_one(R"('a\'b\')", TokenKind::String, "a'b");
  EXPECT_EQ(Lexed(R"('\' = a)").tokens.size(), 3u);
  expect_error(R"('it\'s)", ErrorCode::UnterminatedString, {0, 1});
}

TEST(Lexer, DoubleQuotesMakeAStringWithAWarning) {
  const Lexed lexed(R"("a\"b'" = c)");
  ASSERT_EQ(lexed.tokens.size(), 3u);
  EXPECT_EQ(lexed.tokens[0].kind, TokenKind::String);
  EXPECT_EQ(lexed.tokens[0].text, "a\"b'");
  ASSERT_EQ(lexed.diagnostics.items().size(), 1u);
  EXPECT_FALSE(lexed.diagnostics.has_errors());
}

TEST(Lexer, HalvesOfSurrogatePairsAreErrors) {
  expect_error(R"('\uD83D')", ErrorCode::InvalidEscape, {1, 7});
  expect_error(R"('ab\uDD25')", ErrorCode::InvalidEscape, {3, 9});
  expect_error(R"('\uD83D\u0041')", ErrorCode::InvalidEscape, {1, 7});
  expect_error(R"('\uD83D\uDD2')", ErrorCode::InvalidEscape, {1, 7});
}

TEST(Lexer, WhatIsNotClosedIsAnError) {
  expect_error("a 'b", ErrorCode::UnterminatedString, {2, 3});
  expect_error("a `b", ErrorCode::UnterminatedIdentifier, {2, 3});
  expect_error("a /* b", ErrorCode::UnterminatedComment, {2, 4});
  expect_error("/*/", ErrorCode::UnterminatedComment, {0, 2});
}

TEST(Lexer, CommentsSeparateTokens) {
  EXPECT_EQ(Lexed("a/**/b // c\nd").tokens.size(), 3u);
  EXPECT_EQ(Lexed("a // b\rc").tokens.size(), 2u);
  EXPECT_EQ(Lexed("// at the end").tokens.size(), 0u);
  EXPECT_EQ(Lexed("'/* in a string */ // '").tokens.size(), 1u);
}

TEST(Lexer, TheLongestSymbolWins) {
  const Lexed lexed("<= < >= > != !~ =~");
  std::vector<Operator> operators;
  for (const Token& token : lexed.tokens) operators.push_back(token.op);
  EXPECT_EQ(operators, (std::vector{Operator::LessOrEqual, Operator::Less, Operator::GreaterOrEqual,
                                    Operator::Greater, Operator::NotEqual, Operator::NotEquivalent,
                                    Operator::Equal, Operator::Equivalent}));
}

TEST(Lexer, OperatorsOfOtherLanguagesBecomeWhatTheyMean) {
  const Lexed lexed("a == b");
  ASSERT_EQ(lexed.tokens.size(), 3u);
  EXPECT_EQ(lexed.tokens[1].op, Operator::Equal);
  EXPECT_EQ(lexed.diagnostics.first_error().hint, "write '='");
}

TEST(Lexer, OtherCharactersAreOneErrorARun) {
  expect_error("a ## b", ErrorCode::UnexpectedCharacter, {2, 4});
  expect_error("\u20ac\u20ac", ErrorCode::UnexpectedCharacter, {0, 6});
  expect_error("$that", ErrorCode::UnexpectedToken, {0, 5});
}

TEST(Lexer, PlainIdentifiersNeedNoBackticks) {
  for (const std::string_view name :
       {"a", "_1", "as", "contains", "in", "is", "asc", "sort", "day"}) {
    EXPECT_TRUE(is_plain_identifier(name)) << name;
  }
  for (const std::string_view name : {"", "1a", "a b", "a-b", "div", "true", "implies", "\u00e9"}) {
    EXPECT_FALSE(is_plain_identifier(name)) << name;
  }
}

}  // namespace
}  // namespace kiln::core
