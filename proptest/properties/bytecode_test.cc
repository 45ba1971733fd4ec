// Programs of all expressions of cases/*.cases: what holds of every program that the compiler
// makes, and of every one that somebody has changed.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "compiler/bytecode/assembler.h"
#include "compiler/bytecode/disassembler.h"
#include "compiler/bytecode/serializer.h"
#include "compiler/bytecode/verifier.h"
#include "compiler/compile.h"
#include "compiler/ir_printer.h"
#include "compiler/ir_verifier.h"
#include "compiler/lower.h"
#include "frontend/parser.h"
#include "proptest/cases/case_file.h"
#include "vm/interpreter.h"

namespace kiln::core {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(KILN_SOURCE_DIR) / "proptest" / "cases";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string message_of(const Expected<void>& result) {
  return result ? "" : result.error().message;
}

struct Compiled {
  cases::Case from;
  Program program;
};

/// Each case that is an expression, compiled: plain, and streaming for a Patient.
std::vector<Compiled> compile_all() {
  std::vector<Compiled> all;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".cases") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    const auto parsed = cases::parse(read(file));
    EXPECT_TRUE(parsed) << file;
    for (const cases::Case& c : *parsed) {
      ParseOptions parse_options;
      parse_options.language = c.language;
      const ParseResult tree = parse(c.expression, parse_options);
      if (!tree.ok()) continue;
      ProgramOptions options;
      options.fhir = c.fhir;
      options.language = c.language;
      options.strict = c.strict;
      options.as_filters = c.as_filters;
      const Ir ir = lower(tree.ast, options);
      EXPECT_EQ(message_of(verify(ir)), "") << c.expression << "\n" << print(ir);
      const TypeId patient =
          c.fhir == Fhir::None ? kNoType : Model::get(c.fhir).find_type("Patient");
      for (const bool streaming : {false, true}) {
        auto program = compile(tree.ast, {options, patient, streaming});
        EXPECT_TRUE(program) << c.expression;
        if (program) all.push_back({c, *std::move(program)});
      }
    }
  }
  return all;
}

const std::vector<Compiled>& programs() {
  static const std::vector<Compiled> all = compile_all();
  return all;
}

/// Runs a program on a document, with little fuel. Whatever it answers is right.
class Sandbox {
 public:
  void run_safely(const Program& program) {
    const Model* const model =
        program.options.fhir == Fhir::None ? nullptr : &Model::get(program.options.fhir);
    Environment environment;
    environment.model = model;
    environment.language = program.options.language;
    environment.strict = program.options.strict;
    environment.as_filters = program.options.as_filters;
    environment.json_choice_names = program.options.json_choice_names;
    environment.now = *Temporal::parse_date_time("2026-02-25T14:31:39.096+11:00");
    environment.limits.max_steps = 2'000;
    environment.limits.max_items = 1'000;
    environment.limits.max_string = 10'000;
    Focus focus;
    focus.context = root_node(document_, model);
    const auto items = run(program, context_, environment, focus);
    if (items) total_ += items->size();
  }

  std::uint64_t total() const { return total_; }

 private:
  Document document_ = Document::parse_json(read(kFolder / "data" / "patient.json")).value();
  Context context_;
  std::uint64_t total_ = 0;
};

TEST(Bytecode, WhatTheCompilerMakesIsVerified) {
  ASSERT_GT(programs().size(), 4'000u);
  for (const Compiled& compiled : programs()) {
    const auto verified = verify(compiled.program);
    EXPECT_TRUE(verified) << compiled.from.expression << "\n"
                          << message_of(verified) << "\n"
                          << disassemble(compiled.program);
  }
}

TEST(Bytecode, ListingsAreReadAgain) {
  for (const Compiled& compiled : programs()) {
    const std::string listing = disassemble(compiled.program);
    const auto again = assemble(listing);
    ASSERT_TRUE(again) << again.error().message << "\n" << listing;
    EXPECT_EQ(message_of(verify(*again)), "") << listing;
    EXPECT_EQ(disassemble(*again), listing);
    EXPECT_EQ(serialize(*again), serialize(compiled.program)) << listing;
  }
}

TEST(Bytecode, SerializedProgramsAreReadAgain) {
  for (const Compiled& compiled : programs()) {
    const std::string bytes = serialize(compiled.program);
    const auto again = deserialize(bytes);
    ASSERT_TRUE(again) << compiled.from.expression << ": " << again.error().message;
    EXPECT_EQ(serialize(*again), bytes);
    EXPECT_EQ(disassemble(*again), disassemble(compiled.program));
  }
}

/// A hundred programs from all over the files.
std::vector<const Program*> some_programs() {
  constexpr std::size_t kCount = 100;
  std::vector<const Program*> some;
  some.reserve(kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    some.push_back(&programs()[i * programs().size() / kCount].program);
  }
  return some;
}

TEST(Bytecode, AChangedByteIsFoundByTheChecksum) {
  for (const Program* program : some_programs()) {
    const std::string bytes = serialize(*program);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      std::string changed = bytes;
      changed[i] = static_cast<char>(changed[i] ^ 1 << i % 8);
      EXPECT_FALSE(deserialize(changed)) << program->source << ", byte " << i;
    }
  }
}

TEST(Bytecode, AChangedByteWithItsChecksumIsRejectedOrRunsSafely) {
  Sandbox sandbox;
  std::size_t rejected = 0;
  std::size_t accepted = 0;
  for (const Program* program : some_programs()) {
    const std::string bytes = serialize(*program);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const int change : {1, 0x80, 0xFF, 1 << i % 8}) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ change);
        const auto read = deserialize(with_checksum(std::move(changed)));
        read ? ++accepted : ++rejected;
        if (!read) continue;
        EXPECT_EQ(message_of(verify(*read)), "");
        EXPECT_FALSE(disassemble(*read).empty());
        sandbox.run_safely(*read);
      }
    }
  }
  EXPECT_GT(rejected, accepted);
  EXPECT_GT(accepted, 1'000u);
  EXPECT_GT(sandbox.total(), 0u);
}

/// Calls `use` with programs that differ from one in one instruction: another opcode, another
/// operand, gone, or there twice.
template <class Use>
void for_each_change(const Program& program, Use use) {
  const std::string bytes = serialize(program);
  const auto with = [&](auto change) {
    Program changed = deserialize(bytes).value();
    change(changed);
    use(changed);
  };
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    for (const OpcodeInfo& row : opcodes()) {
      with([&](Program& changed) { changed.code[i].opcode = row.opcode; });
    }
    for (const auto field : {&Instruction::a, &Instruction::b, &Instruction::c}) {
      for (std::size_t value = 0; value < program.code.size() + 2; ++value) {
        with([&](Program& changed) { changed.code[i].*field = static_cast<std::uint16_t>(value); });
      }
    }
    const auto at = static_cast<std::ptrdiff_t>(i);
    with([&](Program& changed) {
      changed.code.erase(changed.code.begin() + at);
      changed.places.erase(changed.places.begin() + at);
    });
    with([&](Program& changed) {
      changed.code.insert(changed.code.begin() + at, changed.code[i]);
      changed.places.insert(changed.places.begin() + at, changed.places[i]);
    });
  }
}

TEST(Bytecode, ASortThatIsBegunAnewForEverRunsOutOfFuel) {
  const auto program = assemble(
      "source \"abc\"\nregisters 2\nk0 Integer 1\nconstant C0 k0\nL0:\nsort S1 C0 1\n"
      "sort_next S1 1\njump L0\njump L1\nL1:\nreturn C0\n");
  ASSERT_TRUE(program) << program.error().message;
  ASSERT_EQ(message_of(verify(*program)), "");
  Environment environment;
  environment.model = &Model::get(Fhir::R4);
  environment.limits.max_steps = 1'000;
  Context context;
  const auto items = run(*program, context, environment, {});
  ASSERT_FALSE(items);
  EXPECT_EQ(items.error().code, ErrorCode::StepLimit);
}

TEST(Bytecode, AChangedInstructionIsRejectedOrRunsSafely) {
  Sandbox sandbox;
  std::size_t rejected = 0;
  std::size_t accepted = 0;
  for (const Program* program : some_programs()) {
    if (program->code.size() > 60) continue;
    for_each_change(*program, [&](const Program& changed) {
      if (!verify(changed)) {
        ++rejected;
        return;
      }
      ++accepted;
      sandbox.run_safely(changed);
    });
  }
  EXPECT_GT(rejected, accepted);
  EXPECT_GT(accepted, 1'000u);
}

TEST(Bytecode, SeveralChangedInstructionsAreRejectedOrRunSafely) {
  Sandbox sandbox;
  std::mt19937 random(20261120);
  std::size_t rejected = 0;
  std::size_t accepted = 0;
  for (const Program* program : some_programs()) {
    const std::string bytes = serialize(*program);
    for (int round = 0; round < 300; ++round) {
      Program changed = deserialize(bytes).value();
      const std::size_t size = changed.code.size();
      for (std::size_t change = 1 + random() % 3; change > 0; --change) {
        Instruction& instruction = changed.code[random() % size];
        const auto value = static_cast<std::uint16_t>(random() % (size + 2));
        switch (random() % 5) {
          case 0:
            instruction.opcode = static_cast<Opcode>(random() % opcodes().size());
            break;
          case 1:
            instruction.a = value;
            break;
          case 2:
            instruction.b = value;
            break;
          case 3:
            instruction.c = value;
            break;
          default:
            std::swap(instruction, changed.code[random() % size]);
        }
      }
      if (!verify(changed)) {
        ++rejected;
        continue;
      }
      ++accepted;
      sandbox.run_safely(changed);
    }
  }
  EXPECT_GT(rejected, accepted);
  EXPECT_GT(accepted, 500u);
}

TEST(Bytecode, NoBeginningOfAProgramIsAProgram) {
  for (const Program* program : some_programs()) {
    const std::string bytes = serialize(*program);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      EXPECT_FALSE(deserialize(with_checksum(bytes.substr(0, size)))) << program->source;
    }
  }
}

}  // namespace
}  // namespace kiln::core
