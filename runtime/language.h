// LanguageVersion: which FHIRPath an expression is written in. Tested by language_test.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kiln::core {

/// 2.0.0 has no Long, no instance selector, no sort() with keys, and its definite durations above
/// seconds are apart from calendar ones (docs/dates.md).
enum class LanguageVersion : std::uint8_t { V2, V3 };

/// "2.0" and "2.0.0", "3.0" and "3.0.0"; nothing for anything else.
std::optional<LanguageVersion> parse_language_version(std::string_view text);

/// "2.0" or "3.0".
std::string_view to_string(LanguageVersion version);

}  // namespace kiln::core
