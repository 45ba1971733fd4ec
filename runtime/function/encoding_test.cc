#include "runtime/function/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "runtime/text/utf8.h"

namespace kiln::core::strings {
namespace {

constexpr std::nullopt_t kEmpty = std::nullopt;

std::optional<std::string> decoded(std::string_view text, std::string_view format) {
  return decode(text, format).value();
}

/// Any scalar values but U+0000.
rc::Gen<std::string> texts() {
  const auto character = rc::gen::oneOf(
      rc::gen::inRange<std::uint32_t>(1, 0x80),
      rc::gen::elementOf(std::vector<std::uint32_t>{'&', '#', ';', '\\', '"', '<', 'u'}),
      rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(1, 0x110000), utf8::is_scalar_value));
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(character),
                      [](const std::vector<std::uint32_t>& characters) {
                        std::string text;
                        for (std::uint32_t c : characters) utf8::append(text, c);
                        return text;
                      });
}

TEST(Encode, HasTheFormatsOfItsSection) {
  EXPECT_EQ(encode("test", "base64"), "dGVzdA==");
  EXPECT_EQ(encode("test", "hex"), "74657374");
  EXPECT_EQ(encode("subjects?_d", "base64"), "c3ViamVjdHM/X2Q=");
  EXPECT_EQ(encode("subjects?_d", "urlbase64"), "c3ViamVjdHM_X2Q=");
  EXPECT_EQ(encode("é🔥", "hex"), "c3a9f09f94a5");
  EXPECT_EQ(encode("aé🔥b", "ascii"), "a??b");
  EXPECT_EQ(encode("", "base64"), "");
  EXPECT_EQ(encode("abc", "base64"), "YWJj");
}

TEST(Encode, UnknownFormatsAreErrors) {
  EXPECT_EQ(encode("a", "rot13").error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(encode("a", "rot13").error().message, "unknown encoding 'rot13'");
  EXPECT_EQ(encode("a", "HEX").error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(encode("a", "").error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(decode("a", "ascii").error().code, ErrorCode::ArgumentValue);
}

TEST(Decode, HasTheFormatsOfItsSection) {
  EXPECT_EQ(decoded("dGVzdA==", "base64"), "test");
  EXPECT_EQ(decoded("74657374", "hex"), "test");
  EXPECT_EQ(decoded("c3ViamVjdHM/X2Q=", "base64"), "subjects?_d");
  EXPECT_EQ(decoded("c3ViamVjdHM_X2Q=", "urlbase64"), "subjects?_d");
  EXPECT_EQ(decoded("C3A9", "hex"), "é");
  EXPECT_EQ(decoded("", "hex"), "");
  EXPECT_EQ(decoded("", "base64"), "");
}

TEST(Decode, WhatIsNotInTheEncodingIsEmpty) {
  EXPECT_EQ(decoded("7", "hex"), kEmpty);
  EXPECT_EQ(decoded("7g", "hex"), kEmpty);
  EXPECT_EQ(decoded("c3ViamVjdHM_X2Q=", "base64"), kEmpty);
  EXPECT_EQ(decoded("c3ViamVjdHM/X2Q=", "urlbase64"), kEmpty);
  EXPECT_EQ(decoded("dGVzdA=", "base64"), kEmpty);
  EXPECT_EQ(decoded("dGVzdA===", "base64"), kEmpty);
  EXPECT_EQ(decoded("YWJj=", "base64"), kEmpty);
  EXPECT_EQ(decoded("Y", "base64"), kEmpty);
  EXPECT_EQ(decoded("dGVzdB==", "base64"), kEmpty);
  EXPECT_EQ(decoded("dG==VzdA", "base64"), kEmpty);
  EXPECT_EQ(decoded("=", "base64"), kEmpty);
}

TEST(Decode, BytesThatAreNotUtf8AreEmpty) {
  EXPECT_EQ(decoded("ff", "hex"), kEmpty);
  EXPECT_EQ(decoded("eda080", "hex"), kEmpty);
  EXPECT_EQ(decoded("/w==", "base64"), kEmpty);
}

TEST(Decode, Base64MayLackPaddingAndHaveWhiteSpace) {
  EXPECT_EQ(decoded("dGVzdA", "base64"), "test");
  EXPECT_EQ(decoded("dGVz\r\n dA= =", "base64"), "test");
}

TEST(Escape, HtmlBecomesReferences) {
  EXPECT_EQ(escape("A&B", "html"), "A&amp;B");
  EXPECT_EQ(escape("\"1<2\"", "html"), "&quot;1&lt;2&quot;");
  EXPECT_EQ(escape("it's > é🔥", "html"), "it&#39;s &gt; &#233;&#128293;");
  EXPECT_EQ(escape("", "html"), "");
}

TEST(Escape, JsonBecomesEscapes) {
  EXPECT_EQ(escape("\"1<2\"", "json"), "\\\"1<2\\\"");
  EXPECT_EQ(escape("a\\b\n\r\t\f\b/'é", "json"), "a\\\\b\\n\\r\\t\\f\\b/'é");
  EXPECT_EQ(escape("\x01\x1f\x7f", "json"), "\\u0001\\u001f\x7f");
}

TEST(Escape, UnknownTargetsAreErrors) {
  EXPECT_EQ(escape("a", "xml").error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(unescape("a", "").error().message, "unknown escape target ''");
}

TEST(Unescape, HtmlReferencesBecomeCharacters) {
  EXPECT_EQ(unescape("&quot;1&lt;2&quot;", "html"), "\"1<2\"");
  EXPECT_EQ(unescape("&apos;&nbsp;&eacute;&Eacute;&zwnj;", "html"), "'\u00a0éÉ\u200c");
  EXPECT_EQ(unescape("&#233;&#xE9;&#Xe9;&#128293;", "html"), "ééé🔥");
  EXPECT_EQ(unescape("&amp;lt;", "html"), "&lt;");
}

TEST(Unescape, WhatIsNoReferenceStays) {
  for (const char* text : {"&", "a & b;", "&;", "&#;", "&#x;", "&nope;", "&#55296;", "&#0;",
                           "&#x110000;", "&#99999999999;", "&#-1;", "&lt", "&#12a;"})
    EXPECT_EQ(unescape(text, "html"), text);
}

TEST(Unescape, JsonEscapesBecomeCharacters) {
  EXPECT_EQ(unescape("\\\"1<2\\\"", "json"), "\"1<2\"");
  EXPECT_EQ(unescape("\\\\n\\n\\/\\u00e9\\uD83D\\uDD25", "json"), "\\n\n/é🔥");
  EXPECT_EQ(unescape("\\'\\`", "json"), "'`");
}

TEST(Unescape, WhatIsNoEscapeStays) {
  for (const char* text :
       {"\\", "\\p", "\\u12", "\\u12g4", "\\ud83d", "\\udd25\\ud83d", "\\ud83dx", "\\ud83d\\n"})
    EXPECT_EQ(unescape(text, "json"), std::string_view(text) == "\\ud83d\\n" ? "\\ud83d\n" : text);
}

RC_GTEST_PROP(EncodingLaws, DecodeUndoesEncode, ()) {
  const std::string text = *texts();
  const std::string format =
      *rc::gen::elementOf(std::vector<std::string>{"hex", "base64", "urlbase64"});
  RC_ASSERT(decoded(encode(text, format).value(), format) == text);
}

RC_GTEST_PROP(EncodingLaws, UnescapeUndoesEscape, ()) {
  const std::string text = *texts();
  const std::string target = *rc::gen::elementOf(std::vector<std::string>{"html", "json"});
  RC_ASSERT(unescape(escape(text, target).value(), target).value() == text);
}

RC_GTEST_PROP(EncodingLaws, AnyTextCanBeDecodedAndUnescaped, ()) {
  const std::string text = *texts();
  for (const char* format : {"hex", "base64", "urlbase64"})
    RC_ASSERT(decode(text, format).has_value());
  for (const char* target : {"html", "json"}) RC_ASSERT(utf8::is_valid(*unescape(text, target)));
}

}  // namespace
}  // namespace kiln::core::strings
