// sweep: every invariant of a FHIR version on every element of many resources to which it applies.
//
// Thread-safety: a Sweep is for one thread; results of several are added up with merge().
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "frontend/parser.h"
#include "model/model.h"
#include "runtime/document/document.h"

namespace kiln::rig {

/// An invariant as HL7 publishes it, parsed.
struct Invariant {
  std::string key;
  std::string severity;
  std::string expression;
  std::vector<std::string> contexts;  ///< types ("Age") and elements ("Bundle.entry.resource")
  Ast ast;
};

/// Reads [{"key", "severity", "expression", "contexts"}]. An invariant that does not parse is an
/// error: nothing is left out.
std::expected<std::vector<Invariant>, std::string> load_invariants(
    const std::filesystem::path& file);

/// What became of one invariant.
struct Tally {
  std::uint64_t held = 0;
  std::uint64_t failed = 0;  ///< false
  std::uint64_t empty = 0;   ///< neither true nor false
  std::uint64_t errors = 0;
  std::vector<std::string> failures;  ///< "file: path", the first ones
  std::vector<std::string> messages;  ///< "file: path: error", the first ones

  void merge(const Tally& other);
  std::uint64_t total() const { return held + failed + empty + errors; }
};

class Sweep {
 public:
  /// Keeps references. REQUIRES: version is not None.
  Sweep(const std::vector<Invariant>& invariants, Fhir version);

  /// Evaluates all that applies to the elements of one resource.
  void run(const Document& document, const std::string& name);

  const std::map<std::string, Tally>& tallies() const { return tallies_; }
  std::uint64_t elements() const { return elements_; }
  void merge(const Sweep& other);

 private:
  void evaluate(const Invariant& invariant, const struct SweepElement& element);

  const Model& model_;
  bool as_filters_;
  /// By the contexts that they are for.
  std::multimap<std::string, const Invariant*, std::less<>> by_context_;
  std::map<std::string, Tally> tallies_;  // by key
  std::uint64_t elements_ = 0;
};

}  // namespace kiln::rig
