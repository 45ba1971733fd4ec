// Quantities of runtime against the reference's.
#include "proptest/reference/quantity.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptest/properties/generators.h"
#include "runtime/function/quantity_arithmetic.h"
#include "runtime/function/quantity_conversion.h"

namespace kiln::core::properties {
namespace {

using reference::from_runtime;

std::string text(const std::optional<Quantity>& quantity) {
  return quantity ? quantity->to_string() : "nothing";
}

std::string text(const std::optional<reference::Quantity>& quantity) {
  return quantity ? reference::to_runtime(*quantity).to_string() : "nothing";
}

void expect_same(std::string_view what, const std::optional<Quantity>& ours,
                 const std::optional<reference::Quantity>& theirs) {
  RC_LOG() << what << ": " << text(ours) << "; reference: " << text(theirs) << "\n";
  RC_ASSERT(text(ours) == text(theirs));
}

RC_GTEST_PROP(QuantityProperties, OrderIsThatOfTheReference, ()) {
  const auto [a, b] = *quantity_pairs();
  RC_PRE(is_moderate(a) && is_moderate(b));
  const auto language = *rc::gen::element(LanguageVersion::V2, LanguageVersion::V3);
  RC_LOG() << a.to_string() << " and " << b.to_string() << " in " << to_string(language) << "\n";
  const reference::Quantity x = from_runtime(a);
  const reference::Quantity y = from_runtime(b);
  RC_ASSERT(compare(a, b, language) == reference::compare(language, x, y));
  RC_ASSERT(equal(a, b, language) == reference::equal(language, x, y));
  RC_ASSERT(equivalent(a, b) == reference::equivalent(x, y));
}

RC_GTEST_PROP(QuantityProperties, ArithmeticIsThatOfTheReference, ()) {
  const auto [a, b] = *quantity_pairs();
  RC_LOG() << a.to_string() << " and " << b.to_string() << "\n";
  const reference::Quantity x = from_runtime(a);
  const reference::Quantity y = from_runtime(b);
  expect_same("sum", add(a, b), reference::add(x, y));
  expect_same("difference", subtract(a, b), reference::subtract(x, y));
  expect_same("product", multiply(a, b), reference::multiply(x, y));
  expect_same("quotient", divide(a, b), reference::divide(x, y));
}

RC_GTEST_PROP(QuantityProperties, ConversionIsThatOfTheReference, ()) {
  const auto [a, b] = *quantity_pairs();
  RC_LOG() << a.to_string() << " in " << b.unit << "\n";
  expect_same("converted", convert(a, b.unit), reference::converted(from_runtime(a), b.unit));
}

}  // namespace
}  // namespace kiln::core::properties
