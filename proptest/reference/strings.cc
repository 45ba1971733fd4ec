// §5.6 String manipulation and §5.7 Additional string functions. What they do to a text stands in
// runtime/function; here is what the specification says of empty inputs and arguments.

#include "runtime/function/string.h"

#include "proptest/reference/functions.h"
#include "runtime/diagnostic/try.h"
#include "runtime/function/encoding.h"
#include "runtime/function/regex.h"

namespace kiln::core::reference::functions {
namespace {

using Text = std::optional<std::string>;

/// The input and the arguments as Strings. Nothing if one that is needed is empty (§4.4).
struct Texts {
  std::string input;
  std::string first;
  std::string second;
};

Expected<std::optional<Texts>> texts(Call& call, std::size_t arguments) {
  KILN_TRY(const Text input, call.string());
  Text values[2]{"", ""};
  for (std::size_t i = 0; i < arguments; ++i) {
    KILN_TRY(values[i], call.string_argument(i));
  }
  if (!input || !values[0] || !values[1]) return std::nullopt;
  return Texts{*input, *values[0], *values[1]};
}

/// The flags of a regular expression: '' if they are not given, nothing if they are empty.
Expected<Text> flags(Call& call, std::size_t position) {
  if (!call.has(position)) return "";
  return call.string_argument(position);
}

Regex::Limits limits(Call& call) {
  const Limits& given = call.evaluation.environment().limits;
  Regex::Limits limits;
  limits.effort = given.max_regex_effort;
  limits.result_bytes = given.max_string;
  return limits;
}

std::size_t max_string(Call& call) {
  return call.evaluation.environment().limits.max_string;
}

using Test = bool (*)(std::string_view, std::string_view);
using Position = std::int32_t (*)(std::string_view, std::string_view);
using Coding = Expected<std::string> (*)(std::string_view, std::string_view, std::string buffer);
using Matching = Expected<bool> (Regex::*)(std::string_view, RegexScratch&) const;

Expected<Collection> test(Call& call, Test function) {
  KILN_TRY(const auto given, texts(call, 1));
  return given ? one(function(given->input, given->first)) : none();
}

Expected<Collection> position(Call& call, Position function) {
  KILN_TRY(const auto given, texts(call, 1));
  return given ? one(Item(function(given->input, given->first))) : none();
}

Expected<Collection> code(Call& call, Coding function) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return none();
  KILN_TRY(std::string result, function(given->input, given->first, {}));
  KILN_CHECK(call.evaluation.check_string(result.size()));
  return one(Item(std::move(result)));
}

Expected<Collection> match(Call& call, Matching function) {
  KILN_TRY(const auto given, texts(call, 1));
  KILN_TRY(const Text options, flags(call, 1));
  if (!given || !options) return none();
  KILN_TRY(const Regex regex, Regex::compile(given->first, *options, limits(call)));
  RegexScratch scratch;
  KILN_TRY(const bool found, (regex.*function)(given->input, scratch));
  return one(found);
}

Collection strings_of(const std::vector<std::string_view>& parts) {
  Collection items;
  for (const std::string_view part : parts) items.emplace_back(std::string(part));
  return items;
}

}  // namespace

Expected<Collection> IndexOf(Call& call) {
  return position(call, strings::index_of);
}
Expected<Collection> LastIndexOf(Call& call) {
  return position(call, strings::last_index_of);
}
Expected<Collection> StartsWith(Call& call) {
  return test(call, strings::starts_with);
}
Expected<Collection> EndsWith(Call& call) {
  return test(call, strings::ends_with);
}
Expected<Collection> Contains(Call& call) {
  return test(call, strings::contains);
}

/// §5.6.3: an empty length is as good as none; an empty start is not.
Expected<Collection> Substring(Call& call) {
  KILN_TRY(const Text input, call.string());
  KILN_TRY(const std::optional<std::int32_t> start, call.integer_argument(0));
  KILN_TRY(const std::optional<std::int32_t> length, call.integer_argument(1));
  if (!input || !start) return none();
  const auto part = strings::substring(*input, *start, length);
  return part ? one(Item(std::string(*part))) : none();
}

Expected<Collection> Upper(Call& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? one(Item(strings::upper(given->input))) : none();
}

Expected<Collection> Lower(Call& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? one(Item(strings::lower(given->input))) : none();
}

Expected<Collection> Replace(Call& call) {
  KILN_TRY(const auto given, texts(call, 2));
  if (!given) return none();
  KILN_TRY(std::string result,
           strings::replace(given->input, given->first, given->second, max_string(call)));
  return one(Item(std::move(result)));
}

Expected<Collection> Matches(Call& call) {
  return match(call, &Regex::matches);
}
Expected<Collection> MatchesFull(Call& call) {
  return match(call, &Regex::matches_full);
}

Expected<Collection> ReplaceMatches(Call& call) {
  KILN_TRY(const auto given, texts(call, 2));
  KILN_TRY(const Text options, flags(call, 2));
  if (!given || !options) return none();
  KILN_TRY(const Regex regex, Regex::compile(given->first, *options, limits(call)));
  RegexScratch scratch;
  KILN_TRY(std::string result, regex.replace(given->input, given->second, scratch));
  return one(Item(std::move(result)));
}

Expected<Collection> Length(Call& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? one(Item(strings::length(given->input))) : none();
}

Expected<Collection> ToChars(Call& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? strings_of(strings::to_chars(given->input)) : none();
}

Expected<Collection> Encode(Call& call) {
  return code(call, strings::encode);
}
Expected<Collection> Escape(Call& call) {
  return code(call, strings::escape);
}
Expected<Collection> Unescape(Call& call) {
  return code(call, strings::unescape);
}

Expected<Collection> Decode(Call& call) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return none();
  KILN_TRY(std::optional<std::string> result, strings::decode(given->input, given->first));
  return result ? one(Item(*std::move(result))) : none();
}

Expected<Collection> Trim(Call& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? one(Item(std::string(strings::trim(given->input)))) : none();
}

Expected<Collection> Split(Call& call) {
  KILN_TRY(const auto given, texts(call, 1));
  return given ? strings_of(strings::split(given->input, given->first)) : none();
}

/// §5.7.7: of any number of Strings; items without a value are left out.
Expected<Collection> Join(Call& call) {
  KILN_TRY(const Text separator, call.string_argument(0));
  std::vector<std::string> owned;
  for (const Item& item : call.input) {
    KILN_TRY(const std::optional<Item> system, call.evaluation.value(item));
    if (!system) continue;
    const auto* text = std::get_if<std::string>(&*system);
    if (text == nullptr) return fail(ErrorCode::InputType, "'join' is a function of Strings");
    owned.push_back(*text);
  }
  if (owned.empty() || (call.has(0) && !separator)) return none();
  const std::vector<std::string_view> parts(owned.begin(), owned.end());
  KILN_TRY(std::string result, strings::join(parts, separator.value_or(""), max_string(call)));
  return one(Item(std::move(result)));
}

}  // namespace kiln::core::reference::functions
