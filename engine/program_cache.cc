#include "engine/program_cache.h"

#include <utility>

namespace kiln {

std::size_t ProgramCache::Hash::operator()(const ProgramKey& key) const {
  const std::hash<std::string_view> hash;
  constexpr std::size_t kMix = 0x9E3779B97F4A7C15;
  return (hash(key.expression) * kMix ^ hash(key.context_type)) * kMix ^ hash(key.host);
}

ProgramCache::ProgramCache(const CacheOptions& options, std::function<Time()> clock)
    : options_(options), clock_(std::move(clock)) {}

ProgramCache::Time ProgramCache::now() const {
  return options_.time_to_live.count() == 0 ? Time() : clock_();
}

std::optional<Program> ProgramCache::find(const ProgramKey& key) {
  Entries removed;
  const std::scoped_lock lock(lock_);
  expire(now(), removed);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    ++counts_.misses;
    return std::nullopt;
  }
  ++counts_.hits;
  by_use_.splice(by_use_.begin(), by_use_, found->second);
  return found->second->program;
}

Program ProgramCache::insert(const ProgramKey& key, Program program) {
  const std::size_t bytes = key.expression.size();
  if (options_.max_entries == 0 || bytes > options_.max_bytes) return program;
  Entries removed;
  Entries added;
  Ages age;
  added.emplace_back(key, program, now());
  age.push_back(added.begin());
  added.front().age = age.begin();

  const std::scoped_lock lock(lock_);
  expire(added.front().made, removed);
  const auto [place, is_new] = by_key_.try_emplace(added.front().key(), added.begin());
  if (!is_new) {
    by_use_.splice(by_use_.begin(), by_use_, place->second);
    return place->second->program;
  }
  make_room(bytes, removed);
  by_use_.splice(by_use_.begin(), added);
  by_age_.splice(by_age_.end(), age);
  counts_.bytes += bytes;
  return program;
}

void ProgramCache::clear() {
  Entries removed;
  Ages ages;
  const std::scoped_lock lock(lock_);
  by_key_.clear();
  removed.swap(by_use_);
  ages.swap(by_age_);
  counts_.bytes = 0;
}

CacheStatistics ProgramCache::statistics() {
  Entries removed;
  const std::scoped_lock lock(lock_);
  expire(now(), removed);
  CacheStatistics result = counts_;
  result.entries = by_use_.size();
  return result;
}

void ProgramCache::remove(Entries::iterator entry, Entries& removed) {
  by_key_.erase(entry->key());
  by_age_.erase(entry->age);
  counts_.bytes -= entry->expression.size();
  removed.splice(removed.end(), by_use_, entry);
}

void ProgramCache::expire(Time now, Entries& removed) {
  if (options_.time_to_live.count() == 0) return;
  while (!by_age_.empty() && now - by_age_.front()->made >= options_.time_to_live) {
    remove(by_age_.front(), removed);
    ++counts_.expired;
  }
}

void ProgramCache::make_room(std::size_t bytes, Entries& removed) {
  while (!by_use_.empty() &&
         (by_use_.size() >= options_.max_entries || counts_.bytes > options_.max_bytes - bytes)) {
    remove(std::prev(by_use_.end()), removed);
    ++counts_.evictions;
  }
}

}  // namespace kiln
