// How fast a compiled expression is evaluated: compiled once, the document parsed once, in a
// Context that is reused.
//
//   evaluate_bench                                     the look-ups of native.h
//   KILN_BENCH_CORPUS=folder evaluate_bench            on HL7's examples, where the folder has them
//   KILN_BENCH_SUITE=tests-fhir-r4.xml evaluate_bench --benchmark_filter=suite
//                                                      the expressions of an official suite
//
// native, vm, vm0 and ref are measured in slices that take turns (contest.h). Counters, times in
// nanoseconds:
//   native, vm, vm0, ref  the time of one evaluation: the median of the slices
//   vm_to_native          vm over native: 1 is equal, less is better
//   ref_to_vm             ref over vm: more is better
//   allocations           calls of operator new in one evaluation of vm
// and for all look-ups that have run, the geometric means. Of a suite, the expressions that have a
// value: `ref_to_vm_total` is the time of all of them, each evaluated once, `ref_to_vm` the
// geometric mean.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bench/contest.h"
#include "bench/native.h"
#include "bench/stage.h"
#include "cli/input.h"
#include "cli/suite.h"
#include "compiler/compile.h"
#include "frontend/parser.h"
#include "model/fhir.h"
#include "proptest/reference/evaluator.h"
#include "vm/interpreter.h"

namespace kiln::core::bench {
namespace {

/// An expression on a document, ready for every engine.
class Subject {
 public:
  static std::unique_ptr<Subject> make(std::string_view expression, const Document* document,
                                       const Environment& environment);

  bool has_value() { return reference::evaluate(parsed_.ast, environment_, focus_).has_value(); }
  void vm(std::size_t times) { run(*vm_, times); }
  void vm0(std::size_t times) { run(*vm0_, times); }
  void reference(std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
      benchmark::DoNotOptimize(reference::evaluate(parsed_.ast, environment_, focus_));
    }
  }

 private:
  void run(const Program& program, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
      benchmark::DoNotOptimize(kiln::core::run(program, context_, environment_, focus_));
    }
  }

  ParseResult parsed_;
  Environment environment_;
  Focus focus_;
  std::optional<Program> vm_;
  std::optional<Program> vm0_;
  Context context_;
};

std::unique_ptr<Subject> Subject::make(std::string_view expression, const Document* document,
                                       const Environment& environment) {
  auto subject = std::make_unique<Subject>();
  subject->parsed_ = parse(expression);
  if (!subject->parsed_.ok()) return nullptr;
  subject->environment_ = environment;
  CompileOptions options;
  options.program.fhir = environment.model->version();
  options.program.strict = environment.strict;
  if (document != nullptr) {
    subject->focus_.context = root_node(*document, environment.model);
    options.context_type = subject->focus_.context->type;
  }
  auto vm = compile(subject->parsed_.ast, options);
  options.streaming = false;
  auto vm0 = compile(subject->parsed_.ast, options);
  if (!vm || !vm0) return nullptr;
  subject->vm_ = *std::move(vm);
  subject->vm0_ = *std::move(vm0);
  return subject;
}

Environment environment_of(Fhir fhir) {
  Environment environment;
  environment.model = &Model::get(fhir);
  environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  return environment;
}

std::uint64_t allocations_of(Subject& subject) {
  subject.vm(3);
  const std::uint64_t before = allocations();
  subject.vm(1);
  return allocations() - before;
}

// --- The look-ups --------------------------------------------------------------------------------

constexpr int kRounds = 400;

/// Of the benchmarks that have run.
struct Ratios {
  std::vector<double> vm_to_native;
  std::vector<double> ref_to_vm;
};

void evaluate(benchmark::State& state, const Lookup& lookup, Ratios& ratios) {
  const Document& document = sample_document(lookup.sample);
  const auto subject = Subject::make(lookup.expression, &document, environment_of(Fhir::R4));
  if (subject == nullptr) return state.SkipWithError("the expression does not compile");
  Contest contest;
  Answer answer;
  enum : std::size_t { kNative, kVm, kVm0, kReference };
  contest.add([&](std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
      answer.clear();
      lookup.find(document, answer);
      benchmark::DoNotOptimize(answer);
    }
  });
  contest.add([&](std::size_t times) { subject->vm(times); });
  contest.add([&](std::size_t times) { subject->vm0(times); });
  contest.add([&](std::size_t times) { subject->reference(times); });
  for (auto _ : state) {
    contest.round();
    state.SetIterationTime(contest.last(kVm) * 1e-9);
  }
  const double vm = contest.nanoseconds(kVm);
  ratios.vm_to_native.push_back(vm / contest.nanoseconds(kNative));
  ratios.ref_to_vm.push_back(contest.nanoseconds(kReference) / vm);
  state.counters["native"] = contest.nanoseconds(kNative);
  state.counters["vm"] = vm;
  state.counters["vm0"] = contest.nanoseconds(kVm0);
  state.counters["ref"] = contest.nanoseconds(kReference);
  state.counters["vm_to_native"] = ratios.vm_to_native.back();
  state.counters["ref_to_vm"] = ratios.ref_to_vm.back();
  state.counters["allocations"] = static_cast<double>(allocations_of(*subject));
}

void means(benchmark::State& state, const Ratios& ratios) {
  for (auto _ : state) {
  }
  state.counters["vm_to_native"] = geometric_mean(ratios.vm_to_native);
  state.counters["ref_to_vm"] = geometric_mean(ratios.ref_to_vm);
}

// --- A suite -------------------------------------------------------------------------------------

/// The version in a name like tests-fhir-r4b.xml.
Fhir version_in(std::string_view name) {
  const std::size_t end = std::min(name.rfind('.'), name.size());
  const std::size_t start = name.substr(0, end).rfind('-') + 1;
  return parse_fhir(name.substr(start, end - start)).value_or(Fhir::R4);
}

/// The inputs of a suite's tests, each read once; nullptr for what cannot be read.
class Inputs {
 public:
  Inputs(const cli::Suite& suite, Fhir fhir) : suite_(suite), fhir_(fhir) {}

  const Document* find(const std::string& name) {
    const auto [entry, is_new] = documents_.try_emplace(name);
    if (is_new) {
      if (const auto path = cli::find_input(suite_, name)) {
        if (auto document = cli::load_document(*path, fhir_, {}))
          entry->second = *std::move(document);
      }
    }
    return entry->second ? &*entry->second : nullptr;
  }

 private:
  const cli::Suite& suite_;
  Fhir fhir_;
  std::map<std::string, std::optional<Document>> documents_;
};

/// A test's expression for both engines; nullptr if there is no value to be compared.
std::unique_ptr<Subject> subject_of(const cli::Test& test, Inputs& inputs,
                                    Environment environment) {
  if (test.mode == "cda" || test.mode == "tx") return nullptr;
  const Document* const document = test.input.empty() ? nullptr : inputs.find(test.input);
  if (document == nullptr && !test.input.empty()) return nullptr;
  environment.strict = test.mode == "strict";
  auto subject = Subject::make(test.expression, document, environment);
  return subject != nullptr && subject->has_value() ? std::move(subject) : nullptr;
}

void suite(benchmark::State& state, const char* path) {
  constexpr int kSuiteRounds = 20;
  const auto suite = cli::load_suite(path);
  if (!suite) return state.SkipWithError(suite.error().c_str());
  const Fhir fhir = version_in(suite->name);
  Inputs inputs(*suite, fhir);
  const Environment environment = environment_of(fhir);
  double vm = 0;
  double reference = 0;
  std::vector<double> ratios;
  std::vector<std::pair<double, std::string_view>> slowest;
  for (auto _ : state) {
    for (const cli::Test& test : suite->tests) {
      const auto subject = subject_of(test, inputs, environment);
      if (subject == nullptr) continue;
      Contest contest;
      contest.add([&](std::size_t times) { subject->vm(times); });
      contest.add([&](std::size_t times) { subject->reference(times); });
      for (int round = 0; round < kSuiteRounds; ++round) contest.round();
      vm += contest.nanoseconds(0);
      reference += contest.nanoseconds(1);
      ratios.push_back(contest.nanoseconds(1) / contest.nanoseconds(0));
      slowest.emplace_back(ratios.back(), test.id);
    }
    state.SetIterationTime(vm * 1e-9);
  }
  state.counters["expressions"] = static_cast<double>(ratios.size());
  state.counters["ref_to_vm_total"] = reference / vm;
  state.counters["ref_to_vm"] = geometric_mean(ratios);
  std::ranges::sort(slowest);
  std::string label = "least:";
  for (const auto& [ratio, id] :
       std::span(slowest).first(std::min<std::size_t>(5, slowest.size()))) {
    label += ' ' + std::string(id) + ' ' + std::to_string(ratio).substr(0, 4);
  }
  state.SetLabel(label);
}

void add_all() {
  static Ratios ratios;
  for (const Lookup& lookup : lookups()) {
    benchmark::RegisterBenchmark(
        std::string(lookup.expression).c_str(),
        [&lookup](benchmark::State& state) { evaluate(state, lookup, ratios); })
        ->Iterations(kRounds)
        ->UseManualTime();
  }
  benchmark::RegisterBenchmark("geometric_mean", [](benchmark::State& state) {
    means(state, ratios);
  })->Iterations(1);
  if (const char* const path = std::getenv("KILN_BENCH_SUITE")) {
    benchmark::RegisterBenchmark("suite", [path](benchmark::State& state) { suite(state, path); })
        ->Iterations(1)
        ->UseManualTime();
  }
}

}  // namespace
}  // namespace kiln::core::bench

int main(int count, char** arguments) {
  return kiln::core::bench::run_benchmarks(count, arguments, kiln::core::bench::add_all);
}
