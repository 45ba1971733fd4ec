#include "runtime/function/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <boost/container/small_vector.hpp>
#include <new>
#include <optional>
#include <utility>
#include <variant>

#include "runtime/text/ascii.h"
#include "runtime/text/utf8.h"

namespace kiln::core {

namespace {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Code = std::unique_ptr<pcre2_code, Release<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Release<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;

constexpr std::uint32_t kOptions =
    PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;

constexpr std::uint32_t kHeapLimitKib = 20'000;

PCRE2_SPTR pointer(std::string_view text) {
  return reinterpret_cast<PCRE2_SPTR>(text.data());
}

/// What PCRE2 has made, which is nothing where there is no memory.
template <class T>
T* made(T* object) {
  if (object == nullptr) throw std::bad_alloc();
  return object;
}

std::string message_of(int code) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(code, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

Expected<Code> compile_code(std::string_view pattern, std::uint32_t options) {
  const CompileContext context(made(pcre2_compile_context_create(nullptr)));
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANYCRLF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(
      pcre2_compile(pointer(pattern), pattern.size(), options, &error, &offset, context.get()));
  if (code) return code;
  if (error == PCRE2_ERROR_HEAP_FAILED) throw std::bad_alloc();
  const std::size_t character = utf8::length(pattern.substr(0, std::min(offset, pattern.size())));
  return fail(ErrorCode::InvalidRegex, "invalid regular expression: " + message_of(error) +
                                           ", at character " + std::to_string(character));
}

Expected<std::uint32_t> flag_options(std::string_view flags) {
  std::uint32_t options = 0;
  for (std::size_t offset = 0; offset < flags.size();) {
    const std::size_t start = offset;
    switch (utf8::next(flags, offset)) {
      case U'i':
        options |= PCRE2_CASELESS;
        break;
      case U'm':
        options |= PCRE2_MULTILINE;
        break;
      default:
        return fail(ErrorCode::ArgumentValue,
                    "unknown regular expression flag '" +
                        std::string(flags.substr(start, offset - start)) + "'",
                    {}, "known are 'i' and 'm'");
    }
  }
  return options;
}

}  // namespace

struct RegexScratch::Impl {
  MatchContext context{made(pcre2_match_context_create(nullptr))};
  MatchData data;
  std::uint32_t groups = 0;  ///< that `data` has room for
  std::uint64_t effort = 0;

  pcre2_match_data* reserve(std::uint32_t needed) {
    if (!data || groups < needed) {
      data.reset(made(pcre2_match_data_create(std::max(needed, 8U), nullptr)));
      groups = std::max(needed, 8U);
    }
    return data.get();
  }
};

RegexScratch::RegexScratch() : impl_(std::make_unique<Impl>()) {}
RegexScratch::~RegexScratch() = default;
RegexScratch::RegexScratch(RegexScratch&&) noexcept = default;
RegexScratch& RegexScratch::operator=(RegexScratch&&) noexcept = default;

std::uint64_t RegexScratch::effort() const {
  return impl_->effort;
}

struct Regex::Impl {
  bool is_empty = false;  ///< a pattern of no characters
  Limits limits;
  Code code;
  std::uint32_t groups = 1;  ///< the whole match included

  class Search;
  class Substitution;
};

/// The matches in one subject. PCRE2's own limits only count some of the work, and start afresh at
/// each position of the subject. So the code calls back before each item of the pattern, where all
/// work is counted; it is native code where PCRE2 has that, for as long as its stack is large
/// enough.
class Regex::Impl::Search {
 public:
  Search(const Impl& regex, std::string_view subject, RegexScratch::Impl& scratch)
      : regex_(regex),
        subject_(subject),
        context_(scratch.context.get()),
        data_(scratch.reserve(regex.groups)),
        ovector_(pcre2_get_ovector_pointer(data_)),
        effort_(scratch.effort) {
    effort_ = 0;
    pcre2_set_callout(context_, charge, this);
    pcre2_set_match_limit(context_, 0xFFFFFFFF);
    pcre2_set_heap_limit(context_, kHeapLimitKib);
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// The next match at or behind `offset`.
  Expected<bool> find(std::size_t offset, std::uint32_t options = 0) {
    int result = run(offset, options);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = run(offset, options | PCRE2_NO_JIT);
    return outcome(result);
  }

  std::size_t match_start() const { return std::min(ovector_[0], ovector_[1]); }
  std::size_t match_end() const { return ovector_[1]; }

  /// What a group matched, '' if it took no part.
  std::string_view group(std::uint32_t number) const {
    const PCRE2_SIZE start = ovector_[2 * number];
    const PCRE2_SIZE end = ovector_[2 * number + 1];
    if (start == PCRE2_UNSET || end < start) return {};
    return subject_.substr(start, end - start);
  }

 private:
  static bool is_limit(int result) {
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
           result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_CALLOUT;
  }

  static int charge(pcre2_callout_block* block, void* data) {
    auto& search = *static_cast<Search*>(data);
    const std::size_t from = std::exchange(search.position_, block->current_position);
    const std::size_t to = block->current_position;
    search.effort_ += 1 + (to > from ? to - from : from - to);
    return search.effort_ > search.regex_.limits.effort ? PCRE2_ERROR_CALLOUT : 0;
  }

  int run(std::size_t offset, std::uint32_t options) {
    if (checked_utf8_) options |= PCRE2_NO_UTF_CHECK;
    checked_utf8_ = true;
    position_ = offset;
    return pcre2_match(regex_.code.get(), pointer(subject_), subject_.size(), offset, options,
                       data_, context_);
  }

  static Expected<bool> outcome(int result) {
    if (result >= 0) return true;
    if (result == PCRE2_ERROR_NOMATCH) return false;
    if (result == PCRE2_ERROR_NOMEMORY) throw std::bad_alloc();
    if (is_limit(result))
      return fail(ErrorCode::RegexEffort,
                  "the regular expression needs too much effort on this string");
    return fail(ErrorCode::InputType, "regular expression: " + message_of(result));
  }

  const Impl& regex_;
  std::string_view subject_;
  pcre2_match_context* context_;
  pcre2_match_data* data_;
  const PCRE2_SIZE* ovector_;
  bool checked_utf8_ = false;
  std::size_t position_ = 0;  ///< in the subject, at the last callout
  std::uint64_t& effort_;     ///< so far
};

/// A parsed substitution: literal text and groups.
class Regex::Impl::Substitution {
 public:
  static Expected<Substitution> parse(const Impl& regex, std::string_view text) {
    Substitution result;
    while (!text.empty()) {
      const std::size_t dollar = std::min(text.find('$'), text.size());
      if (dollar > 0) result.pieces_.emplace_back(text.substr(0, dollar));
      text.remove_prefix(dollar);
      if (text.empty()) break;
      auto read = result.parse_dollar(regex, text);
      if (!read) return std::unexpected(std::move(read.error()));
      text.remove_prefix(*read);
    }
    return result;
  }

  void append_to(std::string& out, const Search& search) const {
    for (const Piece& piece : pieces_) {
      const auto* group = std::get_if<std::uint32_t>(&piece);
      out += group != nullptr ? search.group(*group) : std::get<std::string_view>(piece);
    }
  }

 private:
  using Piece = std::variant<std::string_view, std::uint32_t>;

  static bool is_name_character(char c) {
    return ascii::is_digit(c) || ascii::is_letter(c) || c == '_';
  }

  static std::unexpected<Error> no_group(std::string_view name) {
    return fail(ErrorCode::ArgumentValue,
                "the regular expression has no group '" + std::string(name) + "'", {},
                "write $$ for a dollar");
  }

  /// REQUIRES: text starts with '$'. How many characters were read.
  Expected<std::size_t> parse_dollar(const Impl& regex, std::string_view text) {
    if (text.starts_with("$$")) {
      pieces_.emplace_back(text.substr(0, 1));
      return 2;
    }
    if (text.size() > 1 && ascii::is_digit(text[1])) return parse_number(regex, text);
    if (text.starts_with("${")) {
      std::size_t end = 2;
      while (end < text.size() && is_name_character(text[end])) ++end;
      if (end > 2 && end < text.size() && text[end] == '}')
        return parse_braces(regex, text.substr(2, end - 2));
    }
    pieces_.emplace_back(text.substr(0, 1));
    return 1;
  }

  Expected<std::size_t> parse_number(const Impl& regex, std::string_view text) {
    std::uint32_t group = static_cast<std::uint32_t>(text[1] - '0');
    if (group >= regex.groups) return no_group(text.substr(1, 1));
    std::size_t end = 2;
    for (; end < text.size() && ascii::is_digit(text[end]); ++end) {
      const std::uint32_t longer = group * 10 + static_cast<std::uint32_t>(text[end] - '0');
      if (longer >= regex.groups) break;
      group = longer;
    }
    pieces_.emplace_back(group);
    return end;
  }

  Expected<std::size_t> parse_braces(const Impl& regex, std::string_view name) {
    if (ascii::is_digit(name.front())) {
      std::uint32_t group = 0;
      for (char c : name) {
        if (!ascii::is_digit(c)) return no_group(name);
        group = group * 10 + static_cast<std::uint32_t>(c - '0');
        if (group >= regex.groups) return no_group(name);
      }
      pieces_.emplace_back(group);
    } else {
      const int group =
          pcre2_substring_number_from_name(regex.code.get(), pointer(std::string(name)));
      if (group < 0) return no_group(name);
      pieces_.emplace_back(static_cast<std::uint32_t>(group));
    }
    return name.size() + 3;
  }

  boost::container::small_vector<Piece, 8> pieces_;
};

Regex::Regex(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Expected<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  return compile(pattern, flags, Limits{});
}

Expected<Regex> Regex::compile(std::string_view pattern, std::string_view flags,
                               const Limits& limits) {
  if (pattern.size() > limits.pattern_bytes)
    return fail(ErrorCode::InvalidRegex, "regular expression longer than " +
                                             std::to_string(limits.pattern_bytes) + " bytes");
  const auto options = flag_options(flags);
  if (!options) return std::unexpected(options.error());

  auto impl = std::make_unique<Impl>();
  impl->is_empty = pattern.empty();
  impl->limits = limits;
  auto code = compile_code(pattern, kOptions | *options);
  if (!code) return std::unexpected(std::move(code.error()));
  impl->code = std::move(*code);
  std::uint32_t captures = 0;
  pcre2_pattern_info(impl->code.get(), PCRE2_INFO_CAPTURECOUNT, &captures);
  impl->groups = captures + 1;
  // Without native code (not built in, or refused by the system) the code is interpreted.
  pcre2_jit_compile(impl->code.get(), PCRE2_JIT_COMPLETE);
  return Regex(std::move(impl));
}

Expected<bool> Regex::matches(std::string_view subject, RegexScratch& scratch) const {
  return Impl::Search(*impl_, subject, *scratch.impl_).find(0);
}

Expected<bool> Regex::matches_full(std::string_view subject, RegexScratch& scratch) const {
  return Impl::Search(*impl_, subject, *scratch.impl_).find(0, PCRE2_ANCHORED | PCRE2_ENDANCHORED);
}

Expected<std::string> Regex::replace(std::string_view subject, std::string_view substitution,
                                     RegexScratch& scratch, std::string buffer) const {
  const auto parsed = Impl::Substitution::parse(*impl_, substitution);
  if (!parsed) return std::unexpected(parsed.error());
  buffer.clear();
  if (impl_->is_empty) {
    scratch.impl_->effort = 0;
    buffer = subject;
    return buffer;
  }

  Impl::Search search(*impl_, subject, *scratch.impl_);
  const std::size_t max_bytes = impl_->limits.result_bytes;
  std::size_t copied = 0;  // the subject up to here is in `buffer`
  std::size_t offset = 0;
  std::uint32_t options = 0;
  while (offset <= subject.size()) {
    const auto found = search.find(offset, options);
    if (!found) return std::unexpected(found.error());
    if (*found) {
      const std::size_t start = std::max(search.match_start(), copied);
      buffer += subject.substr(copied, start - copied);
      parsed->append_to(buffer, search);
      if (buffer.size() > max_bytes) break;
      copied = std::max(search.match_end(), start);
      offset = copied;
      // Behind an empty match only one that is not empty may start at the same place.
      options =
          search.match_start() == search.match_end() ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
    } else if (options != 0) {
      offset = subject.substr(offset).starts_with("\r\n") ? offset + 2
               : offset < subject.size()                  ? utf8::advance(subject, offset, 1)
                                                          : offset + 1;
      options = 0;
    } else {
      break;
    }
  }
  buffer += subject.substr(copied);
  if (buffer.size() > max_bytes)
    return fail(ErrorCode::StringLimit,
                "the resulting string is longer than " + std::to_string(max_bytes) + " bytes");
  return buffer;
}

}  // namespace kiln::core
