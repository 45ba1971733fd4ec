// TextStore: the bytes that an Ast's views look into: its source, and what was decoded from it.
//
// Storage is allocated once and never moves, so views survive a move of the TextStore. Decoding
// never makes a text longer, so the room for all decoded texts is known beforehand.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>

namespace kiln::core {

class TextStore {
 public:
  TextStore() = default;
  explicit TextStore(std::string_view source)
      : source_(std::make_unique_for_overwrite<char[]>(source.size())), size_(source.size()) {
    std::ranges::copy(source, source_.get());
  }

  std::string_view source() const { return {source_.get(), size_}; }

  /// Room for one decoded text, to be written at once; commit() says how many bytes of it are kept.
  /// REQUIRES: all texts together have at most kDecodings times the bytes of the source.
  char* reserve() {
    if (decoded_ == nullptr) {
      decoded_ = std::make_unique_for_overwrite<char[]>(kDecodings * size_);
    }
    return decoded_.get() + used_;
  }
  std::string_view commit(std::size_t bytes) {
    const std::string_view text(decoded_.get() + used_, bytes);
    used_ += bytes;
    return text;
  }

 private:
  // Each byte of the source is decoded at most once as part of a token, and copied at most once
  // more where the parts of a type specifier are joined.
  static constexpr std::size_t kDecodings = 2;

  std::unique_ptr<char[]> source_;
  std::unique_ptr<char[]> decoded_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;
};

}  // namespace kiln::core
