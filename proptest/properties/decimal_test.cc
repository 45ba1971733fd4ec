// Decimal of runtime against the reference's exact rationals.
#include "proptest/reference/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptest/properties/generators.h"

namespace kiln::core::properties {
namespace {

using reference::from_runtime;

std::string text(const std::optional<Decimal>& decimal) {
  return decimal ? decimal->to_string() : "nothing";
}

std::string text(const std::optional<reference::Decimal>& decimal) {
  return decimal ? reference::to_string(*decimal) : "nothing";
}

#define EXPECT_SAME(ours, theirs)                                                \
  do {                                                                           \
    RC_LOG() << #ours << " = " << text(ours) << "; reference: " << text(theirs); \
    RC_ASSERT(text(ours) == text(theirs));                                       \
  } while (false)

RC_GTEST_PROP(DecimalProperties, ArithmeticIsThatOfTheReference, ()) {
  const Decimal a = *decimals();
  const Decimal b = *decimals();
  RC_LOG() << a.to_string() << " and " << b.to_string() << "\n";
  const reference::Decimal x = from_runtime(a);
  const reference::Decimal y = from_runtime(b);
  EXPECT_SAME(add(a, b), reference::add(x, y));
  EXPECT_SAME(subtract(a, b), reference::subtract(x, y));
  EXPECT_SAME(multiply(a, b), reference::multiply(x, y));
  EXPECT_SAME(divide(a, b), reference::divide(x, y));
  EXPECT_SAME(truncated_quotient(a, b), reference::truncated_quotient(x, y));
  EXPECT_SAME(remainder(a, b), reference::remainder(x, y));
}

RC_GTEST_PROP(DecimalProperties, OrderIsThatOfTheReference, ()) {
  const Decimal a = *decimals();
  const Decimal b = *decimals();
  RC_LOG() << a.to_string() << " and " << b.to_string() << "\n";
  const reference::Decimal x = from_runtime(a);
  const reference::Decimal y = from_runtime(b);
  RC_ASSERT(compare(a, b) == reference::compare(x.value, y.value));
  RC_ASSERT(equivalent(a, b) == reference::equivalent(x, y));
}

RC_GTEST_PROP(DecimalProperties, RoundingIsThatOfTheReference, ()) {
  const Decimal a = *decimals();
  RC_LOG() << a.to_string() << "\n";
  const reference::Decimal x = from_runtime(a);
  const auto whole = [](const reference::BigInteger& integer) {
    return std::optional(reference::Decimal{reference::Rational(integer), 0});
  };
  EXPECT_SAME(std::optional(a.floor()), whole(reference::floor(x.value)));
  EXPECT_SAME(std::optional(a.ceiling()), whole(reference::ceiling(x.value)));
  EXPECT_SAME(std::optional(a.truncated()), whole(reference::truncate(x.value)));
  const int digits = *rc::gen::inRange(0, 40);
  EXPECT_SAME(std::optional(a.rounded(digits)), std::optional(reference::rounded(x, digits)));
  const int precision = *rc::gen::inRange(-1, 32);
  EXPECT_SAME(a.low_boundary(precision), reference::low_boundary(x, precision));
  EXPECT_SAME(a.high_boundary(precision), reference::high_boundary(x, precision));
}

RC_GTEST_PROP(DecimalProperties, ElementaryFunctionsAreThoseOfTheReference, ()) {
  const Decimal a = *decimals();
  const Decimal b = *decimals();
  RC_LOG() << a.to_string() << " and " << b.to_string() << "\n";
  const reference::Decimal x = from_runtime(a);
  const reference::Decimal y = from_runtime(b);
  EXPECT_SAME(a.sqrt(), reference::sqrt(x));
  EXPECT_SAME(a.exp(), reference::exp(x));
  EXPECT_SAME(a.ln(), reference::ln(x));
  EXPECT_SAME(a.log(b), reference::log(x, y));
  EXPECT_SAME(a.power(b), reference::power(x, y));
}

RC_GTEST_PROP(DecimalProperties, PowersOfShortNumbersAreThoseOfTheReference, ()) {
  const Decimal a = Decimal::from_parts(*rc::gen::inRange(-200, 201), *rc::gen::inRange(0, 3));
  const Decimal exponent(*rc::gen::inRange(-40, 41));
  RC_LOG() << a.to_string() << " to the " << exponent.to_string() << "\n";
  EXPECT_SAME(a.power(exponent), reference::power(from_runtime(a), from_runtime(exponent)));
}

RC_GTEST_PROP(DecimalProperties, SmallPowersAreThoseOfTheReference, ()) {
  const Decimal a = *decimals();
  const Decimal exponent =
      *rc::gen::map(rc::gen::pair(rc::gen::inRange(-300, 300), rc::gen::inRange(0, 3)),
                    [](const std::pair<int, int>& parts) {
                      return Decimal::from_parts(parts.first, parts.second);
                    });
  RC_LOG() << a.to_string() << " to the " << exponent.to_string() << "\n";
  EXPECT_SAME(a.power(exponent), reference::power(from_runtime(a), from_runtime(exponent)));
  EXPECT_SAME(exponent.exp(), reference::exp(from_runtime(exponent)));
}

}  // namespace
}  // namespace kiln::core::properties
