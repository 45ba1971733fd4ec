// The commands besides eval and run, and what holds for all of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/testing.h"

namespace kiln::core::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Check, SaysWhatAnExpressionGives) {
  const Finished result = kiln({"check", "Patient.name.given", "Patient.birthDate", "1 = 1"});
  EXPECT_EQ(result.out,
            "Patient.name.given  ->  FHIR.string 0..*\n"
            "Patient.birthDate  ->  FHIR.date 0..1\n"
            "1 = 1  ->  System.Boolean 1..1\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Check, StartsFromTheContextType) {
  const Finished result = kiln({"check", "--context-type", "Observation.component", "code"});
  EXPECT_EQ(result.out, "code  ->  FHIR.CodeableConcept 1..1\n");
  EXPECT_EQ(kiln({"check", "--strict", "--context-type", "Patient", "nmae"}).code, 1);
  EXPECT_EQ(kiln({"check", "--context-type", "Patient", "nmae"}).code, 0);
}

TEST(Check, WritesAnObjectForEachExpressionAsJson) {
  const Finished result = kiln({"check", "--json", "1", "Patient.nmae", "1 +"});
  std::istringstream lines(result.out);
  std::vector<nlohmann::json> objects;
  for (std::string line; std::getline(lines, line);) objects.push_back(nlohmann::json::parse(line));
  ASSERT_EQ(objects.size(), 3U);
  EXPECT_EQ(objects[0],
            nlohmann::json::parse(
                R"({"expression":"1","result":"System.Integer 1..1","diagnostics":[]})"));
  EXPECT_EQ(objects[1]["diagnostics"],
            nlohmann::json::parse(R"([{"severity":"warning","phase":"semantic","code":"K0213",
                "message":"'Patient' has no element 'nmae'","hint":"did you mean 'name'?",
                "start":8,"end":12}])"));
  EXPECT_EQ(objects[2]["diagnostics"][0]["code"], "K0102");
  EXPECT_FALSE(objects[2].contains("result"));
  EXPECT_EQ(result.code, 1);
}

TEST(Check, ReadsAnExpressionALineFromAFile) {
  const TemporaryFile file("expressions.txt", "1 = 1\n\n2 +\n'a'");
  const Finished result = kiln({"check", "-f", file.path()});
  EXPECT_EQ(result.out, "1 = 1  ->  System.Boolean 1..1\n'a'  ->  System.String 1..1\n");
  EXPECT_THAT(result.err, StartsWith(file.path() + ":3: error[K0102]: "));
  EXPECT_EQ(result.code, 1);
  const TemporaryFile marked("expressions.txt",
                             "\xEF\xBB\xBF"
                             "1 = 1\r\n");
  EXPECT_EQ(kiln({"check", "-f", marked.path()}).out, "1 = 1  ->  System.Boolean 1..1\n");
  EXPECT_EQ(kiln({"check", "-f", "nowhere.txt"}).code, 3);
  EXPECT_EQ(kiln_on("1 = 1\n", {"check", "-f", "-"}).out, "1 = 1  ->  System.Boolean 1..1\n");
}

TEST(Ast, ShowsTheTreeWithoutColoursWhereThereIsNoTerminal) {
  const Finished result = kiln({"ast", "1 + 2"});
  EXPECT_EQ(result.out,
            "Binary +  0..5\n"
            "├─ Integer 1  0..1\n"
            "└─ Integer 2  4..5\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Ast, ShowsStaticTypes) {
  EXPECT_EQ(kiln({"ast", "--types", "--context-type", "Patient", "name"}).out,
            "Member name  0..4  : FHIR.HumanName 0..*\n");
}

TEST(Ast, WritesJson) {
  const auto tree = nlohmann::json::parse(kiln({"ast", "--json", "1 + 2"}).out);
  EXPECT_EQ(tree["source"], "1 + 2");
  EXPECT_EQ(tree["nodes"].size(), 3U);
}

TEST(Ast, ShowsWhatCouldBeRecoveredAndWhatIsWrong) {
  const Finished result = kiln({"ast", "1 +"});
  EXPECT_THAT(result.err, StartsWith("error[K0102]: "));
  EXPECT_EQ(result.code, 1);
}

TEST(Repl, AnswersLineByLineOnTheResourceThatIsLoaded) {
  const Finished result = kiln_on(
      "1 + 1\n"
      ":load examples/patient.json\n"
      "name.given.first()\n"
      "photo\n"
      ":fhir\n"
      ":type name.given\n"
      ":ast 1\n"
      "1 +\n"
      ":load nowhere.json\n"
      ":fhir r3\n"
      ":fhir r5\n"
      ":what\n"
      ":quit\n"
      "2 + 2\n",
      {"repl"});
  EXPECT_EQ(result.out,
            "System.Integer  2\n"
            "FHIR.Patient from examples/patient.json\n"
            "FHIR.string  \"Amara\"  Patient.name[0].given[0]\n"
            "{}\n"
            "r4\n"
            "FHIR.string 0..*\n"
            "Integer 1  0..1\n"
            "error[K0102]: expected an expression after '+', found the end\n"
            "  1 | 1 +\n"
            "    |    ^\n"
            "nowhere.json: error[K0412]: it cannot be read, No such file or directory\n"
            "no FHIR version 'r3': r4, r4b, r5 or none\n"
            "FHIR.Patient from examples/patient.json\n"
            "no command ':what'; :help lists them\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Repl, ShowsWarningsBesideTheAnswer) {
  const Finished result = kiln_on("Patient.nmae\n", {"repl", "examples/patient.json"});
  EXPECT_THAT(result.out, HasSubstr("warning[K0213]: 'Patient' has no element 'nmae'\n"));
  EXPECT_THAT(result.out, HasSubstr("did you mean 'name'?\n{}\n"));
}

TEST(Repl, SaysWhereAFileIsNoDocument) {
  const TemporaryFile bad("bad.json", "{\n  \"id\": nope\n}\n");
  const Finished result = kiln_on("1\n", {"repl", bad.path()});
  EXPECT_EQ(result.out, bad.path() + ":2:9: error[K0401]: expected a value\nSystem.Integer  1\n");
  EXPECT_EQ(result.code, 3);
}

TEST(Repl, SurvivesWhatIsNoExpression) {
  const Finished result =
      kiln_on(std::string("\xff\n:\n:load\n:type\n:ast\n\0\n1\n", 25), {"repl"});
  EXPECT_THAT(result.out, HasSubstr("\nSystem.Integer  1\n"));
  EXPECT_EQ(result.code, 0);
}

TEST(CommandLine, SaysHowItIsUsed) {
  const Finished help = kiln({"--help"});
  EXPECT_EQ(help.code, 0);
  for (const char* part :
       {"Exit codes:", "eval", "check", "ast", "ir", "bytecode", "run", "conformance", "repl"})
    EXPECT_THAT(help.out, HasSubstr(part));
  for (const char* command :
       {"eval", "check", "ast", "ir", "bytecode", "run", "conformance", "repl"}) {
    const Finished of_command = kiln({command, "--help"});
    EXPECT_EQ(of_command.code, 0);
    EXPECT_THAT(of_command.out, HasSubstr("Example")) << command;
  }
  EXPECT_EQ(kiln({"--version"}).out, "kiln " KILN_VERSION "\n");
}

TEST(CommandLine, TheExamplesOfTheHelpAreRight) {
  EXPECT_THAT(kiln({"eval", "--help"}).out, HasSubstr("'value.ofType(Quantity) > %limit'"));
  EXPECT_EQ(kiln({"eval", "--context", "Observation.component", "value.ofType(Quantity) > %limit",
                  "--variable", "limit=100 'mm[Hg]'", "examples/observation.json"})
                .out,
            "true\nfalse\n");
  const std::string conformance = kiln({"conformance", "--help"}).out;
  EXPECT_THAT(conformance, HasSubstr("--profiles r4-structure-definitions.ndjson.gz"));
  EXPECT_THAT(conformance, Not(HasSubstr("--strict")));
  EXPECT_EQ(kiln({"conformance", "--strict", "cli/testdata/suite/tests-fhir-r4.xml"}).code, 2);
}

TEST(CommandLine, EveryCommandSaysWhatIsWrongWithItsOptions) {
  for (const std::string command : {"eval", "run", "repl"})
    EXPECT_THAT(kiln_on("", {command, "--now", "soon", "-"}).err,
                StartsWith("kiln " + command + ": --now 'soon' is no DateTime"))
        << command;
  EXPECT_THAT(kiln({"conformance", "--now", "soon", "cli/testdata/suite/tests-fhir-r4.xml"}).err,
              StartsWith("kiln conformance: --now 'soon' is no DateTime"));
}

TEST(CommandLine, AFullDiskIsAnErrorOfEveryCommand) {
  const std::vector<std::vector<std::string>> commands = {
      {"eval", "1"},     {"check", "1"}, {"ast", "1"}, {"ir", "1"},
      {"bytecode", "1"}, {"run"},        {"repl"},     {"--help"}};
  for (const std::vector<std::string>& command : commands) {
    Invocation invocation;
    invocation.arguments = command;
    invocation.has_input = true;
    invocation.input = "{\"expression\":\"1\"}\n";
    invocation.out = Stdout::FullDevice;
    const Finished result = run_kiln(invocation);
    EXPECT_THAT(result.err, StartsWith("kiln: standard output cannot be written: ")) << command[0];
    EXPECT_EQ(result.code, 4) << command[0];
  }
}

TEST(CommandLine, AWrongUseHasAnExitCodeOfItsOwn) {
  EXPECT_EQ(kiln({}).code, 2);
  EXPECT_EQ(kiln({"eval"}).code, 2);
  EXPECT_EQ(kiln({"evil"}).code, 2);
  EXPECT_EQ(kiln({"eval", "--fhir", "r3", "1"}).code, 2);
  EXPECT_EQ(kiln({"eval", "--format", "csv", "1"}).code, 2);
  EXPECT_EQ(kiln({"eval", "--max-steps", "-1", "1"}).code, 2);
  EXPECT_EQ(kiln({"check"}).code, 2);
}

}  // namespace
}  // namespace kiln::core::cli
