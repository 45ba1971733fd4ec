#include "runtime/terminology/load.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <vector>

#include "runtime/document/position.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return std::nullopt;
  return text;
}

Expected<std::string> read_file(const fs::path& file) {
  std::error_code error;
  std::optional<std::string> text;
  if (fs::is_regular_file(file, error)) text = content_of(file);
  if (!text) return fail(ErrorCode::FileUnreadable, "cannot read '" + file.string() + "'");
  return *std::move(text);
}

/// `line`: the number in the file of the text's first line.
Expected<void> add_text(MemoryTerminology& terminology, std::string_view text, const fs::path& file,
                        std::size_t line) {
  Expected<Document> document = Document::parse_json(text);
  if (!document) {
    Error error = std::move(document.error());
    error.message = place_of(file.string(), text, error.span.start, line) + ": " + error.message;
    return std::unexpected(std::move(error));
  }
  if (!document->resource_type(0).empty()) terminology.add(*std::move(document));
  return {};
}

Expected<void> load_resource(MemoryTerminology& terminology, const fs::path& file) {
  const Expected<std::string> text = read_file(file);
  if (!text) return std::unexpected(text.error());
  return add_text(terminology, *text, file, 1);
}

}  // namespace

Expected<void> load_package(MemoryTerminology& terminology, const fs::path& folder) {
  std::error_code error;
  const fs::path inner = folder / "package";
  fs::directory_iterator entries(fs::is_directory(inner, error) ? inner : folder, error);
  std::vector<fs::path> files;
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    if (entries->path().extension() == ".json") files.push_back(entries->path());
  }
  if (error) return fail(ErrorCode::FileUnreadable, "cannot read '" + folder.string() + "'");
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    if (Expected<void> loaded = load_resource(terminology, file); !loaded) return loaded;
  }
  return {};
}

Expected<void> load_ndjson(MemoryTerminology& terminology, const fs::path& file) {
  const Expected<std::string> text = read_file(file);
  if (!text) return std::unexpected(text.error());
  std::string_view rest = *text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (Expected<void> added = add_text(terminology, line, file, number); !added) return added;
  }
  return {};
}

Expected<void> load_terminology(MemoryTerminology& terminology, const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return load_package(terminology, path);
  if (path.extension() == ".ndjson") return load_ndjson(terminology, path);
  return load_resource(terminology, path);
}

}  // namespace kiln::core
