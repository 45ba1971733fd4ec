#include "compiler/bytecode/assembler.h"

#include "compiler/bytecode/disassembler.h"
#include "compiler/bytecode/serializer.h"
#include "compiler/bytecode/test_programs.h"

namespace kiln::core {
namespace {

std::string error_of(std::string_view listing) {
  const auto program = assemble(listing);
  return program ? "" : program.error().message;
}

TEST(Assembler, ReadsWhatTheDisassemblerWrites) {
  const Program program = test::compile("name.where(use = 'a\"\\\n').given[0].trace('x')");
  const std::string listing = disassemble(program);
  const Program again = test::assembled(listing);
  EXPECT_EQ(disassemble(again), listing);
  EXPECT_EQ(serialize(again), serialize(program));
}

TEST(Assembler, TheLinesBeforeTheTablesAndThePlacesMayBeMissing) {
  const Program program = test::assembled("empty C0\nreturn C0 ; done\n");
  ASSERT_EQ(program.code.size(), 2u);
  EXPECT_EQ(program.code[0], (Instruction{Opcode::Empty}));
  EXPECT_EQ(program.code[1], (Instruction{Opcode::Return}));
  EXPECT_EQ(program.places[1], Span{});
  EXPECT_EQ(program.options.fhir, Fhir::R4);
}

TEST(Assembler, LabelsStandBeforeAndBehindTheirJumps) {
  const Program program = test::assembled("L0:\njump L1\njump L0\nL1:\nreturn C0\n");
  EXPECT_EQ(program.code[0].target(), 2u);
  EXPECT_EQ(program.code[1].target(), 0u);
}

TEST(Assembler, NamesAndTypesAreThoseOfTheModel) {
  const Program program = test::assembled("program R4 3.0\nn0 \"Patient\"\nt0 FHIR \"Patient\"\n");
  const Model& model = Model::get(Fhir::R4);
  EXPECT_EQ(program.names[0].type, model.find_type("Patient"));
  EXPECT_EQ(program.types[0].id, model.find_type("Patient"));
}

TEST(Assembler, ASiteHasItsFunctionAndItsPlaces) {
  const Program program = test::assembled("s0 function \"take\" @5..9 (10..11)\n");
  const ProgramSite& site = program.sites[0];
  EXPECT_EQ(site.function, FunctionId::Take);
  EXPECT_EQ(site.argument_count, 1);
  EXPECT_EQ(site.where.place, (Span{5, 9}));
  ASSERT_EQ(site.where.arguments.size(), 1u);
  EXPECT_EQ(site.where.arguments[0], (Span{10, 11}));
}

TEST(Assembler, ErrorsNameTheLine) {
  EXPECT_EQ(error_of("\nfly C0\n"), "line 2: there is no 'fly'");
  EXPECT_EQ(error_of("empty T0\n"), "line 1: here should be an operand C");
  EXPECT_EQ(error_of("empty C65536\n"), "line 1: the number is too large");
  EXPECT_EQ(error_of("empty C0 C1\n"), "line 1: here should be a place");
  EXPECT_EQ(error_of("empty C0 @1..2 x\n"), "line 1: here should be the end of the line");
  EXPECT_EQ(error_of("empty C0\njump L7\n"), "line 2: there is no label L7");
  EXPECT_EQ(error_of("L1:\nL1:\n"), "line 2: this label is there already");
  EXPECT_EQ(error_of("k1 Integer 5\n"), "line 1: this is row 0");
  EXPECT_EQ(error_of("k0 Integer five\n"), "line 1: here should be a value");
  EXPECT_EQ(error_of("k0 Integer 5 6\n"), "line 1: here should be a comma");
  EXPECT_EQ(error_of("k0 Node 5\n"), "line 1: here should be a type of values");
  EXPECT_EQ(error_of("t0 FHIR \"Nonsense\"\n"), "line 1: there is no type 'FHIR.Nonsense'");
  EXPECT_EQ(error_of("s0 function \"nonsense\" @0..0\n"),
            "line 1: there is no function 'nonsense'");
  EXPECT_EQ(error_of("e0 K0999 @0..0 \"\" \"\"\n"),
            "line 1: here should be the number of an error");
  EXPECT_EQ(error_of("source \"abc\n"), "line 1: here should be a text");
  EXPECT_EQ(error_of("7 empty C0\n"), "line 1: this is instruction 0");
  EXPECT_EQ(error_of("program R7 3.0\n"), "line 1: here should be none, R4, R4B or R5");
  EXPECT_EQ(error_of("program R4 3.0 fast\n"), "line 1: there is no such option");
}

}  // namespace
}  // namespace kiln::core
