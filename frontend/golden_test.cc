#include "frontend/golden.h"

#include "frontend/dump.h"
#include "frontend/parser.h"
#include "frontend/printer.h"

namespace kiln::core {
namespace {

TEST(Golden, TreesOfExpressions) {
  check_goldens("trees.txt", [](std::string_view text) {
    const ParseResult result = parse(text);
    return render(result.diagnostics, text) + dump(result.ast);
  });
}

TEST(Golden, SyntaxErrorsAsTheyAreShown) {
  check_goldens("syntax_errors.txt", [](std::string_view text) {
    const ParseResult result = parse(text);
    EXPECT_FALSE(result.ok()) << text;
    return render(result.diagnostics, text);
  });
}

TEST(Golden, CanonicalText) {
  check_goldens("printed.txt", [](std::string_view text) {
    const ParseResult result = parse(text);
    EXPECT_TRUE(result.ok()) << text;
    return print(result.ast);
  });
}

}  // namespace
}  // namespace kiln::core
