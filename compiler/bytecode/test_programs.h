// Programs of expressions and of listings, for the tests of this room.
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "compiler/bytecode/assembler.h"
#include "compiler/emit.h"
#include "compiler/lower.h"
#include "frontend/parser.h"

namespace kiln::core::test {

/// The parts of a program that most tests do not look at follow from the options' defaults.
inline Program compile(std::string_view expression, const ProgramOptions& options = {}) {
  ParseOptions parse_options;
  parse_options.language = options.language;
  const ParseResult parsed = parse(expression, parse_options);
  EXPECT_TRUE(parsed.ok()) << expression;
  auto program = emit(lower(parsed.ast, options));
  EXPECT_TRUE(program) << expression;
  return program ? *std::move(program) : Program();
}

inline Program assembled(std::string_view listing) {
  auto program = assemble(listing);
  EXPECT_TRUE(program) << program.error().message << "\n" << listing;
  return program ? *std::move(program) : Program();
}

}  // namespace kiln::core::test
