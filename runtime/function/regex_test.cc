#include "runtime/function/regex.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace kiln::core {
namespace {

Regex compiled(std::string_view pattern, std::string_view flags = {}) {
  auto regex = Regex::compile(pattern, flags);
  EXPECT_TRUE(regex.has_value()) << regex.error().message;
  return std::move(*regex);
}

bool matches(std::string_view subject, std::string_view pattern, std::string_view flags = {}) {
  RegexScratch scratch;
  return compiled(pattern, flags).matches(subject, scratch).value();
}

bool matches_full(std::string_view subject, std::string_view pattern, std::string_view flags = {}) {
  RegexScratch scratch;
  return compiled(pattern, flags).matches_full(subject, scratch).value();
}

std::string replaced(std::string_view subject, std::string_view pattern,
                     std::string_view substitution, std::string_view flags = {}) {
  RegexScratch scratch;
  const auto result = compiled(pattern, flags).replace(subject, substitution, scratch);
  return result ? *result : to_string(result.error().code) + " " + result.error().message;
}

constexpr std::string_view kUrl = "http://fhir.org/guides/cqf/common/Library/FHIR-ModelInfo|4.0.1";

TEST(Regex, MatchesFindsThePatternAnywhere) {
  EXPECT_TRUE(matches(kUrl, "Library"));
  EXPECT_FALSE(matches(kUrl, "library"));
  EXPECT_FALSE(matches(kUrl, "^Library$"));
  EXPECT_FALSE(matches("N8000123123", "^N[0-9]{8}$"));
  EXPECT_TRUE(matches("N8000123123", "N[0-9]{8}"));
  EXPECT_TRUE(matches("", ""));
  EXPECT_TRUE(matches("abc", ""));
}

TEST(Regex, FlagsChangeCaseAndLines) {
  EXPECT_TRUE(matches("first line\nsecond line", "^second", "m"));
  EXPECT_FALSE(matches("first line\nsecond line", "^second", ""));
  EXPECT_TRUE(matches("first line\nsecond line", "^SECOND", "im"));
  EXPECT_TRUE(matches("first line\nsecond line", "^SECOND", "mi"));
  EXPECT_TRUE(matches("a\r\nb\rc", "^b$", "m"));
  EXPECT_TRUE(matches("É", "é", "i"));
  EXPECT_EQ(Regex::compile("a", "g").error().code, ErrorCode::ArgumentValue);
  EXPECT_EQ(Regex::compile("a", "ié").error().message, "unknown regular expression flag 'é'");
}

TEST(Regex, DotMatchesALineBreakAndDollarOnlyTheEnd) {
  EXPECT_TRUE(matches("A\n\t\tB", "A.*B"));
  EXPECT_FALSE(matches("abc\n", "^abc$"));
  EXPECT_TRUE(matches("abc\n", "^abc$", "m"));
}

TEST(Regex, MatchesFullNeedsTheWholeString) {
  EXPECT_FALSE(matches_full(kUrl, "Library"));
  EXPECT_FALSE(matches_full(kUrl, "^Library$"));
  EXPECT_TRUE(matches_full(kUrl, ".*Library.*"));
  EXPECT_FALSE(matches_full("N8000123123", "N[0-9]{8}"));
  EXPECT_TRUE(matches_full("N8000123123", "N[0-9]{10}"));
  EXPECT_TRUE(matches_full("ab", "a|ab"));
  EXPECT_FALSE(matches_full("abc", "a|b|c"));
  EXPECT_FALSE(matches_full("a\nb", "^a$", "m"));
  EXPECT_FALSE(matches_full("abc\n", "abc"));
  EXPECT_TRUE(matches_full("", ""));
}

TEST(Regex, CharactersAreScalarValues) {
  EXPECT_TRUE(matches("🔥🔥🔥", "^🔥+$"));
  EXPECT_TRUE(matches("🔥", "^.$"));
  EXPECT_FALSE(matches("e\u0301", "^.$"));
  EXPECT_TRUE(matches("Zoë", "^\\p{L}+$"));
  EXPECT_EQ(Regex::compile("\\C").error().code, ErrorCode::InvalidRegex);
}

TEST(Regex, ClassesOfBackslashLettersAreAscii) {
  EXPECT_FALSE(matches("٣", "\\d"));
  EXPECT_FALSE(matches("é", "\\w"));
  EXPECT_FALSE(matches("\u00a0", "\\s"));
  EXPECT_TRUE(matches("٣é", "(*UCP)\\d\\w"));
}

TEST(Regex, InvalidPatternsAreErrorsWithTheirPlace) {
  const auto error = Regex::compile("é(a").error();
  EXPECT_EQ(error.code, ErrorCode::InvalidRegex);
  EXPECT_EQ(error.message,
            "invalid regular expression: missing closing parenthesis, at character 3");
  EXPECT_EQ(Regex::compile("a{2}{3}**").error().code, ErrorCode::InvalidRegex);
  EXPECT_EQ(Regex::compile(std::string(300, '(') + std::string(300, ')')).error().code,
            ErrorCode::InvalidRegex);
  EXPECT_EQ(Regex::compile(std::string(70'000, 'a')).error().code, ErrorCode::InvalidRegex);
  EXPECT_EQ(Regex::compile("((a{1000}){1000}){1000}").error().code, ErrorCode::InvalidRegex);
}

TEST(Regex, SubstitutionsReferToGroups) {
  EXPECT_EQ(replaced("11/30/1972", R"(\b(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{2,4})\b)",
                     "${day}-${month}-${year}"),
            "30-11-1972");
  EXPECT_EQ(replaced("aaabaa", "aa", "\"aa\""), "\"aa\"ab\"aa\"");
  EXPECT_EQ(replaced("ab", "(a)(b)", "$2$1$0"), "baab");
  EXPECT_EQ(replaced("ab", "(a)(b)", "${2}0${1}"), "b0a");
  EXPECT_EQ(replaced("ab", "(a)(b)", "$20"), "b0");
  EXPECT_EQ(replaced("b", "(a)?b", "<$1>"), "<>");
}

TEST(Regex, OtherDollarsAreDollars) {
  EXPECT_EQ(replaced("a", "a", "$$"), "$");
  EXPECT_EQ(replaced("a", "a", "$$1"), "$1");
  EXPECT_EQ(replaced("a", "a", "$"), "$");
  EXPECT_EQ(replaced("a", "a", "$x ${} ${a b} ${a \\1"), "$x ${} ${a b} ${a \\1");
}

TEST(Regex, GroupsThatAreNotThereAreErrors) {
  EXPECT_EQ(replaced("a", "a", "$1"), "K0305 the regular expression has no group '1'");
  EXPECT_EQ(replaced("a", "a", "${x}"), "K0305 the regular expression has no group 'x'");
  EXPECT_EQ(replaced("a", "a", "${1x}"), "K0305 the regular expression has no group '1x'");
  EXPECT_EQ(replaced("a", "a", "${99999999999}"),
            "K0305 the regular expression has no group '99999999999'");
}

TEST(Regex, ReplaceTakesEveryMatch) {
  EXPECT_EQ(replaced("123456", "234", "X"), "1X56");
  EXPECT_EQ(replaced("123456", "234", ""), "156");
  EXPECT_EQ(replaced("abc123", "[0-9]", "-"), "abc---");
  EXPECT_EQ(replaced("", "a", "x"), "");
  EXPECT_EQ(replaced("aAa", "a", "x", "i"), "xxx");
}

TEST(Regex, TheEmptyPatternReplacesNothingOthersReplaceEmptyMatches) {
  EXPECT_EQ(replaced("abc", "", "x"), "abc");
  EXPECT_EQ(replaced("abc", "x*", "-"), "-a-b-c-");
  EXPECT_EQ(replaced("", "x*", "-"), "-");
  EXPECT_EQ(replaced("axb", "x*", "-"), "-a--b-");
  EXPECT_EQ(replaced("🔥é", "x*", "-"), "-🔥-é-");
  EXPECT_EQ(replaced("a\r\nb", "^", ">", "m"), ">a\r\n>b");
  EXPECT_EQ(replaced("ab", "(?=b)", "-"), "a-b");
  EXPECT_EQ(replaced("ab", "a\\K", "-"), "a-b");
}

TEST(Regex, ResultsKeepToTheLimit) {
  RegexScratch scratch;
  const auto regex = Regex::compile("a", "", {.result_bytes = 10});
  EXPECT_EQ(regex->replace("aaaaa", "bb", scratch), "bbbbbbbbbb");
  EXPECT_EQ(regex->replace("aaaaaa", "bb", scratch).error().code, ErrorCode::StringLimit);
  EXPECT_EQ(regex->replace("bbbbbbbbbbb", "b", scratch).error().code, ErrorCode::StringLimit);
}

TEST(Regex, RunawayPatternsEndSoonWithAnError) {
  const std::string letters(4'000, 'a');
  const std::string many(1'000'000, 'a');
  for (const std::string& subject : {letters, many}) {
    for (const char* pattern :
         {"(a+)+(?:c|d)", "(a|a)*(?:c|d)", "a*a*a*a*(?:c|d)", "(?>a+)(?:c|d)",
          "(.*)(.*)(.*)(?:1|2)", "(?:a++)(?:c|d)", "(?<x>a(?&x)?a)(?:c|d)", "a*?a*?a*?(?:c|d)"}) {
      RegexScratch scratch;
      const Regex regex = compiled(pattern);
      const auto start = std::chrono::steady_clock::now();
      const auto result = regex.matches(subject, scratch);
      const auto spent = std::chrono::steady_clock::now() - start;
      EXPECT_TRUE(result ? !*result : result.error().code == ErrorCode::RegexEffort) << pattern;
      EXPECT_LT(spent, std::chrono::seconds(5)) << pattern;
    }
  }
  RegexScratch scratch;
  EXPECT_EQ(compiled("(a+)+$").matches(letters + "b", scratch).error().code,
            ErrorCode::RegexEffort);
  EXPECT_EQ(compiled("(?:a++)(?:c|d)").replace(many, "", scratch).error().code,
            ErrorCode::RegexEffort);
}

TEST(Regex, EffortIsTriesOfItemsAndBytesMovedOver) {
  RegexScratch scratch;
  const auto effort = [&scratch](const char* pattern, std::string_view subject) {
    EXPECT_TRUE(compiled(pattern).matches(subject, scratch)) << pattern;
    return scratch.effort();
  };
  EXPECT_EQ(effort("^[a-z]+$", "abc"), 7U);
  EXPECT_EQ(effort("^[a-z]+$", "abcdef"), 10U);
  EXPECT_EQ(effort("^(a|b|c)*$", "abc"), 19U);
  EXPECT_EQ(effort("", "abc"), 1U);
  EXPECT_EQ(compiled("b").replace("abc", "", scratch), "ac");
  EXPECT_EQ(scratch.effort(), 4U);
}

TEST(Regex, LargeSubjectsAreMatchedWithinTheirEffort) {
  RegexScratch scratch;
  const std::string text(1'000'000, ' ');
  EXPECT_TRUE(compiled("x$").matches(text + "x", scratch).value());
  EXPECT_FALSE(compiled("^ *y").matches(text, scratch).value());
  EXPECT_EQ(compiled(" {10}").replace(text, "-", scratch).value(), std::string(100'000, '-'));
}

TEST(Regex, TextThatIsNotUtf8IsAnError) {
  RegexScratch scratch;
  EXPECT_EQ(compiled("a").matches("\xFF", scratch).error().code, ErrorCode::InputType);
  EXPECT_EQ(Regex::compile("\xFF").error().code, ErrorCode::InvalidRegex);
}

TEST(Regex, OneScratchServesManyAndOneRegexManyThreads) {
  RegexScratch scratch;
  EXPECT_TRUE(compiled("a").matches("a", scratch).value());
  EXPECT_EQ(compiled("(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)").replace("0123456789", "$9$10", scratch),
            "89");
  EXPECT_EQ(compiled("(a+)+(?:c|d)").matches(std::string(100, 'a'), scratch).error().code,
            ErrorCode::RegexEffort);
  EXPECT_TRUE(compiled("a").matches("ba", scratch).value());

  const Regex shared = compiled("^a+b$");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&shared] {
      RegexScratch own;
      for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(shared.matches("aaab", own).value());
    });
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace kiln::core
