#include "runtime/builtin/instance.h"

#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class InstanceTest : public test::CallTest {
 protected:
  Expected<Item> make(TypeId type, std::initializer_list<Field> fields) {
    return make_instance(evaluation_, type, fields);
  }
  /// As JSON, or the error.
  std::string made(TypeId type, std::initializer_list<Field> fields) {
    const Expected<Item> item = make(type, fields);
    return item ? print(*item) : print(Expected<Items>(std::unexpected(item.error())));
  }
  Items temporal(std::string_view date_time) {
    return one(evaluation_.temporal(*Temporal::parse_date_time(date_time)));
  }
  Items quantity(std::string_view value, std::string_view unit, bool calendar = false) {
    return one(evaluation_.quantity(QuantityView(*Decimal::parse(value), unit, calendar)));
  }
};

constexpr Span kSpan{7, 9};

TEST_F(InstanceTest, AResourceIsADocumentOfItsOwn) {
  const Items name =
      one(*make(fhir_type::HumanName, {{"given", list({text("A").front(), text("B").front()})}}));
  const Expected<Item> patient = make(
      fhir_type::Patient, {{"active", one(Item::boolean(true))}, {"gender", {}}, {"name", name}});
  ASSERT_TRUE(patient);
  EXPECT_EQ(print(*patient),
            R"({"resourceType":"Patient","active":true,"name":[{"given":["A","B"]}]})");
  EXPECT_EQ(patient->type(), fhir_type::Patient);
  EXPECT_EQ(patient->index(), 0u);
  EXPECT_EQ(evaluation_.documents().size(), 2u);
  EXPECT_EQ(evaluation_.documents().back().get(), patient->document());
}

TEST_F(InstanceTest, ValuesAreConvertedToWhatTheElementHolds) {
  EXPECT_EQ(made(fhir_type::Patient, {{"birthDate", text("2020-02")}}),
            R"({"resourceType":"Patient","birthDate":"2020-02"})");
  EXPECT_EQ(made(fhir_type::Patient, {{"birthDate", temporal("2020-02-03T10:00")}}),
            R"({"resourceType":"Patient","birthDate":"2020-02-03"})");
  EXPECT_EQ(made(fhir_type::Attachment, {{"size", text("5")}}), R"({"size":5})");
  EXPECT_EQ(made(fhir_type::Quantity, {{"value", one(Item::integer(5))}}), R"({"value":5})");
  EXPECT_EQ(
      made(fhir_type::Quantity, {{"value", one(evaluation_.decimal(*Decimal::parse("1.50")))}}),
      R"({"value":1.50})");
  EXPECT_EQ(made(fhir_type::Coding, {{"code", one(Item::integer(5))}}), R"({"code":"5"})");
  EXPECT_EQ(made(fhir_type::Patient, {{"active", text("yes")}}),
            R"({"resourceType":"Patient","active":true})");
  EXPECT_EQ(made(fhir_type::Patient, {{"birthDate", text("soon"), kSpan}}),
            "K0322 at 7: a value of type 'date' cannot be made of it");
}

TEST_F(InstanceTest, ALongIsAStringInJson) {
  environment_.model = &Model::get(Fhir::R5);
  begin();
  EXPECT_EQ(made(fhir_type::Attachment, {{"size", one(Item::long_integer(5'000'000'000))}}),
            R"({"size":"5000000000"})");
}

TEST_F(InstanceTest, AChoiceHasTheNameOfTheTypeThatFits) {
  const auto value = [&](Items items) { return made(fhir_type::Extension, {{"value", items}}); };
  EXPECT_EQ(value(text("a")), R"({"valueString":"a"})");
  EXPECT_EQ(value(one(Item::integer(5))), R"({"valueInteger":5})");
  EXPECT_EQ(value(one(Item::long_integer(5))), R"({"valueDecimal":5})");
  EXPECT_EQ(value(temporal("2020")), R"({"valueDateTime":"2020"})");
  EXPECT_EQ(value(quantity("5", "mg")),
            R"({"valueQuantity":{"value":5,"unit":"mg","system":"http://unitsofmeasure.org",)"
            R"("code":"mg"}})");
  EXPECT_EQ(made(fhir_type::Observation, {{"value", one(Item::long_integer(5))}}),
            R"({"resourceType":"Observation","valueQuantity":{"value":5,"unit":"1",)"
            R"("system":"http://unitsofmeasure.org","code":"1"}})");
  const Item patient = begin(R"({"resourceType": "Patient", "gender": "male"})");
  EXPECT_EQ(made(fhir_type::Extension, {{"value", along(patient, {"gender"})}}),
            R"({"valueCode":"male"})");
  EXPECT_EQ(made(fhir_type::Extension, {{"value", one(patient), kSpan}}),
            "K0322 at 7: 'value' takes no such item");
}

TEST_F(InstanceTest, ACalendarDurationIsWrittenWithItsUcumCode) {
  EXPECT_EQ(made(fhir_type::Condition, {{"onset", quantity("2", "year", true)}}),
            R"({"resourceType":"Condition","onsetAge":{"value":2,"unit":"year",)"
            R"("system":"http://unitsofmeasure.org","code":"a"}})");
}

TEST_F(InstanceTest, ThePartsOfAPrimitiveAreKept) {
  const Item name = begin(R"({"given": ["A", null, "C"],
      "_given": [null, {"id": "b"}, {"extension": [{"url": "u"}]}]})",
                          fhir_type::HumanName);
  EXPECT_EQ(made(fhir_type::HumanName, {{"given", along(name, {"given"})}}),
            R"({"given":["A",null,"C"],"_given":[null,{"id":"b"},{"extension":[{"url":"u"}]}]})");
}

TEST_F(InstanceTest, APrimitiveIsMadeWithItsParts) {
  const Items extension = one(*make(fhir_type::Extension, {{"url", text("u")}}));
  const Expected<Item> code =
      make(fhir_type::code, {{"value", text("a")}, {"extension", extension}});
  ASSERT_TRUE(code);
  EXPECT_EQ(code->type(), fhir_type::code);
  EXPECT_EQ(print(*code), R"("a")");
  EXPECT_EQ(print(along(*code, {"value"})), "'a'");
  EXPECT_EQ(print(along(*code, {"extension"})), R"({"url":"u"})");
  EXPECT_EQ(made(fhir_type::code, {{"extension", extension}}), "null");
  EXPECT_EQ(made(fhir_type::code, {}), "K0322 at 0: a primitive needs a value or an extension");
  EXPECT_EQ(
      made(fhir_type::integer, {{"value", list({Item::integer(1), Item::integer(2)}), kSpan}}),
      "K0301 at 7: a single item is needed, there are 2");
}

TEST_F(InstanceTest, WhatTheTypeDoesNotAllowIsAnErrorOfTheField) {
  EXPECT_EQ(made(fhir_type::Coding, {{"sytem", text("a"), kSpan}}),
            "K0322 at 7: 'Coding' has no element 'sytem'");
  EXPECT_EQ(made(fhir_type::Coding, {{"local name", text("a"), kSpan}}),
            "K0322 at 7: 'Coding' has no element 'local name'");
  EXPECT_EQ(made(fhir_type::Coding, {{"sytem", {}}}), "{}");
  EXPECT_EQ(made(fhir_type::Coding, {{"code", list({Item::integer(1), Item::integer(2)}), kSpan}}),
            "K0322 at 7: 'code' of 'Coding' holds one item, not 2");
  EXPECT_EQ(made(fhir_type::Patient, {{"name", text("x"), kSpan}}),
            "K0322 at 7: 'name' takes items of type 'HumanName'");
}

TEST_F(InstanceTest, FieldsAreTheElementsInTheirOrder) {
  const Item patient = begin(R"({"resourceType": "Patient", "name": [{}, {"id": "n"}],
      "multipleBirthInteger": 2, "active": true})");
  const auto fields = fields_of(evaluation_, patient);
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 3u);
  EXPECT_EQ((*fields)[0].name, "name");
  EXPECT_EQ(print((*fields)[0].items), R"({}, {"id":"n"})");
  EXPECT_EQ((*fields)[1].name, "multipleBirth");
  EXPECT_EQ((*fields)[2].name, "active");
  EXPECT_EQ(print(*make_instance(evaluation_, fhir_type::Patient, *fields)),
            R"({"resourceType":"Patient","name":[{},{"id":"n"}],"multipleBirthInteger":2,)"
            R"("active":true})");
}

TEST_F(InstanceTest, TheFieldsOfAPrimitiveBeginWithItsValue) {
  const Item patient =
      begin(R"({"resourceType": "Patient", "birthDate": "2020", "_birthDate": {"id": "b"}})");
  const auto fields = fields_of(evaluation_, along(patient, {"birthDate"}).front());
  ASSERT_TRUE(fields);
  ASSERT_EQ(fields->size(), 2u);
  EXPECT_EQ((*fields)[0].name, "value");
  EXPECT_EQ(print((*fields)[0].items), "@2020");
  EXPECT_EQ((*fields)[1].name, "id");
  EXPECT_FALSE(fields_of(evaluation_, Item::integer(1)));
}

}  // namespace
}  // namespace kiln::core
