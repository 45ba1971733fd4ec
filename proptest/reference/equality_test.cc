#include "proptest/reference/equality.h"

#include <gtest/gtest.h>

#include "proptest/reference/comparison.h"
#include "proptest/reference/literal.h"

namespace kiln::core::reference {
namespace {

const Dialect kV3{};
const Dialect kV2{LanguageVersion::V2, nullptr};

std::string eq(std::string_view a, std::string_view b, const Dialect& dialect = kV3) {
  return show(equal(dialect, literal(a), literal(b)));
}

std::string eqv(std::string_view a, std::string_view b) {
  return show(equivalent(kV3, literal(a), literal(b)));
}

std::string order(std::string_view a, std::string_view b, const Dialect& dialect = kV3) {
  const Expected<PartialOrdering> result = compare(dialect, literal(a), literal(b));
  if (!result) return to_string(result.error().code);
  if (!*result) return "{}";
  return **result < 0 ? "<" : **result > 0 ? ">" : "=";
}

Collection items(std::initializer_list<const char*> literals) {
  Collection result;
  for (const char* text : literals) result.push_back(literal(text));
  return result;
}

TEST(ReferenceEquality, OfSystemValues) {
  EXPECT_EQ(eq("1.10", "1.1"), "true");
  EXPECT_EQ(eq("0.0", "0"), "true");
  EXPECT_EQ(eq("1", "1L"), "true");
  EXPECT_EQ(eq("1L", "1.00"), "true");
  EXPECT_EQ(eq("23", "23 '1'"), "true");
  EXPECT_EQ(eq("'a'", "'A'"), "false");
  EXPECT_EQ(eq("'1'", "1"), "false");
  EXPECT_EQ(eq("true", "true"), "true");
  EXPECT_EQ(eq("@2012", "@2012-01"), "{}");
  EXPECT_EQ(eq("@2012-01-01T10:30:31.1", "@2012-01-01T10:30:31"), "false");
  EXPECT_EQ(eq("@2012-04-15", "@2012-04-15T10:00:00"), "{}");
  EXPECT_EQ(eq("@2012-04-15", "@2012-04-15T"), "true");
  EXPECT_EQ(eq("@T10:30", "@2012"), "false");
}

TEST(ReferenceEquality, OfQuantities) {
  EXPECT_EQ(eq("1 'cm'", "10.0 'mm'"), "true");
  EXPECT_EQ(eq("1 'cm'", "1 'm'"), "false");
  EXPECT_EQ(eq("1 'cm'", "1 's'"), "{}");
  EXPECT_EQ(eq("23 'Cel'", "73.4 '[degF]'"), "true");
  EXPECT_EQ(eq("1 'nonsense'", "1 'nonsense'"), "{}");
}

TEST(ReferenceEquality, OfDurations) {
  EXPECT_EQ(eq("1 'h'", "3600 's'"), "true");
  EXPECT_EQ(eq("1 hour", "3600 's'"), "true");
  EXPECT_EQ(eq("1 year", "1 'a'"), "{}");
  EXPECT_EQ(eq("1 year", "12 months"), "true");
  EXPECT_EQ(eq("1 year", "365 days"), "true");
  EXPECT_EQ(eq("1 year", "360 days"), "false");
  EXPECT_EQ(eq("1 year", "12 'mo'"), "{}");
  EXPECT_EQ(eq("30 days", "1 'mo'"), "{}");
  EXPECT_EQ(eq("365 'd'", "1 year"), "{}");
  EXPECT_EQ(eq("1 week", "1 'wk'"), "true");
  EXPECT_EQ(eq("1 second", "1 's'"), "true");
  EXPECT_EQ(eq("7 days", "1 'wk'"), "true");
  EXPECT_EQ(eq("1 week", "7 'd'"), "true");
  EXPECT_EQ(eq("1 day", "1 'm'"), "{}");
}

TEST(ReferenceEquality, OfDurationsIn200) {
  EXPECT_EQ(eq("1 year", "1 'a'", kV2), "false");
  EXPECT_EQ(eq("7 days", "1 'wk'", kV2), "false");
  EXPECT_EQ(eq("1 hour", "1 'h'", kV2), "false");
  EXPECT_EQ(eq("1 second", "1 's'", kV2), "true");
  EXPECT_EQ(eq("1 second", "1000 'ms'", kV2), "true");
  EXPECT_EQ(order("2 hours", "1 'h'", kV2), "{}");
  EXPECT_EQ(order("2 seconds", "1 's'", kV2), ">");
}

TEST(ReferenceEquality, OfCollectionsIsOrderedAndKnowsThreeAnswers) {
  const auto eq_all = [](const Collection& a, const Collection& b, const Dialect& dialect = kV3) {
    return show(equal(dialect, a, b));
  };
  EXPECT_EQ(eq_all({}, {}), "{}");
  EXPECT_EQ(eq_all(items({"1"}), {}), "{}");
  EXPECT_EQ(eq_all(items({"1", "2", "3"}), items({"3", "2", "1"})), "false");
  EXPECT_EQ(eq_all(items({"1", "2", "3"}), items({"1", "2", "3"})), "true");
  EXPECT_EQ(eq_all(items({"1", "2"}), items({"1"})), "false");
  EXPECT_EQ(eq_all(items({"@2012", "1"}), items({"@2012-01", "1"})), "{}");
  EXPECT_EQ(eq_all(items({"@2012", "1"}), items({"@2012-01", "2"})), "false");
  EXPECT_EQ(eq_all(items({"@2012", "1"}), items({"@2012-01", "1"}), kV2), "false");
}

TEST(ReferenceEquivalence, OfSystemValues) {
  EXPECT_EQ(eqv("1.10", "1.1"), "true");
  EXPECT_EQ(eqv("0.6666666666666666666666666667", "0.67"), "true");
  EXPECT_EQ(eqv("0.0", "0"), "true");
  EXPECT_EQ(eqv("23", "23 '1'"), "true");
  EXPECT_EQ(eqv("'a'", "'A'"), "true");
  EXPECT_EQ(eqv("'a b'", "'a\tb'"), "true");
  EXPECT_EQ(eqv("'a     b'", "'a b'"), "false");
  EXPECT_EQ(eqv("@2012-01", "@2012"), "false");
  EXPECT_EQ(eqv("@2012-01-01T10:30:31.0", "@2012-01-01T10:30:31"), "true");
  EXPECT_EQ(eqv("@2012-01-01T10:30:31.1", "@2012-01-01T10:30:31"), "false");
}

TEST(ReferenceEquivalence, OfQuantities) {
  EXPECT_EQ(eqv("2.1 'cm'", "21 'mm'"), "true");
  EXPECT_EQ(eqv("21 'mm'", "2 'cm'"), "true");
  EXPECT_EQ(eqv("4 'g'", "4000 'mg'"), "true");
  EXPECT_EQ(eqv("4 'g'", "4040 'mg'"), "true");
  EXPECT_EQ(eqv("1 '[in_i]'", "2.5 'cm'"), "true");
  EXPECT_EQ(eqv("23 'Cel'", "73.4 '[degF]'"), "true");
  EXPECT_EQ(eqv("1 'cm'", "1 's'"), "{}");
  EXPECT_EQ(eqv("1 year", "1 'a'"), "true");
  EXPECT_EQ(eqv("1 year", "12 'mo'"), "true");
  EXPECT_EQ(eqv("1 year", "11 months"), "true");
  EXPECT_EQ(eqv("1 second", "1 's'"), "true");
}

TEST(ReferenceEquivalence, OfCollectionsHasNoOrder) {
  const auto eqv_all = [](const Collection& a, const Collection& b) {
    return show(equivalent(kV3, a, b));
  };
  EXPECT_EQ(eqv_all({}, {}), "true");
  EXPECT_EQ(eqv_all({}, items({"1"})), "false");
  EXPECT_EQ(eqv_all(items({"1", "2", "3"}), items({"3", "2", "1"})), "true");
  EXPECT_EQ(eqv_all(items({"1", "1", "2"}), items({"1", "2", "2"})), "false");
}

TEST(ReferenceComparison, OfSystemValues) {
  EXPECT_EQ(order("10", "5"), ">");
  EXPECT_EQ(order("10", "5.0"), ">");
  EXPECT_EQ(order("'abc'", "'ABC'"), ">");
  EXPECT_EQ(order("4 'm'", "4 'cm'"), ">");
  EXPECT_EQ(order("1 year", "1 'a'"), "{}");
  EXPECT_EQ(order("10 seconds", "1 's'"), ">");
  EXPECT_EQ(order("6 months", "1 year"), "<");
  EXPECT_EQ(order("1 day", "23 'h'"), ">");
  EXPECT_EQ(order("1 'm'", "1 's'"), "{}");
  EXPECT_EQ(order("@2018-03", "@2018-03-01"), "{}");
  EXPECT_EQ(order("@T10:30:00", "@T10:30:00.0"), "=");
  EXPECT_EQ(order("@2018", "@2018-03T"), "{}");
}

TEST(ReferenceComparison, OfDifferentTypesIsAnError) {
  EXPECT_EQ(order("1", "'1'"), "K0302");
  EXPECT_EQ(order("@T10", "@2018"), "K0302");
  EXPECT_EQ(order("true", "false"), "K0302");
  EXPECT_EQ(order("1", "true"), "K0302");
}

TEST(ReferenceComparison, ComparableSaysWhetherThereWillBeAnAnswer) {
  const auto can = [](const char* a, const char* b) {
    return show(comparable(kV3, literal(a), literal(b)));
  };
  EXPECT_EQ(can("1 'mg'", "2 'mg'"), "true");
  EXPECT_EQ(can("1 'm'", "20 'cm'"), "true");
  EXPECT_EQ(can("2 '1'", "3"), "true");
  EXPECT_EQ(can("1", "2"), "true");
  EXPECT_EQ(can("1 '[in_i]'", "1 'cm'"), "true");
  EXPECT_EQ(can("1 year", "1 'a'"), "false");
  EXPECT_EQ(can("1 'Cel'", "1 '[degF]'"), "true");
  EXPECT_EQ(can("1 'cm'", "1 '[s]'"), "false");
  EXPECT_EQ(can("1 'cm'", "1 's'"), "false");
  EXPECT_EQ(can("1 'cm'", "'1 cm'"), "{}");
}

class ReferenceElements : public testing::Test {
 protected:
  Item element(std::string_view json, std::string_view type) {
    documents_.push_back(std::make_unique<Document>(*Document::parse_json(json)));
    return root_node(*documents_.back(), dialect_.model, dialect_.model->find_type(type));
  }
  std::string eq(std::string_view type, std::string_view a, std::string_view b) {
    return show(equal(dialect_, element(a, type), element(b, type)));
  }
  std::string eqv(std::string_view type, std::string_view a, std::string_view b) {
    return show(equivalent(dialect_, element(a, type), element(b, type)));
  }

  Dialect dialect_{LanguageVersion::V3, &Model::get(Fhir::R4)};
  std::vector<std::unique_ptr<Document>> documents_;
};

TEST_F(ReferenceElements, AreEqualIfTheirChildrenAreWhateverTheOrderOfNames) {
  EXPECT_EQ(
      eq("HumanName", R"({"family":"A","given":["B","C"]})", R"({"given":["B","C"],"family":"A"})"),
      "true");
  EXPECT_EQ(eq("HumanName", R"({"given":["B","C"]})", R"({"given":["C","B"]})"), "false");
  EXPECT_EQ(eq("HumanName", R"({"given":["B","C"]})", R"({"given":["B"]})"), "false");
  EXPECT_EQ(eq("HumanName", R"({"family":"A"})", R"({"family":"A","use":"usual"})"), "false");
  EXPECT_EQ(eq("HumanName", R"({"id":"1","family":"A"})", R"({"id":"2","family":"A"})"), "false");
  EXPECT_EQ(eq("Period", R"({"start":"2012"})", R"({"start":"2012-01"})"), "{}");
  EXPECT_EQ(eq("Period", R"({"start":"2012","end":"2013"})", R"({"start":"2012-01","end":"2014"})"),
            "false");
}

TEST_F(ReferenceElements, PrimitivesAreEqualByTheirValue) {
  EXPECT_EQ(eq("HumanName", R"({"family":"A","_family":{"id":"x"}})", R"({"family":"A"})"), "true");
  EXPECT_EQ(eq("HumanName", R"({"_family":{"id":"x"}})", R"({"_family":{"id":"x"}})"), "true");
  EXPECT_EQ(eq("HumanName", R"({"_family":{"id":"x"}})", R"({"family":"A"})"), "{}");
}

TEST_F(ReferenceElements, AreEquivalentWithoutIdsAndOrder) {
  EXPECT_EQ(eqv("HumanName", R"({"id":"1","given":["B","C"]})", R"({"given":["c","b"]})"), "true");
  EXPECT_EQ(eqv("HumanName", R"({"_family":{"id":"x"}})", R"({"family":"A"})"), "false");
}

TEST_F(ReferenceElements, CodingsAreEquivalentBySystemAndCode) {
  EXPECT_EQ(eqv("Coding", R"({"system":"s","code":"c","display":"x"})",
                R"({"system":"s","code":"c","version":"2"})"),
            "true");
  EXPECT_EQ(eqv("Coding", R"({"system":"s","code":"c"})", R"({"code":"c"})"), "false");
  EXPECT_EQ(
      eqv("CodeableConcept", R"({"coding":[{"system":"s","code":"a"},{"system":"s","code":"b"}]})",
          R"({"coding":[{"system":"s","code":"b"}],"text":"t"})"),
      "true");
  EXPECT_EQ(eqv("CodeableConcept", R"({"text":"t"})", R"({"text":"t"})"), "false");
}

TEST_F(ReferenceElements, QuantitiesOfUcumConvert) {
  const Item metre =
      element(R"({"value":1.0,"system":"http://unitsofmeasure.org","code":"m"})", "Quantity");
  EXPECT_EQ(show(equal(dialect_, metre, literal("100 'cm'"))), "true");
  const Item year =
      element(R"({"value":1,"system":"http://unitsofmeasure.org","code":"a"})", "Quantity");
  EXPECT_EQ(show(equal(dialect_, year, literal("1 year"))), "true");
  const Item box = element(R"({"value":1,"unit":"box"})", "Quantity");
  EXPECT_EQ(show(equal(dialect_, box, literal("1 '1'"))), "false");
  EXPECT_EQ(show(equal(dialect_, box, box)), "true");
}

}  // namespace
}  // namespace kiln::core::reference
