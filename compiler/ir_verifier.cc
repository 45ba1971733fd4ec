#include "compiler/ir_verifier.h"

#include "compiler/ir_shape.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

class IrVerifier {
 public:
  explicit IrVerifier(const Ir& ir)
      : ir_(ir), bindings_(ir.bindings, Seen::NotYet), is_child_(ir.nodes.size()) {}

  Expected<void> run() {
    if (ir_.nodes.empty()) return fail(ErrorCode::InvalidProgram, "there is no node");
    if (ir_.bindings == 0) return fail(ErrorCode::InvalidProgram, "there is no context");
    for (std::uint32_t i = 0; i < ir_.nodes.size(); ++i) KILN_CHECK(node(IrId{i}));
    for (std::uint32_t i = 0; i + 1 < ir_.nodes.size(); ++i) {
      if (!is_child_[i]) return refuse(IrId{i}, "it is no node's child");
    }
    return scopes();
  }

 private:
  using Binding = IrShape::Binding;

  /// What is known of a binding where the walk stands.
  enum class Seen : std::uint8_t { NotYet, Items, Scope, NoMore };

  /// A node whose children are walked, and where the log was before the current child.
  struct Frame {
    IrId id;
    std::uint32_t next_child;
    std::size_t mark;
  };

  std::unexpected<Error> refuse(IrId id, const std::string& message) const {
    return fail(ErrorCode::InvalidProgram,
                "node " + std::to_string(static_cast<std::uint32_t>(id)) + " (" +
                    std::string(to_string(ir_.node(id).op)) + "): " + message);
  }

  // Each node for itself.
  Expected<void> node(IrId id);
  Expected<void> children(IrId id);
  bool is_row(const IrNode& node) const;
  static bool is_detail(const IrNode& node);

  // Along the order of evaluation.
  Expected<void> scopes();
  Expected<void> before_child(const Frame& frame);
  Expected<void> leave(IrId id);
  Expected<void> introduce(IrId id, BindingId binding, Seen seen);
  Expected<void> refer(IrId id, BindingId binding, Seen seen) const;
  void forget(std::size_t mark) {
    for (; log_.size() > mark; log_.pop_back()) at(log_.back()) = Seen::NoMore;
  }
  Seen& at(BindingId binding) { return bindings_[static_cast<std::size_t>(binding)]; }

  const Ir& ir_;
  std::vector<Seen> bindings_;
  std::vector<bool> is_child_;
  std::vector<BindingId> log_;  ///< those that are seen, in the order in which they came
};

Expected<void> IrVerifier::node(IrId id) {
  const IrNode& node = ir_.node(id);
  if (static_cast<std::size_t>(node.op) > static_cast<std::size_t>(IrOp::Fail)) {
    return fail(ErrorCode::InvalidProgram, "a node has no operation");
  }
  for (const Span span : {node.span, node.place}) {
    if (span.start > span.end || span.end > ir_.source.size()) {
      return refuse(id, "its place is not in the source");
    }
  }
  KILN_CHECK(children(id));
  if (!is_row(node)) return refuse(id, "what it names is not there");
  if (!is_detail(node)) return refuse(id, "its detail means nothing");
  return {};
}

Expected<void> IrVerifier::children(IrId id) {
  const IrNode& node = ir_.node(id);
  const IrChildCount count = child_count_of(node.op);
  if (node.child_count < count.least || node.child_count > count.most) {
    return refuse(id, "it has " + std::to_string(node.child_count) + " children");
  }
  if (std::uint64_t{node.first_child} + node.child_count > ir_.children.size()) {
    return refuse(id, "its children are not there");
  }
  const auto list = ir_.children_of(node);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i] >= id) return refuse(id, "a child stands behind it");
    const auto child = static_cast<std::size_t>(list[i]);
    if (is_child_[child]) return refuse(list[i], "it is the child of two");
    is_child_[child] = true;
    const IrOp op = ir_.nodes[child].op;
    const bool is_key = op == IrOp::SortKey;
    const bool is_field = op == IrOp::Field;
    const bool takes_keys = node.op == IrOp::Sort && i > 0;
    const bool takes_fields = node.op == IrOp::Instance && i > 0;
    if (is_key != takes_keys) return refuse(list[i], "keys belong to a sort");
    if (is_field ? !takes_fields : takes_fields && op != IrOp::Fail) {
      return refuse(list[i], "fields belong to an instance");
    }
  }
  return {};
}

bool IrVerifier::is_row(const IrNode& node) const {
  switch (shape_of(node.op).index) {
    case IrShape::Index::Constant:
      return node.index < ir_.constants.size();
    case IrShape::Index::Name:
      return node.index < ir_.names.size();
    case IrShape::Index::Type: {
      // Of an object that cannot be made the type need not be known.
      const bool can_fail = node.op == IrOp::Instance && node.child_count > 1 &&
                            ir_.node(ir_.children_of(node)[1]).op == IrOp::Fail;
      return can_fail || node.index < ir_.types.size();
    }
    case IrShape::Index::Error:
      return node.index < ir_.errors.size();
    case IrShape::Index::None:
      return true;
  }
  return false;
}

bool IrVerifier::is_detail(const IrNode& node) {
  switch (shape_of(node.op).detail) {
    case IrShape::Detail::None:
      return node.detail == 0;
    case IrShape::Detail::Binary:
      return node.detail <= static_cast<int>(BinaryOperator::Contains);
    case IrShape::Detail::Unary:
      return node.detail <= 1;
    case IrShape::Detail::Logic:
      return node.detail <= static_cast<int>(LogicOperator::Implies);
    case IrShape::Detail::Function: {
      if (node.detail >= signatures().size()) return false;
      const auto function = static_cast<FunctionId>(node.detail);
      const Signature& signature = signature_of(function);
      const std::uint32_t arguments = node.child_count - 1;
      return builtin_of(function) != nullptr && arguments >= signature.required &&
             arguments <= signature.max_arguments();
    }
    case IrShape::Detail::Service: {
      const ServiceDetail detail = ServiceDetail::of(node.detail);
      const bool has_address = detail.address == ProgramSite::Address::One;
      return detail.service != ProgramSite::Service::None &&
             detail.service <= ProgramSite::Service::Factory &&
             detail.address <= ProgramSite::Address::Wrong &&
             (!has_address || node.child_count > 0);
    }
  }
  return false;
}

/// Whether what the first child has defined is seen by the other children and what follows.
bool goes_on(const IrNode& node) {
  return node.op != IrOp::Binary && node.op != IrOp::Logic;
}

/// Without recursion: chains are as long as the expression.
Expected<void> IrVerifier::scopes() {
  at(kContextBinding) = Seen::Items;
  std::vector<Frame> frames{{ir_.root(), 0, 0}};
  while (!frames.empty()) {
    Frame& frame = frames.back();
    const IrNode& node = ir_.node(frame.id);
    if (frame.next_child > 1 || (frame.next_child == 1 && !goes_on(node))) forget(frame.mark);
    if (frame.next_child == node.child_count) {
      KILN_CHECK(leave(frame.id));
      frames.pop_back();
      continue;
    }
    frame.mark = log_.size();
    KILN_CHECK(before_child(frame));
    const IrId child = ir_.children_of(node)[frame.next_child++];
    frames.push_back({child, 0, 0});
  }
  return {};
}

/// The bindings that a child sees and others do not.
Expected<void> IrVerifier::before_child(const Frame& frame) {
  const IrNode& node = ir_.node(frame.id);
  const IrShape& shape = shape_of(node.op);
  const std::uint32_t lambda = first_lambda(node);
  for (const auto& [role, binding] :
       {std::pair(shape.item, node.item), std::pair(shape.position, node.position),
        std::pair(shape.total, node.total)}) {
    const bool is_seen = (role == Binding::ForLambda && frame.next_child >= lambda) ||
                         (role == Binding::ForValue && frame.next_child == 2);
    if (!is_seen || binding == kNoBinding) continue;
    // The children of a sort and of iif() see the same.
    const bool again = frame.next_child > lambda && binding < BindingId{ir_.bindings};
    if (again) at(binding) = Seen::NotYet;
    KILN_CHECK(introduce(frame.id, binding, Seen::Items));
  }
  return {};
}

Expected<void> IrVerifier::leave(IrId id) {
  const IrNode& node = ir_.node(id);
  const IrShape& shape = shape_of(node.op);
  for (const auto& [role, binding] :
       {std::pair(shape.item, node.item), std::pair(shape.position, node.position),
        std::pair(shape.total, node.total)}) {
    switch (role) {
      case Binding::None:
        if (binding != kNoBinding) {
          return refuse(id, "it has a binding that means nothing");
        }
        break;
      case Binding::Refers:
        KILN_CHECK(refer(id, binding, Seen::Items));
        break;
      case Binding::RefersToScope:
        if (binding != kNoBinding) KILN_CHECK(refer(id, binding, Seen::Scope));
        break;
      case Binding::ForChain:
        KILN_CHECK(introduce(id, binding, Seen::Items));
        break;
      case Binding::ScopeForChain:
        KILN_CHECK(introduce(id, binding, Seen::Scope));
        break;
      case Binding::ForLambda:
      case Binding::ForValue:
        break;
    }
  }
  return {};
}

Expected<void> IrVerifier::introduce(IrId id, BindingId binding, Seen seen) {
  if (binding >= BindingId{ir_.bindings}) return refuse(id, "there is no such binding");
  if (at(binding) != Seen::NotYet) return refuse(id, "the binding is introduced twice");
  at(binding) = seen;
  log_.push_back(binding);
  return {};
}

Expected<void> IrVerifier::refer(IrId id, BindingId binding, Seen seen) const {
  if (binding >= BindingId{ir_.bindings}) return refuse(id, "there is no such binding");
  const Seen there = bindings_[static_cast<std::size_t>(binding)];
  if (there == seen) return {};
  if (there == Seen::NotYet || there == Seen::NoMore) {
    return refuse(id, "the binding is not seen here");
  }
  return refuse(id, "the binding is of another kind");
}

}  // namespace

Expected<void> verify(const Ir& ir) {
  return IrVerifier(ir).run();
}

}  // namespace kiln::core
