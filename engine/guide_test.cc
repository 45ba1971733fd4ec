// The examples of the guides, compiled and run. That they are the ones that the pages show is a
// test too: each block of C++ there stands here, line by line.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kiln/compiler.h>
#include <kiln/kiln.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr std::string_view text = R"({"resourceType": "Patient", "id": "p",
    "name": [{"use": "official", "family": "Okafor", "given": ["Amara", "Ruth"]},
             {"use": "usual", "given": ["Ama"]}],
    "birthDate": "1984-03-09",
    "generalPractitioner": [{"reference": "Practitioner/7"}]})";

kiln::Document fetch(const std::string& reference) {
  const std::string id = reference.substr(reference.find('/') + 1);
  return *kiln::Document::parse_json(R"({"resourceType": "Practitioner", "id": ")" + id + "\"}");
}

/// What the examples write to std::cout.
class Guide : public testing::Test {
 protected:
  Guide() : before_(std::cout.rdbuf(out_.rdbuf())) {}
  ~Guide() override { std::cout.rdbuf(before_); }

  std::string written() {
    std::string all = out_.str();
    out_.str("");
    return all;
  }

  std::ostringstream out_;
  std::streambuf* before_;
  kiln::Engine engine{{.fhir = kiln::Fhir::R4}};
  kiln::Expected<kiln::Document> document = kiln::Document::parse_json(text);
  kiln::Context context;
};

TEST_F(Guide, FiveLines) {
  kiln::Engine engine{{.fhir = kiln::Fhir::R4}};
  auto program = engine.compile("Patient.name.where(use = 'official').given");
  auto document = kiln::Document::parse_json(text);
  kiln::Context context;
  auto result = program->evaluate(*document, context);
  for (const kiln::Item& item : *result) std::cout << item.to_string() << '\n';
  EXPECT_EQ(written(), "Amara\nRuth\n");
}

TEST_F(Guide, Errors) {
  const auto wrong = engine.compile("Patient.name.where(use = ");
  std::cout << kiln::render(wrong.error(), "Patient.name.where(use = ");
  EXPECT_THAT(written(), testing::StartsWith("error[K0102]: "));

  const auto failed = engine.compile("name.given.single()")->evaluate(*document, context);
  if (!failed) std::cout << failed.error().message << '\n';
  EXPECT_THAT(written(), testing::EndsWith("there are 3\n"));
}

TEST_F(Guide, WithAType) {
  const auto checked = engine.check("Patient.nmae", {.context_type = "Patient"});
  const auto typed = engine.compile("name.family", {.context_type = "Patient"});
  ASSERT_EQ(checked.items().size(), 1u);
  EXPECT_EQ(checked.items()[0].error.code, kiln::ErrorCode::UnknownElement);
  EXPECT_EQ(typed->evaluate(*document, context)->to_json(), "[\"Okafor\"]");
}

TEST_F(Guide, Items) {
  const auto birth = engine.compile("Patient.birthDate")->evaluate(*document, context);
  const kiln::Item date = (*birth)[0];
  std::cout << date.type_name() << ' ' << date.path() << ' ' << *date.as_temporal() << '\n';
  const kiln::Value kept = date.own();  // lives by itself
  EXPECT_EQ(written(), "FHIR.date Patient.birthDate 1984-03-09\n");
  EXPECT_EQ(kept.item().to_string(), "1984-03-09");
}

TEST_F(Guide, Documents) {
  kiln::DocumentBuilder builder;
  builder.begin_object();
  builder.key("resourceType");
  builder.string("Patient");
  builder.key("active");
  builder.boolean(true);
  builder.end_object();
  const kiln::Expected<kiln::Document> built = std::move(builder).finish();
  EXPECT_EQ(built->to_json(), R"({"resourceType":"Patient","active":true})");
}

TEST_F(Guide, Host) {
  kiln::Host host;
  host.variables["limit"] = {kiln::Value::integer(120)};
  host.functions["twice"] = {0, 0, [](kiln::Items input, std::span<const kiln::Items>) {
                               return kiln::Expected<kiln::Values>(
                                   {kiln::Value::integer(2 * input[0].as_integer().value_or(0))});
                             }};
  host.trace = [](std::string_view name, kiln::Items items) {
    std::cout << name << ": " << items.size() << '\n';
  };
  host.utc_offset = std::chrono::hours(1);
  const auto twice = engine.compile("(%limit).trace('limit').twice()", {.host = &host});
  const auto answer = twice->evaluate(context, {.host = &host});
  EXPECT_EQ(answer->to_json(), "[240]");
  EXPECT_EQ(written(), "limit: 1\n");

  std::map<std::string, kiln::Document, std::less<>> fetched;
  host.resolve = [&](std::string_view reference) -> kiln::Expected<std::optional<kiln::Document>> {
    const auto known = fetched.find(reference);
    if (known == fetched.end()) return kiln::pending(std::string(reference));
    return known->second;
  };
  const auto practitioner = engine.compile("generalPractitioner.resolve().id");
  while (true) {
    const auto found = practitioner->evaluate(*document, context, {.host = &host});
    if (found) {
      std::cout << found->to_json() << '\n';
      break;
    }
    if (found.error().code != kiln::ErrorCode::Pending) break;
    for (const kiln::PendingRequest& request : context.pending()) {
      fetched.insert_or_assign(request.key, fetch(request.key));
    }
  }
  EXPECT_EQ(written(), "[\"7\"]\n");
}

TEST_F(Guide, Compiler) {
  const kiln::ParseResult parsed = kiln::Ast::parse("name.where(use = 'official').given");
  for (std::size_t id = 0; id < parsed.ast.size(); ++id) {
    const kiln::AstNode node = parsed.ast.node(id);
    std::cout << to_string(node.kind()) << ' ' << node.span().start << '\n';
  }
  const kiln::Expected<kiln::Ir> ir = kiln::Ir::lower(parsed.ast);
  const kiln::Expected<kiln::Bytecode> bytecode = ir->emit({.context_type = "Patient"});
  const std::string stored = bytecode->serialize();
  const kiln::Expected<kiln::Bytecode> loaded = kiln::Bytecode::deserialize(stored);
  const auto same = loaded->program()->evaluate(*document, context);
  EXPECT_THAT(written(), testing::StartsWith("Member 0\n"));
  EXPECT_EQ(same->to_json(), R"(["Amara","Ruth"])");
}

TEST_F(Guide, Threads) {
  const kiln::Program shared = *engine.compile("Patient.name.given.count()");
  std::atomic<int> names = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        kiln::Context own;
        const auto count = shared.evaluate(*document, own);
        names += (*count)[0].as_integer().value_or(0);
      });
    }
  }
  EXPECT_EQ(names, 12);

  kiln::Values kept_items;
  {
    kiln::Context short_lived;
    kept_items = shared.evaluate(*document, short_lived)->own();
  }
  std::cout << kept_items[0].item().to_string() << '\n';
  EXPECT_EQ(written(), "3\n");

  std::atomic<bool> cancel = true;
  const auto cancelled =
      engine.compile("repeatAll($this)")->evaluate(*document, context, {.cancel = &cancel});
  EXPECT_EQ(cancelled.error().code, kiln::ErrorCode::Cancelled);
}

/// The lines of a file, without the white space around them.
std::vector<std::string> lines_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    lines.push_back(first == std::string::npos ? "" : line.substr(first));
  }
  return lines;
}

/// The blocks of C++ in a page.
std::vector<std::vector<std::string>> blocks_of(const std::filesystem::path& page) {
  std::vector<std::vector<std::string>> blocks;
  bool is_inside = false;
  for (const std::string& line : lines_of(page)) {
    if (is_inside && line == "```") {
      is_inside = false;
    } else if (is_inside) {
      blocks.back().push_back(line);
    } else if (line == "```cpp") {
      is_inside = true;
      blocks.emplace_back();
    }
  }
  return blocks;
}

TEST(GuidePages, ShowWhatIsCompiledHere) {
  const std::filesystem::path root = KILN_SOURCE_DIR;
  const std::vector<std::string> here = lines_of(root / "engine/guide_test.cc");
  std::size_t found = 0;
  for (const char* page : {"README.md", "docs/embedding.md", "docs/threads.md"}) {
    for (const std::vector<std::string>& block : blocks_of(root / page)) {
      ++found;
      EXPECT_FALSE(std::ranges::search(here, block).empty())
          << page << " shows what is not compiled here: " << block.front();
    }
  }
  EXPECT_EQ(found, 13u);
}

}  // namespace
