#include "vm/interpreter.h"

#include <new>

#include "runtime/builtin/factory.h"
#include "runtime/builtin/host_function.h"
#include "runtime/builtin/instance.h"
#include "runtime/builtin/membership.h"
#include "runtime/builtin/operators.h"
#include "runtime/builtin/terminologies.h"
#include "runtime/builtin/variables.h"
#include "runtime/diagnostic/try.h"
#include "runtime/item/system_value.h"

namespace kiln {
namespace {

constexpr std::uint8_t kUnknown = 2;

Truth truth_of(std::uint8_t truth) {
  return truth == kUnknown ? Truth() : Truth(truth != 0);
}
std::uint8_t byte_of(Truth truth) {
  return truth ? static_cast<std::uint8_t>(*truth) : kUnknown;
}

/// One run. Every operation leaves its error without a place; run() knows which instruction it was.
class Machine {
 public:
  Machine(const Program& program, Context& context)
      : program_(program),
        evaluation_(context.evaluation()),
        registers_(context.registers(program.registers)) {}

  Expected<Items> run();

 private:
  // Registers.
  Items items(std::uint16_t r) const {
    return {registers_[r].collection.data, registers_[r].collection.count};
  }
  void set(std::uint16_t r, Items value) { registers_[r].collection = {value.data, value.count}; }
  void set(std::uint16_t r, Truth value) { registers_[r].truth = byte_of(value); }
  /// The result of an operation into a register; whether it was no error.
  bool set(std::uint16_t r, Expected<Items> value) {
    if (!value) [[unlikely]]
      return failed(std::move(value).error());
    set(r, *value);
    return true;
  }
  bool failed(Error error) {
    error_ = std::move(error);
    return false;
  }
  bool check(Expected<void> result) { return result ? true : failed(std::move(result).error()); }

  // Instructions that need more than a line.
  bool step(const Instruction& i, std::uint32_t& next);
  BuiltinCall call_of(const ProgramSite& site, Items input, std::uint16_t first);
  Expected<Items> call(const Instruction& i);
  Expected<Items> call_service(const Instruction& i);
  Expected<Items> call_host(const Instruction& i);
  Expected<Items> instance(const Instruction& i);
  Expected<void> check_service(const Instruction& i);
  Expected<void> trace(const Instruction& i);
  Expected<void> define(const Instruction& i);
  Expected<Items> index(Items items, Items position);
  Expected<Items> lookup(const ScopeEntry* scope, std::string_view name);
  bool advance(Slot::Cursor& cursor);
  Items current(const Slot::Cursor& cursor) const;

  const Program& program_;
  Evaluation& evaluation_;
  Slot* registers_;
  Error error_;
  std::vector<Items> arguments_;
};

Expected<Items> Machine::run() {
  const Instruction* const code = program_.code.data();
  std::uint32_t pc = 0;
  while (true) {
    const Instruction& i = code[pc];
    if (i.opcode == Opcode::Return) return items(i.a);
    std::uint32_t next = pc + 1;
    if (!step(i, next)) [[unlikely]] {
      if (error_.span == Span{}) error_.span = program_.places[pc];
      return std::unexpected(std::move(error_));
    }
    pc = next;
  }
}

bool Machine::step(const Instruction& i, std::uint32_t& next) {
  switch (i.opcode) {
    // Values
    case Opcode::Constant:
      set(i.a, program_.constants[i.b]);
      return true;
    case Opcode::Empty:
      set(i.a, Items());
      return true;
    case Opcode::Context: {
      const std::optional<Node>& node = i.b == 0   ? evaluation_.context()
                                        : i.b == 1 ? evaluation_.resource()
                                                   : evaluation_.root_resource();
      set(i.a, node ? evaluation_.one(Item::node(*node)) : Items());
      return true;
    }
    case Opcode::Variable:
      return set(i.a, external_constant(evaluation_, program_.names[i.b].text));
    case Opcode::Move:
      registers_[i.a] = registers_[i.b];
      return true;

    // Navigation
    case Opcode::Members:
      return set(i.a, path_members(evaluation_, items(i.b), program_.names[i.c]));
    case Opcode::RootMember:
      return set(i.a, root_member(evaluation_, items(i.b), program_.names[i.c]));
    case Opcode::Index:
      return set(i.a, index(items(i.b), items(i.c)));

    // Functions
    case Opcode::Call:
      return set(i.a, call(i));
    case Opcode::CheckService:
      return check(check_service(i));
    case Opcode::CallService:
      return set(i.a, call_service(i));
    case Opcode::CheckHost: {
      const ProgramSite& site = program_.sites[i.a];
      const auto found = builtins::find_host_function(evaluation_, site.name, site.argument_count);
      return found ? true : failed(found.error());
    }
    case Opcode::CallHost:
      return set(i.a, call_host(i));
    case Opcode::Instance:
      return set(i.a, instance(i));
    case Opcode::CheckString: {
      arguments_.assign(1, items(i.a));
      const ProgramSite& site = program_.sites[i.b];
      const BuiltinCall call{evaluation_, site.name, site.function, site.where, {}, arguments_};
      const auto text = call.string_argument(0);
      return text ? true : failed(text.error());
    }
    case Opcode::Trace:
      return check(trace(i));

    // Operators
    case Opcode::Equal:
    case Opcode::NotEqual:
    case Opcode::Equivalent:
    case Opcode::NotEquivalent:
    case Opcode::Less:
    case Opcode::LessOrEqual:
    case Opcode::Greater:
    case Opcode::GreaterOrEqual:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::Multiply:
    case Opcode::Divide:
    case Opcode::Div:
    case Opcode::Mod:
    case Opcode::Concatenate:
    case Opcode::Union:
    case Opcode::In:
    case Opcode::Contains: {
      // Both tables have the operators in the same order.
      const auto op =
          static_cast<BinaryOperator>(static_cast<int>(i.opcode) - static_cast<int>(Opcode::Equal));
      return set(i.a, apply(evaluation_, op, items(i.b), items(i.c)));
    }
    case Opcode::Negate:
      return set(i.a, apply(evaluation_, UnaryOperator::Minus, items(i.b)));
    case Opcode::Plus:
      return set(i.a, apply(evaluation_, UnaryOperator::Plus, items(i.b)));
    case Opcode::Is:
      return set(i.a, is_type(evaluation_, items(i.b), program_.types[i.c]));
    case Opcode::As:
      return set(i.a, as_type(evaluation_, items(i.b), program_.types[i.c]));
    case Opcode::OfType:
      set(i.a, of_type(evaluation_, items(i.b), program_.types[i.c]));
      return true;

    // Logic
    case Opcode::Truth: {
      auto truth = boolean(evaluation_, items(i.b));
      if (!truth) return failed(std::move(truth).error());
      set(i.a, *truth);
      return true;
    }
    case Opcode::Box:
      set(i.a, items_of(truth_of(registers_[i.b].truth)));
      return true;
    case Opcode::SetTruth:
      registers_[i.a].truth = static_cast<std::uint8_t>(i.b);
      return true;
    case Opcode::And:
      set(i.a, conjunction(truth_of(registers_[i.b].truth), truth_of(registers_[i.c].truth)));
      return true;
    case Opcode::Or:
      set(i.a, disjunction(truth_of(registers_[i.b].truth), truth_of(registers_[i.c].truth)));
      return true;
    case Opcode::Xor:
      set(i.a, exclusive(truth_of(registers_[i.b].truth), truth_of(registers_[i.c].truth)));
      return true;
    case Opcode::Implies:
      set(i.a, implication(truth_of(registers_[i.b].truth), truth_of(registers_[i.c].truth)));
      return true;
    case Opcode::Any:
      set(i.a, Truth(!items(i.b).empty()));
      return true;

    // Control
    case Opcode::Jump:
      next = i.target();
      return true;
    case Opcode::JumpIfTrue:
      if (registers_[i.a].truth == 1) next = i.target();
      return true;
    case Opcode::JumpIfFalse:
      if (registers_[i.a].truth == 0) next = i.target();
      return true;
    case Opcode::JumpUnlessTrue:
      if (registers_[i.a].truth != 1) next = i.target();
      return true;
    case Opcode::JumpIfEmpty:
      if (items(i.a).empty()) next = i.target();
      return true;
    case Opcode::JumpUnlessOne:
      if (items(i.a).size() != 1) next = i.target();
      return true;
    case Opcode::JumpIfContext:
      if (evaluation_.context()) next = i.target();
      return true;
    case Opcode::Single: {
      const auto item = single(items(i.a));
      return item ? true : failed(item.error());
    }
    case Opcode::Fail:
      return failed(program_.errors[i.a]);
    case Opcode::Return:
      return true;

    // Loops
    case Opcode::Each:
      registers_[i.a].cursor = {items(i.b).data, 0, items(i.b).count};
      return true;
    case Opcode::EachOfList:
      registers_[i.a].cursor = {registers_[i.b].list, 0, Slot::kGrowing};
      return true;
    case Opcode::Next:
      if (!advance(registers_[i.a].cursor)) {
        next = i.target();
        return true;
      }
      return check(evaluation_.charge(1));
    case Opcode::Current:
      set(i.a, current(registers_[i.b].cursor));
      return true;
    case Opcode::Position: {
      const auto position = static_cast<std::int32_t>(registers_[i.b].cursor.next - 1);
      set(i.a, evaluation_.one(Item::integer(position)));
      return true;
    }
    case Opcode::List:
      registers_[i.a].list =
          new (evaluation_.arena().array<ItemList>(1)) ItemList(evaluation_.arena());
      return true;
    case Opcode::Append: {
      ItemList& list = *registers_[i.a].list;
      if (!check(evaluation_.charge(items(i.b).size())) ||
          !check(evaluation_.check_size(std::uint64_t{list.size()} + items(i.b).size()))) {
        return false;
      }
      list.append(items(i.b));
      return true;
    }
    case Opcode::AppendNew: {
      ItemList& found = *registers_[i.a].list;
      for (const Item& item : items(i.c)) {
        const auto seen = is_member(evaluation_, item, found.items());
        if (!seen) return failed(seen.error());
        if (*seen) continue;
        found.append(item);
        registers_[i.b].list->append(item);
      }
      return check(evaluation_.check_size(found.size()));
    }
    case Opcode::Collect:
      set(i.a, registers_[i.b].list->items());
      return true;

    // sort()
    case Opcode::Sort:
      if (!check(evaluation_.charge(1 + items(i.b).size()))) return false;
      registers_[i.a].sort =
          new (evaluation_.arena().array<SortMachine>(1)) SortMachine(evaluation_, items(i.b), i.c);
      return true;
    case Opcode::SortNext: {
      auto selector = registers_[i.a].sort->next();
      if (!selector) return failed(std::move(selector).error());
      next += *selector;
      return true;
    }
    case Opcode::SortItem:
      set(i.a, registers_[i.b].sort->item());
      return true;
    case Opcode::SortKey: {
      auto item = single(items(i.b));
      if (item) item = system_value(evaluation_.model(), *item, evaluation_.arena());
      if (!item) return failed(item.error());
      registers_[i.a].sort->key(*item, i.c != 0);
      return true;
    }
    case Opcode::Sorted:
      set(i.a, registers_[i.b].sort->sorted());
      return true;

    // Variables whose names are computed
    case Opcode::Scope:
      registers_[i.a].scope = nullptr;
      return true;
    case Opcode::Inherit:
      registers_[i.a].scope = registers_[i.b].scope;
      return true;
    case Opcode::CheckFree: {
      const std::string_view name = program_.names[i.a].text;
      if (!is_taken(evaluation_, name)) return true;
      return failed(Error{ErrorCode::VariableExists,
                          {},
                          "the variable %" + std::string(name) + " is there already",
                          {}});
    }
    case Opcode::Define:
      return check(define(i));
    case Opcode::Lookup:
      return set(i.a, lookup(registers_[i.b].scope, program_.names[i.c].text));
  }
  return true;
}

bool Machine::advance(Slot::Cursor& cursor) {
  const std::uint32_t count = cursor.count == Slot::kGrowing
                                  ? static_cast<const ItemList*>(cursor.source)->size()
                                  : cursor.count;
  if (cursor.next >= count) return false;
  ++cursor.next;
  return true;
}

Items Machine::current(const Slot::Cursor& cursor) const {
  const Item* const data = cursor.count == Slot::kGrowing
                               ? static_cast<const ItemList*>(cursor.source)->items().data
                               : static_cast<const Item*>(cursor.source);
  return {data + cursor.next - 1, 1};
}

BuiltinCall Machine::call_of(const ProgramSite& site, Items input, std::uint16_t first) {
  arguments_.clear();
  for (std::uint16_t n = 0; n < site.argument_count; ++n) {
    arguments_.push_back(items(static_cast<std::uint16_t>(first + n)));
  }
  return {evaluation_, site.name, site.function, site.where, input, arguments_};
}

Expected<Items> Machine::call(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  const BuiltinCall call = call_of(site, items(i.a), i.c);
  KILN_TRY(const Items result, builtin_of(site.function)(call));
  KILN_CHECK(evaluation_.check_size(result.size()));
  return result;
}

Expected<Items> Machine::call_host(const Instruction& i) {
  return builtins::call_host_function(call_of(program_.sites[i.b], items(i.a), i.c));
}

Expected<void> Machine::check_service(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.a];
  if (site.service == ProgramSite::Service::Factory) {
    return builtins::check_factory(evaluation_.model(), site.name, site.argument_count);
  }
  std::optional<builtins::TerminologyServer> server;
  const Items address = site.address == ProgramSite::Address::One ? items(i.b) : Items();
  if (i.c != 0) {
    server = {.arguments = {&address, site.address == ProgramSite::Address::One ? 1U : 0U},
              .place = site.where.arguments.back()};
  }
  return builtins::check_terminologies(evaluation_, site.name, site.argument_count, server);
}

Expected<Items> Machine::call_service(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  if (site.service == ProgramSite::Service::Factory) {
    return builtins::call_factory(call_of(site, {}, i.c));
  }
  if (site.address == ProgramSite::Address::None) {
    return builtins::call_terminologies(call_of(site, {}, i.c), std::nullopt);
  }
  const Items address = items(i.c);
  const BuiltinCall call = call_of(site, {}, static_cast<std::uint16_t>(i.c + 1));
  return builtins::call_terminologies(
      call, builtins::TerminologyServer{{&address, 1}, site.where.arguments.back()});
}

Expected<Items> Machine::instance(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.b];
  std::vector<Field> fields;
  fields.reserve(site.argument_count);
  for (std::uint16_t n = 0; n < site.argument_count; ++n) {
    fields.push_back(
        {site.fields[n], items(static_cast<std::uint16_t>(i.c + n)), site.where.arguments[n]});
  }
  KILN_TRY(const Item made, make_instance(evaluation_, site.type.id, fields));
  return evaluation_.one(made);
}

Expected<void> Machine::trace(const Instruction& i) {
  const ProgramSite& site = program_.sites[i.a];
  const BuiltinCall call = call_of(site, {}, i.b);
  KILN_TRY(const auto name, call.string_argument(0));
  evaluation_.trace({name.value_or(""), items(static_cast<std::uint16_t>(i.b + 1))});
  return {};
}

/// §5.3.1.
Expected<Items> Machine::index(Items items, Items position) {
  KILN_TRY(Item value, single(position));
  KILN_TRY(value, system_value(evaluation_.model(), value, evaluation_.arena()));
  if (value.is_none()) return Items();
  if (value.kind() != ItemKind::Integer) {
    return fail(ErrorCode::ArgumentType, "an index is an Integer");
  }
  const std::int32_t at = value.as_integer();
  if (at < 0 || static_cast<std::uint32_t>(at) >= items.size()) return Items();
  return items.slice(static_cast<std::uint32_t>(at), 1);
}

Expected<void> Machine::define(const Instruction& i) {
  const BuiltinCall call = call_of(program_.sites[i.b], {}, i.c);
  KILN_TRY(const auto name, call.string_argument(0));
  if (!name) return fail(ErrorCode::ArgumentValue, "a variable needs a name");
  bool exists = is_taken(evaluation_, *name);
  for (const ScopeEntry* entry = registers_[i.a].scope; entry != nullptr; entry = entry->outer) {
    exists = exists || entry->name == *name;
  }
  if (exists) {
    return fail(ErrorCode::VariableExists,
                "the variable %" + std::string(*name) + " is there already");
  }
  const Items value = items(static_cast<std::uint16_t>(i.c + 1));
  registers_[i.a].scope = evaluation_.arena().make(ScopeEntry{*name, value, registers_[i.a].scope});
  return {};
}

Expected<Items> Machine::lookup(const ScopeEntry* scope, std::string_view name) {
  for (; scope != nullptr; scope = scope->outer) {
    if (scope->name == name) return scope->items;
  }
  return external_constant(evaluation_, name);
}

/// In their order, also those before an error.
void report_traces(const Evaluation& evaluation) {
  if (!evaluation.host().trace) return;
  for (const TraceRecord& record : evaluation.traces()) {
    TraceEntry entry{std::string(record.name), {}};
    for (const Item& item : record.items) entry.items.push_back(to_value(item));
    evaluation.host().trace(entry);
  }
}

}  // namespace

Expected<Items> run(const Program& program, Context& context, const Environment& environment,
                    const Focus& focus) {
  if (program.depth > environment.limits.max_depth) {
    return fail(
        ErrorCode::DepthLimit,
        "expressions nested more than " + std::to_string(environment.limits.max_depth) + " deep",
        program.places.front());
  }
  context.evaluation().begin(environment, focus);
  try {
    Expected<Items> result = Machine(program, context).run();
    report_traces(context.evaluation());
    return result;
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::MemoryLimit, "there is no memory for the evaluation");
  }
}

}  // namespace kiln
