// Emitter: the state of emit(): the code so far, registers, jumps to places that are not there yet.
//
// A binding has a register of its own, the first ones; what a node needs meanwhile is above them
// and is given back when the node is done (Scratch).
//
// Two bodies come from it. In the plain one (vm0) node() makes the whole collection of a node. In
// the fused one each node has a Form, and is made into what its user asks for:
//
//   item()    a register with at most one item
//   truth()   a register with a truth value
//   each()    code that is run for each item, without a collection (emit_stream.cc)
//   node()    a collection, as in the plain body
//
// All four work for every node, whatever its form is: the form says which is done without the
// others. Nodes of the form Plain are emitted as in the plain body, their children are not.
#pragma once

#include <span>
#include <vector>

#include "compiler/facts.h"
#include "compiler/function_ref.h"
#include "compiler/ir.h"

namespace kiln::core {

using Register = std::uint16_t;

// The immediates of SetTruth; kTrue is also that of a descending SortKey.
inline constexpr std::uint16_t kFalse = 0;
inline constexpr std::uint16_t kTrue = 1;
inline constexpr std::uint16_t kUnknown = 2;

inline constexpr Register kNoRegister = UINT16_MAX;

// The tables have the operators in the same order.
inline Opcode opcode_of(BinaryOperator op) {
  return static_cast<Opcode>(static_cast<int>(Opcode::Equal) + static_cast<int>(op));
}
inline Opcode item_opcode_of(BinaryOperator op) {  ///< up to Concatenate
  return static_cast<Opcode>(static_cast<int>(Opcode::EqualItems) + static_cast<int>(op));
}
inline Opcode opcode_of(LogicOperator op) {
  return static_cast<Opcode>(static_cast<int>(Opcode::And) + static_cast<int>(op));
}

/// What a node is in the fused body.
enum class Form : std::uint8_t { Plain, Item, Truth, Stream };

class Emitter {
 public:
  /// Without facts only the plain body is made.
  Emitter(Ir ir, std::vector<Facts> facts, TypeId context);
  Expected<Program> run();

 private:
  /// An instruction that jumps go to, before or behind them.
  struct Label {
    static constexpr std::uint32_t kNowhere = UINT32_MAX;
    std::uint32_t at = kNowhere;
    std::vector<std::uint32_t> jumps;  ///< that wait for it
  };

  /// Registers that are allocated while it lives are free behind it.
  class Scratch {
   public:
    explicit Scratch(Emitter& emitter) : emitter_(emitter), next_(emitter.next_) {}
    ~Scratch() { emitter_.next_ = next_; }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

   private:
    Emitter& emitter_;
    std::uint32_t next_;
  };

  void body();
  bool fuse();
  void plain_body();
  std::size_t table_size() const;  ///< of the largest one
  Expected<Program> finish();

  void node(IrId id, Register to);
  void leaf(const IrNode& node, Register to);
  void step(const IrNode& node, Register to);
  void logic(const IrNode& node, Register to);
  void quantifier(const IrNode& node, Register to);
  void projection(const IrNode& node, Register to);
  void repeat(const IrNode& node, Register to);
  void sort(const IrNode& node, Register to);
  void aggregate(const IrNode& node, Register to);
  void trace(const IrNode& node, Register to);
  void iif(const IrNode& node, Register to);
  void coalesce(const IrNode& node, Register to);
  void define(const IrNode& node, Register to);
  void instance(const IrNode& node, Register to);
  void service(const IrNode& node, Register to);
  template <class Body>
  void each(const IrNode& node, Register over, Body body);
  template <class Body>
  void loop(const IrNode& node, Register cursor, Body body);

  /// A node's value in a new register.
  Register value(IrId id) {
    const Register to = allocate();
    node(id, to);
    return to;
  }
  Register criterion(IrId id);

  // emit_stream.cc, emit_truth.cc: the fused body.
  using ItemBody = FunctionRef<void(Register)>;
  Form form(IrId id) const;
  Form step_form(const IrNode& node) const;
  Form call_form(const IrNode& node) const;
  Register item(IrId id);
  void item_into(IrId id, Register to);
  void first(IrId input, Register to);
  void last(IrId input, Register to);
  void count(IrId input, Register to);
  void filtered_item(const IrNode& node, Register to);
  void each(IrId id, ItemBody body);
  void each_member(const IrNode& node, ItemBody body);
  void each_member_of(const IrNode& node, const StepRow& row, Register owner, ItemBody body);
  bool is_certain_step(IrId id) const;
  void each_of_steps(std::span<const IrId> steps, Register owner, ItemBody body);
  void each_filtered(const IrNode& node, ItemBody body);
  void each_projected(const IrNode& node, ItemBody body);
  void each_of_collection(IrId id, ItemBody body);
  Register truth(IrId id);
  void truth_into(IrId id, Register to);
  void call_truth(const IrNode& node, Register to);
  void comparison(const IrNode& node, Register to);
  void fused_logic(const IrNode& node, Register to);
  void fused_quantifier(const IrNode& node, Register to);
  void collect(IrId id, Register to);
  void bind_item(const IrNode& lambda, Register item, Register counter);
  Register item_register(BindingId binding) const {
    return item_registers_[static_cast<std::size_t>(binding)];
  }
  Register position_counter(const IrNode& lambda);
  std::uint16_t field(const Element& element);
  const Element* narrowed(const IrNode& node) const;
  const Facts& facts(IrId id) const { return facts_[static_cast<std::size_t>(id)]; }
  const IrNode& input_of(const IrNode& node) const { return ir_.node(ir_.children_of(node)[0]); }
  Register block(std::span<const IrId> nodes);
  std::uint16_t site(const IrNode& node, std::span<const IrId> arguments);

  void put(Opcode opcode, std::uint16_t a = 0, std::uint16_t b = 0, std::uint16_t c = 0) {
    code_.push_back({opcode, a, b, c});
    places_.push_back(place_);
  }
  void jump(Opcode opcode, Register operand, Label& label) {
    const auto at = static_cast<std::uint32_t>(code_.size());
    put(opcode, operand);
    if (label.at == Label::kNowhere) {
      label.jumps.push_back(at);
    } else {
      code_.back().set_target(label.at);
    }
  }
  void jump(Opcode opcode, Label& label) { jump(opcode, 0, label); }
  /// To a label that is there.
  void jump_back(Opcode opcode, Register to, Register cursor, const Label& label) {
    put(opcode, to, cursor, index(label.at));
  }
  void here(Label& label) {
    label.at = static_cast<std::uint32_t>(code_.size());
    for (const std::uint32_t jump : label.jumps) code_[jump].set_target(label.at);
  }

  Register register_of(BindingId binding) const {
    return static_cast<Register>(static_cast<std::uint32_t>(binding));
  }
  Register allocate() {
    const std::uint32_t result = next_++;
    most_ = std::max(most_, next_);
    return static_cast<Register>(result);
  }
  /// Indices that do not fit are found at the end, in run().
  static std::uint16_t index(std::uint32_t value) { return static_cast<std::uint16_t>(value); }

  /// Chains that are longer are not fused: here they are recursion.
  static constexpr std::uint32_t kMostFused = 200;

  Ir ir_;
  std::vector<Facts> facts_;
  TypeId context_type_ = kNoType;
  bool fused_ = false;             ///< which body is made
  std::uint32_t fused_depth_ = 0;  ///< of item(), each(), truth() in each other
  bool is_too_deep_ = false;
  /// By binding, in the fused body: the register with its item; kNoRegister: it has a collection,
  /// in register_of().
  std::vector<Register> item_registers_;
  std::vector<ProgramField> fields_;
  std::uint32_t plain_ = 0;
  std::vector<Instruction> code_;
  std::vector<Span> places_;
  std::vector<ProgramSite> sites_;
  Span place_;
  std::uint32_t next_;
  std::uint32_t most_ = 1;
  std::vector<bool> used_;  ///< by binding: whether anything refers to it
};

}  // namespace kiln::core
