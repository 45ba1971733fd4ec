#include "runtime/document/ndjson.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <sstream>

namespace kiln::core {
namespace {

/// One entry for each result: "line: json" or "line: K0401".
std::vector<std::string> read_all(NdjsonReader& reader) {
  std::vector<std::string> all;
  while (const auto document = reader.next())
    all.push_back(std::to_string(reader.line()) + ": " +
                  (*document ? (*document)->to_json() : to_string(document->error().code)));
  return all;
}

std::vector<std::string> read_all(const std::string& text, const DocumentLimits& limits = {}) {
  std::istringstream stream(text);
  NdjsonReader reader(stream, limits);
  return read_all(reader);
}

using Lines = std::vector<std::string>;

TEST(NdjsonReader, ReadsADocumentFromEachLine) {
  EXPECT_EQ(read_all("{\"a\":1}\n[2]\r\n\n  \t\r\n3"), (Lines{"1: {\"a\":1}", "2: [2]", "5: 3"}));
  EXPECT_EQ(read_all(""), Lines{});
  EXPECT_EQ(read_all("\n\n"), Lines{});
  EXPECT_EQ(read_all("1\n"), Lines{"1: 1"});
}

TEST(NdjsonReader, GoesOnBehindABadLine) {
  EXPECT_EQ(read_all("1\n{\n\"\xFF\"\n{\"a\":1,\"a\":2}\n2"),
            (Lines{"1: 1", "2: K0401", "3: K0403", "4: K0405", "5: 2"}));
}

TEST(NdjsonReader, LinesMayBeLongerThanABlock) {
  const std::string longest(1'000'000, 'x');
  const auto lines = read_all("\"" + longest + "\"\n1\n");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].size(), longest.size() + 5);
  EXPECT_EQ(lines[1], "2: 1");
}

TEST(NdjsonReader, SkipsLinesAboveTheLimit) {
  const std::string longest(1'000'000, 'x');
  EXPECT_EQ(read_all("1\n\"" + longest + "\"\n2\n", {.max_bytes = 100}),
            (Lines{"1: 1", "2: K0407", "3: 2"}));
  EXPECT_EQ(read_all("12345\n123456\r\n1234567\n54321\r\n", {.max_bytes = 5}),
            (Lines{"1: 12345", "2: K0407", "3: K0407", "4: 54321"}));
}

TEST(NdjsonReader, ReadsAFileDescriptor) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text = "[1]\n[2]\n";
  ASSERT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::close(ends[1]);
  NdjsonReader reader(ends[0]);
  EXPECT_EQ(read_all(reader), (Lines{"1: [1]", "2: [2]"}));
  ::close(ends[0]);
}

TEST(NdjsonReader, ReportsAnInputThatCannotBeRead) {
  NdjsonReader reader(-1);
  const auto first = reader.next();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->error().code, ErrorCode::FileUnreadable);
  EXPECT_FALSE(reader.next().has_value());
}

}  // namespace
}  // namespace kiln::core
