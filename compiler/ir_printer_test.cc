#include "compiler/ir_printer.h"

#include <gtest/gtest.h>

#include "compiler/lower.h"
#include "frontend/golden.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

TEST(IrPrinter, TreesOfExpressions) {
  check_goldens(
      "ir.txt",
      [](std::string_view text) {
        const ParseResult parsed = parse(text);
        EXPECT_TRUE(parsed.ok()) << text;
        return print(lower(parsed.ast, {}));
      },
      "compiler");
}

TEST(IrPrinter, ALongChainTakesNoStackAndNoQuadraticText) {
  std::string text = "name";
  constexpr std::size_t kSteps = 20'000;
  for (std::size_t i = 0; i < kSteps; ++i) text += ".a";
  const ParseResult parsed = parse(text);
  ASSERT_TRUE(parsed.ok());
  EXPECT_LT(print(lower(parsed.ast, {})).size(), kSteps * 200);
}

}  // namespace
}  // namespace kiln::core
