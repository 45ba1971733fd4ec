#include "runtime/builtin/regex_cache.h"

#include <algorithm>
#include <utility>

#include "runtime/diagnostic/try.h"

namespace kiln::core {

Expected<const Regex*> RegexCache::get(std::string_view pattern, std::string_view flags,
                                       const Regex::Limits& limits) {
  ++uses_;
  if (Entry* const entry = find(pattern, flags, limits)) {
    entry->last_use = uses_;
    return &entry->regex;
  }
  KILN_TRY(Regex regex, Regex::compile(pattern, flags, limits));
  Entry made{std::string(pattern), std::string(flags), limits, std::move(regex), uses_};
  if (entries_.size() < kCapacity) return &entries_.emplace_back(std::move(made)).regex;
  Entry& oldest = *std::ranges::min_element(entries_, {}, &Entry::last_use);
  oldest = std::move(made);
  return &oldest.regex;
}

RegexCache::Entry* RegexCache::find(std::string_view pattern, std::string_view flags,
                                    const Regex::Limits& limits) {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) {
    return entry.pattern == pattern && entry.flags == flags && entry.limits == limits;
  });
  return found == entries_.end() ? nullptr : &*found;
}

}  // namespace kiln::core
