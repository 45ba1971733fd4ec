#include "runtime/document/utf8.h"

namespace kiln {
namespace {

/// What may follow a lead byte: how many bytes, and the range of the first of them (RFC 3629).
struct Lead {
  std::size_t size;  ///< of the sequence; 0 if the byte starts none
  unsigned char low;
  unsigned char high;
};

constexpr Lead lead(unsigned char byte) {
  if (byte < 0x80) return {1, 0, 0};
  if (byte < 0xC2) return {0, 0, 0};
  if (byte < 0xE0) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

void append_utf8(std::uint32_t code_point, std::string& out) {
  const auto trail = [code_point](int shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    out.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | code_point >> 6));
    out.push_back(trail(0));
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | code_point >> 12));
    out.push_back(trail(6));
    out.push_back(trail(0));
  } else {
    out.push_back(static_cast<char>(0xF0 | code_point >> 18));
    out.push_back(trail(12));
    out.push_back(trail(6));
    out.push_back(trail(0));
  }
}

std::size_t first_invalid_utf8(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t at = 0;
  while (at < text.size()) {
    const Lead first = lead(byte(at));
    if (first.size == 0 || text.size() - at < first.size) return at;
    if (first.size > 1 && (byte(at + 1) < first.low || byte(at + 1) > first.high)) return at;
    for (std::size_t i = 2; i < first.size; ++i)
      if ((byte(at + i) & 0xC0) != 0x80) return at;
    at += first.size;
  }
  return at;
}

}  // namespace kiln
