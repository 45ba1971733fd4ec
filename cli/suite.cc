#include "cli/suite.h"

#include "cli/line_reader.h"

namespace kiln::core::cli {

std::expected<Suite, std::string> load_suite(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader) return std::unexpected("'" + path + "' cannot be read: " + reader.error());
  std::string text;
  if (const auto status = reader->rest(text, LineReader::kMaxLine);
      status != LineReader::Status::End) {
    return std::unexpected(
        "'" + path + "' cannot be read: " +
        (status == LineReader::Status::TooLong ? "it is larger than 1 GiB" : reader->error()));
  }
  return cases::parse_suite(path, text);
}

}  // namespace kiln::core::cli
