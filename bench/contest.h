// Contest: several ways to do the same, measured in slices that take turns, so that whatever the
// machine does meanwhile hits all of them. Times are CPU times of the process.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <vector>

namespace kiln::core::bench {

/// CPU time of this process, so that other processes do not count.
struct Clock {
  using duration = std::chrono::nanoseconds;
  static duration now();
};

class Contest {
 public:
  /// `run` does it as many times as it is told. Runs it a few times, to see how many make a slice.
  void add(std::function<void(std::size_t times)> run);

  /// One slice of each, in the order in which they were added.
  void round();

  /// Nanoseconds of one time in the last round. REQUIRES: a round().
  double last(std::size_t contender) const { return contenders_[contender].results.back(); }

  /// Nanoseconds of one time: the median of the rounds. REQUIRES: a round().
  double nanoseconds(std::size_t contender) const;

 private:
  struct Contender {
    std::function<void(std::size_t)> run;
    std::size_t times = 1;        ///< in a slice
    std::vector<double> results;  ///< by round
  };

  std::vector<Contender> contenders_;
};

/// 1 for nothing.
double geometric_mean(const std::vector<double>& values);

}  // namespace kiln::core::bench
