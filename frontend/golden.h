// Golden cases: a text file of inputs and what is made of them, for tests.
//
// A file is comments before the first case, then cases:
//
//   === name of the case
//   the input, of one or more lines
//   ---
//   what is expected, of any number of lines
//
// With KILN_UPDATE_GOLDENS=1 in the environment a differing file is written anew instead of failing
// the test; the difference is then reviewed as a change of the file.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

namespace kiln::core {

/// Checks every case of a file in the testdata of a room. `run` makes the expected text of an
/// input.
inline void check_goldens(const std::string& file,
                          const std::function<std::string(std::string_view)>& run,
                          const std::string& room = "frontend") {
  const std::string path = KILN_SOURCE_DIR "/" + room + "/testdata/" + file;
  std::ifstream stream(path);
  ASSERT_TRUE(stream) << path << " cannot be read";
  const std::string before{std::istreambuf_iterator<char>(stream), {}};

  std::string after;
  std::string name;
  std::string input;
  enum class Part { Comment, Input, Output } part = Part::Comment;
  std::size_t cases = 0;
  for (std::size_t begin = 0; begin < before.size();) {
    const std::size_t end = std::min(before.find('\n', begin), before.size());
    const std::string_view line = std::string_view(before).substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("=== ")) {
      part = Part::Input;
      name = line.substr(4);
      input.clear();
      if (cases++ > 0) after += '\n';
    } else if (part == Part::Input && line == "---") {
      part = Part::Output;
      if (!input.empty()) input.pop_back();
      std::string output = run(input);
      if (!output.empty() && output.back() != '\n') output += '\n';
      after.append(input).append("\n---\n").append(output);
      SCOPED_TRACE(name);
      continue;
    } else if (part == Part::Input) {
      input.append(line) += '\n';
      continue;
    } else if (part == Part::Output) {
      continue;
    }
    after.append(line) += '\n';
  }
  EXPECT_GT(cases, 0u);
  if (after == before) return;
  if (std::getenv("KILN_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path) << after;
    return;
  }
  EXPECT_EQ(after, before) << file << " differs; KILN_UPDATE_GOLDENS=1 writes it anew";
}

}  // namespace kiln::core
