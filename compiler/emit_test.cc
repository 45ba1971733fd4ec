// What emit() does with expressions that are long: one constant for what is written often, and an
// error for what an instruction cannot name.

#include "compiler/emit.h"

#include <gtest/gtest.h>

#include "compiler/compile.h"
#include "compiler/lower.h"
#include "frontend/parser.h"

namespace kiln::core {
namespace {

Expected<Program> compiled(std::string_view expression) {
  const ParseResult parsed = parse(expression);
  EXPECT_TRUE(parsed.ok());
  return emit(lower(parsed.ast, {}));
}

/// `term` as often as `count` says, with `separator` between.
std::string chain(const std::string& term, int count, std::string_view separator) {
  std::string text = term;
  for (int i = 1; i < count; ++i) text.append(separator).append(term);
  return text;
}

TEST(Emit, APathOfSingleMembersHasAFastEntry) {
  const auto path_of = [](std::string_view expression) {
    CompileOptions options;
    options.context_type = Model::get(Fhir::R4).find_type("Patient");
    return compile(parse(expression).ast, options).value().path;
  };
  EXPECT_EQ(path_of("Patient.birthDate"), 1u);
  EXPECT_EQ(path_of("maritalStatus.text"), 2u);
  EXPECT_EQ(path_of("deceased.ofType(boolean)"), 1u);
  EXPECT_EQ(path_of("Patient"), 0u);
  EXPECT_EQ(path_of("name.family"), 0u);
  EXPECT_EQ(path_of("birthDate.exists()"), 0u);
  EXPECT_EQ(path_of("managingOrganization.resolve()"), 0u);
}

TEST(Emit, WhatIsTooMuchForTwoBodiesHasThePlainOne) {
  constexpr int kCalls = 33'000;
  CompileOptions options;
  options.context_type = Model::get(Fhir::R4).find_type("Patient");
  const auto program =
      compile(parse("Patient.birthDate.toString()" + chain(".trim()", kCalls, "")).ast, options);
  ASSERT_TRUE(program);
  EXPECT_EQ(program->plain, 0u);
}

TEST(Emit, ALongChainNeedsFewRegistersAndOneConstant) {
  const auto program = compiled(chain("1", 100'000, " + "));
  ASSERT_TRUE(program);
  EXPECT_EQ(program->constants.size(), 1u);
  EXPECT_LE(program->registers, 4u);
  EXPECT_EQ(program->depth, 2u);
}

TEST(Emit, WhatIsWrittenTwiceIsKeptOnce) {
  const auto program = compiled("1 | 1 | true | true | 1.0 | 1.0 | 1.00 | 1L");
  ASSERT_TRUE(program);
  EXPECT_EQ(program->constants.size(), 5u);
}

TEST(Emit, MoreThanAnInstructionCanNameIsAnError) {
  std::string text = "'0'";
  for (int i = 1; i < 70'000; ++i) text.append(" & '").append(std::to_string(i)).append("'");
  const auto program = compiled(text);
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, ErrorCode::ProgramLimit);
  EXPECT_EQ(program.error().span.end, text.size());
}

}  // namespace
}  // namespace kiln::core
