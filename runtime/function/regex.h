// Regex: the regular expressions of matches(), matchesFull() and replaceMatches() (§5.6.10-12).
//
// The dialect is PCRE2's, as the specification recommends, with these settings:
//   - patterns and subjects are UTF-8, a character is a Unicode scalar value; `.` matches a line
//     break too ("single line mode");
//   - `$` without the flag m matches at the very end only, not before a last line break;
//   - a line ends with LF, CR or CRLF (flag m);
//   - \d, \w, \s, \b and [:classes:] are ASCII, as in PCRE2 without options; \p{L} and its like are
//     Unicode, and so is the flag i;
//   - \C, which would split a character, is an error.
//
// Effort is bounded and counted, not timed: each try of a pattern item and each byte moved over
// costs one unit. A subject that costs more is RegexEffort.
//
// Thread-safety: a Regex may be used by many threads at once, a RegexScratch by one.
#pragma once

#include <kiln/limits.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/diagnostic/error.h"
#include "runtime/function/string.h"

namespace kiln::core {

/// Working memory of matching, reused from call to call.
class RegexScratch {
 public:
  RegexScratch();
  ~RegexScratch();
  RegexScratch(RegexScratch&&) noexcept;
  RegexScratch& operator=(RegexScratch&&) noexcept;

  /// Units that the last call took that was given this.
  std::uint64_t effort() const;

 private:
  friend class Regex;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Regex {
 public:
  struct Limits {
    std::size_t pattern_bytes = 65'536;
    /// For one call of matches(), matches_full() or replace().
    std::uint64_t effort = kiln::EvaluationLimits{}.max_regex_effort;
    std::size_t result_bytes = strings::kMaxBytes;

    friend bool operator==(const Limits&, const Limits&) = default;
  };

  /// `flags` holds `i` (case-insensitive) and `m` (`^` and `$` match at lines), in any order.
  /// Errors: InvalidRegex with PCRE2's message and the offset, ArgumentValue for another flag.
  static Expected<Regex> compile(std::string_view pattern, std::string_view flags = {});
  static Expected<Regex> compile(std::string_view pattern, std::string_view flags,
                                 const Limits& limits);

  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  /// Does the pattern match somewhere in the subject? Errors: RegexEffort.
  Expected<bool> matches(std::string_view subject, RegexScratch& scratch) const;

  /// Does it match the whole subject? Another alternative is tried where the first that matches is
  /// too short: `a|ab` matches 'ab'.
  Expected<bool> matches_full(std::string_view subject, RegexScratch& scratch) const;

  /// Replaces each match, from left to right without overlap. In the substitution
  ///   ${name} ${1}  is what the group matched, '' if it took no part in the match;
  ///   $1            the same; as many digits are read as still name a group; $0 is the match;
  ///   $$            is a dollar, and so is a `$` that none of these follows.
  /// A pattern of no characters replaces nothing, as the official suite has it; a pattern that only
  /// happens to match nothing (`x*`) replaces there too.
  /// `buffer` is memory for the result.
  /// Errors: ArgumentValue for a group that the pattern does not have, RegexEffort, StringLimit.
  Expected<std::string> replace(std::string_view subject, std::string_view substitution,
                                RegexScratch& scratch, std::string buffer = {}) const;

 private:
  struct Impl;
  explicit Regex(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln::core
