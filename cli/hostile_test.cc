// What is made to crash, to hang or to eat up the memory of `kiln`: each is a record of `kiln run`
// that has to be answered, rightly or with an error, and the record behind it rightly.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kiln/limits.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/testing.h"
#include "proptest/oracle/engines.h"

namespace kiln::core::cli {
namespace {

using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

constexpr std::size_t kMany = 100'000;
/// Less than the parser allows. A sanitizer makes frames of the reference several times as large.
constexpr std::size_t kDeep = kIsSanitized ? 500 : 1'900;
constexpr long kMostKilobytes = 512L * 1024;
constexpr std::string_view kNext = R"({"id":"next","expression":"1 + 1"})";
constexpr std::string_view kNextAnswer =
    R"({"id":"next","result":[{"type":"System.Integer","value":2}],"trace":[]})"
    "\n";

std::string times(std::size_t count, std::string_view text) {
  std::string result;
  result.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

/// [first, first + step, ...] with `count` numbers.
std::string numbers(long first, long step, std::size_t count) {
  std::string list = "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) list += ',';
    list += std::to_string(first + step * static_cast<long>(i));
  }
  return list + ']';
}

/// Dates of so many years, of which a third has a day and the others end with the month.
std::string partial_dates(std::size_t years) {
  std::string list = "[";
  for (std::size_t i = 0; i < kMany; ++i) {
    if (i > 0) list += ',';
    list += '"' + std::to_string(1'000 + i % years) + '-' + std::to_string(10 + i % 3);
    if (i % 3 == 0) list += '-' + std::to_string(10 + i % 18);
    list += '"';
  }
  return list + ']';
}

std::string temporary_folder() {
  std::string folder = (std::filesystem::temp_directory_path() / "kiln-hostile-XXXXXX").string();
  if (!mkdtemp(folder.data())) std::abort();
  return folder;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Hostile : public ::testing::Test {
 protected:
  Hostile() : folder_(temporary_folder()) {}
  ~Hostile() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, std::string_view text) const {
    const std::string path = folder_ + '/' + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  /// From files and to files, so that nothing large stays in this process: a child begins with the
  /// peak of what it was forked from.
  Finished kiln(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "kiln");
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const std::string out = folder_ + "/out";
    const std::string err = folder_ + "/err";
    const pid_t child = fork();
    if (child == 0) {
      constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC;
      dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
      dup2(open(out.c_str(), kFlags, 0600), STDOUT_FILENO);
      dup2(open(err.c_str(), kFlags, 0600), STDERR_FILENO);
      if (chdir(KILN_SOURCE_DIR) != 0) _exit(126);
      execv(KILN_BINARY, pointers.data());
      _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!kIsSanitized) {
      EXPECT_LT(usage.ru_maxrss, kMostKilobytes);
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(out),
            contents(err)};
  }

  /// The answer to a record, behind which another one is answered.
  std::string answer(std::string_view record, std::string_view engine = "vm") const {
    const std::string records =
        file("records.ndjson", std::string(record) + '\n' + std::string(kNext) + '\n');
    std::vector<std::string> arguments{"run", "--engine", std::string(engine), records};
    if (kIsSanitized) arguments.insert(arguments.end(), {"--max-steps", "5000000"});
    const Finished result = kiln(std::move(arguments));
    EXPECT_EQ(result.code, 0) << result.err.substr(0, 1000);
    EXPECT_TRUE(result.out.ends_with(kNextAnswer));
    return result.out.substr(0, std::min<std::size_t>(result.out.find('\n'), 2'000));
  }

  std::string answer_on_file(std::string_view expression, const std::string& path,
                             std::string_view fhir) const {
    return answer(R"({"expression":")" + std::string(expression) + R"(","file":")" + path +
                  R"(","fhir":")" + std::string(fhir) + "\"}");
  }

 private:
  std::string folder_;
};

/// `expression` needs no escapes in JSON.
struct Question {
  const char* name;
  std::string expression;
  const char* answer;  ///< a part of it
  const char* resource = "{}";
};

constexpr const char* kTooDeep = R"("code":"K0112")";
constexpr const char* kTooLarge = R"("code":"K0328")";
constexpr const char* kTooManySteps = R"("code":"K0314")";
/// Of steps, items or memory, whichever comes first.
constexpr const char* kLimit = R"("code":"K03)";
/// Of a document with a text of 100 MB: its length, where the default limit allows so many bytes.
constexpr const char* kHugeText =
    DocumentLimits{}.max_bytes < 100'000'000 ? R"("code":"K0407")" : R"("value":100000000)";
constexpr const char* kTrue = R"("result":[{"type":"System.Boolean","value":true}])";
constexpr const char* kNothing = R"("result":[],)";

std::vector<Question> shapes() {
  return {
      {"parentheses", times(kMany, "(") + '1' + times(kMany, ")"), kTooDeep},
      {"open parentheses", times(kMany, "("), kTooDeep},
      {"minuses", times(kMany, "-") + '1', kTooDeep},
      {"calls in calls", times(kMany, "iif(true,") + '1' + times(kMany, ")"), kTooDeep},
      {"lambdas in lambdas", times(kMany, "a.where(") + "true" + times(kMany, ")"), kTooDeep},
      {"indexes in indexes", times(kMany, "a[") + '0' + times(kMany, "]"), kTooDeep},
      {"as many lambdas as may be", times(kDeep, "select(") + '1' + times(kDeep, ")"),
       R"("value":1)"},
      {"as many signs as may be", times(kDeep, "-") + '1', R"("value":1)"},
      {"+", '1' + times(kMany, "+1"), R"("value":100001)"},
      {"and", "true" + times(kMany, " and true"), kTrue},
      {"|", '1' + times(kMany, "|1"), R"("result":[{"type":"System.Integer","value":1}])"},
      {".a", 'a' + times(kMany, ".a"), kNothing},
      {"[0]", 'a' + times(kMany, "[0]"), kNothing},
      {"open string", '\'' + times(1'000'000, "x"), R"("message":"string is not closed")"},
      {"open name", '`' + times(1'000'000, "x"), R"("code":"K0106")"},
      {"open comment", "/*" + times(1'000'000, "x"), R"("code":"K0105")"},
      {"string", '\'' + times(kMany, "x") + "'.length()", R"("value":100000)"},
      {"name", times(kMany, "x"), kNothing},
      {"number", times(kMany, "1"), R"("code":"K0109")"},
      {"decimal", "0." + times(kMany, "1"), R"("code":"K0110")"},
      {"arguments", "coalesce(" + times(kMany, "{},") + "1)", R"("value":1)"},
      {"what no token starts with", times(1'000'000, "?"), R"("code":"K0103")"},
  };
}

/// Of 10 ^ 12 items if `tens` is 12.
std::string nested_tens(std::size_t tens) {
  constexpr std::string_view kTen = "(1|2|3|4|5|6|7|8|9|10)";
  return std::string(kTen) + times(tens - 1, ".select(" + std::string(kTen) + ')');
}

std::vector<Question> work() {
  return {
      {"regular expression of many ways", "('" + times(50'000, "a") + "b').matches('^(a+)+$')",
       R"("code":"K0309")"},
      {"regular expression of many ways, all of it",
       "('" + times(50'000, "a") + "b').matchesFull('(a*)*c')", R"("code":"K0309")"},
      {"regular expression of many ways, replaced",
       "('" + times(50'000, "a") + "b').replaceMatches('^(a+)+$', 'x')", R"("code":"K0309")"},
      {"regular expression that is too large", "'a'.matches('(((a{1,100}){1,100}){1,100}){1,100}')",
       R"("code":"K0308")"},
      {"repeatAll without end", "1.repeatAll($this)", kLimit},
      {"repeat without end", "1.repeat($this + 1)", kTooManySteps},
      {"repeat of longer and longer strings", "'a'.repeat($this & $this)", R"("code":"K0315")"},
      {"repeat of quantities", "(1 'mg').repeat($this + 1 'mg')", kTooManySteps},
      {"10^12 items", nested_tens(12), kLimit},
      {"10^12 items that nobody needs", nested_tens(12) + ".where(false)", kLimit},
      {"strings that double", "x.aggregate($total & $total, 'abcdefgh').length()",
       R"("code":"K0315")"},
      {"collections that double", "x.aggregate($total.combine($total), 1).count()", kLimit},
      {"exponent", "x + 1", R"("code":"K0321")", R"({"x":1e999999999})"},
      {"exponent of a unit", "1 'm1000000000' = 1 'm'", kNothing},
      {"large unit", "1 'km999' * 1 'km999' = 1 'm1998'", kNothing},
      {"unit in parentheses", "1 '" + times(kMany, "(") + 'm' + times(kMany, ")") + "' = 1 'm'",
       kNothing},
      {"date behind the last", "@2015-01-01 + 2147483647 years", R"("code":"K0310")"},
      {"date before the first", "@0001-01-01 - 1 day", R"("code":"K0310")"},
  };
}

class HostileExpression : public Hostile, public ::testing::WithParamInterface<oracle::Engine> {
 protected:
  void ask(const Question& question, std::string_view resource) const {
    SCOPED_TRACE(question.name);
    EXPECT_THAT(answer(R"({"fhir":"none","expression":")" + question.expression +
                           R"(","resource":)" + std::string(resource) + '}',
                       to_string(GetParam())),
                HasSubstr(question.answer));
  }
};

TEST_P(HostileExpression, OfAnyShapeIsAnswered) {
  for (const Question& question : shapes()) ask(question, question.resource);
}

TEST_P(HostileExpression, OfManyCallsIsAnsweredOrTooLarge) {
  for (const char* call : {".not()", ".first()", ".tail()", ".count()"}) {
    const std::string expression = "true" + times(kMany, call);
    const std::string out =
        answer(R"({"expression":")" + expression + "\"}", to_string(GetParam()));
    const char* const expected =
        GetParam() == oracle::Engine::Reference ? "\"result\":[" : kTooLarge;
    EXPECT_THAT(out, HasSubstr(expected)) << call;
  }
}

INSTANTIATE_TEST_SUITE_P(Engine, HostileExpression, ::testing::ValuesIn(oracle::engines()),
                         [](const auto& engine) { return std::string(to_string(engine.param)); });

/// The reference is left out: its steps are slow.
class HostileWork : public HostileExpression {};

TEST_P(HostileWork, EndsAtALimit) {
  const std::string fifty = "{\"x\":" + numbers(0, 1, 50) + '}';
  for (const Question& question : work())
    ask(question, question.resource == std::string_view("{}") ? fifty : question.resource);
}

/// The other engines compare, order and count with the same built-ins or are slow.
class HostileItems : public HostileExpression {};

TEST_P(HostileItems, AreAnsweredOrEndAtALimit) {
  const std::string up = "{\"x\":" + numbers(0, 1, kMany) + '}';
  const std::string dates = "{\"x\":" + partial_dates(8) + '}';
  const std::string many_dates = "{\"x\":" + partial_dates(8'000) + '}';
  // The second side is the first in the order that takes longest.
  ask({"equivalence of what is turned round", "x ~ %context.x.sort(-$this)", kTooManySteps}, up);
  ask({"equivalence of what is in order", "x ~ %context.x.select($this + 0)", kTrue}, up);
  ask({"equality", "x = %context.x.select($this + 0)", kTrue}, up);
  ask({"sort", "x.sort(toString(), -$this).last()", R"("value":99999)"}, up);
  ask({"sort by costly keys", "x.sort(%context.x.where($this = 1).count())", kLimit}, up);
  ask({"quantities", "x.select((toString() & ' \\\\'mg\\\\'').toQuantity()).isDistinct()",
       kTooManySteps},
      up);
  ask({"each looks at all", "x.select(%context.x.last()).count()", kLimit}, up);
  ask({"distinct of partial dates", "x.select(toDate()).distinct().count()", R"("value":40)"},
      dates);
  ask({"distinct of many partial dates", "x.select(toDate()).distinct().count()", kLimit},
      many_dates);
  ask({"union of partial dates", "(x.select(toDate()) | %context.x.select(toDate())).isDistinct()",
       kTrue},
      dates);
  ask({"substrings", "x.toChars().select(%context.x.substring($index, 1)).distinct()",
       R"("result":[{"type":"System.String","value":"a"}])"},
      "{\"x\":\"" + times(kMany / 20, "a") + "\"}");
}

INSTANTIATE_TEST_SUITE_P(Engine, HostileWork,
                         ::testing::Values(oracle::Engine::Vm, oracle::Engine::Vm0),
                         [](const auto& engine) { return std::string(to_string(engine.param)); });

INSTANTIATE_TEST_SUITE_P(Engine, HostileItems, ::testing::Values(oracle::Engine::Vm),
                         [](const auto& engine) { return std::string(to_string(engine.param)); });

struct Input {
  const char* name;
  std::function<std::string()> text;
  const char* expression;
  const char* answer;  ///< a part of it
};

using HostileDocument = Hostile;

TEST_F(HostileDocument, OfJsonIsAnsweredOrRefused) {
  const std::vector<Input> inputs = {
      {"arrays", [] { return times(kMany, "[") + times(kMany, "]"); }, "1",
       R"("code":"K0406","message":"document nested deeper than 10000 levels","start":10000)"},
      {"open objects", [] { return times(kMany, "{\"x\":"); }, "1", R"("code":"K0406")"},
      {"objects", [] { return times(9'900, "{\"x\":") + '1' + times(9'900, "}"); },
       "descendants().count()", R"("value":9900)"},
      {"equality of objects", [] { return times(9'900, "{\"x\":") + '1' + times(9'900, "}"); },
       "$this = $this", R"("code":"K0316")"},
      {"string of 100 MB", [] { return "{\"x\":\"" + times(100'000'000, "a") + "\"}"; },
       "x.length()", kHugeText},
      {"members",
       [] {
         std::string text = "{";
         for (int i = 0; i < 1'000'000; ++i) text += "\"m" + std::to_string(i) + "\":0,";
         return text + "\"last\":1}";
       },
       "last", R"("value":1)"},
      {"one member twice", [] { return '{' + times(kMany, "\"m\":1,") + "\"m\":1}"; }, "1",
       R"("code":"K0405")"},
      {"half a surrogate pair", [] { return R"({"x":"\ud800"})"; }, "1", R"("code":"K0404")"},
      {"no UTF-8", [] { return "{\"x\":\"\xED\xA0\x80\"}"; }, "1",
       R"("code":"K0403","message":"the document is not valid UTF-8 here")"},
      {"NUL", [] { return std::string("{\"x\":\"a\0b\"}", 11); }, "1", R"("code":"K0401")"},
      {"NUL as an escape", [] { return R"({"x":"a\u0000b"})"; }, "x.length()", R"("value":3)"},
  };
  for (const Input& input : inputs) {
    SCOPED_TRACE(input.name);
    const std::string path = file("input.json", input.text());
    EXPECT_THAT(answer_on_file(input.expression, path, "none"), HasSubstr(input.answer));
  }
}

TEST_F(HostileDocument, OfXmlIsAnsweredOrRefused) {
  const auto patient = [](const std::string& inside) {
    return R"(<Patient xmlns="http://hl7.org/fhir">)" + inside + "</Patient>";
  };
  const auto typed = [&](const std::string& type) { return type + patient("<id value=\"&x;\"/>"); };
  const auto extensions = [&](std::size_t count) {
    return patient(times(count, "<extension url=\"a\">") + times(count, "</extension>"));
  };
  constexpr const char* kDoctype = R"("code":"K0408","message":"a DOCTYPE is refused)";
  const std::vector<Input> inputs = {
      {"elements", [&] { return extensions(kMany); }, "1", R"("code":"K0406")"},
      {"open elements", [] { return times(kMany, "<a>"); }, "1", R"("code":"K0406")"},
      {"fewer elements", [&] { return extensions(4'000); }, "repeatAll(extension).count()",
       R"("value":4000)"},
      {"XHTML",
       [&] {
         return patient("<text><div xmlns=\"http://www.w3.org/1999/xhtml\">" + times(kMany, "<b>") +
                        times(kMany, "</b>") + "</div></text>");
       },
       "1", R"("code":"K0406")"},
      {"string of 100 MB",
       [&] { return patient("<id value=\"" + times(100'000'000, "a") + "\"/>"); }, "id.length()",
       kHugeText},
      {"DOCTYPE", [&] { return typed("<!DOCTYPE a>"); }, "1", kDoctype},
      {"external entity",
       [&] { return typed("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"); }, "1",
       kDoctype},
      {"entities in entities",
       [&] {
         return typed("<!DOCTYPE a [<!ENTITY y \"yyyyyyyyyy\"><!ENTITY x \"&y;&y;&y;&y;\">]>");
       },
       "1", kDoctype},
      {"entity", [&] { return typed(""); }, "1", R"("code":"K0402")"},
      {"half a surrogate pair", [&] { return patient("<id value=\"&#xD800;\"/>"); }, "1",
       R"("code":"K0402")"},
      {"no UTF-8", [&] { return patient("<id value=\"\xFF\"/>"); }, "1", R"("code":"K0403")"},
  };
  for (const Input& input : inputs) {
    SCOPED_TRACE(input.name);
    const std::string path = file("input.xml", input.text());
    EXPECT_THAT(answer_on_file(input.expression, path, "r4"), HasSubstr(input.answer));
  }
}

TEST_F(HostileDocument, CutOffAnywhereIsRefusedAtItsEnd) {
  constexpr std::size_t kStep = 97;
  for (const char* name : {"patient", "observation", "bundle", "questionnaire-response"}) {
    std::string text = contents(KILN_SOURCE_DIR "/examples/" + std::string(name) + ".json");
    std::ranges::replace(text, '\n', ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    std::string lines;
    std::size_t count = 0;
    for (std::size_t size = 1; size < text.size(); size += kStep, ++count)
      lines += text.substr(0, size) + '\n';
    const Finished result =
        kiln({"eval", "resourceType.exists()", file("cut.ndjson", lines + text + '\n')});
    EXPECT_EQ(result.code, 3);
    EXPECT_THAT(result.out, ::testing::MatchesRegex("(.*: )?true\n")) << name;
    EXPECT_EQ(std::ranges::count(result.err, '\n'), static_cast<std::ptrdiff_t>(count)) << name;
  }
}

TEST_F(HostileDocument, ThatRefersToItselfIsResolvedOnce) {
  constexpr std::string_view kResource =
      R"({"resourceType":"Patient","id":"p","contained":[{"resourceType":"Organization","id":"o",)"
      R"("partOf":{"reference":"#o"}}],"managingOrganization":{"reference":"#o"}})";
  const auto ask = [&](const std::string& expression) {
    return answer(R"({"expression":")" + expression + R"(","resource":)" + std::string(kResource) +
                  '}');
  };
  EXPECT_THAT(ask("managingOrganization.resolve().repeat(partOf.resolve()).id"),
              HasSubstr(R"("value":"o")"));
  EXPECT_THAT(ask("managingOrganization.resolve().repeatAll(partOf.resolve())"), HasSubstr(kLimit));
}

}  // namespace
}  // namespace kiln::core::cli
