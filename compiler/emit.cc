#include "compiler/emit.h"

#include <algorithm>

#include "compiler/emitter.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

/// Whether a node's first child is evaluated before anything else of it, so that a long chain of
/// such nodes is a loop here.
bool is_step(const IrNode& node) {
  if (node.child_count == 0) return false;
  switch (node.op) {
    case IrOp::Service:
    case IrOp::Instance:
    case IrOp::Fail:
      return false;
    default:
      return true;
  }
}

}  // namespace

Expected<Program> emit(Ir ir) {
  return Emitter(std::move(ir), {}, kNoType).run();
}

Expected<Program> emit_fused(Ir ir, std::vector<Facts> facts, TypeId context) {
  return Emitter(std::move(ir), std::move(facts), context).run();
}

Emitter::Emitter(Ir ir, std::vector<Facts> facts, TypeId context)
    : ir_(std::move(ir)),
      facts_(std::move(facts)),
      context_type_(context),
      item_registers_(ir_.bindings, kNoRegister),
      next_(ir_.bindings),
      used_(ir_.bindings) {
  for (const IrNode& node : ir_.nodes) {
    if (node.op == IrOp::Binding) used_[static_cast<std::size_t>(node.item)] = true;
  }
}

Expected<Program> Emitter::run() {
  if (!facts_.empty() && facts(ir_.root()).is_pure() && fuse()) {
    plain_body();
    if (table_size() <= UINT16_MAX) return finish();
  }
  // Alone, the plain body has all tables for itself.
  code_.clear();
  places_.clear();
  sites_.clear();
  fields_.clear();
  plain_ = 0;
  most_ = 1;
  plain_body();
  return finish();
}

void Emitter::plain_body() {
  fused_ = false;
  next_ = ir_.bindings;
  body();
}

std::size_t Emitter::table_size() const {
  return std::max({std::size_t{most_}, ir_.names.size(), ir_.types.size(), ir_.constants.size(),
                   ir_.errors.size(), sites_.size(), fields_.size()});
}

void Emitter::body() {
  place_ = ir_.node(ir_.root()).place;
  if (fused_) {
    put(Opcode::ContextItem, register_of(kContextBinding));
    item_registers_[0] = register_of(kContextBinding);
  } else {
    put(Opcode::Context, register_of(kContextBinding));
  }
  const Register result = allocate();
  node(ir_.root(), result);
  put(Opcode::Return, result);
}

/// The fused body; false if there is none for this expression, or it has nothing of its own but
/// where it begins.
bool Emitter::fuse() {
  fused_ = true;
  body();
  plain_ = static_cast<std::uint32_t>(code_.size());
  const bool is_other = std::ranges::any_of(code_, [](const Instruction& i) {
    return i.opcode > Opcode::ContextItem && i.opcode != Opcode::Wrap;
  });
  return is_other && !is_too_deep_ && code_.size() <= UINT16_MAX;
}

Expected<Program> Emitter::finish() {
  if (table_size() > UINT16_MAX) {
    return fail(ErrorCode::ProgramLimit,
                "the expression needs more than 65,535 registers, names, constants or calls",
                Span{0, static_cast<std::uint32_t>(ir_.source.size())});
  }
  Program program;
  program.options = ir_.options;
  program.source = std::move(ir_.source);
  program.code = std::move(code_);
  program.places = std::move(places_);
  program.constants = std::move(ir_.constants);
  program.names = std::move(ir_.names);
  program.types = std::move(ir_.types);
  program.sites = std::move(sites_);
  program.errors = std::move(ir_.errors);
  program.fields = std::move(fields_);
  if (plain_ != 0) program.context_type = context_type_;
  program.plain = plain_;
  program.registers = most_;
  program.depth = ir_.depth;
  program.memory = std::move(ir_.memory);
  program.path = find_path(program);
  for (ProgramSite& site : program.sites) site.where.arguments = site.argument_spans;
  return program;
}

void Emitter::node(IrId id, Register to) {
  std::vector<IrId> chain;
  while (is_step(ir_.node(id)) && (!fused_ || form(id) == Form::Plain)) {
    chain.push_back(id);
    id = ir_.children_of(ir_.node(id))[0];
  }
  if (fused_ && form(id) != Form::Plain) {
    collect(id, to);
  } else {
    leaf(ir_.node(id), to);
  }
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) this->step(ir_.node(*step), to);
}

void Emitter::leaf(const IrNode& node, Register to) {
  place_ = node.place;
  const auto children = ir_.children_of(node);
  switch (node.op) {
    case IrOp::Constant:
      if (ir_.constants[node.index].empty()) return put(Opcode::Empty, to);
      return put(Opcode::Constant, to, index(node.index));
    case IrOp::Binding: {
      const Register item = fused_ ? item_register(node.item) : kNoRegister;
      if (item != kNoRegister) return put(Opcode::Wrap, to, item);
      return put(Opcode::Move, to, register_of(node.item));
    }
    case IrOp::Variable:
      if (node.item == kNoBinding) return put(Opcode::Variable, to, index(node.index));
      return put(Opcode::Lookup, to, register_of(node.item), index(node.index));
    case IrOp::Service:
      return service(node, to);
    case IrOp::Instance:
      return instance(node, to);
    case IrOp::Coalesce:
      return put(Opcode::Empty, to);
    default: {  // Fail
      for (const IrId child : children) {
        const Scratch scratch(*this);
        this->node(child, allocate());
      }
      place_ = node.place;
      return put(Opcode::Fail, index(node.index));
    }
  }
}

/// What a node makes of the value of its first child, which stands in `to`.
void Emitter::step(const IrNode& node, Register to) {
  const Scratch scratch(*this);
  const auto rest = ir_.children_of(node).subspan(1);
  place_ = node.place;
  switch (node.op) {
    case IrOp::RootMember:
      return put(Opcode::RootMember, to, to, index(node.index));
    case IrOp::Member:
      return put(Opcode::Members, to, to, index(node.index));
    case IrOp::Index: {
      const Register position = value(rest[0]);
      place_ = ir_.node(rest[0]).span;
      return put(Opcode::Index, to, to, position);
    }
    case IrOp::Call: {
      const Register first = block(rest);
      place_ = node.place;
      return put(Opcode::Call, to, site(node, rest), first);
    }
    case IrOp::HostCall: {
      const Register host = site(node, rest);
      put(Opcode::CheckHost, host);
      const Register first = block(rest);
      place_ = node.place;
      return put(Opcode::CallHost, to, host, first);
    }
    case IrOp::Binary: {
      const Register right = value(rest[0]);
      place_ = node.place;
      return put(opcode_of(static_cast<BinaryOperator>(node.detail)), to, to, right);
    }
    case IrOp::Unary:
      return put(node.detail != 0 ? Opcode::Negate : Opcode::Plus, to, to);
    case IrOp::Logic:
      return logic(node, to);
    case IrOp::Is:
      return put(Opcode::Is, to, to, index(node.index));
    case IrOp::As:
      return put(Opcode::As, to, to, index(node.index));
    case IrOp::OfType:
      return put(Opcode::OfType, to, to, index(node.index));
    case IrOp::Exists:
    case IrOp::All:
      return quantifier(node, to);
    case IrOp::Where:
    case IrOp::Select:
      return projection(node, to);
    case IrOp::Repeat:
    case IrOp::RepeatAll:
      return repeat(node, to);
    case IrOp::Sort:
      return sort(node, to);
    case IrOp::Aggregate:
      return aggregate(node, to);
    case IrOp::Trace:
      return trace(node, to);
    case IrOp::Iif:
      return iif(node, to);
    case IrOp::Coalesce:
      return coalesce(node, to);
    case IrOp::Define:
    case IrOp::DefineComputed:
      return define(node, to);
    default:
      return;
  }
}

void Emitter::logic(const IrNode& node, Register to) {
  const auto op = static_cast<LogicOperator>(node.detail);
  const Register left = allocate();
  const Register right = allocate();
  put(Opcode::Truth, left, to);
  put(Opcode::SetTruth, right, kUnknown);
  const bool decided_by_true = op == LogicOperator::Or;
  Label decided;
  if (op != LogicOperator::Xor) {
    jump(decided_by_true ? Opcode::JumpIfTrue : Opcode::JumpIfFalse, left, decided);
  }
  const Register operand = value(ir_.children_of(node)[1]);
  place_ = node.place;
  put(Opcode::Truth, right, operand);
  here(decided);
  put(opcode_of(op), left, left, right);
  put(Opcode::Box, to, left);
}

void Emitter::iif(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  put(Opcode::Single, to);
  put(Opcode::Move, register_of(node.item), to);
  Label otherwise;
  Label end;
  {
    const Scratch scratch(*this);
    jump(Opcode::JumpUnlessTrue, criterion(children[1]), otherwise);
  }
  this->node(children[2], to);
  jump(Opcode::Jump, end);
  here(otherwise);
  if (children.size() > 3) {
    this->node(children[3], to);
  } else {
    put(Opcode::Empty, to);
  }
  here(end);
}

void Emitter::coalesce(const IrNode& node, Register to) {
  const auto choices = ir_.children_of(node).subspan(1);
  Label end;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    this->node(choices[i], to);
    if (i + 1 == choices.size()) break;
    Label next;
    jump(Opcode::JumpIfEmpty, to, next);
    jump(Opcode::Jump, end);
    here(next);
  }
  here(end);
}

}  // namespace kiln::core
