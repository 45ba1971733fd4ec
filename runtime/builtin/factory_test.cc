#include "runtime/builtin/factory.h"

#include "model/types.h"
#include "runtime/builtin/test_calls.h"

namespace kiln::core {
namespace {

class FactoryTest : public test::CallTest {
 protected:
  std::string made(std::string_view name, std::vector<Items> arguments) {
    return print(call_by_name(builtins::call_factory, name, std::move(arguments)));
  }
};

TEST_F(FactoryTest, ParametersAreElementsInTheirOrder) {
  EXPECT_EQ(made("Coding", {text("s"), text("c")}), R"({"system":"s","code":"c"})");
  EXPECT_EQ(made("Coding", {text("s"), {}, {}, text("1")}), R"({"system":"s","version":"1"})");
  EXPECT_EQ(made("Coding", {}), "{}");
  EXPECT_EQ(made("HumanName", {text("F"), list({text("A").front(), text("B").front()})}),
            R"({"family":"F","given":["A","B"]})");
  EXPECT_EQ(made("Quantity", {text("s"), text("mg"), one(Item::integer(5)), text("mg")}),
            R"({"system":"s","code":"mg","value":5,"unit":"mg"})");
  EXPECT_EQ(made("Extension", {text("u"), one(Item::integer(5))}),
            R"({"url":"u","valueInteger":5})");
}

TEST_F(FactoryTest, APrimitiveIsItsValueAndExtensions) {
  const auto code = call_by_name(builtins::call_factory, "code", {text("a")});
  ASSERT_TRUE(code);
  EXPECT_EQ(print(code), R"("a")");
  EXPECT_EQ(code->front().type(), fhir_type::code);
  EXPECT_EQ(made("code", {}), "K0322 at 0: a primitive needs a value or an extension");
}

TEST_F(FactoryTest, CreateTakesTheNameOfAConcreteFhirType) {
  EXPECT_EQ(made("create", {text("Patient")}), R"({"resourceType":"Patient"})");
  EXPECT_EQ(made("create", {text("Resource")}),
            "K0322 at 10: an object of type 'Resource' cannot be made");
  EXPECT_EQ(made("create", {text("Integer")}), "K0325 at 10: there is no type 'FHIR.Integer'");
  EXPECT_EQ(made("create", {Items{}}), "K0212 at 10: create() takes the name of a type");
}

TEST_F(FactoryTest, AChangedCopyHasOneMoreExtension) {
  const Item name = begin(R"({"extension": [{"url": "a"}], "family": "F"})", fhir_type::HumanName);
  EXPECT_EQ(made("withExtension", {one(name), text("b"), one(Item::integer(5))}),
            R"({"extension":[{"url":"a"},{"url":"b","valueInteger":5}],"family":"F"})");
  EXPECT_EQ(made("withExtension", {along(name, {"family"}), text("b"), {}}), R"("F")");
  EXPECT_EQ(print(name), R"({"extension":[{"url":"a"}],"family":"F"})");
}

TEST_F(FactoryTest, AChangedCopyHasAnotherProperty) {
  const Item name = begin(R"({"family": "F", "text": "T"})", fhir_type::HumanName);
  EXPECT_EQ(made("withProperty", {one(name), text("family"), text("G")}),
            R"({"family":"G","text":"T"})");
  EXPECT_EQ(made("withProperty", {one(name), text("use"), text("usual")}),
            R"({"family":"F","text":"T","use":"usual"})");
  EXPECT_EQ(made("withProperty", {one(name), text("family"), {}}), R"({"text":"T"})");
  EXPECT_EQ(made("withProperty", {Items{}, text("family"), text("G")}), "");
  EXPECT_EQ(made("withProperty", {one(name), Items{}, text("G")}), "");
  EXPECT_EQ(made("withProperty", {one(name), one(Item::integer(1)), text("G")}),
            "K0304 at 0: the second argument must be a String");
  EXPECT_EQ(made("withProperty", {list({name, name}), text("family"), text("G")}),
            "K0301 at 0: a single item is needed, there are 2");
  EXPECT_EQ(made("withProperty", {text("a"), text("family"), text("G")}),
            "K0322 at 0: only an element or a resource has properties to set");
}

TEST_F(FactoryTest, CallsAreCheckedBeforeTheirArguments) {
  const auto check = [&](std::string_view name, std::size_t arguments) {
    const auto checked = builtins::check_factory(environment_.model, name, arguments);
    return checked ? "" : checked.error().message;
  };
  EXPECT_EQ(check("Address", 7), "");
  EXPECT_EQ(check("Address", 8), "wrong number of arguments for %factory.Address()");
  EXPECT_EQ(check("code", 3), "wrong number of arguments for %factory.code()");
  EXPECT_EQ(check("create", 2), "wrong number of arguments for %factory.create()");
  EXPECT_EQ(check("withProperty", 2), "wrong number of arguments for %factory.withProperty()");
  EXPECT_EQ(check("Patient", 0), "%factory has no function 'Patient'");
  EXPECT_EQ(made("Patient", {}), "K0201 at 0: %factory has no function 'Patient'");
  environment_.model = nullptr;
  EXPECT_EQ(check("Coding", 0), "%factory needs a FHIR model");
}

}  // namespace
}  // namespace kiln::core
