// Calls that need more than an instruction: variables, instances, services; and their sites.

#include "compiler/emitter.h"

namespace kiln::core {

void Emitter::define(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  put(Opcode::Move, register_of(node.total), to);
  const Register defined = register_of(node.item);
  if (node.op == IrOp::Define) {
    if (children.size() > 2) {
      this->node(children[2], defined);
    } else {
      put(Opcode::Move, defined, to);
    }
    place_ = node.place;
    return put(Opcode::CheckFree, index(node.index));
  }
  const Register name = allocate();
  const Register items = allocate();
  this->node(children[1], name);
  if (children.size() > 2) {
    this->node(children[2], items);
  } else {
    put(Opcode::Move, items, to);
  }
  place_ = node.place;
  if (node.position == kNoBinding) {
    put(Opcode::Scope, defined);
  } else {
    put(Opcode::Inherit, defined, register_of(node.position));
  }
  put(Opcode::Define, defined, site(node, children.subspan(1)), name);
}

/// §5.2.3: on an empty focus there is no object, unless there is no data at all.
void Emitter::instance(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  const Scratch scratch(*this);
  this->node(children[0], to);
  place_ = node.span;
  Label end;
  Label empty;
  Label build;
  jump(Opcode::JumpIfEmpty, to, empty);
  put(Opcode::Single, to);
  jump(Opcode::Jump, build);
  here(empty);
  jump(Opcode::JumpIfContext, end);
  here(build);
  std::vector<IrId> values;
  ProgramSite made;
  made.function = {};
  for (const IrId child : children.subspan(1)) {
    const IrNode& field = ir_.node(child);
    if (field.op == IrOp::Fail) {
      leaf(field, to);
      return here(end);
    }
    values.push_back(ir_.children_of(field)[0]);
    made.fields.emplace_back(ir_.names[field.index].text);
    made.argument_spans.push_back(field.place);
  }
  const Register first = block(values);
  place_ = node.span;
  made.type = ir_.types[node.index];
  made.where.place = node.place;
  made.argument_count = index(static_cast<std::uint32_t>(values.size()));
  sites_.push_back(std::move(made));
  put(Opcode::Instance, to, index(static_cast<std::uint32_t>(sites_.size() - 1)), first);
  here(end);
}

/// Arguments of %terminologies are evaluated until one is not a single item: then there is no
/// answer.
void Emitter::service(const IrNode& node, Register to) {
  const Scratch scratch(*this);
  const ServiceDetail detail = ServiceDetail::of(node.detail);
  const bool has_address = detail.address == ProgramSite::Address::One;
  const auto children = ir_.children_of(node);
  const Register where = site(node, children.subspan(has_address ? 1 : 0));
  const auto first = static_cast<Register>(next_);
  for (std::size_t i = 0; i < children.size(); ++i) allocate();
  put(Opcode::CheckService, where, first, 0);
  Label end;
  Label no_answer;
  for (std::size_t i = 0; i < children.size(); ++i) {
    const Scratch inner(*this);
    const auto target = static_cast<Register>(first + i);
    this->node(children[i], target);
    place_ = node.place;
    if (i == 0 && has_address) {
      put(Opcode::CheckService, where, first, 1);
    } else if (detail.service == ProgramSite::Service::Terminologies) {
      jump(Opcode::JumpUnlessOne, target, no_answer);
    }
  }
  if (detail.address == ProgramSite::Address::Wrong) put(Opcode::CheckService, where, first, 1);
  put(Opcode::CallService, to, where, first);
  if (no_answer.jumps.empty()) return;
  jump(Opcode::Jump, end);
  here(no_answer);
  put(Opcode::Empty, to);
  here(end);
}

std::uint16_t Emitter::site(const IrNode& node, std::span<const IrId> arguments) {
  ProgramSite site;
  if (node.op == IrOp::Call) {
    site.function = static_cast<FunctionId>(node.detail);
    site.name = signature_of(site.function).name;
  } else if (node.op == IrOp::Trace) {
    site.function = FunctionId::Trace;
    site.name = "trace";
  } else if (node.op == IrOp::DefineComputed) {
    site.function = FunctionId::DefineVariable;
    site.name = "defineVariable";
  } else {
    site.name = ir_.names[node.index].text;
    if (node.op == IrOp::Service) {
      const ServiceDetail detail = ServiceDetail::of(node.detail);
      site.service = detail.service;
      site.address = detail.address;
    }
  }
  site.where.place = node.place;
  site.argument_count = index(static_cast<std::uint32_t>(arguments.size()));
  for (const IrId argument : arguments) site.argument_spans.push_back(ir_.node(argument).span);
  if (node.op == IrOp::Service) site.argument_spans.push_back(node.span);
  sites_.push_back(std::move(site));
  return index(static_cast<std::uint32_t>(sites_.size() - 1));
}

/// The values of nodes in registers next to each other; the first of these.
Register Emitter::block(std::span<const IrId> nodes) {
  const Register first = static_cast<Register>(next_);
  for (std::size_t i = 0; i < nodes.size(); ++i) allocate();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Scratch scratch(*this);
    node(nodes[i], static_cast<Register>(first + i));
  }
  return first;
}

}  // namespace kiln::core
