#include "proptest/cases/suite.h"

#include <filesystem>
#include <map>
#include <pugixml.hpp>

#include "runtime/document/position.h"

namespace kiln::core::cases {
namespace {

namespace fs = std::filesystem;

std::string attribute(const pugi::xml_node& node, const char* name) {
  return node.attribute(name).as_string();
}

Test read_test(const pugi::xml_node& node, const std::string& group_mode) {
  const pugi::xml_node expression = node.child("expression");
  Test test;
  test.expression = expression.text().as_string();
  test.input = attribute(node, "inputfile");
  test.mode = attribute(node, "mode");
  if (test.mode.empty()) test.mode = attribute(expression, "mode");
  if (test.mode.empty()) test.mode = group_mode;
  test.invalid = attribute(expression, "invalid");
  if (test.invalid == "false") test.invalid.clear();
  test.predicate = attribute(node, "predicate") == "true";
  test.ordered = attribute(node, "ordered") != "false";
  test.skip_static_check = attribute(node, "skipStaticCheck") == "true";
  for (const pugi::xml_node output : node.children("output")) {
    ExpectedOutput expected;
    if (const auto type = output.attribute("type")) expected.type = type.as_string();
    expected.value = output.text().as_string();
    test.outputs.push_back(std::move(expected));
  }
  return test;
}

}  // namespace

std::expected<Suite, std::string> parse_suite(const std::string& path, std::string_view text) {
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (!parsed) {
    const Position at = position_of(text, static_cast<std::uint32_t>(parsed.offset));
    return std::unexpected(path + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) +
                           ": it is no XML: " + parsed.description());
  }
  const pugi::xml_node root = document.child("tests");
  if (!root) return std::unexpected("'" + path + "' is no test suite: its root is not <tests>");

  Suite suite;
  suite.name = fs::path(path).filename().string();
  suite.folder = fs::path(path).parent_path().string();
  if (suite.folder.empty()) suite.folder = ".";
  std::map<std::string, int> seen;
  for (const pugi::xml_node group : root.children("group")) {
    const std::string group_name = attribute(group, "name");
    const std::string group_mode = attribute(group, "mode");
    for (const pugi::xml_node node : group.children("test")) {
      Test test = read_test(node, group_mode);
      test.id = group_name + '/' + attribute(node, "name");
      if (const int count = ++seen[test.id]; count > 1) test.id += '#' + std::to_string(count);
      suite.tests.push_back(std::move(test));
    }
  }
  return suite;
}

std::optional<std::string> find_input(const Suite& suite, const std::string& name) {
  const fs::path written(name);
  fs::path twin = written;
  twin.replace_extension(written.extension() == ".xml" ? ".json" : ".xml");
  const fs::path folder(suite.folder);
  for (const fs::path& candidate : {written, twin}) {
    for (const fs::path& place : {folder, folder / "input", folder / ".." / "input"}) {
      std::error_code ignored;
      if (fs::is_regular_file(place / candidate, ignored)) return (place / candidate).string();
    }
  }
  return std::nullopt;
}

}  // namespace kiln::core::cases
