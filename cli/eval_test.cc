// kiln eval, as its user meets it: exact output, standard error and exit code.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"

namespace kiln::core::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

constexpr const char* kPatient = "examples/patient.json";

TEST(Eval, AnswersWithoutData) {
  const Finished result = kiln({"eval", "1 + 2 * 3"});
  EXPECT_EQ(result.out, "7\n");
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, PrintsAValueALine) {
  const Finished result = kiln({"eval", "Patient.name.given", kPatient});
  EXPECT_EQ(result.out, "Amara\nRuth\nAma\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, PrintsNothingForTheEmptyCollection) {
  const Finished result = kiln({"eval", "Patient.photo", kPatient});
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, PrintsAnElementOfSeveralPartsAsJson) {
  const Finished result = kiln({"eval", "Patient.name[1]", kPatient});
  EXPECT_EQ(result.out, "{\"use\":\"nickname\",\"given\":[\"Ama\"]}\n");
}

TEST(Eval, PrintsEachSystemTypeAsText) {
  EXPECT_EQ(kiln({"eval", "true"}).out, "true\n");
  EXPECT_EQ(kiln({"eval", "2147483648L"}).out, "2147483648\n");
  EXPECT_EQ(kiln({"eval", "1.10"}).out, "1.10\n");
  EXPECT_EQ(kiln({"eval", "'a''"}).code, 1);
  EXPECT_EQ(kiln({"eval", "'it\\'s'"}).out, "it's\n");
  EXPECT_EQ(kiln({"eval", "@2015-02"}).out, "2015-02\n");
  EXPECT_EQ(kiln({"eval", "@T10:30"}).out, "10:30\n");
  EXPECT_EQ(kiln({"eval", "4.50 'mg'"}).out, "4.50 'mg'\n");
  EXPECT_EQ(kiln({"eval", "4 days"}).out, "4 days\n");
}

TEST(Eval, JsonFormatKeepsDigits) {
  const Finished result = kiln(
      {"eval", "--format", "json", "1.10 | 'a\"b' | 2L | 4.5 'mg' | @2015-02-04T14:30:00.000Z"});
  EXPECT_EQ(result.out,
            "[1.10,\"a\\\"b\",2,{\"value\":4.5,\"unit\":\"mg\"},\"2015-02-04T14:30:00.000Z\"]\n");
}

TEST(Eval, JsonFormatOfNothingIsAnEmptyArray) {
  EXPECT_EQ(kiln({"eval", "--format", "json", "{}"}).out, "[]\n");
}

TEST(Eval, TypedFormatAlignsTypePathAndValue) {
  const Finished result =
      kiln({"eval", "--format", "typed",
            "Patient.name.family | Patient.birthDate | Patient.active | 1.50", kPatient});
  EXPECT_EQ(result.out,
            "FHIR.string     Patient.name[0].family  \"Okafor\"\n"
            "FHIR.string     Patient.name[2].family  \"Lindqvist\"\n"
            "FHIR.date       Patient.birthDate       \"1984-03-09\"\n"
            "FHIR.boolean    Patient.active          true\n"
            "System.Decimal  -                       1.50\n");
}

TEST(Eval, PrefixesLinesWhereThereAreSeveralFiles) {
  const Finished result = kiln({"eval", "id", kPatient, "examples/observation.json"});
  EXPECT_EQ(result.out,
            "examples/patient.json: amara\n"
            "examples/observation.json: blood-pressure\n");
}

TEST(Eval, ReadsNdjsonAsAStreamAndSaysTheLine) {
  const TemporaryFile lines("patients.ndjson",
                            "{\"resourceType\":\"Patient\",\"id\":\"a\"}\r\n"
                            "\n"
                            "{\"resourceType\":\"Patient\",\"id\":\"b\"}");
  EXPECT_EQ(kiln({"eval", "Patient.id", lines.path()}).out, "a\nb\n");
  EXPECT_EQ(kiln({"eval", "Patient.id", lines.path(), kPatient}).out,
            lines.path() + ":1: a\n" + lines.path() + ":3: b\n" + "examples/patient.json: amara\n");
}

TEST(Eval, AnswersTheOtherLinesWhenOneIsNoDocument) {
  const TemporaryFile lines("patients.ndjson",
                            "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n"
                            "{\"resourceType\":\n"
                            "{\"resourceType\":\"Patient\",\"id\":\"c\"}\n");
  const Finished result = kiln({"eval", "Patient.id", lines.path()});
  EXPECT_EQ(result.out, "a\nc\n");
  EXPECT_THAT(result.err, StartsWith(lines.path() + ":2:17: error[K0401]: "));
  EXPECT_EQ(result.code, 3);
}

TEST(Eval, SaysWhereAFileIsNoDocumentAndAnswersTheOthers) {
  const TemporaryFile bad("bad.json", "{\n  \"resourceType\": \"Patient\",\n  \"id\": nope\n}\n");
  const Finished result = kiln({"eval", "id", bad.path(), "nowhere.json", kPatient});
  EXPECT_EQ(result.out, "examples/patient.json: amara\n");
  EXPECT_THAT(result.err, StartsWith(bad.path() + ":3:9: error[K0401]: "));
  EXPECT_THAT(result.err, HasSubstr("nowhere.json: error[K0412]: it cannot be read, No such file"));
  EXPECT_EQ(result.code, 3);
}

TEST(Eval, WhatAnErrorQuotesFromAFileCannotMoveTheCursor) {
  const TemporaryFile bad("bad.json", "{\"\\u001b[2J\\n\":1,\"\\u001b[2J\\n\":2}");
  EXPECT_EQ(kiln({"eval", "id", bad.path()}).err,
            bad.path() + ":1:18: error[K0405]: second member '␛[2J␊' of one object\n");
}

TEST(Eval, RefusesAFolder) {
  const Finished result = kiln({"eval", "id", "examples"});
  EXPECT_EQ(result.err, "examples: error[K0412]: it cannot be read, it is a folder\n");
  EXPECT_EQ(result.code, 3);
}

TEST(Eval, ReadsXml) {
  const Finished result = kiln(
      {"eval", "--format", "typed", "Patient.name.given", "cli/testdata/suite/input/patient.xml"});
  EXPECT_EQ(result.out,
            "FHIR.string  Patient.name[0].given[0]  \"Amara\"\n"
            "FHIR.string  Patient.name[0].given[1]  \"Ruth\"\n");
}

TEST(Eval, TellsWhatIsPipedInByItsStart) {
  const char* expression = "Patient.id";
  EXPECT_EQ(kiln_on("{\"resourceType\":\"Patient\",\"id\":\"a\"}", {"eval", expression}).out,
            "a\n");
  EXPECT_EQ(kiln_on("{\n\"resourceType\":\"Patient\",\n\"id\":\"a\"}\n", {"eval", expression}).out,
            "a\n");
  EXPECT_EQ(kiln_on("\n{\"resourceType\":\"Patient\",\"id\":\"a\"}\n"
                    "{\"resourceType\":\"Patient\",\"id\":\"b\"}\n",
                    {"eval", expression, "-"})
                .out,
            "a\nb\n");
  EXPECT_EQ(kiln_on(" <Patient xmlns='http://hl7.org/fhir'>\n<id value='x'/></Patient>",
                    {"eval", expression})
                .out,
            "x\n");
}

TEST(Eval, SaysTheLineOfABrokenDocumentThatIsPipedIn) {
  const Finished result = kiln_on("{\n\"resourceType\": \"Patient\",\n\"id\": }", {"eval", "id"});
  EXPECT_THAT(result.err, StartsWith("standard input:3:7: error[K0401]: "));
  EXPECT_EQ(result.code, 3);
}

TEST(Eval, AnEmptyPipeIsNoData) {
  const Finished result = kiln_on("", {"eval", "1 + 1"});
  EXPECT_EQ(result.out, "2\n");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, AnEmptyDocumentIsAnError) {
  for (const char* name : {"empty", "empty.json", "empty.xml"}) {
    const TemporaryFile file(name, " \n");
    const Finished result = kiln({"eval", "1 + 1", file.path()});
    EXPECT_EQ(result.out, "");
    EXPECT_THAT(result.err, MatchesRegex(".*: error\\[K040[12]\\]: the input is empty\n")) << name;
    EXPECT_THAT(result.err, StartsWith(file.path() + ":1:1: "));
    EXPECT_EQ(result.code, 3);
  }
  const Finished piped = kiln_on("\xEF\xBB\xBF", {"eval", "1 + 1", "-"});
  EXPECT_EQ(piped.err, "standard input:1:1: error[K0401]: the input is empty\n");
  EXPECT_EQ(piped.code, 3);
}

TEST(Eval, EmptyLinesHaveNoAnswers) {
  const TemporaryFile lines("empty.ndjson", "\n");
  const Finished result = kiln({"eval", "1 + 1", lines.path()});
  EXPECT_EQ(result.out + result.err, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, WarnsOnceAFileOfAResourceTypeThatTheModelDoesNotHave) {
  const TemporaryFile lines("patients.ndjson",
                            "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n"
                            "{\"resourceType\":\"Patiant\",\"id\":\"b\"}\n"
                            "{\"resourceType\":\"Patiant\",\"id\":\"c\"}\n");
  const Finished result = kiln({"eval", "id", lines.path()});
  EXPECT_EQ(result.out, "a\nb\nc\n");
  EXPECT_EQ(result.err, lines.path() +
                            ":2: warning[K0410]: 'Patiant' is no resource type of r4, its elements "
                            "have no types (did you mean 'Patient'?)\n");
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(kiln({"eval", "id", "--fhir", "none", lines.path()}).err, "");
  EXPECT_EQ(kiln({"eval", "id", "--context-type", "HumanName", lines.path()}).err, "");
}

TEST(Eval, SaysWhichVersionHasTheResourceType) {
  const char* topic = "{\"resourceType\":\"SubscriptionTopic\",\"id\":\"a\"}";
  EXPECT_EQ(kiln_on(topic, {"eval", "id"}).err,
            "standard input:1: warning[K0410]: 'SubscriptionTopic' is no resource type of r4, its "
            "elements have no types (r4b has it: --fhir r4b)\n");
  EXPECT_EQ(kiln_on(topic, {"eval", "id", "--fhir", "r5"}).err, "");
}

TEST(Eval, SaysWhereAProfileIsNoDocument) {
  const TemporaryFile lines("profiles.ndjson",
                            "{\"resourceType\":\"Patient\"}\n"
                            "{\"resourceType\":\"StructureDefinition\",}\n");
  EXPECT_THAT(kiln({"eval", "1", "--profiles", lines.path()}).err,
              StartsWith("kiln eval: --profiles: " + lines.path() + ":2:39: "));
  EXPECT_THAT(kiln({"eval", "1", "--terminology", lines.path()}).err,
              StartsWith("kiln eval: --terminology: " + lines.path() + ":2:39: "));
}

TEST(Eval, ReadsAnyJsonWithoutAModel) {
  const Finished result = kiln_on("{\"valueQuantity\": {\"value\": 1.10}, \"list\": [1, 2]}",
                                  {"eval", "--fhir", "none", "--format", "typed",
                                   "valueQuantity.value | list | valueQuantity", "-"});
  EXPECT_EQ(result.code, 0) << result.err;
  EXPECT_EQ(result.out,
            "System.Decimal  valueQuantity.value  1.10\n"
            "System.Integer  list[0]              1\n"
            "System.Integer  list[1]              2\n"
            "Object          valueQuantity        {\"value\":1.10}\n");
}

TEST(Eval, RendersASyntaxErrorWithItsPlace) {
  const Finished result = kiln({"eval", "1 +", kPatient});
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, StartsWith("error[K0102]: "));
  EXPECT_THAT(result.err, HasSubstr("\n  1 | 1 +\n"));
  EXPECT_EQ(result.code, 1);
}

TEST(Eval, AWrongNameIsAWarningAndInStrictModeAnError) {
  const Finished lenient = kiln({"eval", "Patient.nmae.given", kPatient});
  EXPECT_EQ(lenient.out, "");
  EXPECT_EQ(lenient.err,
            "warning[K0213]: 'Patient' has no element 'nmae'\n"
            "  1 | Patient.nmae.given\n"
            "    |         ^~~~ did you mean 'name'?\n");
  EXPECT_EQ(lenient.code, 0);
  const Finished strict = kiln({"eval", "--strict", "Patient.nmae.given", kPatient});
  EXPECT_EQ(strict.err,
            "error[K0213]: 'Patient' has no element 'nmae'\n"
            "  1 | Patient.nmae.given\n"
            "    |         ^~~~ did you mean 'name'?\n");
  EXPECT_EQ(strict.code, 1);
}

TEST(Eval, SaysOnceWhatIsWrongWithAnExpressionOnManyResources) {
  const Finished result = kiln_on(
      "{\"resourceType\":\"Patient\",\"id\":\"a\"}\n{\"resourceType\":\"Patient\",\"id\":\"b\"}\n",
      {"eval", "nosuch()", "-"});
  EXPECT_EQ(result.err.find("K0201"), result.err.rfind("K0201"));
  EXPECT_EQ(result.code, 1);
}

TEST(Eval, SaysForWhichFileAnEvaluationFails) {
  const Finished result =
      kiln({"eval", "name.given.single()", kPatient, "examples/observation.json"});
  EXPECT_THAT(result.err, HasSubstr("examples/patient.json: error[K0301]: "));
  EXPECT_EQ(result.code, 1);
}

TEST(Eval, TakesVariables) {
  const Finished result = kiln({"eval", "%who & ' ' & %count.toString()", "--variable",
                                "who='Amara'", "--variable", "count=1 + 1"});
  EXPECT_EQ(result.out, "Amara 2\n") << result.err;
}

TEST(Eval, RefusesAVariableThatIsNoExpressionWithAValue) {
  EXPECT_THAT(kiln({"eval", "%who", "--variable", "who=Amara"}).err,
              HasSubstr("--variable who: 'Amara' has no value"));
  EXPECT_EQ(kiln({"eval", "%who", "--variable", "who=Amara"}).code, 2);
  EXPECT_EQ(kiln({"eval", "%who", "--variable", "who"}).code, 2);
  EXPECT_EQ(kiln({"eval", "%who", "--variable", "who='"}).code, 2);
  EXPECT_EQ(kiln({"eval", "%who.empty()", "--variable", "who={}"}).out, "true\n");
}

TEST(Eval, RefusesAVariableWithANameOfTheSpecifications) {
  EXPECT_EQ(
      kiln({"eval", "1", "--variable", "resource=1"}).err,
      "kiln eval: --variable resource: the name is taken, %resource has a value of its own\n");
  for (const char* name : {"context", "resource", "rootResource", "profile", "ucum", "sct", "loinc",
                           "terminologies", "factory", "server", "vs-x", "ext-x"})
    EXPECT_EQ(kiln({"eval", "1", "--variable", std::string(name) + "=1"}).code, 2) << name;
  EXPECT_EQ(kiln({"eval", "%contexts", "--variable", "contexts=1"}).out, "1\n");
}

TEST(Eval, TheClockAndTheZoneAreInputs) {
  EXPECT_EQ(kiln({"eval", "--now", "2026-02-11T08:15:00+05:45", "now()"}).out,
            "2026-02-11T08:15:00.000+05:45\n");
  EXPECT_EQ(kiln({"eval", "--now", "2026-02-11T08:15:00", "--timezone", "-03:30", "now()"}).out,
            "2026-02-11T08:15:00.000-03:30\n");
  EXPECT_EQ(kiln({"eval", "--now", "2026-02-11T23:59:59.999Z", "today()"}).out, "2026-02-11\n");
  EXPECT_EQ(kiln({"eval", "--now", "2026-02-11", "now()"}).code, 2);
  EXPECT_EQ(kiln({"eval", "--timezone", "Mars", "now()"}).code, 2);
  EXPECT_EQ(kiln({"eval", "--timezone", "+15:00", "now()"}).code, 2);
}

TEST(Eval, TakesTheZoneFromTheEnvironment) {
  Invocation invocation;
  invocation.arguments = {"eval", "now()"};
  invocation.environment = {{"TZ", "NPT-05:45"}};
  EXPECT_THAT(run_kiln(invocation).out, MatchesRegex("....-..-..T..:..:..\\....\\+05:45\n"));
  // Further from UTC than a DateTime can say.
  invocation.environment = {{"TZ", "FAR-23:00"}};
  EXPECT_THAT(run_kiln(invocation).out, MatchesRegex("....-..-..T..:..:..\\....Z\n"));
}

TEST(Eval, DoesNotDependOnTheLocale) {
  Invocation invocation;
  invocation.arguments = {"eval", "1234.5 + 1"};
  invocation.environment = {{"LC_ALL", "de_DE.UTF-8"}, {"LANG", "de_DE.UTF-8"}};
  EXPECT_EQ(run_kiln(invocation).out, "1235.5\n");
}

TEST(Eval, EvaluatesOnEachElementOfTheContext) {
  const Finished result = kiln({"eval", "--context", "Patient.name", "given.count()", kPatient});
  EXPECT_EQ(result.out, "2\n1\n0\n");
  const Finished wrong = kiln({"eval", "--context", "1 + 1", "$this", kPatient});
  EXPECT_THAT(wrong.err, HasSubstr("error[K0303]: "));
  EXPECT_EQ(wrong.code, 1);
}

TEST(Eval, TakesTheTypeOfARootThatIsNoResource) {
  const Finished result =
      kiln_on("{\"family\": \"Okafor\"}",
              {"eval", "--context-type", "HumanName", "--format", "typed", "family", "-"});
  EXPECT_EQ(result.out, "FHIR.string  HumanName.family  \"Okafor\"\n") << result.err;
}

TEST(Eval, TracesToStandardError) {
  const Finished result = kiln({"eval", "--trace", "name.given.trace('g').count()", kPatient});
  EXPECT_EQ(result.out, "3\n");
  EXPECT_EQ(result.err, "trace g: Amara\ntrace g: Ruth\ntrace g: Ama\n");
}

TEST(Eval, StopsAfterTheStepsThatItMayTake) {
  const Finished result =
      kiln({"eval", "--max-steps", "1000", "'a'.repeatAll($this & 'a').count()"});
  EXPECT_THAT(result.err, HasSubstr("error[K0314]: "));
  EXPECT_EQ(result.code, 1);
}

TEST(Eval, ResolvesReferencesInABundle) {
  const Finished result =
      kiln({"eval", "Bundle.entry.resource.ofType(Observation).subject.resolve().name.family",
            "examples/bundle.json"});
  EXPECT_EQ(result.out, "Okafor\n") << result.err;
}

TEST(Eval, AReaderThatGoesAwayIsNoFailure) {
  Invocation invocation;
  invocation.arguments = {"eval", "Patient.name.given", kPatient};
  invocation.out = Stdout::ClosedPipe;
  const Finished result = run_kiln(invocation);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

TEST(Eval, AnOutputThatCannotBeWrittenIsAFailure) {
  Invocation invocation;
  invocation.arguments = {"eval", "Patient.name.given", kPatient};
  invocation.out = Stdout::FullDevice;
  const Finished result = run_kiln(invocation);
  EXPECT_EQ(result.err, "kiln: standard output cannot be written: No space left on device\n");
  EXPECT_EQ(result.code, 4);
}

TEST(Eval, TakesAnExpressionThatStartsWithAMinusBehindTwo) {
  EXPECT_EQ(kiln({"eval", "--", "-1.abs()"}).out, "-1\n");
}

TEST(Eval, SurvivesDeepAndLongExpressions) {
  const std::string deep = std::string(1'000, '(') + "1" + std::string(1'000, ')');
  EXPECT_EQ(kiln({"eval", deep}).out, "1\n");
  std::string chain = "1";
  for (int i = 0; i < 9'999; ++i) chain += "+1";
  EXPECT_EQ(kiln({"eval", chain}).out, "10000\n");
}

}  // namespace
}  // namespace kiln::core::cli
