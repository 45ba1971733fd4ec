// kiln ir EXPRESSION: the expression with every name resolved.

#include "cli/listing.h"
#include "compiler/facts.h"
#include "compiler/ir_printer.h"
#include "compiler/ir_verifier.h"
#include "compiler/lower.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::cli {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  kiln ir \"Patient.name.where(use = 'official').given\"\n"
    "  kiln ir --context-type Patient 'name.given.first()'\n"
    "\n"
    "Each line is a node: what it does, what it names, the bindings that it introduces or refers\n"
    "to (b0 is the context), behind @ its place in the expression, and behind ; what is certain\n"
    "about its value: how many items of what type (in brackets how many on valid data), whether "
    "it\n"
    "may fail, and what it reads. With the type of the context more is certain.";

Expected<std::string> list_ir(const Ast& ast, const CompileOptions& options) {
  const Ir ir = lower(ast, options.program);
  KILN_CHECK(verify(ir));
  return print(ir, analyse(ir, options.context_type));
}

}  // namespace

void add_ir_command(CLI::App& app, Action& action) {
  add_listing_command(app, action,
                      {.name = "ir",
                       .description = "Show what an expression is lowered to",
                       .footer = kExamples,
                       .listing = list_ir});
}

}  // namespace kiln::core::cli
