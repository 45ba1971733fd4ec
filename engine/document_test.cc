#include <kiln/document.h>

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace kiln {
namespace {

/// "K0401 [3, 4)"; "" if there is none.
std::string error_of(const Expected<Document>& document) {
  if (document) return "";
  const Error& error = document.error();
  return to_string(error.code) + " [" + std::to_string(error.span.start) + ", " +
         std::to_string(error.span.end) + ")";
}

template <class Build>
Expected<Document> built(Build build, const DocumentLimits& limits = {}) {
  DocumentBuilder builder(limits);
  build(builder);
  return std::move(builder).finish();
}

TEST(Document, KeepsDigitsAndOrderOfJson) {
  const auto document =
      Document::parse_json("\xEF\xBB\xBF{\"b\": 1.00, \"a\": [null, true, \"\\u00e9\"]}");
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->to_json(), "{\"b\":1.00,\"a\":[null,true,\"\u00e9\"]}");
}

TEST(Document, CopiesTheTextItParses) {
  std::string text = R"({"resourceType":"Patient","gender":"male"})";
  const Document document = Document::parse_json(text).value();
  text.assign(text.size(), 'x');
  EXPECT_EQ(document.to_json(), R"({"resourceType":"Patient","gender":"male"})");
}

TEST(Document, BorrowsATextWithoutCopyingIt) {
  const std::string text = R"({"resourceType":"Patient","gender":"male"})";
  const Document document = Document::borrow_json(text).value();
  const std::string_view type = document.resource_type();
  EXPECT_EQ(type, "Patient");
  EXPECT_EQ(type.data(), text.data() + text.find("Patient"));
  EXPECT_EQ(document.to_json(), text);
  EXPECT_LT(document.bytes(), Document::parse_json(text)->bytes());
}

TEST(Document, CountsTheMemoryThatItOwns) {
  const std::string text = "\"" + std::string(100'000, 'a') + "\"";
  EXPECT_GE(Document::parse_json(text)->bytes(), 100'000u);
  EXPECT_LT(Document::borrow_json(text)->bytes(), 10'000u);
}

TEST(Document, KnowsItsResourceType) {
  EXPECT_EQ(Document::parse_json(R"({"resourceType":"Patient"})")->resource_type(), "Patient");
  EXPECT_EQ(Document::parse_json(R"({"resourceType":1})")->resource_type(), "");
  EXPECT_EQ(Document::parse_json("{}")->resource_type(), "");
  EXPECT_EQ(Document::parse_json("[]")->resource_type(), "");
}

TEST(Document, SaysWhatIsWrongWithJsonAndWhere) {
  EXPECT_EQ(error_of(Document::parse_json(R"({"a":tru})")), "K0401 [5, 8)");
  EXPECT_EQ(error_of(Document::parse_json("\"\xff\"")), "K0403 [1, 2)");
  EXPECT_EQ(error_of(Document::parse_json(R"(["\ud800"])")), "K0404 [2, 8)");
  EXPECT_EQ(error_of(Document::parse_json(R"({"a":1,"a":2})")), "K0405 [7, 10)");
  EXPECT_EQ(error_of(Document::borrow_json("")), "K0401 [0, 0)");
  EXPECT_EQ(error_of(Document::parse_json("[[]]", {.max_depth = 1})), "K0406 [1, 2)");
  EXPECT_EQ(error_of(Document::parse_json("[1,2]", {.max_bytes = 4})), "K0407 [0, 0)");
}

TEST(Document, ReadsFhirXmlByItsModel) {
  const auto document = Document::parse_xml(
      R"(<Patient xmlns="http://hl7.org/fhir"><active value="true"/><name><given value="P"/></name>)"
      R"(<multipleBirthInteger value="2"/></Patient>)",
      Fhir::R4);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->resource_type(), "Patient");
  EXPECT_EQ(document->to_json(),
            R"({"resourceType":"Patient","active":true,"name":[{"given":["P"]}],)"
            R"("multipleBirthInteger":2})");
}

TEST(Document, SaysWhatIsWrongWithXml) {
  const auto code = [](std::string_view text) {
    return to_string(Document::parse_xml(text, Fhir::R4).error().code);
  };
  EXPECT_EQ(code("<Patient"), "K0402");
  EXPECT_EQ(code("<!DOCTYPE a><Patient xmlns=\"http://hl7.org/fhir\"/>"), "K0408");
  EXPECT_EQ(code("<Pateint xmlns=\"http://hl7.org/fhir\"/>"), "K0410");
  EXPECT_EQ(code("<Patient xmlns=\"http://hl7.org/fhir\"><nmae/></Patient>"), "K0411");
}

TEST(Document, HandlesShareOneDocument) {
  std::optional<Document> first = Document::parse_json(R"({"resourceType":"Patient"})").value();
  const Document second = *first;
  EXPECT_EQ(second.impl(), first->impl());
  EXPECT_EQ(second.resource_type().data(), first->resource_type().data());
  first.reset();
  EXPECT_EQ(second.to_json(), R"({"resourceType":"Patient"})");
}

TEST(JsonParser, ReadsAStreamOfDocuments) {
  JsonParser parser;
  std::vector<Document> documents;
  for (int i = 0; i < 100; ++i) {
    auto document = parser.parse("{\"id\":\"" + std::to_string(i) + "\"}");
    ASSERT_TRUE(document.has_value()) << i;
    documents.push_back(*std::move(document));
  }
  EXPECT_EQ(documents[0].to_json(), R"({"id":"0"})");
  EXPECT_EQ(documents[99].to_json(), R"({"id":"99"})");
}

TEST(JsonParser, GoesOnBehindAnError) {
  JsonParser parser({.max_depth = 2});
  EXPECT_EQ(error_of(parser.parse("{")), "K0401 [1, 1)");
  EXPECT_EQ(error_of(parser.parse("[[[]]]")), "K0406 [2, 3)");
  const std::string text = R"({"resourceType":"Basic"})";
  const auto document = parser.borrow(text);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->resource_type().data(), text.data() + text.find("Basic"));
}

TEST(JsonParser, ItsDocumentsDoNotReferToIt) {
  std::optional<JsonParser> parser(std::in_place);
  JsonParser moved = *std::move(parser);
  const Document document = moved.parse("[1]").value();
  parser.reset();
  moved = JsonParser();
  EXPECT_EQ(document.to_json(), "[1]");
  EXPECT_EQ(moved.parse("[2]")->to_json(), "[2]");
}

TEST(DocumentBuilder, BuildsWhatJsonWouldGive) {
  const auto document = built([](DocumentBuilder& b) {
    b.begin_object();
    b.key("resourceType");
    b.string("Patient");
    b.key("active");
    b.boolean(true);
    b.key("_birthDate");
    b.begin_object();
    b.key("id");
    b.string("b\n");
    b.end_object();
    b.key("birthDate");
    b.string("1974");
    b.key("values");
    b.begin_array();
    b.number("1.00");
    b.null();
    b.boolean(false);
    b.end_array();
    b.end_object();
  });
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->resource_type(), "Patient");
  EXPECT_EQ(document->to_json(),
            R"({"resourceType":"Patient","active":true,"birthDate":"1974","_birthDate":)"
            R"({"id":"b\n"},"values":[1.00,null,false]})");
}

TEST(DocumentBuilder, RemembersTheFirstMisuse) {
  using B = DocumentBuilder;
  const auto code = [](auto build, const DocumentLimits& limits = {}) {
    const auto document = built(build, limits);
    return document ? document->to_json() : to_string(document.error().code);
  };
  EXPECT_EQ(code([](B&) {}), "K0413");
  EXPECT_EQ(code([](B& b) { b.begin_object(); }), "K0413");
  EXPECT_EQ(code([](B& b) { b.end_array(); }), "K0413");
  EXPECT_EQ(code([](B& b) {
              b.begin_object();
              b.string("without a key");
              b.end_object();
            }),
            "K0413");
  EXPECT_EQ(code([](B& b) { b.number("1."); }), "K0413");
  EXPECT_EQ(code([](B& b) { b.string("\xff"); }), "K0403");
  EXPECT_EQ(code([](B& b) {
              b.begin_object();
              b.key("a");
              b.null();
              b.key("b");
              b.boolean(true);
              b.key("b");
              b.number("x");
              b.end_object();
            }),
            "K0413");
  EXPECT_EQ(code([](B& b) {
              b.begin_object();
              for (int i = 0; i < 2; ++i) {
                b.key("a");
                b.number("1");
              }
              b.end_object();
            }),
            "K0405");
  EXPECT_EQ(code(
                [](B& b) {
                  b.begin_array();
                  b.begin_array();
                  b.end_array();
                  b.end_array();
                },
                {.max_depth = 1}),
            "K0406");
}

TEST(DocumentBuilder, IsFinishedOnce) {
  DocumentBuilder builder;
  builder.null();
  EXPECT_EQ(std::move(builder).finish()->to_json(), "null");
  builder.boolean(true);
  EXPECT_EQ(error_of(std::move(builder).finish()), "K0413 [0, 0)");
  builder = DocumentBuilder();
  builder.boolean(true);
  DocumentBuilder moved = std::move(builder);
  EXPECT_EQ(std::move(moved).finish()->to_json(), "true");
}

}  // namespace
}  // namespace kiln
