// Profiles on small types, checked with a host whose answers are fixed: for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/profile/test_definitions.h"
#include "runtime/profile/validator.h"

namespace kiln::core::test {

using Strings = std::vector<std::string>;

inline const Model& r4() {
  return Model::get(Fhir::R4);
}

inline constexpr std::string_view kUrl = "http://example.org/profile";

/// Core types and one profile, checked with a host whose answers stand in the expressions and URLs.
class Profiles {
 public:
  explicit Profiles(const Strings& definitions = {}) : store_(core_store()) {
    for (const std::string& json : definitions) store_.add_json(json).value();
    host_.invariant = [](std::string_view expression, const Node&) -> Expected<bool> {
      if (expression == "error") return fail(ErrorCode::MultipleItems, "several");
      return expression == "true";
    };
    host_.member_of = [](std::string_view value_set, const Node&) -> Expected<bool> {
      return value_set == "http://yes";
    };
  }

  /// "path: message" for each issue, or the code of the error.
  Strings issues(std::string_view json, std::string_view profile = kUrl,
                 TypeId root_type = kNoType) const {
    const Document document = Document::parse_json(json).value();
    const ConformanceChecker checker(store_, r4(), host_, options_);
    const Node root = root_node(document, &r4(), root_type);
    const auto found = checker.validate(root, profile);
    const auto conforms = checker.conforms(root, profile);
    if (!found) return {to_string(found.error().code) + " " + found.error().message};
    EXPECT_EQ(conforms, found->empty());
    Strings texts;
    for (const ConformanceIssue& issue : *found) texts.push_back(issue.path + ": " + issue.message);
    return texts;
  }

  /// The texts of the `value` members of those telecoms that are in the slice.
  Strings slice(std::string_view json, std::string_view name,
                std::string_view profile = kUrl) const {
    const Document document = Document::parse_json(json).value();
    std::vector<Node> telecoms;
    append_children(&r4(), root_node(document, &r4()), find_name("telecom"), telecoms);
    const auto found = ConformanceChecker(store_, r4(), host_).slice(telecoms, profile, name);
    if (!found) return {to_string(found.error().code)};
    Strings values;
    for (const Node& node : *found)
      values.emplace_back(document.text(document.find(node.index, find_name("value"))));
    return values;
  }

  ConformanceHost& host() { return host_; }
  ConformanceOptions& options() { return options_; }

 private:
  ProfileStore store_;
  ConformanceHost host_;
  ConformanceOptions options_;
};

/// A Patient profile whose elements are replaced by these.
inline std::string patient(const Strings& elements, std::string_view root_more = {}) {
  return definition(kUrl, "Patient", elements, root_more);
}

inline const Strings kNone{};

}  // namespace kiln::core::test
