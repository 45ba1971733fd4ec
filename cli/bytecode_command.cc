// kiln bytecode EXPRESSION: the program that evaluates the expression.

#include "cli/listing.h"
#include "compiler/bytecode/disassembler.h"
#include "compiler/bytecode/verifier.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln bytecode \"Patient.name.where(use = 'official').given\"\n"
    "  kiln bytecode --context-type Patient 'name.given.first()'\n"
    "  kiln bytecode --no-streaming 'name.given.first()'\n"
    "\n"
    "The tables of the program, then its instructions; docs/bytecode.md describes each.";

Expected<std::string> list_bytecode(const Ast& ast, const CompileOptions& options) {
  KILN_TRY(const Program program, compile(ast, options));
  KILN_CHECK(verify(program));
  return disassemble(program);
}

}  // namespace

void add_bytecode_command(CLI::App& app, Action& action) {
  add_listing_command(app, action,
                      {.name = "bytecode",
                       .description = "Show the program that an expression becomes",
                       .footer = kExamples,
                       .listing = list_bytecode,
                       .has_passes = true});
}

}  // namespace kiln::core::cli
