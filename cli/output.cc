#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace kiln::core::cli {

void Output::write(std::string_view text) {
  if (failed_ || text.empty()) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_failure();
}

void Output::flush() {
  if (failed_) return;
  if (std::fflush(stdout) != 0) note_failure();
}

void Output::note_failure() {
  failed_ = true;
  reader_left_ = errno == EPIPE;
  if (!reader_left_)
    std::fprintf(stderr, "kiln: standard output cannot be written: %s\n", std::strerror(errno));
}

ExitCode Output::finish(ExitCode code) {
  flush();
  return failed_ && !reader_left_ ? ExitCode::Unwritable : code;
}

}  // namespace kiln::core::cli
