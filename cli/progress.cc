#include "cli/progress.h"

#include <algorithm>
#include <cstdio>

#include "cli/terminal.h"

namespace kiln::core::cli {
namespace {

constexpr std::uint64_t kLeastBytes = 4u << 20;
constexpr std::chrono::milliseconds kInterval{200};
constexpr std::size_t kMaxBar = 40;

std::string megabytes(std::uint64_t bytes) {
  const std::uint64_t tenths = bytes / 100'000;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace

Progress::Progress(std::uint64_t total)
    : total_(total),
      enabled_(total >= kLeastBytes && is_terminal(stderr) && !is_terminal(stdout)),
      next_(Clock::now() + kInterval) {}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

std::string Progress::line(std::uint64_t bytes, std::uint64_t total, std::uint64_t resources,
                           std::size_t columns) {
  const std::uint64_t done = std::min(bytes, total);
  const double share = total == 0 ? 1 : static_cast<double>(done) / static_cast<double>(total);
  const std::string figures = std::to_string(static_cast<int>(share * 100)) + " %  " +
                              megabytes(done) + " of " + megabytes(total) + " MB  " +
                              grouped(resources) + " resources";
  const std::size_t frame = figures.size() + 3;
  if (columns < frame + 10) return figures.substr(0, columns);
  const std::size_t width = std::min(columns - frame, kMaxBar);
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string bar(filled, '=');
  if (filled < width) bar += '>';
  bar.resize(width, ' ');
  return '[' + bar + "] " + figures;
}

void Progress::update(std::uint64_t bytes, std::uint64_t resources) {
  if (!enabled_) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  drawn_ = true;
  // One column is left free: a full line would wrap.
  std::fprintf(stderr, "\r%s\x1b[K",
               line(bytes, total_, resources, columns_of(stderr) - 1).c_str());
  std::fflush(stderr);
}

}  // namespace kiln::core::cli
