// verify() and the checks of single instructions.

#include "compiler/bytecode/verifier.h"

#include <algorithm>

#include "compiler/bytecode/operands.h"
#include "compiler/bytecode/site.h"
#include "compiler/bytecode/verifying.h"
#include "runtime/diagnostic/try.h"
#include "runtime/text/utf8.h"

namespace kiln::core {
namespace {

/// The greatest immediate of an instruction.
struct ImmediateRow {
  Opcode opcode;
  std::uint16_t most;
};

/// The keys of a sort are counted in twelve bits of a register's state.
constexpr std::uint16_t kMostSortKeys = 4095;

constexpr ImmediateRow kImmediates[] = {
    {Opcode::CheckService, 1},         {Opcode::SetTruth, 2}, {Opcode::Sort, kMostSortKeys},
    {Opcode::SortNext, kMostSortKeys}, {Opcode::SortKey, 1},  {Opcode::Integer, UINT16_MAX},
};

/// The site that an instruction takes.
struct SiteRow {
  Opcode opcode;
  SiteKind kind;
  std::optional<FunctionId> function;  ///< only this one
};

constexpr SiteRow kSites[] = {
    {Opcode::Call, SiteKind::Function, {}},
    {Opcode::CheckService, SiteKind::Service, {}},
    {Opcode::CallService, SiteKind::Service, {}},
    {Opcode::CheckHost, SiteKind::Host, {}},
    {Opcode::CallHost, SiteKind::Host, {}},
    {Opcode::Instance, SiteKind::Instance, {}},
    {Opcode::CheckString, SiteKind::Function, FunctionId::Trace},
    {Opcode::Trace, SiteKind::Function, FunctionId::Trace},
    {Opcode::Define, SiteKind::Function, FunctionId::DefineVariable},
};

class OperandVerifier {
 public:
  OperandVerifier(const Program& program, std::size_t index)
      : program_(program), index_(index), instruction_(program.code[index]) {}

  Expected<void> run() const {
    if (!is_padded(instruction_)) return refuse("a field that it does not use is not 0");
    const auto operands = operands_of(instruction_.opcode);
    for (std::size_t i = 0; i < operands.size(); ++i) {
      const std::uint32_t value = operand_value(instruction_, i);
      if (value >= size_of(operands[i].kind)) {
        return refuse("there is no " + std::string(noun_of(operands[i].kind)) + " " +
                      std::to_string(value));
      }
    }
    KILN_CHECK(site());
    const std::string_view effects = info(instruction_.opcode).effects;
    if (index_ < program_.plain) {
      if (effects.contains('H') || effects.contains('T') || asks_host()) {
        return refuse("the fused body can be run twice: it must not ask the host, nor trace");
      }
    } else if (effects.contains('U')) {
      return refuse("only the fused body can be left for the plain one");
    }
    if (instruction_.opcode == Opcode::SortNext) KILN_CHECK(jumps_behind());
    if (instruction_.opcode == Opcode::EqualText) {
      const Items text = program_.constants[instruction_.c];
      if (text.size() != 1 || text.front().kind() != ItemKind::String) {
        return refuse("the constant is no String");
      }
    }
    return {};
  }

 private:
  std::unexpected<Error> refuse(const std::string& message) const {
    return invalid_at(program_, index_, message);
  }

  /// One more than the greatest value of an operand of a kind.
  std::size_t size_of(char kind) const {
    switch (kind) {
      case 'k':
        return program_.constants.size();
      case 'n':
        return program_.names.size();
      case 't':
        return program_.types.size();
      case 's':
        return program_.sites.size();
      case 'e':
        return program_.errors.size();
      case 'f':
        return program_.fields.size();
      case 'j':
      case 'h':
        return program_.code.size();
      case 'r':  // with no registers at all it may stand behind the last one
        return std::size_t{program_.registers} + 1;
      case 'i': {
        const auto* const row =
            std::ranges::find(kImmediates, instruction_.opcode, &ImmediateRow::opcode);
        return row == std::end(kImmediates) ? 0 : std::size_t{row->most} + 1;
      }
      default:
        return program_.registers;
    }
  }

  static std::string_view noun_of(char kind) {
    switch (kind) {
      case 'k':
        return "constant";
      case 'n':
        return "name";
      case 't':
        return "type";
      case 's':
        return "site";
      case 'e':
        return "error";
      case 'f':
        return "field";
      case 'j':
      case 'h':
        return "instruction";
      case 'i':
        return "meaning of";
      default:
        return "register";
    }
  }

  Expected<void> site() const {
    const ProgramSite* const site = site_of(program_, instruction_);
    if (site == nullptr) return {};
    const auto* const row = std::ranges::find(kSites, instruction_.opcode, &SiteRow::opcode);
    if (row == std::end(kSites) || kind_of(*site) != row->kind ||
        (row->function && site->function != *row->function)) {
      return refuse("the site is that of another instruction");
    }
    if (instruction_.opcode == Opcode::Call && builtin_of(site->function) == nullptr) {
      return refuse("'" + site->name + "' is no built-in");
    }
    if (row->function == FunctionId::Trace && site->argument_count != 1) {
      return refuse("the site has only a name");
    }
    const auto range = find_operand(instruction_.opcode, 'r');
    if (range &&
        operand_value(instruction_, *range) + std::size_t{range_size(instruction_.opcode, *site)} >
            program_.registers) {
      return refuse("the arguments go beyond the registers");
    }
    return {};
  }

  bool asks_host() const {
    const ProgramSite* const site = site_of(program_, instruction_);
    return site != nullptr && kind_of(*site) == SiteKind::Function &&
           kiln::core::asks_host(site->function);
  }

  Expected<void> jumps_behind() const {
    const std::size_t count = std::size_t{instruction_.b} + 1;
    for (std::size_t i = index_ + 1; i <= index_ + count; ++i) {
      if (i >= program_.code.size() || program_.code[i].opcode != Opcode::Jump) {
        return refuse("a jump for each key and one more must follow");
      }
    }
    return {};
  }

  const Program& program_;
  std::size_t index_;
  const Instruction& instruction_;
};

}  // namespace

std::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::InvalidProgram, std::move(message));
}

std::unexpected<Error> invalid_at(const Program& program, std::size_t instruction,
                                  const std::string& message) {
  return invalid("instruction " + std::to_string(instruction) + " (" +
                 std::string(info(program.code[instruction].opcode).mnemonic) + "): " + message);
}

bool is_inside(const Program& program, Span span) {
  const std::string& source = program.source;
  const auto is_boundary = [&](std::uint32_t offset) {
    return offset == source.size() || !utf8::is_continuation(source[offset]);
  };
  return span.start <= span.end && span.end <= source.size() && is_boundary(span.start) &&
         is_boundary(span.end);
}

Expected<void> verify_operands(const Program& program) {
  if (program.code.empty()) return invalid("there is no instruction");
  if (program.registers > UINT16_MAX) return invalid("there are too many registers");
  if (program.plain >= program.code.size()) return invalid("there is no plain body");
  if (program.code.size() >= UINT32_MAX) return invalid("there are too many instructions");
  if (program.places.size() != program.code.size()) {
    return invalid("there is not one place for each instruction");
  }
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    if (static_cast<std::size_t>(program.code[i].opcode) >= opcodes().size()) {
      return invalid("instruction " + std::to_string(i) + " has no opcode");
    }
  }
  for (std::size_t i = 0; i < program.code.size(); ++i) {
    KILN_CHECK(OperandVerifier(program, i).run());
    if (!is_inside(program, program.places[i])) {
      return invalid_at(program, i, "its place is not in the source");
    }
  }
  return {};
}

Expected<void> verify(const Program& program, const VerifierLimits& limits) {
  KILN_CHECK(verify_tables(program));
  KILN_CHECK(verify_operands(program));
  KILN_TRY(const std::vector<bool> reached, verify_flow(program, limits));
  return verify_cycles(program, reached);
}

}  // namespace kiln::core
