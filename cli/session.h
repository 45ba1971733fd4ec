// Session: what every command asks of the language, behind one seam. Text and resource in, items or
// diagnostics out; the commands see neither the checker nor an engine.
//
// Entry: Session::answer(). SessionOptions::engine says what evaluates; the answer is the same.
//
// Thread-safety: none; one Session for each thread.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/items.h"
#include "cli/machine.h"
#include "frontend/ast.h"
#include "frontend/checker.h"
#include "frontend/diagnostics.h"
#include "model/fhir.h"
#include "model/model.h"
#include "proptest/oracle/engines.h"
#include "runtime/environment.h"
#include "runtime/host.h"
#include "runtime/language.h"

namespace kiln::core::cli {

using oracle::Engine;

struct SessionOptions {
  Engine engine = Engine::Vm;
  Fhir fhir = Fhir::R4;
  LanguageVersion language = LanguageVersion::V3;
  bool strict = false;
  bool as_filters = false;
  /// `Observation.valueQuantity` finds what `Observation.value` does.
  bool json_choice_names = false;
  bool static_check = true;  ///< without it only what evaluation finds is an error
  Temporal now;              ///< a full DateTime with an offset
  kiln::Limits limits;
};

/// What is asked. The views need to live as long as the call.
struct Query {
  std::string_view expression;
  /// Expression for the elements that `expression` is evaluated on, one after the other; empty:
  /// the resource itself.
  std::string_view context;
  /// "Observation", "HumanName": the type to check against, and that of a root which does not say
  /// what it is. Empty: the root's own.
  std::string_view context_type;
};

/// An expression that was parsed and, if the session checks, checked.
struct Expression {
  Ast ast;
  Diagnostics diagnostics;        ///< of parser and checker; errors: there is nothing to evaluate
  std::vector<StaticType> types;  ///< by AstId; empty if the checker did not run

  bool ok() const { return !diagnostics.has_errors(); }
  /// What is known of the value, or nullptr.
  const StaticType* result() const { return types.empty() ? nullptr : &types.back(); }
};

struct Answer {
  Values items;
  Naming naming;  ///< of the items
  std::vector<TraceEntry> traces;
  Diagnostics warnings;
  /// The text that the warnings point into.
  std::string source;
  /// Keeps documents alive that items refer to besides the one that was asked about.
  std::vector<std::shared_ptr<const Document>> documents;
};

/// Why there is no answer: at least one error, and the text that its span points into.
struct Failure {
  Diagnostics diagnostics;
  std::string source;
  bool in_context = false;  ///< the text is Query::context
};

class Session {
 public:
  explicit Session(SessionOptions options);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const SessionOptions& options() const { return options_; }
  /// nullptr for Fhir::None.
  const Model* model() const { return model_; }
  /// Variables, terminology, profiles and the resolver of all evaluations.
  Host& host() { return host_; }
  void set_strict(bool strict);
  void set_static_check(bool check);
  void set_json_choice_names(bool found);

  /// Parses and checks. The last kCacheSize expressions are remembered.
  std::shared_ptr<const Expression> compile(std::string_view text, std::string_view context_type);
  /// What an expression is compiled with to a program for this type; "": for any.
  CompileOptions compile_options(std::string_view context_type) const;

  /// `document` may be nullptr: an expression without data, `1 + 1`. The answer's items refer to
  /// it.
  std::expected<Answer, Failure> answer(const Query& query, const Document* document);

 private:
  static constexpr std::size_t kCacheSize = 1'024;

  struct Remembered {
    Expression expression;
    std::unique_ptr<ProgramSet> programs;  ///< made when it is evaluated for the first time
  };

  Environment environment() const;
  std::shared_ptr<Remembered> remember(std::string_view text, std::string_view context_type);
  std::expected<void, Failure> evaluate_on(const Query& query, const std::optional<Node>& focus,
                                           Answer& answer);
  std::expected<Evaluated, Failure> evaluate(std::string_view text, std::string_view context_type,
                                             const std::optional<Node>& focus, Answer& answer);
  Expected<Evaluated> evaluate(Remembered& remembered, const Focus& focus);

  SessionOptions options_;
  const Model* model_;
  Host host_;
  std::map<std::string, std::shared_ptr<Remembered>, std::less<>> remembered_;
  Machine machine_;
};

}  // namespace kiln::core::cli
