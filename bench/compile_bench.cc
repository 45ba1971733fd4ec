// How fast an expression becomes bytecode, on expressions of three sizes (samples.h). What is made
// is also destroyed in the time.
//
//   compile_bench
//   for i in $(seq 10); do compile_bench --benchmark_filter=source_to_bytecode/; done
//
// A launch has a layout of memory of its own: a figure to be quoted is the median of ten.
//
// source_to_bytecode  parse and compile, for the type that the expression begins with;
//                     _any_type: for no type; _vm0: without streaming; _checked: with check() too
// compile             the Ast to bytecode: lower, analyse and emit_fused, each measured alone too;
//                     emit: as emit_fused, the plain body only
#include <memory>
#include <vector>

#include "bench/contest.h"
#include "bench/stage.h"
#include "compiler/compile.h"
#include "compiler/emit.h"
#include "compiler/facts.h"
#include "compiler/lower.h"
#include "frontend/checker.h"
#include "frontend/parser.h"

namespace kiln::core::bench {
namespace {

constexpr Fhir kFhir = Fhir::R4B;

void source_to_bytecode(std::string_view text, const CompileOptions& options) {
  const ParseResult parsed = parse(text);
  benchmark::DoNotOptimize(compile(parsed.ast, options));
}

void source_to_checked_bytecode(std::string_view text, const CheckOptions& check_options,
                                const CompileOptions& options) {
  const ParseResult parsed = parse(text);
  benchmark::DoNotOptimize(check(parsed.ast, check_options));
  benchmark::DoNotOptimize(compile(parsed.ast, options));
}

/// Emission uses its Ir up; what is made for it is not in its time.
void emit_only(benchmark::State& state, const Ast& ast, const CompileOptions& options) {
  constexpr std::size_t kSlice = 64;
  std::uint64_t count = 0;
  for (auto _ : state) {
    std::vector<Ir> irs;
    std::vector<std::vector<Facts>> facts(kSlice);
    irs.reserve(kSlice);
    for (std::size_t i = 0; i < kSlice; ++i) {
      irs.push_back(lower(ast, options.program));
      if (options.streaming) facts[i] = analyse(irs[i], options.context_type);
    }
    const std::uint64_t before = allocations();
    const Clock::duration start = Clock::now();
    for (std::size_t i = 0; i < kSlice; ++i) {
      benchmark::DoNotOptimize(
          options.streaming
              ? emit_fused(std::move(irs[i]), std::move(facts[i]), options.context_type)
              : emit(std::move(irs[i])));
    }
    const std::chrono::duration<double> time = Clock::now() - start;
    count += allocations() - before;
    state.SetIterationTime(time.count() / kSlice);
  }
  state.counters["allocations"] =
      static_cast<double>(count) / static_cast<double>(state.iterations() * kSlice);
}

void add_emission(std::string_view stage, const SampleExpression& sample,
                  const std::shared_ptr<ParseResult>& parsed, const CompileOptions& options) {
  constexpr int kSlices = 1'000;
  const std::string name = std::string(stage) + '/' + std::string(sample.label);
  benchmark::RegisterBenchmark(
      name.c_str(), [=](benchmark::State& state) { emit_only(state, parsed->ast, options); })
      ->Iterations(kSlices)
      ->UseManualTime();
}

void add_all() {
  for (const SampleExpression& sample : sample_expressions()) {
    CompileOptions any_type;
    any_type.program.fhir = kFhir;
    CompileOptions options = any_type;
    options.context_type = Model::get(kFhir).find_type(sample.compiled_for);
    CompileOptions vm0 = options;
    vm0.streaming = false;
    CheckOptions check_options;
    check_options.fhir = kFhir;
    check_options.context_type = sample.checked_for;

    add_stage("source_to_bytecode", sample,
              [=, &sample] { source_to_bytecode(sample.text, options); });
    add_stage("source_to_bytecode_any_type", sample,
              [=, &sample] { source_to_bytecode(sample.text, any_type); });
    add_stage("source_to_bytecode_vm0", sample,
              [=, &sample] { source_to_bytecode(sample.text, vm0); });
    add_stage("source_to_bytecode_checked", sample,
              [=, &sample] { source_to_checked_bytecode(sample.text, check_options, options); });

    const auto parsed = std::make_shared<ParseResult>(parse(sample.text));
    add_stage("compile", sample, [=] { benchmark::DoNotOptimize(compile(parsed->ast, options)); });
    add_stage("lower", sample,
              [=] { benchmark::DoNotOptimize(lower(parsed->ast, options.program)); });
    add_stage("analyse", sample,
              [parsed, options, ir = std::make_shared<Ir>(lower(parsed->ast, options.program))] {
                benchmark::DoNotOptimize(analyse(*ir, options.context_type));
              });
    add_emission("emit", sample, parsed, vm0);
    add_emission("emit_fused", sample, parsed, options);
  }
}

}  // namespace
}  // namespace kiln::core::bench

int main(int count, char** arguments) {
  return kiln::core::bench::run_benchmarks(count, arguments, kiln::core::bench::add_all);
}
