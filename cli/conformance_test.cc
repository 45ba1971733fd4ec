// The runner of the official suites, on a suite of our own that has one test for each rule.

#include "cli/conformance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"

namespace kiln::core::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kSuite = "cli/testdata/suite/tests-fhir-r4.xml";

TEST(Conformance, JudgesEachTest) {
  const Finished result = kiln({"conformance", "--verbose", kSuite});
  EXPECT_EQ(result.out,
            "passed   outputs/strings\n"
            "passed   outputs/date\n"
            "passed   outputs/time\n"
            "passed   outputs/quantityByValue\n"
            "passed   outputs/decimalByValue\n"
            "passed   outputs/nothing\n"
            "passed   outputs/withoutType\n"
            "FAILED   outputs/wrongType\n"
            "  expression  'a'\n"
            "  expected    code a\n"
            "  answered    string a\n"
            "FAILED   outputs/wrongOrder\n"
            "  expression  2 | 1\n"
            "  expected    integer 1, integer 2\n"
            "  answered    integer 2, integer 1\n"
            "passed   outputs/anyOrder\n"
            "FAILED   outputs/anyOrderOneMissing\n"
            "  expression  1\n"
            "  expected    integer 1, integer 1\n"
            "  answered    integer 1\n"
            "passed   modes/predicateTrue\n"
            "passed   modes/predicateFalse\n"
            "passed   modes/lenient\n"
            "passed   modes/strict\n"
            "passed   modes/twinOfTheInput\n"
            "FAILED   modes/missingInput\n"
            "  expression  1\n"
            "  expected    integer 1\n"
            "  answered    document error K0412: input 'nowhere.xml' is not there\n"
            "skipped  modes/cda\n"
            "passed   modes/same\n"
            "passed   modes/same#2\n"
            "passed   errors/syntax\n"
            "passed   errors/semantic\n"
            "passed   errors/execution\n"
            "FAILED   errors/wrongPhase\n"
            "  expression  1 +\n"
            "  expected    execution error\n"
            "  answered    syntax error K0102\n"
            "passed   errors/anyPhase\n"
            "FAILED   errors/noError\n"
            "  expression  1 + 1\n"
            "  expected    semantic error\n"
            "  answered    integer 2\n"
            "suite                 tests    passed    failed   skipped  manifest\n"
            "tests-fhir-r4.xml        26        19         6         1         0\n"
            "19 passed, 6 failed, 1 skipped\n");
  EXPECT_EQ(result.code, 1);
}

TEST(Conformance, HoldsTheManifestAgainstTheAnswers) {
  const Finished result =
      kiln({"conformance", "--manifest", "cli/testdata/suite/manifest.json", kSuite});
  EXPECT_THAT(result.out, Not(HasSubstr("outputs/wrongType")));
  EXPECT_THAT(result.out, HasSubstr("FAILED   outputs/wrongOrder\n"
                                    "  expression  2 | 1\n"
                                    "  expected    integer 1, integer 2\n"
                                    "  answered    integer 2, integer 1\n"
                                    "  because     the manifest says: integer 1\n"));
  EXPECT_THAT(result.out, HasSubstr("FAILED   outputs/nothing\n"
                                    "  expression  {}\n"
                                    "  expected    {}\n"
                                    "  answered    {}\n"
                                    "  because     the manifest lists it, but it passes\n"));
  EXPECT_THAT(result.out, HasSubstr("FAILED   outputs/gone\n"
                                    "  the manifest names it, the suite does not have it\n"));
  EXPECT_THAT(result.out, EndsWith("18 passed, 7 failed, 1 skipped, 1 as the manifest says\n"));
  EXPECT_EQ(result.code, 1);
}

TEST(Conformance, WritesAnObjectForEachTestAsJson) {
  const Finished result = kiln({"conformance", "--json", kSuite});
  EXPECT_EQ(std::ranges::count(result.out, '\n'), 26);
  EXPECT_THAT(result.out,
              HasSubstr("{\"suite\":\"tests-fhir-r4.xml\",\"test\":\"outputs/wrongType\","
                        "\"verdict\":\"FAILED\",\"expression\":\"'a'\",\"expected\":\"code a\","
                        "\"answer\":\"string a\",\"remark\":\"\"}\n"));
}

TEST(Conformance, RefusesWhatIsNoSuiteAndNoManifest) {
  EXPECT_EQ(kiln({"conformance", "nowhere.xml"}).code, 3);
  EXPECT_EQ(kiln({"conformance", "examples"}).err,
            "kiln conformance: 'examples' cannot be read: it is a folder\n");
  const TemporaryFile broken("broken.xml", "<tests>\n  <a></b>\n</tests>");
  EXPECT_THAT(kiln({"conformance", broken.path()}).err, HasSubstr("broken.xml:2:8: it is no XML"));
  const TemporaryFile other("other.xml", "<Patient/>");
  EXPECT_THAT(kiln({"conformance", other.path()}).err, HasSubstr("its root is not <tests>"));
  const TemporaryFile without_sentence("manifest.json", R"({"suite": "tests-fhir-r4.xml",
                           "entries": [{"test": "a/b", "answer": "{}", "reason": "because"}]})");
  const Finished result = kiln({"conformance", "--manifest", without_sentence.path(), kSuite});
  EXPECT_THAT(result.err, HasSubstr("an entry has no 'sentence'"));
  EXPECT_EQ(result.code, 3);
  const TemporaryFile of_another("manifest.json", R"({"suite": "other.xml", "entries": []})");
  EXPECT_EQ(kiln({"conformance", "--manifest", of_another.path(), kSuite}).code, 2);
}

TEST(Conformance, NamesTypesAsTheSuitesDo) {
  EXPECT_EQ(suite_type_name("System.DateTime"), "dateTime");
  EXPECT_EQ(suite_type_name("System.Quantity"), "Quantity");
  EXPECT_EQ(suite_type_name("System.Long"), "integer64");
  EXPECT_EQ(suite_type_name("FHIR.code"), "code");
  EXPECT_EQ(suite_type_name("FHIR.HumanName"), "HumanName");
}

}  // namespace
}  // namespace kiln::core::cli
