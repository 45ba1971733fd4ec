// sweep: every invariant of a FHIR version on every element of many resources to which it applies,
// by one engine or by several whose answers are compared.
//
// Thread-safety: a Sweep is for one thread; results of several are added up with merge().
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "frontend/parser.h"
#include "model/model.h"
#include "proptest/cases/replay_file.h"
#include "proptest/oracle/equivalence.h"
#include "runtime/document/document.h"

namespace kiln::core::rig {

/// An invariant as HL7 publishes it, or the expression of a search parameter; parsed.
struct Invariant {
  std::string key;  ///< a search parameter's URL
  std::string severity;
  std::string expression;
  std::vector<std::string> contexts;  ///< types ("Age") and elements ("Bundle.entry.resource")
  Ast ast;
};

/// Reads [{"key", "severity", "expression", "contexts"}], or [{"url", "base", "expression"}] of
/// search parameters, whose results count as true if there are any. An invariant that does not
/// parse is an error: nothing is left out.
std::expected<std::vector<Invariant>, std::string> load_invariants(
    const std::filesystem::path& file);

/// What became of one invariant.
struct Tally {
  std::uint64_t held = 0;
  std::uint64_t failed = 0;  ///< false
  std::uint64_t empty = 0;   ///< neither true nor false
  std::uint64_t errors = 0;
  std::vector<std::string> failures;  ///< "file: path", the first ones
  std::uint64_t mismatches = 0;  ///< answers of other engines than the first that were not its own
  std::vector<std::string> messages;     ///< "file: path: error", the first ones
  std::vector<std::string> differences;  ///< "file: path: engine: what", the first ones
  std::optional<cases::Replay> replay;   ///< of the first difference

  void merge(const Tally& other);
  std::uint64_t total() const { return held + failed + empty + errors; }
};

/// What is different between two answers, as oracle::difference() says it.
using Comparison = std::function<std::optional<std::string>(
    const Expected<oracle::Answer>&, const Expected<oracle::Answer>&, const Model*)>;

class Sweep {
 public:
  /// Keeps references. The first engine gives the tallies, the others are held against it.
  /// REQUIRES: version is not None, one engine or more.
  Sweep(const std::vector<Invariant>& invariants, Fhir version,
        std::span<const oracle::Engine> engines, Comparison comparison = oracle::difference);

  /// Evaluates all that applies to the elements of one resource.
  void run(const Document& document, const std::string& name);

  const std::map<std::string, Tally>& tallies() const { return tallies_; }
  std::uint64_t elements() const { return elements_; }
  /// How many answers were held against that of the first engine.
  std::uint64_t comparisons() const { return comparisons_; }
  void merge(const Sweep& other);

 private:
  struct Element;
  struct Prepared;
  void evaluate(Prepared& prepared, const Element& element);

  /// An invariant made ready for each engine.
  struct Prepared {
    const Invariant* invariant;
    std::vector<std::unique_ptr<oracle::Subject>> subjects;
  };

  const Model& model_;
  Environment environment_;
  std::vector<oracle::Engine> engines_;
  Comparison comparison_;
  std::vector<Prepared> prepared_;
  /// By the contexts that they are for: positions in prepared_.
  std::multimap<std::string, std::size_t, std::less<>> by_context_;
  std::map<std::string, Tally> tallies_;  // by key
  std::uint64_t elements_ = 0;
  std::uint64_t comparisons_ = 0;
};

/// Writes a case file for each expression that has a difference, 100 at most, into the folder.
/// Returns the commands that replay them, by key.
std::expected<std::map<std::string, std::string>, std::string> write_cases(
    const std::map<std::string, Tally>& tallies, const std::filesystem::path& folder);

}  // namespace kiln::core::rig
