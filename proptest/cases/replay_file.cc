#include "proptest/cases/replay_file.h"

#include <cctype>
#include <nlohmann/json.hpp>

namespace kiln::core::cases {
namespace {

constexpr std::string_view kTitle = "# kiln case 1";
constexpr std::string_view kFoundBy = "# found-by:";
constexpr std::string_view kSeparator = "---";
constexpr std::string_view kError = "error ";

using Problem = std::optional<std::string>;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

/// Without the end of the last line.
std::string joined(std::span<const std::string_view> lines) {
  std::string text;
  for (const std::string_view& line : lines) {
    if (&line != lines.data()) text += '\n';
    text += line;
  }
  return text;
}

Problem read_engines(std::string_view value, Replay& replay) {
  while (!value.empty()) {
    const std::string_view name = value.substr(0, value.find(' '));
    const auto engine = oracle::parse_engine(name);
    if (!engine) return "no engine '" + std::string(name) + "'";
    replay.engines.push_back(*engine);
    value = trimmed(value.substr(name.size()));
  }
  return std::nullopt;
}

Problem read_fhir(std::string_view value, Replay& replay) {
  const auto fhir = parse_fhir(value);
  if (!fhir) return "no FHIR version '" + std::string(value) + "'";
  replay.fhir = *fhir;
  return std::nullopt;
}

Problem read_language(std::string_view value, Replay& replay) {
  const auto language = parse_language_version(value);
  if (!language) return "no language version '" + std::string(value) + "'";
  replay.language = *language;
  return std::nullopt;
}

template <bool Replay::* kOption>
Problem read_option(std::string_view value, Replay& replay) {
  if (value != "true" && value != "false") return "neither true nor false";
  replay.*kOption = value == "true";
  return std::nullopt;
}

template <std::string Replay::* kText>
Problem read_text(std::string_view value, Replay& replay) {
  replay.*kText = value;
  return std::nullopt;
}

std::size_t digits(std::string_view text) {
  const auto end = std::ranges::find_if(text, [](char c) { return c < '0' || c > '9'; });
  return static_cast<std::size_t>(end - text.begin());
}

/// "K0301", "K0301 at 7-22".
bool is_error(std::string_view text) {
  if (!text.starts_with('K') || digits(text.substr(1)) != 4) return false;
  text.remove_prefix(5);
  if (text.empty()) return true;
  constexpr std::string_view kAt = " at ";
  if (!text.starts_with(kAt)) return false;
  text.remove_prefix(kAt.size());
  const std::size_t start = digits(text);
  if (start == 0 || start == text.size() || text[start] != '-') return false;
  text.remove_prefix(start + 1);
  return !text.empty() && digits(text) == text.size();
}

Problem read_expect(std::string_view value, Replay& replay) {
  Expectation expect;
  if (value.starts_with(kError)) {
    expect.error = trimmed(value.substr(kError.size()));
    if (!is_error(expect.error)) return "no error such as 'error K0301 at 7-22'";
  } else {
    const nlohmann::json list = nlohmann::json::parse(value, nullptr, false);
    if (!list.is_array()) return "neither a JSON list nor an error";
    for (const nlohmann::json& item : list) {
      if (!item.is_string()) return "an item that is no JSON string";
      expect.items.push_back(item);
    }
  }
  replay.expect = std::move(expect);
  return std::nullopt;
}

struct Field {
  std::string_view name;
  Problem (*read)(std::string_view value, Replay& replay);
};

constexpr Field kFields[] = {
    {"engines", read_engines},
    {"fhir", read_fhir},
    {"language", read_language},
    {"strict", read_option<&Replay::strict>},
    {"as_filters", read_option<&Replay::as_filters>},
    {"json_choice_names", read_option<&Replay::json_choice_names>},
    {"type", read_text<&Replay::type>},
    {"context", read_text<&Replay::context>},
    {"expect", read_expect},
};

Problem read_header(std::string_view line, Replay& replay, std::vector<std::string_view>& seen) {
  if (line.starts_with(kFoundBy)) {
    replay.found_by = trimmed(line.substr(kFoundBy.size()));
    return std::nullopt;
  }
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return "no ':'";
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  const auto* const field = std::ranges::find(kFields, name, &Field::name);
  if (field == std::end(kFields)) return "no field '" + std::string(name) + "'";
  if (std::ranges::find(seen, name) != seen.end()) return "a second '" + std::string(name) + "'";
  seen.push_back(name);
  if (value.empty()) return "no value";
  return field->read(value, replay);
}

std::string in_a_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return std::iscntrl(static_cast<unsigned char>(c)) != 0; }, ' ');
  return std::string(trimmed(text));
}

std::string print(const Expectation& expect) {
  if (!expect.error.empty()) return std::string(kError) + expect.error;
  return nlohmann::json(expect.items)
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::expected<Replay, std::string> parse_replay(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  const auto fail = [](std::size_t line, const std::string& what) {
    return std::unexpected("line " + std::to_string(line) + ": " + what);
  };
  if (trimmed(lines[0]) != kTitle) return fail(1, "not '" + std::string(kTitle) + "'");
  const auto is_separator = [](std::string_view line) { return trimmed(line) == kSeparator; };

  Replay replay;
  std::vector<std::string_view> seen;
  std::size_t first = 1;
  for (; first < lines.size() && !is_separator(lines[first]); ++first) {
    if (const Problem problem = read_header(trimmed(lines[first]), replay, seen)) {
      return fail(first + 1, *problem);
    }
  }
  if (first == lines.size()) return fail(lines.size(), "no '---' before the expression");
  std::size_t last = lines.size() - 1;
  while (!is_separator(lines[last])) --last;
  if (last == first) return fail(lines.size(), "no '---' behind the expression");

  const std::span all(lines);
  replay.expression = joined(all.subspan(first + 1, last - first - 1));
  replay.resource = joined(all.subspan(last + 1));
  const auto end = replay.resource.find_last_not_of(" \t\r\n");
  replay.resource.resize(end == std::string::npos ? 0 : end + 1);
  return replay;
}

std::string print(const Replay& replay) {
  std::string text(kTitle);
  const auto line = [&text](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    text += '\n';
    text += name;
    text += ": " + in_a_line(value);
  };
  line("# found-by", replay.found_by);
  std::string engines;
  for (const oracle::Engine engine : replay.engines) {
    engines += (engines.empty() ? "" : " ") + std::string(to_string(engine));
  }
  line("engines", engines);
  line("fhir", std::string(to_string(replay.fhir)));
  line("language", std::string(to_string(replay.language)));
  line("strict", replay.strict ? "true" : "");
  line("as_filters", replay.as_filters ? "true" : "");
  line("json_choice_names", replay.json_choice_names ? "true" : "");
  line("type", replay.type);
  line("context", replay.context);
  if (replay.expect) line("expect", print(*replay.expect));
  text += "\n---\n" + replay.expression + "\n---\n" + replay.resource;
  if (!replay.resource.empty()) text += '\n';
  return text;
}

}  // namespace kiln::core::cases
