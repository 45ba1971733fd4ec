#include "runtime/profile/discriminator_path.h"

#include <algorithm>
#include <optional>
#include <string>

#include "runtime/diagnostic/try.h"

namespace kiln::core {

namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// Takes a name from the front of `text`.
std::string_view take_name(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_name_character);
  const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(name.size());
  return name;
}

/// Takes "(...)": what stands between, without quotes.
std::optional<std::string_view> take_argument(std::string_view& text) {
  const bool quoted = text.size() > 1 && (text[1] == '\'' || text[1] == '"');
  const std::size_t start = quoted ? 2 : 1;
  const std::size_t end = quoted ? text.find(text[1], start) : text.find(')', start);
  if (end == std::string_view::npos) return std::nullopt;
  const std::size_t close = quoted ? end + 1 : end;
  if (close >= text.size() || text[close] != ')') return std::nullopt;
  const std::string_view argument = text.substr(start, end - start);
  text.remove_prefix(close + 1);
  return argument;
}

std::optional<PathStep> take_step(std::string_view& text) {
  const std::string_view name = take_name(text);
  if (name.empty()) return std::nullopt;
  if (!text.starts_with('(')) {
    if (text.starts_with("[x]")) text.remove_prefix(3);
    return PathStep{PathStep::Kind::Child, name};
  }
  const auto argument = take_argument(text);
  if (!argument) return std::nullopt;
  if (name == "resolve" && argument->empty()) return PathStep{PathStep::Kind::Resolve, {}};
  if (name == "extension" && !argument->empty())
    return PathStep{PathStep::Kind::Extension, *argument};
  if (name == "ofType" && !argument->empty()) {
    const bool qualified = argument->starts_with("FHIR.");
    return PathStep{PathStep::Kind::OfType, qualified ? argument->substr(5) : *argument};
  }
  return std::nullopt;
}

}  // namespace

Expected<std::vector<PathStep>> parse_discriminator_path(std::string_view path) {
  std::vector<PathStep> steps;
  std::string_view rest = path;
  if (rest.starts_with("$this")) {
    rest.remove_prefix(5);
    if (rest.empty()) return steps;
    if (rest.starts_with('.')) rest.remove_prefix(1);
  }
  while (const auto step = take_step(rest)) {
    steps.push_back(*step);
    if (rest.empty()) return steps;
    if (!rest.starts_with('.')) break;
    rest.remove_prefix(1);
  }
  return fail(ErrorCode::Unsupported,
              "discriminator path '" + std::string(path) + "' is not supported");
}

}  // namespace kiln::core
