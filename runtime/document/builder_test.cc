#include "runtime/document/builder.h"

#include <gtest/gtest.h>

#include "model/model.h"
#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

template <class Build>
Expected<Document> built(Build build, const DocumentLimits& limits = {}) {
  DocumentBuilder builder(limits);
  build(builder);
  return std::move(builder).finish();
}

TEST(DocumentBuilder, BuildsWhatJsonWouldGive) {
  const auto document = built([](DocumentBuilder& b) {
    b.begin_object();
    b.key("resourceType");
    b.string("Patient");
    b.key("active");
    b.boolean(true);
    b.key("deceasedBoolean");
    b.null();
    b.key("name");
    b.begin_array();
    b.begin_object();
    b.key("local \"name\"");
    b.number("1.00");
    b.end_object();
    b.null();
    b.end_array();
    b.key("_active");
    b.begin_object();
    b.key("id");
    b.string("a\n\u00e9");
    b.end_object();
    b.end_object();
  });
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->to_json(),
            "{\"resourceType\":\"Patient\",\"active\":true,\"_active\":{\"id\":\"a\\n\u00e9\"},"
            "\"name\":[{\"local \\\"name\\\"\":1.00},null]}");
  EXPECT_EQ(document->resource_type(0), "Patient");
  EXPECT_EQ(document->source(), "");
  EXPECT_EQ(document->source_offset(0), 0u);
  EXPECT_EQ(document->source_offset(1), 0u);
}

TEST(DocumentBuilder, BuildsScalars) {
  EXPECT_EQ(built([](DocumentBuilder& b) { b.string(""); })->text(0), "");
  EXPECT_EQ(built([](DocumentBuilder& b) { b.boolean(false); })->to_json(), "false");
  EXPECT_EQ(built([](DocumentBuilder& b) { b.null(); })->to_json(), "null");
}

TEST(DocumentBuilder, CopiesNodesWithTheirDescendants) {
  const Document from =
      *Document::parse_json(R"({"a":[{"local":[1,[2]]},"x"],"b":"y\n","_b":{"id":"i"},"c":null})");
  const auto document = built([&from](DocumentBuilder& b) {
    b.begin_object();
    b.key("zzz");
    b.copy(from, from.find(0, from.find_name("a")));
    b.key("code");
    b.copy(from, from.find(0, from.find_name("b")));
    b.key("list");
    b.begin_array();
    b.copy(from, 0);
    b.end_array();
    b.end_object();
  });
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->to_json(),
            R"({"zzz":[{"local":[1,[2]]},"x"],"code":"y\n","_code":{"id":"i"},"list":[)" +
                from.to_json() + "]}");
  const NodeIndex item = document->find(0, document->find_name("zzz")) + 1;
  EXPECT_EQ(document->name(document->key(item)), "zzz");
}

TEST(DocumentBuilder, CopiesAWholeDocument) {
  const Document from = *Document::parse_json(R"([1,{"a":[[]]}])");
  EXPECT_EQ(built([&from](DocumentBuilder& b) { b.copy(from, 0); })->to_json(), from.to_json());
}

TEST(DocumentBuilder, CopiedPrimitiveMustNotGetASibling) {
  const Document from = *Document::parse_json(R"({"b":1,"_b":{"id":"i"}})");
  const auto document = built([&from](DocumentBuilder& b) {
    b.begin_object();
    b.key("b");
    b.copy(from, 1);
    b.key("_b");
    b.begin_object();
    b.end_object();
    b.end_object();
  });
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::DuplicateMember);
}

template <class Build>
ErrorCode error_of(Build build, const DocumentLimits& limits = {}) {
  const auto document = built(build, limits);
  EXPECT_FALSE(document.has_value());
  return document ? ErrorCode{} : document.error().code;
}

TEST(DocumentBuilder, ReportsTheFirstMisuse) {
  using B = DocumentBuilder;
  EXPECT_EQ(error_of([](B&) {}), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_object(); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.end_array(); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_object(), b.end_array(); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_object(), b.string("x"); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_object(), b.key("a"), b.end_object(); }),
            ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_object(), b.key("a"), b.key("b"); }),
            ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.begin_array(), b.key("a"); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.null(), b.null(); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.number("01"); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.number(std::string_view("1\0", 2)); }), ErrorCode::BuilderMisuse);
  EXPECT_EQ(error_of([](B& b) { b.string("\xFF"); }), ErrorCode::InvalidUtf8);
  EXPECT_EQ(error_of([](B& b) {
              b.begin_object();
              b.key("a"), b.null();
              b.key("a"), b.null();
              b.end_object();
            }),
            ErrorCode::DuplicateMember);
}

TEST(DocumentBuilder, KeepsTheLimits) {
  const auto nested = [](DocumentBuilder& b) {
    for (int i = 0; i < 3; ++i) b.begin_array();
    for (int i = 0; i < 3; ++i) b.end_array();
  };
  EXPECT_TRUE(built(nested, {.max_depth = 3}));
  EXPECT_EQ(error_of(nested, {.max_depth = 2}), ErrorCode::DocumentTooDeep);
  const Document from = *Document::parse_json("[[]]");
  const auto copying = [&from](DocumentBuilder& b) {
    b.begin_array();
    b.copy(from, 0);
    b.end_array();
  };
  EXPECT_TRUE(built(copying, {.max_depth = 3}));
  EXPECT_EQ(error_of(copying, {.max_depth = 2}), ErrorCode::DocumentTooDeep);
  const auto text = [](DocumentBuilder& b) { b.string("0123456789"); };
  EXPECT_TRUE(built(text, {.max_bytes = 20}));
  EXPECT_EQ(error_of(text, {.max_bytes = 9}), ErrorCode::DocumentTooLarge);
}

}  // namespace
}  // namespace kiln::core
