// Calls: which function a name is, and what becomes of its arguments.

#include <algorithm>
#include <array>

#include "compiler/lowering.h"

namespace kiln::core {
namespace {

/// What a function with a lambda or a type specifier is in the Ir.
struct SpecialRow {
  FunctionId function;
  IrOp op;
};

constexpr SpecialRow kLambdaRows[] = {
    {FunctionId::Exists, IrOp::Exists},       {FunctionId::All, IrOp::All},
    {FunctionId::Where, IrOp::Where},         {FunctionId::Select, IrOp::Select},
    {FunctionId::Repeat, IrOp::Repeat},       {FunctionId::RepeatAll, IrOp::RepeatAll},
    {FunctionId::Aggregate, IrOp::Aggregate}, {FunctionId::Trace, IrOp::Trace},
};
constexpr SpecialRow kTypeRows[] = {
    {FunctionId::Is, IrOp::Is}, {FunctionId::As, IrOp::As}, {FunctionId::OfType, IrOp::OfType}};

const SpecialRow* find_row(std::span<const SpecialRow> rows, FunctionId function) {
  const auto row = std::ranges::find(rows, function, &SpecialRow::function);
  return row == rows.end() ? nullptr : &*row;
}

std::string in_quotes(std::string_view name) {
  return "'" + std::string(name) + "'";
}

}  // namespace

IrId Lowering::service_call(AstId id, std::string_view service, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  if (service == "server") {
    return failure(node, {}, Error{ErrorCode::Unsupported, {}, "%server is not supported", {}});
  }
  const bool is_factory = service == "factory";
  std::vector<IrId> children;
  ServiceDetail detail{
      is_factory ? ProgramSite::Service::Factory : ProgramSite::Service::Terminologies,
      ProgramSite::Address::None};
  const AstId left = ast_.children(id)[0];
  if (!is_factory && ast_.node(left).kind == AstKind::Call) {
    const auto given = ast_.children(left).subspan(1);
    const bool is_one = given.size() == 1;
    detail.address = is_one ? ProgramSite::Address::One : ProgramSite::Address::Wrong;
    if (is_one) children.push_back(lower(given[0], scope));
  }
  for (const AstId argument : ast_.children(id).subspan(1)) {
    const bool is_type = is_factory && node.name == "create";
    children.push_back(is_type ? type_name(ast_.node(argument)) : lower(argument, scope));
  }
  const IrId result = add(IrOp::Service, node, children);
  last().index = name_index(node.name);
  last().detail = detail.packed();
  if (detail.address != ProgramSite::Address::None) last().span = ast_.node(left).span;
  return result;
}

/// The argument of %factory.create(): a name or a literal as a String, anything else as nothing.
IrId Lowering::type_name(const AstNode& node) {
  const bool is_name = node.kind == AstKind::Member || node.kind == AstKind::TypeSpecifier;
  if (!is_name && node.kind != AstKind::String) return constant(node, Item());
  return constant(node, Item::string(ir_.memory->copy(is_name ? node.name : node.text)));
}

IrId Lowering::call(AstId id, IrId input, LoweringScope& chain) {
  const AstNode& node = ast_.node(id);
  const Signature* signature = find_function(node.name);
  const std::span<const AstId> arguments = ast_.children(id).subspan(1);
  if (signature == nullptr) {
    std::vector<IrId> children{input};
    for (const AstId argument : arguments) children.push_back(lower(argument, chain));
    const IrId result = add(IrOp::HostCall, node, children);
    last().index = name_index(node.name);
    return result;
  }
  if (ir_.options.language == LanguageVersion::V2 && signature->since == Signature::Since::Trial) {
    return failure(node, std::array{input},
                   Error{ErrorCode::NotInThisVersion,
                         {},
                         in_quotes(node.name) + " is not part of FHIRPath 2.0.0",
                         {}});
  }
  if (arguments.size() < signature->required || arguments.size() > signature->max_arguments()) {
    return failure(
        node, std::array{input},
        Error{ErrorCode::WrongArgumentCount,
              {},
              in_quotes(node.name) + " does not take " + std::to_string(arguments.size()) +
                  (arguments.size() == 1 ? " argument" : " arguments"),
              {}});
  }
  if (arguments.size() > signature->max_arguments(ir_.options.language)) {
    return failure(
        node, std::array{input},
        Error{ErrorCode::NotInThisVersion,
              {},
              "the last argument of " + in_quotes(node.name) + " is not part of FHIRPath 2.0.0",
              {}});
  }
  switch (signature->id) {
    case FunctionId::DefineVariable:
      return define_variable(id, input, chain);
    case FunctionId::Sort:
      return sort(id, input, chain);
    case FunctionId::Iif:
      return iif(id, input, chain);
    case FunctionId::Coalesce: {
      std::vector<IrId> choices{input};
      for (const AstId argument : arguments) choices.push_back(lower(argument, chain));
      return add(IrOp::Coalesce, node, choices);
    }
    default:
      break;
  }
  if (const SpecialRow* row = find_row(kTypeRows, signature->id)) {
    return typed_call(id, row->op, input);
  }
  const SpecialRow* row = find_row(kLambdaRows, signature->id);
  if (row != nullptr && !(signature->id == FunctionId::Exists && arguments.empty())) {
    return lambda_call(id, row->op, input, chain);
  }
  // Arguments see the scope in which the call stands, not the input (§5, FHIR-44601).
  std::vector<IrId> children{input};
  for (const AstId argument : arguments) children.push_back(lower(argument, chain));
  const IrId result = add(IrOp::Call, node, children);
  last().detail = static_cast<std::uint8_t>(signature->id);
  return result;
}

IrId Lowering::typed_call(AstId id, IrOp op, IrId input) {
  const AstNode& node = ast_.node(id);
  const AstNode& argument = ast_.node(ast_.children(id)[1]);
  const auto type = type_index(argument.qualifier, argument.name);
  if (!type) {
    Error error = type.error();
    error.span = argument.span;
    return failure(node, std::array{input}, std::move(error));
  }
  const IrId result = add(op, node, {input});
  last().index = *type;
  return result;
}

/// Functions that evaluate an argument for each item: its item is $this and the focus.
IrId Lowering::lambda_call(AstId id, IrOp op, IrId input, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  const auto arguments = ast_.children(id).subspan(1);
  std::vector<IrId> children{input};
  LoweringScope inner = scope;
  inner.focus = inner.self = new_binding();
  const bool counts = op != IrOp::Repeat && op != IrOp::RepeatAll;
  if (counts) inner.position = new_binding();
  BindingId total = kNoBinding;
  if (op == IrOp::Aggregate) {
    // The start value comes first: it is an argument like those of other functions.
    if (arguments.size() > 1) children.push_back(lower(arguments[1], scope));
    inner.total = total = new_binding();
    children.push_back(lower(arguments[0], inner));
  } else if (op == IrOp::Trace) {
    children.push_back(lower(arguments[0], scope));
    if (arguments.size() > 1) children.push_back(lower(arguments[1], inner));
  } else {
    children.push_back(lower(arguments[0], inner));
  }
  const IrId result = add(op, node, children);
  last().item = inner.focus;
  last().position = counts ? inner.position : kNoBinding;
  last().total = total;
  return result;
}

IrId Lowering::sort(AstId id, IrId input, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  LoweringScope inner = scope;
  inner.focus = inner.self = new_binding();
  std::vector<IrId> children{input};
  for (const AstId argument : ast_.children(id).subspan(1)) {
    const AstNode& key = ast_.node(argument);
    const bool is_key = key.kind == AstKind::SortKey;
    const IrId value = lower(is_key ? ast_.children(argument)[0] : argument, inner);
    children.push_back(add(IrOp::SortKey, key, {value}));
    last().flag = is_key && key.op == Operator::Descending;
    last().place = ir_.node(value).span;
  }
  const IrId result = add(IrOp::Sort, node, children);
  last().item = inner.focus;
  return result;
}

/// §5.5.1. The criterion and the branches see the input as $this and focus; $index stays.
IrId Lowering::iif(AstId id, IrId input, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  LoweringScope inner = scope;
  inner.focus = inner.self = new_binding();
  std::vector<IrId> children{input};
  for (const AstId argument : ast_.children(id).subspan(1)) {
    children.push_back(lower(argument, inner));
  }
  const IrId result = add(IrOp::Iif, node, children);
  last().item = inner.focus;
  return result;
}

/// §5.10.4. The variable is seen by what follows on this chain. The value's paths start from the
/// input as a whole; $this stays.
IrId Lowering::define_variable(AstId id, IrId input, LoweringScope& chain) {
  const AstNode& node = ast_.node(id);
  const auto arguments = ast_.children(id).subspan(1);
  const BindingId focus = new_binding();
  std::vector<IrId> children{input, lower(arguments[0], chain)};
  if (arguments.size() > 1) {
    LoweringScope inner = chain;
    inner.focus = focus;
    children.push_back(lower(arguments[1], inner));
  }
  const BindingId defined = new_binding();
  const auto finish = [&](IrOp op) {
    const IrId result = add(op, node, children);
    last().item = defined;
    last().position = chain.dynamic;
    last().total = focus;
    return result;
  };
  if (dynamic_variables_) {
    const IrId result = finish(IrOp::DefineComputed);
    chain.dynamic = defined;
    return result;
  }
  const std::string_view name = ast_.node(arguments[0]).text;
  const IrId result = finish(IrOp::Define);
  last().index = name_index(name);
  for (std::int32_t i = chain.variable; i >= 0; i = variables_[static_cast<std::size_t>(i)].outer) {
    if (variables_[static_cast<std::size_t>(i)].name != name) continue;
    return failure(node, std::array{result},
                   Error{ErrorCode::VariableExists,
                         {},
                         "the variable %" + std::string(name) + " is there already",
                         {}});
  }
  variables_.push_back({name, defined, chain.variable});
  chain.variable = static_cast<std::int32_t>(variables_.size() - 1);
  return result;
}

}  // namespace kiln::core
