// The nodes of the Ast.

#include "compiler/lower.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "compiler/lowering.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core {
namespace {

/// Two's complement of a magnitude that the parser has checked.
std::int64_t integer_of(std::string_view digits, bool negative) {
  std::uint64_t magnitude = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
  return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
}

std::optional<LogicOperator> logic_of(Operator op) {
  switch (op) {
    case Operator::And:
      return LogicOperator::And;
    case Operator::Or:
      return LogicOperator::Or;
    case Operator::Xor:
      return LogicOperator::Xor;
    case Operator::Implies:
      return LogicOperator::Implies;
    default:
      return std::nullopt;
  }
}

BinaryOperator binary_of(Operator op) {
  switch (op) {
    case Operator::Equal:
      return BinaryOperator::Equal;
    case Operator::NotEqual:
      return BinaryOperator::NotEqual;
    case Operator::Equivalent:
      return BinaryOperator::Equivalent;
    case Operator::NotEquivalent:
      return BinaryOperator::NotEquivalent;
    case Operator::Less:
      return BinaryOperator::Less;
    case Operator::LessOrEqual:
      return BinaryOperator::LessOrEqual;
    case Operator::Greater:
      return BinaryOperator::Greater;
    case Operator::GreaterOrEqual:
      return BinaryOperator::GreaterOrEqual;
    case Operator::Plus:
      return BinaryOperator::Add;
    case Operator::Minus:
      return BinaryOperator::Subtract;
    case Operator::Multiply:
      return BinaryOperator::Multiply;
    case Operator::Divide:
      return BinaryOperator::Divide;
    case Operator::Div:
      return BinaryOperator::Div;
    case Operator::Mod:
      return BinaryOperator::Mod;
    case Operator::Concatenate:
      return BinaryOperator::Concatenate;
    case Operator::Union:
      return BinaryOperator::Union;
    case Operator::In:
      return BinaryOperator::In;
    default:
      return BinaryOperator::Contains;
  }
}

}  // namespace

Ir lower(const Ast& ast, const ProgramOptions& options) {
  return Lowering(ast, options).run();
}

Lowering::Lowering(const Ast& ast, const ProgramOptions& options)
    : ast_(ast), model_(options.fhir == Fhir::None ? nullptr : &Model::get(options.fhir)) {
  ir_.options = options;
  ir_.source = ast.source();
  ir_.memory = std::make_unique<Arena>();
  for (const AstNode& node : ast.nodes()) {
    if (node.kind != AstKind::Call || node.name != "defineVariable") continue;
    const auto children = ast.children(node);
    if (children.size() > 1 && ast.node(children[1]).kind != AstKind::String) {
      dynamic_variables_ = true;
    }
  }
}

Ir Lowering::run() {
  lower(ast_.root(), {});
  return std::move(ir_);
}

IrId Lowering::add(IrOp op, const AstNode& at, std::span<const IrId> children) {
  IrNode node;
  node.op = op;
  node.span = at.span;
  node.place = place_of(at);
  node.first_child = static_cast<std::uint32_t>(ir_.children.size());
  node.child_count = static_cast<std::uint32_t>(children.size());
  ir_.children.insert(ir_.children.end(), children.begin(), children.end());
  ir_.nodes.push_back(node);
  return ir_.root();
}

IrId Lowering::add(IrOp op, const AstNode& at, std::initializer_list<IrId> children) {
  return add(op, at, std::span(children.begin(), children.size()));
}

IrId Lowering::constant(const AstNode& at, const Item& item) {
  const IrId id = add(IrOp::Constant, at, {});
  last().index = constant_index(item);
  return id;
}

/// What stands in the item itself is kept once, however often it is written.
std::uint32_t Lowering::constant_index(const Item& item) {
  const auto next = static_cast<std::uint32_t>(ir_.constants.size());
  if (item.kind() <= ItemKind::Decimal) {
    const auto [entry, is_new] =
        constants_.try_emplace(std::bit_cast<std::array<std::uint64_t, 2>>(item), next);
    if (!is_new) return entry->second;
  }
  ir_.constants.push_back(Items::of(*ir_.memory->make(item)));
  return next;
}

IrId Lowering::binding(const AstNode& at, BindingId binding) {
  const IrId id = add(IrOp::Binding, at, {});
  last().item = binding;
  return id;
}

IrId Lowering::failure(const AstNode& at, std::span<const IrId> before, Error error) {
  if (error.span == Span{}) error.span = place_of(at);
  const IrId id = add(IrOp::Fail, at, before);
  last().index = static_cast<std::uint32_t>(ir_.errors.size());
  ir_.errors.push_back(std::move(error));
  return id;
}

std::uint32_t Lowering::name_index(std::string_view name) {
  const auto [entry, is_new] =
      names_.try_emplace(name, static_cast<std::uint32_t>(ir_.names.size()));
  if (is_new) ir_.names.push_back(path_name(model_, ir_.memory->copy(name)));
  return entry->second;
}

Expected<std::uint32_t> Lowering::type_index(std::string_view qualifier, std::string_view name) {
  KILN_TRY(const ResolvedType type, resolve_type(model_, qualifier, name));
  ir_.types.push_back(type);
  return static_cast<std::uint32_t>(ir_.types.size() - 1);
}

/// Down the left side of the chain to what it begins with, then up again step by step.
IrId Lowering::lower(AstId id, const LoweringScope& scope) {
  std::vector<AstId> chain;
  AstId first = id;
  for (AstId left; (left = left_of(ast_, first)) != kNoAst; first = left) {
    // The functions of %terminologies and %factory have no value on their left.
    if (ast_.node(first).kind == AstKind::Call && !service_of(ast_, first).empty()) break;
    chain.push_back(first);
  }
  ir_.depth = std::max(ir_.depth, ++depth_);
  LoweringScope inner = scope;
  IrId value = leaf(first, inner);
  for (auto next = chain.rbegin(); next != chain.rend(); ++next) {
    // An operator ends the chain of its left side: what that defined is not seen on the right.
    if (ast_.node(*next).kind == AstKind::Binary) {
      inner.variable = scope.variable;
      inner.dynamic = scope.dynamic;
    }
    value = step(*next, value, inner);
  }
  --depth_;
  return value;
}

IrId Lowering::leaf(AstId id, LoweringScope& chain) {
  const AstNode& node = ast_.node(id);
  switch (node.kind) {
    case AstKind::Member: {
      const IrId focus = binding(node, chain.focus);
      const IrId member = add(IrOp::RootMember, node, {focus});
      last().index = name_index(node.name);
      return member;
    }
    case AstKind::Call: {
      const std::string_view service = service_of(ast_, id);
      if (!service.empty()) return service_call(id, service, chain);
      return call(id, binding(node, chain.focus), chain);
    }
    case AstKind::Unary: {
      const AstId operand = ast_.children(id)[0];
      if (is_negative_integer(ast_, id)) return literal(ast_.node(operand), true);
      const IrId value = lower(operand, chain);
      const IrId unary = add(IrOp::Unary, node, {value});
      last().detail = node.op == Operator::Minus;
      return unary;
    }
    case AstKind::This:
      return binding(node, chain.self);
    case AstKind::IndexVariable:
      if (chain.position == kNoBinding) return constant(node, Item::integer(0));
      return binding(node, chain.position);
    case AstKind::Total:
      if (chain.total != kNoBinding) return binding(node, chain.total);
      return failure(node, {},
                     Error{ErrorCode::TotalOutsideAggregate,
                           node.span,
                           "$total has a value inside aggregate() only",
                           {}});
    case AstKind::ExternalConstant:
      return external_constant(node, chain);
    case AstKind::InstanceSelector:
      return instance(id, chain);
    case AstKind::SortKey:
    case AstKind::InstanceField:
    case AstKind::TypeSpecifier:
    case AstKind::Error:
      return failure(node, {},
                     Error{ErrorCode::UnexpectedToken, node.span, "not an expression", {}});
    default:
      return literal(node, false);
  }
}

IrId Lowering::step(AstId id, IrId left, LoweringScope& chain) {
  const AstNode& node = ast_.node(id);
  switch (node.kind) {
    case AstKind::Member: {
      const IrId member = add(IrOp::Member, node, {left});
      last().index = name_index(node.name);
      return member;
    }
    case AstKind::Call:
      return call(id, left, chain);
    case AstKind::Index: {
      const IrId position = lower(ast_.children(id)[1], chain);
      return add(IrOp::Index, node, {left, position});
    }
    case AstKind::TypeOperation:
      return type_operation(node, left);
    default:
      return binary(id, left, chain);
  }
}

IrId Lowering::literal(const AstNode& node, bool negative) {
  Arena& arena = *ir_.memory;
  const std::string_view text = node.text;
  switch (node.kind) {
    case AstKind::Boolean:
      return constant(node, Item::boolean(text == "true"));
    case AstKind::String:
      return constant(node, Item::string(arena.copy(text)));
    case AstKind::Integer:
      return constant(node, Item::integer(static_cast<std::int32_t>(integer_of(text, negative))));
    case AstKind::Long:
      return constant(node, Item::long_integer(integer_of(text, negative)));
    case AstKind::Decimal:
      if (const auto value = Decimal::parse(text)) {
        return constant(node, Item::decimal(*value, arena));
      }
      break;
    case AstKind::Date:
    case AstKind::DateTime:
    case AstKind::Time: {
      const auto value = node.kind == AstKind::Date       ? Temporal::parse_date(text)
                         : node.kind == AstKind::DateTime ? Temporal::parse_date_time(text)
                                                          : Temporal::parse_time(text);
      if (value) return constant(node, Item::temporal(arena.make(*value)));
      break;
    }
    case AstKind::Quantity:
      if (const auto value = Decimal::parse(text)) {
        // §4.1.8: a unit in quotes is a UCUM code, or a calendar keyword as well.
        const auto field = calendar_unit(node.name);
        const std::string_view unit = field ? calendar_keyword(*field) : arena.copy(node.name);
        const QuantityView quantity(*value, unit, field.has_value());
        return constant(node, Item::quantity(arena.make(quantity)));
      }
      break;
    default:
      return constant(node, Item());
  }
  return failure(node, {},
                 Error{ErrorCode::InvalidDateLiteral,
                       node.span,
                       "'" + std::string(text) + "' is not a value",
                       {}});
}

IrId Lowering::binary(AstId id, IrId left, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  const IrId right = lower(ast_.children(id)[1], scope);
  const std::optional<LogicOperator> logic = logic_of(node.op);
  const IrId result = add(logic ? IrOp::Logic : IrOp::Binary, node, {left, right});
  last().detail = static_cast<std::uint8_t>(logic ? static_cast<int>(*logic)
                                                  : static_cast<int>(binary_of(node.op)));
  return result;
}

IrId Lowering::type_operation(const AstNode& node, IrId operand) {
  const auto type = type_index(node.qualifier, node.name);
  if (!type) return failure(node, std::array{operand}, type.error());
  const IrId result = add(node.op == Operator::Is ? IrOp::Is : IrOp::As, node, {operand});
  last().index = *type;
  return result;
}

IrId Lowering::external_constant(const AstNode& node, const LoweringScope& scope) {
  for (std::int32_t i = scope.variable; i >= 0; i = variables_[static_cast<std::size_t>(i)].outer) {
    const Variable& variable = variables_[static_cast<std::size_t>(i)];
    if (variable.name == node.name) return binding(node, variable.binding);
  }
  const IrId id = add(IrOp::Variable, node, {});
  last().index = name_index(node.name);
  last().item = scope.dynamic;
  last().place = node.span;
  return id;
}

/// §5.2.3. What is wrong with a field is found after the fields before it.
IrId Lowering::instance(AstId id, const LoweringScope& scope) {
  const AstNode& node = ast_.node(id);
  std::vector<IrId> children{binding(node, scope.focus)};
  const auto fail_here = [&](Error error, Span place) {
    error.span = place;
    children.push_back(failure(node, {}, std::move(error)));
  };
  const auto type = type_index(node.qualifier, node.name);
  std::uint32_t type_row = 0;
  if (!type) {
    fail_here(type.error(), place_of(node));
  } else {
    type_row = *type;
    const ResolvedType& resolved = ir_.types[type_row];
    if (resolved.id == kNoType || resolved.system || model_->is_abstract(resolved.id)) {
      fail_here(Error{ErrorCode::InstanceElement,
                      {},
                      "an object of type '" + std::string(node.name) + "' cannot be made",
                      {}},
                place_of(node));
    }
  }
  if (children.size() == 1) {
    std::vector<std::string_view> names;
    for (const AstId child : ast_.children(id)) {
      const AstNode& field = ast_.node(child);
      const IrId value = lower(ast_.children(child)[0], scope);
      const bool is_twice = std::ranges::find(names, field.name) != names.end();
      names.push_back(field.name);
      if (is_twice) {
        children.push_back(
            failure(field, std::array{value},
                    Error{ErrorCode::InstanceElement,
                          field.name_span,
                          "the element '" + std::string(field.name) + "' is set twice",
                          {}}));
        break;
      }
      children.push_back(add(IrOp::Field, field, {value}));
      last().index = name_index(field.name);
    }
  }
  const IrId result = add(IrOp::Instance, node, children);
  last().index = type_row;
  return result;
}

}  // namespace kiln::core
