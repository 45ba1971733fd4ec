// kiln run: a line in, a line out.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing.h"

namespace kiln::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string answer_to(const std::string& line, std::vector<std::string> options = {}) {
  options.insert(options.begin(), "run");
  const Finished result = kiln_on(line + '\n', std::move(options));
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.err, "");
  return result.out;
}

TEST(Run, AnswersWithTypeValueAndPath) {
  EXPECT_EQ(answer_to(R"({"id": 1, "expression": "name.family | name.given.count()",
 "resource": {
  "resourceType" : "Patient", "name" : [ {"family" : "Okafor"} ]}})"
                      "\n"),
            "");
}

TEST(Run, AnswersInTheOrderOfTheRecords) {
  EXPECT_EQ(kiln_on("{\"id\":1,\"expression\":\"1\"}\n"
                    "\n"
                    "{\"id\":\"two\",\"expression\":\"2 +\"}\n"
                    "{\"id\":{\"a\":[1.10]},\"expression\":\"3\"}\n"
                    "{\"expression\":\"4\"}",
                    {"run"})
                .out,
            "");
}

}  // namespace
}  // namespace kiln::cli
