#include <kiln/item.h>
#include <kiln/kiln.h>

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kiln {
namespace {

constexpr std::string_view kPatient = R"({
  "resourceType": "Patient",
  "id": "p1",
  "active": true,
  "birthDate": "1974-12",
  "_birthDate": {"id": "b"},
  "gender": "male",
  "_language": {"extension": [{"url": "u", "valueCode": "c"}]},
  "deceasedDateTime": "2015-02-04T14:34:28.50+01:00",
  "multipleBirthInteger": 2,
  "name": [{"given": ["Peter", "James"], "period": {"start": "2001"}}, {"given": ["Jim"]}],
  "contact": [{"name": {"family": "du March\u00e9"}}],
  "extension": [
    {"url": "decimal", "valueDecimal": 1.50},
    {"url": "time", "valueTime": "10:30:00"},
    {"url": "instant", "valueInstant": "2015-02-07T13:28:17.239Z"},
    {"url": "mass", "valueQuantity": {"value": 4.50, "unit": "milligrams",
        "system": "http://unitsofmeasure.org", "code": "mg"}},
    {"url": "age", "valueAge": {"value": 3, "system": "http://unitsofmeasure.org", "code": "a"}},
    {"url": "coded", "valueQuantity": {"value": 3, "code": "x"}},
    {"url": "wrong", "valueDecimal": "1.5"},
    {"url": "date", "valueDate": "soon"},
    {"url": "count", "valuePositiveInt": 2147483648}
  ]
})";

/// Items of evaluations; the results of earlier ones stay valid.
class ItemTest : public testing::Test {
 protected:
  explicit ItemTest(Fhir fhir = Fhir::R4, std::string_view json = kPatient)
      : engine_({.fhir = fhir}), document_(Document::parse_json(json).value()) {}

  Items items(std::string_view expression) {
    programs_.push_back(engine_.compile(expression).value());
    contexts_.push_back(std::make_unique<Context>());
    return programs_.back().evaluate(document_, *contexts_.back()).value();
  }
  Item item(std::string_view expression) {
    const Items found = items(expression);
    EXPECT_EQ(found.size(), 1u) << expression;
    return found[0];
  }
  Item extension(std::string_view url) {
    return item("extension.where(url = '" + std::string(url) + "').value");
  }

 private:
  Engine engine_;
  Document document_;
  std::vector<Program> programs_;
  std::vector<std::unique_ptr<Context>> contexts_;
};

class UntypedItemTest : public ItemTest {
 protected:
  UntypedItemTest()
      : ItemTest(Fhir::None,
                 R"({"a": {"b": [1, 2.50, 3000000000, 1e2, true, "text", {"c": false}]}})") {}
};

TEST_F(ItemTest, KindOfSystemValues) {
  EXPECT_EQ(item("true").kind(), ItemKind::Boolean);
  EXPECT_EQ(item("1").kind(), ItemKind::Integer);
  EXPECT_EQ(item("1L").kind(), ItemKind::Long);
  EXPECT_EQ(item("1.0").kind(), ItemKind::Decimal);
  EXPECT_EQ(item("1.2345678901234567890123456").kind(), ItemKind::Decimal);
  EXPECT_EQ(item("'a'").kind(), ItemKind::String);
  EXPECT_EQ(item("@2015").kind(), ItemKind::Date);
  EXPECT_EQ(item("@2015T").kind(), ItemKind::DateTime);
  EXPECT_EQ(item("@T10").kind(), ItemKind::Time);
  EXPECT_EQ(item("1 'mg'").kind(), ItemKind::Quantity);
  EXPECT_FALSE(item("1").is_element());
}

TEST_F(ItemTest, KindOfElementsAlsoOfPrimitiveOnes) {
  EXPECT_EQ(item("Patient").kind(), ItemKind::Element);
  EXPECT_EQ(item("active").kind(), ItemKind::Element);
  EXPECT_TRUE(item("active").is_element());
}

TEST_F(ItemTest, TypeNamesOfSystemValues) {
  EXPECT_EQ(item("true").type_name(), "System.Boolean");
  EXPECT_EQ(item("1").type_name(), "System.Integer");
  EXPECT_EQ(item("1L").type_name(), "System.Long");
  EXPECT_EQ(item("1.0").type_name(), "System.Decimal");
  EXPECT_EQ(item("1.2345678901234567890123456").type_name(), "System.Decimal");
  EXPECT_EQ(item("'a'").type_name(), "System.String");
  EXPECT_EQ(item("@2015").type_name(), "System.Date");
  EXPECT_EQ(item("@2015T").type_name(), "System.DateTime");
  EXPECT_EQ(item("@T10").type_name(), "System.Time");
  EXPECT_EQ(item("1 'mg'").type_name(), "System.Quantity");
}

TEST_F(ItemTest, TypeNamesOfElements) {
  EXPECT_EQ(item("Patient").type_name(), "FHIR.Patient");
  EXPECT_EQ(item("active").type_name(), "FHIR.boolean");
  EXPECT_EQ(item("gender").type_name(), "FHIR.code");
  EXPECT_EQ(item("name.first()").type_name(), "FHIR.HumanName");
  EXPECT_EQ(item("contact").type_name(), "FHIR.Patient.contact");
  EXPECT_EQ(extension("age").type_name(), "FHIR.Age");
}

TEST_F(UntypedItemTest, TypeNamesAreThoseOfTheJson) {
  const Items all = items("a.b");
  ASSERT_EQ(all.size(), 7u);
  const std::string_view names[] = {"System.Integer", "System.Decimal", "System.Integer",
                                    "System.Decimal", "System.Boolean", "System.String",
                                    "Object"};
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].type_name(), names[i]) << i;
}

TEST_F(UntypedItemTest, ValuesAreThoseOfTheJson) {
  const Items all = items("a.b");
  ASSERT_EQ(all.size(), 7u);
  EXPECT_EQ(all[0].as_integer(), 1);
  EXPECT_EQ(all[0].as_long(), 1);
  EXPECT_EQ(all[0].as_decimal(), "1");
  EXPECT_EQ(all[1].as_integer(), std::nullopt);
  EXPECT_EQ(all[1].as_decimal(), "2.50");
  EXPECT_EQ(all[2].as_integer(), std::nullopt);
  EXPECT_EQ(all[2].as_long(), 3'000'000'000);
  EXPECT_EQ(all[3].as_long(), std::nullopt);
  EXPECT_EQ(all[3].as_decimal(), "100");
  EXPECT_EQ(all[4].as_boolean(), true);
  EXPECT_EQ(all[4].as_string(), std::nullopt);
  EXPECT_EQ(all[5].as_string(), "text");
  EXPECT_EQ(all[5].as_boolean(), std::nullopt);
  EXPECT_EQ(all[6].as_string(), std::nullopt);
}

TEST_F(UntypedItemTest, PathsAreOfMembers) {
  EXPECT_EQ(item("a.b[5]").path(), "a.b[5]");
  EXPECT_EQ(item("a.b.c").path(), "a.b[6].c");
}

TEST_F(ItemTest, BooleansOfElementsAndValues) {
  EXPECT_EQ(item("active").as_boolean(), true);
  EXPECT_EQ(item("active.not()").as_boolean(), false);
  EXPECT_EQ(item("gender").as_boolean(), std::nullopt);
  EXPECT_EQ(item("1").as_boolean(), std::nullopt);
}

TEST_F(ItemTest, IntegersOfElementsAndValues) {
  EXPECT_EQ(item("multipleBirth").as_integer(), 2);
  EXPECT_EQ(item("multipleBirth").as_long(), 2);
  EXPECT_EQ(item("-7").as_integer(), -7);
  EXPECT_EQ(item("-7").as_long(), -7);
  EXPECT_EQ(item("5000000000L").as_integer(), std::nullopt);
  EXPECT_EQ(item("5000000000L").as_long(), 5'000'000'000);
  EXPECT_EQ(item("1.0").as_integer(), std::nullopt);
  EXPECT_EQ(item("1.0").as_long(), std::nullopt);
}

TEST_F(ItemTest, DecimalsKeepTheirScale) {
  EXPECT_EQ(extension("decimal").as_decimal(), "1.50");
  EXPECT_EQ(item("1.50").as_decimal(), "1.50");
  EXPECT_EQ(item("1.2345678901234567890123456").as_decimal(), "1.2345678901234567890123456");
  EXPECT_EQ(item("multipleBirth").as_decimal(), "2");
  EXPECT_EQ(item("5000000000L").as_decimal(), "5000000000");
  EXPECT_EQ(item("gender").as_decimal(), std::nullopt);
}

TEST_F(ItemTest, StringsOfElementsAndValues) {
  EXPECT_EQ(item("gender").as_string(), "male");
  EXPECT_EQ(item("id").as_string(), "p1");
  EXPECT_EQ(item("contact.name.family").as_string(), "du March\u00e9");
  EXPECT_EQ(item("name[0].given[1] + '!'").as_string(), "James!");
  EXPECT_EQ(item("birthDate").as_string(), std::nullopt);
  EXPECT_EQ(item("name[0]").as_string(), std::nullopt);
}

TEST_F(ItemTest, TemporalsKeepTheirPrecision) {
  EXPECT_EQ(item("birthDate").as_temporal(), "1974-12");
  EXPECT_EQ(item("deceased").as_temporal(), "2015-02-04T14:34:28.50+01:00");
  EXPECT_EQ(item("name[0].period.start").as_temporal(), "2001");
  EXPECT_EQ(extension("instant").as_temporal(), "2015-02-07T13:28:17.239Z");
  EXPECT_EQ(extension("time").as_temporal(), "10:30:00");
  EXPECT_EQ(item("@2015T").as_temporal(), "2015");
  EXPECT_EQ(item("@T10:30").as_temporal(), "10:30");
  EXPECT_EQ(item("'2015'").as_temporal(), std::nullopt);
}

TEST_F(ItemTest, QuantitiesOfElementsAndValues) {
  EXPECT_EQ(extension("mass").as_quantity(), (QuantityText{"4.50", "mg", false}));
  EXPECT_EQ(extension("age").as_quantity(), (QuantityText{"3", "year", true}));
  EXPECT_EQ(item("4 days").as_quantity(), (QuantityText{"4", "day", true}));
  EXPECT_EQ(item("1.0 '1'").as_quantity(), (QuantityText{"1.0", "1", false}));
  EXPECT_EQ(extension("coded").as_quantity(), std::nullopt);
  EXPECT_EQ(item("1").as_quantity(), std::nullopt);
}

TEST_F(ItemTest, HasNoValueWhereTheTextIsNotOfItsType) {
  const Item wrong = extension("wrong");
  EXPECT_EQ(wrong.as_decimal(), std::nullopt);
  EXPECT_EQ(wrong.as_string(), std::nullopt);
  EXPECT_EQ(wrong.to_string(), "1.5");
  EXPECT_EQ(extension("date").as_temporal(), std::nullopt);
  EXPECT_EQ(extension("date").as_string(), std::nullopt);
  EXPECT_EQ(extension("count").as_integer(), std::nullopt);
  EXPECT_EQ(extension("count").as_long(), std::nullopt);
}

TEST_F(ItemTest, HasNoValueWhereThereAreExtensionsOnly) {
  const Item language = item("language");
  EXPECT_EQ(language.type_name(), "FHIR.code");
  EXPECT_EQ(language.as_string(), std::nullopt);
  EXPECT_EQ(language.as_boolean(), std::nullopt);
  EXPECT_EQ(language.as_decimal(), std::nullopt);
  EXPECT_EQ(language.to_json(), "null");
}

TEST_F(ItemTest, TextForAReader) {
  EXPECT_EQ(item("true").to_string(), "true");
  EXPECT_EQ(item("-7").to_string(), "-7");
  EXPECT_EQ(item("5000000000L").to_string(), "5000000000");
  EXPECT_EQ(item("1.50").to_string(), "1.50");
  EXPECT_EQ(item("'a\"b'").to_string(), "a\"b");
  EXPECT_EQ(item("@2015-02").to_string(), "2015-02");
  EXPECT_EQ(item("4.5 'mg'").to_string(), "4.5 'mg'");
  EXPECT_EQ(item("4 days").to_string(), "4 days");
  EXPECT_EQ(item("birthDate").to_string(), "1974-12");
  EXPECT_EQ(item("name[1]").to_string(), R"({"given":["Jim"]})");
}

TEST_F(ItemTest, Json) {
  EXPECT_EQ(item("false").to_json(), "false");
  EXPECT_EQ(item("-7").to_json(), "-7");
  EXPECT_EQ(item("1.50").to_json(), "1.50");
  EXPECT_EQ(item("'a\"b'").to_json(), R"("a\"b")");
  EXPECT_EQ(item("@2015-02T").to_json(), R"("2015-02")");
  EXPECT_EQ(item("4.5 'mg'").to_json(), R"({"value":4.5,"unit":"mg"})");
  EXPECT_EQ(item("4 days").to_json(), R"({"value":4,"unit":"day"})");
  EXPECT_EQ(item("birthDate").to_json(), R"("1974-12")");
  EXPECT_EQ(extension("decimal").to_json(), "1.50");
  EXPECT_EQ(item("name[1]").to_json(), R"({"given":["Jim"]})");
}

TEST_F(ItemTest, PathsOfElements) {
  EXPECT_EQ(item("Patient").path(), "Patient");
  EXPECT_EQ(item("birthDate").path(), "Patient.birthDate");
  EXPECT_EQ(item("deceased").path(), "Patient.deceased");
  EXPECT_EQ(item("name[0].given[1]").path(), "Patient.name[0].given[1]");
  EXPECT_EQ(item("contact.name.family").path(), "Patient.contact[0].name.family");
  EXPECT_EQ(item("'a'").path(), "");
}

TEST_F(ItemTest, CollectionsAreReadByPositionAndInOrder) {
  const Items given = items("name.given");
  ASSERT_EQ(given.size(), 3u);
  EXPECT_FALSE(given.empty());
  EXPECT_EQ(given[2].as_string(), "Jim");
  std::vector<std::string> texts;
  for (const Item& name : given) texts.push_back(name.to_string());
  EXPECT_EQ(texts, (std::vector<std::string>{"Peter", "James", "Jim"}));
  Items::Iterator position = given.begin();
  EXPECT_EQ((*position++).to_string(), "Peter");
  EXPECT_EQ((*position).to_string(), "James");
  EXPECT_EQ(++ ++position, given.end());
}

TEST_F(ItemTest, TheEmptyCollectionHasNoItems) {
  EXPECT_TRUE(Items().empty());
  EXPECT_EQ(Items().size(), 0u);
  EXPECT_EQ(Items().begin(), Items().end());
  EXPECT_TRUE(items("{}").empty());
}

Value family_of(std::string_view json) {
  Context context;
  const auto document = Document::parse_json(json);
  return (*Engine().compile("Patient.name.family").value().evaluate(*document, context))[0].own();
}

TEST_F(ItemTest, AnOwnedElementOutlivesItsDocument) {
  const Value family =
      family_of(R"({"resourceType":"Patient","name":[{"family":"a family of some length"}]})");
  EXPECT_EQ(family.item().as_string(), "a family of some length");
  EXPECT_EQ(family.item().type_name(), "FHIR.string");
  EXPECT_EQ(family.item().path(), "Patient.name[0].family");
  EXPECT_EQ(family.item().own().item().path(), "Patient.name[0].family");
}

TEST(OwnedItem, OutlivesTheEvaluationThatMadeIt) {
  std::vector<Value> values;
  {
    const Document document = Document::parse_json(R"({"resourceType":"Patient"})").value();
    Context context;
    for (const std::string_view expression :
         {"true", "7", "7L", "1.50", "1.2345678901234567890123456 + 0", "'ab' + 'cd'",
          "@2015-02 + 1 month", "4.5 'mg' * 1", "Patient.type().name",
          "HumanName { family: 'M' }.family"}) {
      const auto program = Engine().compile(expression);
      ASSERT_TRUE(program.has_value()) << expression;
      const auto result = program->evaluate(document, context);
      ASSERT_TRUE(result.has_value()) << expression << ": " << result.error().message;
      ASSERT_EQ(result->size(), 1u) << expression;
      values.push_back((*result)[0].own());
    }
  }
  std::vector<std::string> texts;
  for (const Value& value : values) texts.push_back(value.item().to_string());
  EXPECT_EQ(texts,
            (std::vector<std::string>{"true", "7", "7", "1.50", "1.2345678901234567890123456",
                                      "abcd", "2015-03", "4.5 'mg'", "Patient", "M"}));
}

}  // namespace
}  // namespace kiln
