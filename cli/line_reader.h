// LineReader: a file or a pipe line by line, or all of it, with a bound on what is kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

namespace kiln::core::cli {

class LineReader {
 public:
  static constexpr std::size_t kMaxLine = std::size_t{1} << 30;

  enum class Status { Line, End, TooLong, Failed };

  /// "-" is standard input. The error is the system's, as text.
  static std::expected<LineReader, std::string> open(const std::string& path);

  /// The next line without its end (LF or CR LF) into line(). TooLong: it had more than `max` bytes
  /// and was passed over. A last line without an end counts. Failed: reading failed, error() says
  /// how.
  Status next(std::size_t max = kMaxLine);

  /// Everything that is left, appended to `text`. Not End: TooLong, or Failed.
  Status rest(std::string& text, std::size_t max);

  const std::string& line() const { return line_; }
  std::uint64_t line_number() const { return line_number_; }  ///< of line(), from 1
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// Size of a regular file, else 0.
  std::uint64_t size() const { return size_; }
  const std::string& error() const { return error_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };

  LineReader() = default;
  bool fill();  ///< more into the empty buffer; false at the end and after a failure

  std::unique_ptr<std::FILE, Close> file_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::string line_;
  std::uint64_t line_number_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t size_ = 0;
  std::string error_;
};

}  // namespace kiln::core::cli
