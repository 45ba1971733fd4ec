#include "compiler/bytecode/program.h"

#include <algorithm>

namespace kiln::core {

ProgramField ProgramField::of(const Model& model, NameId key, TypeId type) {
  return {key, type, type == kNoType || model.kind(type) == TypeKind::Resource};
}

std::uint32_t find_path(const Program& program) {
  const std::span fused = std::span(program.code).first(program.plain);
  constexpr std::size_t kAround = 3;  // context_item before it, wrap and return behind it
  if (fused.size() <= kAround || fused[0].opcode != Opcode::ContextItem) return 0;
  const std::size_t length = fused.size() - kAround;
  std::uint16_t owner = fused[0].a;
  for (const Instruction& member : fused.subspan(1, length)) {
    if (member.opcode != Opcode::Member || member.b != owner) return 0;
    owner = member.a;
  }
  const Instruction& wrap = fused[length + 1];
  const Instruction& end = fused[length + 2];
  const bool is_path = wrap.opcode == Opcode::Wrap && wrap.b == owner &&
                       end.opcode == Opcode::Return && end.a == wrap.a;
  return is_path ? static_cast<std::uint32_t>(length) : 0;
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

}  // namespace kiln::core
