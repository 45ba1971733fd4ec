// Newline-delimited JSON as a stream of Documents: one for each line that is not blank.
//
//   NdjsonReader reader(stream);
//   while (auto line = reader.next()) {
//     if (!*line) report(reader.line(), line->error());
//     else use(**line);
//   }
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <string>

#include "runtime/document/document.h"
#include "runtime/document/json_parser.h"

namespace kiln::core {

/// Memory is bounded by the longest line (limits.max_bytes). Lines end with "\n" or "\r\n".
/// Thread-safety: a reader is for one thread at a time.
class NdjsonReader {
 public:
  /// The stream must outlive the reader.
  explicit NdjsonReader(std::istream& stream, const DocumentLimits& limits = {});
  /// Reads from an open file descriptor, which stays the caller's.
  explicit NdjsonReader(int file_descriptor, const DocumentLimits& limits = {});
  ~NdjsonReader();
  NdjsonReader(NdjsonReader&&) noexcept;
  NdjsonReader& operator=(NdjsonReader&&) noexcept;

  /// The next line's document, or what is wrong with it: spans are within the line, and reading can
  /// go on behind it. nullopt at the end. A line longer than the limit is skipped (K0407); if the
  /// input cannot be read any further, that is the last result (K0412).
  std::optional<Expected<Document>> next();

  /// Number of the line that next() returned, from 1.
  std::uint64_t line() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kiln::core
