// Steps of a path, children() and descendants(), and types: navigation.h, types.h.

#include "model/types.h"
#include "runtime/builtin/test_calls.h"
#include "runtime/builtin/types.h"

namespace kiln::core {
namespace {

constexpr std::string_view kPatient = R"({"resourceType": "Patient", "active": true,
    "name": [{"family": "A"}, {"given": ["B", "C"]}], "birthDate": "2020-99",
    "contained": [{"resourceType": "Patient", "active": false}]})";

class PathTest : public test::CallTest {
 protected:
  std::string step(Items focus, std::string_view name) {
    return print(path_members(evaluation_, focus, path_name(environment_.model, name)));
  }
  std::string root(Items focus, std::string_view name) {
    return print(root_member(evaluation_, focus, path_name(environment_.model, name)));
  }
  ResolvedType type(std::string_view name) { return *resolve_type(environment_.model, "", name); }
  std::string is(const Item& item, std::string_view name) {
    return print(is_type(evaluation_, one(item), type(name)));
  }
  std::string selects(const Item& item, std::string_view name) {
    return selects_type(evaluation_, item, type(name)) ? "true" : "false";
  }
};

TEST_F(PathTest, AStepTakesTheMembersOfEachItem) {
  const Items patient = one(begin(kPatient));
  EXPECT_EQ(step(patient, "active"), "true");
  EXPECT_EQ(step(along(patient.front(), {"name"}), "given"), "\"B\", \"C\"");
  EXPECT_EQ(step(patient, "nothing"), "");
  EXPECT_EQ(step({}, "active"), "");
  EXPECT_EQ(step(list({Item::integer(1), patient.front()}), "active"), "true");
}

TEST_F(PathTest, AStepThatNoTypeHasIsAnErrorInStrictEvaluation) {
  environment_.strict = true;
  const Items patient = one(begin(kPatient));
  EXPECT_EQ(step(patient, "nothing"), "K0213 at 0: 'Patient' has no element 'nothing'");
  EXPECT_EQ(step(patient, "given"), "K0213 at 0: 'Patient' has no element 'given'");
  EXPECT_EQ(step(patient, "gender"), "");
  EXPECT_EQ(step(patient, "resourceType"), "'Patient'");
  EXPECT_EQ(print(members(evaluation_, patient.front(), find_name("given"))), "");
}

TEST_F(PathTest, AFirstStepMayNameTheTypeOfTheContext) {
  const Items patient = one(begin(kPatient));
  EXPECT_EQ(root_member(evaluation_, patient, path_name(environment_.model, "Patient"))->data,
            patient.data);
  EXPECT_EQ(root_member(evaluation_, patient, path_name(environment_.model, "Resource"))->size(),
            1u);
  EXPECT_EQ(root(patient, "Observation"), "");
  EXPECT_EQ(root(patient, "active"), "true");
}

TEST_F(PathTest, WithoutAModelNamesAreThoseOfTheJson) {
  environment_.model = nullptr;
  const Items object = one(begin(R"({"resourceType": "Foo", "mine": [1, 2]})"));
  EXPECT_EQ(root_member(evaluation_, object, path_name(nullptr, "Foo"))->size(), 1u);
  EXPECT_EQ(step(object, "mine"), "1, 2");
  EXPECT_EQ(step(object, "resourceType"), "\"Foo\"");
}

TEST_F(PathTest, AStepChargesEachItem) {
  environment_.limits.max_steps = 10;
  environment_.limits.max_items = 1;
  const Item patient = begin(kPatient);
  EXPECT_EQ(step(list({patient, patient}), "gender"), "");
  EXPECT_EQ(evaluation_.fuel(), 8u);
  EXPECT_EQ(step(one(patient), "name"), "K0313 at 0: a collection of more than 1 items");
}

TEST_F(PathTest, ChildrenHaveTheValuesOfPrimitives) {
  const Item patient = begin(R"({"resourceType": "Patient", "active": true,
      "_active": {"id": "a"}, "name": [{"given": ["B"]}]})");
  EXPECT_EQ(answer(FunctionId::Children, one(patient)), R"(true, {"given":["B"]})");
  EXPECT_EQ(answer(FunctionId::Children, along(patient, {"active"})), "true, \"a\"");
  EXPECT_EQ(answer(FunctionId::Children, one(Item::integer(1))), "");
  EXPECT_EQ(answer(FunctionId::Descendants, one(patient)),
            R"(true, {"given":["B"]}, true, "a", "B", 'a', 'B')");
}

TEST_F(PathTest, ATextThatIsNotOfItsTypeHasNoChildren) {
  const Item patient = begin(kPatient);
  EXPECT_EQ(answer(FunctionId::Children, along(patient, {"birthDate"})), "");
}

TEST_F(PathTest, TypesAreThoseOfTheModelFirst) {
  EXPECT_FALSE(type("Quantity").system);
  EXPECT_TRUE(type("Boolean").system);
  EXPECT_TRUE(resolve_type(environment_.model, "System", "Quantity")->system);
  EXPECT_EQ(resolve_type(environment_.model, "FHIR", "Boolean").error().message,
            "there is no type 'FHIR.Boolean'");
  EXPECT_EQ(resolve_type(environment_.model, "", "Bogus").error().code,
            ErrorCode::UnknownTypeAtRun);
  const ResolvedType resource = *resolve_type(nullptr, "", "Foo");
  EXPECT_EQ(resource.id, kNoType);
  EXPECT_EQ(resource.name, "Foo");
}

TEST_F(PathTest, IsTakesSubtypesAndSelectionOfPrimitivesDoesNot) {
  const Item root = begin(R"({"resourceType": "Patient", "active": true, "gender": "male",
      "_birthDate": {"id": "b"}})");
  EXPECT_EQ(is(root, "Resource"), "true");
  EXPECT_EQ(is(root, "Observation"), "false");
  const Item gender = along(root, {"gender"}).front();
  EXPECT_EQ(is(gender, "string"), "true");
  EXPECT_EQ(is(gender, "String"), "false");
  EXPECT_EQ(is(gender, "Any"), "true");
  EXPECT_EQ(selects(gender, "string"), "false");
  EXPECT_EQ(selects(gender, "code"), "true");
  EXPECT_EQ(selects(gender, "String"), "true");
  EXPECT_EQ(selects(gender, "Element"), "true");
  EXPECT_EQ(selects(along(root, {"birthDate"}).front(), "Date"), "false");
  EXPECT_EQ(is(Item::integer(1), "Integer"), "true");
  EXPECT_EQ(is(Item::integer(1), "integer"), "false");
}

TEST_F(PathTest, IsAndAsTakeOneItem) {
  Items two = list({Item::integer(1), Item::string("a")});
  EXPECT_EQ(print(is_type(evaluation_, two, type("Integer"))),
            "K0301 at 0: a single item is needed, there are 2");
  EXPECT_EQ(print(as_type(evaluation_, two, type("Integer"))),
            "K0301 at 0: a single item is needed, there are 2");
  EXPECT_EQ(print(of_type(evaluation_, two, type("Integer"))), "1");
  EXPECT_EQ(print(is_type(evaluation_, {}, type("Integer"))), "false");
  environment_.as_filters = true;
  environment_.language = LanguageVersion::V2;
  begin();
  two = list({Item::integer(1), Item::string("a")});
  EXPECT_EQ(print(as_type(evaluation_, two, type("Integer"))), "1");
  EXPECT_EQ(print(is_type(evaluation_, {}, type("Integer"))), "");
}

TEST_F(PathTest, LookingForATypeIsCharged) {
  const Item patient = begin(kPatient);
  const auto steps_of = [&](auto&& look) {
    const std::uint64_t before = evaluation_.fuel();
    EXPECT_TRUE(look().has_value());
    return before - evaluation_.fuel();
  };
  const Items three = list({patient, Item::integer(1), patient});
  const PathName name = path_name(environment_.model, "Patient");
  EXPECT_EQ(steps_of([&] { return of_type(evaluation_, three, type("Integer")); }), 3u);
  EXPECT_EQ(steps_of([&] { return of_type(evaluation_, one(patient), type("Integer")); }), 0u);
  EXPECT_EQ(steps_of([&] { return root_member(evaluation_, three, name); }), 3u);
  EXPECT_EQ(steps_of([&] { return root_member(evaluation_, one(patient), name); }), 0u);
}

TEST_F(PathTest, TypeDescribesEachItem) {
  const Item root = begin(kPatient);
  EXPECT_EQ(answer(FunctionId::Type, list({root, Item::integer(1)})),
            R"({"namespace":"FHIR","name":"Patient","baseType":"FHIR.DomainResource"}, )"
            R"({"namespace":"System","name":"Integer","baseType":"System.Any"})");
}

}  // namespace
}  // namespace kiln::core
