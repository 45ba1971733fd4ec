// kiln run: a line in, a line out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"

namespace kiln::core::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string answer_to(const std::string& record, std::vector<std::string> options = {}) {
  options.insert(options.begin(), "run");
  const Finished result = kiln_on(record + '\n', std::move(options));
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.err, "");
  return result.out;
}

std::string value_of(const std::string& expression, const std::string& members = {}) {
  std::string line = answer_to("{\"expression\":\"" + expression + "\"" + members + "}");
  constexpr std::string_view kStart = "{\"id\":null,\"result\":";
  constexpr std::string_view kEnd = ",\"trace\":[]}\n";
  if (!line.starts_with(kStart) || !line.ends_with(kEnd)) return line;
  return line.substr(kStart.size(), line.size() - kStart.size() - kEnd.size());
}

TEST(Run, AnswersWithTypeValueAndPath) {
  EXPECT_EQ(
      answer_to(R"-({"id": 1, "expression": "name.family | name.given.count()", )-"
                R"("resource": {"resourceType": "Patient", "name": [{"family": "Okafor"}]}})"),
      "{\"id\":1,\"result\":[{\"type\":\"FHIR.string\",\"value\":\"Okafor\","
      "\"path\":\"Patient.name[0].family\"},{\"type\":\"System.Integer\",\"value\":0}],"
      "\"trace\":[]}\n");
}

TEST(Run, AnswersInTheOrderOfTheRecordsAndEchoesTheId) {
  EXPECT_EQ(
      kiln_on("{\"id\":\"a\\\"b\",\"expression\":\"1\"}\n"
              " \n"
              "{\"id\":{\"n\":[1.10]},\"expression\":\"2\"}\r\n"
              "{\"expression\":\"3\"}",
              {"run"})
          .out,
      "{\"id\":\"a\\\"b\",\"result\":[{\"type\":\"System.Integer\",\"value\":1}],\"trace\":[]}\n"
      "{\"id\":{\"n\":[1.10]},\"result\":[{\"type\":\"System.Integer\",\"value\":2}],"
      "\"trace\":[]}\n"
      "{\"id\":null,\"result\":[{\"type\":\"System.Integer\",\"value\":3}],\"trace\":[]}\n");
}

TEST(Run, WritesEachSystemTypeAsJson) {
  EXPECT_EQ(value_of("true"), R"([{"type":"System.Boolean","value":true}])");
  EXPECT_EQ(value_of("2147483648L"), R"([{"type":"System.Long","value":2147483648}])");
  EXPECT_EQ(value_of("1.10"), R"([{"type":"System.Decimal","value":1.10}])");
  EXPECT_EQ(value_of("'a\\\\nb'"), R"([{"type":"System.String","value":"a\nb"}])");
  EXPECT_EQ(value_of("@2015-02"), R"([{"type":"System.Date","value":"2015-02"}])");
  EXPECT_EQ(value_of("@2015-02-04T14:30Z"),
            R"([{"type":"System.DateTime","value":"2015-02-04T14:30Z"}])");
  EXPECT_EQ(value_of("@T14:30"), R"([{"type":"System.Time","value":"14:30"}])");
  EXPECT_EQ(value_of("4.50 'mg'"),
            R"([{"type":"System.Quantity","value":{"value":4.50,"unit":"mg"}}])");
  EXPECT_EQ(value_of("{}"), "[]");
}

TEST(Run, GivesTheIdBackAsItWasWritten) {
  for (const char* id : {R"("x")", R"("a\u00e9\"}\n")", "1.50", "1e400", "true", "null", "[]", "{}",
                         R"([1, {"a": null}])", R"({"_a": {"b": "]"}, "a": "\\"})"}) {
    const std::string member = std::string("\"id\":") + id;
    const std::string answer =
        '{' + member + R"(,"result":[{"type":"System.Integer","value":1}],"trace":[]})" + '\n';
    EXPECT_EQ(answer_to('{' + member + R"(,"expression":"1"})"), answer);
    EXPECT_EQ(answer_to(R"({"expression":"1",)" + member + '}'), answer);
  }
}

TEST(Run, KeepsTheDigitsOfTheResource) {
  EXPECT_EQ(
      value_of("valueQuantity | value",
               R"(,"resource":{"resourceType":"Observation","valueQuantity":{"value":1.10}})"),
      R"([{"type":"FHIR.Quantity","value":{"value":1.10},"path":"Observation.value"}])");
}

TEST(Run, ReadsTheResourceFromAFile) {
  EXPECT_EQ(value_of("id", R"(,"file":"examples/patient.json")"),
            R"([{"type":"FHIR.id","value":"amara","path":"Patient.id"}])");
  EXPECT_EQ(value_of("birthDate", R"(,"file":"cli/testdata/suite/input/patient.xml")"),
            R"([{"type":"FHIR.date","value":"1984-03-09","path":"Patient.birthDate"}])");
  EXPECT_THAT(value_of("id", R"(,"file":"","fhir":"none")"),
              StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0412",)"));
  EXPECT_THAT(value_of("id", R"(,"file":"nowhere.json")"),
              StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0412",)"));
}

TEST(Run, EvaluatesInTheContext) {
  EXPECT_EQ(
      value_of("given.count()", R"(,"context":"Patient.name","file":"examples/patient.json")"),
      R"([{"type":"System.Integer","value":2},{"type":"System.Integer","value":1},)"
      R"({"type":"System.Integer","value":0}])");
  EXPECT_THAT(value_of("given", R"(,"context":"Patient.","file":"examples/patient.json")"),
              HasSubstr(R"("in":"context")"));
}

TEST(Run, ChecksAgainstTheContextType) {
  EXPECT_EQ(value_of("nmae", R"(,"contextType":"Patient","strict":true)"),
            "{\"id\":null,\"error\":{\"phase\":\"semantic\",\"code\":\"K0213\","
            "\"message\":\"'Patient' has no element 'nmae'\",\"hint\":\"did you mean 'name'?\","
            "\"start\":0,\"end\":4}}\n");
  EXPECT_EQ(value_of("nmae", R"(,"contextType":"Patient")"), "[]");
}

TEST(Run, ReadsVariables) {
  EXPECT_EQ(value_of("%v", R"(,"variables":{"v":"text"})"),
            R"([{"type":"System.String","value":"text"}])");
  EXPECT_EQ(value_of("%v", R"(,"variables":{"v":[1,2147483648,1.10,true,null]})"),
            R"([{"type":"System.Integer","value":1},{"type":"System.Long","value":2147483648},)"
            R"({"type":"System.Decimal","value":1.10},{"type":"System.Boolean","value":true}])");
  EXPECT_EQ(value_of("%v.empty()", R"(,"variables":{"v":[]})"),
            R"([{"type":"System.Boolean","value":true}])");
  EXPECT_EQ(
      value_of("%v + 1 day", R"(,"variables":{"v":{"type":"System.Date","value":"2024-02-28"}})"),
      R"([{"type":"System.Date","value":"2024-02-29"}])");
  EXPECT_EQ(value_of("%v", R"(,"variables":{"v":{"value":4.50,"unit":"mg"}})"),
            R"([{"type":"System.Quantity","value":{"value":4.50,"unit":"mg"}}])");
  EXPECT_EQ(value_of("%v.name.family",
                     R"(,"variables":{"v":{"resourceType":"Patient","name":[{"family":"O"}]}})"),
            R"([{"type":"FHIR.string","value":"O","path":"Patient.name[0].family"}])");
  EXPECT_EQ(value_of("%v", R"(,"variables":{"v":{"type":"System.Date","value":"soon"}})"),
            R"({"id":null,"error":{"phase":"document","code":"K0414",)"
            R"("message":"a variable's value is no System.Date","start":36,"end":37}})"
            "\n");
  EXPECT_THAT(value_of("%v", R"(,"variables":{"v":1e400})"),
              StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0414",)"));
}

TEST(Run, VariablesOfOneRecordAreNotThoseOfTheNext) {
  EXPECT_THAT(
      kiln_on("{\"expression\":\"%v\",\"variables\":{\"v\":1}}\n{\"expression\":\"%v\"}\n", {"run"})
          .out,
      HasSubstr("\n{\"id\":null,\"error\":{"));
}

TEST(Run, OptionsAreTheDefaultsOfARecord) {
  const char* record = R"({"expression":"a","resource":{"a":1}})";
  EXPECT_EQ(answer_to(record, {"--fhir", "none"}),
            "{\"id\":null,\"result\":[{\"type\":\"System.Integer\",\"value\":1,\"path\":\"a\"}],"
            "\"trace\":[]}\n");
  EXPECT_EQ(value_of("a", R"(,"fhir":"none","resource":{"a":1})"),
            R"([{"type":"System.Integer","value":1,"path":"a"}])");
  EXPECT_THAT(value_of("1L", R"(,"language":"2.0")"), HasSubstr("\"code\":\"K0211\""));
}

TEST(Run, TracesWithTheAnswer) {
  EXPECT_EQ(
      answer_to(R"-({"expression":"(1).trace('t').count()"})-"),
      "{\"id\":null,\"result\":[{\"type\":\"System.Integer\",\"value\":1}],"
      "\"trace\":[{\"name\":\"t\",\"items\":[{\"type\":\"System.Integer\",\"value\":1}]}]}\n");
}

TEST(Run, SaysTheErrorWithItsPhaseAndBytes) {
  EXPECT_THAT(value_of("'é' + nosuch()"), HasSubstr(R"("phase":"semantic","code":"K0201",)"));
  EXPECT_THAT(value_of("'é' + nosuch()"), HasSubstr(R"("start":7,"end":13}})"));
  EXPECT_THAT(value_of("(1 | 2).single()", R"(,"id":7)"),
              StartsWith(R"({"id":7,"error":{"phase":)"));
}

TEST(Run, ABadLineIsAnErrorAndNotTheEnd) {
  const Finished result = kiln_on(
      "{\"id\":1,\n"
      "[1]\n"
      "{\"id\":3}\n"
      "{\"id\":4,\"expression\":5}\n"
      "{\"id\":5,\"expression\":\"1\",\"fhir\":\"r3\"}\n"
      "{\"id\":6,\"expression\":\"1\",\"strict\":1}\n"
      "{\"id\":7,\"expression\":\"1\",\"resource\":{},\"file\":\"x\"}\n"
      "{\"id\":8,\"expression\":\"1\",\"resource\":[]}\n"
      "\xff\n"
      "{\"id\":10,\"expression\":\"1\"}\n",
      {"run"});
  std::istringstream lines(result.out);
  std::vector<std::string> answers;
  for (std::string line; std::getline(lines, line);) answers.push_back(line);
  ASSERT_EQ(answers.size(), 10U);
  EXPECT_THAT(answers[0], StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0401",)"));
  EXPECT_THAT(answers[1], StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0414",)"));
  EXPECT_EQ(answers[2], R"({"id":3,"error":{"phase":"document","code":"K0414",)"
                        R"("message":"a record needs an expression","start":0,"end":1}})");
  EXPECT_EQ(answers[3], R"({"id":4,"error":{"phase":"document","code":"K0414",)"
                        R"("message":"'expression' is a string","start":21,"end":22}})");
  EXPECT_THAT(answers[4], HasSubstr("\"message\":\"'fhir' is r4, r4b, r5 or none\""));
  EXPECT_THAT(answers[5], HasSubstr("\"message\":\"'strict' is true or false\""));
  EXPECT_THAT(answers[6], HasSubstr("\"message\":\"a record has a resource or a file, not both\""));
  EXPECT_THAT(answers[7], HasSubstr("\"message\":\"'resource' is an object\""));
  EXPECT_THAT(answers[8], StartsWith(R"({"id":null,"error":{"phase":"document","code":"K0403",)"));
  EXPECT_EQ(answers[9], R"({"id":10,"result":[{"type":"System.Integer","value":1}],"trace":[]})");
  EXPECT_EQ(result.code, 0);
}

TEST(Run, AnEmptyInputHasNoAnswers) {
  EXPECT_EQ(kiln_on("", {"run"}).out, "");
  EXPECT_EQ(kiln_on("\n\n", {"run"}).out, "");
  EXPECT_EQ(kiln({"run", "nowhere.jsonl"}).code, 3);
}

TEST(Run, StopsQuietlyWhereNobodyReads) {
  Invocation invocation;
  invocation.arguments = {"run"};
  invocation.has_input = true;
  for (int i = 0; i < 1'000; ++i) invocation.input += "{\"expression\":\"1\"}\n";
  invocation.out = Stdout::ClosedPipe;
  const Finished result = run_kiln(invocation);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.code, 0);
}

}  // namespace
}  // namespace kiln::core::cli
