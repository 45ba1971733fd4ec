// §5.6 String manipulation and §5.7 Additional string functions. What they do to a text stands in
// runtime/function; here is what the specification says of empty inputs and arguments.
//
// A result that is a part of the input is a view of it.

#include "runtime/function/string.h"

#include <algorithm>

#include "runtime/builtin/builtins.h"
#include "runtime/function/encoding.h"
#include "runtime/item/system_value.h"
#include "runtime/text/utf8.h"

namespace kiln::core::builtins {
namespace {

using Text = std::optional<std::string_view>;

/// The input and the arguments as Strings. Nothing if one that is needed is empty (§4.4).
struct Texts {
  std::string_view input;
  std::string_view first;
  std::string_view second;
};

Expected<std::optional<Texts>> texts(const BuiltinCall& call, std::size_t arguments) {
  KILN_TRY(const Text input, call.string());
  Text values[2]{"", ""};
  for (std::size_t i = 0; i < arguments; ++i) {
    KILN_TRY(values[i], call.string_argument(i));
  }
  if (!input || !values[0] || !values[1]) return std::nullopt;
  return Texts{*input, *values[0], *values[1]};
}

/// A pattern with the flags at a position: '' if they are not given. Null if they are empty.
Expected<const Regex*> regex(const BuiltinCall& call, const std::optional<Texts>& given,
                             std::size_t flags_position) {
  Text flags = "";
  if (call.has(flags_position)) {
    KILN_TRY(flags, call.string_argument(flags_position));
  }
  if (!given || !flags) return nullptr;
  const Limits& given_limits = call.evaluation.environment().limits;
  Regex::Limits limits;
  limits.effort = given_limits.max_regex_effort;
  limits.result_bytes = given_limits.max_string;
  return call.evaluation.regexes().get(given->first, *flags, limits);
}

/// What the match took that has just been made.
Expected<void> charge_regex(Evaluation& evaluation) {
  constexpr std::uint64_t kEffortOfAStep = 4;
  return evaluation.charge(evaluation.regexes().scratch().effort() / kEffortOfAStep);
}

std::size_t max_string(const BuiltinCall& call) {
  return call.evaluation.environment().limits.max_string;
}

Expected<Items> made(const BuiltinCall& call, std::string text) {
  KILN_TRY(const Item item, call.evaluation.made_string(std::move(text)));
  return call.one(item);
}

using Test = bool (*)(std::string_view, std::string_view);
using Position = std::int32_t (*)(std::string_view, std::string_view);
using Mapping = std::string (*)(std::string_view, std::string buffer);
using Coding = Expected<std::string> (*)(std::string_view, std::string_view, std::string buffer);
using Matching = Expected<bool> (Regex::*)(std::string_view, RegexScratch&) const;

Expected<Items> test(const BuiltinCall& call, Test function) {
  KILN_TRY(const auto given, texts(call, 1));
  return given ? call.one(function(given->input, given->first)) : call.none();
}

Expected<Items> position(const BuiltinCall& call, Position function) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return call.none();
  return call.one(Item::integer(function(given->input, given->first)));
}

Expected<Items> map(const BuiltinCall& call, Mapping function) {
  KILN_TRY(const auto given, texts(call, 0));
  if (!given) return call.none();
  return made(call, function(given->input, call.evaluation.text_buffer()));
}

Expected<Items> code(const BuiltinCall& call, Coding function) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return call.none();
  KILN_TRY(std::string result, function(given->input, given->first, call.evaluation.text_buffer()));
  KILN_CHECK(call.evaluation.check_string(result.size()));
  return made(call, std::move(result));
}

Expected<Items> match(const BuiltinCall& call, Matching function) {
  KILN_TRY(const auto given, texts(call, 1));
  KILN_TRY(const Regex* const pattern, regex(call, given, 1));
  if (pattern == nullptr) return call.none();
  KILN_TRY(const bool found,
           (pattern->*function)(given->input, call.evaluation.regexes().scratch()));
  KILN_CHECK(charge_regex(call.evaluation));
  return call.one(found);
}

Expected<Items> parts(const BuiltinCall& call, strings::Parts texts) {
  KILN_CHECK(call.evaluation.check_size(texts.size()));
  Item* const items = call.evaluation.arena().array<Item>(texts.size());
  std::ranges::transform(texts, items, Item::string);
  const auto count = static_cast<std::uint32_t>(texts.size());
  call.evaluation.keep_parts(std::move(texts));
  return Items{items, count};
}

}  // namespace

Expected<Items> IndexOf(const BuiltinCall& call) {
  return position(call, strings::index_of);
}
Expected<Items> LastIndexOf(const BuiltinCall& call) {
  return position(call, strings::last_index_of);
}
Expected<Items> StartsWith(const BuiltinCall& call) {
  return test(call, strings::starts_with);
}
Expected<Items> EndsWith(const BuiltinCall& call) {
  return test(call, strings::ends_with);
}
Expected<Items> Contains(const BuiltinCall& call) {
  return test(call, strings::contains);
}

/// §5.6.3: an empty length is as good as none; an empty start is not.
Expected<Items> Substring(const BuiltinCall& call) {
  KILN_TRY(const Text input, call.string());
  KILN_TRY(const std::optional<std::int32_t> start, call.integer_argument(0));
  KILN_TRY(const std::optional<std::int32_t> length, call.integer_argument(1));
  if (!input || !start) return call.none();
  const Text part = strings::substring(*input, *start, length);
  return part ? call.one(Item::string(*part)) : call.none();
}

Expected<Items> Upper(const BuiltinCall& call) {
  return map(call, strings::upper);
}
Expected<Items> Lower(const BuiltinCall& call) {
  return map(call, strings::lower);
}

Expected<Items> Replace(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 2));
  if (!given) return call.none();
  KILN_TRY(std::string result, strings::replace(given->input, given->first, given->second,
                                                max_string(call), call.evaluation.text_buffer()));
  return made(call, std::move(result));
}

Expected<Items> Matches(const BuiltinCall& call) {
  return match(call, &Regex::matches);
}
Expected<Items> MatchesFull(const BuiltinCall& call) {
  return match(call, &Regex::matches_full);
}

Expected<Items> ReplaceMatches(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 2));
  KILN_TRY(const Regex* const pattern, regex(call, given, 2));
  if (pattern == nullptr) return call.none();
  KILN_TRY(std::string result,
           pattern->replace(given->input, given->second, call.evaluation.regexes().scratch(),
                            call.evaluation.text_buffer()));
  KILN_CHECK(charge_regex(call.evaluation));
  return made(call, std::move(result));
}

Expected<Items> Length(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? call.one(Item::integer(strings::length(given->input))) : call.none();
}

Expected<Items> ToChars(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 0));
  if (!given) return call.none();
  KILN_CHECK(call.evaluation.check_size(utf8::length(given->input)));
  return parts(call, strings::to_chars(given->input, call.evaluation.parts_buffer()));
}

Expected<Items> Encode(const BuiltinCall& call) {
  return code(call, strings::encode);
}
Expected<Items> Escape(const BuiltinCall& call) {
  return code(call, strings::escape);
}
Expected<Items> Unescape(const BuiltinCall& call) {
  return code(call, strings::unescape);
}

Expected<Items> Decode(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return call.none();
  KILN_TRY(std::optional<std::string> result,
           strings::decode(given->input, given->first, call.evaluation.text_buffer()));
  return result ? made(call, *std::move(result)) : call.none();
}

Expected<Items> Trim(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 0));
  return given ? call.one(Item::string(strings::trim(given->input))) : call.none();
}

Expected<Items> Split(const BuiltinCall& call) {
  KILN_TRY(const auto given, texts(call, 1));
  if (!given) return call.none();
  return parts(call, strings::split(given->input, given->first, call.evaluation.parts_buffer()));
}

/// §5.7.7: of any number of Strings; items without a value are left out.
Expected<Items> Join(const BuiltinCall& call) {
  KILN_TRY(const Text separator, call.string_argument(0));
  Evaluation& evaluation = call.evaluation;
  KILN_CHECK(evaluation.charge(call.input.size()));
  std::string_view* const texts = evaluation.arena().array<std::string_view>(call.input.size());
  std::size_t count = 0;
  for (const Item& item : call.input) {
    KILN_TRY(const Item value, system_value(evaluation.model(), item, evaluation.arena()));
    if (value.is_none()) continue;
    if (value.kind() != ItemKind::String) {
      return fail(ErrorCode::InputType, "'join' is a function of Strings");
    }
    texts[count++] = value.as_string();
  }
  if (count == 0 || (call.has(0) && !separator)) return call.none();
  KILN_TRY(std::string result, strings::join({texts, count}, separator.value_or(""),
                                             max_string(call), evaluation.text_buffer()));
  KILN_CHECK(evaluation.charge_text(result.size()));
  return made(call, std::move(result));
}

}  // namespace kiln::core::builtins
