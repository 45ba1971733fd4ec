#include "proptest/rig/soak.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <random>
#include <thread>

namespace kiln::core::rig {
namespace {

constexpr std::size_t kKept = 20;  // differences

struct Pair {
  const std::string* expression;
  std::size_t document;
  std::string answer;  ///< of a single thread
};

/// The items as JSON, or the error's number and place.
std::string answer_of(Engine& engine, const std::string& expression, const kiln::Document& document,
                      kiln::Context& context, const EvaluateOptions& options) {
  const auto error = [](const Error& e) {
    return to_string(e.code) + " at " + std::to_string(e.span.start);
  };
  const auto program = engine.compile(expression);
  if (!program) return error(program.error().first_error());
  const auto result = program->evaluate(document, context, options);
  return result ? result->to_json() : error(result.error());
}

std::uint64_t resident_memory() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  file >> size >> resident;
  return file ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

EngineOptions engine_options(const SoakOptions& options) {
  EngineOptions result;
  result.fhir = options.fhir;
  result.as_filters = options.fhir != Fhir::R5;
  result.cache.max_entries = options.cache_entries;
  return result;
}

}  // namespace

SoakReport soak(const std::vector<std::string>& expressions,
                const std::vector<kiln::Document>& documents, const SoakOptions& options) {
  // now() is the same for all.
  kiln::Host host;
  host.clock = [] { return std::chrono::system_clock::time_point(std::chrono::hours(500'000)); };
  EvaluateOptions evaluate;
  evaluate.host = &host;

  std::mt19937_64 choose(options.seed);
  std::vector<Pair> pairs;
  {
    Engine alone(engine_options(options));
    kiln::Context context;
    for (std::uint64_t i = 0; i < options.pairs; ++i) {
      const std::string& expression = expressions[choose() % expressions.size()];
      const std::size_t document = choose() % documents.size();
      pairs.push_back({&expression, document,
                       answer_of(alone, expression, documents[document], context, evaluate)});
    }
  }

  SoakReport report;
  Engine engine(engine_options(options));
  std::mutex reporting;
  std::atomic<std::uint64_t> rounds = 0;
  std::atomic<bool> is_over = false;
  const auto start = std::chrono::steady_clock::now();
  const std::uint64_t most =
      options.rounds > UINT64_MAX / options.threads ? UINT64_MAX : options.rounds * options.threads;
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < options.threads; ++t) {
      threads.emplace_back([&, seed = options.seed + 1 + t] {
        std::mt19937_64 next(seed);
        kiln::Context context;
        while (!is_over.load(std::memory_order_relaxed)) {
          if (rounds.fetch_add(1, std::memory_order_relaxed) >= most) return;
          const Pair& pair = pairs[next() % pairs.size()];
          const std::string answer =
              answer_of(engine, *pair.expression, documents[pair.document], context, evaluate);
          if (answer == pair.answer) continue;
          const std::scoped_lock lock(reporting);
          ++report.different;
          if (report.differences.size() < kKept) {
            report.differences.push_back(*pair.expression + " on " + std::to_string(pair.document) +
                                         ": " + answer + ", alone: " + pair.answer);
          }
        }
      });
    }
    while (true) {
      const auto passed = std::chrono::steady_clock::now() - start;
      const std::uint64_t done = rounds.load(std::memory_order_relaxed);
      if (report.memory_early == 0 && (passed >= options.time / 10 || done >= most / 10)) {
        report.memory_early = resident_memory();
      }
      if (passed >= options.time || done >= most) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    is_over = true;
  }
  report.memory_late = resident_memory();
  report.evaluations = std::min(rounds.load(), most);
  report.cache = engine.cache_statistics();
  return report;
}

}  // namespace kiln::core::rig
