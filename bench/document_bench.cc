// How fast a tape is built, next to simdjson's own DOM of the same texts.
//
//   document_bench                                resources made in memory
//   KILN_BENCH_CORPUS=folder document_bench       all *.json of a folder, file by file
//
// Each iteration parses the whole corpus with both, in slices that take turns, so that whatever the
// machine does meanwhile hits both; times are CPU times. Counters: `ratio_to_dom` is the DOM's time
// over ours (1 is equal, more is better), `tape_bytes_per_byte` the memory of the tapes over the
// size of the sources.
#include <benchmark/benchmark.h>
#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "bench/contest.h"
#include "runtime/document/json_parser.h"

namespace {

using kiln::core::bench::Clock;

/// A patient of about the size and shape of a real one: 2.5 kB, indented, 60 members.
std::string make_patient(int number) {
  const std::string id = std::to_string(number);
  std::string text = "{\n  \"resourceType\": \"Patient\",\n  \"id\": \"p" + id + "\",\n";
  text +=
      "  \"text\": {\n    \"status\": \"generated\",\n    \"div\": \"<div xmlns=\\\"http://www.w3"
      ".org/1999/xhtml\\\">Patient number " +
      id + "</div>\"\n  },\n";
  text += "  \"identifier\": [\n";
  for (int i = 0; i < 3; ++i) {
    if (i != 0) text += ",\n";
    text +=
        "    {\n      \"use\": \"usual\",\n      \"system\": \"urn:oid:1.2.36.146.595.217.0.1\","
        "\n      \"value\": \"" +
        id + std::to_string(i) +
        "\",\n      \"period\": {\n        "
        "\"start\": \"2001-05-06\"\n      }\n    }";
  }
  text += "\n  ],\n  \"active\": true,\n  \"name\": [\n";
  for (int i = 0; i < 3; ++i) {
    if (i != 0) text += ",\n";
    text +=
        "    {\n      \"use\": \"official\",\n      \"family\": \"Chalmers\",\n      \"given\": ["
        "\n        \"Peter\",\n        \"James\"\n      ]\n    }";
  }
  text += "\n  ],\n  \"telecom\": [\n";
  for (int i = 0; i < 4; ++i) {
    if (i != 0) text += ",\n";
    text +=
        "    {\n      \"system\": \"phone\",\n      \"value\": \"(03) 5555 6473\",\n      \"use\":"
        " \"work\",\n      \"rank\": " +
        std::to_string(i + 1) + "\n    }";
  }
  text +=
      "\n  ],\n  \"gender\": \"male\",\n  \"birthDate\": \"1974-12-25\",\n  \"multipleBirthInteger"
      "\": 2\n}\n";
  return text;
}

std::vector<simdjson::padded_string> load_corpus() {
  std::vector<simdjson::padded_string> texts;
  if (const char* const folder = std::getenv("KILN_BENCH_CORPUS")) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".json") paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) {
      std::ifstream file(path, std::ios::binary);
      texts.emplace_back(std::string{std::istreambuf_iterator<char>(file), {}});
    }
  }
  if (texts.empty())
    for (int number = 0; number < 2'000; ++number) texts.emplace_back(make_patient(number));
  return texts;
}

const std::vector<simdjson::padded_string>& corpus() {
  static const std::vector<simdjson::padded_string> texts = load_corpus();
  return texts;
}

template <class Parse>
void against_dom(benchmark::State& state, Parse parse) {
  constexpr std::size_t kSlice = 64;  // texts before the other parser has its turn
  const auto& texts = corpus();
  simdjson::dom::parser dom;
  Clock::duration ours{};
  Clock::duration theirs{};
  std::size_t bytes = 0;
  std::size_t tape_bytes = 0;
  for (auto _ : state) {
    Clock::duration before = ours;
    for (std::size_t first = 0; first < texts.size(); first += kSlice) {
      const std::size_t last = std::min(texts.size(), first + kSlice);
      const auto start = Clock::now();
      for (std::size_t i = first; i < last; ++i) {
        if (dom.parse(texts[i]).error() != simdjson::SUCCESS)
          return state.SkipWithError("DOM parse failed");
      }
      const auto middle = Clock::now();
      for (std::size_t i = first; i < last; ++i) {
        const auto document = parse(std::string_view(texts[i]));
        if (!document) return state.SkipWithError("tape parse failed");
        tape_bytes += document->size() * sizeof(kiln::core::TapeNode);
        bytes += texts[i].size();
      }
      ours += Clock::now() - middle;
      theirs += middle - start;
    }
    state.SetIterationTime(std::chrono::duration<double>(ours - before).count());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["ratio_to_dom"] =
      static_cast<double>(theirs.count()) / static_cast<double>(ours.count());
  state.counters["tape_bytes_per_byte"] =
      static_cast<double>(tape_bytes) / static_cast<double>(bytes);
}

void borrow_json(benchmark::State& state) {
  kiln::core::JsonParser parser;
  against_dom(state, [&parser](std::string_view text) { return parser.borrow(text); });
}
BENCHMARK(borrow_json)->UseManualTime()->Unit(benchmark::kMillisecond);

void parse_json(benchmark::State& state) {
  kiln::core::JsonParser parser;
  against_dom(state, [&parser](std::string_view text) { return parser.parse(text); });
}
BENCHMARK(parse_json)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
