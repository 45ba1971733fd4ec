#include "frontend/diagnostics.h"

#include <gtest/gtest.h>

namespace kiln::core {
namespace {

std::string show(std::string_view source, Span span, std::string hint = {},
                 const RenderOptions& options = {}) {
  return render({Severity::Error, {ErrorCode::UnknownElement, span, "wrong", std::move(hint)}},
                source, options);
}

TEST(Diagnostics, AreOrderedByPlaceAndOtherwiseAsTheyCame) {
  Diagnostics diagnostics;
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.add(Severity::Warning, {ErrorCode::UnexpectedToken, {5, 6}, "first at 5", {}});
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.add(Severity::Error, {ErrorCode::UnexpectedToken, {5, 9}, "second at 5", {}});
  diagnostics.add(Severity::Error, {ErrorCode::UnexpectedToken, {2, 3}, "at 2", {}});
  EXPECT_EQ(diagnostics.first_error().message, "second at 5");
  diagnostics.sort_by_position();
  EXPECT_EQ(diagnostics.items()[0].error.message, "at 2");
  EXPECT_EQ(diagnostics.items()[1].error.message, "first at 5");
  EXPECT_EQ(diagnostics.items()[2].error.message, "second at 5");
  EXPECT_EQ(diagnostics.first_error().message, "at 2");
}

TEST(Render, MarksTheSpanAndHintsBesideIt) {
  EXPECT_EQ(render({Severity::Error,
                    {ErrorCode::UnknownElement,
                     {8, 12},
                     "'Patient' has no element 'nmae'",
                     "did you mean 'name'?"}},
                   "Patient.nmae.given"),
            "error[K0213]: 'Patient' has no element 'nmae'\n"
            "  1 | Patient.nmae.given\n"
            "    |         ^~~~ did you mean 'name'?\n");
}

TEST(Render, AnEmptySpanIsOneColumnWide) {
  EXPECT_EQ(show("a +", {3, 3}), "error[K0213]: wrong\n  1 | a +\n    |    ^\n");
  EXPECT_EQ(show("", {0, 0}), "error[K0213]: wrong\n  1 | \n    | ^\n");
  EXPECT_EQ(show("abc", {1, 1}), "error[K0213]: wrong\n  1 | abc\n    |  ^\n");
}

TEST(Render, SpansBeyondTheTextAreCutBack) {
  EXPECT_EQ(show("abc", {2, 99}), "error[K0213]: wrong\n  1 | abc\n    |   ^\n");
  EXPECT_EQ(show("abc", {50, 99}), "error[K0213]: wrong\n  1 | abc\n    |    ^\n");
}

TEST(Render, ShowsTheLineOfTheSpan) {
  EXPECT_EQ(show("a\nbc\r\nd", {3, 4}), "error[K0213]: wrong\n  2 | bc\n    |  ^\n");
  EXPECT_EQ(show("a\nbc\r\nd", {6, 7}), "error[K0213]: wrong\n  3 | d\n    | ^\n");
  EXPECT_EQ(show("a\n", {2, 2}), "error[K0213]: wrong\n  2 | \n    | ^\n");
  EXPECT_EQ(show("a\nb", {1, 1}), "error[K0213]: wrong\n  1 | a\n    |  ^\n");
}

TEST(Render, ShowsEveryLineOfAShortSpan) {
  EXPECT_EQ(show("f(a\n  b)\nc", {1, 8}, "hint"),
            "error[K0213]: wrong\n"
            "  1 | f(a\n"
            "    |  ^~\n"
            "  2 |   b)\n"
            "    | ~~~~ hint\n");
}

TEST(Render, ShowsTheEndsOfALongSpan) {
  EXPECT_EQ(show("1\n2\n3\n4\n5\n6\n7\n8\n9\n10", {0, 20}),
            "error[K0213]: wrong\n"
            "   1 | 1\n     | ^\n"
            "   2 | 2\n     | ~\n"
            "   3 | 3\n     | ~\n"
            "     | ...\n"
            "  10 | 10\n     | ~~\n");
}

TEST(Render, TabsAreFilledUp) {
  EXPECT_EQ(show("a\tb\t\tc", {5, 6}),
            "error[K0213]: wrong\n  1 | a   b       c\n    |             ^\n");
  EXPECT_EQ(show("a\tb", {1, 2}), "error[K0213]: wrong\n  1 | a   b\n    |  ^~~\n");
}

TEST(Render, WideCharactersTakeTwoColumnsAndCombiningOnesNone) {
  EXPECT_EQ(show("'\u65e5\u672c' x", {9, 10}),
            "error[K0213]: wrong\n  1 | '\u65e5\u672c' x\n    |        ^\n");
  EXPECT_EQ(show("'e\u0301' x", {6, 7}), "error[K0213]: wrong\n  1 | 'e\u0301' x\n    |     ^\n");
  EXPECT_EQ(show("'\u65e5'", {1, 4}), "error[K0213]: wrong\n  1 | '\u65e5'\n    |  ^~\n");
}

TEST(Render, NothingOfTheTextReachesTheTerminalAsControl) {
  EXPECT_EQ(show("'\x1b[31m' x", {8, 9}),
            "error[K0213]: wrong\n  1 | '\u241b[31m' x\n    |         ^\n");
  EXPECT_EQ(show("\u202eab", {3, 4}), "error[K0213]: wrong\n  1 | \ufffdab\n    |  ^\n");
  EXPECT_EQ(show("\ufeffab", {0, 3}), "error[K0213]: wrong\n  1 | \ufffdab\n    | ^\n");
  EXPECT_EQ(show("a\u200bb", {4, 5}), "error[K0213]: wrong\n  1 | a\ufffdb\n    |   ^\n");
  EXPECT_EQ(show("\xff\xfe!", {2, 3}), "error[K0213]: wrong\n  1 | \ufffd\ufffd!\n    |   ^\n");
}

TEST(Render, LongLinesAreCutAroundTheSpan) {
  const std::string line = std::string(100, 'a') + "XYZ" + std::string(100, 'b');
  const RenderOptions narrow{.columns = 46};  // 40 right of the gutter
  EXPECT_EQ(show(line, {100, 103}, {}, narrow),
            "error[K0213]: wrong\n"
            "  1 | ..." +
                std::string(15, 'a') + "XYZ" + std::string(16, 'b') +
                "...\n"
                "    |    " +
                std::string(15, ' ') + "^~~\n");
  EXPECT_EQ(show(line, {0, 1}, {}, narrow),
            "error[K0213]: wrong\n"
            "  1 | " +
                std::string(34, 'a') +
                "...\n"
                "    | ^\n");
  EXPECT_EQ(show(line, {203, 203}, {}, narrow),
            "error[K0213]: wrong\n"
            "  1 | ..." +
                std::string(33, 'b') +
                "\n"
                "    |    " +
                std::string(33, ' ') + "^\n");
  EXPECT_EQ(show(line, {0, 203}, {}, narrow),
            "error[K0213]: wrong\n"
            "  1 | " +
                std::string(34, 'a') +
                "...\n"
                "    | ^" +
                std::string(33, '~') + "\n");
}

TEST(Render, AHintWithoutRoomStandsBelow) {
  EXPECT_EQ(show(std::string(30, 'a'), {28, 30}, "a hint of some length", {.columns = 46}),
            "error[K0213]: wrong\n"
            "  1 | " +
                std::string(30, 'a') +
                "\n"
                "    | " +
                std::string(28, ' ') +
                "^~\n"
                "    | a hint of some length\n");
}

TEST(Render, EveryLineFitsTheColumns) {
  std::string source;
  for (int i = 0; i < 3000; ++i) source += i % 3 == 0 ? "\u65e5" : i % 3 == 1 ? "e\u0301" : "\t";
  for (std::uint32_t start = 0; start < source.size(); start += 97) {
    const std::string shown = show(source, {start, start + 5}, {}, {.columns = 60});
    const std::size_t first = shown.find('\n') + 1;
    const std::size_t second = shown.find('\n', first) + 1;
    EXPECT_LE(shown.size() - second - 1, 60u) << start;
  }
}

TEST(Render, ColoursAreOptional) {
  EXPECT_EQ(show("ab", {0, 1}, "hint", {.colour = true}),
            "\x1b[1;31merror[K0213]\x1b[0m\x1b[1m: wrong\x1b[0m\n"
            "\x1b[34m  1 |\x1b[0m ab\n"
            "\x1b[34m    |\x1b[0m \x1b[1;31m^\x1b[0m hint\n");
}

TEST(Render, WarningsAndNotesSaySo) {
  EXPECT_EQ(render({Severity::Warning, {ErrorCode::UnknownElement, {0, 1}, "", {}}}, "a"),
            "warning[K0213]: element that the type does not have\n  1 | a\n    | ^\n");
  EXPECT_EQ(render({Severity::Note, {ErrorCode::UnknownElement, {0, 1}, "x", {}}}, "a"),
            "note[K0213]: x\n  1 | a\n    | ^\n");
}

TEST(Render, DiagnosticsFollowOneAnother) {
  Diagnostics diagnostics;
  diagnostics.add(Severity::Error, {ErrorCode::UnexpectedToken, {0, 1}, "one", {}});
  diagnostics.add(Severity::Error, {ErrorCode::UnexpectedEnd, {1, 1}, "two", {}});
  EXPECT_EQ(render(diagnostics, "a"),
            "error[K0101]: one\n  1 | a\n    | ^\n"
            "error[K0102]: two\n  1 | a\n    |  ^\n");
}

}  // namespace
}  // namespace kiln::core
