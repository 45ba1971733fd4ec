// Each limit at its edge, through its option: what needs one less than is allowed and what needs
// just that is answered, what needs one more is an error.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/testing.h"
#include "proptest/oracle/engines.h"

namespace kiln::core::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kDocument = R"({"x":"abc","n":[1,2,3,4,5]})";

/// An expression on kDocument, and what it needs of the limit.
struct Edge {
  const char* option;
  const char* expression;
  std::uint64_t needs;
  const char* error;
  int code = 1;
};

constexpr Edge kEdges[] = {
    {"--max-expression-bytes", "x & 'de'", 8, "[K0113]"},
    {"--max-expression-depth", "((1))", 2, "[K0112]"},
    {"--max-expression-depth", "-(-1)", 3, "[K0112]"},
    {"--max-expression-depth", "iif(true, n.select($this))", 2, "[K0112]"},
    {"--max-depth", "n.select($this + 1)", 3, "[K0316]"},
    {"--max-depth", "iif(true, iif(true, 1))", 3, "[K0316]"},
    {"--max-items", "n.count()", 5, "[K0313]"},
    {"--max-items", "n.combine(n).count()", 10, "[K0313]"},
    {"--max-items", "n.select($this | 10)", 10, "[K0313]"},
    {"--max-items", "x.toChars().count()", 3, "[K0313]"},
    {"--max-string", "x & 'de'", 5, "[K0315]"},
    {"--max-string", "x.replace('a', 'xyz')", 5, "[K0315]"},
    {"--max-string", "x.replaceMatches('a', 'xyz')", 5, "[K0315]"},
    {"--max-string", "x.encode('hex')", 6, "[K0315]"},
    {"--max-string", "x.combine(x, true).join('--')", 8, "[K0315]"},
    {"--max-regex-effort", "x.matches('^[a-z]+$')", 7, "[K0309]"},
    {"--max-regex-effort", "x.matches('^(a|b|c)*$')", 19, "[K0309]"},
    {"--max-regex-effort", "x.matchesFull('abc|x')", 7, "[K0309]"},
    {"--max-regex-effort", "x.replaceMatches('b', '')", 4, "[K0309]"},
    {"--max-document-bytes", "x", 27, "[K0407]", 3},
    {"--max-document-depth", "x", 2, "[K0406]", 3},
};

std::vector<std::string> engines() {
  std::vector<std::string> names;
  for (const oracle::Engine engine : oracle::engines()) names.emplace_back(to_string(engine));
  return names;
}

class Limits : public ::testing::TestWithParam<std::string> {
 protected:
  static Finished ask(const std::string& engine, const char* option, std::uint64_t limit,
                      const std::string& expression, const std::string& path) {
    return kiln({"eval", "--fhir", "none", "--engine", engine, option, std::to_string(limit), "--",
                 expression, path});
  }

  /// Answered up to the limit, an error behind it.
  void expect_edge(const Edge& edge) const {
    SCOPED_TRACE(std::string(edge.option) + ": " + edge.expression);
    const auto with = [&](std::uint64_t limit) {
      return ask(GetParam(), edge.option, limit, edge.expression, document_.path());
    };
    EXPECT_EQ(with(edge.needs + 1).err, "");
    EXPECT_EQ(with(edge.needs).err, "");
    const Finished beyond = with(edge.needs - 1);
    EXPECT_THAT(beyond.err, HasSubstr(edge.error));
    EXPECT_EQ(beyond.code, edge.code);
    EXPECT_EQ(beyond.out, "");
  }

  const TemporaryFile document_{"document.json", kDocument};
};

TEST_P(Limits, HoldAtTheirEdges) {
  for (const Edge& edge : kEdges) expect_edge(edge);
}

INSTANTIATE_TEST_SUITE_P(Engine, Limits, ::testing::ValuesIn(engines()),
                         [](const auto& engine) { return engine.param; });

/// What an engine counts in a way of its own.
struct OwnEdge {
  const char* engine;
  Edge edge;
};

class OwnLimits : public Limits {};

TEST_P(OwnLimits, HoldAtTheirEdges) {
  constexpr OwnEdge kOwnEdges[] = {
      {"vm", {"--max-steps", "n.where($this > 0).count()", 16, "[K0314]"}},
      {"vm0", {"--max-steps", "n.where($this > 0).count()", 25, "[K0314]"}},
      {"ref", {"--max-steps", "n.where($this > 0).count()", 29, "[K0314]"}},
      // The machine's list holds the input too.
      {"vm", {"--max-items", "1.repeatAll(iif($this < 4, $this + 1, {}))", 4, "[K0313]"}},
      {"vm0", {"--max-items", "1.repeatAll(iif($this < 4, $this + 1, {}))", 4, "[K0313]"}},
      {"ref", {"--max-items", "1.repeatAll(iif($this < 4, $this + 1, {}))", 3, "[K0313]"}},
      {"vm", {"--max-memory", "x & 'de'", 85, "[K0327]"}},
      {"vm0", {"--max-memory", "x & 'de'", 85, "[K0327]"}},
      {"vm", {"--max-memory", "n.select($this + 1).count()", 272, "[K0327]"}},
      {"vm0", {"--max-memory", "n.select($this + 1).count()", 368, "[K0327]"}},
  };
  for (const OwnEdge& own : kOwnEdges)
    if (own.engine == GetParam()) expect_edge(own.edge);
}

INSTANTIATE_TEST_SUITE_P(Engine, OwnLimits, ::testing::ValuesIn(engines()),
                         [](const auto& engine) { return engine.param; });

TEST(Limit, OfMemoryIsNotCountedByTheReference) {
  const TemporaryFile document("document.json", kDocument);
  EXPECT_EQ(kiln({"eval", "--fhir", "none", "--engine", "ref", "--max-memory", "1", "x & 'de'",
                  document.path()})
                .out,
            "abcde\n");
}

/// What is read in other ways than from a file of JSON.
struct Reading {
  const char* name;
  std::vector<std::string> arguments;  ///< in front of the option and behind "kiln"
  std::string input;
  const char* option;
  std::uint64_t needs;
  const char* error;
};

TEST(DocumentLimit, HoldsHoweverTheDocumentIsRead) {
  const TemporaryFile lines("lines.ndjson", "{\"x\":1}\n{\"x\":[2]}\r\n{\"x\":3}");
  const TemporaryFile document("document.json", kDocument);
  const TemporaryFile patient("patient.xml",
                              R"(<Patient xmlns="http://hl7.org/fhir"><id value="a"/></Patient>)");
  const std::string record = R"({"fhir":"none","expression":"x","resource":{"x":[2]}})";
  const std::string file_record =
      R"({"expression":"id","file":")" + patient.path() + R"(","resource":null})";
  const std::vector<Reading> readings = {
      {"line", {"eval", "x", lines.path()}, "", "--max-document-bytes", 9, "error[K0407]"},
      {"depth of a line", {"eval", "x", lines.path()}, "", "--max-document-depth", 2, "[K0406]"},
      {"XML", {"eval", "id", patient.path()}, "", "--max-document-bytes", 62, "error[K0407]"},
      {"depth of XML", {"eval", "id", patient.path()}, "", "--max-document-depth", 2, "[K0406]"},
      {"piped line", {"eval", "x", "-"}, R"({"x":1})", "--max-document-bytes", 7, "[K0407]"},
      {"piped JSON", {"eval", "x", "-"}, "{\n\"x\":1}\n", "--max-document-bytes", 9, "[K0407]"},
      {"piped XML",
       {"eval", "id", "-"},
       R"(<Patient xmlns="http://hl7.org/fhir"><id value="a"/></Patient>)",
       "--max-document-bytes",
       62,
       "[K0407]"},
      {"record", {"run"}, record + '\n', "--max-document-bytes", record.size(), "\"K0407\""},
      {"depth of a record", {"run"}, record, "--max-document-depth", 2, "\"K0406\""},
      {"record's file",
       {"run"},
       file_record,
       "--max-document-bytes",
       std::max<std::uint64_t>(file_record.size(), 62),
       "\"K0407\""},
      {"loaded", {"repl"}, ":load " + document.path(), "--max-document-depth", 2, "[K0406]"},
  };
  for (const Reading& reading : readings) {
    SCOPED_TRACE(reading.name);
    const auto with = [&](std::uint64_t limit) {
      std::vector<std::string> arguments = reading.arguments;
      arguments.insert(arguments.begin() + 1, {reading.option, std::to_string(limit)});
      const Finished result = kiln_on(reading.input, std::move(arguments));
      return result.out + result.err;
    };
    for (const std::uint64_t enough : {reading.needs + 1, reading.needs})
      EXPECT_THAT(with(enough), ::testing::Not(HasSubstr("K040")));
    EXPECT_THAT(with(reading.needs - 1), HasSubstr(reading.error));
  }
}

/// Beyond 1 MiB, nodes count as 16 bytes each.
TEST(DocumentLimit, HoldsForWhatTheDocumentIsMadeInto) {
  const auto array = [](std::size_t nodes) {
    std::string text = "[1";
    for (std::size_t i = 2; i < nodes; ++i) text += ",1";
    return text + ']';
  };
  const auto count = [&](std::size_t nodes) {
    const TemporaryFile file("array.json", array(nodes));
    return kiln({"eval", "--fhir", "none", "--max-document-bytes", "1600000", "1", file.path()});
  };
  EXPECT_EQ(count(99'999).out, "1\n");
  EXPECT_EQ(count(100'000).out, "1\n");
  EXPECT_THAT(count(100'001).err, HasSubstr("error[K0407]: document of more than 100000 nodes"));
}

TEST(DocumentLimit, HoldsForWhatXmlIsMadeInto) {
  const auto count = [](std::size_t names) {
    std::string text = R"(<Patient xmlns="http://hl7.org/fhir">)";
    for (std::size_t i = 0; i < names; ++i) text += "<name/>";
    const TemporaryFile file("patient.xml", text + "</Patient>");
    return kiln({"eval", "--max-document-bytes", "1600000", "1", file.path()});
  };
  // Besides the names: the resource, its type, and the list of the names.
  EXPECT_EQ(count(99'996).out, "1\n");
  EXPECT_EQ(count(99'997).out, "1\n");
  EXPECT_THAT(count(99'998).err, HasSubstr("error[K0407]: document of more than 100000 nodes"));
  EXPECT_THAT(count(100'000).err, HasSubstr("error[K0407]: document of more than 100000 nodes"));
}

TEST(DocumentLimit, OfNamesThatNoModelHas) {
  const auto count = [](std::size_t names) {
    std::string text = "{";
    for (std::size_t i = 0; i < names; ++i) text += "\"x" + std::to_string(i) + "\":0,";
    text.back() = '}';
    const TemporaryFile file("names.json", text);
    return kiln({"eval", "--fhir", "none", "1", file.path()});
  };
  constexpr std::size_t kMost = 1'048'576;
  EXPECT_EQ(count(kMost - 1).out, "1\n");
  EXPECT_EQ(count(kMost).out, "1\n");
  EXPECT_THAT(count(kMost + 1).err, HasSubstr("error[K0407]: too many different member names"));
}

TEST(ExpressionLimit, HoldsForWhateverParses) {
  for (const char* command : {"check", "ast", "ir", "bytecode"}) {
    SCOPED_TRACE(command);
    EXPECT_EQ(kiln({command, "--max-expression-bytes", "3", "1+1"}).code, 0);
    EXPECT_THAT(kiln({command, "--max-expression-bytes", "2", "1+1"}).err, HasSubstr("[K0113]"));
    EXPECT_EQ(kiln({command, "--max-expression-depth", "1", "(1)"}).code, 0);
    EXPECT_THAT(kiln({command, "--max-expression-depth", "0", "(1)"}).err, HasSubstr("[K0112]"));
  }
}

TEST(LimitOption, RefusesWhatIsNoNumberThatItCanBe) {
  struct Wrong {
    const char* option;
    const char* value;
    const char* range;
  };
  constexpr const char* kLarge = "' is no number from 1 to 18446744073709551615\n";
  constexpr const char* kSmall = "' is no number from 1 to 4294967295\n";
  constexpr Wrong kWrong[] = {
      {"--max-steps", "0", kLarge},
      {"--max-steps", "-1", kLarge},
      {"--max-steps", "many", kLarge},
      {"--max-steps", "1e3", kLarge},
      {"--max-steps", "18446744073709551616", kLarge},
      {"--max-items", "0", kLarge},
      {"--max-string", "1.5", kLarge},
      {"--max-memory", "0", kLarge},
      {"--max-depth", "4294967296", kSmall},
      {"--max-regex-effort", "-0", "' is no number from 0 to 18446744073709551615\n"},
      {"--max-expression-bytes", "0", kSmall},
      {"--max-expression-depth", "x", "' is no number from 0 to 4294967295\n"},
      {"--max-document-bytes", "64M", kLarge},
      {"--max-document-depth", "0", kSmall},
  };
  for (const Wrong& wrong : kWrong) {
    const Finished result = kiln({"eval", wrong.option, wrong.value, "1"});
    EXPECT_THAT(result.err,
                StartsWith(std::string(wrong.option) + ": '" + wrong.value + wrong.range));
    EXPECT_EQ(result.code, 2);
  }
}

}  // namespace
}  // namespace kiln::core::cli
