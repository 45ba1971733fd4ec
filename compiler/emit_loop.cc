// What is evaluated for each item: lambdas, sort keys, projections of trace().

#include "compiler/emitter.h"

namespace kiln::core {

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
  if (fused_) return truth(id);
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

}  // namespace kiln::core
