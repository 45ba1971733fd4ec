// What README.md shows is what `kiln` prints: each `$ kiln ...` line of its console blocks is run.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace {

struct Shown {
  std::string command;
  std::string output;
};

std::vector<Shown> console_blocks(const std::string& path) {
  std::vector<Shown> result;
  std::ifstream file(path);
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      result.push_back({line.substr(2), {}});
    } else if (inside && !result.empty()) {
      result.back().output += line + '\n';
    }
  }
  return result;
}

std::string output_of(const std::string& command) {
  const std::string folder = std::filesystem::path(KILN_BINARY).parent_path().string();
  const std::string line = "cd '" KILN_SOURCE_DIR "' && PATH='" + folder + "':$PATH; { " + command +
                           "; } 2>&1 </dev/null";
  std::FILE* pipe = popen(line.c_str(), "r");
  if (!pipe) return "the shell cannot be run";
  std::string text;
  std::array<char, 4096> block{};
  for (std::size_t count; (count = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    text.append(block.data(), count);
  pclose(pipe);
  return text;
}

TEST(Readme, ShowsWhatKilnPrints) {
  const std::vector<Shown> blocks = console_blocks(KILN_SOURCE_DIR "/README.md");
  ASSERT_GE(blocks.size(), 6U);
  for (const Shown& shown : blocks)
    EXPECT_EQ(output_of(shown.command), shown.output) << shown.command;
}

}  // namespace
