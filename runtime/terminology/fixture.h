// The test data of this room, loaded: testdata/package and testdata/more.ndjson.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "runtime/terminology/load.h"

namespace kiln::core::terminology {

inline std::filesystem::path test_data() {
  return std::filesystem::path(KILN_SOURCE_DIR) / "runtime/terminology/testdata";
}

class TerminologyTest : public testing::Test {
 protected:
  explicit TerminologyTest(Fhir version = Fhir::R4)
      : terminology_({.version = version, .timestamp = "2026-01-01T00:00:00Z"}) {
    EXPECT_TRUE(load_terminology(terminology_, test_data() / "package"));
    EXPECT_TRUE(load_terminology(terminology_, test_data() / "more.ndjson"));
  }

  static Coding animal(std::string code) { return {"http://example.org/animals", "", code, ""}; }
  static Coding colour(std::string code) { return {"http://example.org/colours", "", code, ""}; }

  MemoryTerminology terminology_;
};

/// The JSON of an operation's answer, or its error's message.
inline std::string json_of(const Expected<Document>& answer) {
  return answer ? answer->to_json() : "error: " + answer.error().message;
}

}  // namespace kiln::core::terminology
