#include "model/names.h"
#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class NavigationTest : public test::CallTest {
 protected:
  std::string member(const Item& item, NameId name) {
    return print(members(evaluation_, item, name));
  }
};

TEST_F(NavigationTest, MembersOfANodeAreItsElements) {
  const Item patient = begin(R"({"resourceType": "Patient", "active": true,
      "name": [{"family": "A"}, {"family": "B"}], "multipleBirthInteger": 2, "local": 1})");
  EXPECT_EQ(member(patient, name::active), "true");
  EXPECT_EQ(member(patient, name::name), R"({"family":"A"}, {"family":"B"})");
  EXPECT_EQ(member(patient, name::multipleBirth), "2");
  EXPECT_EQ(member(patient, name::multipleBirthInteger), "");
  EXPECT_EQ(member(patient, name::resourceType), "'Patient'");
  EXPECT_EQ(member(patient, document_->find_name("local")), "");
  EXPECT_EQ(member(patient, kNoName), "");
}

TEST_F(NavigationTest, TheJsonNameOfAChoiceIsAnOption) {
  environment_.json_choice_names = true;
  const Item patient =
      begin(R"({"resourceType": "Patient", "multipleBirthInteger": 2, "extension": ["x"]})");
  const Items found = *members(evaluation_, patient, name::multipleBirthInteger);
  EXPECT_EQ(print(found), "2");
  EXPECT_EQ(found.front().type(), fhir_type::integer);
  const Items extension = *members(evaluation_, patient, name::extension);
  EXPECT_EQ(member(extension.front(), name::valueString), "");
}

TEST_F(NavigationTest, AValueHasParts) {
  const Item patient =
      begin(R"({"resourceType": "Patient", "birthDate": "2020-01", "_active": {"id": "a"}})");
  EXPECT_EQ(print(along(patient, {"birthDate", "value"})), "@2020-01");
  EXPECT_EQ(print(along(patient, {"active", "value"})), "");
  const Item quantity = evaluation_.quantity(QuantityView(*Decimal::parse("1.50"), "mg", false));
  EXPECT_EQ(member(quantity, name::value), "1.50");
  EXPECT_EQ(member(quantity, name::unit), "'mg'");
  EXPECT_EQ(member(quantity, name::code), "");
  EXPECT_EQ(member(Item::integer(1), name::value), "");
}

TEST_F(NavigationTest, AStringIsToldFromOtherValues) {
  const Item patient = begin(R"({"resourceType": "Patient", "id": "a", "active": true,
      "name": [{"family": "A"}, {"family": "B"}]})");
  EXPECT_EQ(*string_member(evaluation_, patient, name::id), "a");
  EXPECT_EQ(*string_member(evaluation_, patient, name::active), std::nullopt);
  EXPECT_EQ(*string_member(evaluation_, patient, name::name), std::nullopt);
  EXPECT_EQ(*string_member(evaluation_, patient, name::gender), std::nullopt);
  EXPECT_EQ(*string_value(evaluation_, Item()), std::nullopt);
  EXPECT_EQ(*string_value(evaluation_, patient), std::nullopt);
}

TEST_F(NavigationTest, MembersAreChargedAndCounted) {
  environment_.limits = {.max_steps = 2, .max_items = 2};
  const Item patient = begin(R"({"resourceType": "Patient", "name": [{}, {}, {}],
      "telecom": [{}, {}]})");
  EXPECT_EQ(print(members(evaluation_, patient, name::telecom)), "{}, {}");
  EXPECT_EQ(print(members(evaluation_, patient, name::name)),
            "K0313 at 0: a collection of more than 2 items");
  EXPECT_EQ(print(members(evaluation_, patient, name::telecom)),
            "K0314 at 0: the evaluation needs more than 2 steps");
}

}  // namespace
}  // namespace kiln::core
