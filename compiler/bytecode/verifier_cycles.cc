// That every cycle charges fuel.

#include "compiler/bytecode/operands.h"
#include "compiler/bytecode/site.h"
#include "compiler/bytecode/verifying.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

/// Searches a cycle of steps that charge nothing, depth first.
class FreeCycles {
 public:
  FreeCycles(const Program& program, const std::vector<bool>& reached)
      : program_(program), reached_(reached), marks_(program.code.size()) {}

  Expected<void> run() {
    for (std::uint32_t at = 0; at < program_.code.size(); ++at) {
      if (reached_[at] && marks_[at] == Mark::New) KILN_CHECK(search(at));
    }
    return {};
  }

 private:
  enum class Mark : std::uint8_t { New, OnPath, Done };
  struct Step {
    std::uint32_t at;
    std::uint32_t taken;  ///< successors that were searched
  };

  /// The successors of an instruction that it does not charge for: at most two.
  std::uint32_t successors(std::uint32_t at, std::uint32_t (&to)[2]) const {
    const Instruction& instruction = program_.code[at];
    switch (instruction.opcode) {
      case Opcode::Return:
      case Opcode::Fail:
        return 0;
      case Opcode::Jump:
      case Opcode::Next:
        to[0] = instruction.target();
        return 1;
      case Opcode::SortNext:
        to[0] = at + 1 + instruction.b;
        return 1;
      default:
        if (is_refusal(program_, instruction)) return 0;
        to[0] = at + 1;
        // A jump back is charged.
        if (!find_operand(instruction.opcode, 'j')) return 1;
        to[1] = instruction.target();
        return 2;
    }
  }

  Expected<void> search(std::uint32_t from) {
    path_.assign(1, {from, 0});
    marks_[from] = Mark::OnPath;
    while (!path_.empty()) {
      Step& step = path_.back();
      std::uint32_t to[2];
      if (step.taken == successors(step.at, to)) {
        marks_[step.at] = Mark::Done;
        path_.pop_back();
        continue;
      }
      const std::uint32_t next = to[step.taken++];
      if (marks_[next] == Mark::OnPath) {
        return invalid_at(program_, next, "it is on a cycle that charges nothing");
      }
      if (marks_[next] == Mark::Done) continue;
      marks_[next] = Mark::OnPath;
      path_.push_back({next, 0});
    }
    return {};
  }

  const Program& program_;
  const std::vector<bool>& reached_;
  std::vector<Mark> marks_;
  std::vector<Step> path_;
};

}  // namespace

Expected<void> verify_cycles(const Program& program, const std::vector<bool>& reached) {
  return FreeCycles(program, reached).run();
}

}  // namespace kiln::core
