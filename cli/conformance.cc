#include "cli/conformance.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/input.h"
#include "cli/items.h"
#include "runtime/value/quantity.h"

namespace kiln::core::cli {
namespace {

struct AnsweredItem {
  std::string type;  ///< as the suites name it
  std::string text;  ///< as the suites write it
};

constexpr std::array<std::string_view, 3> kTemporalTypes = {"date", "dateTime", "time"};

AnsweredItem answered_item(const Value& item, const Model* model) {
  AnsweredItem result{suite_type_name(type_name(item, model)), plain_text(item)};
  if (const auto* temporal = std::get_if<Temporal>(&item)) {
    result.text = temporal->kind == Temporal::Kind::Time ? "@T" : "@";
    result.text += temporal->to_string();
  } else if (result.type == "time") {
    result.text.insert(0, "@T");
  } else if (std::ranges::find(kTemporalTypes, result.type) != kTemporalTypes.end()) {
    result.text.insert(0, "@");
  }
  return result;
}

bool same_number(const std::string& a, const std::string& b) {
  const auto left = Decimal::parse(a);
  const auto right = Decimal::parse(b);
  return left && right && *left == *right;
}

bool same_quantity(const std::string& a, const std::string& b) {
  const auto left = parse_quantity(a);
  const auto right = parse_quantity(b);
  return left && right && left->value == right->value && left->unit == right->unit &&
         left->calendar == right->calendar;
}

bool matches(const ExpectedOutput& expected, const AnsweredItem& item) {
  if (expected.type && *expected.type != item.type) return false;
  if (expected.value == item.text) return true;
  if (item.type == "decimal" || item.type == "integer")
    return same_number(expected.value, item.text);
  return item.type == "Quantity" && same_quantity(expected.value, item.text);
}

/// Each output once, in any order.
bool matches_unordered(const std::vector<ExpectedOutput>& outputs,
                       std::vector<AnsweredItem> items) {
  for (const ExpectedOutput& output : outputs) {
    const auto found = std::ranges::find_if(
        items, [&](const AnsweredItem& item) { return matches(output, item); });
    if (found == items.end()) return false;
    items.erase(found);
  }
  return items.empty();
}

bool matches(const Test& test, const std::vector<AnsweredItem>& items) {
  if (test.outputs.size() != items.size()) return false;
  if (!test.ordered) return matches_unordered(test.outputs, items);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (!matches(test.outputs[i], items[i])) return false;
  return true;
}

/// predicate="true": nothing is false, one Boolean is itself, anything else is true.
AnsweredItem as_predicate(const std::vector<AnsweredItem>& items) {
  if (items.empty()) return {"boolean", "false"};
  if (items.size() == 1 && items[0].type == "boolean") return items[0];
  return {"boolean", "true"};
}

void append(std::string& list, std::string_view type, std::string_view text) {
  if (!list.empty()) list += ", ";
  list += type;
  if (!type.empty()) list += ' ';
  list += text;
}

std::string describe_expected(const Test& test) {
  if (test.invalid == "true") return "an error";
  if (!test.invalid.empty()) return test.invalid + " error";
  std::string text;
  for (const ExpectedOutput& output : test.outputs)
    append(text, output.type.value_or(""), output.value);
  return text.empty() ? "{}" : text;
}

std::string describe_answer(const std::vector<AnsweredItem>& items) {
  std::string text;
  for (const AnsweredItem& item : items) append(text, item.type, item.text);
  return text.empty() ? "{}" : text;
}

std::string describe_error(const Error& error) {
  return std::string(kiln::core::to_string(phase_of(error.code))) + " error " +
         kiln::core::to_string(error.code);
}

}  // namespace

std::string suite_type_name(std::string_view type) {
  constexpr std::string_view kSystem = "System.";
  constexpr std::string_view kFhir = "FHIR.";
  if (type.starts_with(kFhir)) return std::string(type.substr(kFhir.size()));
  if (!type.starts_with(kSystem)) return std::string(type);
  std::string name(type.substr(kSystem.size()));
  if (name == "Long") return "integer64";
  if (name != "Quantity") name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

Expected<std::shared_ptr<const Document>> Conformance::input(const std::string& name) {
  if (name.empty()) return nullptr;
  if (const auto known = inputs_.find(name); known != inputs_.end()) return known->second;
  const auto path = find_input(suite_, name);
  if (!path) return fail(ErrorCode::FileUnreadable, "input '" + name + "' is not there");
  auto document =
      load_document(*path, session_->options().fhir, session_->options().limits.document);
  if (!document) return std::unexpected(std::move(document).error().error);
  return inputs_.emplace(name, std::make_shared<const Document>(*std::move(document)))
      .first->second;
}

Verdict Conformance::judge(const Test& test) {
  Verdict verdict{Verdict::Kind::Failed, describe_expected(test), {}};
  if (test.mode == "cda" || test.mode == "tx") {
    verdict.kind = Verdict::Kind::Skipped;
    return verdict;
  }
  const auto document = input(test.input);
  if (!document) {
    verdict.answer = describe_error(document.error()) + ": " + document.error().message;
    return verdict;
  }

  // What is to be refused without being evaluated is refused by strict analysis.
  session_->set_strict(test.mode == "strict" || test.invalid == "semantic");
  session_->set_json_choice_names(test.mode == "lenient/polymorphics");
  // An execution error has to be found by executing, also where the checker would find it sooner.
  session_->set_static_check(!test.skip_static_check && test.invalid != "execution");
  const Query query{test.expression, {}, {}};
  const auto answer = session_->answer(query, document->get());
  bool passed = false;
  if (!answer) {
    const Error& error = answer.error().diagnostics.first_error();
    verdict.answer = describe_error(error);
    passed = test.invalid == "true" || test.invalid == kiln::core::to_string(phase_of(error.code));
  } else {
    std::vector<AnsweredItem> items;
    for (const Value& item : answer->items) items.push_back(answered_item(item, session_->model()));
    if (test.predicate) items = {as_predicate(items)};
    verdict.answer = describe_answer(items);
    passed = test.invalid.empty() && matches(test, items);
  }
  if (passed) verdict.kind = Verdict::Kind::Passed;
  return verdict;
}

std::expected<Manifest, std::string> load_manifest(const std::string& path) {
  std::ifstream file(path);
  if (!file) return std::unexpected("'" + path + "' cannot be read");
  const auto json = nlohmann::json::parse(file, nullptr, false);
  const auto wrong = [&path](const std::string& what) {
    return std::unexpected("'" + path + "' is no manifest: " + what);
  };
  if (!json.is_object()) return wrong("it is no JSON object");
  if (!json.contains("suite") || !json["suite"].is_string()) return wrong("it names no suite");
  if (!json.contains("entries") || !json["entries"].is_array()) return wrong("it has no entries");

  Manifest manifest;
  manifest.suite = json["suite"].get<std::string>();
  for (const nlohmann::json& row : json["entries"]) {
    ManifestEntry entry;
    for (const auto& [member, field] :
         {std::pair{"test", &entry.test}, std::pair{"answer", &entry.answer},
          std::pair{"reason", &entry.reason}, std::pair{"sentence", &entry.sentence}}) {
      if (!row.is_object() || !row.contains(member) || !row[member].is_string() ||
          row[member].get_ref<const std::string&>().empty())
        return wrong("an entry has no '" + std::string(member) + "'");
      *field = row[member].get<std::string>();
    }
    const std::string test = entry.test;
    if (!manifest.entries.emplace(test, std::move(entry)).second)
      return wrong("two entries for '" + test + "'");
  }
  return manifest;
}

}  // namespace kiln::core::cli
