#include "compiler/emit.h"

#include <algorithm>

#include "compiler/emitter.h"
#include "runtime/diagnostic/try.h"

namespace kiln {
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

Opcode opcode_of(BinaryOperator op) {
  // Both tables have the operators in the same order.
  return static_cast<Opcode>(static_cast<int>(Opcode::Equal) + static_cast<int>(op));
}

Opcode opcode_of(LogicOperator op) {
  return static_cast<Opcode>(static_cast<int>(Opcode::And) + static_cast<int>(op));
}

constexpr std::uint16_t kFalse = 0;
constexpr std::uint16_t kTrue = 1;
constexpr std::uint16_t kUnknown = 2;

}  // namespace

Expected<Program> emit(Ir ir) {
  Emitter emitter(std::move(ir));
  return emitter.run();
}

Emitter::Emitter(Ir ir) : ir_(std::move(ir)), next_(ir_.bindings), used_(ir_.bindings) {
  for (const IrNode& node : ir_.nodes) {
    if (node.op == IrOp::Binding) used_[static_cast<std::size_t>(node.item)] = true;
  }
}

Expected<Program> Emitter::run() {
  place_ = ir_.node(ir_.root()).place;
  put(Opcode::Context, register_of(kContextBinding), 0);
  const Register result = allocate();
  node(ir_.root(), result);
  put(Opcode::Return, result);
  const std::size_t most = std::max({std::size_t{most_}, ir_.names.size(), ir_.types.size(),
                                     ir_.constants.size(), ir_.errors.size(), sites_.size()});
  if (most > UINT16_MAX) {
    return fail(ErrorCode::ProgramLimit,
                "the expression needs more than 65,535 registers, names, "
                "constants or calls");
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
  program.registers = most_;
  program.depth = ir_.depth;
  program.memory = std::move(ir_.memory);
  for (ProgramSite& site : program.sites) site.where.arguments = site.argument_spans;
  return program;
}

void Emitter::node(IrId id, Register to) {
  std::vector<IrId> chain;
  while (is_step(ir_.node(id))) {
    chain.push_back(id);
    id = ir_.children_of(ir_.node(id))[0];
  }
  leaf(ir_.node(id), to);
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) this->step(ir_.node(*step), to);
}

void Emitter::leaf(const IrNode& node, Register to) {
  place_ = node.place;
  const auto children = ir_.children_of(node);
  switch (node.op) {
    case IrOp::Constant:
      if (ir_.constants[node.index].empty()) return put(Opcode::Empty, to);
      return put(Opcode::Constant, to, index(node.index));
    case IrOp::Binding:
      return put(Opcode::Move, to, register_of(node.item));
    case IrOp::Environment:
      return put(Opcode::Context, to, node.detail);
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

/// A loop over the items in `over`, with the bindings of a lambda's node.
template <class Body>
void Emitter::each(const IrNode& node, Register over, Body body) {
  const Register cursor = allocate();
  put(Opcode::Each, cursor, over);
  loop(node, cursor, body);
}

template <class Body>
void Emitter::loop(const IrNode& node, Register cursor, Body body) {
  Label done;
  Label again;
  here(again);
  place_ = node.place;
  jump(Opcode::Next, cursor, done);
  put(Opcode::Current, register_of(node.item), cursor);
  if (node.position != kNoBinding && used_[static_cast<std::size_t>(node.position)]) {
    put(Opcode::Position, register_of(node.position), cursor);
  }
  const Scratch scratch(*this);
  body(again);
  jump(Opcode::Jump, again);
  here(done);
}

/// A criterion's truth for the item that is bound.
Register Emitter::criterion(IrId id) {
  const Register items = value(id);
  const Register truth = allocate();
  place_ = ir_.node(id).span;
  put(Opcode::Truth, truth, items);
  return truth;
}

void Emitter::quantifier(const IrNode& node, Register to) {
  const bool is_all = node.op == IrOp::All;
  const Register result = allocate();
  put(Opcode::SetTruth, result, is_all ? kTrue : kFalse);
  each(node, to, [&](Label& again) {
    const Register truth = criterion(ir_.children_of(node)[1]);
    jump(is_all ? Opcode::JumpIfTrue : Opcode::JumpUnlessTrue, truth, again);
    put(Opcode::SetTruth, result, is_all ? kFalse : kTrue);
  });
  put(Opcode::Box, to, result);
}

void Emitter::projection(const IrNode& node, Register to) {
  const Register list = allocate();
  put(Opcode::List, list);
  const IrId lambda = ir_.children_of(node)[1];
  each(node, to, [&](Label& again) {
    if (node.op == IrOp::Where) {
      jump(Opcode::JumpUnlessTrue, criterion(lambda), again);
      put(Opcode::Append, list, register_of(node.item));
    } else {
      const Register items = value(lambda);
      place_ = node.place;
      put(Opcode::Append, list, items);
    }
  });
  put(Opcode::Collect, to, list);
}

void Emitter::repeat(const IrNode& node, Register to) {
  const Register found = allocate();
  const Register queue = allocate();
  const Register cursor = allocate();
  put(Opcode::List, found);
  put(Opcode::List, queue);
  put(Opcode::Append, queue, to);
  put(Opcode::EachOfList, cursor, queue);
  loop(node, cursor, [&](Label&) {
    const Register items = value(ir_.children_of(node)[1]);
    place_ = node.place;
    if (node.op == IrOp::Repeat) {
      put(Opcode::AppendNew, found, queue, items);
    } else {
      put(Opcode::Append, found, items);
      put(Opcode::Append, queue, items);
    }
  });
  put(Opcode::Collect, to, found);
}

void Emitter::sort(const IrNode& node, Register to) {
  const auto keys = ir_.children_of(node).subspan(1);
  const Register machine = allocate();
  put(Opcode::Sort, machine, to, index(static_cast<std::uint32_t>(keys.size())));
  Label again;
  here(again);
  put(Opcode::SortNext, machine, index(static_cast<std::uint32_t>(keys.size())));
  std::vector<Label> labels(keys.size());
  for (Label& label : labels) jump(Opcode::Jump, label);
  Label sorted;
  jump(Opcode::Jump, sorted);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Scratch scratch(*this);
    const IrNode& key = ir_.node(keys[i]);
    here(labels[i]);
    put(Opcode::SortItem, register_of(node.item), machine);
    const Register items = value(ir_.children_of(key)[0]);
    place_ = key.place;
    put(Opcode::SortKey, machine, items, key.flag ? kTrue : kFalse);
    place_ = node.place;
    jump(Opcode::Jump, again);
  }
  here(sorted);
  put(Opcode::Sorted, to, machine);
}

void Emitter::aggregate(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  const Register total = register_of(node.total);
  if (children.size() > 2) {
    this->node(children[1], total);
  } else {
    put(Opcode::Empty, total);
  }
  each(node, to, [&](Label&) {
    const Register next = value(children.back());
    put(Opcode::Move, total, next);
  });
  put(Opcode::Move, to, total);
}

void Emitter::trace(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  const Register name = allocate();
  const Register logged = allocate();
  const Register where = site(node, children.subspan(1, 1));
  this->node(children[1], name);
  place_ = node.place;
  if (children.size() > 2) {
    put(Opcode::CheckString, name, where);
    const Register list = allocate();
    put(Opcode::List, list);
    each(node, to, [&](Label&) { put(Opcode::Append, list, value(children[2])); });
    put(Opcode::Collect, logged, list);
  } else {
    put(Opcode::Move, logged, to);
  }
  place_ = node.place;
  put(Opcode::Trace, where, name);
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

}  // namespace kiln
