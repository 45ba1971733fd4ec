#include "runtime/item/system_value.h"

#include <gtest/gtest.h>

#include "model/types.h"

namespace kiln::core {
namespace {

class SystemValueTest : public testing::Test {
 protected:
  /// The System value of `{"_": json}._`, taken as a type: "Integer 5", "none", "element", "K0301".
  std::string value(std::string_view json, TypeId type = kNoType) {
    const Model* const model = type == kNoType ? nullptr : &Model::get(Fhir::R5);
    document_ = std::make_unique<Document>(Document::parse_json(json).value());
    const Expected<Item> item = system_value(model, Item::node({document_.get(), 0, type}), arena_);
    return item ? print(*item) : to_string(item.error().code);
  }

  static std::string print(const Item& item) {
    if (item.is_none()) return "none";
    const std::string name(type_name(item));
    const Value value = to_value(item);
    if (const auto* content = std::get_if<bool>(&value))
      return name + (*content ? " true" : " false");
    if (const auto* content = std::get_if<std::int32_t>(&value)) {
      return name + " " + std::to_string(*content);
    }
    if (const auto* content = std::get_if<std::int64_t>(&value)) {
      return name + " " + std::to_string(*content);
    }
    if (const auto* content = std::get_if<Decimal>(&value))
      return name + " " + content->to_string();
    if (const auto* content = std::get_if<std::string>(&value)) return name + " " + *content;
    if (const auto* content = std::get_if<Temporal>(&value)) {
      return name + " " + content->to_literal();
    }
    if (const auto* content = std::get_if<Quantity>(&value)) {
      return name + " " + content->to_string();
    }
    return name;
  }

  Arena arena_;
  std::unique_ptr<Document> document_;
};

TEST_F(SystemValueTest, OfJsonWithoutATypeIsWhatItLooksLike) {
  EXPECT_EQ(value("true"), "Boolean true");
  EXPECT_EQ(value("\"a\\n\""), "String a\n");
  EXPECT_EQ(value("5"), "Integer 5");
  EXPECT_EQ(value("-2147483648"), "Integer -2147483648");
  EXPECT_EQ(value("2147483648"), "Long 2147483648");
  EXPECT_EQ(value("9223372036854775808"), "Decimal 9223372036854775808");
  EXPECT_EQ(value("1.50"), "Decimal 1.50");
  EXPECT_EQ(value("1e2"), "Decimal 100");
  EXPECT_EQ(value("1e400"), to_string(ErrorCode::DecimalRange));
  EXPECT_EQ(value("null"), "none");
  EXPECT_EQ(value("{}"), "element");
}

TEST_F(SystemValueTest, OfAPrimitiveIsOfItsType) {
  EXPECT_EQ(value("true", fhir_type::boolean), "Boolean true");
  EXPECT_EQ(value("5", fhir_type::positiveInt), "Integer 5");
  EXPECT_EQ(value("5", fhir_type::decimal), "Decimal 5");
  EXPECT_EQ(value("\"5\"", fhir_type::integer64), "Long 5");
  EXPECT_EQ(value("5", fhir_type::integer64), "Long 5");
  EXPECT_EQ(value("\"a\"", fhir_type::code), "String a");
  EXPECT_EQ(value("\"2020-02\"", fhir_type::date), "Date @2020-02");
  EXPECT_EQ(value("\"2020\"", fhir_type::dateTime), "DateTime @2020T");
  EXPECT_EQ(value("\"10:30:00\"", fhir_type::time), "Time @T10:30:00");
  EXPECT_EQ(value("null", fhir_type::code), "none");
}

TEST_F(SystemValueTest, OfATextThatIsNotOfItsTypeIsAnError) {
  const std::string error = to_string(ErrorCode::TypeOfValue);
  EXPECT_EQ(value("\"true\"", fhir_type::boolean), error);
  EXPECT_EQ(value("2147483648", fhir_type::integer), error);
  EXPECT_EQ(value("1.0", fhir_type::integer), error);
  EXPECT_EQ(value("\"5\"", fhir_type::integer), error);
  EXPECT_EQ(value("\"000000000000000000005\"", fhir_type::integer64), error);
  EXPECT_EQ(value("\"+-5\"", fhir_type::integer64), error);
  EXPECT_EQ(value("5", fhir_type::string), error);
  EXPECT_EQ(value("\"2020-02-30\"", fhir_type::date), error);
  EXPECT_EQ(value("{}", fhir_type::string), error);
  const Expected<Item> item = system_value(
      &Model::get(Fhir::R5), Item::node({document_.get(), 0, fhir_type::string}), arena_);
  EXPECT_EQ(item.error().message, "an object is not a value of type 'string'");
}

TEST_F(SystemValueTest, OfAQuantityNeedsAUcumCode) {
  const auto quantity = [&](std::string_view members) {
    return value("{" + std::string(members) + "}", fhir_type::Quantity);
  };
  EXPECT_EQ(quantity(R"("value": 1.50, "code": "mg", "system": "http://unitsofmeasure.org")"),
            "Quantity 1.50 'mg'");
  EXPECT_EQ(quantity(R"("value": 2, "code": "a", "system": "http://unitsofmeasure.org")"),
            "Quantity 2 years");
  EXPECT_EQ(quantity(R"("value": 2, "code": "wk", "system": "http://unitsofmeasure.org")"),
            "Quantity 2 'wk'");
  EXPECT_EQ(quantity(R"("value": 2, "code": "mg", "system": "http://snomed.info/sct")"), "element");
  EXPECT_EQ(quantity(R"("value": 2, "unit": "mg", "system": "http://unitsofmeasure.org")"),
            "element");
  EXPECT_EQ(quantity(R"("value": "x", "code": "mg", "system": "http://unitsofmeasure.org")"),
            to_string(ErrorCode::TypeOfValue));
}

TEST_F(SystemValueTest, StringsAreViewsOfTheDocument) {
  value("\"text\"", fhir_type::string);
  const std::size_t before = arena_.bytes();
  const Item item = *system_value(&Model::get(Fhir::R5),
                                  Item::node({document_.get(), 0, fhir_type::string}), arena_);
  EXPECT_EQ(item.as_string().data(), document_->text(0).data());
  EXPECT_EQ(arena_.bytes(), before);
}

TEST_F(SystemValueTest, ValuesGoThereAndBack) {
  const Value values[] = {true,
                          std::int32_t{-5},
                          std::int64_t{1} << 40,
                          *Decimal::parse("1.10"),
                          *Decimal::parse("-12345678901234567890.12345"),
                          std::string("text"),
                          *Temporal::parse_date("2020-01"),
                          *parse_quantity("4.0 'mg'")};
  std::string printed;
  for (const Value& value : values) printed += print(from_value(value, arena_)) + "; ";
  EXPECT_EQ(printed,
            "Boolean true; Integer -5; Long 1099511627776; Decimal 1.10; "
            "Decimal -12345678901234567890.12345; String text; Date @2020-01; Quantity 4.0 'mg'; ");
}

TEST_F(SystemValueTest, OperandsGoThereAndBack) {
  const SystemValue values[] = {false,
                                std::int32_t{7},
                                std::int64_t{8},
                                *Decimal::parse("1e37"),
                                std::string("text"),
                                *Temporal::parse_time("10:30"),
                                *parse_quantity("2 days")};
  std::string printed;
  for (const SystemValue& value : values) {
    const Item item = item_of(value, arena_);
    EXPECT_EQ(type_name(operand_of(item)), type_name(item));
    printed += print(item) + "; ";
  }
  EXPECT_EQ(printed,
            "Boolean false; Integer 7; Long 8; Decimal 10000000000000000000000000000000000000; "
            "String text; Time @T10:30; Quantity 2 days; ");
}

}  // namespace
}  // namespace kiln::core
