// Scopes, by one walk from the root down. Entry: plan_check().
#include "frontend/check_scope.h"

#include <algorithm>

namespace kiln::core {
namespace {

using Kind = CheckScope::Kind;

std::uint32_t index_of(AstId id) {
  return static_cast<std::uint32_t>(id);
}

/// Whether the first child is the left side of a chain, so that its variables are seen further on.
bool continues_chain(AstKind kind) {
  switch (kind) {
    case AstKind::Member:
    case AstKind::Call:
    case AstKind::Index:
    case AstKind::TypeOperation:
      return true;
    default:
      return false;
  }
}

bool is_lazy(Operator op) {
  return op == Operator::And || op == Operator::Or || op == Operator::Implies;
}

/// The kind of scope that a child begins, or Root if it stands in its parent's.
Kind scope_begun_by(const AstNode& node, const CheckPlan::Node& plan, std::size_t child) {
  if (node.kind == AstKind::Binary)
    return child == 1 && is_lazy(node.op) ? Kind::Perhaps : Kind::Root;
  if (node.kind != AstKind::Call || child == 0) return Kind::Root;
  if (plan.service == Service::Factory && node.name == "create") return Kind::Name;
  if (plan.service != Service::None) return Kind::Root;
  const Signature* const signature = plan.function;
  const auto position = static_cast<std::uint32_t>(child - 1);
  if (signature == nullptr || position >= signature->max_arguments()) return Kind::Root;
  if (signature->id == FunctionId::DefineVariable && position == 1) return Kind::Definition;
  switch (signature->parameter(position)) {
    case 'C':
    case 'P':
      return Kind::Lambda;
    case 'K':
      return Kind::SortKey;
    case 'R':
      return Kind::Repeat;
    case 'G':
      return Kind::Aggregator;
    case 'L':
      return position == 0 ? Kind::Criterion : Kind::Result;
    case 'Z':
      return position == 0 ? Kind::Root : Kind::Perhaps;
    default:
      return Kind::Root;
  }
}

/// What follows from the nodes below, for the nodes in their order.
std::vector<CheckPlan::Node> plan_nodes(const Ast& ast) {
  std::vector<CheckPlan::Node> nodes(ast.nodes().size());
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const AstNode& node = ast.node(AstId{i});
    CheckPlan::Node& planned = nodes[i];
    const auto children = ast.children(node);
    const auto first = std::ranges::find_if(children, [](AstId child) { return child != kNoAst; });
    planned.start = first == children.end() ? i : nodes[index_of(*first)].start;
    if (node.kind != AstKind::Call) continue;
    if (const AstId left = children[0]; left != kNoAst) {
      const AstNode& object = ast.node(left);
      if (object.kind == AstKind::ExternalConstant) planned.service = find_service(object.name);
      if (object.kind == AstKind::Call && object.name == "at")
        planned.service = nodes[index_of(left)].service;
    }
    if (planned.service == Service::None) planned.function = find_function(node.name);
  }
  return nodes;
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> CheckPlan::scopes_within(AstId first, AstId last) const {
  // The walk meets owners in descending order; scope 0 has none.
  const auto begin = std::next(scopes.begin());
  const auto from = std::partition_point(begin, scopes.end(), [&](const CheckScope& scope) {
    return index_of(scope.owner) > index_of(last);
  });
  const auto to = std::partition_point(from, scopes.end(), [&](const CheckScope& scope) {
    return index_of(scope.owner) >= index_of(first);
  });
  return {static_cast<std::uint32_t>(from - scopes.begin()),
          static_cast<std::uint32_t>(to - scopes.begin())};
}

CheckPlan plan_check(const Ast& ast) {
  const std::size_t count = ast.nodes().size();
  CheckPlan plan;
  plan.nodes = plan_nodes(ast);
  plan.nodes[count - 1].seen_until = static_cast<std::uint32_t>(count - 1);
  plan.scopes.reserve(count / 4 + 1);  // few expressions have more
  plan.scopes.emplace_back();

  for (std::size_t i = count; i-- > 0;) {
    const AstId id{static_cast<std::uint32_t>(i)};
    const AstNode& node = ast.node(id);
    const CheckPlan::Node& above = plan.nodes[i];
    const auto children = ast.children(node);
    for (std::size_t child = 0; child < children.size(); ++child) {
      if (children[child] == kNoAst) continue;
      const std::uint32_t at = index_of(children[child]);
      CheckPlan::Node& planned = plan.nodes[at];
      planned.scope = above.scope;
      planned.seen_until = child == 0 && continues_chain(node.kind) ? above.seen_until : at;
      const Kind kind = scope_begun_by(node, above, child);
      if (kind == Kind::Root) continue;
      const CheckScope& parent = plan.scopes[above.scope];
      CheckScope scope;
      scope.kind = kind;
      scope.parent = above.scope;
      scope.owner = id;
      scope.in_aggregate = kind == Kind::Aggregator || parent.in_aggregate;
      scope.inside_repeat = parent.inside_repeat || parent.kind == Kind::Repeat;
      planned.scope = static_cast<std::uint32_t>(plan.scopes.size());
      plan.scopes.push_back(std::move(scope));
    }
  }
  return plan;
}

std::string_view to_string(Service service) {
  switch (service) {
    case Service::None:
      return "";
    case Service::Terminologies:
      return "%terminologies";
    case Service::Factory:
      return "%factory";
    case Service::Server:
      return "%server";
  }
  return "";
}

Service find_service(std::string_view name) {
  for (const Service service : {Service::Terminologies, Service::Factory, Service::Server})
    if (to_string(service).substr(1) == name) return service;
  return Service::None;
}

}  // namespace kiln::core
