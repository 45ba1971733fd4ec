#include "bench/contest.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kiln::core::bench {
namespace {

constexpr Clock::duration kSlice = std::chrono::microseconds(50);

Clock::duration time_of(const std::function<void(std::size_t)>& run, std::size_t times) {
  const Clock::duration start = Clock::now();
  run(times);
  return Clock::now() - start;
}

}  // namespace

Clock::duration Clock::now() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec);
}

void Contest::add(std::function<void(std::size_t times)> run) {
  Contender contender{std::move(run), 1, {}};
  while (time_of(contender.run, contender.times) < kSlice) contender.times *= 2;
  contenders_.push_back(std::move(contender));
}

void Contest::round() {
  for (Contender& contender : contenders_) {
    const Clock::duration time = time_of(contender.run, contender.times);
    contender.results.push_back(static_cast<double>(time.count()) /
                                static_cast<double>(contender.times));
  }
}

double Contest::nanoseconds(std::size_t contender) const {
  std::vector<double> results = contenders_[contender].results;
  const auto middle = results.begin() + static_cast<std::ptrdiff_t>(results.size() / 2);
  std::ranges::nth_element(results, middle);
  return *middle;
}

double geometric_mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::log(value);
  return values.empty() ? 1 : std::exp(sum / static_cast<double>(values.size()));
}

}  // namespace kiln::core::bench
