#include "compiler/bytecode/program.h"

#include <algorithm>

namespace kiln {

ProgramField ProgramField::of(const Model& model, NameId key, TypeId type) {
  return {key, type, type == kNoType || model.kind(type) == TypeKind::Resource};
}

const Model* model_of(const Program& program) {
  return program.options.fhir == Fhir::None ? nullptr : &Model::get(program.options.fhir);
}

bool asks_host(FunctionId function) {
  static constexpr FunctionId kThese[] = {
      FunctionId::Trace,          FunctionId::Resolve,           FunctionId::ConformsTo,
      FunctionId::MemberOf,       FunctionId::Subsumes,          FunctionId::SubsumedBy,
      FunctionId::Weight,         FunctionId::ElementDefinition, FunctionId::Slice,
      FunctionId::CheckModifiers, FunctionId::HasTemplateIdOf,
  };
  return std::ranges::find(kThese, function) != std::end(kThese);
}

}  // namespace kiln
