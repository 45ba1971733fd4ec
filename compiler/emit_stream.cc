// The fused body: single items in registers, and loops over the members of the document in which
// the steps that follow run for each item (each()).

#include "compiler/emitter.h"

namespace kiln::core {
namespace {

/// Counts how deep the fused forms are in each other.
class Depth {
 public:
  explicit Depth(std::uint32_t& depth) : depth_(++depth) {}
  ~Depth() { --depth_; }
  Depth(const Depth&) = delete;
  Depth& operator=(const Depth&) = delete;

 private:
  std::uint32_t& depth_;
};

bool is_arithmetic(BinaryOperator op) {
  return op >= BinaryOperator::Add && op <= BinaryOperator::Concatenate;
}

}  // namespace

Form Emitter::form(IrId id) const {
  const IrNode& node = ir_.node(id);
  const auto children = ir_.children_of(node);
  const auto single_or = [&](Form other) { return facts(id).is_single() ? Form::Item : other; };
  switch (node.op) {
    case IrOp::RootMember:
    case IrOp::Member:
      return step_form(node);
    case IrOp::Where:
    case IrOp::Select:
      return single_or(Form::Stream);
    case IrOp::As:
      if (!ir_.options.as_filters && !facts(children[0]).is_single()) return Form::Plain;
      return single_or(Form::Stream);
    case IrOp::OfType:
      return single_or(Form::Stream);
    case IrOp::Binary: {
      const auto op = static_cast<BinaryOperator>(node.detail);
      if (!facts(children[0]).is_single() || !facts(children[1]).is_single()) return Form::Plain;
      if (op <= BinaryOperator::GreaterOrEqual) return Form::Truth;
      return is_arithmetic(op) ? Form::Item : Form::Plain;
    }
    case IrOp::Is:
      return facts(children[0]).is_single() ? Form::Truth : Form::Plain;
    case IrOp::Logic:
    case IrOp::Exists:
    case IrOp::All:
      return Form::Truth;
    case IrOp::Call:
      return call_form(node);
    default:
      return Form::Plain;
  }
}

Form Emitter::step_form(const IrNode& node) const {
  const Facts& input = facts(ir_.children_of(node)[0]);
  const StepRow row = step_row(ir_, node, input.type);
  switch (row.kind) {
    case StepRow::Kind::Identity:
    case StepRow::Kind::Choice:
      return input.is_single() ? Form::Item : Form::Stream;
    case StepRow::Kind::Field:
      return input.is_single() && !row.element->many ? Form::Item : Form::Stream;
    case StepRow::Kind::Unknown:
      break;
  }
  return Form::Plain;
}

Form Emitter::call_form(const IrNode& node) const {
  const Facts& input = facts(ir_.children_of(node)[0]);
  switch (static_cast<FunctionId>(node.detail)) {
    case FunctionId::First:
    case FunctionId::Last:
    case FunctionId::Count:
      return Form::Item;
    case FunctionId::Exists:
    case FunctionId::Empty:
      return Form::Truth;
    case FunctionId::Not:
      return input.is_single() ? Form::Truth : Form::Plain;
    case FunctionId::HasValue: {
      const bool is_typed = input.type != kNoType && !is_system_type(input.type);
      return is_typed && input.is_single() ? Form::Truth : Form::Plain;
    }
    default:
      return Form::Plain;
  }
}

std::uint16_t Emitter::field(const Element& element) {
  fields_.push_back(ProgramField::of(*model_of(ir_), element.json, element.type));
  return index(static_cast<std::uint32_t>(fields_.size() - 1));
}

/// ofType() of a choice asks for the one member that has the type, without a look at the others.
const Element* Emitter::narrowed(const IrNode& node) const {
  const bool filters = node.op == IrOp::OfType || ir_.options.as_filters;
  const IrNode& choice = input_of(node);
  if (!filters || (choice.op != IrOp::Member && choice.op != IrOp::RootMember)) return nullptr;
  const TypeId type = facts(ir_.children_of(choice)[0]).type;
  if (step_row(ir_, choice, type).kind != StepRow::Kind::Choice) return nullptr;
  return chosen_member(ir_, choice, type, ir_.types[node.index]);
}

/// A register with the node's only item, or none. Not to be written to.
Register Emitter::item(IrId id) {
  const IrNode& node = ir_.node(id);
  if (node.op == IrOp::Binding && item_register(node.item) != kNoRegister) {
    return item_register(node.item);
  }
  if (node.op == IrOp::RootMember && form(id) == Form::Item) {
    const IrId focus = ir_.children_of(node)[0];
    if (step_row(ir_, node, facts(focus).type).kind == StepRow::Kind::Identity) return item(focus);
  }
  const Register to = allocate();
  item_into(id, to);
  return to;
}

/// REQUIRES: the facts say that the node is single.
void Emitter::item_into(IrId id, Register to) {
  const Depth depth(fused_depth_);
  is_too_deep_ = is_too_deep_ || fused_depth_ > kMostFused;
  if (is_too_deep_) return;
  const Scratch scratch(*this);
  const IrNode& node = ir_.node(id);
  const auto children = ir_.children_of(node);
  if (node.op == IrOp::Constant && !ir_.constants[node.index].empty()) {
    place_ = node.place;
    return put(Opcode::ConstantItem, to, index(node.index));
  }
  if (node.op == IrOp::Binding && item_register(node.item) != kNoRegister) {
    place_ = node.place;
    return put(Opcode::MoveItem, to, item_register(node.item));
  }
  switch (form(id)) {
    case Form::Truth: {
      const Register truth = this->truth(id);
      return put(Opcode::BoxItem, to, truth);
    }
    case Form::Plain: {
      const Register items = value(id);
      place_ = node.place;
      return put(Opcode::Only, to, items);
    }
    case Form::Stream:  // the facts say that it is single all the same
      return first(id, to);
    case Form::Item:
      break;
  }
  switch (node.op) {
    case IrOp::RootMember:
    case IrOp::Member: {
      const StepRow row = step_row(ir_, node, facts(children[0]).type);
      const Register input = item(children[0]);
      place_ = node.place;
      if (row.kind == StepRow::Kind::Identity) return put(Opcode::MoveItem, to, input);
      if (row.kind == StepRow::Kind::Choice) {
        return put(Opcode::Choice, to, input, index(node.index));
      }
      return put(Opcode::Member, to, input, field(*row.element));
    }
    case IrOp::Where:
    case IrOp::Select:
      return filtered_item(node, to);
    case IrOp::As:
    case IrOp::OfType: {
      if (const Element* const element = narrowed(node)) {
        const Register input = item(ir_.children_of(input_of(node))[0]);
        place_ = input_of(node).place;
        return put(Opcode::Member, to, input, field(*element));
      }
      const Register input = item(children[0]);
      place_ = node.place;
      return put(Opcode::OfTypeItem, to, input, index(node.index));
    }
    case IrOp::Binary: {
      const Register left = item(children[0]);
      const Register right = item(children[1]);
      place_ = node.place;
      return put(item_opcode_of(static_cast<BinaryOperator>(node.detail)), to, left, right);
    }
    default:
      break;
  }
  switch (static_cast<FunctionId>(node.detail)) {
    case FunctionId::First:
      return first(children[0], to);
    case FunctionId::Last:
      return last(children[0], to);
    default:
      return count(children[0], to);
  }
}

/// Only what cannot fail may be left out: of name.where(use = 'official').given, the given names of
/// the names that follow, but not their criteria.
void Emitter::first(IrId input, Register to) {
  if (facts(input).is_single()) return item_into(input, to);
  put(Opcode::NoItem, to);
  Label done;
  if (!facts(input).may_fail) {
    each(input, [&](Register item) {
      put(Opcode::MoveItem, to, item);
      jump(Opcode::Jump, done);
    });
    return here(done);
  }
  std::vector<IrId> steps;
  IrId source = input;
  for (; is_certain_step(source); source = ir_.children_of(ir_.node(source))[0])
    steps.push_back(source);
  each(source, [&](Register item) {
    Label next;
    jump(Opcode::JumpIfItem, to, next);
    each_of_steps(steps, item, [&](Register found) {
      put(Opcode::MoveItem, to, found);
      jump(Opcode::Jump, next);
    });
    here(next);
  });
}

void Emitter::last(IrId input, Register to) {
  if (facts(input).is_single()) return item_into(input, to);
  put(Opcode::NoItem, to);
  each(input, [&](Register item) { put(Opcode::MoveItem, to, item); });
}

void Emitter::count(IrId input, Register to) {
  put(Opcode::Integer, to, 0);
  each(input, [&](Register) { put(Opcode::Increment, to); });
}

/// where() and select() of one item, which gives one at most.
void Emitter::filtered_item(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  const Register counter = position_counter(node);
  put(Opcode::NoItem, to);
  const Register input = item(children[0]);
  Label end;
  place_ = node.place;
  jump(Opcode::JumpIfNone, input, end);
  bind_item(node, input, counter);
  if (node.op == IrOp::Select) {
    item_into(children[1], to);
  } else {
    const Register criterion = truth(children[1]);
    jump(Opcode::JumpUnlessTrue, criterion, end);
    put(Opcode::MoveItem, to, input);
  }
  here(end);
}

/// For $index, if anything asks for it; else kNoRegister.
Register Emitter::position_counter(const IrNode& lambda) {
  if (lambda.position == kNoBinding || !used_[static_cast<std::size_t>(lambda.position)]) {
    return kNoRegister;
  }
  const Register counter = allocate();
  put(Opcode::Integer, counter, 0);
  return counter;
}

/// $this is the register that the item is in, which stays as it is while the lambda runs; $index
/// gets one of its own.
void Emitter::bind_item(const IrNode& lambda, Register item, Register counter) {
  item_registers_[static_cast<std::size_t>(lambda.item)] = item;
  if (counter == kNoRegister) return;
  const Register position = register_of(lambda.position);
  item_registers_[static_cast<std::size_t>(lambda.position)] = position;
  put(Opcode::MoveItem, position, counter);
  put(Opcode::Increment, counter);
}

/// Code that runs `body` for each item of a node, in order.
void Emitter::each(IrId id, ItemBody body) {
  const Depth depth(fused_depth_);
  is_too_deep_ = is_too_deep_ || fused_depth_ > kMostFused;
  if (is_too_deep_) return;
  const Scratch scratch(*this);
  const IrNode& node = ir_.node(id);
  if (form(id) == Form::Stream) {
    switch (node.op) {
      case IrOp::RootMember:
      case IrOp::Member:
        return each_member(node, body);
      case IrOp::Select:
        return each_projected(node, body);
      default:  // Where, As, OfType
        return each_filtered(node, body);
    }
  }
  if (form(id) == Form::Plain && !facts(id).is_single()) return each_of_collection(id, body);
  const Register single = item(id);
  Label end;
  jump(Opcode::JumpIfNone, single, end);
  body(single);
  here(end);
}

void Emitter::each_member(const IrNode& node, ItemBody body) {
  const IrId input = ir_.children_of(node)[0];
  const StepRow row = step_row(ir_, node, facts(input).type);
  if (row.kind == StepRow::Kind::Identity) return each(input, body);
  const auto each_of = [&](Register owner) { each_member_of(node, row, owner, body); };
  // Nothing has no members.
  if (form(input) != Form::Stream && facts(input).is_single()) return each_of(item(input));
  each(input, each_of);
}

void Emitter::each_member_of(const IrNode& node, const StepRow& row, Register owner,
                             ItemBody body) {
  const Register member = allocate();
  place_ = node.place;
  if (row.kind == StepRow::Kind::Choice || !row.element->many) {
    if (row.kind == StepRow::Kind::Choice) {
      put(Opcode::Choice, member, owner, index(node.index));
    } else {
      put(Opcode::Member, member, owner, field(*row.element));
    }
    Label end;
    jump(Opcode::JumpIfNone, member, end);
    body(member);
    return here(end);
  }
  const Register cursor = allocate();
  put(Opcode::Enter, cursor, owner, field(*row.element));
  Label test;
  jump(Opcode::Jump, test);
  Label again;
  here(again);
  body(member);
  here(test);
  place_ = node.place;
  jump_back(Opcode::NextMember, member, cursor, again);
}

/// A step to members that finds them or not, whatever the data.
bool Emitter::is_certain_step(IrId id) const {
  const IrNode& node = ir_.node(id);
  if (form(id) != Form::Stream || (node.op != IrOp::Member && node.op != IrOp::RootMember))
    return false;
  return step_row(ir_, node, facts(ir_.children_of(node)[0]).type).kind == StepRow::Kind::Field;
}

/// Code that runs `body` for each item that the steps, the last of which comes first, find from an
/// owner on.
void Emitter::each_of_steps(std::span<const IrId> steps, Register owner, ItemBody body) {
  const Depth depth(fused_depth_);
  is_too_deep_ = is_too_deep_ || fused_depth_ > kMostFused;
  if (is_too_deep_) return;
  if (steps.empty()) return body(owner);
  const IrNode& node = ir_.node(steps.back());
  const StepRow row = step_row(ir_, node, facts(ir_.children_of(node)[0]).type);
  each_member_of(node, row, owner, [&](Register member) {
    each_of_steps(steps.first(steps.size() - 1), member, body);
  });
}

void Emitter::each_of_collection(IrId id, ItemBody body) {
  const Register items = value(id);
  const Register cursor = allocate();
  const Register item = allocate();
  place_ = ir_.node(id).place;
  put(Opcode::Each, cursor, items);
  Label test;
  jump(Opcode::Jump, test);
  Label again;
  here(again);
  body(item);
  here(test);
  place_ = ir_.node(id).place;
  jump_back(Opcode::NextItem, item, cursor, again);
}

void Emitter::each_filtered(const IrNode& node, ItemBody body) {
  const auto children = ir_.children_of(node);
  if (node.op != IrOp::Where) {
    if (const Element* const element = narrowed(node)) {
      return each(ir_.children_of(input_of(node))[0], [&](Register owner) {
        const Register member = allocate();
        place_ = input_of(node).place;
        put(Opcode::Member, member, owner, field(*element));
        Label end;
        jump(Opcode::JumpIfNone, member, end);
        body(member);
        here(end);
      });
    }
    return each(children[0], [&](Register item) {
      const Register selected = allocate();
      place_ = node.place;
      put(Opcode::OfTypeItem, selected, item, index(node.index));
      Label end;
      jump(Opcode::JumpIfNone, selected, end);
      body(selected);
      here(end);
    });
  }
  const Register counter = position_counter(node);
  each(children[0], [&](Register item) {
    place_ = node.place;
    bind_item(node, item, counter);
    Label end;
    {
      const Scratch scratch(*this);
      const Register criterion = truth(children[1]);
      place_ = node.place;
      jump(Opcode::JumpUnlessTrue, criterion, end);
    }
    body(item);
    here(end);
  });
}

void Emitter::each_projected(const IrNode& node, ItemBody body) {
  const auto children = ir_.children_of(node);
  const Register counter = position_counter(node);
  each(children[0], [&](Register item) {
    place_ = node.place;
    bind_item(node, item, counter);
    each(children[1], body);
  });
}

/// The collection of a node that is fused.
void Emitter::collect(IrId id, Register to) {
  const Scratch scratch(*this);
  const Span place = ir_.node(id).place;
  if (form(id) == Form::Truth) {
    const Register truth = this->truth(id);
    place_ = place;
    return put(Opcode::Box, to, truth);
  }
  if (form(id) == Form::Item) {
    const Register item = this->item(id);
    place_ = place;
    return put(Opcode::Wrap, to, item);
  }
  const Register list = allocate();
  place_ = place;
  put(Opcode::List, list);
  each(id, [&](Register item) {
    place_ = place;
    put(Opcode::AppendItem, list, item);
  });
  place_ = place;
  put(Opcode::Collect, to, list);
}

}  // namespace kiln::core
