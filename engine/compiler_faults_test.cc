// Every allocation of each step of the compiler fails once, one at a time: the step gives what it
// gives else, or MemoryLimit.
#include <gtest/gtest.h>
#include <kiln/compiler.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/expect_faults.h"
#include "proptest/faults/allocations.h"

namespace kiln {
namespace {

constexpr std::string_view kText =
    "name.where(use = 'a text of more than fifteen bytes').select(given.first() & family) | "
    "(contact.name.given.sort($this desc).distinct() as FHIR.string) | %resource.id.lower()";
const CheckOptions kChecked{.context_type = "Patient"};
const EmitOptions kEmitted{.context_type = "Patient"};

Expected<Ast> parsed() {
  const ParseResult result = Ast::parse(kText);
  if (!result.ok()) return std::unexpected(result.diagnostics.first_error());
  return result.ast;
}

const auto kDisassemble = [](const Bytecode& bytecode) { return bytecode.disassemble(); };

Bytecode bytecode() {
  return Ir::lower(*parsed())->emit(kEmitted).value();
}

TEST(CompilerFaults, Parsing) {
  expect_right_or_out_of_memory(parsed, [](const Ast& ast) { return ast.print(); });
}

TEST(CompilerFaults, WhatHasNoMemoryToBeParsedHasNoNodes) {
  core::fail_allocation(1);
  const ParseResult result = Ast::parse(kText);
  core::fail_allocation(0);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.diagnostics.first_error().code, ErrorCode::MemoryLimit);
  EXPECT_EQ(result.ast.size(), 0u);
  EXPECT_EQ(result.ast.source(), "");
  EXPECT_EQ(result.ast.print(), "");
  EXPECT_EQ(check(result.ast).diagnostics.first_error().code, ErrorCode::MemoryLimit);
  EXPECT_EQ(Ir::lower(result.ast).error().code, ErrorCode::MemoryLimit);
}

TEST(CompilerFaults, Checking) {
  const Ast ast = *parsed();
  expect_right_or_out_of_memory(
      [&]() -> Expected<CheckResult> {
        CheckResult checked = check(ast, kChecked);
        if (!checked.ok()) return std::unexpected(checked.diagnostics.first_error());
        return checked;
      },
      [](const CheckResult& checked) {
        std::string types;
        for (const std::string& type : checked.types) types += type + '\n';
        return types;
      });
}

TEST(CompilerFaults, Lowering) {
  const Ast ast = *parsed();
  expect_right_or_out_of_memory([&] { return Ir::lower(ast); },
                                [](const Ir& ir) { return ir.print(); });
}

TEST(CompilerFaults, PrintingFacts) {
  const Ir ir = *Ir::lower(*parsed());
  expect_right_or_out_of_memory([&] { return ir.print_facts("Patient"); },
                                [](const std::string& facts) { return facts; });
}

TEST(CompilerFaults, Emission) {
  const Ir ir = *Ir::lower(*parsed());
  expect_right_or_out_of_memory([&] { return ir.emit(kEmitted); }, kDisassemble);
}

TEST(CompilerFaults, Assembling) {
  const std::string listing = bytecode().disassemble();
  expect_right_or_out_of_memory([&] { return Bytecode::assemble(listing); }, kDisassemble);
}

TEST(CompilerFaults, Deserializing) {
  const std::string bytes = bytecode().serialize();
  expect_right_or_out_of_memory([&] { return Bytecode::deserialize(bytes); }, kDisassemble);
}

TEST(CompilerFaults, MakingAProgram) {
  const Bytecode made = bytecode();
  expect_right_or_out_of_memory(
      [&] { return made.program(); },
      [](const Program& program) { return std::string(program.expression()); });
}

}  // namespace
}  // namespace kiln
