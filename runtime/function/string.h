// The string functions of the language (§5.6 without regular expressions, trim, split and join of
// §5.7), string equivalence (§6.1.2.3) and string order (§6.2).
//
// Positions and lengths count characters, which are Unicode scalar values (§4.1.2.1). Texts are
// well-formed UTF-8; a result that is a view looks into the text that was given.
//
// Whatever loops over a text is linear in it, whatever the pattern. A function whose result can be
// larger than a small multiple of its input takes `max_bytes` and fails with StringLimit. A
// `buffer` is memory for the result; what stands in it does not matter.
//
// Empty collections are the caller's business: each function takes the items themselves.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/diagnostic/error.h"

namespace kiln::core::strings {

/// §4.1.2: a String has at most 2^31 - 1 characters; no result has more bytes than that.
inline constexpr std::size_t kMaxBytes = 0x7FFFFFFF;

std::int32_t length(std::string_view text);

/// Position of the first or last occurrence, -1 if there is none. '' is found at 0 and, as the last
/// one, behind the end.
std::int32_t index_of(std::string_view text, std::string_view part);
std::int32_t last_index_of(std::string_view text, std::string_view part);

bool starts_with(std::string_view text, std::string_view prefix);
bool ends_with(std::string_view text, std::string_view suffix);
bool contains(std::string_view text, std::string_view part);

/// §5.6.3: nothing if `start` is outside of the text; else '' for a length of 0 or less, else at
/// most `length` characters.
std::optional<std::string_view> substring(std::string_view text, std::int32_t start,
                                          std::optional<std::int32_t> length = {});

/// Full case mapping of Unicode, character by character: ß becomes SS, İ becomes i̇. It knows no
/// locale and no context: Σ becomes σ at the end of a word too, so that mapping the parts of a
/// string is mapping the string.
std::string upper(std::string_view text, std::string buffer = {});
std::string lower(std::string_view text, std::string buffer = {});

/// §5.6.9: '' as the pattern surrounds every character with the substitution.
Expected<std::string> replace(std::string_view text, std::string_view pattern,
                              std::string_view substitution, std::size_t max_bytes = kMaxBytes,
                              std::string buffer = {});

using Parts = std::vector<std::string_view>;

Parts to_chars(std::string_view text, Parts buffer = {});

/// §5.7.5: without tab, space, line feed and carriage return at both ends.
std::string_view trim(std::string_view text);

/// §5.7.6. Always gives something, and join(split(t, s), s) is t. The specification does not say
/// what '' separates: here, as in replace(), each character from the next.
Parts split(std::string_view text, std::string_view separator, Parts buffer = {});

Expected<std::string> join(std::span<const std::string_view> parts, std::string_view separator = {},
                           std::size_t max_bytes = kMaxBytes, std::string buffer = {});

/// §6.1.2.3: equal by full case folding, where each character of the class White_Space is the same
/// as any other; white space is not collapsed, and the normal forms of Unicode are not unified.
bool equivalent(std::string_view a, std::string_view b);

/// equivalent(a, b) if and only if equivalence_key(a) == equivalence_key(b): a key for hashing.
std::string equivalence_key(std::string_view text);

/// §6.2: by the code points of the characters, one after the other.
std::strong_ordering compare(std::string_view a, std::string_view b);

/// The class White_Space of Unicode (PropList.txt).
bool is_white_space(char32_t character);

}  // namespace kiln::core::strings
