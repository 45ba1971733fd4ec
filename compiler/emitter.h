// Emitter: the state of emit(): the code so far, registers, jumps to places that are not there yet.
//
// A binding has a register of its own, the first ones; what a node needs meanwhile is above them
// and is given back when the node is done (Scratch).
#pragma once

#include <span>
#include <vector>

#include "compiler/ir.h"

namespace kiln {

using Register = std::uint16_t;

// The immediates of SetTruth; kTrue is also that of a descending SortKey.
inline constexpr std::uint16_t kFalse = 0;
inline constexpr std::uint16_t kTrue = 1;
inline constexpr std::uint16_t kUnknown = 2;

class Emitter {
 public:
  explicit Emitter(Ir ir);
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

  Ir ir_;
  std::vector<Instruction> code_;
  std::vector<Span> places_;
  std::vector<ProgramSite> sites_;
  Span place_;
  std::uint32_t next_;
  std::uint32_t most_ = 1;
  std::vector<bool> used_;  ///< by binding: whether anything refers to it
};

}  // namespace kiln
