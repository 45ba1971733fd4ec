// What the golden cases do not show: spans, versions, decisions on single literals.
#include "frontend/parser.h"

#include <gtest/gtest.h>

#include "frontend/printer.h"

namespace kiln::core {
namespace {

/// Every node's text, by its span, in post-order.
std::vector<std::string> texts(std::string_view source) {
  const ParseResult result = parse(source);
  EXPECT_TRUE(result.ok()) << render(result.diagnostics, source);
  std::vector<std::string> texts;
  for (const AstNode& node : result.ast.nodes()) {
    texts.emplace_back(source.substr(node.span.start, node.span.end - node.span.start));
  }
  return texts;
}

std::vector<std::string> codes(std::string_view source, const ParseOptions& options = {}) {
  const ParseResult result = parse(source, options);
  std::vector<std::string> codes;
  for (const Diagnostic& item : result.diagnostics.items()) {
    if (item.severity == Severity::Error) codes.push_back(to_string(item.error.code));
  }
  return codes;
}

using Strings = std::vector<std::string>;

TEST(Parser, ASpanIsTheTextOfItsNodeWithItsParentheses) {
  EXPECT_EQ(texts("(a + b) . c [ 0 ]"),
            (Strings{"a", "b", "(a + b)", "(a + b) . c", "0", "(a + b) . c [ 0 ]"}));
  EXPECT_EQ(texts("f( a ,((b)))"), (Strings{"a", "((b))", "f( a ,((b)))"}));
  EXPECT_EQ(texts("- 4 'mg' is X . Y"), (Strings{"4 'mg'", "- 4 'mg'", "- 4 'mg' is X . Y"}));
  EXPECT_EQ(texts(" % a /**/ "), (Strings{"% a"}));
  EXPECT_EQ(texts("A.B { c : d }"), (Strings{"d", "c : d", "A.B { c : d }"}));
  EXPECT_EQ(texts("a.sort(b desc)"), (Strings{"a", "b", "b desc", "a.sort(b desc)"}));
}

TEST(Parser, NamesAndOperatorsHaveSpansOfTheirOwn) {
  const ParseResult result = parse("a.`b`(1 'mg')[2] >= -c as D . E");
  ASSERT_TRUE(result.ok());
  const auto name_of = [&](std::uint32_t id) {
    const Span span = result.ast.node(AstId{id}).name_span;
    return std::string(result.ast.source().substr(span.start, span.end - span.start));
  };
  Strings names;
  for (std::uint32_t id = 0; id < result.ast.nodes().size(); ++id) names.push_back(name_of(id));
  EXPECT_EQ(names, (Strings{"a", "'mg'", "`b`", "", "[2]", "c", "-", "D . E", ">="}));
}

TEST(Parser, NamesAreViewsIntoTheAst) {
  ParseResult result = parse(std::string("`a\\u0041`.b"));
  const Ast moved = std::move(result.ast);
  EXPECT_EQ(moved.node(AstId{0}).name, "aA");
  EXPECT_EQ(moved.node(AstId{1}).name, "b");
  EXPECT_EQ(moved.source(), "`a\\u0041`.b");
}

TEST(Parser, EveryNodeButTheRootIsAChildOnce) {
  const ParseResult result =
      parse("a.f(b, -c[0]).sort(d desc) is E.F or X {y: {}, z: ofType(Q)} ~ 4 'mg'");
  ASSERT_TRUE(result.ok());
  std::vector<int> uses(result.ast.nodes().size());
  for (std::uint32_t id = 0; id < result.ast.nodes().size(); ++id) {
    for (const AstId child : result.ast.children(AstId{id})) {
      if (child == kNoAst) continue;
      EXPECT_LT(static_cast<std::uint32_t>(child), id);
      ++uses[static_cast<std::uint32_t>(child)];
    }
  }
  EXPECT_EQ(std::ranges::count(uses, 1), std::ssize(uses) - 1);
  EXPECT_EQ(uses[static_cast<std::uint32_t>(result.ast.root())], 0);
}

TEST(Parser, TheLeastIntegersAreLiteralsUnderAMinus) {
  EXPECT_EQ(codes("2147483647"), Strings{});
  EXPECT_EQ(codes("-2147483648"), Strings{});
  EXPECT_EQ(codes("-(0002147483648)"), Strings{});
  EXPECT_EQ(codes("2147483648"), Strings{"K0109"});
  EXPECT_EQ(codes("+2147483648"), Strings{"K0109"});
  EXPECT_EQ(codes("1 - 2147483648"), Strings{"K0109"});
  EXPECT_EQ(codes("-2147483648.abs()"), Strings{"K0109"});
  EXPECT_EQ(codes("-2147483649"), Strings{"K0109"});
  EXPECT_EQ(codes("-9223372036854775808L + 9223372036854775807L"), Strings{});
  EXPECT_EQ(codes("9223372036854775808L"), Strings{"K0109"});
  EXPECT_EQ(codes("-9223372036854775809L"), Strings{"K0109"});
  EXPECT_EQ(codes("4294967296 'mg' + 4294967296.0"), Strings{});
}

TEST(Parser, DecimalsHaveAsManyDigitsAsCanBeComputedWith) {
  const std::string digits(38, '9');
  EXPECT_EQ(codes(digits + ".0"), Strings{"K0110"});
  EXPECT_EQ(codes(digits.substr(1) + ".0"), Strings{});
  EXPECT_EQ(codes("000" + digits.substr(1) + ".0"), Strings{});
  EXPECT_EQ(codes("0." + digits.substr(1)), Strings{});
  EXPECT_EQ(codes("0." + digits), Strings{"K0110"});
  EXPECT_EQ(codes(digits + " days"), Strings{});
  EXPECT_EQ(codes("1" + digits + " days"), Strings{"K0110"});
}

TEST(Parser, TheEarlierVersionSaysWhatItDoesNotHave) {
  const ParseOptions v2{.language = LanguageVersion::V2};
  EXPECT_EQ(codes("45L", v2), Strings{"K0211"});
  EXPECT_EQ(codes("Period {:}", v2), Strings{"K0211"});
  EXPECT_EQ(codes("Coding {code: 1L}", v2), (Strings{"K0211", "K0211"}));
  EXPECT_EQ(codes("a.sort(b desc, c asc)", v2), (Strings{"K0211", "K0211"}));
  EXPECT_EQ(codes("asc.desc.sort", v2), Strings{});
  EXPECT_EQ(codes("45L = Coding {code: 1L}.sort(b desc)"), Strings{});
}

TEST(Parser, TypeArgumentsThatAreNoPathsStayExpressions) {
  const auto argument = [](std::string_view source) {
    const ParseResult result = parse(source);
    EXPECT_TRUE(result.ok());
    return result.ast.node(result.ast.children(result.ast.root())[1]).kind;
  };
  EXPECT_EQ(argument("is(A.B)"), AstKind::TypeSpecifier);
  EXPECT_EQ(argument("is((A))"), AstKind::Member);
  EXPECT_EQ(argument("ofType('A')"), AstKind::String);
  EXPECT_EQ(argument("as(A.b())"), AstKind::Call);
  EXPECT_EQ(argument("where(A)"), AstKind::Member);
}

TEST(Parser, TypePathsKeepTheirDots) {
  const auto type = [](std::string_view source) {
    const ParseResult result = parse(source);
    EXPECT_TRUE(result.ok());
    const QualifiedName name = result.ast.node(result.ast.root()).type_specifier();
    return std::string(name.qualifier) + "|" + std::string(name.name);
  };
  EXPECT_EQ(type("x is Patient"), "|Patient");
  EXPECT_EQ(type("x is FHIR.Patient"), "FHIR|Patient");
  EXPECT_EQ(type("x is FHIR.Patient.contact"), "FHIR|Patient.contact");
  EXPECT_EQ(type("x is FHIR . `Pat\\u0069ent` /**/ . contact"), "FHIR|Patient.contact");
  EXPECT_EQ(type("x is `FHIR`.``.``"), "FHIR|.");
  EXPECT_EQ(type("x is as.is.in"), "as|is.in");
}

TEST(Parser, AfterManyErrorsTheRestIsNotLookedAt) {
  std::string source;
  for (int i = 0; i < 1000; ++i) source += "a b + ";
  const ParseResult result = parse(source);
  EXPECT_EQ(result.diagnostics.items().size(), kMaxSyntaxErrors);
  EXPECT_FALSE(result.ast.empty());
}

TEST(Parser, ManyWarningsCutNothingOff) {
  std::string source = "text";
  for (std::size_t i = 0; i < 3 * kMaxSyntaxErrors; ++i) source += ".div";
  const ParseResult result = parse(source);
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.diagnostics.items().size(), kMaxSyntaxErrors);
  EXPECT_EQ(result.ast.nodes().size(), 3 * kMaxSyntaxErrors + 1);
  EXPECT_EQ(codes(source + " = "), Strings{"K0102"});
}

TEST(Parser, OneTokenMakesNoMoreErrorsThanTheRest) {
  std::string source = "'";
  for (int i = 0; i < 1000; ++i) source += "\\uD800";
  EXPECT_EQ(codes(source + "'").size(), kMaxSyntaxErrors);
}

TEST(Parser, DiagnosticsAreInTheOrderOfTheText) {
  const ParseResult result = parse("f(2147483648, a b, '\\uD800', @2015-13) + ");
  ASSERT_EQ(result.diagnostics.items().size(), 5u);
  EXPECT_TRUE(std::ranges::is_sorted(result.diagnostics.items(), {},
                                     [](const Diagnostic& d) { return d.error.span.start; }));
}

TEST(SameStructure, LooksAtTheTreeAndNotAtTheText) {
  const auto same = [](std::string_view a, std::string_view b) {
    return same_structure(parse(a).ast, parse(b).ast);
  };
  EXPECT_TRUE(same("a+b", " ( a ) + /**/ `b` "));
  EXPECT_TRUE(same("(a + b) + c", "a + b + c"));
  EXPECT_FALSE(same("a + (b + c)", "a + b + c"));
  EXPECT_FALSE(same("a + b", "a - b"));
  EXPECT_FALSE(same("1", "1.0"));
  EXPECT_FALSE(same("1 'day'", "1 day"));
  EXPECT_FALSE(same("f(a)", "a.f()"));
  EXPECT_FALSE(same("a is B.C", "a is `B.C`"));
}

}  // namespace
}  // namespace kiln::core
