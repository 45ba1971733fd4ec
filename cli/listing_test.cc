// kiln ir and kiln bytecode.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"

namespace kiln::core::cli {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Ir, ShowsEachNodeWithWhatItNames) {
  const Finished result = kiln({"ir", "name.where(use = 'official')"});
  EXPECT_THAT(result.out, StartsWith("Where item=b1 position=b2 "));
  EXPECT_THAT(result.out, HasSubstr("\n  RootMember \"name\" "));
  EXPECT_THAT(result.out, HasSubstr("\n    Binding b0 "));
  EXPECT_THAT(result.out, HasSubstr("\n  Binary equal "));
  EXPECT_THAT(result.out, HasSubstr("\n    Constant String \"official\" "));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Ir, ShowsWhatIsKnownOfTheValueFromTheTypeOfTheContext) {
  EXPECT_THAT(kiln({"ir", "--context-type", "Patient", "name"}).out, HasSubstr("HumanName"));
  EXPECT_THAT(kiln({"ir", "name"}).out, Not(HasSubstr("HumanName")));
}

TEST(Bytecode, ShowsTheTablesAndTheInstructions) {
  const Finished result = kiln({"bytecode", "--no-streaming", "--fhir", "r5", "--strict", "1 + 2"});
  EXPECT_THAT(result.out, StartsWith("program R5 3.0 strict\nsource \"1 + 2\"\n"));
  EXPECT_THAT(result.out, HasSubstr("\nk1 Integer 2\n"));
  EXPECT_THAT(result.out, ContainsRegex("\n +[0-9]+  add +C[0-9]+ .*@2\\.\\.3 +; \\+\n"));
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Bytecode, ShowsTheProgramOfATypeAndTheOneWithoutPasses) {
  const std::vector<std::string> command = {"bytecode", "--context-type", "Patient", "name.given"};
  EXPECT_THAT(kiln(command).out, HasSubstr("\nfor \"Patient\"\n"));
  std::vector<std::string> plain = command;
  plain.emplace_back("--no-streaming");
  const std::string listing = kiln(plain).out;
  EXPECT_THAT(listing, Not(HasSubstr("\nfor ")));
  EXPECT_EQ(listing, kiln({"bytecode", "--no-streaming", "name.given"}).out);
}

TEST(Bytecode, SaysTheVersionOfTheLanguage) {
  EXPECT_THAT(kiln({"bytecode", "--language", "2.0", "1"}).out, StartsWith("program R4 2.0\n"));
  EXPECT_THAT(kiln({"bytecode", "--fhir", "none", "1"}).out, StartsWith("program none 3.0\n"));
}

class Listing : public ::testing::TestWithParam<const char*> {};

TEST_P(Listing, RendersASyntaxErrorWithItsPlaceAndShowsNothing) {
  const Finished result = kiln({GetParam(), "1 +"});
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err,
            "error[K0102]: expected an expression after '+', found the end\n"
            "  1 | 1 +\n"
            "    |    ^\n");
  EXPECT_EQ(result.code, 1);
}

TEST_P(Listing, ShowsWhatASemanticErrorBecomes) {
  const Finished result = kiln({GetParam(), "'a'.length(1)"});
  EXPECT_THAT(result.out, HasSubstr("K0202"));
  EXPECT_THAT(result.err, StartsWith("error[K0202]: "));
  EXPECT_EQ(result.code, 1);
}

TEST_P(Listing, ChecksAgainstTheContextType) {
  const Finished lenient = kiln({GetParam(), "--context-type", "Patient", "nmae"});
  EXPECT_THAT(lenient.out, HasSubstr("nmae"));
  EXPECT_EQ(lenient.err,
            "warning[K0213]: 'Patient' has no element 'nmae'\n"
            "  1 | nmae\n"
            "    | ^~~~ did you mean 'name'?\n");
  EXPECT_EQ(lenient.code, 0);
  EXPECT_EQ(kiln({GetParam(), "--strict", "--context-type", "Patient", "nmae"}).code, 1);
  const Finished unknown = kiln({GetParam(), "--context-type", "Nonsense", "1"});
  EXPECT_THAT(unknown.err, StartsWith("error[K0203]: the context type 'Nonsense' names no type\n"));
  EXPECT_EQ(unknown.code, 1);
}

TEST_P(Listing, ComesOutWholeForEachTypeOfTheContext) {
  for (const char* type : {"Patient", "Observation.component", "HumanName"}) {
    const Finished result = kiln({GetParam(), "--context-type", type,
                                  "descendants().where($this is code).select($index).first()"});
    EXPECT_THAT(result.out, HasSubstr("descendants")) << type;
    EXPECT_EQ(result.code, 0) << type << result.err;
  }
}

TEST_P(Listing, TakesLongExpressions) {
  std::string chain = "1";
  for (int i = 0; i < 9'999; ++i) chain += "+1";
  const Finished result = kiln({GetParam(), chain});
  EXPECT_EQ(result.code, 0);
  EXPECT_GT(std::ranges::count(result.out, '\n'), 9'999);
}

TEST_P(Listing, AReaderThatGoesAwayIsNoFailure) {
  Invocation invocation;
  invocation.arguments = {GetParam(), "1"};
  invocation.out = Stdout::ClosedPipe;
  const Finished result = run_kiln(invocation);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

INSTANTIATE_TEST_SUITE_P(Command, Listing, ::testing::Values("ir", "bytecode"),
                         [](const auto& command) { return std::string(command.param); });

}  // namespace
}  // namespace kiln::core::cli
