// UCUM of runtime against the reference's own parser and factors.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptest/properties/generators.h"
#include "proptest/reference/units.h"
#include "runtime/ucum/atom.h"
#include "runtime/ucum/unit.h"

namespace kiln::core::properties {
namespace {

using reference::from_runtime;

std::string text(const std::optional<Decimal>& decimal) {
  return decimal ? decimal->to_string() : "nothing";
}

std::string text(const std::optional<reference::Decimal>& decimal) {
  return decimal ? reference::to_string(*decimal) : "nothing";
}

std::optional<reference::Decimal> convert(const Decimal& value, const reference::Unit& from,
                                          const reference::Unit& to) {
  const auto result = reference::convert(from_runtime(value).value, from, to);
  return result ? reference::converted_decimal(*result) : std::nullopt;
}

/// Checks that two codes are units alike here and there, and convert and compare alike.
void expect_same(const std::string& a, const std::string& b, const Decimal& value) {
  RC_LOG() << value.to_string() << " '" << a << "' in '" << b << "'\n";
  const auto from = ucum::Unit::parse(a);
  const auto to = ucum::Unit::parse(b);
  const auto reference_from = reference::parse_unit(a);
  const auto reference_to = reference::parse_unit(b);
  RC_ASSERT(from.has_value() == reference_from.has_value());
  RC_ASSERT(to.has_value() == reference_to.has_value());
  if (!from || !to) return;
  RC_ASSERT(from->is_special() == !reference_from->special.empty());
  const bool commensurable = reference::commensurable(*reference_from, *reference_to);
  RC_ASSERT(from->commensurable(*to) == commensurable);
  const auto ours = from->convert(value, *to);
  const auto theirs = convert(value, *reference_from, *reference_to);
  RC_LOG() << text(ours) << "; reference: " << text(theirs) << "\n";
  RC_ASSERT(text(ours) == text(theirs));
  if (commensurable) {
    RC_ASSERT(from->compare_size(*to) == reference::compare_size(*reference_from, *reference_to));
  }
}

RC_GTEST_PROP(UnitProperties, ConversionIsThatOfTheReference, ()) {
  const auto [a, b] = *unit_pairs();
  const Decimal value = *decimals();
  RC_PRE(is_sane(value, a));
  expect_same(a, b, value);
}

RC_GTEST_PROP(UnitProperties, AnyTextIsAUnitHereAndThere, ()) {
  const auto texts = rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("mscdkgCelPaBH[]{}()./*^10-+'%in_iU ")));
  expect_same(*texts, "m", Decimal(1));
}

RC_GTEST_PROP(UnitProperties, TermsOfTheGrammarAreReadAlike, ()) {
  const auto component = rc::gen::apply(
      [](const std::string& unit, const std::string& exponent, const std::string& join) {
        return unit + exponent + join;
      },
      rc::gen::element<std::string>("m", "cm", "s", "kg", "10*", "[iU]", "100", "{x}", "(m/s)",
                                    "Pa", "[in_i'H2O]", "[pi]", "%", "Cel"),
      rc::gen::element<std::string>("", "", "", "2", "-1", "+3", "{y}"),
      rc::gen::element<std::string>(".", "/"));
  const auto parts = *rc::gen::resize(
      5, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(component)));
  std::string code;
  for (const std::string& part : parts) code += part;
  code.pop_back();
  expect_same(code, "m", Decimal(1));
}

RC_GTEST_PROP(UnitProperties, ProductsAndQuotientsAreThoseOfTheReference, ()) {
  const std::string a = *units();
  const std::string b = *units();
  RC_LOG() << "'" << a << "' and '" << b << "'";
  RC_ASSERT(ucum::multiply_units(a, b) == reference::multiply_units(a, b));
  RC_ASSERT(ucum::divide_units(a, b) == reference::divide_units(a, b));
}

TEST(UnitProperties, EveryAtomWithEveryPrefixIsThatOfTheReference) {
  const Decimal value = *Decimal::parse("1.5");
  for (const ucum::AtomRow& atom : ucum::atoms()) {
    for (const char* prefix : {"", "k", "m", "da", "Ki"}) {
      const std::string code = std::string(prefix) + atom.code;
      const auto unit = ucum::Unit::parse(code);
      const auto expected = reference::parse_unit(code);
      ASSERT_EQ(unit.has_value(), expected.has_value()) << code;
      if (!unit) continue;
      for (const char* target :
           {"m", "s", "g", "rad", "K", "C", "cd", "1", "J", "mol/L", "V2", "Pa2"}) {
        const auto ours = unit->convert(value, *ucum::Unit::parse(target));
        const auto theirs = convert(value, *expected, *reference::parse_unit(target));
        EXPECT_EQ(text(ours), text(theirs)) << code << " in " << target;
      }
    }
  }
}

}  // namespace
}  // namespace kiln::core::properties
