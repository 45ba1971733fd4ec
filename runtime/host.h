// Host: everything that an evaluation asks of the program that embeds it.
//
// All members are optional; what is missing is an error that says so when an expression needs it.
// What has to be fetched first is pending(key) (pending.h).
// Thread-safety: a Host may be shared by evaluations if the functions in it may be called at once.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/pending.h"
#include "runtime/value/value.h"

namespace kiln::core {

class TerminologyProvider;  // runtime/terminology/provider.h
class ProfileStore;         // runtime/profile/store.h

/// What resolve() found outside of the document; the document stays with the evaluation's result.
struct Resolved {
  std::shared_ptr<const Document> document;  ///< nullptr: not found, the item is dropped
  NodeIndex node = 0;
};

/// A trace() call: its name and what it logged.
struct TraceEntry {
  std::string name;
  Values items;
};

struct HostFunction {
  std::uint8_t min_arguments = 0;
  std::uint8_t max_arguments = 0;
  std::function<Expected<Values>(std::span<const Value> input, std::span<const Values> arguments)>
      call;
};

struct Host {
  /// For a reference (or canonical) that the document itself does not hold.
  std::function<Expected<Resolved>(std::string_view reference, const Node& from)> resolve;
  const TerminologyProvider* terminology = nullptr;
  const ProfileStore* profiles = nullptr;
  std::map<std::string, Values, std::less<>> variables;  ///< without %
  std::map<std::string, HostFunction, std::less<>> functions;
  std::function<void(const TraceEntry&)> trace;
};

}  // namespace kiln::core
