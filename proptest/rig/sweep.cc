#include "proptest/rig/sweep.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "proptest/rig/replay.h"
#include "runtime/document/navigate.h"

namespace kiln::core::rig {
namespace {

/// More than an evaluation may have by default: the largest of HL7's examples need it, and nobody
/// waits for an answer here.
constexpr std::uint64_t kMostSteps = 100'000'000;
constexpr std::size_t kKept = 20;  // failures and messages of an invariant
constexpr std::size_t kMostCases = 100;

void keep_first(std::vector<std::string>& list, const std::vector<std::string>& more) {
  for (const std::string& text : more) {
    if (list.size() < kKept) list.push_back(text);
  }
}

}  // namespace

/// An element of a resource.
struct Sweep::Element {
  Node node;
  const std::string& file;
};

std::expected<std::vector<Invariant>, std::string> load_invariants(
    const std::filesystem::path& file) {
  std::ifstream in(file);
  const nlohmann::json list = nlohmann::json::parse(in, nullptr, false);
  if (!list.is_array()) return std::unexpected(file.string() + ": no list of invariants");
  std::vector<Invariant> invariants;
  for (const nlohmann::json& entry : list) {
    const bool is_parameter = entry.contains("base");
    Invariant invariant{entry.value(is_parameter ? "url" : "key", ""),
                        entry.value("severity", ""),
                        entry.value("expression", ""),
                        entry[is_parameter ? "base" : "contexts"],
                        {}};
    ParseResult parsed = parse(invariant.expression);
    if (!parsed.ok()) {
      return std::unexpected(invariant.key + ": " + parsed.diagnostics.first_error().message);
    }
    invariant.ast = std::move(parsed.ast);
    invariants.push_back(std::move(invariant));
  }
  return invariants;
}

void Tally::merge(const Tally& other) {
  held += other.held;
  failed += other.failed;
  empty += other.empty;
  errors += other.errors;
  mismatches += other.mismatches;
  keep_first(failures, other.failures);
  keep_first(messages, other.messages);
  keep_first(differences, other.differences);
  if (!replay) replay = other.replay;
}

Sweep::Sweep(const std::vector<Invariant>& invariants, Fhir version,
             std::span<const oracle::Engine> engines, Comparison comparison)
    : model_(Model::get(version)),
      engines_(engines.begin(), engines.end()),
      comparison_(std::move(comparison)) {
  environment_.model = &model_;
  environment_.as_filters = version != Fhir::R5;
  environment_.limits.max_steps = kMostSteps;
  environment_.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
  for (const Invariant& invariant : invariants) {
    for (const std::string& context :
         std::set(invariant.contexts.begin(), invariant.contexts.end())) {
      by_context_.emplace(context, prepared_.size());
    }
    Prepared prepared{&invariant, {}};
    for (const oracle::Engine engine : engines_) {
      prepared.subjects.push_back(oracle::prepare(engine, invariant.ast, environment_));
    }
    prepared_.push_back(std::move(prepared));
  }
}

void Sweep::merge(const Sweep& other) {
  elements_ += other.elements_;
  comparisons_ += other.comparisons_;
  for (const auto& [key, tally] : other.tallies_) tallies_[key].merge(tally);
}

void Sweep::run(const Document& document, const std::string& name) {
  struct Visit {
    Node node;
    TypeId owner;  // type of the element that this one is a member of
  };
  std::vector<Visit> stack{{root_node(document, &model_), kNoType}};
  std::vector<Node> children;
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    ++elements_;
    // Each invariant once, even if the type and the element both name it.
    std::set<std::size_t> applying;
    const auto collect = [&](const std::string& context) {
      const auto [first, last] = by_context_.equal_range(context);
      for (auto it = first; it != last; ++it) applying.insert(it->second);
    };
    for (TypeId type = visit.node.type; type != kNoType; type = model_.base(type)) {
      collect(std::string(model_.name(type)));
    }
    const std::string element(element_name(&model_, visit.node));
    for (TypeId type = visit.owner; type != kNoType; type = model_.base(type)) {
      const std::string path = std::string(model_.name(type)) + "." + element;
      collect(path);
      collect(path + "[x]");
    }
    for (const std::size_t i : applying) evaluate(prepared_[i], {visit.node, name});

    children.clear();
    append_all_children(&model_, visit.node, children);
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      stack.push_back({*child, visit.node.type});
    }
  }
}

void Sweep::evaluate(Prepared& prepared, const Element& element) {
  Tally& tally = tallies_[prepared.invariant->key];
  const Focus focus{element.node, std::nullopt, std::nullopt};
  const Expected<oracle::Answer> result = prepared.subjects[0]->evaluate(environment_, focus);
  const auto place = [&] { return element.file + ": " + path_of(&model_, element.node); };
  for (std::size_t i = 1; i < engines_.size(); ++i) {
    ++comparisons_;
    const auto other = prepared.subjects[i]->evaluate(environment_, focus);
    const auto what = comparison_(result, other, &model_);
    if (!what) continue;
    ++tally.mismatches;
    keep_first(tally.differences,
               {place() + ": " + std::string(to_string(engines_[i])) + ": " + *what});
    if (tally.replay) continue;
    tally.replay = make_replay(prepared.invariant->expression, environment_, &element.node);
    tally.replay->engines = {engines_[0], engines_[i]};
    tally.replay->found_by = "sweep: " + prepared.invariant->key + " at " + place();
  }
  if (!result) {
    ++tally.errors;
    keep_first(tally.messages,
               {place() + ": " + to_string(result.error().code) + " " + result.error().message});
    return;
  }
  const bool* truth = nullptr;
  if (result->items.size() == 1) truth = std::get_if<bool>(&result->items.front());
  if (truth == nullptr) {
    ++(result->items.empty() ? tally.empty : tally.held);
    if (result->items.empty()) keep_first(tally.failures, {place() + " (empty)"});
  } else if (*truth) {
    ++tally.held;
  } else {
    ++tally.failed;
    keep_first(tally.failures, {place()});
  }
}

std::expected<std::map<std::string, std::string>, std::string> write_cases(
    const std::map<std::string, Tally>& tallies, const std::filesystem::path& folder) {
  std::map<std::string, std::string> commands;
  for (const auto& [key, tally] : tallies) {
    if (!tally.replay || commands.size() == kMostCases) continue;
    const std::string name = std::to_string(commands.size() + 1) + "-" + key;
    auto command = write_replay(folder, name, *tally.replay);
    if (!command) return std::unexpected(command.error());
    commands.emplace(key, *std::move(command));
  }
  return commands;
}

}  // namespace kiln::core::rig
