// Values and parsers without memory: the right answer or MemoryLimit, and right again afterwards.
// And what is noexcept allocates nothing.
#include <gtest/gtest.h>
#include <kiln/document.h>
#include <kiln/item.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/expect_faults.h"
#include "proptest/faults/allocations.h"

namespace kiln {
namespace {

constexpr std::string_view kLongText = "a text of more than fifteen bytes";

TEST(ItemFaults, Values) {
  const Document name = Document::parse_json(R"({"family":"M"})").value();
  const auto write = [](const Value& value) { return value.item().to_json(); };
  const auto expect = [&](const auto& make) { expect_right_or_out_of_memory(make, write); };
  expect([] { return Value::decimal("1.2345678901234567890123456"); });
  expect([] { return Value::date("2015-02-04"); });
  expect([] { return Value::date_time("2015-02-04T14:34:28Z"); });
  expect([] { return Value::time("14:34:28"); });
  expect([] { return Value::quantity("4.5", "{a unit of more than fifteen bytes}"); });
  expect([&] { return Value::element(name, Fhir::R4, "HumanName"); });
}

TEST(ItemFaults, WhatIsNoValueIsSaidOrNot) {
  for (std::uint64_t k = 1;; ++k) {
    core::fail_allocation(k);
    const Expected<Value> value = Value::decimal(kLongText);
    const bool has_failed = core::allocation_has_failed();
    core::fail_allocation(0);
    ASSERT_FALSE(value);
    EXPECT_EQ(value.error().code, has_failed ? ErrorCode::MemoryLimit : ErrorCode::ArgumentValue);
    if (!has_failed) break;
  }
}

TEST(ItemFaults, AParserOfOneDocument) {
  constexpr std::string_view kText =
      R"(["a text of more \u0066or the side buffer", {"a name": 1}])";
  const auto write = [](const Document& document) { return document.to_json(); };
  expect_right_or_out_of_memory([&] { return JsonParser().parse(kText); }, write);
  expect_right_or_out_of_memory([&] { return JsonParser().borrow(kText); }, write);
}

TEST(ItemFaults, AParserGoesOnBehindADocumentWithoutMemory) {
  std::string text = "[";
  for (int i = 0; i < 100; ++i) text += "{\"a name\":\"a text\"},";
  text += "1]";
  std::uint64_t failures = 0;
  for (std::uint64_t k = 1;; ++k) {
    JsonParser parser;
    core::fail_allocation(k);
    const Expected<Document> document = parser.parse(text);
    const bool has_failed = core::allocation_has_failed();
    core::fail_allocation(0);
    EXPECT_EQ(document.has_value(), !has_failed) << k;
    EXPECT_EQ(parser.parse("[1]")->to_json(), "[1]") << k;
    EXPECT_EQ(parser.parse(text)->to_json(), text) << k;
    if (!has_failed) break;
    ++failures;
  }
  EXPECT_GT(failures, 0u);
}

TEST(ItemFaults, LooksAtItemsAllocateNothing) {
  constexpr std::string_view kTypes[] = {"boolean", "integer", "decimal",  "string",
                                         "date",    "code",    "Quantity", "instant"};
  constexpr std::string_view kRoots[] = {
      "true",        "7",
      "70000000000", "1.50",
      "1e400",       R"("a text of more than fifteen bytes")",
      "{}",          R"({"value": 1.0, "system": "http://unitsofmeasure.org", "code": "mg"})"};
  for (const std::string_view root : kRoots) {
    const Document document = Document::parse_json(root).value();
    for (const std::string_view type : kTypes) {
      const Value value = Value::element(document, Fhir::R4, type).value();
      const std::uint64_t before = core::allocations();
      const Item item = value.item();
      EXPECT_EQ(item.kind(), ItemKind::Element);
      const bool has_value = item.as_boolean() || item.as_long() || item.as_string();
      const bool is_small = item.as_integer().has_value();
      EXPECT_EQ(core::allocations(), before) << type << " " << root;
      EXPECT_LE(is_small, has_value) << type << " " << root;
    }
  }
}

}  // namespace
}  // namespace kiln
