#include "runtime/document/json_parser.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <string>

#include "model/model.h"
#include "runtime/document/position.h"
#include "runtime/document/test_dump.h"

namespace kiln::core {
namespace {

Error error_of(std::string_view text, const DocumentLimits& limits = {}) {
  auto document = Document::parse_json(text, limits);
  EXPECT_FALSE(document.has_value()) << text;
  return document ? Error{} : document.error();
}

Document parse(std::string_view text) {
  auto document = Document::parse_json(text);
  EXPECT_TRUE(document.has_value()) << text << ": " << document.error().message;
  return document ? std::move(*document) : *Document::parse_json("null");
}

/// The text of the member `name` of the root.
std::string member(const Document& document, std::string_view name) {
  const NodeIndex node = document.find(0, document.find_name(name));
  return node == kNoNode ? "(none)" : std::string(document.text(node));
}

void expect_error(std::string_view text, ErrorCode code, Span span) {
  const Error error = error_of(text);
  EXPECT_EQ(error.code, code) << text << ": " << error.message;
  EXPECT_EQ(error.span.start, span.start) << text << ": " << error.message;
  EXPECT_EQ(error.span.end, span.end) << text << ": " << error.message;
  EXPECT_FALSE(error.message.empty());
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(JsonParser, WritesNodesInDocumentOrder) {
  EXPECT_EQ(
      dump(parse(
          R"({"resourceType":"Patient","name":[{"given":["Ann","Lee"]}],"active":true,"x":[]})")),
      "0 Object -> 9, 4 children\n"
      "1  String resourceType 'Patient'\n"
      "2  Array name -> 7, 1 children\n"
      "3   Object name -> 7, 1 children\n"
      "4    Array given -> 7, 2 children\n"
      "5     String given 'Ann'\n"
      "6     String given 'Lee'\n"
      "7  True active 'true'\n"
      "8  Array x -> 9, 0 children\n");
}

TEST(JsonParser, KeepsLexemesOfNumbers) {
  const Document document =
      parse(R"({"a":1.00,"b":-0,"c":1e400,"d":123456789012345678901234567890})");
  EXPECT_EQ(member(document, "a"), "1.00");
  EXPECT_EQ(member(document, "b"), "-0");
  EXPECT_EQ(member(document, "c"), "1e400");
  EXPECT_EQ(member(document, "d"), "123456789012345678901234567890");
}

TEST(JsonParser, ResolvesEscapesInValuesAndNames) {
  const Document document =
      parse(R"({"na\u006De":"\"\\\/\b\f\n\r\t","b":"plain","c":"\u00e9\u20AC\ud83d\udd25\u0000"})");
  EXPECT_EQ(member(document, "name"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(member(document, "b"), "plain");
  EXPECT_EQ(member(document, "c"), std::string("\u00e9\u20AC\U0001F525\0", 10));
}

/// The first code block of a language in a Markdown page.
std::string code_block(const std::string& page, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const std::size_t start = page.find(fence) + fence.size();
  return page.substr(start, page.find("```", start) - start);
}

TEST(JsonParser, WritesTheTapeThatTheDocumentationShows) {
  std::ifstream file(KILN_SOURCE_DIR "/docs/documents.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(dump(parse(code_block(page, "json"))), code_block(page, "text"));
}

TEST(JsonParser, AcceptsSpaceAroundEverything) {
  EXPECT_EQ(parse(" \t\r\n{ \"a\" \n:\r [ 1 , \"b\"   ] , \"c\" : \"d\"\t} \n").to_json(),
            R"({"a":[1,"b"],"c":"d"})");
}

TEST(JsonParser, AcceptsAnyValueAtTheRoot) {
  EXPECT_EQ(parse("\"a\\n\"").text(0), "a\n");
  EXPECT_EQ(parse(" 12 ").text(0), "12");
  EXPECT_EQ(parse("true").kind(0), NodeKind::True);
  EXPECT_EQ(parse("false").kind(0), NodeKind::False);
  EXPECT_EQ(parse("null").kind(0), NodeKind::Null);
  EXPECT_EQ(parse("[]").count(0), 0u);
  EXPECT_EQ(parse("{}").count(0), 0u);
}

TEST(JsonParser, IgnoresAByteOrderMark) {
  const Document document = parse("\xEF\xBB\xBF{\"a\":1}");
  EXPECT_EQ(member(document, "a"), "1");
  EXPECT_EQ(document.source_offset(1), 8u);
  expect_error("\xEF\xBB\xBF{\"a\":x}", ErrorCode::JsonSyntax, {8, 9});
  expect_error("\xEF\xBB\xBF", ErrorCode::JsonSyntax, {3, 3});
}

TEST(JsonParser, NullMembersAreLeftOutAndNullItemsKept) {
  EXPECT_EQ(dump(parse(R"({"a":null,"b":[null,1,null]})")),
            "0 Object -> 5, 1 children\n"
            "1  Array b -> 5, 3 children\n"
            "2   Null b\n"
            "3   Number b '1'\n"
            "4   Null b\n");
}

TEST(JsonParser, BorrowedTextIsReferredTo) {
  const std::string text = R"({"a":"bcd"})";
  const auto document = Document::borrow_json(text);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->text(1).data(), text.data() + 6);
  EXPECT_EQ(document->source().data(), text.data());
}

TEST(JsonParser, ReadsNothingBehindABorrowedText) {
  // The text ends where a page begins that may not be read.
  const std::size_t page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* const memory =
      ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  char* const border = static_cast<char*>(memory) + page;
  ASSERT_EQ(::mprotect(border, page, PROT_NONE), 0);
  JsonParser parser;
  for (const std::string text :
       {R"({"a":1})", R"(["\n"])", R"({"resourceType":"Patient","id":"0123456789"})", "12", "true",
        "tru", "[1", "\"a", R"({"a":)", R"({"ab)", R"({"a":"\u00)", ""}) {
    for (std::size_t padding = 0; padding < 70; ++padding) {
      const std::string padded = std::string(padding, ' ') + text;
      char* const start = border - padded.size();
      std::copy(padded.begin(), padded.end(), start);
      EXPECT_EQ(parser.borrow({start, padded.size()}).has_value(), parser.parse(padded).has_value())
          << padded;
    }
  }
  ::munmap(memory, 2 * page);
}

TEST(JsonParser, CopiedTextIsNot) {
  std::string text = R"({"a":"bcd"})";
  const auto document = Document::parse_json(text);
  text.assign(text.size(), 'x');
  EXPECT_EQ(document->text(1), "bcd");
}

TEST(JsonParser, IsReusable) {
  JsonParser parser;
  const auto first = parser.parse(R"({"local":1,"name":"a"})");
  EXPECT_FALSE(parser.parse(R"({"local":)").has_value());
  const auto second = parser.parse(R"({"other":[{"local":"\n"}],"local":2})");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->to_json(), R"({"local":1,"name":"a"})");
  EXPECT_EQ(second->to_json(), R"({"other":[{"local":"\n"}],"local":2})");
}

TEST(JsonParser, LocalNamesGetIdsOfTheirOwn) {
  const Document document = parse(R"({"zzz":1,"name":2,"yyy":{"zzz":3}})");
  EXPECT_EQ(static_cast<std::uint32_t>(document.find_name("zzz")), name_count());
  EXPECT_EQ(static_cast<std::uint32_t>(document.find_name("yyy")), name_count() + 1);
  EXPECT_EQ(document.find_name("name"), find_name("name"));
  EXPECT_EQ(document.find_name("xxx"), kNoName);
  EXPECT_EQ(document.name(document.find_name("yyy")), "yyy");
}

TEST(JsonParser, SourceOffsetsPointToValues) {
  const Document document = parse(R"( {"a":"b","_c":{"id":"\t"},"d":[ {"e":-1}, true]})");
  ASSERT_EQ(dump(document),
            "0 Object -> 8, 3 children\n"
            "1  String a 'b'\n"
            "2  Primitive c -> 4, 1 children\n"
            "3   String id '\t'\n"
            "4  Array d -> 8, 2 children\n"
            "5   Object d -> 7, 1 children\n"
            "6    Number e '-1'\n"
            "7   True d 'true'\n");
  const std::uint32_t expected[] = {1, 6, 15, 21, 31, 33, 38, 43};
  for (NodeIndex node = 0; node < document.size(); ++node)
    EXPECT_EQ(document.source_offset(node), expected[node]) << node;
}

TEST(JsonParser, RefusesWhatIsNoJson) {
  expect_error("", ErrorCode::JsonSyntax, {0, 0});
  expect_error("  ", ErrorCode::JsonSyntax, {2, 2});
  expect_error("{", ErrorCode::JsonSyntax, {1, 1});
  expect_error("[1", ErrorCode::JsonSyntax, {2, 2});
  expect_error("{\"a\":{}", ErrorCode::JsonSyntax, {7, 7});
  expect_error("[[]", ErrorCode::JsonSyntax, {3, 3});
  expect_error("}", ErrorCode::JsonSyntax, {0, 1});
  expect_error("[1}", ErrorCode::JsonSyntax, {2, 3});
  expect_error("[1]]", ErrorCode::JsonSyntax, {3, 4});
  expect_error("{}x", ErrorCode::JsonSyntax, {2, 3});
  expect_error("1 2", ErrorCode::JsonSyntax, {2, 3});
  expect_error("[1,]", ErrorCode::JsonSyntax, {3, 4});
  expect_error("[,1]", ErrorCode::JsonSyntax, {1, 2});
  expect_error("[1 2]", ErrorCode::JsonSyntax, {3, 4});
  expect_error("{,}", ErrorCode::JsonSyntax, {1, 2});
  expect_error("{\"a\":1,}", ErrorCode::JsonSyntax, {7, 8});
  expect_error("{\"a\",1}", ErrorCode::JsonSyntax, {4, 5});
  expect_error("{\"a\"}", ErrorCode::JsonSyntax, {4, 5});
  expect_error("{\"a\":}", ErrorCode::JsonSyntax, {5, 6});
  expect_error("{1:2}", ErrorCode::JsonSyntax, {1, 2});
  expect_error("{\"a\":1:2}", ErrorCode::JsonSyntax, {6, 7});
  expect_error("[\"a\"\"b\"]", ErrorCode::JsonSyntax, {4, 5});
  expect_error("['a']", ErrorCode::JsonSyntax, {1, 2});
  expect_error("[\"a]", ErrorCode::JsonSyntax, {1, 4});
  expect_error("[\\\"a\"]", ErrorCode::JsonSyntax, {1, 2});
  expect_error("[\"a\nb\"]", ErrorCode::JsonSyntax, {3, 4});
  expect_error("[\f1]", ErrorCode::JsonSyntax, {1, 2});
  expect_error("[\xC3\xA9]", ErrorCode::JsonSyntax, {1, 3});
  expect_error("// a\n[]", ErrorCode::JsonSyntax, {0, 1});
}

TEST(JsonParser, RefusesMalformedNumbersAndLiterals) {
  for (const std::string bad :
       {"01",    "-",      "-a",  "+1",       ".5",        "1.",   "1.e1", "1e",    "1e+",
        "0x10",  "1_0",    "NaN", "Infinity", "-Infinity", "True", "tru",  "truex", "nul",
        "nulll", "falsey", "1a",  "--1",      "1\"a\"",    "00",   "1.2.3"}) {
    const Error error = error_of("[" + bad + "]");
    EXPECT_EQ(error.code, ErrorCode::JsonSyntax) << bad;
    EXPECT_EQ(error.span.start, 1u) << bad;
    EXPECT_EQ(error_of(bad).span.start, 0u) << bad;
  }
  expect_error("[tru]", ErrorCode::JsonSyntax, {1, 4});
  expect_error("[ 1.x, 2]", ErrorCode::JsonSyntax, {2, 5});
}

TEST(JsonParser, RefusesBadEscapesAndSurrogates) {
  expect_error(R"(["a\x"])", ErrorCode::JsonSyntax, {3, 5});
  expect_error(R"(["\u12"])", ErrorCode::JsonSyntax, {2, 4});
  expect_error(R"(["\u12g4"])", ErrorCode::JsonSyntax, {2, 4});
  expect_error(R"(["\uD800"])", ErrorCode::LoneSurrogate, {2, 8});
  expect_error(R"(["\uDC00\uD800"])", ErrorCode::LoneSurrogate, {2, 8});
  expect_error(R"(["\uD800\uD800"])", ErrorCode::LoneSurrogate, {2, 8});
  expect_error(R"(["\uD800\n"])", ErrorCode::LoneSurrogate, {2, 8});
  expect_error(R"({"\uD800":1})", ErrorCode::LoneSurrogate, {2, 8});
}

TEST(JsonParser, RefusesInvalidUtf8) {
  expect_error("[\"a\x80\"]", ErrorCode::InvalidUtf8, {3, 4});
  expect_error("[\"\xC0\xAF\"]", ErrorCode::InvalidUtf8, {2, 3});          // overlong
  expect_error("[\"\xED\xA0\x80\"]", ErrorCode::InvalidUtf8, {2, 3});      // a surrogate
  expect_error("[\"\xF4\x90\x80\x80\"]", ErrorCode::InvalidUtf8, {2, 3});  // above U+10FFFF
  expect_error("[\"\xE2\x82\"]", ErrorCode::InvalidUtf8, {2, 3});          // cut off
  EXPECT_EQ(Document::parse_json("[\"\x80\"]").error().hint, "save it as UTF-8");
  for (const char* mark : {"\xFF\xFE", "\xFE\xFF"})
    EXPECT_EQ(Document::parse_json(mark).error().hint, "this looks like UTF-16: save it as UTF-8");
}

TEST(JsonParser, RefusesDuplicateMembers) {
  expect_error(R"({"a":1,"b":2,"a":3})", ErrorCode::DuplicateMember, {13, 16});
  expect_error(R"({"a":1, "a" :{"c":[]}})", ErrorCode::DuplicateMember, {8, 11});
  expect_error(R"({"a":1,"\u0061":"\n"})", ErrorCode::DuplicateMember, {7, 15});
  expect_error(R"({"a":null,"a":null})", ErrorCode::DuplicateMember, {10, 13});
  expect_error(R"([{"x":{"x":1,"y":{"x":2}},"x":[3]}])", ErrorCode::DuplicateMember, {26, 29});
  EXPECT_EQ(parse(R"([{"a":1},{"a":{"a":2}}])").size(), 6u);
}

TEST(JsonParser, WideObjectsTakeLinearTime) {
  std::string text = "{\"m0\":0";
  for (int i = 1; i < 100'000; ++i) text += ",\"m" + std::to_string(i) + "\":" + std::to_string(i);
  const Document document = parse(text + "}");
  EXPECT_EQ(document.count(0), 100'000u);
  EXPECT_EQ(member(document, "m99999"), "99999");
  const Error error = error_of(text + ",\"m7\":1}");
  EXPECT_EQ(error.code, ErrorCode::DuplicateMember);
  EXPECT_EQ(error.span.start, text.size() + 1);
}

TEST(JsonParser, NestingIsLimitedByTheLimitAlone) {
  const std::size_t deep = 10'000;
  const Document arrays = parse(repeated("[", deep) + repeated("]", deep));
  EXPECT_EQ(arrays.size(), deep);
  const Document objects = parse(repeated("{\"a\":", deep - 1) + "{}" + repeated("}", deep - 1));
  EXPECT_EQ(objects.size(), deep);
  EXPECT_EQ(objects.to_json().size(), 6 * (deep - 1) + 2);
  expect_error(repeated("[", deep + 1) + repeated("]", deep + 1), ErrorCode::DocumentTooDeep,
               {10'000, 10'001});
  EXPECT_EQ(error_of(repeated("{\"a\":", 100'000)).code, ErrorCode::DocumentTooDeep);
  EXPECT_TRUE(Document::parse_json(repeated("[", 100'000) + repeated("]", 100'000),
                                   {.max_depth = 100'000}));
}

TEST(JsonParser, SizeIsLimited) {
  EXPECT_TRUE(Document::parse_json("[1,2]", {.max_bytes = 5}));
  EXPECT_EQ(error_of("[1,2]", {.max_bytes = 4}).code, ErrorCode::DocumentTooLarge);
}

TEST(JsonParser, EveryTruncationIsAnError) {
  const std::string text =
      R"({"resourceType":"Patient","a":[1.5e3,"x\u00e9\n",true,null,{"b":"\ud83d\udd25"}],)"
      R"("_c":{"id":"é"}})";
  ASSERT_TRUE(Document::parse_json(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::string cut = text.substr(0, size);  // its own allocation, for the sanitizer
    const Error error = error_of(cut);
    EXPECT_LE(error.span.start, error.span.end) << cut;
    EXPECT_LE(error.span.end, cut.size()) << cut;
  }
}

TEST(Position, CountsLinesAndCharacters) {
  const std::string_view text = "a\u00e9b\n\r\nc\rd";
  EXPECT_EQ(position_of(text, 0), (Position{1, 1}));
  EXPECT_EQ(position_of(text, 3), (Position{1, 3}));
  EXPECT_EQ(position_of(text, 5), (Position{2, 1}));
  EXPECT_EQ(position_of(text, 7), (Position{3, 1}));
  EXPECT_EQ(position_of(text, 9), (Position{4, 1}));
  EXPECT_EQ(place_of("a.json", text, 7), "a.json:3:1");
  EXPECT_EQ(place_of("a.ndjson", text, 3, 17), "a.ndjson:17:3");
  EXPECT_EQ(position_of(text, 10), (Position{4, 2}));
  EXPECT_EQ(position_of(text, 99), (Position{4, 2}));
}

}  // namespace
}  // namespace kiln::core
