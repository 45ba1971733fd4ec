// The engine is invisible in what `kiln` prints: each answer here is the same by all of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"
#include "proptest/oracle/engines.h"

namespace kiln::core::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr const char* kPatient = "examples/patient.json";
constexpr const char* kObservation = "examples/observation.json";
constexpr const char* kBundle = "examples/bundle.json";
constexpr const char* kSuite = "cli/testdata/suite/tests-fhir-r4.xml";

class EveryEngine : public ::testing::TestWithParam<oracle::Engine> {
 protected:
  static Finished ask(std::vector<std::string> arguments) {
    return kiln(with_engine(std::move(arguments)));
  }
  static Finished ask_on(std::string input, std::vector<std::string> arguments) {
    return kiln_on(std::move(input), with_engine(std::move(arguments)));
  }

 private:
  static std::vector<std::string> with_engine(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin() + 1, {"--engine", std::string(to_string(GetParam()))});
    return arguments;
  }
};

struct Question {
  std::vector<std::string> arguments;
  std::string out;
};

TEST_P(EveryEngine, AnswersTheSame) {
  const std::vector<Question> questions = {
      {{"1 + 2 * 3 = 7 and 'a' in ('a' | 'b')"}, "true\n"},
      {{"--format", "typed", "1.10 | 2L | 4.5 'mg' | @2015-02 | 'a' | true"},
       "System.Decimal   -  1.10\n"
       "System.Long      -  2\n"
       "System.Quantity  -  {\"value\":4.5,\"unit\":\"mg\"}\n"
       "System.Date      -  \"2015-02\"\n"
       "System.String    -  \"a\"\n"
       "System.Boolean   -  true\n"},
      {{"Patient.name.where(use = 'official').given", kPatient}, "Amara\nRuth\n"},
      {{"--format", "typed", "name.given.select($this & $index.toString()) | name[1].given",
        kPatient},
       "System.String  -                         \"Amara0\"\n"
       "System.String  -                         \"Ruth1\"\n"
       "System.String  -                         \"Ama2\"\n"
       "FHIR.string    Patient.name[1].given[0]  \"Ama\"\n"},
      {{"name.given.sort($this desc).first() & name.given.aggregate($total + 1, 0).toString()",
        kPatient},
       "Ruth3\n"},
      {{"name.select(defineVariable('n', use).where(%n = 'maiden').family)", kPatient},
       "Lindqvist\n"},
      {{"--context", "Patient.name", "given.count()", kPatient}, "2\n1\n0\n"},
      {{"%limit.combine(%limit).count()", "--variable", "limit=5 'mg'"}, "2\n"},
      {{"component.value.ofType(Quantity).value", kObservation}, "128.0\n11.20\n"},
      {{"entry.resource.ofType(Observation).subject.resolve().name.family", kBundle}, "Okafor\n"},
      {{"id", kPatient, kObservation, kPatient},
       "examples/patient.json: amara\n"
       "examples/observation.json: blood-pressure\n"
       "examples/patient.json: amara\n"},
      {{"--now", "2026-02-11T08:15:00Z", "today() | now()"},
       "2026-02-11\n2026-02-11T08:15:00.000Z\n"},
      {{"Patient { active: true }"}, "{\"resourceType\":\"Patient\",\"active\":true}\n"},
      {{"iif(name.exists(), 'some', 1 / 0)", kPatient}, "some\n"},
      {{"{}"}, ""},
  };
  for (const Question& question : questions) {
    std::vector<std::string> arguments = question.arguments;
    arguments.insert(arguments.begin(), "eval");
    const Finished result = ask(arguments);
    EXPECT_EQ(result.out, question.out) << question.arguments[0] << '\n' << result.err;
    EXPECT_EQ(result.code, 0);
  }
}

TEST_P(EveryEngine, PointsAtTheSamePlaceOfAnError) {
  EXPECT_EQ(ask({"eval", "Patient.name.given.single()", kPatient}).err,
            "examples/patient.json: error[K0301]: a single item is needed, there are 3\n"
            "  1 | Patient.name.given.single()\n"
            "    |                    ^~~~~~\n");
  const Finished endless = ask({"eval", "--max-steps", "1000", "'a'.repeatAll($this & 'a')"});
  EXPECT_THAT(endless.err, HasSubstr("error[K0314]: the evaluation needs more than 1000 steps\n"));
  EXPECT_EQ(endless.code, 1);
}

TEST_P(EveryEngine, TracesWhatCameBeforeAnError) {
  const Finished result =
      ask({"eval", "--trace", "name.trace('n', use).given.trace('g').single()", kPatient});
  EXPECT_EQ(result.err.substr(0, result.err.find("examples")),
            "trace n: official\ntrace n: nickname\ntrace n: maiden\n"
            "trace g: Amara\ntrace g: Ruth\ntrace g: Ama\n");
  EXPECT_EQ(result.code, 1);
}

TEST_P(EveryEngine, KeepsNothingOfARecordForTheNext) {
  const std::string of_patient =
      R"-({"expression":"id | name.trace('t').use","file":"examples/patient.json"})-";
  const std::string of_observation =
      R"-({"expression":"id | name.trace('t').use","file":"examples/observation.json"})-";
  const std::string with_variable =
      R"-({"expression":"%v.substring(1)","variables":{"v":"abc"},"resource":{"a":1}})-";
  const std::string observation =
      R"({"id":null,"result":[{"type":"FHIR.id","value":"blood-pressure",)"
      R"("path":"Observation.id"}],"trace":[{"name":"t","items":[]}]})";
  const std::string variable =
      R"({"id":null,"result":[{"type":"System.String","value":"bc"}],"trace":[]})";

  const std::string patient = ask_on(of_patient, {"run"}).out;
  EXPECT_THAT(patient, HasSubstr(R"({"type":"FHIR.code","value":"maiden",)"
                                 R"("path":"Patient.name[2].use"}],"trace":[{"name":"t",)"));
  EXPECT_EQ(ask_on(of_patient + '\n' + of_observation + '\n' + with_variable + '\n' +
                       with_variable + '\n' + of_observation + '\n' + of_patient,
                   {"run"})
                .out,
            patient + observation + '\n' + variable + '\n' + variable + '\n' + observation + '\n' +
                patient);
}

/// Of Basic, on a line of its own.
std::string profile(const std::string& name, const std::string& invariant) {
  return R"({"resourceType":"StructureDefinition","url":"http://kiln.example/)" + name +
         R"(","type":"Basic","kind":"resource","abstract":false,"derivation":"constraint",)"
         R"("status":"active","name":"B","snapshot":{"element":[{"id":"Basic","path":"Basic",)"
         R"("min":0,"max":"*","constraint":[{"key":"b-1","severity":"error","human":"it holds",)"
         R"("expression":")" +
         invariant +
         R"("}]},{"id":"Basic.id","path":"Basic.id","min":0,"max":"1",)"
         R"("type":[{"code":"http://hl7.org/fhirpath/System.String"}]},)"
         R"({"id":"Basic.identifier","path":"Basic.identifier","min":0,"max":"*",)"
         R"("type":[{"code":"Identifier"}]},{"id":"Basic.identifier.value",)"
         R"("path":"Basic.identifier.value","min":0,"max":"1",)"
         R"("type":[{"code":"http://hl7.org/fhirpath/System.String"}]}]}})"
         "\n";
}

TEST_P(EveryEngine, RunsTheInvariantsOfAProfile) {
  const TemporaryFile profiles(
      "profiles.ndjson",
      profile("outer",
              "conformsTo('http://kiln.example/inner') and %profile.trace('of').exists()") +
          profile("inner", "%resource.id.trace('id') = 'good'"));
  const std::string expression =
      "trace('first', id).select(conformsTo('http://kiln.example/outer') | "
      "trace('then', id).conformsTo('http://kiln.example/inner').not()).trace('last')";
  const auto conforms = [&](const std::string& id) {
    return ask_on(R"({"resourceType":"Basic","id":")" + id + "\"}",
                  {"eval", "--trace", "--profiles", profiles.path(), expression, "-"});
  };
  const Finished good = conforms("good");
  EXPECT_EQ(good.out, "true\nfalse\n");
  EXPECT_EQ(good.err,
            "trace first: good\ntrace id: good\ntrace of: http://kiln.example/outer\n"
            "trace then: good\ntrace id: good\ntrace last: true\ntrace last: false\n");
  EXPECT_EQ(conforms("bad").out, "false\ntrue\n");
}

TEST_P(EveryEngine, PointsAtTheCallForWhichAnInvariantFails) {
  const TemporaryFile profiles(
      "profiles.ndjson",
      profile("several", "(%resource.id | 'x').single().exists()") + profile("broken", "id = ") +
          profile("nested", "true and conformsTo('http://kiln.example/several')"));
  for (const std::string name : {"several", "broken", "nested"}) {
    const Finished result =
        ask_on(R"({"resourceType":"Basic","id":"good"})",
               {"eval", "--profiles", profiles.path(),
                "id.exists() and conformsTo('http://kiln.example/" + name + "')", "-"});
    EXPECT_THAT(result.err, HasSubstr(name == "broken" ? "error[K0102]" : "error[K0301]"));
    EXPECT_THAT(result.err, EndsWith("\n    |                 ^~~~~~~~~~\n")) << result.err;
  }
}

TEST_P(EveryEngine, CountsTheChecksOfAProfileAsSteps) {
  const TemporaryFile profiles("profiles.ndjson", profile("basic", "true"));
  std::string identifiers = R"({"value":"1"})";
  for (int i = 0; i < 1000; ++i) identifiers += R"(,{"value":"1"})";
  const auto conforms = [&](const std::string& steps) {
    return ask_on(R"({"resourceType":"Basic","identifier":[)" + identifiers + "]}",
                  {"eval", "--max-steps", steps, "--profiles", profiles.path(),
                   "conformsTo('http://kiln.example/basic')", "-"});
  };
  EXPECT_EQ(conforms("3000").out, "true\n");
  EXPECT_EQ(conforms("2000").err,
            "standard input:1: error[K0314]: the evaluation needs more than 2000 steps\n"
            "  1 | conformsTo('http://kiln.example/basic')\n"
            "    | ^~~~~~~~~~\n");
}

TEST_P(EveryEngine, AnswersInTheRepl) {
  EXPECT_EQ(ask_on("name.given.first()\n1 / 0\nname.given.first()\n", {"repl", kPatient}).out,
            "FHIR.Patient from examples/patient.json\n"
            "FHIR.string  \"Amara\"  Patient.name[0].given[0]\n"
            "{}\n"
            "FHIR.string  \"Amara\"  Patient.name[0].given[0]\n");
}

TEST_P(EveryEngine, JudgesASuiteTheSame) {
  const Finished result = ask({"conformance", "--json", kSuite});
  EXPECT_EQ(result.out, kiln({"conformance", "--json", kSuite}).out);
  EXPECT_THAT(result.out, HasSubstr("\"test\":\"modes/strict\",\"verdict\":\"passed\""));
  EXPECT_EQ(result.code, 1);
}

INSTANTIATE_TEST_SUITE_P(Engine, EveryEngine, ::testing::ValuesIn(oracle::engines()),
                         [](const auto& engine) { return std::string(to_string(engine.param)); });

TEST(Engine, OneThatDoesNotExistIsAWrongUse) {
  for (const char* command : {"eval", "run", "repl"})
    EXPECT_EQ(kiln({command, "--engine", "jit", "1"}).code, 2) << command;
  EXPECT_EQ(kiln({"conformance", "--engine", "jit", kSuite}).code, 2);
}

}  // namespace
}  // namespace kiln::core::cli
