// What registers hold along all paths, and where paths end.

#include <algorithm>
#include <functional>
#include <queue>

#include "compiler/bytecode/operands.h"
#include "compiler/bytecode/register_state.h"
#include "compiler/bytecode/site.h"
#include "compiler/bytecode/verifying.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

/// What an instruction asks of its cursor or sort beyond the class.
struct NeedRow {
  Opcode opcode;
  Content content;
};

constexpr NeedRow kNeeds[] = {
    {Opcode::Current, Content::CursorAtItem}, {Opcode::Position, Content::CursorAtItem},
    {Opcode::SortNext, Content::SortReady},   {Opcode::SortItem, Content::SortWantsKey},
    {Opcode::SortKey, Content::SortWantsKey}, {Opcode::Sorted, Content::Sorted},
};

bool fits(Opcode opcode, char kind, Content content) {
  if (class_of(content) != kind) return false;
  if (kind != 'K' && kind != 'S') return true;
  const auto* const row = std::ranges::find(kNeeds, opcode, &NeedRow::opcode);
  return row == std::end(kNeeds) || row->content == content;
}

std::string_view noun_of(char kind) {
  switch (kind) {
    case 'C':
      return "collection";
    case 'I':
      return "single item";
    case 'M':
      return "cursor over members";
    case 'T':
      return "truth value";
    case 'L':
      return "list";
    case 'E':
      return "scope";
    case 'K':
      return "cursor (at an item, where one is read)";
    default:
      return "sort in the state that is needed";
  }
}

/// Forward data flow over the blocks of one body, which begin at the targets of jumps; the first
/// ones first, so that a loop without surprises is looked at once or twice.
class Flow {
 public:
  /// The body is [begin, end); what is reached is noted.
  Flow(const Program& program, const VerifierLimits& limits, std::uint32_t begin, std::uint32_t end,
       std::vector<bool>& reached)
      : program_(program), limits_(limits), begin_(begin), end_(end), reached_(reached) {}

  Expected<void> run();

 private:
  static constexpr std::uint32_t kNoBlock = UINT32_MAX;

  std::unexpected<Error> refuse(std::size_t at, const std::string& message) const {
    return invalid_at(program_, at, message);
  }
  Expected<void> find_blocks();
  Expected<void> block(std::uint32_t at);
  Expected<void> read(std::uint32_t at);
  Expected<void> read_range(std::uint32_t at, std::uint32_t first);
  Expected<void> need(std::uint32_t at, std::uint32_t number, char kind) const;
  Expected<void> sort_next(std::uint32_t at);
  void write(const Instruction& instruction);
  /// The state here reaches an instruction that begins a block.
  void flow_to(std::uint32_t target);

  std::span<State> states_of(std::uint32_t block) {
    return std::span(states_).subspan(std::size_t{block} * program_.registers, program_.registers);
  }

  const Program& program_;
  const VerifierLimits& limits_;
  std::uint32_t begin_;
  std::uint32_t end_;
  std::vector<bool>& reached_;
  std::vector<std::uint32_t> block_at_;  ///< by instruction
  std::vector<bool> known_;              ///< by block: whether a path leads there
  std::vector<bool> waiting_;            ///< by block
  std::vector<State> states_;            ///< by block and register, where the block begins
  std::vector<State> state_;             ///< by register, at the instruction that is looked at
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> work_;
  std::uint64_t effort_ = 0;
};

Expected<void> Flow::run() {
  KILN_CHECK(find_blocks());
  state_.assign(program_.registers, State());
  flow_to(begin_);
  while (!work_.empty()) {
    const std::uint32_t at = work_.top();
    work_.pop();
    waiting_[block_at_[at]] = false;
    KILN_CHECK(block(at));
    if (effort_ > limits_.max_effort) return invalid("it takes too much effort to verify");
  }
  return {};
}

Expected<void> Flow::find_blocks() {
  block_at_.assign(program_.code.size(), kNoBlock);
  std::uint32_t blocks = 0;
  const auto begin = [&](std::uint32_t at) {
    if (block_at_[at] == kNoBlock) block_at_[at] = blocks++;
  };
  begin(begin_);
  for (std::uint32_t at = begin_; at < end_; ++at) {
    const auto target = jump_target(program_.code[at]);
    if (!target) continue;
    if (*target < begin_ || *target >= end_) return refuse(at, "it leaves its body");
    begin(*target);
  }
  if (std::uint64_t{blocks} * program_.registers > limits_.max_states) {
    return invalid("it has too many jumps and registers to be verified");
  }
  known_.resize(blocks);
  waiting_.resize(blocks);
  states_.resize(std::size_t{blocks} * program_.registers);
  return {};
}

void Flow::flow_to(std::uint32_t target) {
  const std::uint32_t block = block_at_[target];
  const std::span<State> states = states_of(block);
  bool changed = !known_[block];
  effort_ += states.size();
  if (changed) {
    std::ranges::copy(state_, states.begin());
    known_[block] = true;
  } else {
    for (std::size_t i = 0; i < states.size(); ++i) {
      const State met = meet(states[i], state_[i]);
      changed = changed || met != states[i];
      states[i] = met;
    }
  }
  if (!changed || waiting_[block]) return;
  waiting_[block] = true;
  work_.push(target);
}

/// From the beginning of a block to where the path ends, jumps for good, or enters another one.
Expected<void> Flow::block(std::uint32_t begin) {
  std::ranges::copy(states_of(block_at_[begin]), state_.begin());
  effort_ += state_.size();
  for (std::uint32_t at = begin; at < end_; ++at) {
    if (at != begin && block_at_[at] != kNoBlock) {
      flow_to(at);
      return {};
    }
    const Instruction& instruction = program_.code[at];
    reached_[at] = true;
    ++effort_;
    KILN_CHECK(read(at));
    write(instruction);
    switch (instruction.opcode) {
      case Opcode::Return:
      case Opcode::Fail:
        return {};
      case Opcode::Jump:
        flow_to(instruction.target());
        return {};
      case Opcode::SortNext:
        return sort_next(at);
      case Opcode::Next:
        state_[instruction.a] = State(Content::Cursor);
        flow_to(instruction.target());
        state_[instruction.a] = State(Content::CursorAtItem);
        break;
      default:
        if (is_refusal(program_, instruction)) return {};
        if (const auto target = jump_target(instruction)) flow_to(*target);
    }
  }
  return refuse(end_ - 1, "the program goes on behind its last instruction");
}

Expected<void> Flow::read(std::uint32_t at) {
  const Instruction& instruction = program_.code[at];
  const auto operands = operands_of(instruction.opcode);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const std::uint32_t value = operand_value(instruction, i);
    if (operands[i].reads()) KILN_CHECK(need(at, value, operands[i].kind));
    if (operands[i].kind == 'r') KILN_CHECK(read_range(at, value));
  }
  return {};
}

Expected<void> Flow::read_range(std::uint32_t at, std::uint32_t first) {
  const Instruction& instruction = program_.code[at];
  const ProgramSite& site = *site_of(program_, instruction);
  std::uint32_t count = range_size(instruction.opcode, site);
  if (instruction.opcode == Opcode::CheckService) {
    // Looks at the address only, and only when it is told to.
    count = instruction.c != 0 && site.address == ProgramSite::Address::One ? 1 : 0;
  } else if (site.address == ProgramSite::Address::Wrong) {
    return refuse(at, "at() has a wrong number of arguments");
  }
  for (std::uint32_t i = first; i < first + count; ++i) KILN_CHECK(need(at, i, 'C'));
  return {};
}

Expected<void> Flow::need(std::uint32_t at, std::uint32_t number, char kind) const {
  if (fits(program_.code[at].opcode, kind, state_[number].content())) return {};
  return refuse(at, "register " + std::to_string(number) + " does not hold a " +
                        std::string(noun_of(kind)) + " on every path");
}

void Flow::write(const Instruction& instruction) {
  const auto operands = operands_of(instruction.opcode);
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].access != CodeOperand::Access::Write) continue;
    const std::uint16_t keys = instruction.opcode == Opcode::Sort ? instruction.c : 0;
    state_[operand_value(instruction, i)] = State(written(operands[i].kind), keys);
  }
  if (instruction.opcode == Opcode::SortKey) {
    State& sort = state_[instruction.a];
    sort = State(Content::SortReady, sort.keys());
  }
}

/// The jumps behind it are taken from here: each in a state of its own.
Expected<void> Flow::sort_next(std::uint32_t at) {
  const Instruction& instruction = program_.code[at];
  State& sort = state_[instruction.a];
  const std::uint16_t keys = sort.keys();
  if (keys != instruction.b) return refuse(at, "the sort has another number of keys");
  if (end_ - at <= std::uint32_t{keys} + 1) return refuse(at, "it leaves its body");
  for (std::uint16_t key = 0; key <= keys; ++key) {
    const std::uint32_t jump = at + 1 + key;
    reached_[jump] = true;
    sort = State(key == keys ? Content::Sorted : Content::SortWantsKey, keys);
    flow_to(program_.code[jump].target());
  }
  return {};
}

}  // namespace

Expected<std::vector<bool>> verify_flow(const Program& program, const VerifierLimits& limits) {
  std::vector<bool> reached(program.code.size());
  const auto end = static_cast<std::uint32_t>(program.code.size());
  if (program.plain != 0) KILN_CHECK(Flow(program, limits, 0, program.plain, reached).run());
  KILN_CHECK(Flow(program, limits, program.plain, end, reached).run());
  return reached;
}

}  // namespace kiln::core
