// A stage of the compiler as a benchmark: STAGE/EXPRESSION, with the allocations of an iteration.
#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/samples.h"
#include "proptest/faults/allocations.h"

namespace kiln::core::bench {

/// `work` is an iteration; what it makes it destroys.
template <class Work>
void add_stage(std::string_view stage, const SampleExpression& sample, Work work) {
  const std::string name = std::string(stage) + '/' + std::string(sample.label);
  benchmark::RegisterBenchmark(name.c_str(), [work = std::move(work)](benchmark::State& state) {
    const std::uint64_t before = allocations();
    for (auto _ : state) work();
    state.counters["allocations"] = benchmark::Counter(static_cast<double>(allocations() - before),
                                                       benchmark::Counter::kAvgIterations);
  });
}

/// The main() of a program whose `add_all` adds its benchmarks. Counters are columns of the table.
inline int run_benchmarks(int count, char** arguments, void (*add_all)()) {
  std::string tabular = "--benchmark_counters_tabular=true";
  std::vector<char*> all(arguments, arguments + count);
  all.insert(all.begin() + 1, tabular.data());
  count = static_cast<int>(all.size());
  benchmark::Initialize(&count, all.data());
  if (benchmark::ReportUnrecognizedArguments(count, all.data())) return 1;
  add_all();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace kiln::core::bench
