// Conformance: what Kiln answers to a test of the official suites, and whether that is what the
// test wants. The phase of an expected error counts: a semantic error is not an execution error.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/options.h"
#include "cli/suite.h"

namespace kiln::core::cli {

struct Verdict {
  enum class Kind { Passed, Failed, Skipped };

  Kind kind = Kind::Failed;
  std::string expected;  ///< "string Peter, string James"; "{}"; "semantic error"
  std::string answer;    ///< in the same form; an error with its code: "semantic error K0213"
};

/// "FHIR.code" -> "code", "System.DateTime" -> "dateTime": as the suites name types.
std::string suite_type_name(std::string_view type);

/// Runs the tests of one suite in one FHIR version, one after the other.
class Conformance {
 public:
  Conformance(const Suite& suite, HostedSession session)
      : suite_(suite), session_(std::move(session)) {}

  /// Tests of the modes `cda` and `tx` need what is no part of the language and are skipped.
  Verdict judge(const Test& test);

 private:
  Expected<std::shared_ptr<const Document>> input(const std::string& name);

  const Suite& suite_;
  HostedSession session_;
  std::map<std::string, std::shared_ptr<const Document>> inputs_;
};

/// What a project says about the tests that it does not follow.
struct ManifestEntry {
  std::string test;    ///< Test::id
  std::string answer;  ///< Verdict::answer, exactly
  std::string reason;
  std::string sentence;  ///< of the specification
};

struct Manifest {
  std::string suite;                             ///< Suite::name
  std::map<std::string, ManifestEntry> entries;  ///< by test
};

/// {"suite": ..., "entries": [{"test":..., "answer":..., "reason":..., "sentence":...}, ...]}; an
/// entry without one of the four is an error. The error is a sentence with the path.
std::expected<Manifest, std::string> load_manifest(const std::string& path);

}  // namespace kiln::core::cli
