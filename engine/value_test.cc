#include <kiln/item.h>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>

namespace kiln {
namespace {

/// Its type and its text; the error's code if it is none.
std::string print(const Expected<Value>& value) {
  if (!value) return to_string(value.error().code) + " " + value.error().message;
  return value->item().type_name() + " " + value->item().to_string();
}

Document document_of(std::string_view json) {
  return Document::parse_json(json).value();
}

TEST(Value, OfSystemTypes) {
  EXPECT_EQ(print(Value::boolean(true)), "System.Boolean true");
  EXPECT_EQ(print(Value::integer(-5)), "System.Integer -5");
  EXPECT_EQ(print(Value::long_integer(5)), "System.Long 5");
  EXPECT_EQ(print(Value::string("a\nb")), "System.String a\nb");
  EXPECT_EQ(print(Value::string("")), "System.String ");
  EXPECT_EQ(Value::boolean(false).item().as_boolean(), false);
  EXPECT_EQ(Value::integer(-5).item().as_integer(), -5);
  EXPECT_EQ(Value::long_integer(INT64_MIN).item().as_long(), INT64_MIN);
  EXPECT_EQ(Value::string("text").item().as_string(), "text");
}

TEST(Value, StringsAreMadeUtf8) {
  EXPECT_EQ(Value::string("a\xffz").item().as_string(), "a\uFFFDz");
  EXPECT_EQ(Value::string("\xc3").item().as_string(), "\uFFFD");
  EXPECT_EQ(Value::string("\u00e9").item().as_string(), "\u00e9");
}

TEST(Value, DecimalsKeepTheirScale) {
  EXPECT_EQ(print(Value::decimal("1.50")), "System.Decimal 1.50");
  EXPECT_EQ(print(Value::decimal("-12345678901234567890.123")),
            "System.Decimal -12345678901234567890.123");
  EXPECT_EQ(Value::decimal("7")->item().kind(), ItemKind::Decimal);
  EXPECT_EQ(Value::decimal("1e2")->item().as_decimal(), "100");
}

TEST(Value, TemporalsMayBePartial) {
  EXPECT_EQ(print(Value::date("2015-02")), "System.Date 2015-02");
  EXPECT_EQ(print(Value::date_time("2015-02-04T14:34Z")), "System.DateTime 2015-02-04T14:34Z");
  EXPECT_EQ(print(Value::date_time("2015")), "System.DateTime 2015");
  EXPECT_EQ(print(Value::time("10:30")), "System.Time 10:30");
}

TEST(Value, QuantitiesHaveUcumCodesOrKeywords) {
  EXPECT_EQ(Value::quantity("4.50", "mg")->item().as_quantity(),
            (QuantityText{"4.50", "mg", false}));
  EXPECT_EQ(Value::quantity("4", "days")->item().as_quantity(), (QuantityText{"4", "day", true}));
  EXPECT_EQ(print(Value::quantity("1", "year")), "System.Quantity 1 year");
}

TEST(Value, SaysWhatATextIsNot) {
  EXPECT_EQ(print(Value::decimal("1.5x")), "K0305 '1.5x' is not a value of type 'Decimal'");
  EXPECT_EQ(print(Value::decimal(std::string(39, '9'))).substr(0, 5), "K0305");
  EXPECT_EQ(print(Value::date("2015-02-30")), "K0305 '2015-02-30' is not a value of type 'Date'");
  EXPECT_EQ(print(Value::date_time("10:30")), "K0305 '10:30' is not a value of type 'DateTime'");
  EXPECT_EQ(print(Value::time("")), "K0305 '' is not a value of type 'Time'");
  EXPECT_EQ(print(Value::quantity("x", "mg")), "K0305 'x' is not a value of type 'Decimal'");
  EXPECT_EQ(print(Value::quantity("1", "")), "K0305 the unit of a Quantity is empty or not UTF-8");
  EXPECT_EQ(print(Value::quantity("1", "\xff")),
            "K0305 the unit of a Quantity is empty or not UTF-8");
}

TEST(Value, ErrorsQuoteNoTextThatSpoilsALine) {
  const std::string expected = "K0305 the text is not a value of type 'Date'";
  EXPECT_EQ(print(Value::date("a\nb")), expected);
  EXPECT_EQ(print(Value::date("\xff")), expected);
  EXPECT_EQ(print(Value::date(std::string(1000, 'a'))), expected);
}

TEST(Value, ElementsAreRootsOfDocuments) {
  const auto patient = Value::element(document_of(R"({"resourceType":"Patient"})"), Fhir::R4);
  EXPECT_EQ(print(patient), R"(FHIR.Patient {"resourceType":"Patient"})");
  EXPECT_EQ(patient->item().path(), "Patient");
  EXPECT_EQ(print(Value::element(document_of(R"({"a":1})"), Fhir::None)), R"(Object {"a":1})");
  EXPECT_EQ(print(Value::element(document_of(R"({"a":1})"), Fhir::R5)), R"(Object {"a":1})");
}

TEST(Value, ElementsMayBeOfATypeThatIsNoResource) {
  const auto name = Value::element(document_of(R"({"family":"M"})"), Fhir::R4B, "HumanName");
  EXPECT_EQ(print(name), R"(FHIR.HumanName {"family":"M"})");
  EXPECT_EQ(name->item().path(), "HumanName");
  const auto date = Value::element(document_of(R"("2015-02")"), Fhir::R4, "date");
  EXPECT_EQ(date->item().as_temporal(), "2015-02");
  const auto mass = Value::element(
      document_of(R"({"value":1.0,"system":"http://unitsofmeasure.org","code":"mg"})"), Fhir::R4,
      "Quantity");
  EXPECT_EQ(mass->item().as_quantity(), (QuantityText{"1.0", "mg", false}));
}

TEST(Value, ElementsNeedATypeThatThereIsAndARootThatIsAnItem) {
  EXPECT_EQ(print(Value::element(document_of("{}"), Fhir::R4, "HumanNmae")),
            "K0203 'HumanNmae' names no type");
  EXPECT_EQ(print(Value::element(document_of("{}"), Fhir::None, "HumanName")),
            "K0203 'HumanName' names no type");
  EXPECT_EQ(print(Value::element(document_of("[1]"), Fhir::None)),
            "K0305 the root of the document is no element");
  EXPECT_EQ(print(Value::element(document_of("null"), Fhir::R4)),
            "K0305 the root of the document is no element");
}

TEST(Value, CopiesShareWhatTheyOwn) {
  std::optional<Value> original = Value::string("a text that is not a short one at all");
  const Value copy = *original;
  EXPECT_EQ(copy.item().as_string()->data(), original->item().as_string()->data());
  original.reset();
  EXPECT_EQ(copy.item().as_string(), "a text that is not a short one at all");
}

TEST(Value, OwnsWhatItsItemsOwn) {
  const Value copy = Value::quantity("4.50", "mg")->item().own();
  EXPECT_EQ(copy.item().to_string(), "4.50 'mg'");
  const Value name =
      Value::element(document_of(R"({"family":"M"})"), Fhir::R4, "HumanName")->item().own();
  EXPECT_EQ(name.item().type_name(), "FHIR.HumanName");
  EXPECT_EQ(name.item().path(), "HumanName");
  EXPECT_EQ(name.item().to_json(), R"({"family":"M"})");
}

}  // namespace
}  // namespace kiln
