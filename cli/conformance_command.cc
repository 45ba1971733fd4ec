// kiln conformance SUITE.xml...: the official tests, and how Kiln stands to them.

#include <CLI/CLI.hpp>
#include <iomanip>
#include <sstream>

#include "cli/command.h"
#include "cli/conformance.h"
#include "cli/output.h"
#include "runtime/document/json_lexeme.h"

namespace kiln::core::cli {
namespace {

struct Options : EvaluationOptions {
  Options() {
    fhir.clear();
    // Pinned, so that a run gives the same answers at any time and place.
    now = "2026-01-01T12:00:00.000Z";
    timezone = "Z";
  }

  std::vector<std::string> suites;
  std::vector<std::string> manifests;
  bool verbose = false;
  bool json = false;
};

constexpr const char* kExamples =
    "Example:\n"
    "  kiln conformance --manifest docs/conformance/r4.json \\\n"
    "      --profiles r4-structure-definitions.ndjson.gz r4/fhirpath/tests-fhir-r4.xml\n"
    "\n"
    "Inputs are looked for beside the suite, in its folder input, and in ../input. A manifest "
    "lists\n"
    "the tests that Kiln answers otherwise: an entry that no longer says what Kiln answers fails.\n"
    "Tests of the modes cda and tx are skipped; those of conformsTo() need --profiles.";

struct Count {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  int listed = 0;  ///< answered as the manifest says

  Count& operator+=(const Count& other) {
    passed += other.passed;
    failed += other.failed;
    skipped += other.skipped;
    listed += other.listed;
    return *this;
  }
};

/// The version that a suite's file name tells: tests-fhir-r4b.xml.
std::string version_in(const std::string& name) {
  for (const char* version : {"r4b", "r4", "r5"})
    if (name.find(version) != std::string::npos) return version;
  return "r4";
}

class Report {
 public:
  Report(const Options& options, const std::vector<Manifest>& manifests)
      : options_(options), manifests_(manifests) {}

  void run(const Suite& suite, HostedSession session) {
    const Manifest* manifest = nullptr;
    for (const Manifest& candidate : manifests_)
      if (candidate.suite == suite.name) manifest = &candidate;

    Count count;
    std::size_t entries_met = 0;
    Conformance conformance(suite, std::move(session));
    for (const Test& test : suite.tests) {
      const Verdict verdict = conformance.judge(test);
      const ManifestEntry* entry = nullptr;
      if (manifest) {
        const auto found = manifest->entries.find(test.id);
        if (found != manifest->entries.end()) entry = &found->second;
      }
      if (entry) ++entries_met;
      count += note(suite, test, verdict, entry);
    }
    if (manifest && entries_met != manifest->entries.size()) {
      for (const auto& [id, entry] : manifest->entries) {
        if (std::ranges::find(suite.tests, id, &Test::id) != suite.tests.end()) continue;
        ++count.failed;
        out_.write("FAILED   " + id + "\n  the manifest names it, the suite does not have it\n");
      }
    }
    rows_.emplace_back(suite.name, count);
    total_ += count;
  }

  ExitCode finish() {
    if (!options_.json) print_table();
    return out_.finish(total_.failed == 0 ? ExitCode::Ok : ExitCode::Failed);
  }

 private:
  Count note(const Suite& suite, const Test& test, const Verdict& verdict,
             const ManifestEntry* entry) {
    std::string word, remark;
    Count count;
    if (verdict.kind == Verdict::Kind::Skipped) {
      word = "skipped";
      ++count.skipped;
    } else if (entry && verdict.kind == Verdict::Kind::Passed) {
      word = "FAILED";
      remark = "the manifest lists it, but it passes";
      ++count.failed;
    } else if (entry && verdict.answer != entry->answer) {
      word = "FAILED";
      remark = "the manifest says: " + entry->answer;
      ++count.failed;
    } else if (entry) {
      word = "listed";
      remark = entry->reason;
      ++count.listed;
    } else if (verdict.kind == Verdict::Kind::Passed) {
      word = "passed";
      ++count.passed;
    } else {
      word = "FAILED";
      ++count.failed;
    }
    if (options_.json) {
      print_json(suite, test, verdict, word, remark);
    } else if (options_.verbose || word == "FAILED") {
      print(test, verdict, word, remark);
    }
    return count;
  }

  void print(const Test& test, const Verdict& verdict, const std::string& word,
             const std::string& remark) {
    out_.write(word + std::string(9 - word.size(), ' ') + test.id + '\n');
    if (word == "passed" || word == "skipped") return;
    out_.write("  expression  " + test.expression + '\n');
    out_.write("  expected    " + verdict.expected + '\n');
    out_.write("  answered    " + verdict.answer + '\n');
    if (!remark.empty()) out_.write("  because     " + remark + '\n');
  }

  void print_json(const Suite& suite, const Test& test, const Verdict& verdict,
                  const std::string& word, const std::string& remark) {
    std::string line = "{";
    const std::pair<std::string_view, const std::string&> members[] = {
        {"suite", suite.name},
        {"test", test.id},
        {"verdict", word},
        {"expression", test.expression},
        {"expected", verdict.expected},
        {"answer", verdict.answer},
        {"remark", remark}};
    for (const auto& [name, text] : members) {
      if (line.size() > 1) line += ',';
      append_json_string(name, line);
      line += ':';
      append_json_string(text, line);
    }
    out_.write(line + "}\n");
  }

  void print_table() {
    std::size_t width = 5;
    for (const auto& [name, count] : rows_) width = std::max(width, name.size());
    std::ostringstream table;
    const auto row = [&](const std::string& name, const auto&... cells) {
      table << std::left << std::setw(static_cast<int>(width)) << name << std::right;
      ((table << std::setw(10) << cells), ...);
      table << '\n';
    };
    row("suite", "tests", "passed", "failed", "skipped", "manifest");
    for (const auto& [name, count] : rows_) {
      row(name, count.passed + count.failed + count.skipped + count.listed, count.passed,
          count.failed, count.skipped, count.listed);
    }
    table << total_.passed << " passed, " << total_.failed << " failed, " << total_.skipped
          << " skipped";
    if (!manifests_.empty()) table << ", " << total_.listed << " as the manifest says";
    out_.write(table.str() + '\n');
  }

  const Options& options_;
  const std::vector<Manifest>& manifests_;
  Output out_;
  Count total_;
  std::vector<std::pair<std::string, Count>> rows_;
};

ExitCode stop(ExitCode code, const std::string& message) {
  std::fprintf(stderr, "kiln conformance: %s\n", message.c_str());
  return code;
}

ExitCode run(const Options& options) {
  std::vector<Manifest> manifests;
  for (const std::string& path : options.manifests) {
    auto manifest = load_manifest(path);
    if (!manifest) return stop(ExitCode::Unreadable, manifest.error());
    manifests.push_back(*std::move(manifest));
  }
  std::vector<Suite> suites;
  for (const std::string& path : options.suites) {
    auto suite = load_suite(path);
    if (!suite) return stop(ExitCode::Unreadable, suite.error());
    suites.push_back(*std::move(suite));
  }
  for (const Manifest& manifest : manifests)
    if (std::ranges::find(suites, manifest.suite, &Suite::name) == suites.end())
      return stop(ExitCode::Usage, "a manifest is for '" + manifest.suite + "', which is not run");

  Report report(options, manifests);
  for (const Suite& suite : suites) {
    auto described = static_cast<const EvaluationOptions&>(options);
    if (described.fhir.empty()) described.fhir = version_in(suite.name);
    auto session = HostedSession::open("conformance", described);
    if (!session) return ExitCode::Usage;
    report.run(suite, *std::move(session));
  }
  return report.finish();
}

}  // namespace

void add_conformance_command(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("conformance", "Run the official test suites");
  command->add_option("suite", options->suites, "Test suites in XML")->required();
  command->add_option("--manifest", options->manifests, "Tests that Kiln answers otherwise")
      ->allow_extra_args(false);
  add_options(*command, static_cast<EvaluationOptions&>(*options));
  command->get_option("--fhir")->default_str("as the suite's name says");
  // Each test says itself whether it is strict.
  command->remove_option(command->get_option("--strict"));
  command->add_flag("--verbose", options->verbose, "Every test, not only those that fail");
  command->add_flag("--json", options->json, "One JSON object for each test instead of the table");
  command->footer(kExamples);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace kiln::core::cli
