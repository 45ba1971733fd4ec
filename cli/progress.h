// Progress: a bar on standard error while long input is read:
//
//   [=========>          ] 46 %  118.2 of 256.0 MB  21,507 resources
//
// Only where standard error is a terminal, standard output is none, and there is something to wait
// for; cut to the terminal's width.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace kiln::core::cli {

class Progress {
 public:
  /// `total`: bytes that will be read in all; 0 if not known, then there is no bar.
  explicit Progress(std::uint64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(std::uint64_t bytes, std::uint64_t resources);

  /// The line as it is drawn, without control characters, at most `columns` wide.
  static std::string line(std::uint64_t bytes, std::uint64_t total, std::uint64_t resources,
                          std::size_t columns);

 private:
  using Clock = std::chrono::steady_clock;

  std::uint64_t total_;
  bool enabled_;
  bool drawn_ = false;
  Clock::time_point next_;
};

}  // namespace kiln::core::cli
