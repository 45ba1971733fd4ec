// Calls of built-ins on a document, and their answers as text: for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/builtin/call.h"
#include "runtime/builtin/navigation.h"
#include "runtime/item/system_value.h"

namespace kiln::core::test {

/// Where the test's calls stand: the name at 1..2, the arguments at 10..11, 20..21 and so on.
inline constexpr Span kPlace{1, 2};
inline constexpr Span kArgumentPlaces[] = {{10, 11}, {20, 21}, {30, 31}, {40, 41},
                                           {50, 51}, {60, 61}, {70, 71}, {80, 81}};

class CallTest : public testing::Test {
 protected:
  CallTest() {
    environment_.model = &Model::get(Fhir::R4);
    environment_.host = &host_;
    environment_.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
    begin();
  }

  /// Begins a run without data.
  void begin() { evaluation_.begin(environment_, {}); }

  /// Begins a run on a document, whose root is the context; its root.
  Item begin(std::string_view json, TypeId type = kNoType) {
    document_ = std::make_unique<Document>(Document::parse_json(json).value());
    const Node root = root_node(*document_, environment_.model, type);
    evaluation_.begin(environment_, Focus{root, {}, {}});
    return Item::node(root);
  }

  Items list(std::initializer_list<Item> items) {
    ItemList copy(evaluation_.arena());
    for (const Item& item : items) copy.append(item);
    return copy.items();
  }
  Items text(std::string_view text) { return evaluation_.one(evaluation_.string(text)); }
  Items one(const Item& item) { return evaluation_.one(item); }

  /// `root.name.given`: the members along a path.
  Items along(const Item& root, std::initializer_list<std::string_view> path) {
    Items items = one(root);
    for (const std::string_view step : path) {
      ItemList found(evaluation_.arena());
      for (const Item& item : items) {
        EXPECT_TRUE(append_members(evaluation_, item, find_name(step), found));
      }
      items = found.items();
    }
    return items;
  }

  Expected<Items> call(FunctionId function, Items input, std::vector<Items> arguments = {}) {
    const CallSite site{kPlace, std::span(kArgumentPlaces).first(arguments.size())};
    return builtin_of(function)(
        BuiltinCall{evaluation_, signature_of(function).name, function, site, input, arguments});
  }

  /// A call of a function that is no row of function.def.
  template <class Function, class... More>
  Expected<Items> call_by_name(Function function, std::string_view name,
                               std::vector<Items> arguments, const More&... more) {
    const CallSite site{kPlace, std::span(kArgumentPlaces).first(arguments.size())};
    return function(BuiltinCall{evaluation_, name, FunctionId{}, site, {}, arguments}, more...);
  }

  std::string answer(FunctionId function, Items input, std::vector<Items> arguments = {}) {
    return print(call(function, input, std::move(arguments)));
  }

  /// `'text', 5, {"json": 1}`, or "K0301 at 10: message".
  static std::string print(const Expected<Items>& items) {
    if (!items) {
      const Error& error = items.error();
      return to_string(error.code) + " at " + std::to_string(error.span.start) + ": " +
             error.message;
    }
    std::string text;
    for (const Item& item : *items) text += (text.empty() ? "" : ", ") + print(item);
    return text;
  }

  static std::string print(const Item& item) {
    switch (item.kind()) {
      case ItemKind::None:
        return "none";
      case ItemKind::Boolean:
        return item.as_boolean() ? "true" : "false";
      case ItemKind::Integer:
      case ItemKind::Long:
        return std::to_string(item.as_long());
      case ItemKind::String:
        return "'" + std::string(item.as_string()) + "'";
      case ItemKind::Temporal:
        return item.as_temporal().to_literal();
      case ItemKind::Quantity:
        return item.as_quantity().own().to_string();
      case ItemKind::Node:
        return item.document()->to_json(item.index());
      default:
        return item.as_decimal().to_string();
    }
  }

  std::unique_ptr<Document> document_;
  Host host_;
  Environment environment_;
  Evaluation evaluation_;
};

}  // namespace kiln::core::test
