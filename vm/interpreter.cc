#include "vm/interpreter.h"

#include <new>

#include "runtime/builtin/types.h"
#include "runtime/builtin/variables.h"
#include "vm/dispatch.h"
#include "vm/machine.h"
#include "vm/members.h"

namespace kiln::core {
namespace {

// Both tables have the operators in the same order.
BinaryOperator operator_of(Opcode opcode, Opcode first) {
  return static_cast<BinaryOperator>(static_cast<int>(opcode) - static_cast<int>(first));
}

bool has_type(const Focus& focus, TypeId type) {
  return type == kNoType || (focus.context && focus.context->type == type);
}

}  // namespace

Machine::Outcome Machine::run(std::uint32_t first) {
#if KILN_VM_HAS_LABELS
  static constexpr const void* kLabels[] = {
#define KILN_OPCODE(name, mnemonic, operands, effects, cost, doc) &&op_##name,
#include "compiler/bytecode/opcode.def"
#undef KILN_OPCODE
  };
#endif
  const Instruction* const code = program_.code.data();
  const Instruction* i = nullptr;

  KILN_VM_BEGIN(code + first)

  // Values
  KILN_VM_OP(Constant)
  set(i->a, program_.constants[i->b]);
  KILN_VM_NEXT;
  KILN_VM_OP(Empty)
  set(i->a, Items());
  KILN_VM_NEXT;
  KILN_VM_OP(Context)
  set(i->a, evaluation_.context() ? evaluation_.one(Item::node(*evaluation_.context())) : Items());
  KILN_VM_NEXT;
  KILN_VM_OP(Variable)
  KILN_VM_DO(set(i->a, external_constant(evaluation_, program_.names[i->b].text)));
  KILN_VM_OP(Move)
  registers_[i->a] = registers_[i->b];
  KILN_VM_NEXT;

  // Navigation
  KILN_VM_OP(Members)
  KILN_VM_DO(set(i->a, path_members(evaluation_, items(i->b), program_.names[i->c])));
  KILN_VM_OP(RootMember)
  KILN_VM_DO(set(i->a, root_member(evaluation_, items(i->b), program_.names[i->c])));
  KILN_VM_OP(Index)
  KILN_VM_DO(set(i->a, index(items(i->b), items(i->c))));

  // Functions
  KILN_VM_OP(Call)
  KILN_VM_DO(set(i->a, call(*i)));
  KILN_VM_OP(CheckService)
  KILN_VM_DO(check(check_service(*i)));
  KILN_VM_OP(CallService)
  KILN_VM_DO(set(i->a, call_service(*i)));
  KILN_VM_OP(CheckHost)
  KILN_VM_DO(check(check_host(program_.sites[i->a])));
  KILN_VM_OP(CallHost)
  KILN_VM_DO(set(i->a, call_host(*i)));
  KILN_VM_OP(Instance)
  KILN_VM_DO(set(i->a, instance(*i)));
  KILN_VM_OP(CheckString)
  KILN_VM_DO(check(check_string(*i)));
  KILN_VM_OP(Trace)
  KILN_VM_DO(check(trace(*i)));

  // Operators
  KILN_VM_OP(Equal)
  KILN_VM_OP(NotEqual)
  KILN_VM_OP(Equivalent)
  KILN_VM_OP(NotEquivalent)
  KILN_VM_OP(Less)
  KILN_VM_OP(LessOrEqual)
  KILN_VM_OP(Greater)
  KILN_VM_OP(GreaterOrEqual)
  KILN_VM_OP(Add)
  KILN_VM_OP(Subtract)
  KILN_VM_OP(Multiply)
  KILN_VM_OP(Divide)
  KILN_VM_OP(Div)
  KILN_VM_OP(Mod)
  KILN_VM_OP(Concatenate)
  KILN_VM_OP(Union)
  KILN_VM_OP(In)
  KILN_VM_OP(Contains)
  KILN_VM_DO(set(
      i->a, apply(evaluation_, operator_of(i->opcode, Opcode::Equal), items(i->b), items(i->c))));
  KILN_VM_OP(Negate)
  KILN_VM_DO(set(i->a, apply(evaluation_, UnaryOperator::Minus, items(i->b))));
  KILN_VM_OP(Plus)
  KILN_VM_DO(set(i->a, apply(evaluation_, UnaryOperator::Plus, items(i->b))));
  KILN_VM_OP(Is)
  KILN_VM_DO(set(i->a, is_type(evaluation_, items(i->b), program_.types[i->c])));
  KILN_VM_OP(As)
  KILN_VM_DO(set(i->a, as_type(evaluation_, items(i->b), program_.types[i->c])));
  KILN_VM_OP(OfType)
  KILN_VM_DO(set(i->a, Expected<Items>(of_type(evaluation_, items(i->b), program_.types[i->c]))));

  // Logic
  KILN_VM_OP(Truth)
  KILN_VM_DO(set(i->a, boolean(evaluation_, items(i->b))));
  KILN_VM_OP(Box)
  set(i->a, items_of(truth(i->b)));
  KILN_VM_NEXT;
  KILN_VM_OP(SetTruth)
  registers_[i->a].truth = static_cast<std::uint8_t>(i->b);
  KILN_VM_NEXT;
  KILN_VM_OP(And)
  set(i->a, conjunction(truth(i->b), truth(i->c)));
  KILN_VM_NEXT;
  KILN_VM_OP(Or)
  set(i->a, disjunction(truth(i->b), truth(i->c)));
  KILN_VM_NEXT;
  KILN_VM_OP(Xor)
  set(i->a, exclusive(truth(i->b), truth(i->c)));
  KILN_VM_NEXT;
  KILN_VM_OP(Implies)
  set(i->a, implication(truth(i->b), truth(i->c)));
  KILN_VM_NEXT;
  KILN_VM_OP(Any)
  set(i->a, Truth(!items(i->b).empty()));
  KILN_VM_NEXT;

  // Control
  KILN_VM_OP(Jump)
  KILN_VM_GOTO(code + i->target());
  KILN_VM_OP(JumpIfTrue)
  KILN_VM_GOTO(registers_[i->a].truth == 1 ? code + i->target() : i + 1);
  KILN_VM_OP(JumpIfFalse)
  KILN_VM_GOTO(registers_[i->a].truth == 0 ? code + i->target() : i + 1);
  KILN_VM_OP(JumpUnlessTrue)
  KILN_VM_GOTO(registers_[i->a].truth != 1 ? code + i->target() : i + 1);
  KILN_VM_OP(JumpIfEmpty)
  KILN_VM_GOTO(items(i->a).empty() ? code + i->target() : i + 1);
  KILN_VM_OP(JumpUnlessOne)
  KILN_VM_GOTO(items(i->a).size() != 1 ? code + i->target() : i + 1);
  KILN_VM_OP(JumpIfContext)
  KILN_VM_GOTO(evaluation_.context() ? code + i->target() : i + 1);
  KILN_VM_OP(Single)
  KILN_VM_DO(check(check_single(items(i->a))));
  KILN_VM_OP(Fail)
  error_ = program_.errors[i->a];
  goto failed;
  KILN_VM_OP(Return)
  return Outcome::of(items(i->a));

  // Loops
  KILN_VM_OP(Each)
  registers_[i->a].cursor = {items(i->b).data, 0, items(i->b).count};
  KILN_VM_NEXT;
  KILN_VM_OP(EachOfList)
  registers_[i->a].cursor = {registers_[i->b].list, 0, Slot::kGrowing};
  KILN_VM_NEXT;
  KILN_VM_OP(Next)
  if (!advance(registers_[i->a].cursor)) KILN_VM_GOTO(code + i->target());
  if (!evaluation_.back_edge()) goto stopped;
  KILN_VM_NEXT;
  KILN_VM_OP(Current)
  set(i->a, current(registers_[i->b].cursor));
  KILN_VM_NEXT;
  KILN_VM_OP(Position)
  set(i->a,
      evaluation_.one(Item::integer(static_cast<std::int32_t>(registers_[i->b].cursor.next - 1))));
  KILN_VM_NEXT;
  KILN_VM_OP(List)
  registers_[i->a].list =
      new (evaluation_.arena().array<ItemList>(1)) ItemList(evaluation_.arena());
  KILN_VM_NEXT;
  KILN_VM_OP(Append)
  KILN_VM_DO(check(append(*registers_[i->a].list, items(i->b))));
  KILN_VM_OP(AppendNew)
  KILN_VM_DO(check(append_new(*registers_[i->a].list, *registers_[i->b].list, items(i->c))));
  KILN_VM_OP(Collect)
  set(i->a, registers_[i->b].list->items());
  KILN_VM_NEXT;

  // sort()
  KILN_VM_OP(Sort)
  if (!check(evaluation_.charge(1 + items(i->b).size()))) goto failed;
  registers_[i->a].sort =
      new (evaluation_.arena().array<SortMachine>(1)) SortMachine(evaluation_, items(i->b), i->c);
  KILN_VM_NEXT;
  KILN_VM_OP(SortNext)
  if (!sort_next(*i)) goto failed;
  KILN_VM_GOTO(i + 1 + wanted_);
  KILN_VM_OP(SortItem)
  set(i->a, registers_[i->b].sort->item());
  KILN_VM_NEXT;
  KILN_VM_OP(SortKey)
  KILN_VM_DO(check(sort_key(*i)));
  KILN_VM_OP(Sorted)
  set(i->a, registers_[i->b].sort->sorted());
  KILN_VM_NEXT;

  // Variables whose names are computed
  KILN_VM_OP(Scope)
  registers_[i->a].scope = nullptr;
  KILN_VM_NEXT;
  KILN_VM_OP(Inherit)
  registers_[i->a].scope = registers_[i->b].scope;
  KILN_VM_NEXT;
  KILN_VM_OP(CheckFree)
  KILN_VM_DO(check(check_free(program_.names[i->a].text)));
  KILN_VM_OP(Define)
  KILN_VM_DO(check(define(*i)));
  KILN_VM_OP(Lookup)
  KILN_VM_DO(set(i->a, lookup(registers_[i->b].scope, program_.names[i->c].text)));

  // Items
  KILN_VM_OP(NoItem)
  set(i->a, Item());
  KILN_VM_NEXT;
  KILN_VM_OP(ConstantItem) {
    const Items items = program_.constants[i->b];
    set(i->a, items.empty() ? Item() : items.front());
    KILN_VM_NEXT;
  }
  KILN_VM_OP(ContextItem)
  set(i->a, evaluation_.context() ? Item::node(*evaluation_.context()) : Item());
  KILN_VM_NEXT;
  KILN_VM_OP(Integer)
  set(i->a, Item::integer(i->b));
  KILN_VM_NEXT;
  KILN_VM_OP(Increment)
  if (item(i->a).kind() != ItemKind::Integer || item(i->a).as_integer() == INT32_MAX) goto failed;
  set(i->a, Item::integer(item(i->a).as_integer() + 1));
  KILN_VM_NEXT;
  KILN_VM_OP(MoveItem)
  set(i->a, Item::copy(item(i->b)));
  KILN_VM_NEXT;
  KILN_VM_OP(Wrap)
  set(i->a, evaluation_.one(Item::copy(item(i->b))));
  KILN_VM_NEXT;
  KILN_VM_OP(Only) {
    const Items all = items(i->b);
    if (all.size() > 1) goto failed;
    set(i->a, all.empty() ? Item() : all.front());
    KILN_VM_NEXT;
  }
  KILN_VM_OP(AppendItem)
  KILN_VM_DO(append_item(*i));
  KILN_VM_OP(JumpIfNone)
  KILN_VM_GOTO(item(i->a).is_none() ? code + i->target() : i + 1);
  KILN_VM_OP(JumpIfItem)
  KILN_VM_GOTO(item(i->a).is_none() ? i + 1 : code + i->target());

  // Members of one item
  KILN_VM_OP(Member)
  KILN_VM_DO(only_member(item(i->b), i->c, registers_[i->a].item));
  KILN_VM_OP(Choice)
  KILN_VM_DO(choice(*i));
  KILN_VM_OP(Enter)
  enter(*i);
  KILN_VM_NEXT;
  KILN_VM_OP(NextMember)
  if (!next_member(*i)) KILN_VM_NEXT;
  if (!evaluation_.back_edge()) goto stopped;
  KILN_VM_GOTO(code + i->c);
  KILN_VM_OP(NextItem)
  if (!advance(registers_[i->b].cursor)) {
    set(i->a, Item());
    KILN_VM_NEXT;
  }
  set(i->a, current(registers_[i->b].cursor).front());
  if (!evaluation_.back_edge()) goto stopped;
  KILN_VM_GOTO(code + i->c);
  KILN_VM_OP(OfTypeItem) {
    const Item& from = item(i->b);
    const bool is_selected =
        !from.is_none() && selects_type(evaluation_, from, program_.types[i->c]);
    if (is_selected && from.is_node() && from.type() == kNoType) goto failed;
    set(i->a, is_selected ? from : Item());
    KILN_VM_NEXT;
  }

  // Operators on single items
  KILN_VM_OP(EqualText)
  KILN_VM_DO(equal_text(*i));
  KILN_VM_OP(EqualItems)
  KILN_VM_OP(NotEqualItems)
  KILN_VM_OP(EquivalentItems)
  KILN_VM_OP(NotEquivalentItems)
  KILN_VM_OP(LessItems)
  KILN_VM_OP(LessOrEqualItems)
  KILN_VM_OP(GreaterItems)
  KILN_VM_OP(GreaterOrEqualItems)
  KILN_VM_DO(
      set(i->a, compare(operator_of(i->opcode, Opcode::EqualItems), item(i->b), item(i->c))));
  KILN_VM_OP(AddItems)
  KILN_VM_OP(SubtractItems)
  KILN_VM_OP(MultiplyItems)
  KILN_VM_OP(DivideItems)
  KILN_VM_OP(DivItems)
  KILN_VM_OP(ModItems)
  KILN_VM_OP(ConcatenateItems)
  KILN_VM_DO(
      set(i->a, compute(operator_of(i->opcode, Opcode::EqualItems), item(i->b), item(i->c))));

  // Truth of single items
  KILN_VM_OP(TruthOfItem)
  KILN_VM_DO(set(i->a, boolean(evaluation_, Items::of(item(i->b)))));
  KILN_VM_OP(BoxItem) {
    const Truth value = truth(i->b);
    set(i->a, value ? Item::boolean(*value) : Item());
    KILN_VM_NEXT;
  }
  KILN_VM_OP(Not)
  set(i->a, negated(truth(i->b)));
  KILN_VM_NEXT;
  KILN_VM_OP(HasItem)
  set(i->a, Truth(!item(i->b).is_none()));
  KILN_VM_NEXT;
  KILN_VM_OP(HasValue)
  set(i->a, has_value(item(i->b)));
  KILN_VM_NEXT;
  KILN_VM_OP(IsItem)
  KILN_VM_DO(set(i->a, is_item(item(i->b), program_.types[i->c])));

  KILN_VM_END

stopped:
  error_ = evaluation_.stopped().error();
failed:
  if (error_.span == Span{}) error_.span = program_.places[static_cast<std::size_t>(i - code)];
  return {};
}

Machine::Outcome Machine::run_path() {
  if (!evaluation_.context()) return Outcome::of(Items());
  Item item = Item::node(*evaluation_.context());
  for (const Instruction& i : std::span(program_.code).subspan(1, program_.path)) {
    if (!only_member(item, i.c, item)) return {};
  }
  return Outcome::of(evaluation_.one(item));
}

Expected<Items> run(const Program& program, Context& context, const Environment& environment,
                    const Focus& focus) {
  if (program.depth > environment.limits.max_depth) {
    return fail(
        ErrorCode::DepthLimit,
        "expressions nested more than " + std::to_string(environment.limits.max_depth) + " deep",
        program.places.front());
  }
  try {
    const bool is_made_for_this =
        environment.model == model_of(program) && has_type(focus, program.context_type);
    if (program.plain != 0 && is_made_for_this) {
      context.evaluation().begin(environment, focus);
      Machine machine(program, context);
      if (const Machine::Outcome items = program.path != 0 ? machine.run_path() : machine.run(0))
        return *items;
    }
    context.evaluation().begin(environment, focus);
    Machine machine(program, context);
    const Machine::Outcome items = machine.run(program.plain);
    context.evaluation().report_traces();
    if (items) return *items;
    return std::unexpected(std::move(context.error()));
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::MemoryLimit, "there is no memory for the evaluation");
  }
}

}  // namespace kiln::core
