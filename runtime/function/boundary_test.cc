// Precision and boundaries: §5.10.5 to §5.10.7. Against the reference:
// proptest/properties/function_test.cc.

#include "runtime/function/boundary.h"

#include <gtest/gtest.h>

#include "runtime/function/test_operand.h"

namespace kiln::core {
namespace {

using boundaries::Origin;
using testing::decimal;
using testing::quantity;
using testing::temporal;
using namespace std::string_view_literals;

std::string text(const Expected<std::optional<Operand>>& result) {
  if (!result) return to_string(result.error().code);
  return *result ? testing::text(own(**result)) : "";
}

TEST(Boundary, OfNumbersIsADecimal) {
  EXPECT_EQ(text(boundaries::low(decimal("1.587"))), "1.58650000d");
  EXPECT_EQ(text(boundaries::high(decimal("1.587"), 2)), "1.59d");
  EXPECT_EQ(text(boundaries::low(1, 0)), "0d");
  EXPECT_EQ(text(boundaries::low(1, 29)), "");
  EXPECT_EQ(text(boundaries::low(1, -1)), "");
}

TEST(Boundary, OfAQuantityIsThatOfItsValue) {
  EXPECT_EQ(text(boundaries::high(quantity("1.5 'cm'"), 1)), "1.6 'cm'");
  EXPECT_EQ(text(boundaries::low(quantity("2 days"), 0)), "1 day");
  EXPECT_EQ(text(boundaries::low(quantity("1.5 'cm'"), 29)), "");
}

TEST(Boundary, OfADateHasThePrecisionOfItsType) {
  EXPECT_EQ(text(boundaries::low(temporal("2014"))), "@2014-01-01");
  EXPECT_EQ(text(boundaries::high(temporal("2014"), 6)), "@2014-12");
  EXPECT_EQ(text(boundaries::high(temporal("T10:30"))), "@T10:30:59.999");
  EXPECT_EQ(text(boundaries::low(temporal("2014"), 17)), "");
}

TEST(Boundary, OfAnElementHasAnOffset) {
  const Temporal hour = temporal("2014-01-01T08");
  EXPECT_EQ(text(boundaries::high(hour)), "@2014-01-01T08:59:59.999");
  EXPECT_EQ(text(boundaries::low(hour, {}, Origin::FhirElement)), "@2014-01-01T08:00:00.000+14:00");
  EXPECT_EQ(text(boundaries::high(hour, {}, Origin::FhirElement)),
            "@2014-01-01T08:59:59.999-12:00");
  EXPECT_EQ(text(boundaries::low(hour, 8, Origin::FhirElement)), "@2014-01-01T");
  EXPECT_EQ(text(boundaries::low(temporal("2014-01-01T08Z"), 10, Origin::FhirElement)),
            "@2014-01-01T08Z");
  EXPECT_EQ(text(boundaries::low(temporal("2014"), {}, Origin::FhirElement)), "@2014-01-01");
  EXPECT_EQ(text(boundaries::low(temporal("T10"), {}, Origin::FhirElement)), "@T10:00:00.000");
}

TEST(Boundary, IsNotThereForTexts) {
  EXPECT_EQ(text(boundaries::low("a"sv)), "K0303");
  EXPECT_EQ(text(boundaries::high(true)), "K0303");
  EXPECT_EQ(boundaries::high("a"sv).error().message, "'highBoundary' does not take 'String'");
}

TEST(Precision, CountsDigits) {
  EXPECT_EQ(boundaries::precision(decimal("1.58700")), 5);
  EXPECT_EQ(boundaries::precision(100), 0);
  EXPECT_EQ(boundaries::precision(temporal("2014-01-05T10:30:00.000")), 17);
  EXPECT_EQ(boundaries::precision(quantity("1.5 'mg'")).error().code, ErrorCode::InputType);
  EXPECT_EQ(boundaries::precision(true).error().message, "'precision' does not take 'Boolean'");
}

}  // namespace
}  // namespace kiln::core
