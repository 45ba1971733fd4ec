// Evaluation of an Ast: literals, chains, and what each kind of node means.

#include "proptest/reference/evaluator.h"

#include "proptest/reference/evaluation.h"
#include "runtime/diagnostic/try.h"

namespace kiln::core::reference {
namespace {

template <class Integer>
Item integer(std::string_view digits, bool negative) {
  const auto magnitude = std::stoull(std::string(digits));
  return static_cast<Integer>(negative ? 0 - magnitude : magnitude);
}

/// §4.1: the value that a literal denotes.
Expected<Collection> literal(const AstNode& node, bool negative = false) {
  const std::string_view text = node.text;
  const auto malformed = [&] {
    return fail(ErrorCode::InvalidDateLiteral, "'" + std::string(text) + "' is not a value",
                node.span);
  };
  switch (node.kind) {
    case AstKind::Boolean:
      return one(text == "true");
    case AstKind::String:
      return one(Item(std::string(text)));
    case AstKind::Integer:
      return one(integer<std::int32_t>(text, negative));
    case AstKind::Long:
      return one(integer<std::int64_t>(text, negative));
    case AstKind::Decimal:
      if (const auto value = kiln::core::Decimal::parse(text))
        return one(Item(from_runtime(*value)));
      return malformed();
    case AstKind::Date:
      if (const auto value = kiln::core::Temporal::parse_date(text))
        return one(Item(from_runtime(*value)));
      return malformed();
    case AstKind::DateTime:
      if (const auto value = kiln::core::Temporal::parse_date_time(text)) {
        return one(Item(from_runtime(*value)));
      }
      return malformed();
    case AstKind::Time:
      if (const auto value = kiln::core::Temporal::parse_time(text))
        return one(Item(from_runtime(*value)));
      return malformed();
    case AstKind::Quantity:
      if (const auto value = kiln::core::Decimal::parse(text)) {
        // §4.1.8: a unit in quotes is a UCUM code, or a calendar keyword as well.
        const auto field = calendar_unit(node.name);
        return one(Item(Quantity{from_runtime(*value),
                                 std::string(field ? calendar_keyword(*field) : node.name),
                                 field.has_value()}));
      }
      return malformed();
    default:
      return none();
  }
}

/// %rootResource: the resource in which a contained one stands, else the resource itself. A Bundle
/// is no such container (FHIR page, "Environment variables").
Node root_resource(const Model* model, Node resource) {
  while (true) {
    const Document& document = *resource.document;
    NodeIndex above = document.parent(resource.index);
    if (above == kNoNode || document.name(document.key(resource.index)) != "contained") {
      return resource;
    }
    resource = containing_resource(model, Node{&document, above, type_of(document, model, above)});
  }
}

}  // namespace

Expected<Result> evaluate(const Ast& ast, const Environment& environment, const Focus& focus) {
  PendingRequests pending;
  return evaluate(ast, environment, focus, pending);
}

Expected<Result> evaluate(const Ast& ast, const Environment& environment, const Focus& focus,
                          PendingRequests& pending) {
  Evaluation evaluation(ast, environment, focus, pending);
  return evaluation.run();
}

Evaluation::Evaluation(const Ast& ast, const Environment& environment, const Focus& focus,
                       PendingRequests& pending)
    : ast_(ast),
      environment_(environment),
      focus_(focus),
      dialect_{environment.language, environment.model},
      pending_(pending) {
  if (focus_.context) {
    if (!focus_.resource) focus_.resource = containing_resource(model(), *focus_.context);
    if (!focus_.root_resource) focus_.root_resource = root_resource(model(), *focus_.resource);
    initial_.focus = std::make_shared<const Collection>(Collection{Item(*focus_.context)});
  }
  initial_.self = initial_.focus;
}

Expected<Result> Evaluation::run() {
  Scope scope = initial_;
  KILN_TRY(const Collection items, evaluate(ast_.root(), scope));
  for (const Item& item : items) result_.items.push_back(to_value(item));
  return std::move(result_);
}

Expected<Collection> Evaluation::evaluate(AstId id, Scope& scope) {
  // Down the left side of the chain to what it begins with, then up again step by step.
  std::vector<AstId> chain;
  AstId first = id;
  for (AstId left; (left = left_of(ast_, first)) != kNoAst; first = left) {
    // The functions of %terminologies and %factory have no value on their left.
    if (ast_.node(first).kind == AstKind::Call && !service_of(ast_, first).empty()) break;
    chain.push_back(first);
  }

  if (++depth_ > environment_.limits.max_depth) {
    --depth_;
    return fail(
        ErrorCode::DepthLimit,
        "expressions nested more than " + std::to_string(environment_.limits.max_depth) + " deep",
        ast_.node(id).span);
  }
  Scope inner = scope;
  Expected<Collection> value = leaf(first, inner);
  for (auto next = chain.rbegin(); value && next != chain.rend(); ++next) {
    // An operator ends the chain of its left side: what that defined is not seen on the right.
    if (ast_.node(*next).kind == AstKind::Binary) inner.variables = scope.variables;
    value = step(*next, *std::move(value), inner);
  }
  --depth_;
  scope.variables = inner.variables;
  return value;
}

Expected<Collection> Evaluation::leaf(AstId id, Scope& scope) {
  const AstNode& node = ast_.node(id);
  KILN_CHECK(at(node.span, charge()));
  switch (node.kind) {
    case AstKind::Member:
      return root_member(node, scope);
    case AstKind::Call:
      return call(id, std::nullopt, scope);
    case AstKind::Unary: {
      if (is_negative_integer(ast_, id)) return literal(ast_.node(ast_.children(id)[0]), true);
      Scope inner = scope;
      KILN_TRY(const Collection operand, evaluate(ast_.children(id)[0], inner));
      return at(place_of(node), unary(node, operand));
    }
    case AstKind::This:
      return scope.self ? *scope.self : none();
    case AstKind::IndexVariable:
      return one(Item(scope.index));
    case AstKind::Total:
      if (scope.total) return *scope.total;
      return fail(ErrorCode::TotalOutsideAggregate, "$total has a value inside aggregate() only",
                  node.span);
    case AstKind::ExternalConstant:
      return at(node.span, external_constant(node.name, scope));
    case AstKind::InstanceSelector:
      return at(node.span, instance(id, scope));
    case AstKind::SortKey:
    case AstKind::InstanceField:
    case AstKind::TypeSpecifier:
    case AstKind::Error:
      return fail(ErrorCode::UnexpectedToken, "not an expression", node.span);
    default:
      return literal(node);
  }
}

Expected<Collection> Evaluation::step(AstId id, Collection left, Scope& chain) {
  const AstNode& node = ast_.node(id);
  KILN_CHECK(at(node.span, charge()));
  switch (node.kind) {
    case AstKind::Member:
      return at(place_of(node), members(left, node.name, Lookup::OfPath));
    case AstKind::Call:
      return call(id, std::move(left), chain);
    case AstKind::Index:
      return at(node.span, index(left, ast_.children(id)[1], chain));
    case AstKind::TypeOperation:
      return at(place_of(node), type_operation(node, left));
    default:
      return at(place_of(node), binary(id, left, chain));
  }
}

/// §3: a type name first, if the context is of that type; else a path on the context.
Expected<Collection> Evaluation::root_member(const AstNode& node, const Scope& scope) {
  if (!scope.focus) return none();
  Collection named;
  for (const Item& item : *scope.focus) {
    const Node* at_node = std::get_if<Node>(&item);
    if (at_node == nullptr) continue;
    const bool is_named = model() == nullptr
                              ? at_node->document->resource_type(at_node->index) == node.name
                              : model()->is_a(at_node->type, model()->find_type(node.name));
    if (is_named) named.push_back(item);
  }
  if (!named.empty()) return named;
  return at(place_of(node), members(*scope.focus, node.name, Lookup::OfPath));
}

/// §5.3.1.
Expected<Collection> Evaluation::index(const Collection& items, AstId argument,
                                       const Scope& scope) {
  Scope inner = scope;
  KILN_TRY(const Collection values, evaluate(argument, inner));
  KILN_TRY(const std::optional<Item> value, at(ast_.node(argument).span, single_value(values)));
  if (!value) return none();
  const auto* position = std::get_if<std::int32_t>(&*value);
  if (position == nullptr) {
    return fail(ErrorCode::ArgumentType, "an index is an Integer", ast_.node(argument).span);
  }
  if (*position < 0 || static_cast<std::size_t>(*position) >= items.size()) return none();
  return one(items[static_cast<std::size_t>(*position)]);
}

}  // namespace kiln::core::reference
