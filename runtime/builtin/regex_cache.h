// RegexCache: the regular expressions that an evaluation has compiled last, and the working memory
// in which they match.
//
// A program asks for the same few patterns for every item and every resource: found again, one
// costs a comparison of texts and no allocation.
//
// Thread-safety: one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/function/regex.h"

namespace kiln::core {

class RegexCache {
 public:
  /// Of them the one that was asked for longest ago makes room.
  static constexpr std::size_t kCapacity = 32;

  /// The compiled pattern, valid until the next call. Errors: those of Regex::compile(), which are
  /// not remembered.
  Expected<const Regex*> get(std::string_view pattern, std::string_view flags,
                             const Regex::Limits& limits);

  RegexScratch& scratch() { return scratch_; }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string pattern;
    std::string flags;
    Regex::Limits limits;
    Regex regex;
    std::uint64_t last_use;
  };

  Entry* find(std::string_view pattern, std::string_view flags, const Regex::Limits& limits);

  std::vector<Entry> entries_;
  std::uint64_t uses_ = 0;
  RegexScratch scratch_;
};

}  // namespace kiln::core
