#include "compiler/facts.h"

#include <algorithm>

#include "model/names.h"
#include "runtime/function/signature.h"
#include "runtime/item/system_value.h"

namespace kiln::core {
namespace {

constexpr FunctionId kNeverFails[] = {
    FunctionId::Empty, FunctionId::Exists,    FunctionId::Count,    FunctionId::First,
    FunctionId::Last,  FunctionId::Tail,      FunctionId::Children, FunctionId::Descendants,
    FunctionId::Now,   FunctionId::TimeOfDay, FunctionId::Today,    FunctionId::HasValue,
};
/// Those that have an answer also for nothing.
constexpr FunctionId kNeverEmpty[] = {
    FunctionId::Empty,      FunctionId::Exists,     FunctionId::Count,    FunctionId::AllTrue,
    FunctionId::AnyTrue,    FunctionId::AllFalse,   FunctionId::AnyFalse, FunctionId::SubsetOf,
    FunctionId::SupersetOf, FunctionId::IsDistinct, FunctionId::Now,      FunctionId::TimeOfDay,
    FunctionId::Today,
};
/// Those of one item that give several.
constexpr FunctionId kGivesMany[] = {FunctionId::Split, FunctionId::ToChars, FunctionId::Pathname};
constexpr FunctionId kReadsClock[] = {FunctionId::Now, FunctionId::TimeOfDay, FunctionId::Today};

bool is_one_of(std::span<const FunctionId> list, FunctionId function) {
  return std::ranges::find(list, function) != list.end();
}

bool is_boolean(const Facts& facts) {
  return facts.type == system_type::Boolean && !facts.may_be_many;
}

/// Of a System value that needs no conversion, so that comparing two of a kind cannot fail.
bool is_plain(const Facts& facts) {
  return !facts.may_be_many &&
         (facts.type == system_type::Boolean || facts.type == system_type::String ||
          facts.type == system_type::Integer || facts.type == system_type::Long);
}

/// The host may give another value, but there is one, or nothing.
bool is_always_there(std::string_view variable) {
  return variable == "context" || variable == "resource" || variable == "rootResource";
}

/// The type of what is selected by a type's name, if nothing below it has another.
TypeId exact_type(const Model& model, TypeId type) {
  const TypeKind kind = model.kind(type);
  const bool is_exact =
      kind == TypeKind::Primitive || (kind == TypeKind::Resource && !model.is_abstract(type));
  return is_exact ? type : kNoType;
}

/// The nodes of an Ir are in an order in which what introduces a binding has its input before the
/// nodes that use it, so one walk is enough.
class Analysis {
 public:
  Analysis(const Ir& ir, TypeId context)
      : ir_(ir), model_(model_of(ir)), facts_(ir.nodes.size()), bindings_(ir.bindings) {
    Facts& focus = bindings_[0];
    focus = {.may_be_empty = true,
             .may_be_many = false,
             .may_fail = false,
             .asks_host = false,
             .reads = Reads::Context,
             .type = context,
             .many_in_model = false};
    bind_lambdas();
  }

  std::vector<Facts> run() && {
    for (std::size_t i = 0; i < ir_.nodes.size(); ++i) {
      const IrNode& node = ir_.nodes[i];
      Facts facts = of_children(node);
      node_facts(node, facts);
      facts_[i] = facts;
    }
    return std::move(facts_);
  }

 private:
  /// What introduces each binding: known before the walk comes to the nodes that use it.
  void bind_lambdas() {
    introduced_by_.assign(ir_.bindings, nullptr);
    for (const IrNode& node : ir_.nodes) {
      if (node.op == IrOp::Binding || node.op == IrOp::Variable) continue;
      for (const BindingId binding : {node.item, node.position, node.total}) {
        if (binding == kNoBinding) continue;
        const IrNode*& by = introduced_by_[static_cast<std::size_t>(binding)];
        // A computed variable's scope is introduced by the first that mentions it.
        if (by == nullptr) by = &node;
      }
    }
  }

  const Facts& child(const IrNode& node, std::size_t position) const {
    return facts_[static_cast<std::size_t>(ir_.children_of(node)[position])];
  }

  /// What children hand on, whatever the node is.
  Facts of_children(const IrNode& node) const {
    Facts facts;
    facts.may_fail = facts.asks_host = false;
    for (const IrId id : ir_.children_of(node)) {
      const Facts& child = facts_[static_cast<std::size_t>(id)];
      facts.may_fail = facts.may_fail || child.may_fail;
      facts.asks_host = facts.asks_host || child.asks_host;
      facts.reads = facts.reads | child.reads;
    }
    return facts;
  }

  /// As many items of the same types as another node has, or fewer.
  static void like(Facts& facts, const Facts& other) {
    facts.may_be_empty = true;
    facts.may_be_many = other.may_be_many;
    facts.many_in_model = other.many_in_model;
    facts.type = other.type;
  }
  static void one(Facts& facts, TypeId type, bool may_be_empty) {
    facts.may_be_empty = may_be_empty;
    facts.may_be_many = facts.many_in_model = false;
    facts.type = type;
  }

  void node_facts(const IrNode& node, Facts& facts);
  void binding(const IrNode& node, Facts& facts) const;
  void step(const IrNode& node, Facts& facts) const;
  void call(const IrNode& node, Facts& facts) const;
  void binary(const IrNode& node, Facts& facts) const;
  void type_filter(const IrNode& node, Facts& facts) const;

  const Ir& ir_;
  const Model* model_;
  std::vector<Facts> facts_;
  std::vector<Facts> bindings_;
  std::vector<const IrNode*> introduced_by_;
};

void Analysis::binding(const IrNode& node, Facts& facts) const {
  if (node.item == kContextBinding) {
    facts = bindings_[0];
    return;
  }
  const IrNode* const by = introduced_by_[static_cast<std::size_t>(node.item)];
  if (by == nullptr) return;
  facts.reads = Reads::Item;
  if (node.item == by->position && by->op != IrOp::DefineComputed) {
    return one(facts, system_type::Integer, false);
  }
  const bool defines = by->op == IrOp::Define || by->op == IrOp::DefineComputed;
  if (node.item == by->total) {
    if (!defines) {
      facts.reads = Reads::Total;
      return;
    }
    return like(facts, child(*by, 0));  // the value's focus is the whole input
  }
  if (defines) {
    facts.reads = Reads::Variable;
    return like(facts, child(*by, by->child_count > 2 ? 2 : 0));
  }
  // repeat() comes back to what its projection has found.
  const bool is_input = by->op != IrOp::Repeat && by->op != IrOp::RepeatAll;
  one(facts, is_input ? child(*by, 0).type : kNoType, by->op == IrOp::Iif);
}

void Analysis::step(const IrNode& node, Facts& facts) const {
  const Facts& input = child(node, 0);
  const StepRow row = step_row(ir_, node, input.type);
  facts.may_be_many = true;
  switch (row.kind) {
    case StepRow::Kind::Identity:
      facts.may_be_empty = input.may_be_empty;
      facts.may_be_many = input.may_be_many;
      facts.many_in_model = input.many_in_model;
      facts.type = input.type;
      return;
    case StepRow::Kind::Field: {
      const TypeId type = row.element->type;
      facts.type = model_->kind(type) == TypeKind::Resource ? kNoType : type;
      facts.many_in_model = !input.is_single() || row.element->many;
      return;
    }
    case StepRow::Kind::Choice:
      facts.many_in_model = !input.is_single();
      return;
    case StepRow::Kind::Unknown:
      // The value of a primitive may be no value of its type; in strict evaluation a name that the
      // type does not have is an error.
      facts.may_fail =
          facts.may_fail || ir_.options.strict || ir_.names[node.index].id == name::value;
  }
}

void Analysis::call(const IrNode& node, Facts& facts) const {
  const auto function = static_cast<FunctionId>(node.detail);
  const Signature& signature = signature_of(function);
  const Facts& input = child(node, 0);
  if (kiln::core::asks_host(function)) facts.asks_host = true;
  if (is_one_of(kReadsClock, function)) facts.reads = facts.reads | Reads::Environment;
  const bool cannot_fail = is_one_of(kNeverFails, function) ||
                           (function == FunctionId::Not && is_boolean(input)) ||
                           (function == FunctionId::Single && !input.may_be_many);
  facts.may_fail = facts.may_fail || !cannot_fail;
  if (function == FunctionId::Tail || function == FunctionId::Skip ||
      function == FunctionId::Take || function == FunctionId::Distinct) {
    return like(facts, input);
  }
  if (function == FunctionId::First || function == FunctionId::Last ||
      function == FunctionId::Single) {
    return one(facts, input.type, true);
  }
  if (is_one_of(kGivesMany, function)) return;
  if (signature.result <= Signature::Result::Quantity) {
    // The System types stand in the order of their ids, behind Any.
    const auto type = static_cast<std::uint16_t>(static_cast<int>(signature.result) + 2);
    return one(facts, TypeId{type}, !is_one_of(kNeverEmpty, function));
  }
  if (signature.result == Signature::Result::Item) one(facts, kNoType, true);
}

void Analysis::binary(const IrNode& node, Facts& facts) const {
  const Facts& left = child(node, 0);
  const Facts& right = child(node, 1);
  const auto op = static_cast<BinaryOperator>(node.detail);
  if (op == BinaryOperator::Union) {
    facts.may_fail = true;
    if (left.type == right.type) facts.type = left.type;
    return;
  }
  const bool is_equality = op <= BinaryOperator::NotEquivalent;
  const bool is_sure = is_equality && is_plain(left) && is_plain(right) && left.type == right.type;
  facts.may_fail = facts.may_fail || !is_sure;
  const bool is_test = op <= BinaryOperator::GreaterOrEqual || op >= BinaryOperator::In;
  one(facts, is_test ? system_type::Boolean : kNoType, true);
  if (op == BinaryOperator::Concatenate) one(facts, system_type::String, false);
}

void Analysis::type_filter(const IrNode& node, Facts& facts) const {
  const Facts& input = child(node, 0);
  like(facts, input);
  const bool filters = node.op == IrOp::OfType || ir_.options.as_filters;
  facts.may_fail = facts.may_fail || (!filters && input.may_be_many);
  if (!filters) facts.may_be_many = false;
  if (facts.type != kNoType || model_ == nullptr) return;
  // An object without a type that calls itself one is selected too: the fused body gives up on it.
  if (!filters && !input.is_single()) return;
  const ResolvedType& type = ir_.types[node.index];
  if (!type.system && type.id != kNoType) facts.type = exact_type(*model_, type.id);
}

void Analysis::node_facts(const IrNode& node, Facts& facts) {
  switch (node.op) {
    case IrOp::Constant: {
      const Items items = ir_.constants[node.index];
      if (items.empty()) {
        facts.may_be_many = facts.many_in_model = false;
        return;
      }
      facts.may_be_empty = false;
      facts.may_be_many = facts.many_in_model = items.size() > 1;
      facts.type = system_type_of(items.front());
      return;
    }
    case IrOp::Binding:
      return binding(node, facts);
    case IrOp::Variable:
      facts.may_fail = !is_always_there(ir_.names[node.index].text);
      facts.reads = Reads::Environment;
      return;
    case IrOp::RootMember:
    case IrOp::Member:
      return step(node, facts);
    case IrOp::Call:
      return call(node, facts);
    case IrOp::Service:
    case IrOp::HostCall:
    case IrOp::Trace:
      facts.may_fail = facts.asks_host = true;
      if (node.op == IrOp::Trace) like(facts, child(node, 0));
      return;
    case IrOp::Binary:
      return binary(node, facts);
    case IrOp::Logic: {
      const bool is_sure = is_boolean(child(node, 0)) && is_boolean(child(node, 1));
      facts.may_fail = facts.may_fail || !is_sure;
      return one(facts, system_type::Boolean, true);
    }
    case IrOp::Is:
      facts.may_fail = facts.may_fail || child(node, 0).may_be_many;
      return one(facts, system_type::Boolean, ir_.options.language == LanguageVersion::V2);
    case IrOp::As:
    case IrOp::OfType:
      return type_filter(node, facts);
    case IrOp::Exists:
    case IrOp::All:
      facts.may_fail = facts.may_fail || !is_boolean(child(node, 1));
      return one(facts, system_type::Boolean, false);
    case IrOp::Where:
      facts.may_fail = facts.may_fail || !is_boolean(child(node, 1));
      return like(facts, child(node, 0));
    case IrOp::Select: {
      const Facts& input = child(node, 0);
      const Facts& projection = child(node, 1);
      facts.may_be_many = input.may_be_many || projection.may_be_many;
      facts.many_in_model = !input.is_single() || !projection.is_single();
      facts.type = projection.type;
      return;
    }
    case IrOp::Index:
      facts.may_fail = facts.may_fail || child(node, 1).type != system_type::Integer ||
                       child(node, 1).may_be_many;
      return one(facts, child(node, 0).type, true);
    case IrOp::Unary:
      facts.may_fail = true;
      return one(facts, kNoType, true);
    case IrOp::Define:
    case IrOp::DefineComputed:
      facts.may_fail = true;
      return like(facts, child(node, 0));
    default:
      facts.may_fail = true;
      return;
  }
}

}  // namespace

std::vector<Facts> analyse(const Ir& ir, TypeId context) {
  return Analysis(ir, context).run();
}

StepRow step_row(const Ir& ir, const IrNode& node, TypeId type) {
  const Model* const model = model_of(ir);
  if (model == nullptr || type == kNoType || is_system_type(type)) return {};
  const PathName& name = ir.names[node.index];
  if (node.op == IrOp::RootMember && name.type != kNoType && model->is_a(type, name.type)) {
    return {StepRow::Kind::Identity, nullptr};
  }
  if (name.id == kNoName) return {};
  if (name.id == name::value && model->kind(type) == TypeKind::Primitive) return {};
  const std::span<const Element> rows = model->elements(type, name.id);
  if (rows.size() == 1 && !is_system_type(rows[0].type)) {
    return {StepRow::Kind::Field, rows.data()};
  }
  if (rows.empty() || std::ranges::any_of(rows, &Element::many)) return {};
  return {StepRow::Kind::Choice, nullptr};
}

const Element* chosen_member(const Ir& ir, const IrNode& choice, TypeId type,
                             const ResolvedType& wanted) {
  const Model* const model = model_of(ir);
  if (wanted.system || wanted.id == kNoType) return nullptr;
  const Element* chosen = nullptr;
  for (const Element& row : model->elements(type, ir.names[choice.index].id)) {
    const bool both_primitive = model->kind(row.type) == TypeKind::Primitive &&
                                model->kind(wanted.id) == TypeKind::Primitive;
    const bool can_be = both_primitive ? row.type == wanted.id : model->is_a(row.type, wanted.id);
    if (!can_be) continue;
    if (chosen != nullptr || model->kind(row.type) == TypeKind::Resource) return nullptr;
    chosen = &row;
  }
  return chosen;
}

std::string to_string(const Facts& facts, const Model* model) {
  std::string text = facts.may_be_empty ? "0.." : "1..";
  text += facts.may_be_many ? '*' : '1';
  if (facts.may_be_many && !facts.many_in_model) text += " (1)";
  if (facts.type != kNoType) {
    text += is_system_type(facts.type)
                ? " System." + std::string(system_type_name(facts.type))
                : " " + std::string(model == nullptr ? "" : model->name(facts.type));
  }
  if (facts.may_fail) text += " fails";
  if (facts.asks_host) text += " host";
  static constexpr std::pair<Reads, std::string_view> kReads[] = {
      {Reads::Context, "context"},
      {Reads::Item, "item"},
      {Reads::Total, "total"},
      {Reads::Variable, "variable"},
      {Reads::Environment, "environment"}};
  std::string reads;
  for (const auto& [bit, word] : kReads) {
    if (contains(facts.reads, bit)) reads += (reads.empty() ? "" : ",") + std::string(word);
  }
  return reads.empty() ? text : text + " reads=" + reads;
}

}  // namespace kiln::core
