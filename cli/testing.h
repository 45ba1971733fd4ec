// Runs the `kiln` that was built and tells what it printed. For tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace kiln::core::cli {

struct Finished {
  int code = -1;  ///< exit code; 128 + signal if one ended it
  std::string out;
  std::string err;
};

enum class Stdout { Kept, ClosedPipe, FullDevice };

struct Invocation {
  std::vector<std::string> arguments;
  std::string input;       ///< piped in; without it standard input is /dev/null
  bool has_input = false;  ///< an empty pipe is not the same as none
  Stdout out = Stdout::Kept;
  std::vector<std::pair<std::string, std::string>> environment;
};

/// From the root of the source tree, so that paths are the same everywhere.
Finished run_kiln(const Invocation& invocation);

Finished kiln(std::vector<std::string> arguments);
Finished kiln_on(std::string input, std::vector<std::string> arguments);

/// A file in a fresh folder of its own, removed with it.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& text);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string folder_;
  std::string path_;
};

}  // namespace kiln::core::cli
