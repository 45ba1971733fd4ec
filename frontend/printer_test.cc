#include "frontend/printer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <deque>

#include "frontend/ast_builder.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

TEST(Printer, NamesAreDelimitedWhereTheyMustBe) {
  EXPECT_EQ(print_identifier("name"), "name");
  EXPECT_EQ(print_identifier("div"), "`div`");
  EXPECT_EQ(print_identifier("contains"), "contains");
  EXPECT_EQ(print_identifier(""), "``");
  EXPECT_EQ(print_identifier("a`\\'b"), "`a\\`\\\\'b`");
  EXPECT_EQ(print_string("a`'\n\x01\u20ac"), "'a`\\'\\n\\u0001\u20ac'");
  EXPECT_EQ(print_type_specifier({"FHIR", "Patient.contact"}), "FHIR.Patient.contact");
  EXPECT_EQ(print_type_specifier({"", "a.b"}), "`a.b`");
  EXPECT_EQ(print_type_specifier({"a b", "c..d"}), "`a b`.c.``.d");
}

TEST(Printer, ASubtreeIsPrintedAlone) {
  const ParseResult result = parse("(a + b).c");
  EXPECT_EQ(print(result.ast, AstId{2}), "a + b");
  EXPECT_EQ(print(result.ast, AstId{3}), "(a + b).c");
}

TEST(Printer, RecoveredTreesArePrintedToo) {
  EXPECT_EQ(print(parse("a + ").ast), "a + <error>");
}

/// Trees of every shape that the parser can make, chosen by bytes: no bytes left, no more branches.
class RandomAst {
 public:
  explicit RandomAst(const std::vector<std::uint8_t>& choices) : choices_(choices) {
    expression(6);
  }
  const Ast& ast() const { return builder_.ast(); }

 private:
  std::size_t choose(std::size_t count) {
    return next_ < choices_.size() ? choices_[next_++] % count : 0;
  }
  std::string_view keep(std::string text) { return pool_.emplace_back(std::move(text)); }

  std::string_view name() {
    static const std::vector<std::string> kNames{
        "a",        "name", "is",   "as",       "ofType",       "sort", "asc", "desc",  "in",
        "contains", "div",  "true", "day",      "years",        "",     "a b", "a.b",   "`",
        "\\",       "'",    "\n",   "\x01\x7f", "\u65e5\u672c", "1",    "-",   "u0041", "\\u0041"};
    return kNames[choose(kNames.size())];
  }
  QualifiedName type() {
    if (choose(2) == 0) return {{}, name()};
    std::string_view qualifier = name();
    std::string path(name());
    for (std::size_t parts = choose(3); parts > 0; --parts) path += "." + std::string(name());
    if (qualifier.empty()) qualifier = "FHIR";
    return {qualifier, keep(std::move(path))};
  }

  AstId literal() {
    switch (choose(11)) {
      case 0:
        return builder_.add({.kind = AstKind::Integer, .text = "1"});
      case 1:
        return builder_.add({.kind = AstKind::Empty});
      case 2:
        return builder_.add({.kind = AstKind::Boolean, .text = "true"});
      case 3:
        return builder_.add({.kind = AstKind::String, .text = name()});
      case 4:
        return builder_.add({.kind = AstKind::Long, .text = "0045"});
      case 5:
        return builder_.add({.kind = AstKind::Decimal, .text = "1.50"});
      case 6:
        return builder_.add({.kind = AstKind::Date, .text = "2014-01"});
      case 7:
        return builder_.add({.kind = AstKind::DateTime, .text = "2014T"});
      case 8:
        return builder_.add({.kind = AstKind::Time, .text = "14:30"});
      case 9:
        return builder_.add({.kind = AstKind::Quantity, .text = "4.5", .name = name()});
      default:
        return builder_.add({.kind = AstKind::Quantity, .flag = true, .text = "4", .name = "days"});
    }
  }

  AstId leaf() {
    switch (choose(4)) {
      case 0:
        return builder_.add({.kind = AstKind::Member, .name = name()});
      case 1:
        return builder_.add({.kind = AstKind::ExternalConstant, .name = name()});
      case 2:
        return variable({});
      default:
        return literal();
    }
  }

  AstId variable(std::span<const AstId> focus) {
    switch (choose(3)) {
      case 0:
        return builder_.add({.kind = AstKind::This, .text = "$this"}, focus);
      case 1:
        return builder_.add({.kind = AstKind::IndexVariable, .text = "$index"}, focus);
      default:
        return builder_.add({.kind = AstKind::Total, .text = "$total"}, focus);
    }
  }

  AstId call(std::size_t depth) {
    std::vector<AstId> children{choose(2) == 0 ? kNoAst : expression(depth)};
    const std::string_view function = name();
    for (std::size_t arguments = choose(3); arguments > 0; --arguments) {
      if (takes_type_specifier(function) && choose(2) == 0) {
        const QualifiedName specifier = type();
        children.push_back(builder_.add({.kind = AstKind::TypeSpecifier,
                                         .name = specifier.name,
                                         .qualifier = specifier.qualifier}));
        continue;
      }
      AstId argument = expression(depth);
      if (function == "sort") {
        static constexpr Operator kDirections[] = {Operator::None, Operator::Ascending,
                                                   Operator::Descending};
        argument = builder_.add({.kind = AstKind::SortKey, .op = kDirections[choose(3)]}, argument);
      }
      children.push_back(argument);
    }
    return builder_.add({.kind = AstKind::Call, .name = function}, children);
  }

  AstId instance(std::size_t depth) {
    const QualifiedName specifier = type();
    std::vector<AstId> fields;
    for (std::size_t count = choose(3); count > 0; --count) {
      const AstId value = expression(depth);
      fields.push_back(builder_.add({.kind = AstKind::InstanceField, .name = name()}, value));
    }
    return builder_.add({.kind = AstKind::InstanceSelector,
                         .name = specifier.name,
                         .qualifier = specifier.qualifier},
                        fields);
  }

  AstId expression(std::size_t depth) {
    if (depth == 0 || next_ >= choices_.size()) return leaf();
    --depth;
    switch (choose(9)) {
      case 0:
        return leaf();
      case 1: {
        const AstId focus = expression(depth);
        return builder_.add({.kind = AstKind::Member, .name = name()}, focus);
      }
      case 2:
        return call(depth);
      case 3: {
        const AstId focus = expression(depth);
        return builder_.add({.kind = AstKind::Index}, focus, expression(depth));
      }
      case 4: {
        const Operator op = choose(2) == 0 ? Operator::Minus : Operator::Plus;
        const AstId operand = op == Operator::Minus && choose(8) == 0
                                  ? builder_.add({.kind = AstKind::Integer, .text = "2147483648"})
                                  : expression(depth);
        return builder_.add({.kind = AstKind::Unary, .op = op}, operand);
      }
      case 5: {
        const AstId operand = expression(depth);
        const QualifiedName specifier = type();
        return builder_.add({.kind = AstKind::TypeOperation,
                             .op = choose(2) == 0 ? Operator::Is : Operator::As,
                             .name = specifier.name,
                             .qualifier = specifier.qualifier},
                            operand);
      }
      case 6:
        return instance(depth);
      case 7: {
        const AstId focus = expression(depth);
        return variable(std::span(&focus, 1));
      }
      default: {
        const AstId left = expression(depth);
        return builder_.add({.kind = AstKind::Binary, .op = infix()}, left, expression(depth));
      }
    }
  }

  Operator infix() {
    static const std::vector<Operator> kInfix = [] {
      std::vector<Operator> all;
      for (int i = 0; i <= static_cast<int>(Operator::Descending); ++i) {
        const Operator op{static_cast<std::uint8_t>(i)};
        if (precedence_of(op) > 0 && op != Operator::Is && op != Operator::As) all.push_back(op);
      }
      return all;
    }();
    return kInfix[choose(kInfix.size())];
  }

  const std::vector<std::uint8_t>& choices_;
  std::size_t next_ = 0;
  std::deque<std::string> pool_;
  AstBuilder builder_{""};
};

RC_GTEST_PROP(PrinterProperty, WhatIsPrintedParsesToTheSameTree, ()) {
  const auto choices = *rc::gen::resize(300, rc::gen::arbitrary<std::vector<std::uint8_t>>());
  const RandomAst random(choices);
  const std::string text = print(random.ast());
  const ParseResult result = parse(text);
  RC_TAG(choices.size() / 50 * 50);
  if (!result.ok()) RC_FAIL(text + "\n" + render(result.diagnostics, text));
  if (!same_structure(result.ast, random.ast())) RC_FAIL(text + " is read as " + print(result.ast));
}

RC_GTEST_PROP(PrinterProperty, NoPairOfParenthesesCouldGo, ()) {
  const auto choices = *rc::gen::resize(100, rc::gen::arbitrary<std::vector<std::uint8_t>>());
  const RandomAst random(choices);
  const std::string text = print(random.ast());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') open.push_back(i);
    if (text[i] != ')' || open.empty()) continue;
    std::string without = text;
    without[i] = ' ';
    without[open.back()] = ' ';
    open.pop_back();
    const ParseResult result = parse(without);
    // After a type a call ends the type by itself; the parentheses stay for the reader.
    const bool for_the_reader = text.substr(0, i).find(" as ") != std::string::npos ||
                                text.substr(0, i).find(" is ") != std::string::npos;
    RC_ASSERT(for_the_reader || !result.ok() || !same_structure(result.ast, random.ast()));
  }
}

}  // namespace
}  // namespace kiln::core
