// LanguageVersion: which FHIRPath an expression is written in. Tested by language_test.cc.
#pragma once

#include <kiln/version.h>

#include <optional>
#include <string_view>

namespace kiln::core {

using kiln::LanguageVersion;

/// "2.0" and "2.0.0", "3.0" and "3.0.0"; nothing for anything else.
std::optional<LanguageVersion> parse_language_version(std::string_view text);

/// "2.0" or "3.0".
std::string_view to_string(LanguageVersion version);

}  // namespace kiln::core
