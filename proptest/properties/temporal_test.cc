// Dates and times of runtime against the reference's day counts.
#include "proptest/reference/temporal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptest/properties/generators.h"
#include "runtime/function/temporal_arithmetic.h"

namespace kiln::core::properties {
namespace {

using reference::from_runtime;
using reference::to_runtime;

std::string text(const std::optional<Temporal>& temporal) {
  return temporal ? temporal->to_literal() : "nothing";
}

std::string text(const Expected<Temporal>& temporal) {
  return temporal ? temporal->to_literal() : to_string(temporal.error().code);
}

bool is_time(const Temporal& temporal) {
  return temporal.kind == Temporal::Kind::Time;
}

RC_GTEST_PROP(TemporalProperties, TheReferenceKeepsWhatIsWritten, ()) {
  const Temporal value = *temporals();
  RC_LOG() << value.to_literal();
  RC_ASSERT(to_runtime(from_runtime(value)) == value);
}

RC_GTEST_PROP(TemporalProperties, OrderIsThatOfTheReference, ()) {
  const Temporal a = *temporals();
  const Temporal b = *temporals();
  RC_PRE(is_time(a) == is_time(b));
  RC_LOG() << a.to_literal() << " and " << b.to_literal();
  RC_ASSERT(compare(a, b) == reference::compare(from_runtime(a), from_runtime(b)));
  RC_ASSERT(equivalent(a, b) == reference::equivalent(from_runtime(a), from_runtime(b)));
}

RC_GTEST_PROP(TemporalProperties, BoundariesAreThoseOfTheReference, ()) {
  const Temporal value = *temporals();
  const int digits = *rc::gen::inRange(-1, 19);
  RC_LOG() << value.to_literal() << " to " << digits << " digits";
  const auto low = reference::low_boundary(from_runtime(value), digits);
  const auto high = reference::high_boundary(from_runtime(value), digits);
  RC_ASSERT(text(low_boundary(value, digits)) == (low ? to_runtime(*low).to_literal() : "nothing"));
  RC_ASSERT(text(high_boundary(value, digits)) ==
            (high ? to_runtime(*high).to_literal() : "nothing"));
}

RC_GTEST_PROP(TemporalProperties, ArithmeticIsThatOfTheReference, ()) {
  const Temporal value = *temporals();
  const Quantity amount{*decimals(), *calendar_keywords(), true};
  RC_LOG() << value.to_literal() << " plus " << amount.to_string();
  const Expected<reference::Temporal> expected = reference::plus(
      from_runtime(value), from_runtime(amount.value).value, *calendar_unit(amount.unit));
  const Expected<Temporal> sum = add(value, amount);
  RC_LOG() << " is " << text(sum) << "\n";
  RC_ASSERT(text(sum) ==
            (expected ? to_runtime(*expected).to_literal() : to_string(expected.error().code)));
}

RC_GTEST_PROP(TemporalProperties, IntervalsAreThoseOfTheReference, ()) {
  const Temporal a = *temporals();
  const Temporal b = *temporals();
  const std::string unit = *calendar_keywords();
  const TemporalField field = *calendar_unit(unit);
  const bool dates = a.kind == Temporal::Kind::Date && b.kind == Temporal::Kind::Date;
  RC_PRE(is_time(a) == is_time(b));
  RC_PRE(!is_time(a) || field >= TemporalField::Hour);
  RC_PRE(!dates || field <= TemporalField::Day);
  RC_LOG() << a.to_literal() << " to " << b.to_literal() << " in " << unit;
  const auto as_integer = [](std::optional<std::int64_t> value) {
    return value ? reference::to_int32(reference::Rational(*value)) : std::nullopt;
  };
  RC_ASSERT(duration(a, b, unit).value() ==
            as_integer(reference::duration(from_runtime(a), from_runtime(b), field)));
  RC_ASSERT(difference(a, b, unit).value() ==
            as_integer(reference::difference(from_runtime(a), from_runtime(b), field)));
}

}  // namespace
}  // namespace kiln::core::properties
