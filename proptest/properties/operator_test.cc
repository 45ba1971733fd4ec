// Operators of runtime on any two System values against the reference's: the same value, nothing,
// or the same error.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptest/properties/generators.h"
#include "proptest/reference/arithmetic.h"
#include "proptest/reference/comparison.h"
#include "proptest/reference/equality.h"
#include "proptest/reference/literal.h"
#include "runtime/function/arithmetic.h"
#include "runtime/function/comparison.h"
#include "runtime/function/equality.h"

namespace kiln::core::properties {
namespace {

using reference::Dialect;
using reference::Item;
using reference::show;

Item item_of(const SystemValue& value) {
  return std::visit([](const auto& content) { return reference::from_value(content); }, value);
}

std::string show_ours(const operators::ArithmeticResult& result) {
  if (!result) return to_string(result.error().code);
  return *result ? show(item_of(**result)) : "{}";
}

std::string show_ours(const std::optional<bool>& result) {
  return show(Expected<std::optional<bool>>(result));
}

std::string show_order(const Expected<PartialOrdering>& result) {
  if (!result) return to_string(result.error().code);
  if (!*result) return "{}";
  return **result < 0 ? "<" : **result > 0 ? ">" : "=";
}

void expect_same(std::string_view symbol, const std::string& ours, const std::string& theirs) {
  RC_LOG() << symbol << ": " << ours << "; reference: " << theirs << "\n";
  RC_ASSERT(ours == theirs);
}

struct Case {
  SystemValue a, b;
  Item left, right;
  Rules rules;
  Dialect dialect;
};

Case any_case() {
  auto [a, b] = *operand_pairs();
  const bool v2 = *rc::gen::weightedElement<bool>({{1, true}, {3, false}});
  Case result{a, b, item_of(a), item_of(b), {}, {}};
  result.rules.language = v2 ? LanguageVersion::V2 : LanguageVersion::V3;
  result.dialect.language = result.rules.language;
  RC_LOG() << show(result.left) << " and " << show(result.right) << (v2 ? " in 2.0.0\n" : "\n");
  return result;
}

RC_GTEST_PROP(OperatorProperties, ArithmeticIsThatOfTheReference, ()) {
  const Case c = any_case();
  const Operand a = view(c.a);
  const Operand b = view(c.b);
  expect_same("+", show_ours(operators::add(a, b, c.rules)),
              show(reference::add(c.dialect, c.left, c.right)));
  expect_same("-", show_ours(operators::subtract(a, b, c.rules)),
              show(reference::subtract(c.dialect, c.left, c.right)));
  expect_same("*", show_ours(operators::multiply(a, b)),
              show(reference::multiply(c.dialect, c.left, c.right)));
  expect_same("/", show_ours(operators::divide(a, b)),
              show(reference::divide(c.dialect, c.left, c.right)));
  expect_same("div", show_ours(operators::div(a, b)),
              show(reference::div(c.dialect, c.left, c.right)));
  expect_same("mod", show_ours(operators::mod(a, b)),
              show(reference::mod(c.dialect, c.left, c.right)));
  expect_same("unary -", show_ours(operators::negate(a)),
              show(reference::minus(c.dialect, c.left)));
}

RC_GTEST_PROP(OperatorProperties, EqualityAndOrderAreThoseOfTheReference, ()) {
  const Case c = any_case();
  RC_PRE(is_moderate(c.a) && is_moderate(c.b));
  const Operand a = view(c.a);
  const Operand b = view(c.b);
  expect_same("=", show_ours(operators::equal(a, b, c.rules)),
              show(reference::equal(c.dialect, c.left, c.right)));
  expect_same("~", show_ours(operators::equivalent(a, b, c.rules)),
              show(reference::equivalent(c.dialect, c.left, c.right)));
  expect_same("<=>", show_order(operators::compare(a, b, c.rules)),
              show_order(reference::compare(c.dialect, c.left, c.right)));
}

}  // namespace
}  // namespace kiln::core::properties
