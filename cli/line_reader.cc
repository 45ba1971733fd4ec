#include "cli/line_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace kiln::core::cli {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 18;

}  // namespace

void LineReader::Close::operator()(std::FILE* file) const {
  if (file != stdin) std::fclose(file);
}

std::expected<LineReader, std::string> LineReader::open(const std::string& path) {
  LineReader reader;
  reader.file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!reader.file_) return std::unexpected(std::strerror(errno));

  struct stat status{};
  if (fstat(fileno(reader.file_.get()), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return std::unexpected("it is a folder");
    if (S_ISREG(status.st_mode)) reader.size_ = static_cast<std::uint64_t>(status.st_size);
  }
  return reader;
}

// read() and not fread(): what a pipe has delivered is answered before the buffer is full.
bool LineReader::fill() {
  buffer_.resize(kBufferSize);
  position_ = 0;
  ssize_t count = 0;
  do {
    count = ::read(fileno(file_.get()), buffer_.data(), buffer_.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) error_ = std::strerror(errno);
  buffer_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  bytes_read_ += buffer_.size();
  return count > 0;
}

LineReader::Status LineReader::next(std::size_t max) {
  line_.clear();
  bool any = false;
  bool too_long = false;
  bool complete = false;
  while (!complete) {
    if (position_ == buffer_.size() && !fill()) break;
    any = true;
    const std::size_t newline = buffer_.find('\n', position_);
    complete = newline != std::string::npos;
    const std::size_t stop = complete ? newline : buffer_.size();
    const std::size_t length = stop - position_;
    too_long = too_long || line_.size() + length > max;
    if (too_long) {
      line_.clear();
    } else {
      line_.append(buffer_, position_, length);
    }
    position_ = complete ? stop + 1 : stop;
  }
  if (!error_.empty()) return Status::Failed;
  if (!any) return Status::End;
  ++line_number_;
  if (too_long) return Status::TooLong;
  if (line_.ends_with('\r')) line_.pop_back();
  return Status::Line;
}

LineReader::Status LineReader::rest(std::string& text, std::size_t max) {
  while (position_ < buffer_.size() || fill()) {
    if (text.size() + (buffer_.size() - position_) > max) return Status::TooLong;
    text.append(buffer_, position_);
    position_ = buffer_.size();
  }
  return error_.empty() ? Status::End : Status::Failed;
}

}  // namespace kiln::core::cli
