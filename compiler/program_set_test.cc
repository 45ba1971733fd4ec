#include "compiler/program_set.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "frontend/parser.h"

namespace kiln::core {
namespace {

const Model& model() {
  return Model::get(Fhir::R4);
}

/// The first `count` types of the model.
std::vector<TypeId> types(std::size_t count) {
  std::vector<TypeId> found;
  for (auto id = static_cast<std::uint16_t>(Model::first_type()); found.size() < count; ++id) {
    if (model().exists(TypeId{id})) found.push_back(TypeId{id});
  }
  return found;
}

TEST(ProgramSet, HasAProgramForEachTypeThatIsMet) {
  const ParseResult parsed = parse("name.given");
  ProgramSet set(parsed.ast, {});
  EXPECT_EQ(set.statistics().compiled, 0u);
  const TypeId patient = model().find_type("Patient");
  const TypeId person = model().find_type("Person");
  const Program* const of_patient = set.for_type(patient).value();
  EXPECT_EQ(of_patient->context_type, patient);
  EXPECT_EQ(set.for_type(person).value()->context_type, person);
  EXPECT_EQ(set.for_type(patient).value(), of_patient);
  EXPECT_EQ(set.for_type(kNoType).value()->context_type, kNoType);
  EXPECT_EQ(set.statistics().compiled, 3u);
  EXPECT_EQ(set.statistics().refused, 0u);
}

TEST(ProgramSet, BeyondItsBoundTheGeneralProgramRuns) {
  const ParseResult parsed = parse("id");
  ProgramSet set(parsed.ast, {});
  const std::vector<TypeId> all = types(ProgramSet::kMostTypes + 2);
  for (const TypeId type : all) EXPECT_TRUE(set.for_type(type));
  EXPECT_EQ(set.statistics().compiled, ProgramSet::kMostTypes + 1);
  EXPECT_EQ(set.statistics().refused, 2u);
  EXPECT_EQ(set.for_type(all.back()).value(), set.for_type(kNoType).value());
  EXPECT_EQ(set.for_type(all.front()).value()->context_type == all.front(),
            set.for_type(all.front()).value()->plain != 0);
}

TEST(ProgramSet, WithoutStreamingOneProgramIsForAllTypes) {
  const ParseResult parsed = parse("name.given");
  CompileOptions options;
  options.streaming = false;
  ProgramSet set(parsed.ast, options);
  EXPECT_EQ(set.for_type(model().find_type("Patient")).value(), set.for_type(kNoType).value());
  EXPECT_EQ(set.statistics().compiled, 1u);
}

TEST(ProgramSet, ThreadsShareWhatAnyOfThemCompiles) {
  const ParseResult parsed = parse("name.given");
  ProgramSet set(parsed.ast, {});
  const std::vector<TypeId> all = types(16);
  std::vector<std::vector<const Program*>> seen(8);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : seen) {
      threads.emplace_back([&] {
        for (const TypeId type : all) mine.push_back(set.for_type(type).value());
      });
    }
  }
  for (const auto& mine : seen) EXPECT_EQ(mine, seen.front());
  EXPECT_EQ(set.statistics().compiled, 16u);
}

}  // namespace
}  // namespace kiln::core
