// kiln-rig: the test rig's program.
//
//   kiln-rig sweep --invariants invariants-r4.json --fhir r4 --jobs 2 FOLDER|FILE...
//   kiln-rig sweep --engines ref,vm --cases found ...
//   kiln-rig replay found/1-dom-3.case
//   kiln-rig soak --invariants invariants-r4.json --threads 10 --seconds 300 FOLDER

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>

#include "model/fhir.h"
#include "proptest/rig/replay.h"
#include "proptest/rig/soak.h"
#include "proptest/rig/sweep.h"

namespace kiln::core::rig {
namespace {

namespace fs = std::filesystem;

struct SweepOptions {
  std::string invariants;
  std::string fhir = "r4";
  std::vector<std::string> engines{"ref"};
  unsigned jobs = 1;
  std::string cases = "kiln-cases";
  std::vector<std::string> inputs;
};

std::vector<fs::path> resource_files(const std::vector<std::string>& inputs) {
  std::vector<fs::path> files;
  for (const std::string& input : inputs) {
    if (!fs::is_directory(input)) {
      files.emplace_back(input);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(input)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::ranges::sort(files);
  return files;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Files at `first`, `first` + `step`, ...: those that are resources. Returns what was no resource.
std::vector<std::string> sweep_files(Sweep& sweep, const std::vector<fs::path>& files,
                                     std::size_t first, std::size_t step) {
  std::vector<std::string> skipped;
  for (std::size_t i = first; i < files.size(); i += step) {
    const auto document = Document::parse_json(text_of(files[i]));
    if (!document) {
      skipped.push_back(files[i].filename().string() + ": " + document.error().message);
    } else if (document->resource_type(0).empty()) {
      skipped.push_back(files[i].filename().string() + ": no resource");
    } else {
      sweep.run(*document, files[i].filename().string());
    }
  }
  return skipped;
}

void report(const Sweep& sweep, const std::vector<std::string>& skipped,
            const std::map<std::string, std::string>& commands) {
  Tally all;
  for (const auto& [key, tally] : sweep.tallies()) {
    all.merge(tally);
    if (tally.failed + tally.empty + tally.errors + tally.mismatches == 0) continue;
    std::cout << key << ": " << tally.held << " true, " << tally.failed << " false, " << tally.empty
              << " empty, " << tally.errors << " errors\n";
    for (const std::string& failure : tally.failures) std::cout << "    false  " << failure << '\n';
    for (const std::string& message : tally.messages) std::cout << "    error  " << message << '\n';
    for (const std::string& what : tally.differences) std::cout << "    DIFFERS  " << what << '\n';
    if (const auto command = commands.find(key); command != commands.end()) {
      std::cout << "    replay   " << command->second << '\n';
    }
  }
  for (const std::string& file : skipped) std::cout << "passed over: " << file << '\n';
  std::cout << sweep.tallies().size() << " invariants, " << sweep.elements() << " elements, "
            << all.total() << " evaluations: " << all.held << " true, " << all.failed << " false, "
            << all.empty << " empty, " << all.errors << " errors\n";
  if (sweep.comparisons() == 0) return;
  std::cout << sweep.comparisons() << " comparisons, " << all.mismatches << " different\n";
}

int run_sweep(const SweepOptions& options) {
  const Fhir version = parse_fhir(options.fhir).value_or(Fhir::R4);
  const auto invariants = load_invariants(options.invariants);
  if (!invariants) {
    std::cerr << "kiln-rig: " << invariants.error() << '\n';
    return 2;
  }
  const std::vector<fs::path> files = resource_files(options.inputs);
  std::vector<oracle::Engine> engines;
  for (const std::string& name : options.engines) engines.push_back(*oracle::parse_engine(name));
  std::vector<Sweep> sweeps;
  for (unsigned job = 0; job < options.jobs; ++job)
    sweeps.emplace_back(*invariants, version, engines);
  std::vector<std::vector<std::string>> skipped(options.jobs);
  {
    std::vector<std::jthread> threads;
    for (unsigned job = 0; job < options.jobs; ++job) {
      threads.emplace_back(
          [&, job] { skipped[job] = sweep_files(sweeps[job], files, job, options.jobs); });
    }
  }
  for (unsigned job = 1; job < options.jobs; ++job) {
    sweeps[0].merge(sweeps[job]);
    skipped[0].insert(skipped[0].end(), skipped[job].begin(), skipped[job].end());
  }
  const auto commands = write_cases(sweeps[0].tallies(), options.cases);
  report(sweeps[0], skipped[0], commands.value_or(std::map<std::string, std::string>()));
  if (!commands) std::cerr << "kiln-rig: " << commands.error() << '\n';
  std::uint64_t bad = 0;
  for (const auto& [key, tally] : sweeps[0].tallies()) bad += tally.errors + tally.mismatches;
  return bad > 0 ? 1 : 0;
}

/// How much more memory a soak may need at its end than after its first tenth.
constexpr std::uint64_t kFlat = 16u << 20;

int run_soak(const std::string& invariants, const std::string& fhir, std::uint64_t seconds,
             std::size_t most_files, const std::vector<std::string>& inputs, SoakOptions options) {
  options.fhir = parse_fhir(fhir).value_or(Fhir::R4);
  options.time = std::chrono::seconds(seconds);
  const auto loaded = load_invariants(invariants);
  if (!loaded) {
    std::cerr << "kiln-rig: " << loaded.error() << '\n';
    return 2;
  }
  std::vector<std::string> expressions;
  for (const Invariant& invariant : *loaded) expressions.push_back(invariant.expression);
  std::vector<kiln::Document> documents;
  const std::vector<fs::path> files = resource_files(inputs);
  const std::size_t step = std::max<std::size_t>(1, files.size() / most_files);
  for (std::size_t i = 0; i < files.size(); i += step) {
    auto document = kiln::Document::parse_json(text_of(files[i]));
    if (document && !document->resource_type().empty()) documents.push_back(*std::move(document));
  }
  if (expressions.empty() || documents.empty()) {
    std::cerr << "kiln-rig: there are no expressions or no resources\n";
    return 2;
  }
  const SoakReport report = soak(expressions, documents, options);
  for (const std::string& what : report.differences) std::cout << "DIFFERS  " << what << '\n';
  const CacheStatistics& cache = report.cache;
  std::cout << options.threads << " threads, " << expressions.size() << " expressions, "
            << documents.size() << " resources, " << report.evaluations << " evaluations, "
            << report.different << " different\n"
            << "cache: " << cache.hits << " hits, " << cache.misses << " misses, "
            << cache.evictions << " evictions, " << cache.entries << " entries\n"
            << "memory: " << (report.memory_early >> 10) << " KiB after a tenth, "
            << (report.memory_late >> 10) << " KiB at the end\n";
  return report.different == 0 && report.memory_late <= report.memory_early + kFlat ? 0 : 1;
}

/// 0: all is well, 1: a difference, 2: a file that cannot be replayed.
int run_replay(const std::vector<std::string>& files) {
  int code = 0;
  for (const std::string& file : files) {
    const auto fail = [&](const std::string& message) {
      std::cerr << "kiln-rig: " << file << ": " << message << '\n';
      code = 2;
    };
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) {
      fail("it is no file");
      continue;
    }
    const auto parsed = cases::parse_replay(text_of(file));
    if (!parsed) {
      fail(parsed.error());
      continue;
    }
    const auto differences = replay(*parsed);
    if (!differences) {
      fail(differences.error());
      continue;
    }
    std::cout << file << ": " << (differences->empty() ? "no difference" : "DIFFERS") << '\n';
    for (const std::string& what : *differences) std::cout << "    " << what << '\n';
    if (!differences->empty()) code = std::max(code, 1);
  }
  return code;
}

}  // namespace
}  // namespace kiln::core::rig

int main(int argc, char** argv) {
  CLI::App app("kiln-rig: checks of Kiln over many expressions and resources");
  app.require_subcommand(1);
  kiln::core::rig::SweepOptions options;
  CLI::App* sweep = app.add_subcommand(
      "sweep", "Evaluate every invariant on every element of resources to which it applies");
  sweep
      ->add_option("--invariants", options.invariants,
                   "JSON list of invariants or search parameters")
      ->required();
  sweep->add_option("--fhir", options.fhir, "FHIR version")
      ->check(CLI::IsMember({"r4", "r4b", "r5"}));
  std::vector<std::string> names;
  for (const auto engine : kiln::core::oracle::all_engines()) names.emplace_back(to_string(engine));
  sweep->add_option("--engines", options.engines, "Engines; the others are compared with the first")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
  sweep->add_option("--jobs", options.jobs, "Threads")->check(CLI::Range(1U, 256U));
  sweep->add_option("resource", options.inputs, "Files, or folders of .json files")->required();
  sweep
      ->add_option("--cases", options.cases,
                   "Folder for a case file of each expression that differs, made when needed")
      ->capture_default_str();
  CLI::App* replay =
      app.add_subcommand("replay", "Run case files through the engines that they name");
  std::vector<std::string> files;
  replay->add_option("file", files, "Case files")->required();
  CLI::App* soak = app.add_subcommand(
      "soak",
      "Threads share an engine and its cache; each answer is held against a single thread's");
  kiln::core::rig::SoakOptions soaking;
  std::uint64_t seconds = 300;
  std::size_t most_files = 1'000;
  soak->add_option("--invariants", options.invariants,
                   "JSON list of invariants or search parameters: the expressions")
      ->required();
  soak->add_option("--fhir", options.fhir, "FHIR version")
      ->check(CLI::IsMember({"r4", "r4b", "r5"}));
  soak->add_option("--threads", soaking.threads, "Threads")->check(CLI::Range(1U, 256U));
  soak->add_option("--seconds", seconds, "How long")->check(CLI::Range(1U, 1'000'000U));
  soak->add_option("--seed", soaking.seed, "Of the choices");
  soak->add_option("--cache", soaking.cache_entries, "Programs that the engine keeps");
  soak->add_option("--files", most_files, "Resources at most, evenly chosen")
      ->check(CLI::Range(1U, 1'000'000U));
  soak->add_option("resource", options.inputs, "Files, or folders of .json files")->required();
  CLI11_PARSE(app, argc, argv);
  if (soak->parsed()) {
    return kiln::core::rig::run_soak(options.invariants, options.fhir, seconds, most_files,
                                     options.inputs, soaking);
  }
  if (replay->parsed()) return kiln::core::rig::run_replay(files);
  return kiln::core::rig::run_sweep(options);
}
