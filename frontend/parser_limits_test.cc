// Texts that are too long, too deep, or no texts at all: the parser answers, whatever it is given.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "frontend/dump.h"
#include "frontend/lexer.h"
#include "frontend/parser.h"
#include "frontend/printer.h"

namespace kiln::core {
namespace {

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string first_code(const ParseResult& result) {
  return result.ok() ? "" : to_string(result.diagnostics.first_error().code);
}

/// Everything that walks an Ast, on an Ast.
void walk(const ParseResult& result) {
  const std::string text = print(result.ast);
  EXPECT_FALSE(text.empty());
  EXPECT_FALSE(dump(result.ast).empty());
  EXPECT_TRUE(same_structure(result.ast, result.ast));
  if (result.ok()) {
    EXPECT_TRUE(same_structure(parse(text, {.max_depth = 1'000'000}).ast, result.ast));
  }
}

constexpr std::size_t kMany = 100'000;

TEST(ParserLimits, AThousandNestedParenthesesParse) {
  const ParseResult result = parse(repeat("(", 1000) + "a" + repeat(")", 1000));
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(print(result.ast), "a");
}

TEST(ParserLimits, NestingIsCountedAndRefused) {
  for (const std::string_view opener :
       {"(", "f(", "a[", "X {b: ", "-", "a.where(b and (", "(-f(a[X {b: "}) {
    const std::string source = repeat(opener, kMany);
    const ParseResult result = parse(source, {.max_bytes = 16u << 20});
    EXPECT_EQ(first_code(result), "K0112") << opener;
    EXPECT_EQ(result.diagnostics.items().size(), 1u) << opener;
    walk(result);
  }
}

TEST(ParserLimits, TheLimitIsExact) {
  const ParseOptions options{.max_depth = 3};
  EXPECT_TRUE(parse("((-a))", options).ok());
  EXPECT_TRUE(parse("((a)) + f(b[0], (c)) + --d", options).ok());
  const ParseResult result = parse("a + f((-(b)))", options);
  ASSERT_EQ(first_code(result), "K0112");
  EXPECT_EQ(result.diagnostics.first_error().span, (Span{8, 9}));
}

TEST(ParserLimits, WithoutALimitDepthCostsNoStack) {
  const ParseOptions options{.max_depth = 0xFFFFFFFF};
  for (const auto& [opener, closer] :
       {std::pair{"(", ")"}, std::pair{"f(", ")"}, std::pair{"a[", "]"}, std::pair{"X {b: ", "}"},
        std::pair{"-", ""}, std::pair{"a + (b * ", ")"}}) {
    const ParseResult result = parse(repeat(opener, kMany) + "c" + repeat(closer, kMany), options);
    EXPECT_TRUE(result.ok()) << opener;
    walk(result);
  }
}

TEST(ParserLimits, LeftAssociativeChainsDoNotNest) {
  for (const std::string_view link : {" + a", ".a", "[0]", ".f()", " and a", " is T", " | a"}) {
    const ParseResult result = parse("a" + repeat(link, kMany));
    EXPECT_TRUE(result.ok()) << link;
    walk(result);
  }
}

TEST(ParserLimits, WideListsDoNotNest) {
  const ParseResult call = parse("f(a" + repeat(", a", kMany) + ")");
  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call.ast.children(call.ast.root()).size(), kMany + 2);
  const ParseResult instance = parse("X {a: 1" + repeat(", a: 1", kMany) + "}");
  ASSERT_TRUE(instance.ok());
  EXPECT_EQ(instance.ast.children(instance.ast.root()).size(), kMany + 1);
}

TEST(ParserLimits, LongTextsAreRefusedUnread) {
  const ParseResult result = parse("a + b", {.max_bytes = 4});
  EXPECT_EQ(first_code(result), "K0113");
  EXPECT_EQ(result.ast.nodes().size(), 1u);
  EXPECT_EQ(result.ast.node(result.ast.root()).kind, AstKind::Error);
  EXPECT_TRUE(parse("a + b", {.max_bytes = 5}).ok());
}

TEST(ParserLimits, InvalidUtf8IsRefusedAtItsPlace) {
  const ParseResult result = parse("a + 'b\xC3(' // \xFF");
  ASSERT_EQ(first_code(result), "K0111");
  EXPECT_EQ(result.diagnostics.first_error().span, (Span{6, 7}));
  EXPECT_EQ(result.diagnostics.items().size(), 1u);
}

/// The texts of a source's tokens, without parentheses.
std::vector<std::string> token_texts(std::string_view source) {
  TextStore text(source);
  Diagnostics diagnostics;
  Lexer lexer(text, diagnostics);
  std::vector<std::string> texts;
  for (Token token = lexer.next(); token.kind != TokenKind::End; token = lexer.next()) {
    const bool parenthesis =
        token.kind == TokenKind::LeftParenthesis || token.kind == TokenKind::RightParenthesis;
    if (!parenthesis) texts.emplace_back(token.text);
  }
  return texts;
}

/// A failed parse still gives a tree whose spans lie in the text.
void expect_sound(std::string_view source) {
  const ParseResult result = parse(source, {.max_depth = 50});
  RC_ASSERT(!result.ast.empty());
  RC_ASSERT(result.diagnostics.items().size() <= 2 * kMaxSyntaxErrors);
  for (const AstNode& node : result.ast.nodes()) {
    RC_ASSERT(node.span.start <= node.span.end);
    RC_ASSERT(node.span.end <= source.size());
    RC_ASSERT(node.name_span.start <= node.name_span.end);
    RC_ASSERT(node.name_span.end <= source.size());
    for (const AstId child : result.ast.children(node)) {
      if (child == kNoAst) continue;
      RC_ASSERT(result.ast.node(child).span.start >= node.span.start);
      RC_ASSERT(result.ast.node(child).span.end <= node.span.end);
    }
  }
  for (const Diagnostic& item : result.diagnostics.items()) {
    RC_ASSERT(item.error.span.start <= item.error.span.end);
    RC_ASSERT(item.error.span.end <= source.size());
    RC_ASSERT(!item.error.message.empty());
  }
  RC_ASSERT(!render(result.diagnostics, source, {.columns = 30}).empty() || result.ok());
  RC_ASSERT(!print(result.ast).empty());
  RC_ASSERT(!dump(result.ast).empty());
  if (!result.ok()) return;
  const std::string printed = print(result.ast);
  RC_ASSERT(same_structure(parse(printed).ast, result.ast));
  // Nothing was skipped without an error.
  RC_ASSERT(token_texts(printed) == token_texts(source));
}

RC_GTEST_PROP(ParserProperty, AnyBytesAreAnswered, ()) {
  expect_sound(
      *rc::gen::oneOf(rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
                      rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '\x7F'))));
}

RC_GTEST_PROP(ParserProperty, AnyTokensAreAnswered, ()) {
  const auto tokens = *rc::gen::resize(
      200, rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
               "a", "b", "f(", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "|",
               "&", "=", "!=", "<", "and", "or", "xor", "implies", "div", "in", "contains", "is",
               "as", "asc", "desc", "sort(", "ofType(", "is(", "1", "2147483648", "1.5", "3L",
               "'s'", "'\\u0041'", "`d`", "``", "%", "%x", "$this", "$index", "@2014", "@2014-01T",
               "@T10", "year", "days", "true", "Coding", "X {", "{:}", "{}", "//", "\n", "/*", "*/",
               "'", "`", "\\'", "==", "!", "\"", "?", "\u65e5", "@", "$x")));
  const auto separator = *rc::gen::element<std::string>("", " ");
  std::string source;
  for (const std::string& token : tokens) source += token + separator;
  expect_sound(source);
}

RC_GTEST_PROP(ParserProperty, ShortSequencesOfTokensAreAnswered, ()) {
  // Short enough that many of them are expressions.
  const auto tokens = *rc::gen::resize(
      8, rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
             "a", "b", "f(", "(", ")", "[", "]", "{", "}", ",", ":", ".", "-", "|", "and", "is",
             "desc", "sort(", "is(", "1", "'s'", "%", "$this", "days", "X {", "{:}", "div")));
  std::string source;
  for (const std::string& token : tokens) source += token + " ";
  expect_sound(source);
}

TEST(ParserLimits, ManyErrorsTakeNoLongerThanTheirText) {
  for (const std::string_view unit : {"a b ", "[(", "a desc ", "f(a]", "'\\'", "`", "@", "$", "a.",
                                      "?", "\u20ac", "{", "X {", "%", ", ", "1 2 ", "\""}) {
    const std::string source = repeat(unit, (1u << 18) / unit.size());
    EXPECT_FALSE(parse(source).diagnostics.empty()) << unit;
  }
}

}  // namespace
}  // namespace kiln::core
