// What is committed under model/generated is what model/generate makes of HL7's definitions, which
// are too large to stand in the tree: KILN_FHIR_DEFINITIONS names the folder that has them.
#include <gtest/gtest.h>

#include <cstdlib>

namespace {

TEST(Generated, CommittedTablesAreWhatTheGeneratorMakes) {
  const char* const definitions = std::getenv("KILN_FHIR_DEFINITIONS");
  if (definitions == nullptr)
    GTEST_SKIP() << "KILN_FHIR_DEFINITIONS is not set: it should name the folder that has "
                    "r4-, r4b- and r5-structure-definitions.ndjson.gz";
  const std::string command = "python3 '" KILN_SOURCE_DIR "/model/generate' --check --fhir '" +
                              std::string(definitions) + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

}  // namespace
