// Bytecode: programs as values that can be listed, stored and run.
#include <kiln/compiler.h>

#include "compiler/bytecode/assembler.h"
#include "compiler/bytecode/disassembler.h"
#include "compiler/bytecode/serializer.h"
#include "compiler/bytecode/verifier.h"
#include "engine/compiler_access.h"
#include "engine/no_throw.h"
#include "engine/program_impl.h"
#include "runtime/diagnostic/try.h"

namespace kiln {

Expected<Bytecode> Bytecode::deserialize(std::string_view bytes) {
  return guarded([&]() -> Expected<Bytecode> {
    KILN_TRY(core::Program program, core::deserialize(bytes));
    return CompilerAccess::bytecode(std::move(program));
  });
}

Expected<Bytecode> Bytecode::assemble(std::string_view listing) {
  return guarded([&]() -> Expected<Bytecode> {
    KILN_TRY(core::Program program, core::assemble(listing));
    KILN_CHECK(core::verify(program));
    return CompilerAccess::bytecode(std::move(program));
  });
}

std::string Bytecode::serialize() const {
  return core::serialize(impl_->program);
}

std::string Bytecode::disassemble() const {
  return core::disassemble(impl_->program);
}

std::size_t Bytecode::size() const noexcept {
  return impl_->program.code.size();
}

std::string_view Bytecode::source() const noexcept {
  return impl_->program.source;
}

ProgramOptions Bytecode::options() const noexcept {
  const core::ProgramOptions& options = impl_->program.options;
  return {.fhir = options.fhir,
          .language = options.language,
          .strict = options.strict,
          .as_filters = options.as_filters,
          .json_choice_names = options.json_choice_names};
}

Expected<Program> Bytecode::program(const EvaluationLimits& limits) const {
  return guarded([&]() -> Expected<Program> {
    return ProgramAccess::program(
        ProgramAccess::one(std::shared_ptr<const core::Program>(impl_, &impl_->program), limits));
  });
}

}  // namespace kiln
