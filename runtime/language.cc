#include "runtime/language.h"

namespace kiln::core {

std::optional<LanguageVersion> parse_language_version(std::string_view text) {
  if (text == "2.0" || text == "2.0.0") return LanguageVersion::V2;
  if (text == "3.0" || text == "3.0.0") return LanguageVersion::V3;
  return std::nullopt;
}

std::string_view to_string(LanguageVersion version) {
  return version == LanguageVersion::V2 ? "2.0" : "3.0";
}

}  // namespace kiln::core
