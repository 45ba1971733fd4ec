// The steps from an Ast on: the static types, the Ir, what is emitted from it.
#include <kiln/compiler.h>

#include "compiler/compile.h"
#include "compiler/facts.h"
#include "compiler/ir_printer.h"
#include "compiler/ir_verifier.h"
#include "compiler/lower.h"
#include "engine/compiler_access.h"
#include "engine/no_throw.h"
#include "frontend/checker.h"
#include "runtime/diagnostic/try.h"

namespace kiln {
namespace {

const core::Model* model_of(Fhir fhir) {
  return fhir == Fhir::None ? nullptr : &core::Model::get(fhir);
}

/// Of the name of a type; kNoType for "".
Expected<core::TypeId> find_context_type(Fhir fhir, std::string_view name) {
  if (name.empty()) return core::kNoType;
  const core::Model* const model = model_of(fhir);
  const core::TypeId type = model == nullptr ? core::kNoType : model->find_type(name);
  if (type != core::kNoType) return type;
  return fail(ErrorCode::UnknownType, "the context type '" + std::string(name) + "' names no type");
}

/// What the parser made, if it found no error; else the first one.
Expected<const core::Ast*> whole(const Ast& ast) {
  const auto* const impl = CompilerAccess::impl(ast);
  if (impl == nullptr) return std::unexpected(out_of_memory());
  if (impl->errors.has_errors()) return std::unexpected(impl->errors.first_error());
  return &impl->ast;
}

}  // namespace

// --- Types ---------------------------------------------------------------------------------------

CheckResult check(const Ast& ast, const CheckOptions& options) {
  Expected<CheckResult> result = guarded([&]() -> Expected<CheckResult> {
    const auto* const impl = CompilerAccess::impl(ast);
    if (impl == nullptr) return std::unexpected(out_of_memory());
    if (impl->errors.has_errors()) return CheckResult{{}, impl->errors};
    core::TypedAst typed = core::check(impl->ast, {.fhir = options.fhir,
                                                   .language = options.language,
                                                   .context_type = options.context_type,
                                                   .strict = options.strict,
                                                   .variables = options.variables,
                                                   .functions = options.functions});
    CheckResult checked;
    checked.types.reserve(typed.types.size());
    for (const core::StaticType& type : typed.types)
      checked.types.push_back(core::to_string(model_of(options.fhir), type));
    checked.diagnostics = std::move(typed.diagnostics);
    return checked;
  });
  if (!result) return {{}, Diagnostics(std::move(result).error())};
  return *std::move(result);
}

// --- Ir ------------------------------------------------------------------------------------------

Expected<Ir> Ir::lower(const Ast& ast, const ProgramOptions& options) {
  return guarded([&]() -> Expected<Ir> {
    KILN_TRY(const core::Ast* const parsed, whole(ast));
    return Ir(std::make_shared<const Impl>(
        ast, core::lower(*parsed, {.fhir = options.fhir,
                                   .language = options.language,
                                   .strict = options.strict,
                                   .as_filters = options.as_filters,
                                   .json_choice_names = options.json_choice_names})));
  });
}

std::string Ir::print() const {
  return core::print(impl_->ir);
}

Expected<std::string> Ir::print_facts(std::string_view context_type) const {
  return guarded([&]() -> Expected<std::string> {
    KILN_TRY(const core::TypeId type, find_context_type(impl_->ir.options.fhir, context_type));
    return core::print(impl_->ir, core::analyse(impl_->ir, type));
  });
}

Expected<void> Ir::verify() const {
  return guarded([&] { return core::verify(impl_->ir); });
}

Expected<Bytecode> Ir::emit(const EmitOptions& options) const {
  return guarded([&]() -> Expected<Bytecode> {
    const core::ProgramOptions& meaning = impl_->ir.options;
    KILN_TRY(const core::TypeId type, find_context_type(meaning.fhir, options.context_type));
    KILN_TRY(const core::Ast* const parsed, whole(impl_->ast));
    KILN_TRY(core::Program program, core::compile(*parsed, {.program = meaning,
                                                            .context_type = type,
                                                            .streaming = options.streaming}));
    return CompilerAccess::bytecode(std::move(program));
  });
}

}  // namespace kiln
