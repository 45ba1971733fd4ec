#include "compiler/bytecode/serializer.h"

#include "compiler/bytecode/checksum.h"
#include "compiler/bytecode/disassembler.h"
#include "compiler/bytecode/test_programs.h"

namespace kiln::core {
namespace {

std::string error_of(std::string_view bytes) {
  const auto program = deserialize(bytes);
  return program ? "" : program.error().message;
}

TEST(Serializer, AProgramComesBackAsItWas) {
  ProgramOptions options;
  options.fhir = Fhir::R5;
  options.as_filters = true;
  const Program program =
      test::compile("name.where(use = 'x' or 1.50 > 4 'mg').given | 5L | @2015T", options);
  const std::string bytes = serialize(program);
  const auto again = deserialize(bytes);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(disassemble(*again), disassemble(program));
  EXPECT_EQ(again->names[0].text, "name");
  EXPECT_EQ(again->names[0].id, program.names[0].id);
  EXPECT_EQ(serialize(*again), bytes);
}

TEST(Serializer, TheProgramDoesNotReferToTheBytes) {
  std::string bytes = serialize(test::compile("name & 'text'"));
  const auto program = deserialize(bytes);
  ASSERT_TRUE(program);
  const std::string before = disassemble(*program);
  std::ranges::fill(bytes, '?');
  EXPECT_EQ(disassemble(*program), before);
}

TEST(Serializer, OtherFilesAndVersionsAreRefused) {
  const std::string bytes = serialize(test::compile("name"));
  EXPECT_EQ(error_of(""), "it is no program");
  EXPECT_EQ(error_of("KILN"), "it is no program");
  EXPECT_EQ(error_of("X" + bytes.substr(1)), "it is no program");
  std::string other = bytes;
  ++other[4];
  EXPECT_EQ(error_of(other), "the program is of another version");
  other = bytes;
  ++other[8];
  EXPECT_EQ(error_of(other), "the program is of another version");
}

TEST(Serializer, DamageIsFound) {
  std::string bytes = serialize(test::compile("name"));
  ++bytes.back();
  EXPECT_EQ(error_of(bytes), "the program is damaged: its checksum differs");
}

TEST(Serializer, WhatIsTooLongOrTooShortIsRefused) {
  const std::string bytes = serialize(test::compile("name"));
  EXPECT_EQ(error_of(with_checksum(bytes + '\0')), "its size is not what its content says");
  EXPECT_EQ(error_of(with_checksum(bytes.substr(0, bytes.size() - 1))),
            "its size is not what its content says");
}

TEST(Serializer, ATableThatClaimsToBeHugeCostsNothing) {
  std::string bytes = serialize(test::compile("name"));
  // Head, options, source with its length, registers, depth: then the number of constants.
  const std::size_t offset = 24 + 3 + 4 + 4 + 4 + 4;
  bytes.replace(offset, 4, "\xFF\xFF\xFF\xFF");
  EXPECT_EQ(error_of(with_checksum(bytes)), "a table is larger than the file");
}

TEST(Serializer, WhatDoesNotVerifyIsRefused) {
  EXPECT_EQ(error_of(serialize(test::assembled("registers 1\nreturn C0\n"))),
            "instruction 0 (return): register 0 does not hold a collection on every path");
}

TEST(Checksum, IsThatOfTheStandard) {
  EXPECT_EQ(Checksum::of("123456789"), 0x995DC9BBDF1939FA);
}

}  // namespace
}  // namespace kiln::core
