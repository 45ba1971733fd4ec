// The fused body: what is a truth value, in a register.

#include "compiler/emitter.h"

namespace kiln::core {
/// A register with a node's truth (singleton evaluation).
Register Emitter::truth(IrId id) {
  const Register to = allocate();
  truth_into(id, to);
  return to;
}

void Emitter::truth_into(IrId id, Register to) {
  ++fused_depth_;
  is_too_deep_ = is_too_deep_ || fused_depth_ > kMostFused;
  if (!is_too_deep_) {
    const Scratch scratch(*this);
    const IrNode& node = ir_.node(id);
    if (form(id) != Form::Truth) {
      const bool is_single = facts(id).is_single();
      const Register operand = is_single ? item(id) : value(id);
      place_ = node.span;
      put(is_single ? Opcode::TruthOfItem : Opcode::Truth, to, operand);
    } else if (node.op == IrOp::Logic) {
      fused_logic(node, to);
    } else if (node.op == IrOp::Binary) {
      comparison(node, to);
    } else if (node.op == IrOp::Is) {
      const Register operand = item(ir_.children_of(node)[0]);
      place_ = node.place;
      put(Opcode::IsItem, to, operand, index(node.index));
    } else if (node.op == IrOp::Call) {
      call_truth(node, to);
    } else {
      fused_quantifier(node, to);
    }
  }
  --fused_depth_;
}

/// The right side is not looked at where the left one decides.
void Emitter::fused_logic(const IrNode& node, Register to) {
  const auto op = static_cast<LogicOperator>(node.detail);
  const auto children = ir_.children_of(node);
  const Register left = truth(children[0]);
  Label decided;
  if (op != LogicOperator::Xor) {
    const bool by_true = op == LogicOperator::Or;
    place_ = node.place;
    const std::uint16_t outcome = op == LogicOperator::And ? kFalse : kTrue;
    put(Opcode::SetTruth, to, outcome);
    jump(by_true ? Opcode::JumpIfTrue : Opcode::JumpIfFalse, left, decided);
  }
  const Register right = truth(children[1]);
  place_ = node.place;
  put(opcode_of(op), to, left, right);
  here(decided);
}

void Emitter::comparison(const IrNode& node, Register to) {
  const auto op = static_cast<BinaryOperator>(node.detail);
  const auto children = ir_.children_of(node);
  const IrNode& other = ir_.node(children[1]);
  const Register left = item(children[0]);
  const TypeId left_type = facts(children[0]).type;
  const bool is_text = left_type != kNoType && !is_system_type(left_type) &&
                       model_of(ir_)->system_type_of(left_type) == system_type::String;
  if (op == BinaryOperator::Equal && is_text && other.op == IrOp::Constant &&
      facts(children[1]).type == system_type::String) {
    place_ = node.place;
    return put(Opcode::EqualText, to, left, index(other.index));
  }
  const Register right = item(children[1]);
  place_ = node.place;
  put(item_opcode_of(op), to, left, right);
}

/// exists(), empty(), not(), hasValue().
void Emitter::call_truth(const IrNode& node, Register to) {
  const IrId input = ir_.children_of(node)[0];
  const auto function = static_cast<FunctionId>(node.detail);
  if (function == FunctionId::Not) {
    const Register truth = this->truth(input);
    place_ = node.place;
    return put(Opcode::Not, to, truth);
  }
  if (function == FunctionId::HasValue) {
    const Register item = this->item(input);
    place_ = node.place;
    return put(Opcode::HasValue, to, item);
  }
  const bool is_exists = function == FunctionId::Exists;
  if (facts(input).is_single()) {
    const Register item = this->item(input);
    place_ = node.place;
    put(Opcode::HasItem, to, item);
    if (!is_exists) put(Opcode::Not, to, to);
    return;
  }
  place_ = node.place;
  put(Opcode::SetTruth, to, is_exists ? kFalse : kTrue);
  Label done;
  each(input, [&](Register) {
    place_ = node.place;
    put(Opcode::SetTruth, to, is_exists ? kTrue : kFalse);
    if (!facts(input).may_fail) jump(Opcode::Jump, done);
  });
  here(done);
}

/// exists(criterion), all(criterion): they stop at the item that decides, where the others cannot
/// fail.
void Emitter::fused_quantifier(const IrNode& node, Register to) {
  const auto children = ir_.children_of(node);
  const bool is_all = node.op == IrOp::All;
  const bool may_stop = !facts(children[0]).may_fail && !facts(children[1]).may_fail &&
                        facts(children[1]).type == system_type::Boolean;
  const Register counter = position_counter(node);
  place_ = node.place;
  put(Opcode::SetTruth, to, is_all ? kTrue : kFalse);
  Label done;
  each(children[0], [&](Register item) {
    place_ = node.place;
    bind_item(node, item, counter);
    const Register criterion = truth(children[1]);
    place_ = node.place;
    Label next;
    jump(is_all ? Opcode::JumpIfTrue : Opcode::JumpUnlessTrue, criterion, next);
    put(Opcode::SetTruth, to, is_all ? kFalse : kTrue);
    if (may_stop) jump(Opcode::Jump, done);
    here(next);
  });
  here(done);
}

}  // namespace kiln::core
