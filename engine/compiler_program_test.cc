// Programs of the opened compiler do what those of an Engine do.
#include <gtest/gtest.h>
#include <kiln/compiler.h>
#include <kiln/kiln.h>

#include <string>
#include <string_view>

namespace kiln {
namespace {

constexpr std::string_view kPatient = R"({"resourceType": "Patient", "birthDate": "1974-12-25",
  "name": [{"use": "usual", "given": ["Jim"]},
           {"use": "official", "given": ["Peter", "James"], "family": "Chalmers"}],
  "contact": [{"name": {"family": "du Marche"}}]})";

Document patient() {
  return Document::parse_json(kPatient).value();
}

Expected<Program> program_of(std::string_view expression, const EmitOptions& emit = {},
                             const ProgramOptions& options = {},
                             const EvaluationLimits& limits = {}) {
  const Expected<Ir> ir = Ir::lower(Ast::parse(expression).ast, options);
  if (!ir) return std::unexpected(ir.error());
  const Expected<Bytecode> bytecode = ir->emit(emit);
  if (!bytecode) return std::unexpected(bytecode.error());
  return bytecode->program(limits);
}

/// The items as JSON, or the code of the error and its place.
std::string answer(const Program& program, const Document& document) {
  Context context;
  const Expected<Result> result = program.evaluate(document, context);
  if (result) return result->to_json();
  const Error& error = result.error();
  return to_string(error.code) + " @" + std::to_string(error.span.start) + ".." +
         std::to_string(error.span.end);
}

TEST(BytecodeProgram, GivesWhatTheEnginesProgramGives) {
  Engine engine;
  const Document document = patient();
  for (const std::string_view expression :
       {"Patient.name.where(use = 'official').given", "name.given.first() & '!'",
        "birthDate + 1 year", "name.given.single()", "contact.name.family | name.family",
        "descendants().count()", "name.select(given.count()).aggregate($total + $this, 0)",
        "name.first().given[0] + 1", "%resource.id.exists()", "nothing()"}) {
    const std::string expected = answer(engine.compile(expression).value(), document);
    for (const EmitOptions& emit : {EmitOptions{}, EmitOptions{.context_type = "Patient"},
                                    EmitOptions{.context_type = "Patient", .streaming = false}}) {
      const Expected<Program> program = program_of(expression, emit);
      ASSERT_TRUE(program) << program.error().message;
      EXPECT_EQ(answer(*program, document), expected) << expression << ' ' << emit.context_type;
    }
  }
}

TEST(BytecodeProgram, IsTheSameFromBytesAndFromAListing) {
  const Document document = patient();
  const Bytecode bytecode = Ir::lower(Ast::parse("name.where(use = 'official').given").ast)
                                ->emit({.context_type = "Patient"})
                                .value();
  for (const Expected<Bytecode>& again :
       {Bytecode::deserialize(bytecode.serialize()), Bytecode::assemble(bytecode.disassemble())}) {
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(answer(again->program().value(), document), R"(["Peter","James"])");
  }
}

TEST(BytecodeProgram, RunsOnAnotherTypeThanTheOneItWasEmittedFor) {
  const Program program = program_of("name.family", {.context_type = "Patient"}).value();
  const Document person =
      Document::parse_json(R"({"resourceType": "Person", "name": [{"family": "Windsor"}]})")
          .value();
  EXPECT_EQ(answer(program, person), R"(["Windsor"])");
  EXPECT_EQ(answer(program, patient()), R"(["Chalmers"])");
}

TEST(BytecodeProgram, OutlivesWhatItWasMadeOf) {
  const Program program = program_of("name.family & '!'", {.context_type = "Patient"}).value();
  EXPECT_EQ(answer(program, patient()), R"(["Chalmers!"])");
  EXPECT_EQ(program.expression(), "name.family & '!'");
  EXPECT_EQ(program.specialisations(), 1u);
}

TEST(BytecodeProgram, HasTheOptionsThatItWasCompiledWith) {
  const Document document = patient();
  EXPECT_EQ(answer(program_of("nmae").value(), document), "[]");
  EXPECT_EQ(answer(program_of("nmae", {}, {.strict = true}).value(), document), "K0213 @0..4");
}

TEST(BytecodeProgram, HasTheLimitsThatItIsGiven) {
  EvaluationLimits limits;
  limits.max_steps = 2;
  const Program program = program_of("name.select(given)", {}, {}, limits).value();
  EXPECT_EQ(answer(program, patient()), "K0314 @12..17");
}

TEST(BytecodeProgram, OfAnExpressionWithoutDataNeedsNoDocument) {
  const Program program = program_of("1 + 2").value();
  Context context;
  EXPECT_EQ(program.evaluate(context)->to_json(), "[3]");
}

}  // namespace
}  // namespace kiln
