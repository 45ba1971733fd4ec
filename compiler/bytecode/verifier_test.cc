#include "compiler/bytecode/verifier.h"

#include "compiler/bytecode/test_programs.h"

namespace kiln::core {
namespace {

/// What verify() says about a listing; "" if it accepts it.
std::string message(std::string_view listing, const VerifierLimits& limits = {}) {
  const Program program = test::assembled(listing);
  const auto verified = verify(program, limits);
  if (verified) return "";
  EXPECT_EQ(verified.error().code, ErrorCode::InvalidProgram);
  return verified.error().message;
}

/// The same of instructions on eight registers.
std::string message_of_code(std::string_view code) {
  return message("source \"abc\"\nregisters 8\nk0 Integer 1\nn0 \"name\"\nt0 FHIR \"Patient\"\n" +
                 std::string(code));
}

// Operands.

TEST(Verifier, AcceptsAProgram) {
  EXPECT_EQ(message_of_code("constant C0 k0\nreturn C0\n"), "");
}

TEST(Verifier, RefusesNoInstructions) {
  EXPECT_EQ(message_of_code(""), "there is no instruction");
}

TEST(Verifier, RefusesOperandsThatAreNotThere) {
  EXPECT_EQ(message_of_code("empty C8\nreturn C8\n"),
            "instruction 0 (empty): there is no register 8");
  EXPECT_EQ(message_of_code("constant C0 k1\nreturn C0\n"),
            "instruction 0 (constant): there is no constant 1");
  EXPECT_EQ(message_of_code("variable C0 n1\nreturn C0\n"),
            "instruction 0 (variable): there is no name 1");
  EXPECT_EQ(message_of_code("empty C0\nis C0 C0 t1\nreturn C0\n"),
            "instruction 1 (is): there is no type 1");
  EXPECT_EQ(message_of_code("empty C0\ncall C0 s0 r0\nreturn C0\n"),
            "instruction 1 (call): there is no site 0");
  EXPECT_EQ(message_of_code("fail e0\n"), "instruction 0 (fail): there is no error 0");
  EXPECT_EQ(message_of_code("jump L0\nL0:\n"), "instruction 0 (jump): there is no instruction 1");
  EXPECT_EQ(message_of_code("set_truth T0 3\nbox C0 T0\nreturn C0\n"),
            "instruction 0 (set_truth): there is no meaning of 3");
}

TEST(Verifier, RefusesAnUnknownOpcode) {
  Program program = test::assembled("registers 1\nempty C0\nreturn C0\n");
  program.code[0].opcode = static_cast<Opcode>(opcodes().size());
  EXPECT_EQ(verify(program).error().message, "instruction 0 has no opcode");
}

TEST(Verifier, RefusesFieldsThatMeanNothing) {
  Program program = test::assembled("registers 1\nempty C0\nreturn C0\n");
  program.code[1].c = 1;
  EXPECT_EQ(verify(program).error().message,
            "instruction 1 (return): a field that it does not use is not 0");
}

TEST(Verifier, RefusesPlacesThatAreNotInTheSource) {
  EXPECT_EQ(message_of_code("empty C0 @2..4\nreturn C0\n"),
            "instruction 0 (empty): its place is not in the source");
  EXPECT_EQ(message_of_code("empty C0 @2..1\nreturn C0\n"),
            "instruction 0 (empty): its place is not in the source");
  EXPECT_EQ(message("source \"\u20ac\"\nregisters 1\nempty C0 @1..3\nreturn C0\n"),
            "instruction 0 (empty): its place is not in the source");
  Program program = test::assembled("registers 1\nempty C0\nreturn C0\n");
  program.places.pop_back();
  EXPECT_EQ(verify(program).error().message, "there is not one place for each instruction");
}

// Registers.

TEST(Verifier, RefusesARegisterThatIsReadBeforeItIsWritten) {
  EXPECT_EQ(message_of_code("return C0\n"),
            "instruction 0 (return): register 0 does not hold a collection on every path");
  EXPECT_EQ(message_of_code("empty C1\nunion C0 C1 C2\nreturn C0\n"),
            "instruction 1 (union): register 2 does not hold a collection on every path");
}

TEST(Verifier, RefusesARegisterOfAnotherClass) {
  EXPECT_EQ(message_of_code("set_truth T0 1\nreturn C0\n"),
            "instruction 1 (return): register 0 does not hold a collection on every path");
  EXPECT_EQ(message_of_code("empty C0\nbox C1 T0\nreturn C1\n"),
            "instruction 1 (box): register 0 does not hold a truth value on every path");
  EXPECT_EQ(message_of_code("empty C0\nappend L0 C0\nreturn C0\n"),
            "instruction 1 (append): register 0 does not hold a list on every path");
  EXPECT_EQ(message_of_code("list L0\nlookup C1 E0 n0\nreturn C1\n"),
            "instruction 1 (lookup): register 0 does not hold a scope on every path");
}

TEST(Verifier, RefusesARegisterThatOnePathLeavesUndefined) {
  EXPECT_EQ(message_of_code("set_truth T0 1\njump_if_true T0 L0\nempty C1\nL0:\nreturn C1\n"),
            "instruction 3 (return): register 1 does not hold a collection on every path");
  EXPECT_EQ(message_of_code("set_truth T0 1\nempty C1\njump_if_true T0 L0\nset_truth T1 1\n"
                            "L0:\nreturn C1\n"),
            "instruction 4 (return): register 1 does not hold a collection on every path");
}

TEST(Verifier, RefusesARegisterThatALoopTakesAway) {
  EXPECT_EQ(message_of_code("empty C0\neach K1 C0\nL0:\nnext K1 L1\nmove C2 C0\nset_truth T0 1\n"
                            "jump L0\nL1:\nreturn C2\n"),
            "instruction 3 (move): register 0 does not hold a collection on every path");
}

TEST(Verifier, DoesNotAskWhatIsNeverReached) {
  EXPECT_EQ(message_of_code("empty C0\nreturn C0\nreturn C7\n"), "");
}

// Cursors, lists, sorts.

TEST(Verifier, ACursorHasAnItemBehindNextOnly) {
  EXPECT_EQ(message_of_code("empty C0\neach K1 C0\nL0:\nnext K1 L1\ncurrent C0 K1\n"
                            "position C2 K1\njump L0\nL1:\nreturn C0\n"),
            "");
  EXPECT_EQ(message_of_code("empty C0\neach K1 C0\ncurrent C0 K1\nreturn C0\n"),
            "instruction 2 (current): register 1 does not hold a cursor (at an item, where one is "
            "read) on every path");
  EXPECT_NE(message_of_code("empty C0\neach K1 C0\nnext K1 L1\nL1:\ncurrent C0 K1\nreturn C0\n"),
            "");
  EXPECT_NE(message_of_code("empty C0\neach K1 C0\nnext K1 L1\neach K1 C0\nposition C0 K1\nL1:\n"
                            "return C0\n"),
            "");
}

TEST(Verifier, ACursorOverAListMayRunWhileTheListGrows) {
  EXPECT_EQ(message_of_code("empty C0\nlist L1\nappend L1 C0\neach_of_list K2 L1\nL0:\n"
                            "next K2 L1\ncurrent C0 K2\nappend L1 C0\njump L0\nL1:\n"
                            "collect C0 L1\nreturn C0\n"),
            "");
}

constexpr std::string_view kSort =
    "empty C0\nsort S1 C0 1\nL0:\nsort_next S1 1\njump L1\njump L2\nL1:\nsort_item C2 S1\n"
    "sort_key S1 C2 0\njump L0\nL2:\nsorted C0 S1\nreturn C0\n";

std::string changed_sort(std::string_view from, std::string_view to) {
  std::string listing(kSort);
  return message_of_code(listing.replace(listing.find(from), from.size(), to));
}

TEST(Verifier, ASortGivesAKeyForEachThatIsWanted) {
  EXPECT_EQ(message_of_code(kSort), "");
  constexpr std::string_view kState = " does not hold a sort in the state that is needed";
  EXPECT_NE(changed_sort("sort_key S1 C2 0\n", "").find(kState), std::string::npos);
  EXPECT_NE(changed_sort("sort_key S1 C2 0\n", "sort_key S1 C2 0\nsort_key S1 C2 0\n").find(kState),
            std::string::npos);
  EXPECT_NE(changed_sort("sorted C0 S1", "sort_item C0 S1").find(kState), std::string::npos);
  EXPECT_NE(changed_sort("sort_item C2 S1", "sorted C2 S1").find(kState), std::string::npos);
  EXPECT_NE(changed_sort("L0:\n", "L0:\nsort_item C2 S1\n").find(kState), std::string::npos);
}

TEST(Verifier, ASortHasAJumpForEachKeyAndOneMore) {
  EXPECT_EQ(changed_sort("jump L2\n", ""),
            "instruction 2 (sort_next): a jump for each key and one more must follow");
  EXPECT_EQ(changed_sort("sort S1 C0 1", "sort S1 C0 2"),
            "instruction 2 (sort_next): the sort has another number of keys");
  EXPECT_EQ(message_of_code("sort_next S0 4095\n"),
            "instruction 0 (sort_next): a jump for each key and one more must follow");
}

// Ends and cycles.

TEST(Verifier, EveryPathEndsInReturnOrFail) {
  EXPECT_EQ(message_of_code("empty C0\n"),
            "instruction 0 (empty): the program goes on behind its last instruction");
  EXPECT_EQ(message_of_code("set_truth T0 1\njump L1\nL0:\nempty C0\nreturn C0\nL1:\n"
                            "jump_if_true T0 L0\n"),
            "instruction 4 (jump_if_true): the program goes on behind its last instruction");
  EXPECT_EQ(message("registers 0\ne0 K0301 @0..0 \"m\" \"\"\nfail e0\n"), "");
}

TEST(Verifier, EveryCycleCharges) {
  EXPECT_EQ(message_of_code("L0:\njump L0\n"),
            "instruction 0 (jump): it is on a cycle that charges nothing");
  EXPECT_EQ(message_of_code("set_truth T0 1\nL0:\nempty C1\njump_if_true T0 L0\nreturn C1\n"),
            "instruction 1 (empty): it is on a cycle that charges nothing");
}

TEST(Verifier, ACycleOverTheEndOfACursorChargesNothing) {
  EXPECT_EQ(message_of_code("empty C0\neach K1 C0\nL0:\nnext K1 L0\nreturn C0\n"),
            "instruction 2 (next): it is on a cycle that charges nothing");
}

TEST(Verifier, ACycleOverTheEndOfASortChargesNothing) {
  EXPECT_EQ(message_of_code("empty C0\nsort S1 C0 0\nL0:\nsort_next S1 0\njump L1\nL1:\n"
                            "sort S1 C0 0\njump L0\n"),
            "instruction 2 (sort_next): it is on a cycle that charges nothing");
}

// Sites.

TEST(Verifier, ArgumentsStandInRegisters) {
  constexpr std::string_view kSite = "s0 function \"take\" @0..1 (1..2)\nempty C0\n";
  EXPECT_EQ(message_of_code(std::string(kSite) + "empty C7\ncall C0 s0 r7\nreturn C0\n"), "");
  EXPECT_EQ(message_of_code(std::string(kSite) + "call C0 s0 r7\nreturn C0\n"),
            "instruction 1 (call): register 7 does not hold a collection on every path");
  EXPECT_EQ(message_of_code(std::string(kSite) + "call C0 s0 r8\nreturn C0\n"),
            "instruction 1 (call): the arguments go beyond the registers");
}

TEST(Verifier, ASiteFitsItsInstruction) {
  EXPECT_EQ(message_of_code("s0 host \"f\" @0..1\nempty C0\ncall C0 s0 r0\nreturn C0\n"),
            "instruction 1 (call): the site is that of another instruction");
  EXPECT_EQ(message_of_code("s0 function \"count\" @0..1\ncheck_host s0\nempty C0\nreturn C0\n"),
            "instruction 0 (check_host): the site is that of another instruction");
  EXPECT_EQ(message_of_code("s0 function \"iif\" @0..1 (0..1, 1..2)\nempty C0\nreturn C0\n"),
            "site 0: its function takes no such argument");
  EXPECT_EQ(message_of_code("s0 function \"coalesce\" @0..1\nempty C0\nreturn C0\n"),
            "site 0: its function takes another number of arguments");
  EXPECT_EQ(message_of_code("s0 function \"trace\" @0..1 (0..1)\nempty C0\ncall C0 s0 r0\n"
                            "return C0\n"),
            "instruction 1 (call): 'trace' is no built-in");
}

TEST(Verifier, ATraceReadsANameAndItems) {
  constexpr std::string_view kSite = "s0 function \"trace\" @0..1 (1..2)\nempty C6\n";
  EXPECT_EQ(message_of_code(std::string(kSite) + "empty C7\ntrace s0 r6\nreturn C6\n"), "");
  EXPECT_EQ(message_of_code(std::string(kSite) + "trace s0 r6\nreturn C6\n"),
            "instruction 1 (trace): register 7 does not hold a collection on every path");
  EXPECT_EQ(message_of_code(std::string(kSite) + "trace s0 r7\nreturn C6\n"),
            "instruction 1 (trace): the arguments go beyond the registers");
}

TEST(Verifier, AServiceReadsItsAddressWhenItIsTold) {
  constexpr std::string_view kSite =
      "s0 terminologies_at \"expand\" @0..1 (0..1, 1..2)\nempty C0\n";
  EXPECT_EQ(message_of_code(std::string(kSite) + "check_service s0 r5 0\nreturn C0\n"), "");
  EXPECT_EQ(message_of_code(std::string(kSite) + "check_service s0 r5 1\nreturn C0\n"),
            "instruction 1 (check_service): register 5 does not hold a collection on every path");
  EXPECT_EQ(message_of_code(std::string(kSite) + "empty C5\ncall_service C0 s0 r5\nreturn C0\n"),
            "instruction 2 (call_service): register 6 does not hold a collection on every path");
}

TEST(Verifier, ABadAddressIsRefusedBeforeTheCall) {
  constexpr std::string_view kSite =
      "s0 terminologies_badly_at \"expand\" @0..1 (0..1)\nempty C0\n";
  EXPECT_EQ(message_of_code(std::string(kSite) + "call_service C0 s0 r0\nreturn C0\n"),
            "instruction 1 (call_service): at() has a wrong number of arguments");
  EXPECT_EQ(message_of_code(std::string(kSite) + "check_service s0 r0 1\ncall_service C0 s0 r0\n"),
            "");
}

// Tables.

TEST(Verifier, TheBodiesAreApart) {
  EXPECT_EQ(message_of_code("no_item I0\nwrap C0 I0\nreturn C0\nplain:\nempty C0\nreturn C0\n"),
            "");
  EXPECT_EQ(message_of_code("jump L0\nplain:\nL0:\nempty C0\nreturn C0\n"),
            "instruction 0 (jump): it leaves its body");
  EXPECT_EQ(message_of_code("no_item I0\nplain:\nempty C0\nreturn C0\n"),
            "instruction 0 (no_item): the program goes on behind its last instruction");
  EXPECT_EQ(message_of_code("L0:\nempty C0\nreturn C0\nplain:\njump L0\n"),
            "instruction 2 (jump): it leaves its body");
  EXPECT_EQ(message_of_code("empty C0\nsort S1 C0 0\nsort_next S1 0\nplain:\njump L0\nL0:\n"
                            "empty C0\nreturn C0\n"),
            "instruction 2 (sort_next): it leaves its body");
}

TEST(Verifier, OnlyTheFusedBodyGivesUpAndOnlyThePlainOneAsks) {
  EXPECT_EQ(message_of_code("empty C0\nonly I1 C0\nreturn C0\n"),
            "instruction 1 (only): only the fused body can be left for the plain one");
  EXPECT_EQ(message("source \"abc\"\nregisters 2\ns0 function \"resolve\" @0..1\n"
                    "empty C0\ncall C0 s0 r1\nreturn C0\nplain:\nempty C0\nreturn C0\n"),
            "instruction 1 (call): the fused body can be run twice: it must not ask the host, nor "
            "trace");
}

TEST(Verifier, WhatIsComparedWithATextIsAText) {
  EXPECT_EQ(message_of_code("no_item I0\nequal_text T1 I0 k0\nbox C0 T1\nreturn C0\n"),
            "instruction 1 (equal_text): the constant is no String");
}

TEST(Verifier, TablesAreChecked) {
  EXPECT_EQ(message_of_code("e0 K0301 @0..9 \"\" \"\"\nempty C0\nreturn C0\n"),
            "error 0: its place is not in the source");
  EXPECT_EQ(message_of_code("e0 K0301 @0..0 \"\\xff\" \"\"\nempty C0\nreturn C0\n"),
            "error 0: its text is not UTF-8");
  EXPECT_EQ(message_of_code("n1 \"\\xff\"\nempty C0\nreturn C0\n"), "name 1: it is not UTF-8");
  EXPECT_EQ(message("source \"\\xff\"\nempty C0\n"), "the source is not a text");
  EXPECT_EQ(message_of_code("s0 instance FHIR \"HumanName\" @0..0 (\"a\" 0..0, \"a\" 0..0)\n"),
            "site 0: a field is there twice");
  EXPECT_EQ(message_of_code("s0 instance FHIR \"DomainResource\" @0..0\n"),
            "site 0: there are no objects of its type");
  EXPECT_EQ(message("program none 3.0\ns0 instance FHIR \"HumanName\" @0..0\n"),
            "site 0: there are no objects of its type");
  EXPECT_EQ(message("program R4 2.0\ns0 function \"sum\" @0..0\n"),
            "site 0: its function is not part of the language");
}

TEST(Verifier, WhatTheModelSaysIsNotForged) {
  Program program = test::assembled(
      "registers 1\nn0 \"Patient\"\nt0 FHIR \"Patient\"\nempty C0\n"
      "return C0\n");
  program.types[0].id = TypeId{0xFFFF};
  EXPECT_EQ(verify(program).error().message, "type 0: it is not the model's");
  program = test::assembled("registers 1\nn0 \"Patient\"\nempty C0\nreturn C0\n");
  program.names[0].id = NameId{7};
  EXPECT_EQ(verify(program).error().message, "name 0: it is not the model's");
}

TEST(Verifier, AnErrorHasACode) {
  Program program = test::assembled("e0 K0301 @0..0 \"m\" \"\"\nfail e0\n");
  program.errors[0].code = ErrorCode{};
  EXPECT_EQ(verify(program).error().message, "error 0: it has no code");
}

TEST(Verifier, AConstantHasNoNode) {
  Program program = test::assembled("registers 1\nk0 Integer 1\nconstant C0 k0\nreturn C0\n");
  const Item node = Item::node({});
  program.constants[0] = Items::one(node);
  EXPECT_EQ(verify(program).error().message, "constant 0: an item is no value");
}

// Limits.

TEST(Verifier, ProgramsThatTakeTooMuchToVerifyAreRefused) {
  EXPECT_EQ(message(std::string("registers 8\n") + std::string(kSort), {.max_states = 10}),
            "it has too many jumps and registers to be verified");
  EXPECT_EQ(message(std::string("registers 8\n") + std::string(kSort), {.max_effort = 10}),
            "it takes too much effort to verify");
}

}  // namespace
}  // namespace kiln::core
