#include "runtime/function/string.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace kiln::core::strings {
namespace {

using Views = std::vector<std::string_view>;

/// Strings over a small alphabet, so that patterns are found, with characters of each width.
rc::Gen<std::string> texts() {
  static const std::vector<std::string> kAlphabet{"a", "b", ",", " ", "é", "\u0301", "€", "🔥"};
  return rc::gen::map(rc::gen::container<std::vector<std::size_t>>(
                          rc::gen::inRange<std::size_t>(0, kAlphabet.size())),
                      [](const std::vector<std::size_t>& picks) {
                        std::string text;
                        for (std::size_t pick : picks) text += kAlphabet[pick];
                        return text;
                      });
}

TEST(String, LengthCountsScalarValues) {
  EXPECT_EQ(length("abc"), 3);
  EXPECT_EQ(length(""), 0);
  EXPECT_EQ(length("e\u0301"), 2);
  EXPECT_EQ(length("\u00e9"), 1);
  EXPECT_EQ(length("🔥"), 1);
}

TEST(String, IndexOfIsTheFirstPositionInCharacters) {
  EXPECT_EQ(index_of("abcdefg", "bc"), 1);
  EXPECT_EQ(index_of("abcdefg", "x"), -1);
  EXPECT_EQ(index_of("abcdefg", "abcdefg"), 0);
  EXPECT_EQ(index_of("a🔥b", "🔥"), 1);
  EXPECT_EQ(index_of("a🔥b", "b"), 2);
  EXPECT_EQ(index_of("abc", ""), 0);
  EXPECT_EQ(index_of("", ""), 0);
  EXPECT_EQ(index_of("", "a"), -1);
  EXPECT_EQ(index_of("ab", "abc"), -1);
}

TEST(String, LastIndexOfIsTheLastPositionInCharacters) {
  EXPECT_EQ(last_index_of("abcdefg", "bc"), 1);
  EXPECT_EQ(last_index_of("abcdefg", "x"), -1);
  EXPECT_EQ(last_index_of("abcdefg", "abcdefg"), 0);
  EXPECT_EQ(last_index_of("abc abc", "a"), 4);
  EXPECT_EQ(last_index_of("0123", ""), 4);
  EXPECT_EQ(last_index_of("0", ""), 1);
  EXPECT_EQ(last_index_of("", ""), 0);
  EXPECT_EQ(last_index_of("🔥🔥", "🔥"), 1);
  EXPECT_EQ(last_index_of("🔥", ""), 1);
}

TEST(String, LongPatternsAreFoundInLinearTime) {
  const std::string text(1'000'000, 'a');
  const std::string part = std::string(500'000, 'a') + 'b';
  EXPECT_EQ(index_of(text, part), -1);
  EXPECT_EQ(last_index_of(text, part), -1);
  EXPECT_EQ(last_index_of(text, 'b' + std::string(500'000, 'a')), -1);
  EXPECT_EQ(last_index_of(text + "c" + text, "c" + std::string(40, 'a')), 1'000'000);
}

TEST(String, SubstringHasTheRulesOfItsSection) {
  EXPECT_EQ(substring("abcdefg", 3), "defg");
  EXPECT_EQ(substring("abcdefg", 1, 2), "bc");
  EXPECT_EQ(substring("abcdefg", 6, 2), "g");
  EXPECT_EQ(substring("abcdefg", 7, 1), std::nullopt);
  EXPECT_EQ(substring("abcdefg", -1, 1), std::nullopt);
  EXPECT_EQ(substring("abcdefg", 3, 0), "");
  EXPECT_EQ(substring("abcdefg", 3, -1), "");
  EXPECT_EQ(substring("abcdefg", -1, -1), std::nullopt);
  EXPECT_EQ(substring("abcdefg", 7, 0), std::nullopt);
  EXPECT_EQ(substring("", 0), std::nullopt);
  EXPECT_EQ(substring("a🔥b", 1, 1), "🔥");
  EXPECT_EQ(substring("a🔥b", 2), "b");
  EXPECT_EQ(substring("e\u0301", 1), "\u0301");
  EXPECT_EQ(substring("abc", 1, 0x7FFFFFFF), "bc");
  EXPECT_EQ(substring("abc", 0x7FFFFFFF, 0x7FFFFFFF), std::nullopt);
}

TEST(String, PrefixSuffixAndPart) {
  EXPECT_TRUE(starts_with("abcdefg", "abc"));
  EXPECT_FALSE(starts_with("abcdefg", "xyz"));
  EXPECT_TRUE(starts_with("abc", ""));
  EXPECT_FALSE(starts_with("", "a"));
  EXPECT_TRUE(ends_with("abcdefg", "efg"));
  EXPECT_FALSE(ends_with("abcdefg", "abc"));
  EXPECT_TRUE(ends_with("", ""));
  EXPECT_TRUE(contains("abc", "b"));
  EXPECT_TRUE(contains("abc", "bc"));
  EXPECT_FALSE(contains("abc", "d"));
  EXPECT_TRUE(contains("abc", ""));
  EXPECT_TRUE(contains("", ""));
}

TEST(String, CaseMappingIsFullAndKnowsNoContext) {
  EXPECT_EQ(upper("abcdefg"), "ABCDEFG");
  EXPECT_EQ(upper("AbCdefg"), "ABCDEFG");
  EXPECT_EQ(lower("aBcDEFG"), "abcdefg");
  EXPECT_EQ(upper("[@`{1"), "[@`{1");
  EXPECT_EQ(upper("straße"), "STRASSE");
  EXPECT_EQ(lower("STRASSE"), "strasse");
  EXPECT_EQ(upper("ẞ"), "ẞ");
  EXPECT_EQ(lower("ẞ"), "ß");
  EXPECT_EQ(upper("ﬃ"), "FFI");
  EXPECT_EQ(upper("ŉ"), "ʼN");
  EXPECT_EQ(upper("ΐ"), "\u0399\u0308\u0301");
  EXPECT_EQ(upper("ᾳ"), "ΑΙ");
  EXPECT_EQ(upper("ᾼ"), "ΑΙ");
  EXPECT_EQ(upper("i"), "I");
  EXPECT_EQ(upper("ı"), "I");
  EXPECT_EQ(upper("İ"), "İ");
  EXPECT_EQ(lower("İ"), "i\u0307");
  EXPECT_EQ(lower("ΣΑΣ"), "σασ");
  EXPECT_EQ(upper("ς"), "Σ");
  EXPECT_EQ(upper("ǆ"), "Ǆ");
  EXPECT_EQ(lower("ǅ"), "ǆ");
  EXPECT_EQ(lower("𐐀"), "𐐨");
  EXPECT_EQ(upper("🔥é"), "🔥É");
}

TEST(String, ReplaceTakesEveryInstance) {
  EXPECT_EQ(replace("abcdefg", "cde", "123"), "ab123fg");
  EXPECT_EQ(replace("abcdefg", "cde", ""), "abfg");
  EXPECT_EQ(replace("aaaa", "aa", "a"), "aa");
  EXPECT_EQ(replace("aba", "a", "aa"), "aabaa");
  EXPECT_EQ(replace("abc", "x", "y"), "abc");
  EXPECT_EQ(replace("", "x", "y"), "");
}

TEST(String, ReplaceOfNothingSurroundsEveryCharacter) {
  EXPECT_EQ(replace("abc", "", "x"), "xaxbxcx");
  EXPECT_EQ(replace("a🔥c", "", "x"), "xax🔥xcx");
  EXPECT_EQ(replace("", "", "x"), "x");
  EXPECT_EQ(replace("abc", "", ""), "abc");
}

TEST(String, ReplaceAndJoinKeepToTheLimit) {
  EXPECT_EQ(replace("aaa", "a", "bb", 6), "bbbbbb");
  EXPECT_EQ(replace("aaa", "a", "bb", 5).error().code, ErrorCode::StringLimit);
  EXPECT_EQ(replace("aaa", "", "bb", 11), "bbabbabbabb");
  EXPECT_EQ(replace("aaa", "", "bb", 10).error().code, ErrorCode::StringLimit);
  EXPECT_EQ(replace("abcc", "a", "", 2).error().code, ErrorCode::StringLimit);
  EXPECT_EQ(join(Views{"ab", "c"}, ", ", 5), "ab, c");
  EXPECT_EQ(join(Views{"ab", "c"}, ", ", 4).error().code, ErrorCode::StringLimit);
}

TEST(String, ToCharsKeepsScalarValuesWhole) {
  EXPECT_EQ(to_chars("abc"), (Views{"a", "b", "c"}));
  EXPECT_EQ(to_chars("e\u0301"), (Views{"e", "\u0301"}));
  EXPECT_EQ(to_chars("a🔥b"), (Views{"a", "🔥", "b"}));
  EXPECT_EQ(to_chars(""), Views{});
}

TEST(String, TrimTakesOnlyTheWhitespaceOfTheLanguage) {
  EXPECT_EQ(trim(" 123456 "), "123456");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\t\r\n a b \n"), "a b");
  EXPECT_EQ(trim("\u00a0a\u00a0"), "\u00a0a\u00a0");
  EXPECT_EQ(trim("\fa\v"), "\fa\v");
}

TEST(String, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("A,B,C", ","), (Views{"A", "B", "C"}));
  EXPECT_EQ(split("ABC", ","), (Views{"ABC"}));
  EXPECT_EQ(split("A,,C", ","), (Views{"A", "", "C"}));
  EXPECT_EQ(split(",", ","), (Views{"", ""}));
  EXPECT_EQ(split("", ","), (Views{""}));
  EXPECT_EQ(split("a--b---c", "--"), (Views{"a", "b", "-c"}));
  EXPECT_EQ(split("a🔥", ""), (Views{"a", "🔥"}));
  EXPECT_EQ(split("", ""), (Views{""}));
}

TEST(String, JoinPutsTheSeparatorBetween) {
  EXPECT_EQ(join(Views{"A", "B", "C"}), "ABC");
  EXPECT_EQ(join(Views{"A", "B", "C"}, ","), "A,B,C");
  EXPECT_EQ(join(Views{"A"}, ","), "A");
  EXPECT_EQ(join(Views{"", ""}, ","), ",");
}

TEST(String, EquivalenceIgnoresCase) {
  EXPECT_TRUE(equivalent("a b", "A B"));
  EXPECT_TRUE(equivalent("straße", "STRASSE"));
  EXPECT_TRUE(equivalent("ΣΑΣ", "σας"));
  EXPECT_TRUE(equivalent("ﬀ", "FF"));
  EXPECT_TRUE(equivalent("\u212a", "k"));  // Kelvin sign
  EXPECT_TRUE(equivalent("", ""));
  EXPECT_FALSE(equivalent("a", ""));
  EXPECT_FALSE(equivalent("ab", "a"));
  EXPECT_FALSE(equivalent("é", "e"));
  EXPECT_FALSE(equivalent("\u00e9", "e\u0301"));
  EXPECT_FALSE(equivalent("I", "ı"));
}

TEST(String, EquivalenceUnifiesWhiteSpaceWithoutCollapsingIt) {
  EXPECT_TRUE(equivalent("a b", "a\tb"));
  EXPECT_TRUE(equivalent("a\u00a0b", "a\nb"));
  EXPECT_TRUE(equivalent("a\u3000b", "a\u2028b"));
  EXPECT_FALSE(equivalent("a     b", "a b"));
  EXPECT_FALSE(equivalent("a b", "ab"));
  EXPECT_FALSE(equivalent("a\u200bb", "a b"));  // zero width space is none
}

TEST(String, OrderIsThatOfCodePoints) {
  EXPECT_TRUE(compare("a", "b") < 0);
  EXPECT_TRUE(compare("A", "a") < 0);
  EXPECT_TRUE(compare("ab", "abc") < 0);
  EXPECT_TRUE(compare("é", "é") == 0);
  EXPECT_TRUE(compare("\uFFFD", "🔥") < 0);  // in UTF-16 it is the other way round
  EXPECT_TRUE(compare("\u00e9", "z") > 0);
}

RC_GTEST_PROP(StringLaws, JoinUndoesSplit, ()) {
  const std::string text = *texts();
  const std::string separator = *texts();
  RC_ASSERT(join(split(text, separator), separator).value() == text);
}

RC_GTEST_PROP(StringLaws, JoinUndoesToChars, ()) {
  const std::string text = *texts();
  RC_ASSERT(to_chars(text).size() == static_cast<std::size_t>(length(text)));
  RC_ASSERT(join(to_chars(text)).value() == text);
}

RC_GTEST_PROP(StringLaws, SubstringAtIndexOfStartsWithThePart, ()) {
  const std::string text = *texts();
  const std::string part = *rc::gen::nonEmpty(texts());
  const std::int32_t first = index_of(text, part);
  const std::int32_t last = last_index_of(text, part);
  RC_ASSERT((first >= 0) == contains(text, part));
  RC_ASSERT((last >= 0) == (first >= 0));
  if (first < 0) return;
  RC_ASSERT(first <= last);
  RC_ASSERT(substring(text, first, length(part)) == std::string_view(part));
  RC_ASSERT(substring(text, last, length(part)) == std::string_view(part));
}

RC_GTEST_PROP(StringLaws, SubstringsAtOnePlaceMakeTheWhole, ()) {
  const std::string text = *rc::gen::nonEmpty(texts());
  const std::int32_t at = *rc::gen::inRange(0, length(text));
  RC_ASSERT(std::string(*substring(text, 0, at)) + std::string(*substring(text, at)) == text);
}

RC_GTEST_PROP(StringLaws, ReplacingIsJoiningWhatSplits, ()) {
  const std::string text = *texts();
  const std::string pattern = *rc::gen::nonEmpty(texts());
  const std::string substitution = *texts();
  RC_ASSERT(replace(text, pattern, substitution).value() ==
            join(split(text, pattern), substitution).value());
}

RC_GTEST_PROP(StringLaws, EquivalenceIsEqualityOfKeys, ()) {
  const std::string a = *texts();
  const std::string b = *rc::gen::oneOf(texts(), rc::gen::just(upper(a)));
  RC_ASSERT(equivalent(a, b) == (equivalence_key(a) == equivalence_key(b)));
  RC_ASSERT(equivalent(a, upper(a)));
}

RC_GTEST_PROP(StringLaws, CaseMappingWorksOnTheParts, ()) {
  const std::string a = *texts();
  const std::string b = *texts();
  RC_ASSERT(upper(a + b) == upper(a) + upper(b));
  RC_ASSERT(lower(a + b) == lower(a) + lower(b));
}

}  // namespace
}  // namespace kiln::core::strings
