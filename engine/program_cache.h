// ProgramCache: compiled expressions, of which the one that was not used for the longest time goes
// first when there are too many. Each operation takes constant time, whatever the size; one lock is
// held meanwhile, and not while a program is compiled or destroyed.
//
//   hash map: key -> entry          finds
//   list of entries by last use     evicts
//   list of entries by age          expires; all have the same time to live
//
// Invariants: each entry stands once in all three; entries() <= max_entries; bytes() <= max_bytes.
//
// Thread-safety: any number of threads.
#pragma once

#include <kiln/kiln.h>

#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace kiln {

/// What a program is compiled from.
struct ProgramKey {
  std::string_view expression;
  std::string_view context_type;
  std::string_view host;  ///< the names that the host defines, in one text

  friend bool operator==(const ProgramKey&, const ProgramKey&) = default;
};

class ProgramCache {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit ProgramCache(const CacheOptions& options,
                        std::function<Time()> clock = std::chrono::steady_clock::now);
  ProgramCache(const ProgramCache&) = delete;
  ProgramCache& operator=(const ProgramCache&) = delete;

  /// Counts a hit or a miss.
  std::optional<Program> find(const ProgramKey& key);
  /// Keeps a program, and gives it; or the one that another thread has brought meanwhile. One whose
  /// expression is larger than the cache is not kept.
  Program insert(const ProgramKey& key, Program program);
  void clear();
  CacheStatistics statistics();

 private:
  struct Entry {
    Entry(const ProgramKey& key, Program compiled, Time now)
        : expression(key.expression),
          context_type(key.context_type),
          host(key.host),
          program(std::move(compiled)),
          made(now) {}

    ProgramKey key() const { return {expression, context_type, host}; }

    std::string expression;
    std::string context_type;
    std::string host;
    Program program;
    Time made;
    std::list<std::list<Entry>::iterator>::iterator age{};
  };
  using Entries = std::list<Entry>;
  using Ages = std::list<Entries::iterator>;
  struct Hash {
    std::size_t operator()(const ProgramKey& key) const;
  };

  Time now() const;
  /// Moves an entry to where it is destroyed when the lock is given back.
  void remove(Entries::iterator entry, Entries& removed);
  void expire(Time now, Entries& removed);
  void make_room(std::size_t bytes, Entries& removed);

  const CacheOptions options_;
  const std::function<Time()> clock_;
  std::mutex lock_;
  Entries by_use_;  ///< the last used one first
  Ages by_age_;     ///< the oldest one first
  std::unordered_map<ProgramKey, Entries::iterator, Hash> by_key_;
  CacheStatistics counts_;  ///< `entries` is that of the lists
};

}  // namespace kiln
