#include "runtime/document/ndjson.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <vector>

#include "runtime/document/json_lexeme.h"

namespace kiln::core {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

/// Reads up to `size` bytes; 0 at the end, nullopt if the input is broken.
using Source = std::function<std::optional<std::size_t>(char* to, std::size_t size)>;

Source source_of(std::istream& stream) {
  return [&stream](char* to, std::size_t size) -> std::optional<std::size_t> {
    stream.read(to, static_cast<std::streamsize>(size));
    if (stream.bad()) return std::nullopt;
    return static_cast<std::size_t>(stream.gcount());
  };
}

Source source_of(int file_descriptor) {
  return [file_descriptor](char* to, std::size_t size) -> std::optional<std::size_t> {
    ssize_t count = 0;
    do count = ::read(file_descriptor, to, size);
    while (count < 0 && errno == EINTR);
    if (count < 0) return std::nullopt;
    return static_cast<std::size_t>(count);
  };
}

}  // namespace

struct NdjsonReader::Impl {
  Impl(Source from, const DocumentLimits& l) : source(std::move(from)), limits(l), parser(l) {
    limits.max_bytes = std::min<std::uint64_t>(limits.max_bytes, kNoNode);
  }

  Source source;
  DocumentLimits limits;
  JsonParser parser;
  std::vector<char> block = std::vector<char>(kBlock);
  std::size_t start = 0;  ///< the part of the block that is not yet used: [start, stop)
  std::size_t stop = 0;
  std::string text;  ///< the line
  std::uint64_t line = 0;
  bool ended = false;

  enum class Line : std::uint8_t { Complete, TooLong, Unreadable, None };

  /// Reads a line into `text`; what does not fit into the limit is skipped.
  Line read_line() {
    text.clear();
    bool too_long = false;
    bool any = false;
    for (;;) {
      if (start == stop) {
        const auto count = source(block.data(), block.size());
        if (!count) return Line::Unreadable;
        start = 0;
        stop = *count;
        if (*count == 0) {
          if (!any) return Line::None;
          break;
        }
      }
      any = true;
      const char* const first = block.data() + start;
      const void* const newline = std::memchr(first, '\n', stop - start);
      const std::size_t size =
          newline == nullptr ? stop - start
                             : static_cast<std::size_t>(static_cast<const char*>(newline) - first);
      constexpr std::size_t kReturn = 1;  // a "\r" may still go
      too_long = too_long || text.size() + size > limits.max_bytes + kReturn;
      if (!too_long) text.append(first, size);
      start += size + (newline == nullptr ? 0 : 1);
      if (newline != nullptr) break;
    }
    ++line;
    if (text.ends_with('\r')) text.pop_back();
    return too_long || text.size() > limits.max_bytes ? Line::TooLong : Line::Complete;
  }

  std::optional<Expected<Document>> next() {
    while (!ended) {
      switch (read_line()) {
        case Line::Complete:
          if (!std::ranges::all_of(text, is_json_space)) return parser.parse(text);
          break;
        case Line::TooLong:
          return fail(ErrorCode::DocumentTooLarge,
                      "line of more than " + std::to_string(limits.max_bytes) + " bytes");
        case Line::Unreadable:
          ended = true;
          ++line;
          return fail(ErrorCode::FileUnreadable, "the input cannot be read any further");
        case Line::None:
          ended = true;
          break;
      }
    }
    return std::nullopt;
  }
};

NdjsonReader::NdjsonReader(std::istream& stream, const DocumentLimits& limits)
    : impl_(std::make_unique<Impl>(source_of(stream), limits)) {}
NdjsonReader::NdjsonReader(int file_descriptor, const DocumentLimits& limits)
    : impl_(std::make_unique<Impl>(source_of(file_descriptor), limits)) {}
NdjsonReader::~NdjsonReader() = default;
NdjsonReader::NdjsonReader(NdjsonReader&&) noexcept = default;
NdjsonReader& NdjsonReader::operator=(NdjsonReader&&) noexcept = default;

std::optional<Expected<Document>> NdjsonReader::next() {
  return impl_->next();
}
std::uint64_t NdjsonReader::line() const {
  return impl_->line;
}

}  // namespace kiln::core
