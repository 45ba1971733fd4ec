// soak: threads that share one Engine, its cache and its documents, and evaluate random expressions
// on random resources. Every answer has to be the one that a single thread gives, and memory must
// not grow.
#pragma once

#include <kiln/kiln.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

namespace kiln::core::rig {

struct SoakOptions {
  Fhir fhir = Fhir::R4;
  unsigned threads = 10;
  /// The soak ends when this time is over, or when each thread has had so many rounds.
  std::chrono::seconds time{300};
  std::uint64_t rounds = UINT64_MAX;
  std::uint64_t pairs = 5'000;  ///< of an expression and a resource, from which the rounds choose
  std::uint64_t seed = 1;       ///< of the choices
  /// Of the shared cache: fewer than there are expressions, so that programs come and go.
  std::size_t cache_entries = 64;
};

struct SoakReport {
  std::uint64_t evaluations = 0;
  std::uint64_t different = 0;
  std::vector<std::string> differences;  ///< "expression on n: what, alone: what", the first ones
  CacheStatistics cache;
  /// Resident memory of the process, in bytes: after a tenth of the time (or rounds), and at the
  /// end. 0 where the system does not say.
  std::uint64_t memory_early = 0;
  std::uint64_t memory_late = 0;
};

/// REQUIRES: at least one expression, document and thread.
SoakReport soak(const std::vector<std::string>& expressions,
                const std::vector<kiln::Document>& documents, const SoakOptions& options);

}  // namespace kiln::core::rig
