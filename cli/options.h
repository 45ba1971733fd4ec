// The options that several commands share, and the session that they describe.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "runtime/profile/store.h"
#include "runtime/terminology/memory.h"

namespace CLI {
class App;
}

namespace kiln::core::cli {

struct LanguageOptions {
  std::string fhir = "r4";
  std::string language = "3.0";
  bool strict = false;
  kiln::Limits limits;
};

struct EvaluationOptions : LanguageOptions {
  std::string engine = std::string(to_string(Engine::Vm));
  bool as_filters = false;
  std::vector<std::string> variables;  ///< name=expression
  std::string now;
  std::string timezone;
  std::string terminology;
  std::string profiles;
};

/// --fhir, --language, --strict, and the limits of an expression. The values that CLI11 lets
/// through are the ones that exist.
void add_options(CLI::App& command, LanguageOptions& options);

/// Those, all that changes what an evaluation gives, and its limits and those of documents.
void add_options(CLI::App& command, EvaluationOptions& options);

/// A session and what its host refers to.
class HostedSession {
 public:
  /// The error is a sentence for the user of the command line.
  static std::expected<HostedSession, std::string> make(const EvaluationOptions& options);
  /// The same for a whole command: nothing if the options are wrong, which standard error says
  /// then.
  static std::optional<HostedSession> open(std::string_view command,
                                           const EvaluationOptions& options);

  Session& operator*() { return *session_; }
  Session* operator->() { return session_.get(); }

 private:
  std::expected<void, std::string> define(const std::string& variable);
  /// Without a path: a terminology that knows nothing, and says so.
  std::expected<void, std::string> load_terminology(const std::string& path);
  std::expected<void, std::string> load_profiles(const std::string& path);

  std::vector<std::shared_ptr<const Document>> documents_;  ///< of variables
  std::unique_ptr<MemoryTerminology> terminology_;
  std::unique_ptr<ProfileStore> profiles_;
  std::unique_ptr<Session> session_;
};

/// The options of a session without a host.
SessionOptions session_options(const LanguageOptions& options);

}  // namespace kiln::core::cli
