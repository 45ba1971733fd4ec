// Output: standard output, buffered, whose failures are noticed. A reader that has gone away
// (`kiln eval ... | head`) ends the work quietly; a full disk is an error.
#pragma once

#include <string_view>

#include "cli/command.h"

namespace kiln::core::cli {

class Output {
 public:
  /// Appends. After a failure nothing more is written.
  void write(std::string_view text);
  void flush();

  /// Nobody will see what comes after: stop.
  bool broken() const { return failed_; }

  /// `code`; Unwritable (with a message on stderr) if something could not be written, but not
  /// because the reader went away. Flushes.
  ExitCode finish(ExitCode code);

 private:
  void note_failure();

  bool failed_ = false;
  bool reader_left_ = false;
};

}  // namespace kiln::core::cli
